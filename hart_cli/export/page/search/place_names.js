// ---- A place inside a query (hart_cli/search/place_names.py) ----

const outsideNames = new Map(data.outside.map((name) => [words(name).join(" "), name]));
const states = Object.entries(data.states).map(([abbreviation, name]) => [abbreviation, name, name.toLowerCase()]);
const placeWords = new Set([...towns.keys(), ...localities.keys(), ...outsideNames.keys(), ...states.map((row) => row[2])]
  .flatMap((name) => name.split(" ")));
const ZIP = /(?<![\w-])(\d{5})(?:-\d{4})?(?![\w-])/g;
const BEFORE_ZIP = /\b(?:zip(?:\s*code)?|postal\s*code|codigo\s*postal|in|near|around|en|cerca\s+de)\s*:?\s*$/;

// Where a query is about: a place of Connecticut, the name of one outside, or a name that hart does not know.
const makeLocation = ({ place = null, outside = null, unknown = null } = {}) => ({ place, outside, unknown });
const isFound = ({ place, outside }) => place !== null || outside !== null;
const outsidePlace = (name) => ({ name, towns: [{ name, region: "", offices: [], known: "outside", areas: [] }] });

function placeOf(name) {
  const town = towns.get(name);
  const row = localities.get(name);
  if (!row) return town ? { name: town.name, towns: [town] } : null;
  const [own, lying, office] = row;
  const inTowns = lying.map((key) => towns.get(key));
  return { name: own, towns: office ? inTowns.map((t) => ({ ...t, offices: [office], known: "inferred" })) : inTowns };
}

function findZipCode(folded) {
  for (const match of folded.matchAll(ZIP)) {
    const before = folded.slice(0, match.index);
    const rest = `${before.replace(BEFORE_ZIP, " ")} ${folded.slice(match.index + match[0].length)}`;
    const place = placeOf(match[1]);
    if (place) return [makeLocation({ place }), rest];
    if (keyed(`phone:${match[1]}`).length || keyed(`zip:${match[1]}`).length) continue;
    if (match[1].startsWith(rules.zip_codes_start)) return [makeLocation({ unknown: match[1] }), rest];
    if (BEFORE_ZIP.test(before)) return [makeLocation({ outside: "zip" }), rest];
  }
  return [makeLocation(), folded];
}

function findLocation(typed) {
  const mayName = typed.map((word) => placeWords.has(word));
  const taken = new Set();
  let outside = null;
  for (let size = rules.longest_place; size > 0; size -= 1) {
    for (let start = typed.length - size; start >= 0; start -= 1) {
      const span = range(start, size);
      const found = span.every((n) => mayName[n] && !taken.has(n)) ? locationAt(typed, start, size) : null;
      if (!found) continue;
      const [at, rest, hasState] = found;
      if (at.outside === null) return [at, rest];
      if (hasState || !outside) outside = [at, rest]; // a name with its state says more than one without
      span.forEach((n) => taken.add(n));
    }
  }
  return outside ?? beforeState(typed);
}

// The location that some words name, the query without it, and whether its state outside Connecticut is named too.
function locationAt(typed, start, size) {
  const named = typed.slice(start, start + size);
  const name = named.join(" ");
  const place = placeOf(name);
  const outside = place ? null : outsideNames.get(name) ?? states.find((row) => row[2] === name)?.[1];
  if (!place && !outside) return null;
  const [state, length] = stateAfter(typed, start + size);
  const [rest, needs, isLed] = withoutPlace(typed, start, size + length);
  if (state && state !== "CT") return [makeLocation({ outside: `${place ? place.name : outside}, ${state}` }), rest, true];
  if (!state && !isMeantAsPlace(typed, start, size, isLed, Boolean(place))) return null;
  if (needs.length && isInName(named, needs)) return null;
  if (!place) return [makeLocation({ outside }), rest, false];
  const isTown = place.towns[0].name === place.name;
  if (!needs.length && (isTown || named.every(isKnown))) return [makeLocation(), state ? named : typed, false];
  return [makeLocation({ place }), rest, false];
}

