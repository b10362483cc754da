// ---- Text as words (hart_cli/text.py, hart_cli/number_words.py) ----

const unique = (list) => [...new Set(list)];
const range = (start, size) => Array.from({ length: size }, (_, n) => start + n);
const isStopWord = (word) => ENGLISH_STOP_WORDS.has(word) || SPANISH_STOP_WORDS.has(word);
const isAlpha = (word) => /^[a-z]+$/.test(word);
const isCode = (target) => /^(topic|group|kind):/.test(target);

// Without marks, apostrophes and characters that nobody sees, every dash a hyphen, letters with dots between them as
// one word.
const DOTTED = /(?<![a-z0-9])[a-z](?:\.[a-z])+(?![a-z0-9])|(?<![a-z0-9])[a-z]\.(?: ?[a-z]\.)+/g;
function fold(text) {
  const plain = text.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "").toLowerCase().replace(/ß/g, "ss")
    .replace(/['\u2018\u2019\u02bc`\u00b4]/g, "").replace(/[\u2010-\u2015\u2212]/g, "-");
  return plain.replace(DOTTED, (letters) => letters.replace(/[. ]/g, "") + (letters.endsWith(".") ? "." : ""));
}

const words = (text) => fold(text).match(/[a-z0-9]+/g) ?? [];

// The key of a phrase whose words may stand in any order.
function apart(terms, language = "") {
  return `~${language} ${unique(terms.map((term) => data.alike[term] ?? term)).sort().join(" ")}`;
}

// All choices of `size` items, in their order.
function combinations(list, size) {
  if (size === 0) return [[]];
  return list.flatMap((item, n) => combinations(list.slice(n + 1), size - 1).map((rest) => [item, ...rest]));
}

// A number in words digit by digit, in English or Spanish: "nine one one" is 911.
function findWrittenNumber(typed) {
  const isDigit = (word) => Object.hasOwn(rules.digit_words, word) || /^[0-9]$/.test(word);
  for (let start = 0; start < typed.length;) {
    let end = start;
    while (end < typed.length && isDigit(typed[end])) end += 1;
    const pair = typed.slice(start, start + 2).join(" ");
    if (rules.nine_eleven.some((two) => two.join(" ") === pair) && !rules.years.includes(typed[start + 2])) return [start, start + 2, "911"];
    const isSpelled = typed.slice(start, end).some((word) => Object.hasOwn(rules.digit_words, word));
    if (isSpelled && end - start >= 3 && !rules.years.includes(typed[end])) {
      return [start, end, typed.slice(start, end).map((word) => rules.digit_words[word] ?? word).join("")];
    }
    start = Math.max(end, start + 1);
  }
  return null;
}

function withWrittenNumbers(folded) {
  const matches = [...folded.matchAll(/[a-z0-9]+/g)];
  const typed = matches.map((match) => match[0]);
  for (let number = findWrittenNumber(typed); number; number = findWrittenNumber(typed)) {
    const [start, end, figures] = number;
    const first = matches[start].index;
    const last = matches[end - 1].index + matches[end - 1][0].length;
    if (/^[a-z0-9 \t\n-]+$/.test(folded.slice(first, last))) {
      return folded.slice(0, first) + figures + withWrittenNumbers(folded.slice(last));
    }
    typed[start] = "";
  }
  return folded;
}
