// ---- Which entries people mean who ask with the words of a query (hart_cli/search/question_terms.py) ----

// By its name, a feature: its idf, and what it adds to classes: [number of a class, added], one after the other. How it
// is packed: hart_cli/store/page_questions.py.
const questionModel = data.questions;
const questionTerms = unpackQuestionTerms();

function unpackQuestionTerms() {
  const { digits, least, rarest } = questionModel;
  const numberOf = new Map([...digits].map((digit, n) => [digit, n]));
  const numbersIn = (packed) => [...packed].map((digit) => numberOf.get(digit) ?? digit.charCodeAt(0) - questionModel.long_from);
  const [idf, steps, added] = [questionModel.idf, questionModel.classes, questionModel.added].map(numbersIn);
  const found = new Map();
  let [name, step, place] = ["", 0, 0];
  for (const [, shared, rest] of questionModel.names.matchAll(/([A-Z])([^A-Z]*)/g)) {
    name = name.slice(0, shared.charCodeAt(0) - 65) + rest;
    const row = [];
    for (let number = -1; steps[step]; step += 1, place += 1) row.push((number += steps[step]), added[place] + least);
    step += 1;
    found.set(name, { idf: rarest - idf[found.size], row });
  }
  return found;
}

// What the thesaurus takes a term for, the best first: names of entries behind "=", and codes of the vocabulary.
function targetsOf({ interpretations }) {
  const named = interpretations.map(({ name, terms }) => (name ? `=${name}` : terms[0]));
  return unique(named.filter((target) => target[0] === "=" || isCode(target)));
}

function questionFeatures(parsed) {
  const long = parsed.wordTerms.filter((term) => term.length > rules.question_prefix);
  const targets = parsed.terms.flatMap((term) => targetsOf(term).slice(0, rules.question_targets));
  return unique([...parsed.wordTerms, ...long.map((term) => `${term.slice(0, rules.question_prefix)}*`), ...targets]);
}

const knownQuestionTerms = (parsed) => questionFeatures(parsed).map((name) => questionTerms.get(name)).filter(Boolean);

// The logarithms of the probabilities: by the number of an entry, and that of nothing.
function likelihood(parsed) {
  const known = knownQuestionTerms(parsed);
  const length = Math.sqrt(known.reduce((sum, { idf }) => sum + idf * idf, 0)) || 1;
  const total = known.reduce((sum, { idf }) => sum + idf, 0) / length;
  const scores = questionModel.prior.map((prior, n) => prior + total * questionModel.unseen[n]);
  for (const { idf, row } of known) {
    const share = idf / length;
    for (let at = 0; at < row.length; at += 2) scores[row[at]] += share * row[at + 1];
  }
  return normalized(scores.map((score) => score / rules.question_scale));
}

function normalized(scores) {
  const best = Math.max(...scores);
  const total = best + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - best), 0));
  const logarithms = scores.map((score) => score - total);
  const nothing = logarithms.pop();
  return { entries: new Map(logarithms.map((logarithm, n) => [questionModel.entries[n], logarithm])), nothing };
}

// Whether a query asks for a line to talk to or an emergency line rather than for nothing here.
function isDistress(parsed) {
  if (parsed.hasUnmatchedNumber || knownQuestionTerms(parsed).length < rules.distress_known) return false;
  const likely = likelihood(parsed);
  const asked = questionModel.crisis.filter((no) => likely.entries.has(no));
  const crisis = asked.reduce((sum, no) => sum + Math.exp(likely.entries.get(no)), 0);
  return crisis > rules.distress * Math.exp(likely.nothing);
}
