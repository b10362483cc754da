// ---- What the tokens of a query mean (hart_cli/search/query_terms.py) ----

const OUTDATED = "what was typed";
const headingOf = (number) => data.headings[number] ?? [[], 0];
const isUrgentHeading = (number) => rules.lifelines.includes(headingOf(number)[0][0]);

function queryTerms(tokens) {
  const matches = findPhrases(tokens);
  const named = matches.filter(({ heading }) => heading !== null);
  const terms = named.map(({ positions, heading }) => [positions[0], phraseTerm(positions.map((n) => tokens[n]), heading)]);
  const taken = positionsOf(matches);
  const free = range(0, tokens.length).filter((n) => !taken.has(n) && !tokens[n].isStop);
  let single = free.filter((n) => !isFiller(tokens[n]));
  if (!terms.length && !single.length) single = free; // a word without a need counts where there is no other
  const ofWords = single.map((n) => [n, wordTerm(tokens[n], n === tokens.length - 1)]);
  const ownPhrases = single.map((n) => phrases.get(tokens[n].alternatives[0]?.term)).filter(Boolean);
  const languages = new Set([...named, ...ownPhrases].map(({ language }) => language));
  return [[...terms, ...ofWords].sort((a, b) => a[0] - b[0]).map(([, term]) => term), languages];
}

const isFiller = (token) => token.alternatives.some(({ term }) => phrases.get(term)?.language === "filler");

function phraseTerm(span, heading) {
  const text = span.map(({ typed }) => typed).join(" ");
  const own = unique(span.filter((token) => token.alternatives.length && !token.isStop).map((token) => token.alternatives[0].term));
  const reason = headingOf(heading)[1] ? OUTDATED : `'${text}'`;
  const itself = own.length ? [{ terms: own, name: null, weight: 1, reason }] : [];
  return {
    text, interpretations: [...itself, ...meanings(heading, text)],
    kind: own.length > 1 ? "phrase" : "word", isUrgent: isUrgentHeading(heading), hasMeaning: true,
  };
}

function wordTerm(token, isLast) {
  const { typed, alternatives: others } = token;
  const interpretations = others.flatMap((other) => ofAlternative(typed, other));
  const isWhole = others.some(({ term, weight }) => weight === 1 && stands(term));
  if (isLast && !isWhole && typed.length >= 3 && isAlpha(typed)) interpretations.push(...completions(typed));
  const headings = others.map(({ term }) => phrases.get(term)?.heading ?? null).filter((heading) => heading !== null);
  const unanswered = others[0]?.weight === 1 ? "partial" : "unknown";
  return {
    text: typed, interpretations, kind: interpretations.length ? "word" : unanswered, isUrgent: headings.some(isUrgentHeading),
    hasMeaning: interpretations.some(({ name, terms }) => name || isCode(terms[0])),
  };
}

function ofAlternative(typed, { word, term, weight }) {
  const heading = phrases.get(term)?.heading ?? null;
  const isOutdated = heading !== null && headingOf(heading)[1];
  const plain = weight < 1 ? `'${typed}' read as '${word}'` : `'${typed}'`;
  const itself = stands(term) ? [{ terms: [term], name: null, weight, reason: isOutdated ? OUTDATED : plain }] : [];
  return heading === null ? itself : [...itself, ...meanings(heading, word, weight)];
}

// What a last word that is only begun may mean.
function completions(typed) {
  return wordsFrom(typed, rules.max_completions).flatMap((word) => {
    const weight = weights.prefix * Math.max(weights["prefix.shortest"], typed.length / word.length);
    const term = indexTerm(word);
    const heading = phrases.get(term)?.heading ?? null;
    const itself = stands(term) ? [{ terms: [term], name: null, weight, reason: `'${typed}' begins '${word}'` }] : [];
    return heading === null ? itself : [...itself, ...meanings(heading, word, weight)];
  });
}

// What a heading of the thesaurus means: names of entries, and codes of the vocabulary. A target that only means an
// entry which is not in the page is empty.
function meanings(heading, text, weight = 1) {
  const [targets, isOutdated] = headingOf(heading);
  return targets.slice(0, rules.max_meanings).flatMap((target, n) => {
    const reason = isOutdated ? `means ${target}` : `'${text}' means ${target}`;
    return target ? ofTarget(target, weight * weights[`meaning.${n + 1}`], reason) : [];
  });
}

function ofTarget(target, weight, reason) {
  if (isCode(target)) {
    const vague = weights[target.startsWith("kind:") ? "meaning.kind" : "meaning.code"];
    return [{ terms: [target], name: null, weight: weight * vague, reason }];
  }
  const name = words(target);
  const terms = unique(name.filter((word) => !isStopWord(word)).map(indexTerm));
  const byWords = terms.length ? [{ terms, name: null, weight: weight * weights["meaning.words"], reason }] : [];
  return [{ terms: [], name: name.join(" "), weight, reason }, ...byWords];
}