function stateAfter(typed, at) {
  for (const length of [3, 2, 1]) {
    const following = typed.slice(at, at + length);
    if (following.length < length) continue;
    if (length === 1 && ["connecticut", "conn", "ct"].includes(following[0])) return ["CT", 1];
    const name = following.join(" ");
    const row = states.find(([abbreviation, , full]) => full === name
      || (rules.abbreviated_in_words.includes(abbreviation) && abbreviation.toLowerCase() === name));
    if (row) return [row[0], length];
  }
  return [null, 0];
}

// The words without a place and the words that lead to it, the words of need among them, and whether any lead to it.
function withoutPlace(typed, start, size) {
  let first = start;
  if (first > 1 && ["of", "de"].includes(typed[first - 1]) && rules.kinds_of_place.includes(typed[first - 2])) first -= 2;
  if (first > 0 && rules.articles.includes(typed[first - 1]) && rules.before_place.includes(typed[Math.max(first - 2, 0)])) first -= 1;
  const isLed = first > 0 && rules.before_place.includes(typed[first - 1]);
  const rest = [...typed.slice(0, isLed ? first - 1 : first), ...typed.slice(start + size)];
  return [rest, rest.filter((word) => !isStopWord(word)), isLed || first < start];
}

function isMeantAsPlace(typed, start, size, isLed, isInside) {
  const name = typed.slice(start, start + size);
  const isAtEnd = start + size === typed.length;
  const meansMore = size === 1 && (isStopWord(name[0]) || phrases.has(name[0]));
  if (isInside && towns.has(name.join(" "))) return isLed || isAtEnd || (start === 0 && !meansMore);
  if (!name.every(isKnown)) return !meansMore;
  if (isInside) return isLed && !meansMore;
  const before = typed.slice(0, start).reverse().find((word) => !rules.articles.includes(word)) ?? "";
  return isAtEnd && rules.where.includes(before) && !meansMore;
}

// A name before "CT" that hart does not know.
function beforeState(typed) {
  for (let end = typed.length - 1; end > 0; end -= 1) {
    if (!["ct", "connecticut"].includes(typed[end])) continue;
    let start = end;
    while (start > 0 && end - start < rules.longest_place && !isStopWord(typed[start - 1]) && !isKnown(typed[start - 1])) start -= 1;
    const name = typed.slice(start, end);
    if (name.length && !name.some((word) => /^\d+$/.test(word))) {
      return [makeLocation({ unknown: name.join(" ") }), withoutPlace(typed, start, end + 1 - start)[0]];
    }
  }
  return [makeLocation(), typed];
}

function findCorrectedTown(tokens) {
  const best = tokens.map(likeliestWord);
  for (const size of [3, 2, 1]) {
    for (let start = tokens.length - size; start >= 0; start -= 1) {
      const named = best.slice(start, start + size);
      const town = towns.get(named.join(" "));
      if (!town) continue;
      const rest = [...tokens.slice(0, start), ...tokens.slice(start + size)];
      const needs = rest.filter((token) => !token.isStop).map(likeliestWord);
      const isLed = start > 0 && rules.before_place.includes(tokens[start - 1].typed);
      if (!needs.length || !(isLed || start + size === tokens.length) || isInName(named, needs)) continue;
      return [{ name: town.name, towns: [town] }, isLed ? [...tokens.slice(0, start - 1), ...tokens.slice(start + size)] : rest];
    }
  }
  return [null, tokens];
}

// A name at the end behind "in" or "near" that nothing here is called. One that was corrected may be no place: then
// the words before it are given.
function findUnknownPlace(tokens) {
  for (let start = tokens.length - 1; start > 0; start -= 1) {
    const name = tokens.slice(start);
    if (name.some((token) => token.isStop || token.alternatives[0]?.weight === 1)) break;
    if (!rules.where.includes(tokens[start - 1].typed)) continue;
    const before = tokens.slice(0, start - 1);
    if (name.at(-1).alternatives.length) return [null, before.map(({ typed }) => typed).join(" "), tokens];
    return [name.map(({ typed }) => typed).join(" "), null, before];
  }
  return [null, null, tokens];
}

// Whether some entry's name holds the words of a place and every word of need beside it.
function isInName(place, needs) {
  const wanted = [...place, ...needs].map(indexTerm);
  return entries.some((entry) => entry.stems.some((name) => wanted.every((term) => name.includes(term))));
}
