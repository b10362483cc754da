// ---- How likely a candidate answers a query (hart_cli/search/answer_model.py) ----

function candidateValues(features, length, logLikelihood) {
  const base = Math.min(scoreOf({ ...features, exact: "", localArea: false }), rules.max_score);
  return {
    score: base,
    "score.long": base * length,
    relevance: features.relevance,
    "relevance.long": features.relevance * length,
    coverage: features.coverage,
    "coverage.long": features.coverage * length,
    name_overlap: features.nameOverlap,
    name_part: Number(features.nameBegins || features.nameContains),
    local_area: Number(features.localArea),
    [`kind.${features.kind}`]: 1,
    [`language.${features.languages}`]: 1,
    ...questionValues(logLikelihood, length),
  };
}

function nothingValues(parsed, best, length, logLikelihood) {
  const { terms } = parsed;
  const count = terms.length || 1;
  const share = (isCounted) => terms.filter(isCounted).length / count;
  const score = Math.min(best, rules.max_score);
  const values = {
    nothing: 1,
    "nothing.long": length,
    "nothing.unknown": share(({ kind }) => kind === "unknown"),
    "nothing.partial": share(({ kind }) => kind === "partial"),
    "nothing.meaning": share(({ hasMeaning }) => hasMeaning),
    "nothing.one_meaning": Number(count === 1 && terms.every(({ hasMeaning }) => hasMeaning)),
    "nothing.score": score,
    "nothing.score.long": score * length,
  };
  const ofQuestions = Object.entries(questionValues(logLikelihood, length));
  return { ...values, ...Object.fromEntries(ofQuestions.map(([name, value]) => [`nothing.${name}`, value])) };
}

// An entry without questions has no logarithm of a probability.
function questionValues(logLikelihood, length) {
  if (logLikelihood === undefined) return {};
  return {
    questions: logLikelihood / rules.likelihood_scale,
    "questions.long": (logLikelihood / rules.likelihood_scale) * length,
    "questions.share": Math.exp(logLikelihood),
  };
}

const queryLength = (parsed) => Math.min(parsed.wordTerms.length, rules.sentence_words) / rules.sentence_words;

const weigh = (values, ofFeatures) => Object.entries(values).reduce((sum, [name, value]) => sum + value * (ofFeatures[name] ?? 0), 0);

const probability = (margin) => 1 / (1 + Math.exp(Math.min(-margin / rules.flatness, 700)));
