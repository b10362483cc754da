// ---- Words as tokens, with the known words that each may stand for (hart_cli/search/tokens.py) ----

const indexTerm = (word) => termOf.get(word) ?? stem(word);
const isKnown = (word) => termOf.has(word) || stands(indexTerm(word)) || phrases.has(indexTerm(word));
const alternative = (word, weight = 1) => ({ word, term: indexTerm(word), weight });
const makeToken = (typed, alternatives) => ({ typed, alternatives, isStop: isStopWord(typed) });
const likeliestWord = ({ typed, alternatives }) => alternatives[0]?.word ?? typed;

function tokenize(typed) {
  const tokens = [];
  for (let at = 0; at < typed.length; at += 1) {
    const word = typed[at];
    const following = typed[at + 1] ?? "";
    const joined = join(word, following, at + 2 === typed.length);
    if (joined.length) {
      tokens.push(makeToken(`${word} ${following}`, joined));
      at += 1;
    } else if (isStopWord(word) || isKnown(word)) tokens.push(makeToken(word, [alternative(word)]));
    else tokens.push(...correct(word, at + 1 === typed.length));
  }
  return tokens;
}

const alternatives = (found) => found.map(({ word, term, errors }) => {
  return { word, term, weight: weights[errors === 1 ? "spelling.one_error" : "spelling.two_errors"] };
});

// The known word that was typed as two, at least one of them unknown.
function join(word, following, isLast) {
  const whole = word + following;
  if (!following || !isAlpha(whole)) return [];
  if (isKnown(word) && (isStopWord(following) || isKnown(following))) return [];
  if (termOf.has(whole)) return [alternative(whole)];
  if (isLast && following.length >= 2 && whole.length >= 5) {
    const begun = wordsFrom(whole, 1);
    if (begun.length) return [alternative(begun[0], weights["spelling.joined_prefix"])];
  }
  if (whole.length < 8 || word.length < 3 || following.length < 3) return [];
  return alternatives(corrections(whole).filter(({ errors }) => errors === 1));
}

// The tokens of an unknown word: two where it is two words typed as one.
function correct(word, isLast) {
  const spanish = spanishForm(word);
  if (spanish) return [makeToken(word, [alternative(spanish)])];
  const isBegun = isLast && word.length >= 3 && isAlpha(word) && wordsFrom(word, 1).length > 0;
  const split = isBegun ? [] : parts(word);
  const near = corrections(word).filter(({ errors }) => errors === 1 || !isBegun);
  if (near.length && (near[0].errors === 1 || !split.length)) return [makeToken(word, alternatives(near))];
  if (!split.length) return [makeToken(word, [])];
  return split.map((part) => makeToken(part, [alternative(part, weights["spelling.split"])]));
}

const SHORTEST_SPANISH_STEM = 4;

// The Spanish word of the thesaurus of which a word is a form.
function spanishForm(word) {
  const wanted = spanishStem(word);
  return wanted.length < SHORTEST_SPANISH_STEM ? undefined : spanishWords.get(wanted);
}

// The words in a row as they may be meant: the likeliest of each, then each other one in its place.
function variantsOf(tokens) {
  const best = tokens.map(likeliestWord);
  const others = tokens.flatMap((token, n) => token.alternatives.slice(1)
    .map((other) => [...best.slice(0, n), other.word, ...best.slice(n + 1)]));
  return [best, ...others].slice(0, rules.max_variants);
}
