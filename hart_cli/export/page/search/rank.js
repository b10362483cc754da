// ---- Candidates in order, and which of them are good answers (hart_cli/search/rank.py) ----

const BUNDLED = "hart";
const EXACT = weights["threshold.exact"];
const rounded = (score) => Number(score.toFixed(4));

// The entries of one directory that answer a query at all, best first. The model of questions is of the bundled one.
function rank(parsed, directory) {
  const found = parsed.hasUnmatchedNumber ? [] : findCandidates(parsed, directory);
  if (!found.length) return [];
  const byQuestions = likelihood(parsed);
  const isOwn = directory !== BUNDLED;
  const candidates = parsed.terms.length && !isOwn ? withLikely(found, byQuestions) : found;
  const scores = scoresOf(parsed, candidates, byQuestions, isOwn);
  const scored = candidates.map(({ no, exact }, n) => ({ entry: entries[no], exact, score: scores[n] }));
  return scored.sort((a, b) => rounded(b.score) - rounded(a.score) || a.entry.no - b.entry.no);
}

// The candidates, and beside them the entries that the model of questions finds likeliest.
function withLikely(candidates, byQuestions) {
  const likely = [...byQuestions.entries].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, rules.max_likely);
  const known = new Set(candidates.map(({ no }) => no));
  return [...candidates, ...likely.filter(([no]) => !known.has(no)).map(([no]) => makeCandidate(no))];
}

function scoresOf(parsed, candidates, byQuestions, isOwn) {
  const [ofFeatures, plain] = [data.feature_weights, data.plain_feature_weights];
  const length = queryLength(parsed);
  const values = candidates.map((candidate) => {
    return candidateValues(candidateFeatures(parsed, candidate), length, isOwn ? undefined : byQuestions.entries.get(candidate.no));
  });
  const nothing = nothingValues(parsed, Math.max(...values.map(({ score }) => score)), length, byQuestions.nothing);
  const [sum, plainSum] = [weigh(nothing, ofFeatures), weigh(nothing, plain)];
  return values.map((each, n) => {
    const margin = "questions" in each ? weigh(each, ofFeatures) - sum : weigh(each, plain) - plainSum;
    const { exact } = candidates[n];
    return (parsed.terms.length ? probability(margin) : 0) + (exact ? weights[`exact.${exact}`] : 0);
  });
}

// Where a kind was asked for, less is enough: other kinds may answer better.
function goodAnswers(ranked, isNarrowed) {
  const best = Math.max(0, ...ranked.map(({ score }) => score));
  if (best < weights[isNarrowed ? "threshold.least" : "threshold.floor"]) return [];
  const least = Math.max(weights["threshold.least"], Math.min(best, 1) - weights["threshold.behind_best"]);
  return ranked.filter(({ score }) => score >= least);
}
