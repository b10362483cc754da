// ---- What travels in the page, unpacked ----

const data = JSON.parse(document.getElementById("terms").textContent);
const { rules, weights } = data; // hart_cli/search/page_data.py, hart_cli/search/weights.py

const ENGLISH_STOP_WORDS = new Set(data.english_stops.split(" "));
const SPANISH_STOP_WORDS = new Set(data.spanish_stops.split(" "));
const termOf = new Map(data.words.split(" ").filter(Boolean).map((pair) => {
  const [word, term] = pair.split(":");
  return [word, term ?? word];
}));
const knownWords = [...termOf.keys()]; // in the order of the alphabet
const postings = new Map(Object.entries(data.terms));
const keys = new Map(Object.entries(data.keys));
const phrases = new Map();
for (const [group, joined] of Object.entries(data.phrases)) {
  const [heading, language] = group.split(" ");
  for (const phrase of joined.split("|")) phrases.set(phrase, { heading: heading === "" ? null : heading, language });
}
const spanishWords = new Map(data.spanish.split(" ").filter(Boolean).map((pair) => pair.split(":"))); // by their stems
const wordsOfSpanishPhrases = new Set(spanishWords.values());
const towns = new Map(Object.entries(data.towns).map(([key, row]) => {
  const [name, region, offices, known, incomplete, areas] = row;
  return [key, { name, region, offices, known, incomplete, areas }];
}));
const localities = new Map(Object.entries(data.localities));
const entries = data.entries.map((row, no) => {
  const [id, kind, languages, [names, stems], ages, areas, beyond, behind, directory] = row;
  return {
    no, id, kind, languages, areas, beyond, behind, directory,
    names: names.split("|"),
    stems: stems.split("|").map((line) => line.split(" ")),
    ages: ages && { min: ages[0], max: ages[1], stages: ages[2] },
  };
});

const keyed = (key) => keys.get(key) ?? [];
const stands = (term) => postings.has(term);
const entriesWith = (term) => postings.get(term)?.[0] ?? 0;

// Where a term stands: entry, field and weight.
function postingsOf(term) {
  const row = postings.get(term) ?? [0];
  const found = [];
  for (let at = 1; at < row.length; at += 2) {
    found.push({ no: row[at], field: row[at + 1] & 15, weight: (row[at + 1] >> 4) / rules.weight_scale });
  }
  return found;
}

// Up to `most` known words that begin so.
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
