// ---- Candidates in order, and which of them are good answers (hart_cli/search/rank.py) ----

const EXACT = weights["threshold.exact"];
const rounded = (score) => Math.round(score * 1e4) / 1e4;

function rank(parsed) {
  if (parsed.hasUnmatchedNumber) return [];
  const scored = findCandidates(parsed).map((candidate) => {
    return { entry: entries[candidate.no], exact: candidate.exact, score: scoreOf(candidateFeatures(parsed, candidate)) };
  });
  // The user's own directories count less beside the bundled one, unless they are named.
  const comparable = ({ entry, score }) => rounded(entry.directory !== "hart" && score < EXACT ? score * weights.own_directory : score);
  return scored.sort((a, b) => comparable(b) - comparable(a) || a.entry.no - b.entry.no);
}

function goodAnswers(ranked, parsed) {
  const known = parsed.terms.filter(({ kind }) => ["word", "phrase"].includes(kind)).length;
  const floor = weights["threshold.floor"] - weights["threshold.ease"] * Math.min(Math.max(known - 2, 0), 2);
  const best = Math.max(0, ...ranked.map(({ score }) => score));
  const least = Math.max(floor, weights["threshold.near_best"] * Math.min(best, 1));
  return best < floor ? [] : ranked.filter(({ score }) => score >= least);
}
