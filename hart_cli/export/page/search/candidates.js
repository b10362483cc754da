// ---- The candidates of a query (hart_cli/search/candidates.py) ----

const makeCandidate = (no) => ({ no, relevance: 0, coverage: 0, matches: [], exact: "" });

// Those of one directory: what the query names, and the most relevant others.
function findCandidates(parsed, directory) {
  const isOfDirectory = (no) => entries[no].directory === directory;
  const exact = exactNames(parsed);
  const byTerms = parsed.exact.length && !parsed.terms.length ? new Map() : candidatesByTerms(parsed.terms);
  const ranked = [...byTerms.values()].filter(({ no }) => isOfDirectory(no)).sort((a, b) => b.relevance - a.relevance || a.no - b.no);
  const likely = ranked.slice(0, rules.max_candidates).map(({ no }) => no);
  return unique([...[...exact.keys()].filter(isOfDirectory), ...likely]).map((no) => {
    return { ...(byTerms.get(no) ?? makeCandidate(no)), exact: exact.get(no) ?? "" };
  });
}

function candidatesByTerms(terms) {
  const importances = terms.map((term) => importanceOf(term, terms));
  const total = importances.reduce((sum, importance) => sum + importance, 0);
  const found = new Map();
  terms.forEach((term, n) => {
    for (const [no, match] of matchTerm(term)) {
      if (!found.has(no)) found.set(no, []);
      found.get(no).push({ ...match, importance: importances[n] });
    }
  });
  const share = (matches, part) => matches.reduce((sum, match) => sum + part(match), 0) / total;
  return new Map([...found].map(([no, matches]) => {
    const relevance = share(matches, ({ quality, importance }) => quality * importance);
    return [no, { no, matches, relevance, coverage: share(matches, ({ importance }) => importance) }];
  }));
}

// How much of a query a term is: as much as the rarest of its interpretations.
function importanceOf(term, terms) {
  if (["partial", "unknown"].includes(term.kind)) {
    const beside = terms.some((other) => other.hasMeaning) ? weights["unanswered.beside_meaning"] : 1;
    return weights[`unanswered.${term.kind}.${Math.min(terms.length, 5)}`] * beside;
  }
  const rarities = term.interpretations.filter((one) => one.terms.length)
    .map((one) => one.terms.reduce((sum, part) => sum + rarity(part), 0) / one.terms.length);
  const factor = weights[`importance.${term.isUrgent ? "urgent" : term.kind}`] ?? 1;
  return (rarities.length ? Math.max(...rarities) : weights["rarity.most"]) * factor;
}

function rarity(term) {
  const held = entriesWith(term);
  if (held === 0 || data.total < 2) return weights["rarity.most"];
  const scaled = Math.log((data.total + 1) / (held + 0.5)) / Math.log(data.total + 1);
  return Math.min(weights["rarity.most"], Math.max(weights["rarity.least"], scaled));
}

// The entries that answer a term, and how. An interpretation that agrees with the best one for another reason adds a
// little.
function matchTerm(term) {
  const answers = new Map();
  term.interpretations.forEach((one, n) => {
    const isWord = n === 0 && one.weight > rules.sure;
    for (const [no, quality, field] of interpretationPostings(one)) {
      if (!answers.has(no)) answers.set(no, []);
      const inName = isWord && ["name", "alias"].includes(rules.fields[field]);
      answers.get(no).push({ quality, reason: one.reason, inName });
    }
  });
  return [...answers].map(([no, found]) => {
    const [best, ...others] = found.sort((a, b) => b.quality - a.quality);
    const second = others.find(({ reason }) => reason !== best.reason)?.quality ?? 0;
    const quality = best.quality + weights.agreement * (1 - Math.min(best.quality, 1)) * second;
    return [no, { quality, inName: found.some(({ inName }) => inName) }];
  });
}

// Each entry that an interpretation finds, how well, and the field that says so.
function interpretationPostings({ name, terms, weight }) {
  if (name !== null) return keyed(`name:${name}`).map((no) => [no, weight, 0]);
  const found = new Map();
  for (const posting of terms.flatMap(postingsOf)) {
    if (!found.has(posting.no)) found.set(posting.no, []);
    found.get(posting.no).push(posting);
  }
  return [...found].filter(([, held]) => held.length === terms.length).map(([no, held]) => {
    const best = held.reduce((a, b) => (b.weight > a.weight || (b.weight === a.weight && b.field > a.field) ? b : a));
    return [no, (weight * held.reduce((sum, posting) => sum + posting.weight, 0)) / terms.length, best.field];
  });
}

// The entries that a query names, by the kind of the match: by their name or an alias, else by a number.
function exactNames(parsed) {
  const found = new Map();
  const add = (no, kind) => found.has(no) || found.set(no, kind);
  parsed.variants.forEach((variant, n) => {
    const bare = variant.split(" ").filter((word) => !rules.name_articles.includes(word)).join(" ");
    for (const form of unique([variant, bare]).filter(Boolean)) {
      keyed(`name:${form}`).forEach((no) => add(no, `${n ? "respelled_" : ""}${entries[no].names[0] === form ? "name" : "alias"}`));
    }
  });
  for (const match of parsed.exact) match.entries.forEach((no) => add(no, match.kind));
  return found;
}
