// ---- Typing errors (hart_cli/search/spelling.py) ----

const SHORTEST_CORRECTION = 4;

function isOneErrorAway(typed, known) {
  if (typed === known) return false;
  const [short, long] = typed.length <= known.length ? [typed, known] : [known, typed];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
}

// How many letters are wrong, missing, too many or swapped (Damerau and Levenshtein).
function lettersApart(one, other) {
  const last = new Map();
  const far = one.length + other.length;
  const rows = range(0, one.length + 2).map(() => new Array(other.length + 2).fill(far));
  for (let i = 0; i <= one.length; i += 1) rows[i + 1][1] = i;
  for (let j = 0; j <= other.length; j += 1) rows[1][j + 1] = j;
  for (let i = 1; i <= one.length; i += 1) {
    let match = 0;
    for (let j = 1; j <= other.length; j += 1) {
      const row = last.get(other[j - 1]) ?? 0;
      const column = match;
      const same = one[i - 1] === other[j - 1];
      if (same) match = j;
      rows[i + 1][j + 1] = Math.min(rows[i][j] + (same ? 0 : 1), rows[i + 1][j] + 1, rows[i][j + 1] + 1,
        rows[row][column] + (i - row - 1) + 1 + (j - column - 1));
    }
    last.set(one[i - 1], i);
  }
  return rows[one.length + 1][other.length + 1];
}

const sortedLetters = (word) => [...word].sort().join("");
const withoutDoubles = (word) => word.replace(/(.)\1+/g, "$1");

// A spelling that words which sound alike share. That of the known words is worked out when first asked for.
const sounds = rules.sounds.map(([pattern, instead]) => [new RegExp(pattern, "g"), instead.replace("\\1", "$1")]);
const soundOf = (word) => sounds.reduce((sound, [pattern, instead]) => sound.replace(pattern, instead), word);
let wordsBySound = null;
function wordsLike(word) {
  if (!wordsBySound) {
    wordsBySound = new Map();
    for (const known of knownWords) {
      const sound = soundOf(known);
      if (!wordsBySound.has(sound)) wordsBySound.set(sound, []);
      wordsBySound.get(sound).push(known);
    }
  }
  return (wordsBySound.get(soundOf(word)) ?? []).filter((known) => known.length >= SHORTEST_CORRECTION);
}

// Whether a person who meant the known word may have typed this.
function isPlausible(word, known, errors) {
  const isSwapped = sortedLetters(known) === sortedLetters(word);
  if (word.length < 5) return isSwapped || withoutDoubles(known) === withoutDoubles(word);
  if (soundOf(word) === soundOf(known)) return true;
  if (word[0] !== known[0]) return isSwapped && errors === 1;
  return errors < 2 || Math.abs(word.length - known.length) < 2;
}

function wordsNear(word, most) {
  return knownWords.filter((known) => known.length >= SHORTEST_CORRECTION && Math.abs(known.length - word.length) <= most
    && (known[0] === word[0] || (most === 1 && known[0] === word[1])) && isAlpha(known));
}

// The known words with the fewest errors: one, or the same sound; two from eight letters on.
function corrections(word) {
  if (word.length < SHORTEST_CORRECTION || !isAlpha(word)) return [];
  const oneAway = wordsNear(word, 1).filter((known) => isOneErrorAway(word, known));
  let errors = 1;
  let found = [...wordsLike(word), ...oneAway].filter((known) => isPlausible(word, known, 1));
  if (!found.length && word.length >= 8) {
    errors = 2;
    found = wordsNear(word, 2).filter((known) => isPlausible(word, known, 2) && lettersApart(word, known) === 2);
  }
  found.sort((a, b) => (a[0] !== word[0]) - (b[0] !== word[0])
    || entriesWith(indexTerm(b)) - entriesWith(indexTerm(a)) || (a < b ? -1 : 1));
  const once = new Map();
  for (const known of found) if (!once.has(indexTerm(known))) once.set(indexTerm(known), known);
  return [...once].slice(0, 4).map(([term, known]) => ({ word: known, term, errors }));
}

// The names of entries that a whole query is with a few typing errors, spaces apart.
function nearNames(typed) {
  const { shortest, letters_for_an_error: letters, most_errors: mostErrors, most_names: mostNames } = rules.near_names;
  if (typed.length < shortest) return [];
  const most = Math.min(1 + Math.floor(typed.length / letters), mostErrors);
  const names = unique(entries.flatMap((entry) => entry.names)).map((name) => [name, name.replaceAll(" ", "")]);
  const found = names.filter(([, squeezed]) => Math.abs(squeezed.length - typed.length) <= most)
    .map(([name, squeezed]) => ({ name, squeezed, errors: lettersApart(typed, squeezed) }))
    .filter(({ errors }) => errors <= most).sort((a, b) => a.errors - b.errors).slice(0, rules.near_names.compared);
  const plausible = found.filter(({ squeezed }) => squeezed.slice(0, 2) === typed.slice(0, 2));
  return plausible.filter(({ errors }) => errors === plausible[0].errors).slice(0, mostNames).map(({ name }) => name);
}

// Two known words that were typed as one.
function parts(word) {
  if (word.length < 6) return [];
  for (let at = word.length - 2; at > 2; at -= 1) {
    const left = word.slice(0, at);
    const right = word.slice(at);
    if (/^\d+$/.test(right) && termOf.has(left)) return [left, right];
    if (right.length > 2 && !isStopWord(left) && !isStopWord(right) && termOf.has(left) && termOf.has(right)) return [left, right];
  }
  return [];
}
