// ---- Finding what answers a question (hart_cli/search/find.py) ----

const isExcluded = ({ fits }) => fits.some(([, fit]) => fit === false);
const isUnsure = ({ fits }) => fits.some(([, fit]) => fit !== true);
const directories = unique(entries.map(({ directory }) => directory)); // the bundled one is the first
const isWanted = (entry, asked) => !asked.kind || entry.kind === asked.kind;

// What answers words and filters: the parsed query, what is asked with the age and the place of the words, the hits,
// what a filter left out among the first answers, and notes.
function find(text, filters) {
  const parsed = parseQuery(text);
  const asked = understand(parsed, filters);
  if (parsed.isPlaceOnly) return { parsed, asked, hits: serving(asked), leftOut: [], notes: [] };
  const answers = rankAll(parsed, asked).map((scored) => ({ ...scored, fits: judge(scored.entry, asked) }));
  const { hits, stated } = prioritize(answers, text, parsed, asked);
  if (!hits.length && parsed.fallback) {
    const result = find(parsed.fallback, filters);
    if (result.hits.length) return { ...result, parsed: { ...result.parsed, hasUnknownPlace: true } };
  }
  return { parsed, asked, hits, leftOut: answers.slice(0, 10).filter(isExcluded), notes: stated.notes };
}

// The good answers of each directory together, best first.
function rankAll(parsed, asked) {
  const good = directories.flatMap((directory) => {
    const ranked = rank(parsed, directory).filter(({ entry }) => isWanted(entry, asked));
    return goodAnswers(ranked, Boolean(asked.kind));
  });
  const ofHits = good.map((scored) => ({ ...scored, score: rounded(scored.score) }));
  return ofHits.sort((a, b) => rounded(comparable(b)) - rounded(comparable(a)));
}

// What a score counts beside those of other directories. Of entries with one name the bundled is first.
function comparable({ entry, score }) {
  if (entry.directory === BUNDLED) return score;
  return score >= EXACT ? score - 1 : score * weights.own_directory;
}

// Every entry that the filters leave, those that state a fit first (hart_cli/search/browse.py).
function browse(filters) {
  const hits = entries.filter((entry) => isWanted(entry, filters)).map((entry) => ({ entry, fits: judge(entry, filters) }));
  const left = hits.filter((hit) => !isExcluded(hit));
  const fitting = [...left.filter((hit) => !isUnsure(hit)), ...left.filter(isUnsure)];
  return { parsed: parseQuery(""), asked: filters, hits: fitting, leftOut: [], notes: [] };
}

function understand(parsed, filters) {
  const { place, outside } = parsed.location;
  const elsewhere = outside && !place ? outsidePlace(outside) : null;
  return { ...filters, age: filters.age ?? parsed.age, town: filters.town ?? place ?? elsewhere };
}

// The hits with a preference for those that state a fit: another one stays first only where it answers much better.
function sortedByFit(hits) {
  const preferred = (hit) => rounded(comparable(hit) + (hit.fits.length && !isUnsure(hit) ? weights.fit : 0));
  return [...hits].sort((a, b) => preferred(b) - preferred(a));
}

// The hits in the order in which they may stand, and the needs that the question states.
function prioritize(answers, text, parsed, asked) {
  const hits = sortedByFit(withoutStandIns(answers));
  // Who types the number of an entry, or the whole name of a line of police, states no other need.
  const isNamed = hits.some(({ entry, score }) => score >= EXACT && (parsed.exact.length || hasRole(entry, "enforcement")));
  let stated = isNamed ? NO_NEED : needsOf(text, asked.age, !hits.length);
  if (!isNamed && !hits.length && !stated.ids.length && isDistress(parsed)) stated = emergencyNeed(asked.age);
  return { hits: inOrder(hits, stated, parsed, asked), stated };
}

// The answers that fit, without organizations and contacts that only stand for programs which a filter rules out.
function withoutStandIns(answers) {
  const behind = (list) => new Set(list.filter(({ entry }) => ["service", "program"].includes(entry.kind)).flatMap(({ entry }) => entry.behind));
  const hits = answers.filter((hit) => !isExcluded(hit));
  const [gone, kept] = [behind(answers.filter(isExcluded)), behind(hits)];
  return hits.filter(({ entry }) => !gone.has(entry.id) || kept.has(entry.id));
}

// What is stated to serve the place of a query that names nothing else: what stands at a ZIP code comes first.
function serving(asked) {
  const hits = entries.filter((entry) => isWanted(entry, asked))
    .map((entry) => ({ entry, score: 0, fits: judge(entry, asked) }))
    .filter((hit) => !isExcluded(hit));
  const there = hits.filter(({ entry }) => keyed(`zip:${asked.town.name}`).includes(entry.no));
  const stated = hits.filter((hit) => !there.includes(hit) && Object.fromEntries(hit.fits).town === true);
  const isWide = ({ entry }) => entry.areas.some((area) => rules.statewide.includes(area));
  return [...there, ...stated.filter((hit) => !isWide(hit)), ...stated.filter(isWide)];
}
