"use strict";
// The page's search. It reads a question and ranks entries as `hart find` does (hart_cli/search/reading.py,
// numbers.py and rank.py), with the terms and the rules that travel in the page. It asks no network, and
// keeps nothing of what is typed.

(() => {
const terms = JSON.parse(document.getElementById("terms").textContent);
const rules = terms.rules;
const weights = terms.weights; // hart_cli/search/weights.py
const byId = (id) => document.getElementById(id);

// ---- What travels, unpacked ----

const ENGLISH_STOPS = new Set(terms.english_stops.split(" "));
const SPANISH_STOPS = new Set(terms.spanish_stops.split(" "));
const isStop = (word) => ENGLISH_STOPS.has(word) || SPANISH_STOPS.has(word);
const termOf = new Map(terms.words.split(" ").filter(Boolean).map((pair) => {
  const [word, term] = pair.split(":");
  return [word, term ?? word];
}));
const knownWords = [...termOf.keys()]; // in the order of the alphabet
const postings = new Map(Object.entries(terms.terms));
const keys = new Map(Object.entries(terms.keys));
const keyed = (key) => keys.get(key) ?? [];
const phrases = new Map();
for (const [group, joined] of Object.entries(terms.phrases)) {
  const [heading, language] = group.split(" ");
  for (const phrase of joined.split("|")) phrases.set(phrase, { heading: heading === "" ? null : heading, language });
}
const spanishWord = new Map(terms.spanish.split(" ").filter(Boolean).map((pair) => pair.split(":")));
const spanishStemOf = new Map([...spanishWord].map(([stem, word]) => [word, stem]));
const towns = new Map(Object.entries(terms.towns).map(([key, row]) => {
  const [name, region, offices, known, incomplete, areas] = row;
  return [key, { name, region, offices, known, incomplete, areas }];
}));
const entries = terms.entries.map((row, no) => {
  const [id, kind, languages, [names, stems], ages, areas, beyond, behind, directory] = row;
  return {
    no, id, kind, languages, areas, beyond, behind, directory,
    names: names.split("|"),
    stems: stems.split("|").map((line) => line.split(" ")),
    ages: ages && { min: ages[0], max: ages[1], stages: ages[2] },
  };
});
const entriesWith = (term) => postings.get(term)?.[0] ?? 0;
const stands = (term) => postings.has(term);

// ---- Words ----

// As fold in hart_cli/text.py: without marks, apostrophes and characters that nobody sees, every dash a hyphen,
// and letters with dots between them as one word.
const DOTTED = /(?<![a-z0-9])[a-z](?:\.[a-z])+(?![a-z0-9])|(?<![a-z0-9])[a-z]\.(?: ?[a-z]\.)+/g;
function fold(text) {
  const plain = text.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "").toLowerCase().replace(/ß/g, "ss")
    .replace(/['\u2018\u2019\u02bc`\u00b4]/g, "").replace(/[\u2010-\u2015\u2212]/g, "-");
  return plain.replace(DOTTED, (letters) => letters.replace(/[. ]/g, "") + (letters.endsWith(".") ? "." : ""));
}
const words = (text) => fold(text).match(/[a-z0-9]+/g) ?? [];
const isAlpha = (word) => /^[a-z]+$/.test(word);
const isCode = (target) => /^(topic|group|kind):/.test(target);
const unique = (list) => [...new Set(list)];
const termFor = (word) => termOf.get(word) ?? stem(word);
const isKnown = (word) => termOf.has(word) || stands(termFor(word)) || phrases.has(termFor(word));

function wordsFrom(prefix, most) {
  let low = 0;
  let high = knownWords.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (knownWords[middle] < prefix) low = middle + 1;
    else high = middle;
  }
  const found = [];
  for (; found.length < most && knownWords[low]?.startsWith(prefix); low += 1) found.push(knownWords[low]);
  return found;
}

// The English stemmer of Porter and Snowball ("Porter2"), from its published description, for words that
// the directory does not know in this form.
function stem(word) {
  if (!isAlpha(word) || word.length < 3) return word;
  const special = {
    skis: "ski", skies: "sky", idly: "idl", gently: "gentl", ugly: "ugli", early: "earli", only: "onli", singly: "singl",
  };
  if (special[word]) return special[word];
  if (["sky", "news", "howe", "atlas", "cosmos", "bias", "andes"].includes(word)) return word;
  let w = word.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
  const begun = /^(gener|commun|arsen|past|univers|later|emerg|organ|inter)/.exec(w);
  const after = (text, start) => {
    const match = /[aeiouy][^aeiouy]/.exec(text.slice(start));
    return match ? start + match.index + 2 : text.length;
  };
  const r1 = begun ? begun[0].length : after(w, 0);
  const r2 = after(w, r1);
  const ends = (suffix) => w.endsWith(suffix);
  const inside = (suffix, start) => w.length - suffix.length >= start;
  const cut = (suffix, instead = "") => { w = w.slice(0, w.length - suffix.length) + instead; };
  const isShort = (text) => /(^|.*)([^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/.test(text) || text === "past";
  const first = (suffixes) => suffixes.find(ends);

  if (ends("sses")) cut("sses", "ss");
  else if (ends("ied") || ends("ies")) cut("ied", w.length > 4 ? "i" : "ie");
  else if (ends("s") && !ends("us") && !ends("ss") && /[aeiouy]/.test(w.slice(0, -2))) cut("s");

  const one = first(["eedly", "ingly", "edly", "eed", "ing", "ed"]);
  if (one === "eed" || one === "eedly") {
    if (inside(one, r1) && !/^(proc|exc|succ)$/.test(w.slice(0, -one.length))) cut(one, "ee");
  } else if (one) {
    const rest = w.slice(0, -one.length);
    if (one === "ing" && /^[^aeiouy]y$/.test(rest)) w = `${rest.slice(0, -1)}ie`;
    else if (one === "ing" && /^(inn|out|cann|herr|earr|even)$/.test(rest)) return word;
    else if (/[aeiouy]/.test(rest)) {
      w = rest;
      if (/(at|bl|iz)$/.test(w)) w += "e";
      else if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(w) && !/^[aeo](bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(w)) w = w.slice(0, -1);
      else if (r1 >= w.length && isShort(w)) w += "e";
    }
  }
  if (/.[^aeiouy][yY]$/.test(w)) w = `${w.slice(0, -1)}i`;

  const second = {
    ization: "ize", ational: "ate", fulness: "ful", ousness: "ous", iveness: "ive", tional: "tion", biliti: "ble",
    lessli: "less", entli: "ent", ation: "ate", alism: "al", aliti: "al", ousli: "ous", iviti: "ive", fulli: "ful",
    ogist: "og", enci: "ence", anci: "ance", abli: "able", izer: "ize", ator: "ate", alli: "al", bli: "ble", ogi: "og", li: "",
  };
  const two = first(Object.keys(second));
  if (two && inside(two, r1)) {
    if (two === "ogi") { if (/l.{3}$/.test(w)) cut(two, "og"); }
    else if (two === "li") { if (/[cdeghkmnrt]li$/.test(w)) cut(two); }
    else cut(two, second[two]);
  }
  const third = { ational: "ate", tional: "tion", alize: "al", icate: "ic", iciti: "ic", ative: "", ical: "ic", ness: "", ful: "" };
  const three = first(Object.keys(third));
  if (three && inside(three, three === "ative" ? r2 : r1)) cut(three, third[three]);
  const four = first(["ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic"]);
  if (four && inside(four, r2) && (four !== "ion" || /[st]ion$/.test(w))) cut(four);
  if (ends("e")) {
    if (inside("e", r2) || (inside("e", r1) && !isShort(w.slice(0, -1)))) cut("e");
  } else if (ends("ll") && inside("l", r2)) cut("l");
  return w.toLowerCase();
}

// A Spanish form is found by its beginning: the endings of everyday forms are taken off, longest first.
const SPANISH_ENDINGS = (
  "amientos imientos amiento imiento aciones iciones uciones adoras adores ancias encias aremos eremos iremos iendome "
  + "acion adora ancia antes encia mente ieron aban adas ados aran idas idos iendo ando aron iste aste ador amos emos imos "
  + "aba ada ado ara ian ida ido ira era eron io ar er ir an en as es is os ia a e i o s"
).split(" ").sort((a, b) => b.length - a.length);
function spanishStem(word) {
  const known = spanishStemOf.get(word);
  if (known) return known;
  for (const ending of SPANISH_ENDINGS) {
    if (!word.endsWith(ending)) continue;
    const rest = word.slice(0, -ending.length);
    if (rest.length > 2 && spanishWord.has(rest)) return rest;
  }
  return word;
}
function spanishForm(word) {
  const found = spanishStem(word);
  return found.length < 4 ? undefined : spanishWord.get(found);
}

function apart(list, language = "") {
  return `~${language} ${unique(list.map((term) => terms.alike[term] ?? term)).sort().join(" ")}`;
}

// ---- Typing errors ----

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
const sorted = (word) => [...word].sort().join("");
const single = (word) => word.replace(/(.)\1+/g, "$1");

// A spelling that words which sound alike share; of the known words it is found out when first asked for.
const sounds = rules.sounds.map(([pattern, instead]) => [new RegExp(pattern, "g"), instead.replace("\\1", "$1")]);
const soundOf = (word) => sounds.reduce((heard, [pattern, instead]) => heard.replace(pattern, instead), word);
let heard = null;
function soundingLike(word) {
  if (!heard) {
    heard = new Map();
    for (const known of knownWords) {
      const sound = soundOf(known);
      if (!heard.has(sound)) heard.set(sound, []);
      heard.get(sound).push(known);
    }
  }
  return (heard.get(soundOf(word)) ?? []).filter((known) => known.length >= 4);
}

// Whether a person who meant the known word may have typed this (hart_cli/search/spelling.py).
function isPlausible(word, known, errors) {
  const swapped = sorted(known) === sorted(word);
  if (word.length < 5) return swapped || single(known) === single(word);
  if (soundOf(word) === soundOf(known)) return true;
  if (word[0] !== known[0]) return swapped && errors === 1;
  return errors < 2 || Math.abs(word.length - known.length) < 2;
}

// One letter wrong, missing or too many, or two letters swapped, or the same sound; two errors from eight letters on.
function corrections(word) {
  if (word.length < 4 || !isAlpha(word)) return [];
  const candidates = (most) => knownWords.filter((known) => known.length >= 4 && Math.abs(known.length - word.length) <= most
    && (known[0] === word[0] || (most === 1 && known[0] === word[1])) && isAlpha(known));
  let errors = 1;
  let found = [...soundingLike(word), ...candidates(1).filter((known) => isOneErrorAway(word, known))].filter((known) => isPlausible(word, known, 1));
  if (!found.length && word.length >= 8) {
    errors = 2;
    found = candidates(2).filter((known) => isPlausible(word, known, 2) && lettersApart(word, known) === 2);
  }
  found.sort((a, b) => (a[0] !== word[0]) - (b[0] !== word[0])
    || entriesWith(termFor(b)) - entriesWith(termFor(a)) || (a < b ? -1 : 1));
  const once = new Map();
  for (const known of found) if (!once.has(termFor(known))) once.set(termFor(known), known);
  const weight = weights[errors === 1 ? "spelling.one_error" : "spelling.two_errors"];
  return [...once].slice(0, 4).map(([term, known]) => ({ word: known, term, weight, errors }));
}

// ---- Numbers ----

const ACT = /\b(?:public\s+acts?|acts?|p\.?\s?a\.?)?\s*(?:20)?(\d{2})(?:\s*[./-]\s*|\s?)0*(\d{2,3})\b/g;
const ACT_NAMED = /\b(?:public\s+acts?|acts?|p\.?\s?a)\.?\s*#?\s*(?:20)?(\d{2})(?:[\s./-](\d{1,3})|(\d{2,3}))\b/;
const isYear = (text) => /^(?:19|20)\d{2}$/.test(text);
const without = (text, match) => `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;

const ages = {
  ...rules.ages,
  months: new RegExp(rules.ages.months),
  noAge: new RegExp(rules.ages.no_age, "g"),
  range: new RegExp(rules.ages.range),
  named: rules.ages.patterns.map(([pattern, first, whole]) => [new RegExp(pattern, "g"), first, whole]),
  alone: new RegExp(rules.ages.bare, "g"),
};
const cut = (text, start, end) => `${text.slice(0, start)} ${text.slice(end)}`;

// Who speaks of herself comes before whom she speaks of, then what stands first (hart_cli/search/ages.py).
function takeAge(folded) {
  const months = ages.months.exec(folded);
  if (months) {
    const number = Number(months[1] ?? months[2]);
    const years = /mo|mes/.test(months[0]) ? Math.floor(number / 12) : 0;
    return { years, rest: cut(folded, months.index, months.index + months[0].length), unread: false };
  }
  const masked = folded.replace(ages.noAge, (said) => said.replace(/\d/g, "~"));
  const named = namedAges(masked);
  const found = named.length ? named : loneAges(masked);
  const isRange = ages.range.test(folded);
  if (!found.length) return { years: null, rest: folded, unread: isRange };
  const own = found.filter((age) => age.pattern === 0);
  const chosen = (own.length ? own : found).reduce((first, age) => (age.at < first.at ? age : first));
  const unread = isRange || found.some((age) => age.years !== chosen.years);
  if (chosen.pattern < 0 && unread) return { years: null, rest: folded, unread: true };
  const same = found.filter((age) => age.at === chosen.at);
  const rest = cut(folded, Math.min(...same.map((age) => age.start)), Math.max(...same.map((age) => age.end)));
  return { years: chosen.years, rest, unread };
}

function namedAges(masked) {
  return ages.named.flatMap(([pattern, first, whole], n) => [...masked.matchAll(pattern)].flatMap((match) => {
    const years = ages.number_words[match[1]] ?? Number(match[1]);
    const end = match.index + match[0].length;
    const at = first ? match.index : end - match[1].length;
    if (years > ages.oldest) return [];
    return [{ pattern: n, at, years, start: whole ? match.index : at, end: whole ? end : at + match[1].length }];
  }));
}

function loneAges(masked) {
  return [...masked.matchAll(ages.alone)].flatMap((match) => {
    const end = match.index + match[0].length;
    const before = masked.slice(0, match.index).match(/[a-z0-9~]+/g) ?? [];
    const after = masked.slice(end).match(/[a-z0-9~]+/g) ?? [];
    const beside = [...before.slice(-1), ...after.slice(0, 1)];
    const isOther = before.slice(-2).some((word) => ages.another.includes(word)) || ages.not_before.includes(before.at(-1));
    if (Number(match[1]) > ages.oldest || !beside.length || isOther || beside.some((word) => /[\d~]/.test(word))) return [];
    return [{ pattern: -1, at: match.index, years: Number(match[1]), start: match.index, end }];
  });
}

// A number that stands in words digit by digit, in English or Spanish: "nine one one" is 911.
function writtenNumber(said) {
  const isDigit = (word) => Object.hasOwn(rules.digit_words, word) || /^[0-9]$/.test(word);
  for (let start = 0; start < said.length;) {
    let end = start;
    while (end < said.length && isDigit(said[end])) end += 1;
    const pair = said.slice(start, start + 2).join(" ");
    if (rules.nine_eleven.some((two) => two.join(" ") === pair) && !rules.years.includes(said[start + 2])) return [start, start + 2, "911"];
    const spelled = said.slice(start, end).some((word) => Object.hasOwn(rules.digit_words, word));
    if (spelled && end - start >= 3 && !rules.years.includes(said[end])) {
      return [start, end, said.slice(start, end).map((word) => rules.digit_words[word] ?? word).join("")];
    }
    start = Math.max(end, start + 1);
  }
  return null;
}

function withWrittenNumbers(folded) {
  const found = [...folded.matchAll(/[a-z0-9]+/g)];
  const said = found.map((match) => match[0]);
  for (let number = writtenNumber(said); number; number = writtenNumber(said)) {
    const [start, end, figures] = number;
    const first = found[start].index;
    const last = found[end - 1].index + found[end - 1][0].length;
    if (/^[a-z0-9 \t\n-]+$/.test(folded.slice(first, last))) {
      return folded.slice(0, first) + figures + withWrittenNumbers(folded.slice(last));
    }
    said[start] = "";
  }
  return folded;
}

const styles = Object.fromEntries(Object.entries(rules.numbers).map(([name, pattern]) => [name, typeof pattern === "string" ? new RegExp(pattern, "g") : pattern]));
const has = (pattern, text) => text.search(pattern) >= 0;

function inOneStyle(folded) {
  const text = folded.replace(styles.link, " ").replace(styles.zip_and_route, "$1").replace(styles.before_section, "")
    .replace(styles.section_apart, "$1-$2");
  const clock = text.match(styles.round_the_clock)?.[0];
  const at = text.search(styles.round_the_clock);
  if (!clock || has(styles.before_number, text.slice(0, at))) return text;
  return `${text.slice(0, at)}24/7${text.slice(at + clock.length)}`;
}

// A text without ranges of ages and hours, and whether it held any.
function takeSpans(folded) {
  let ages = false;
  let hours = false;
  const fromTo = new RegExp(rules.numbers.from_to, "g");
  for (let match = fromTo.exec(folded); match; match = fromTo.exec(folded)) {
    let before = folded.slice(0, match.index);
    let after = folded.slice(match.index + match[0].length);
    const kind = kindOfSpan(match, before, after);
    fromTo.lastIndex = match.index + 1;
    if (!kind) continue;
    ages ||= kind === "ages";
    hours ||= kind === "hours";
    if (kind === "ages") [before, after] = [before.replace(styles.ages_alone, ""), after.replace(styles.ages_after, "")];
    folded = `${before} ${after}`;
    fromTo.lastIndex = before.length;
  }
  return [folded, ages, hours];
}

function kindOfSpan(match, before, after) {
  const [first, last] = [Number(match[1]), Number(match[3])];
  if (match[2] || match[4]) return "hours";
  if (has(styles.before_number, before)) return null;
  if (first < last && last <= styles.oldest && (has(styles.ages_before, before) || has(styles.ages_after, after))) return "ages";
  const hyphen = /^[\d:]+\s*-\s*[\d:]+$/.test(match[0]);
  if (last < first && first <= 12 && (hyphen || match[0].includes(" to "))) return "hours";
  const isNamed = keyed(`act:${match[1]}${match[3].replace(/^0+/, "")}`).length > 0;
  return hyphen && /[a-z]/.test(before + after) && !isNamed && first < last && last <= styles.oldest_young ? "ages" : null;
}

function takeAddressOrBill(folded) {
  const email = folded.match(new RegExp(rules.numbers.email));
  if (email) {
    const address = email[0].replace(/\.+$/, "");
    const exact = [[keyed(`email:${address}`), weights["exact.email"]], [keyed(`mail:${address}`), weights["exact.contact_email"]]]
      .filter(([numbers]) => numbers.length).map(([numbers, score]) => ({ numbers, score }));
    return [exact, without(folded, email), exact.length === 0];
  }
  const bill = folded.match(new RegExp(rules.numbers.bill)) ?? folded.match(new RegExp(rules.numbers.bill_glued));
  if (!bill) return null;
  const named = bill.slice(1, -1).filter(Boolean).map((chamber) => chamber[0]);
  const numbers = (named.length ? named : ["h", "s"]).flatMap((chamber) => keyed(`bill:${chamber}b${bill.at(-1)}`));
  return [numbers.length ? [{ numbers, score: weights["exact.act"] }] : [], without(folded, bill), numbers.length === 0];
}

function takeNumbers(folded) {
  const found = takeAddressOrBill(folded);
  if (found) return found;
  for (const match of folded.matchAll(ACT)) {
    const found = keyed(`act:${match[1]}${match[2].replace(/^0+/, "")}`);
    if (found.length) return [[{ numbers: found, score: weights["exact.act"] }], without(folded, match), false];
  }
  const named = ACT_NAMED.exec(folded);
  if (named && !isYear(named[1] + (named[2] ?? named[3]))) return [[], folded, true];
  for (const match of folded.matchAll(/\b([0-9]{1,2}[a-z]?)\s*-\s*([0-9]{1,4}[a-z]?)\b/g)) {
    const section = `${match[1]}-${match[2]}`;
    const found = keyed(`section:${section}`);
    if (found.length) return [[{ numbers: found, score: weights["exact.section"], isSection: true }], folded.replaceAll(section, " "), false];
  }
  if (/^\s*\d{2}\s*-\s*\d{1,3}\s*$/.test(folded) && !keyed(`name:${words(folded).join(" ")}`).length) return [[], folded, true];
  const exact = [];
  for (const [said] of [...folded.matchAll(/[0-9]+(?:[-\s./()]+[0-9]+)*/g)]) {
    const run = said.replace(/\D/g, "");
    const hits = phone(run);
    if (hits.length) {
      exact.push(...hits);
      folded = folded.replace(new RegExp(`(?<!\\d)\\+?${[...run].join("[-\\s./()]*")}(?!\\d)`), " ");
    } else if (run.length >= 6) return [exact, folded, true];
  }
  return [exact, folded, false];
}

function phone(run) {
  if (run.length === 5 && keyed(`zip:${run}`).length) return [{ numbers: keyed(`zip:${run}`), score: weights["exact.zip"] }];
  if (run.length < 4 || isYear(run) || (run.length === 5 && termOf.has(run))) {
    const own = run.length >= 3 && run.length < 6 ? keyed(`phone:${run}`) : [];
    return own.length ? [{ numbers: own, score: weights["exact.phone"] }] : [];
  }
  const found = [];
  for (const [prefix, kind] of [["phone:", "phone"], ["line:", "contact_phone"]]) {
    const whole = [run, `1${run}`, run.replace(/^1/, "")].map((digits) => keyed(prefix + digits)).find((nos) => nos.length) ?? [];
    const held = whole.length ? [] : [...keys].filter(([key]) => key.startsWith(prefix) && key.includes(run));
    const nos = (pairs) => pairs.flatMap(([, numbers]) => numbers);
    const steps = [[whole, ""], [nos(held.filter(([key]) => key.endsWith(run))), "_end"], [run.length < 7 ? nos(held) : [], "_part"]];
    const best = steps.find(([numbers]) => numbers.length);
    if (best) found.push({ numbers: best[0], score: weights[`exact.${kind}${best[1]}`] });
  }
  const best = Math.max(0, ...found.map((exact) => exact.score));
  return found.filter((exact) => exact.score > best - 1);
}

// ---- Reading a question ----

const choice = (word, weight = 1) => ({ word, term: termFor(word), weight });
const token = (typed, choices) => ({ typed, choices, stop: isStop(typed) });

function spell(typed) {
  const tokens = [];
  for (let at = 0; at < typed.length; at += 1) {
    const word = typed[at];
    const following = typed[at + 1] ?? "";
    const whole = joined(word, following, at + 2 === typed.length);
    if (whole.length) {
      tokens.push(token(`${word} ${following}`, whole));
      at += 1;
    } else if (isStop(word) || isKnown(word)) tokens.push(token(word, [choice(word)]));
    else tokens.push(...mended(word, at + 1 === typed.length));
  }
  return tokens;
}

function joined(word, following, last) {
  const whole = word + following;
  if (!following || !isAlpha(whole)) return [];
  if (isKnown(word) && (isStop(following) || isKnown(following))) return [];
  if (termOf.has(whole)) return [choice(whole)];
  if (last && following.length >= 2 && whole.length >= 5) {
    const begun = wordsFrom(whole, 1);
    if (begun.length) return [choice(begun[0], weights["spelling.joined_prefix"])];
  }
  return whole.length >= 8 && word.length >= 3 && following.length >= 3 ? corrections(whole).filter(({ errors }) => errors === 1) : [];
}

function parts(word) {
  if (word.length < 6) return [];
  for (let at = word.length - 2; at > 2; at -= 1) {
    const left = word.slice(0, at);
    const right = word.slice(at);
    if (/^\d+$/.test(right) && termOf.has(left)) return [left, right];
    if (right.length > 2 && !isStop(left) && !isStop(right) && termOf.has(left) && termOf.has(right)) return [left, right];
  }
  return [];
}

function mended(word, last) {
  const spanish = spanishForm(word);
  if (spanish) return [token(word, [choice(spanish)])];
  const begun = last && word.length >= 3 && isAlpha(word) && wordsFrom(word, 1).length > 0;
  const parted = begun ? [] : parts(word);
  const near = corrections(word).filter(({ errors }) => errors === 1 || !begun);
  if (near.length && (near[0].errors === 1 || !parted.length)) return [token(word, near)];
  return parted.length ? parted.map((part) => token(part, [choice(part, weights["spelling.split"])])) : [token(word, [])];
}

function variants(tokens) {
  const best = tokens.map((t) => t.choices[0]?.word ?? t.typed);
  const rows = [best];
  tokens.forEach((t, n) => {
    for (const other of t.choices.slice(1)) rows.push([...best.slice(0, n), other.word, ...best.slice(n + 1)]);
  });
  return rows.slice(0, rules.max_variants);
}

function isSpanish(text, tokens, languages) {
  if (/[ñáéíóúü¿¡]/i.test(text) || (languages.has("es") && !languages.has("en"))) return true;
  const count = (stops) => tokens.filter((t) => stops.has(t.typed)).length;
  return count(SPANISH_STOPS) > count(ENGLISH_STOPS);
}

// ---- Places (hart_cli/search/place_names.py) ----

const localities = new Map(Object.entries(terms.localities));
const outsideNames = new Map(terms.outside.map((name) => [words(name).join(" "), name]));
const states = Object.entries(terms.states).map(([abbreviation, name]) => [abbreviation, name, name.toLowerCase()]);
const placeWords = new Set([...towns.keys(), ...localities.keys(), ...outsideNames.keys(), ...states.map((row) => row[2])]
  .flatMap((name) => name.split(" ")));

function placeOf(name) {
  const town = towns.get(name);
  const row = localities.get(name);
  if (!row) return town ? { name: town.name, towns: [town] } : null;
  const [own, lying, office] = row;
  const inTowns = lying.map((key) => towns.get(key));
  return { name: own, towns: office ? inTowns.map((t) => ({ ...t, offices: [office], known: "inferred" })) : inTowns };
}
const outsidePlace = (name) => ({ name, towns: [{ name, region: "", offices: [], known: "outside", areas: [] }] });
const isZip = (word) => /^\d{5}$/.test(word);
const taking = (place, outside, unknown, rest) => ({ place, outside, unknown, rest });

const ZIP = /(?<![\w-])(\d{5})(?:-\d{4})?(?![\w-])/g;
const BEFORE_ZIP = /\b(?:zip(?:\s*code)?|postal\s*code|codigo\s*postal|in|near|around|en|cerca\s+de)\s*:?\s*$/;

function takeZip(folded) {
  for (const match of folded.matchAll(ZIP)) {
    const before = folded.slice(0, match.index);
    const rest = `${before.replace(BEFORE_ZIP, " ")} ${folded.slice(match.index + match[0].length)}`;
    const place = placeOf(match[1]);
    if (place) return taking(place, null, null, rest);
    if (keyed(`phone:${match[1]}`).length || keyed(`zip:${match[1]}`).length) continue;
    if (match[1].startsWith(rules.zip_codes_start)) return taking(null, null, match[1], rest);
    if (BEFORE_ZIP.test(before)) return taking(null, "zip", null, rest);
  }
  return taking(null, null, null, folded);
}

function stateAfter(typed, at) {
  for (const length of [3, 2, 1]) {
    const said = typed.slice(at, at + length);
    if (said.length < length) continue;
    if (length === 1 && ["connecticut", "conn", "ct"].includes(said[0])) return ["CT", 1];
    const name = said.join(" ");
    const row = states.find(([abbreviation, , full]) => full === name
      || (rules.abbreviated_in_words.includes(abbreviation) && abbreviation.toLowerCase() === name));
    if (row) return [row[0], length];
  }
  return [null, 0];
}

function withoutPlace(typed, start, size) {
  let first = start;
  if (first > 1 && ["of", "de"].includes(typed[first - 1]) && rules.kinds_of_place.includes(typed[first - 2])) first -= 2;
  if (first > 0 && rules.articles.includes(typed[first - 1]) && rules.before_place.includes(typed[Math.max(first - 2, 0)])) first -= 1;
  const named = first > 0 && rules.before_place.includes(typed[first - 1]);
  const rest = [...typed.slice(0, named ? first - 1 : first), ...typed.slice(start + size)];
  return [rest, rest.filter((word) => !isStop(word)), named || first < start];
}

function standsAsPlace(typed, start, size, named, inside) {
  const said = typed.slice(start, start + size);
  const atEnd = start + size === typed.length;
  const meansMore = size === 1 && (isStop(said[0]) || phrases.has(said[0]));
  if (inside && towns.has(said.join(" "))) return named || atEnd || (start === 0 && !meansMore);
  if (!said.every(isKnown)) return !meansMore;
  if (inside) return named && !meansMore;
  const lead = typed.slice(0, start).reverse().find((word) => !rules.articles.includes(word)) ?? "";
  return atEnd && rules.where.includes(lead) && !meansMore;
}

function takePlace(typed) {
  const mayName = typed.map((word) => placeWords.has(word));
  const taken = new Set();
  let elsewhere = null;
  for (let size = rules.longest_place; size > 0; size -= 1) {
    for (let start = typed.length - size; start >= 0; start -= 1) {
      const span = range(start, size);
      if (!span.every((n) => mayName[n] && !taken.has(n))) continue;
      const said = typed.slice(start, start + size);
      const name = said.join(" ");
      const place = placeOf(name);
      const outside = place ? null : outsideNames.get(name) ?? states.find((row) => row[2] === name)?.[1];
      if (!place && !outside) continue;
      const [state, length] = stateAfter(typed, start + size);
      const [rest, needs, named] = withoutPlace(typed, start, size + length);
      if (state && state !== "CT") {
        elsewhere = taking(null, `${place ? place.name : outside}, ${state}`, null, rest); // more than its state alone
        span.forEach((n) => taken.add(n));
        continue;
      }
      if (!state && !standsAsPlace(typed, start, size, named, Boolean(place))) continue;
      if (needs.length && inAName(said, needs)) continue;
      if (place && !needs.length) {
        if (place.towns[0].name === place.name || said.every(isKnown)) return taking(null, null, null, state ? said : typed);
        return taking(place, null, null, rest);
      }
      if (place) return taking(place, null, null, rest);
      elsewhere ??= taking(null, outside, null, rest);
      span.forEach((n) => taken.add(n));
    }
  }
  return elsewhere ?? unknownBeforeState(typed);
}

function unknownBeforeState(typed) {
  for (let end = typed.length - 1; end > 0; end -= 1) {
    if (!["ct", "connecticut"].includes(typed[end])) continue;
    let start = end;
    while (start > 0 && end - start < rules.longest_place && !isStop(typed[start - 1]) && !isKnown(typed[start - 1])) start -= 1;
    if (start < end && !typed.slice(start, end).some((word) => /^\d+$/.test(word))) {
      return taking(null, null, typed.slice(start, end).join(" "), withoutPlace(typed, start, end + 1 - start)[0]);
    }
  }
  return taking(null, null, null, typed);
}

// A town whose name was mended.
function takeTown(tokens) {
  const best = variants(tokens)[0];
  for (const size of [3, 2, 1]) {
    for (let start = tokens.length - size; start >= 0; start -= 1) {
      const town = towns.get(best.slice(start, start + size).join(" "));
      if (!town) continue;
      const rest = [...tokens.slice(0, start), ...tokens.slice(start + size)];
      const needs = rest.filter((t) => !t.stop).map((t) => t.choices[0]?.word ?? t.typed);
      const named = start > 0 && rules.before_place.includes(tokens[start - 1].typed);
      if (!needs.length || !(named || start + size === tokens.length) || inAName(best.slice(start, start + size), needs)) continue;
      return [{ name: town.name, towns: [town] }, named ? [...tokens.slice(0, start - 1), ...tokens.slice(start + size)] : rest];
    }
  }
  return [null, tokens];
}

// A name at the end behind "in" or "near" that nothing here is called; what was mended may be no place, so
// the words before it are asked alone only where nothing answers.
function takeUnknownPlace(tokens) {
  for (let start = tokens.length - 1; start > 0; start -= 1) {
    const after = tokens.slice(start);
    if (after.some((t) => t.stop || t.choices[0]?.weight === 1)) break;
    if (!rules.where.includes(tokens[start - 1].typed)) continue;
    const before = tokens.slice(0, start - 1);
    if (after.at(-1).choices.length) return [null, before.map((t) => t.typed).join(" "), tokens];
    return [after.map((t) => t.typed).join(" "), null, before];
  }
  return [null, null, tokens];
}

function inAName(place, needs) {
  const wanted = [...place, ...needs].map(termFor);
  return entries.some((entry) => entry.stems.some((name) => wanted.every((term) => name.includes(term))));
}

function combinations(list, size) {
  if (size === 0) return [[]];
  return list.flatMap((item, n) => combinations(list.slice(n + 1), size - 1).map((rest) => [item, ...rest]));
}

const range = (start, size) => Array.from({ length: size }, (_, n) => start + n);

function readUnits(tokens) {
  const rows = variants(tokens).map((variant) => variant.map(termFor));
  const perhapsSpanish = tokens.some((t) => SPANISH_STOPS.has(t.typed) || spanishStemOf.has(t.typed));
  const used = new Set();
  const units = [];
  const languages = new Set();
  const free = (chosen) => chosen.every((n) => !used.has(n));
  const take = (chosen, candidates) => {
    const found = candidates.map((phrase) => phrases.get(phrase)).find(Boolean);
    if (!found) return;
    chosen.forEach((n) => used.add(n));
    if (found.heading === null) return;
    languages.add(found.language);
    units.push([chosen[0], phraseUnit(chosen.map((n) => tokens[n]), found.heading)]);
  };
  const inARow = (strong) => {
    for (let size = Math.min(terms.longest, tokens.length); size > 1; size -= 1) {
      for (let start = 0; start + size <= tokens.length; start += 1) {
        const span = range(start, size);
        const content = span.filter((n) => !tokens[n].stop).length;
        if (free(span) && (!strong || size > 2 || content > 1)) take(span, rows.map((row) => row.slice(start, start + size).join(" ")));
      }
    }
  };
  const inAnyOrder = () => {
    const left = range(0, tokens.length).filter((n) => !tokens[n].stop && !used.has(n)).slice(0, rules.max_apart);
    for (const size of [4, 3, 2]) {
      for (const chosen of combinations(left, size)) {
        if (!free(chosen)) continue;
        const candidates = rows.map((row) => apart(chosen.map((n) => row[n])));
        if (perhapsSpanish) candidates.push(apart(chosen.map((n) => spanishStem(tokens[n].typed)), "es"));
        take(chosen, candidates);
      }
    }
  };
  const alone = (keepFillers) => {
    tokens.forEach((t, n) => {
      if (used.has(n) || t.stop) return;
      const unit = wordUnit(t, n === tokens.length - 1, keepFillers);
      if (!unit) return;
      units.push([n, unit]);
      const found = t.choices.length ? phrases.get(t.choices[0].term) : undefined;
      if (found) languages.add(found.language);
    });
  };
  inARow(true);
  inAnyOrder();
  inARow(false);
  alone(false);
  if (!units.length) alone(true);
  return [units.sort((a, b) => a[0] - b[0]).map(([, unit]) => unit), languages];
}

const heading = (number) => terms.headings[number] ?? [[], 0];
const isUrgent = (number) => number !== null && rules.lifelines.includes(heading(number)[0][0]);

function means(number, said, sure = 1) {
  const ways = [];
  const [targets, outdated] = heading(number);
  targets.slice(0, rules.max_meanings).forEach((target, n) => {
    const weight = weights[`meaning.${n + 1}`];
    if (!target) return;
    const why = outdated ? `means ${target}` : `'${said}' means ${target}`;
    if (isCode(target)) {
      ways.push({ terms: [target], weight: sure * weight * (weights[target.startsWith("kind:") ? "meaning.kind" : "meaning.code"]), why });
      return;
    }
    const folded = words(target);
    ways.push({ terms: [], name: folded.join(" "), weight: sure * weight, why });
    const content = unique(folded.filter((word) => !isStop(word)).map(termFor));
    if (content.length) ways.push({ terms: content, weight: sure * weight * weights["meaning.words"], why });
  });
  return ways;
}

function phraseUnit(span, number) {
  const own = unique(span.filter((t) => t.choices.length && !t.stop).map((t) => t.choices[0].term));
  const said = span.map((t) => t.typed).join(" ");
  const ways = own.length ? [{ terms: own, weight: 1, why: heading(number)[1] ? "what was typed" : `'${said}'` }] : [];
  return {
    said, ways: [...ways, ...means(number, said)],
    known: own.length > 1 ? "phrase" : "word", urgent: isUrgent(number), meant: true,
  };
}

function wordUnit(t, last, keepFillers) {
  const ways = [];
  let urgent = false;
  for (const { word, term, weight } of t.choices) {
    const phrase = phrases.get(term);
    if (phrase?.language === "filler" && !keepFillers) return null;
    const outdated = Number.isInteger(phrase?.heading) && heading(phrase.heading)[1];
    const why = outdated ? "what was typed" : `'${t.typed}' read as '${word}'`;
    if (stands(term)) ways.push({ terms: [term], weight, why });
    if (phrase && phrase.heading !== null) {
      ways.push(...means(phrase.heading, word, weight));
      urgent ||= isUrgent(phrase.heading);
    }
  }
  const begun = last && t.typed.length >= 3 && isAlpha(t.typed);
  if (begun && !t.choices.some(({ term, weight }) => weight === 1 && stands(term))) {
    for (const word of wordsFrom(t.typed, rules.max_completions)) {
      const sure = weights.prefix * Math.max(weights["prefix.shortest"], t.typed.length / word.length);
      const phrase = phrases.get(termFor(word));
      if (stands(termFor(word))) ways.push({ terms: [termFor(word)], weight: sure, why: `'${t.typed}' begins '${word}'` });
      if (phrase && phrase.heading !== null) ways.push(...means(phrase.heading, word, sure));
    }
  }
  const heard = t.choices.length > 0 && t.choices[0].weight === 1;
  return {
    said: t.typed, ways, urgent, known: ways.length ? "word" : heard ? "partial" : "unknown",
    meant: ways.some((way) => way.name || isCode(way.terms[0] ?? "")),
  };
}

function read(text) {
  let folded = withWrittenNumbers(fold(text));
  let place = null;
  let outside = null;
  let unknown = null;
  let doubtful = null;
  let hasRange = false;
  let exact = [];
  let unmatched = false;
  const hasDigits = /[\d@]/.test(folded);
  if (hasDigits) {
    [folded, hasRange] = takeSpans(inOneStyle(folded));
    ({ place, outside, unknown, rest: folded } = takeZip(folded));
  }
  const { years: age, rest: ageless, unread: isUnread } = takeAge(folded);
  const unread = isUnread || hasRange;
  folded = ageless;
  if (hasDigits) [exact, folded, unmatched] = takeNumbers(folded);
  let typed = words(folded).slice(0, rules.max_words);
  if (!place && !outside) {
    const taken = takePlace(typed);
    ({ place, outside, rest: typed } = taken);
    unknown ??= taken.unknown;
  }
  let tokens = spell(typed);
  if (!place && !outside) [place, tokens] = takeTown(tokens);
  if (!place && !outside && !unknown) [unknown, doubtful, tokens] = takeUnknownPlace(tokens);
  const town = place;
  const [units, languages] = readUnits(tokens);
  const meant = tokens.length <= rules.max_words_with_corrections ? tokens.filter((t) => t.choices.length).map((t) => t.choices[0].word) : [];
  const said = [...units.flatMap((unit) => unit.said.split(" ")), ...meant];
  return {
    units, exact, age, town, unmatched, outside, unknown, doubtful, unread,
    isPlaceOnly: town !== null && !units.length && !exact.length,
    terms: new Set(said.filter((word) => !isStop(word)).map(termFor)),
    said: [words(text).join(" "), ...(town ? [] : variants(tokens).map((row) => row.join(" ")))],
    spanish: isSpanish(text, tokens, languages),
    corrected: tokens.filter((t) => t.choices[0]?.weight < 1).map((t) => t.choices[0].word),
  };
}

// ---- Ranking ----

function rarity(term) {
  const held = entriesWith(term);
  if (held === 0 || terms.total < 2) return weights["rarity.most"];
  const scaled = Math.log((terms.total + 1) / (held + 0.5)) / Math.log(terms.total + 1);
  return Math.min(weights["rarity.most"], Math.max(weights["rarity.least"], scaled));
}

function standsIn(term) {
  const row = postings.get(term) ?? [0];
  const found = [];
  for (let at = 1; at < row.length; at += 2) {
    found.push({ no: row[at], field: row[at + 1] & 15, weight: (row[at + 1] >> 4) / rules.weight_scale });
  }
  return found;
}

function answersOf(way) {
  if (way.name !== undefined) return keyed(`name:${way.name}`).map((no) => [no, way.weight, 0]);
  const found = new Map();
  for (const term of way.terms) {
    for (const posting of standsIn(term)) {
      const before = found.get(posting.no) ?? { count: 0, sum: 0, weight: 0, field: 0 };
      const better = posting.weight > before.weight || (posting.weight === before.weight && posting.field > before.field);
      found.set(posting.no, {
        count: before.count + 1, sum: before.sum + posting.weight,
        weight: better ? posting.weight : before.weight, field: better ? posting.field : before.field,
      });
    }
  }
  // A code and a word may be the same term of an entry: each counts as in the command, by its number of places.
  return [...found].filter(([, held]) => held.count === way.terms.length)
    .map(([no, held]) => [no, (way.weight * held.sum) / way.terms.length, held.field]);
}

function importance(unit, units) {
  if (["partial", "unknown"].includes(unit.known)) {
    const beside = units.some((other) => other.meant) ? weights["unanswered.beside_meaning"] : 1;
    return weights[`unanswered.${unit.known}.${Math.min(units.length, 5)}`] * beside;
  }
  const parts = unit.ways.filter((way) => way.terms.length)
    .map((way) => way.terms.reduce((sum, term) => sum + rarity(term), 0) / way.terms.length);
  const factor = weights[`importance.${unit.urgent ? "urgent" : unit.known}`] ?? 1;
  return (parts.length ? Math.max(...parts) : weights["rarity.most"]) * factor;
}

function unitScores(unit) {
  const found = new Map();
  unit.ways.forEach((way, n) => {
    for (const [no, score, field] of answersOf(way)) {
      const named = n === 0 && ["name", "alias"].includes(rules.fields[field]) && way.weight > rules.sure;
      if (!found.has(no)) found.set(no, []);
      found.get(no).push({ score, named, why: way.why });
    }
  });
  const scores = new Map();
  for (const [no, held] of found) {
    held.sort((a, b) => b.score - a.score);
    const best = held[0].score;
    const second = held.find((other) => other.why !== held[0].why)?.score ?? 0;
    scores.set(no, [best + weights.agreement * (1 - Math.min(best, 1)) * second, held.some((way) => way.named)]);
  }
  return scores;
}

function relevance(question) {
  const weights = question.units.map((unit) => importance(unit, question.units));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const scores = new Map();
  question.units.forEach((unit, n) => {
    for (const [no, [score, named]] of unitScores(unit)) {
      const before = scores.get(no) ?? { score: 0, named: 0 };
      scores.set(no, {
        score: before.score + (score * weights[n]) / whole,
        named: Math.max(before.named, named ? Math.min(weights[n], 1) : 0),
      });
    }
  });
  return scores;
}

function nameBonus(names, said) {
  let best = 0;
  for (const name of names) {
    const own = new Set(name);
    const shared = [...own].filter((term) => said.has(term)).length;
    if (shared) best = Math.max(best, (shared / own.size) * (shared / said.size) ** 2);
  }
  return weights.name_overlap * best;
}

function begins(names, said) {
  if (!said.includes(" ") || said.length < rules.shortest_part) return 0;
  if (names.some((name) => name.startsWith(said))) return weights.name_begins;
  return names.some((name) => name.includes(` ${said}`)) ? weights.name_contains : 0;
}

function isNear(names, row) {
  return row.some((word, n) => n + 1 < row.length && !isStop(word) && !isStop(row[n + 1])
    && names.some((name) => ` ${name} `.includes(` ${word} ${row[n + 1]} `)));
}

function kindFactor(kind, named) {
  const factor = weights[`kind.${kind}`] ?? 1;
  return factor < 1 ? factor + (1 - factor) * named ** 4 : factor;
}

function languageFactor(languages, spanish) {
  return weights[`language.${languages.join(" ")}.${spanish ? "es" : "en"}`] ?? 1;
}

function exactly(question) {
  const found = new Map();
  question.said.forEach((said, n) => {
    const bare = said.split(" ").filter((word) => !rules.name_articles.includes(word)).join(" ");
    for (const form of unique([said, bare]).filter(Boolean)) {
      for (const no of keyed(`name:${form}`)) {
        const byItsName = entries[no].names[0] === form;
        const score = weights[`exact.${n ? "respelled_" : ""}${byItsName ? "name" : "alias"}`];
        if (!found.has(no)) found.set(no, { score, byItsName });
      }
    }
  });
  for (const { numbers, score, isSection } of question.exact) {
    for (const no of numbers) if (!found.has(no)) found.set(no, { score, byItsName: false, isSection });
  }
  return found;
}

const rounded = (score) => Math.round(score * 1e4) / 1e4;
const isOwn = (entry) => entry.directory !== "hart";

function rank(question) {
  if (question.unmatched) return [];
  const exact = exactly(question);
  const scores = question.exact.length && !question.units.length ? new Map() : relevance(question);
  const likely = [...scores].sort((a, b) => b[1].score - a[1].score || a[0] - b[0]).slice(0, rules.max_candidates).map(([no]) => no);
  const ranked = unique([...exact.keys(), ...likely]).map((no) => {
    const entry = entries[no];
    const found = scores.get(no) ?? { score: 0, named: 0 };
    let score = found.score;
    if (score) {
      score += nameBonus(entry.stems, question.terms);
      score += isNear(entry.names, (question.said[1] ?? "").split(" ")) ? weights.adjacent_words : 0;
      score += begins(entry.names, question.said[0]);
    }
    score *= kindFactor(entry.kind, found.named) * languageFactor(entry.languages, question.spanish);
    score += exact.get(no)?.score ?? 0;
    if (question.town && score && entry.areas.length && !entry.areas.some((area) => rules.statewide.includes(area))) score += weights.local_area;
    return { entry, score, byItsName: exact.get(no)?.byItsName ?? false, isSection: exact.get(no)?.isSection ?? false };
  });
  const order = ({ entry, score }) => rounded(isOwn(entry) && score < weights["threshold.exact"] ? score * weights.own_directory : score);
  return ranked.sort((a, b) => order(b) - order(a) || a.entry.no - b.entry.no);
}

// ---- Needs: what stands first for somebody in danger or afraid (hart_cli/search/needs.py) ----

const needRules = rules.needs;
const classCode = (name) => `@${terms.needs.codes[name]}`;
const COMMON_CLASSES = new Set(["filler", "controller"].map(classCode)); // too wide to be evidence
const classesOf = new Map(Object.entries(terms.needs.classes).flatMap(([codes, held]) => {
  const names = codes.split(" ").map((code) => `@${code}`);
  return held.split(" ").map((word) => [word, names]);
}));
const placeOfClass = ([, [name]]) => parseInt(name.slice(1), 36);
const classWords = [...classesOf].sort((a, b) => placeOfClass(a) - placeOfClass(b) || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);

const needs = terms.needs.needs.map(([id, [first, minor, adult, knownMinor, minorThen, then], emergency, fallback, channel, absent, note, hasEntries], number) => {
  return { id, number, first, minor, adult, knownMinor, minorThen, then, emergency, fallback, channel, absent, note, hasEntries };
});
const needForms = terms.needs.forms.flatMap((pair, need) => pair.flatMap((joined, against) => {
  return joined.split(",").filter(Boolean).map((form) => ({ need, against, ...unpackedForm(form) }));
}));

function unpackedForm(form) {
  const mode = /^[=?]/.test(form) ? form[0] : "";
  const parts = form.slice(mode.length).split("&").map((part) => part.split(" ").map((element) => {
    const [, before, names] = /^(~|>*)(.*)$/.exec(element);
    const gap = before === "~" ? Infinity : before ? before.length - 1 : terms.needs.gap;
    return { names: names.split("|"), gap };
  }));
  return { mode, parts };
}

// By the name of a feature, its weights: [number of a class of the outcome, weight], one after the other.
const featureWeights = new Map();
function unpackWeights(packed, before) {
  for (const [, name, pairs] of packed.matchAll(/([^A-Z]*)((?:[A-Z].)+)/gu)) {
    const row = [];
    for (let at = 0; at < pairs.length; at += 2) {
      const code = pairs.charCodeAt(at + 1);
      const size = code < 256 ? code - 93 : code - 256;
      row.push(pairs.charCodeAt(at) - 65, size % 2 ? -(size + 1) / 2 : size / 2);
    }
    featureWeights.set(before + name, row);
  }
}
unpackWeights(terms.needs.features, "");
for (const group of terms.needs.pairs.split(",").filter(Boolean)) {
  const end = group.indexOf(" ");
  unpackWeights(group.slice(end + 1), group.slice(0, end + 1));
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

// A letter that is repeated for stress stands once; a word that the directory knows, or whose first letter
// differs, is never corrected.
function correctWord(typed) {
  if (classesOf.has(typed)) return typed;
  const twice = typed.replace(/([a-z])\1{2,}/g, "$1$1");
  const word = classesOf.has(twice) ? twice : typed.replace(/([a-z])\1{2,}/g, "$1");
  if (word.length < needRules.one_error || !isAlpha(word) || classesOf.has(word) || isStop(word) || termOf.has(word)) return word;
  let best = word;
  let least = 2;
  for (const other of classWords) {
    if (other[0] !== word[0] || other.length < needRules.one_error - 1 || Math.abs(other.length - word.length) >= least) continue;
    const errors = lettersApart(word, other);
    if (errors < least) [best, least] = [other, errors];
  }
  return best;
}

const AGE_WORD = new RegExp(`^(?:${needRules.age})$`);
function wordNames(word) {
  const names = new Set([word, ...(classesOf.get(word) ?? [])]);
  const age = AGE_WORD.exec(word);
  if (age && age[1] >= needRules.youngest && age[1] <= needRules.oldest && !needRules.no_age.includes(word)) {
    names.add(classCode(age[1] < needRules.adult ? "under_18" : "over_17"));
  }
  return names;
}

const holdsOne = (held, names) => names.some((name) => held.has(name));

function formFits({ mode, parts }, said, held) {
  if (parts.some((part) => part.some(({ names }) => !holdsOne(held, names)))) return false;
  return mode === "=" ? isWhole(parts[0], said, 0, 0) : parts.every((part) => standsInOrder(part, said));
}

function standsInOrder(part, said) {
  let ends = null;
  for (const { names, gap } of part) {
    const before = ends;
    ends = range(0, said.length).filter((n) => holdsOne(said[n], names)
      && (before === null || before.some((end) => end < n && n - end <= gap + 1)));
    if (!ends.length) return false;
  }
  return true;
}

// Whether a part is the whole question but for words that carry no need.
function isWhole(part, said, word, element) {
  if (word === said.length) return element === part.length;
  if (element < part.length && holdsOne(said[word], part[element].names) && isWhole(part, said, word + 1, element + 1)) return true;
  return said[word].has(classCode("filler")) && isWhole(part, said, word + 1, element);
}

// The numbers of the needs that a form states, of those that a form takes back, and whether a form is the whole question.
function decideByForms(said, held, unanswered) {
  const stated = new Set();
  const against = new Set();
  let whole = false;
  for (const form of needForms) {
    if ((!unanswered && form.mode === "?") || !formFits(form, said, held)) continue;
    (form.against ? against : stated).add(form.need);
    whole ||= form.mode === "=";
  }
  return [new Set([...stated].filter((number) => !against.has(number))), against, whole];
}

function featuresOf(said) {
  const rows = said.map((own) => [...own].filter((name) => !COMMON_CLASSES.has(name)));
  const names = unique(rows.flat());
  const features = new Set(names);
  for (const name of names) if (name.length > 5 && name[0] !== "@") features.add(`^${name.slice(0, 5)}`);
  const framed = [["<"], ...rows, [">"]];
  framed.slice(1).forEach((row, n) => framed[n].forEach((a) => row.forEach((b) => features.add(`${a} ${b}`))));
  const classes = names.filter((name) => name[0] === "@").sort();
  classes.forEach((a, n) => classes.slice(n + 1).forEach((b) => features.add(`${a}&${b}`)));
  return features;
}

// The numbers of the needs that the evidence makes likely, by multinomial logistic regression.
function likelyNeeds(features, most) {
  const rows = [...features].map((name) => featureWeights.get(name)).filter(Boolean);
  const scale = Math.sqrt(rows.length || 1);
  const scores = [...terms.needs.bias];
  for (const row of rows) for (let at = 0; at < row.length; at += 2) scores[row[at]] += row[at + 1] / scale;
  const highest = Math.max(...scores);
  const odds = scores.map((score) => Math.exp((score - highest) / needRules.weight));
  const sum = odds.reduce((all, one) => all + one, 0);
  const shares = odds.map((one, n) => [terms.needs.outcomes[n], one / sum]);
  const [, none] = shares.find(([number]) => number < 0);
  const named = shares.filter(([number]) => number >= 0);
  const best = Math.max(...named.map(([, share]) => share));
  if (none > most || (best < needRules.sure && most <= needRules.none)) return [];
  if (best < needRules.sure) return [fallbackNeed.number];
  return named.filter(([, share]) => share === best || share >= needRules.beside).map(([number]) => number);
}
const fallbackNeed = needs.find((need) => need.id === needRules.fallback);

const NO_NEED = { ids: [], last: new Set(), names: [], channel: "", absent: [], notes: [] };

function needsOf(text, age, unanswered) {
  const said = words(text).slice(0, needRules.longest).map(correctWord).map(wordNames);
  if (!said.length) return NO_NEED;
  const held = new Set(said.flatMap((own) => [...own]));
  const [decided, against, whole] = decideByForms(said, held, unanswered);
  const stated = new Set(decided);
  if (said.length > 1 && hasContent(said) && !whole) {
    const lenient = unanswered && held.has(classCode("me"));
    const beside = [...decided].some((number) => needs[number].first.length);
    const most = beside ? needRules.none_beside : lenient ? needRules.none_unanswered : needRules.none;
    likelyNeeds(featuresOf(said), most).forEach((number) => stated.add(number));
  }
  if (against.has(fallbackNeed.number)) stated.delete(fallbackNeed.number);
  const matched = needs.filter((need) => stated.has(need.number));
  const specific = matched.some((need) => !need.fallback && need.hasEntries);
  return combinedNeeds(specific ? matched.filter((need) => !need.fallback) : matched, isMinor(age, held));
}

// Whether a question holds a word that says something: neither a stop word nor a number ("y a", "54-142m").
function hasContent(said) {
  return said.some((own) => [...own].some((name) => /^[a-z]+$/.test(name) && !isStop(name)));
}

function combinedNeeds(matched, minor) {
  const inTurn = (need) => [
    ...need.first, ...(minor !== false ? need.minor : []), ...(minor !== true ? need.adult : []),
    ...(minor ? need.knownMinor : []), ...(minor !== false ? need.minorThen : []),
  ];
  const ids = unique([...matched.flatMap(inTurn), ...matched.flatMap((need) => need.then)]);
  const all = matched.flatMap((need) => [...need.first, ...need.minor, ...need.adult, ...need.knownMinor, ...need.minorThen, ...need.then]);
  return {
    ids,
    last: new Set(all.filter((no) => !ids.includes(no))),
    names: matched.map((need) => need.id),
    channel: matched.find((need) => need.channel)?.channel ?? "",
    absent: matched.flatMap((need) => need.absent),
    notes: matched.map((need) => need.note).filter((note) => note.length),
  };
}

// Whether the person is under 18: by the age, else by the words; null where neither says.
function isMinor(age, held) {
  if (age !== null) return age < needRules.adult;
  const says = (name) => held.has(classCode(name));
  if (says("under_18") || (says("child") && !says("adult"))) return true;
  return says("adult") || says("over_17") ? false : null;
}

// ---- What comes before ranking (hart_cli/search/priority.py) ----

const priority = rules.priority;
const unreachable = new Set(terms.priority.unreachable);
const hasRole = (entry, role) => (terms.priority.roles[role] ?? []).includes(entry.no);
const isReachable = ({ entry }) => !unreachable.has(entry.no);

function inOrder(found, stated, question, asked) {
  let hits = found.filter(({ entry }) => !stated.absent.some((role) => hasRole(entry, role)));
  hits = inForceFirst(reachableFirst(hits, question, asked), question);
  if (!stated.names.includes("tip")) {
    const isLast = (hit) => hasRole(hit.entry, "enforcement") && !isAskedFor(hit, question);
    hits = [...hits.filter((hit) => !isLast(hit)), ...hits.filter(isLast)];
  }
  const first = stated.ids.map((no) => statedHit(entries[no], stated, asked)).filter(Boolean);
  if (!first.length) return hits;
  const isIn = (list) => ({ entry }) => list.some((other) => other.entry === entry);
  // A guide has questions as aliases: they state a need, and name nothing.
  const isMeant = (hit) => hit.score >= weights["threshold.exact"] && (hit.byItsName || (hit.entry.kind !== "guide" && isIn(first)(hit)));
  const named = hits.filter(isMeant);
  // No line of enforcement behind what a need puts first; for somebody who has one channel only what has it.
  const mayFollow = ({ entry }) => !hasRole(entry, "enforcement") && (!stated.channel || (terms.priority.channels[stated.channel] ?? []).includes(entry.no));
  const others = hits.filter((hit) => !isMeant(hit) && mayFollow(hit));
  const isForAnother = ({ entry }) => stated.last.has(entry.no);
  const rest = [...others.filter((hit) => !isForAnother(hit)), ...others.filter(isForAnother)];
  return [...named, ...first.filter((hit) => !isIn(named)(hit)), ...rest.filter((hit) => !isIn(first)(hit))];
}

// Whether the question names an entry, or says what the thesaurus calls it ("call the fbi").
function isAskedFor({ entry, score }, { units }) {
  const least = weights["meaning.1"] * weights["spelling.one_error"];
  const isMeant = (way) => way.weight >= least && entry.names.includes(way.name);
  return score >= weights["threshold.exact"] || units.some((unit) => unit.ways.some(isMeant));
}

// An emergency line is never ruled out by what is known of a person, only by a kind.
function statedHit(entry, stated, asked) {
  if (asked.kind && entry.kind !== asked.kind) return null;
  const ruledOut = (fits) => fits.some(([, fit]) => fit === false);
  let fits = judge(entry, asked);
  if (ruledOut(fits) && hasRole(entry, "emergency")) fits = judge(entry, { ...asked, age: null, town: null, language: "" });
  return ruledOut(fits) ? null : { entry, fits, score: weights.need, channel: stated.channel };
}

// Acts that a later act overtook stand behind the other acts, unless the question names them.
function inForceFirst(hits, question) {
  const wanted = [...question.terms].filter((term) => !priority.terms_of_acts.includes(term));
  const isNamed = ({ stems }) => wanted.length > 1 && stems.some((name) => wanted.every((term) => name.includes(term)));
  const moves = ({ entry, score, isSection }) => entry.kind === "act" && (score < weights["threshold.exact"] || isSection) && !isNamed(entry);
  const isOvertaken = ({ entry }) => terms.priority.overtaken.includes(entry.no);
  const acts = hits.filter(moves);
  const ordered = [...acts.filter((hit) => !isOvertaken(hit)), ...acts.filter(isOvertaken)];
  return hits.map((hit) => (moves(hit) ? ordered.shift() : hit));
}

// A guide or sheet that nobody can open never stands first or alone, unless it was named.
function reachableFirst(hits, question, asked) {
  const best = hits[0];
  if (!best || !priority.texts.includes(best.entry.kind) || isReachable(best) || best.score >= weights["threshold.exact"]) return hits;
  if (best.entry.stems.some((name) => name.some((term) => question.terms.has(term)))) return hits;
  const opened = hits.find(isReachable);
  if (opened) return [opened, ...hits.filter((hit) => hit !== opened)];
  const [line] = terms.priority.answers.map((no) => statedHit(entries[no], NO_NEED, asked)).filter(Boolean);
  return line ? [line, ...hits] : hits;
}

// ---- Whom an entry is for (hart_cli/search/eligibility.py, hart_cli/places.py) ----
// true fits, null is not stated, false is ruled out.

function fitsAge(ages, age) {
  if (!ages || (ages.min === null && ages.max === null && !ages.stages.length)) return null;
  if (ages.stages.length) {
    const low = Math.min(...ages.stages.map((stage) => rules.stages[stage][0]));
    const high = Math.max(...ages.stages.map((stage) => rules.stages[stage][1]));
    if (age >= low && age <= high) return true;
    return age >= low - 1 && age <= high + 1 ? null : false;
  }
  return !((ages.min !== null && age < ages.min) || (ages.max !== null && age > ages.max));
}

function fitsPlace(entry, place) {
  const fits = place.towns.map((town) => fitsTown(entry, town));
  if (fits.every((fit) => fit === fits[0])) return fits[0];
  return null;
}

function fitsTown(entry, town) {
  const isOutside = town.known === "outside";
  if (!entry.areas.length) return isOutside ? false : null;
  const served = isOutside ? rules.statewide.slice(1) : [...rules.statewide, town.name, town.region, ...town.areas];
  if (entry.areas.some((area) => served.includes(area))) return true;
  if (town.offices.some((office) => entry.areas.includes(`${office} area office`))) return town.known === "candidates" ? null : true;
  return entry.beyond ? null : false;
}

function fitsLanguage(entry, code) {
  if (entry.languages.includes(code)) return true;
  return entry.languages.includes("mul") || !entry.languages.length ? null : false;
}

function judge(entry, asked) {
  const fits = [];
  if (asked.age !== null) fits.push(["age", fitsAge(entry.ages, asked.age)]);
  if (asked.town) fits.push(["town", fitsPlace(entry, asked.town)]);
  if (asked.language) fits.push(["language", fitsLanguage(entry, asked.language)]);
  return fits;
}

// What is stated to serve a place, where nothing but the place was said: what stands at a ZIP code comes first.
function serving(asked) {
  const hits = entries.filter((entry) => !asked.kind || entry.kind === asked.kind)
    .map((entry) => ({ entry, score: 0, fits: judge(entry, asked) }))
    .filter(({ fits }) => fits.every(([, fit]) => fit !== false));
  const there = hits.filter(({ entry }) => keyed(`zip:${asked.town.name}`).includes(entry.no));
  const stated = hits.filter((hit) => !there.includes(hit) && Object.fromEntries(hit.fits).town === true);
  const isWide = ({ entry }) => entry.areas.some((area) => rules.statewide.includes(area));
  return [...there, ...stated.filter((hit) => !isWide(hit)), ...stated.filter(isWide)];
}

function find(text, filters) {
  const question = read(text);
  const elsewhere = question.outside && !question.town ? outsidePlace(question.outside) : null;
  const asked = { ...filters, age: filters.age ?? question.age, town: filters.town ?? question.town ?? elsewhere };
  if (question.isPlaceOnly) return { question, asked, hits: serving(asked), leftOut: [], notes: [] };
  const known = question.units.filter((unit) => unit.known === "word" || unit.known === "phrase").length;
  const floor = weights["threshold.floor"] - weights["threshold.ease"] * Math.min(Math.max(known - 2, 0), 2);
  let ranked = text.trim() ? rank(question) : entries.map((entry) => ({ entry, score: 1 }));
  ranked = ranked.filter(({ entry }) => !asked.kind || entry.kind === asked.kind);
  const best = Math.max(0, ...ranked.map(({ score }) => score));
  const least = Math.max(floor, weights["threshold.near_best"] * Math.min(best, 1));
  if (best < floor) ranked = [];
  const judged = ranked.filter(({ score }) => score >= least).map((scored) => ({ ...scored, fits: judge(scored.entry, asked) }));
  const isOut = ({ fits }) => fits.some(([, fit]) => fit === false);
  const hits = judged.filter((hit) => !isOut(hit));
  const behind = (list) => new Set(list.filter(({ entry }) => ["service", "program"].includes(entry.kind)).flatMap(({ entry }) => entry.behind));
  const gone = behind(text.trim() ? judged.filter(isOut) : []);
  const kept = behind(hits);
  const standing = hits.filter(({ entry }) => !gone.has(entry.id) || kept.has(entry.id));
  const unsure = ({ fits }) => fits.some(([, fit]) => fit !== true);
  const sure = [...standing.filter((hit) => !unsure(hit)), ...standing.filter(unsure)];
  // Who types the number of an entry, or the whole name of a line of police, states no other need.
  const isNamed = sure.some(({ entry, score }) => score >= weights["threshold.exact"] && (question.exact.length || hasRole(entry, "enforcement")));
  const stated = isNamed || !text.trim() ? NO_NEED : needsOf(text, asked.age, !sure.length);
  const shown = text.trim() ? inOrder(sure, stated, question, asked) : sure;
  if (!shown.length && question.doubtful) {
    const again = find(question.doubtful, filters);
    if (again.hits.length) return { ...again, question: { ...again.question, unknown: true } };
  }
  const leftOut = text.trim() ? judged.slice(0, 10).filter(isOut) : [];
  return { question, asked, hits: shown, leftOut, notes: stated.notes };
}

// ---- The page ----

const form = byId("ask");
const field = byId("q");
const status = byId("status");
const answers = byId("answers");
const articles = new Map([...document.querySelectorAll("[data-id]")].map((article) => [article.dataset.id, article]));
const places = [...document.querySelectorAll("#all section")].map((section) => [section, [...section.querySelectorAll("article")]]);
const turned = []; // lists of numbers whose order was changed, each with its own order
let changed = false;

const isInSpanish = () => byId("ui-es").checked;
const say = (key, n = "") => terms.texts[key][isInSpanish() ? 1 : 0].replace("{n}", n);

function asked() {
  const age = byId("age");
  const number = age.value === "" || !age.validity.valid ? null : Number(age.value);
  return { age: number, town: placeOf(fold(byId("town").value)), kind: byId("kind").value, language: byId("language").value };
}

function putBack() {
  if (!changed) return;
  for (const [section, own] of places) section.append(...own);
  document.querySelectorAll("p.fit").forEach((line) => line.remove());
  turned.splice(0).forEach(([list, numbers]) => list.append(...numbers));
  changed = false;
}

// The numbers of the channel that the person can use stand first.
function turnNumbers(article, channel) {
  const list = article.querySelector(".numbers");
  if (!list) return;
  const numbers = [...list.children];
  const scheme = { text: "sms:", voice: "tel:" }[channel];
  turned.push([list, numbers]);
  list.prepend(...numbers.filter((number) => number.querySelector(`a[href^="${scheme}"]`)));
}

// What to call, before it is said that nothing fits.
function linesToCall() {
  const listed = fallbackNeed.first.map((no) => articles.get(entries[no].id)).filter((article) => article.querySelector("a[href^='tel:']"));
  const lines = listed.map((article) => [article.querySelector("h3").textContent.trim(), article.querySelector("a[href^='tel:']")]);
  const numbers = lines.length ? lines : [...document.querySelectorAll(".lines a.voice")].map((number) => ["", number]);
  return numbers.flatMap(([name, number], n) => {
    const isInName = name.split(" ")[0] === number.textContent;
    const rest = isInName ? name.split(" ").slice(1).join(" ") : name;
    return [n ? "; " : " ", number.cloneNode(true), rest && ` ${rest}`];
  });
}

function fitLine(fits) {
  const line = document.createElement("p");
  const sure = fits.every(([, fit]) => fit === true);
  line.className = sure ? "fit yes" : "fit";
  const names = fits.filter(([, fit]) => sure || fit !== true).map(([name]) => say(name).toLowerCase());
  line.textContent = say(sure ? "fits" : "not_stated", names.join(", "));
  return line;
}

// What was read of a person and a place, and what that left out among the first answers.
function noted({ question, asked: understood, leftOut }, filters) {
  const lines = [];
  if (understood.age !== filters.age) lines.push(say("read_age", understood.age));
  if (question.unread && filters.age === null) lines.push(say("ages_unread"));
  if (question.outside && !question.town) lines.push(say("outside", question.outside === "zip" ? "ZIP" : question.outside));
  else if (understood.town !== filters.town) {
    const { name, towns: lying } = understood.town;
    const names = lying.map((town) => town.name).join(", ");
    lines.push(names === name ? say("read_town", name) : say("read_place", `${name} (${names})`));
  }
  if (question.unknown && !filters.town) lines.push(say("unknown_place"));
  if (question.outside) return lines;
  return [...lines, ...leftOut.slice(0, 3).map((hit) => say("left_out", reasonOf(hit)))];
}

function reasonOf({ entry, fits }) {
  const name = articles.get(entry.id).querySelector("h3").textContent.trim();
  const [what] = fits.find(([, fit]) => fit === false);
  const stated = {
    age: () => (entry.ages.stages.length ? entry.ages.stages.join(", ") : [entry.ages.min, entry.ages.max].map((age) => age ?? "").join("-")),
    town: () => entry.areas.join(", "),
    language: () => entry.languages.join(", "),
  };
  return `${name} (${say(what).toLowerCase()}: ${stated[what]()})`;
}

function answer() {
  const filters = asked();
  const text = field.value;
  const nothingAsked = !text.trim() && filters.age === null && !filters.town && !filters.kind && !filters.language;
  putBack();
  byId("all").hidden = !nothingAsked;
  byId("found").hidden = nothingAsked;
  if (nothingAsked) {
    status.textContent = "";
    return;
  }
  const result = find(text, filters);
  for (const { entry, fits, channel } of result.hits) {
    const article = articles.get(entry.id);
    if (channel) turnNumbers(article, channel);
    if (fits.length) article.querySelector("h3").after(fitLine(fits));
    answers.append(article);
  }
  changed = true;
  byId("found").hidden = !result.hits.length;
  const { length } = result.hits;
  const lines = length ? result.notes.map((note) => note[isInSpanish() ? 1 : 0]) : [say("none")];
  if (length) lines.push(`${length === 1 ? say("one") : say("many", length)}.`);
  lines.push(...noted(result, filters));
  if (result.question.corrected.length) lines.push(say("read_as", result.question.corrected.join(", ")));
  status.replaceChildren(...(length ? [] : [say("call_one"), ...linesToCall(), ". "]), lines.join(" "));
}

function turn() {
  const spanish = isInSpanish();
  document.documentElement.lang = spanish ? "es" : "en";
  for (const option of document.querySelectorAll("option[data-en]")) option.textContent = option.dataset[spanish ? "es" : "en"];
  for (const option of document.querySelectorAll("select > option[value='']")) option.textContent = say("any");
  answer();
}

// The exit: what is shown goes first, then the address, in place of this page's own.
function leave() {
  field.value = "";
  document.title = "";
  document.body.textContent = "";
  window.location.replace(away);
}
const away = document.querySelector("[data-exit]").href;
document.querySelectorAll("a.exit").forEach((link) => link.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
}));
let shifts = [];
document.addEventListener("keydown", (event) => {
  if (event.key !== "Shift") {
    shifts = [];
  } else if (!event.repeat) {
    shifts = [...shifts.filter((time) => event.timeStamp - time < 5000), event.timeStamp];
    if (shifts.length === 3) leave();
  }
});

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", answer);
form.addEventListener("reset", () => setTimeout(answer));
form.querySelector("[type=reset]").addEventListener("click", () => field.focus());
document.querySelector(".languages").addEventListener("change", turn);
window.addEventListener("pageshow", () => {
  form.reset();
  turn();
});
})();
