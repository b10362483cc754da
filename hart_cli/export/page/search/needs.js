// ---- What stands first for somebody in danger or afraid (hart_cli/search/needs.py) ----

const needRules = rules.needs;
const classCode = (name) => `@${data.needs.codes[name]}`;
const COMMON_CLASSES = new Set(["filler", "controller"].map(classCode)); // too wide to be evidence
const classesOf = new Map(Object.entries(data.needs.classes).flatMap(([codes, held]) => {
  const names = codes.split(" ").map((code) => `@${code}`);
  return held.split(" ").map((word) => [word, names]);
}));
const placeOfClass = ([, [name]]) => parseInt(name.slice(1), 36);
const classWords = [...classesOf].sort((a, b) => placeOfClass(a) - placeOfClass(b) || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);

const needs = data.needs.needs.map(([id, [first, minor, adult, knownMinor, minorThen, then], emergency, fallback, channel, absent, note, hasEntries], number) => {
  return { id, number, first, minor, adult, knownMinor, minorThen, then, emergency, fallback, channel, absent, note, hasEntries };
});
const needForms = data.needs.forms.flatMap((pair, need) => pair.flatMap((joined, against) => {
  return joined.split(",").filter(Boolean).map((form) => ({ need, against, ...unpackedForm(form) }));
}));

function unpackedForm(form) {
  const mode = /^[=?]/.test(form) ? form[0] : "";
  const parts = form.slice(mode.length).split("&").map((part) => part.split(" ").map((element) => {
    const [, before, names] = /^(~|>*)(.*)$/.exec(element);
    const gap = before === "~" ? Infinity : before ? before.length - 1 : data.needs.gap;
    return { wanted: names.split("|"), gap };
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
unpackWeights(data.needs.features, "");
for (const group of data.needs.pairs.split(",").filter(Boolean)) {
  const end = group.indexOf(" ");
  unpackWeights(group.slice(end + 1), group.slice(0, end + 1));
}

// A letter that is repeated for stress stands once; a word that the directory knows, or whose first letter
// differs, is never corrected.
function correctWord(typed) {
  if (classesOf.has(typed)) return typed;
  const twice = typed.replace(/([a-z])\1{2,}/g, "$1$1");
  const word = classesOf.has(twice) ? twice : typed.replace(/([a-z])\1{2,}/g, "$1");
  if (word.length < needRules.one_error || !isAlpha(word) || classesOf.has(word) || isStopWord(word) || termOf.has(word)) return word;
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

function formFits({ mode, parts }, names, held) {
  if (parts.some((part) => part.some(({ wanted }) => !holdsOne(held, wanted)))) return false;
  return mode === "=" ? isWhole(parts[0], names, 0, 0) : parts.every((part) => standsInOrder(part, names));
}

function standsInOrder(part, names) {
  let ends = null;
  for (const { wanted, gap } of part) {
    const before = ends;
    ends = range(0, names.length).filter((n) => holdsOne(names[n], wanted)
      && (before === null || before.some((end) => end < n && n - end <= gap + 1)));
    if (!ends.length) return false;
  }
  return true;
}

// Whether a part is the whole question but for words that carry no need.
function isWhole(part, names, word, element) {
  if (word === names.length) return element === part.length;
  if (element < part.length && holdsOne(names[word], part[element].wanted) && isWhole(part, names, word + 1, element + 1)) return true;
  return names[word].has(classCode("filler")) && isWhole(part, names, word + 1, element);
}

// The numbers of the needs that a form states, of those that a form takes back, and whether a form is the whole question.
function decideByForms(names, held, unanswered) {
  const stated = new Set();
  const against = new Set();
  let whole = false;
  for (const form of needForms) {
    if ((!unanswered && form.mode === "?") || !formFits(form, names, held)) continue;
    (form.against ? against : stated).add(form.need);
    whole ||= form.mode === "=";
  }
  return [new Set([...stated].filter((number) => !against.has(number))), against, whole];
}

function needFeatures(names) {
  const rows = names.map((own) => [...own].filter((name) => !COMMON_CLASSES.has(name)));
  const held = unique(rows.flat());
  const features = new Set(held);
  for (const name of held) if (name.length > 5 && name[0] !== "@") features.add(`^${name.slice(0, 5)}`);
  const framed = [["<"], ...rows, [">"]];
  framed.slice(1).forEach((row, n) => framed[n].forEach((a) => row.forEach((b) => features.add(`${a} ${b}`))));
  const classes = held.filter((name) => name[0] === "@").sort();
  classes.forEach((a, n) => classes.slice(n + 1).forEach((b) => features.add(`${a}&${b}`)));
  return features;
}

// The numbers of the needs that the evidence makes likely, by multinomial logistic regression.
function likelyNeeds(features, most) {
  const rows = [...features].map((name) => featureWeights.get(name)).filter(Boolean);
  const scale = Math.sqrt(rows.length || 1);
  const scores = [...data.needs.bias];
  for (const row of rows) for (let at = 0; at < row.length; at += 2) scores[row[at]] += row[at + 1] / scale;
  const highest = Math.max(...scores);
  const odds = scores.map((score) => Math.exp((score - highest) / needRules.weight));
  const sum = odds.reduce((all, one) => all + one, 0);
  const shares = odds.map((one, n) => [data.needs.outcomes[n], one / sum]);
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
  const names = words(text).slice(0, needRules.longest).map(correctWord).map(wordNames);
  if (!names.length) return NO_NEED;
  const held = new Set(names.flatMap((own) => [...own]));
  const [decided, against, whole] = decideByForms(names, held, unanswered);
  const stated = new Set(decided);
  if (names.length > 1 && hasContent(names) && !whole) {
    const lenient = unanswered && held.has(classCode("me"));
    const beside = [...decided].some((number) => needs[number].first.length);
    const most = beside ? needRules.none_beside : lenient ? needRules.none_unanswered : needRules.none;
    likelyNeeds(needFeatures(names), most).forEach((number) => stated.add(number));
  }
  if (against.has(fallbackNeed.number)) stated.delete(fallbackNeed.number);
  const matched = needs.filter((need) => stated.has(need.number));
  const specific = matched.some((need) => !need.fallback && need.hasEntries);
  return combinedNeeds(specific ? matched.filter((need) => !need.fallback) : matched, isMinor(age, held));
}

// The need that counts where no other one is stated.
const emergencyNeed = (age) => combinedNeeds([fallbackNeed], isMinor(age, new Set()));

// Whether a question holds a word that says something: neither a stop word nor a number ("y a", "54-142m").
function hasContent(names) {
  return names.some((own) => [...own].some((name) => /^[a-z]+$/.test(name) && !isStopWord(name)));
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

