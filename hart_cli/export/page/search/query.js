// ---- Parsing a query (hart_cli/search/query.py) ----

function parseQuery(text) {
  const numbers = parseNumbers(withWrittenNumbers(fold(text)));
  const [where, tokens, fallback] = parseWords(words(numbers.rest).slice(0, rules.max_words), numbers.location);
  const [terms, languages] = queryTerms(tokens);
  const near = where.place ? [] : nearNamesOf(text, tokens);
  const { exact, hasUnmatchedNumber, age, hasUnreadAge } = numbers;
  return {
    terms, exact, hasUnmatchedNumber, age, hasUnreadAge, fallback,
    stems: stemsOf(terms, tokens),
    wordTerms: tokens.map(({ typed, alternatives }) => alternatives[0]?.term ?? typed),
    variants: [words(text).join(" "), ...(where.place ? [] : variantsOf(tokens).map((variant) => variant.join(" "))), ...near],
    location: where,
    isSpanish: isSpanish(text, tokens, languages),
    corrected: near.length ? near : tokens.filter((token) => token.alternatives[0]?.weight < 1).map(likeliestWord),
    isPlaceOnly: where.place !== null && !terms.length && !exact.length,
  };
}

// The names that a short query with an unknown word is with a few typing errors.
function nearNamesOf(text, tokens) {
  const isShort = tokens.length > 0 && tokens.length <= rules.max_words_in_name;
  if (!isShort || tokens.every(({ alternatives, isStop }) => isStop || alternatives[0]?.weight === 1)) return [];
  return nearNames(words(text).join(""));
}

function parseNumbers(folded) {
  const hasDigits = /[\d@]/.test(folded);
  const spans = hasDigits ? takeSpans(inOneStyle(folded)) : { text: folded, hasAges: false };
  const [where, withoutZip] = hasDigits ? findZipCode(spans.text) : [makeLocation(), folded];
  const age = takeAge(withoutZip);
  const numbers = hasDigits ? takeNumbers(age.rest) : { exact: [], rest: age.rest, hasUnmatched: false };
  return {
    rest: numbers.rest, exact: numbers.exact, hasUnmatchedNumber: numbers.hasUnmatched, age: age.years,
    hasUnreadAge: age.isUnread || spans.hasAges, location: where,
  };
}

// The location that the words name, their tokens without it, and the words before a doubtful last name.
function parseWords(typed, ofZip) {
  let [where, rest] = [ofZip, typed];
  if (!isFound(where)) {
    const [found, without] = findLocation(typed);
    where = { ...found, unknown: ofZip.unknown ?? found.unknown };
    rest = without;
  }
  let tokens = tokenize(rest);
  if (!isFound(where)) {
    const [place, others] = findCorrectedTown(tokens);
    where = { ...where, place };
    tokens = others;
  }
  if (isFound(where) || where.unknown) return [where, tokens, null];
  const [unknown, fallback, others] = findUnknownPlace(tokens);
  return [{ ...where, unknown }, others, fallback];
}

function stemsOf(terms, tokens) {
  const isShort = tokens.length <= rules.max_words_with_corrections;
  const corrected = isShort ? tokens.filter((token) => token.alternatives.length).map(likeliestWord) : [];
  const typed = terms.flatMap((term) => term.text.split(" "));
  return new Set([...typed, ...corrected].filter((word) => !isStopWord(word)).map(indexTerm));
}

function isSpanish(text, tokens, languages) {
  if (/[ñáéíóúü¿¡]/i.test(text) || (languages.has("es") && !languages.has("en"))) return true;
  const count = (stopWords) => tokens.filter(({ typed }) => stopWords.has(typed)).length;
  return count(SPANISH_STOP_WORDS) > count(ENGLISH_STOP_WORDS);
}
