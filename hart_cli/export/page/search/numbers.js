// ---- Phones, acts and sections in a query (hart_cli/search/numbers.py) ----

const ACT = /\b(?:public\s+acts?|acts?|p\.?\s?a\.?)?\s*(?:20)?(\d{2})(?:\s*[./-]\s*|\s?)0*(\d{2,3})\b/g;
const ACT_NAMED = /\b(?:public\s+acts?|acts?|p\.?\s?a)\.?\s*#?\s*(?:20)?(\d{2})(?:[\s./-](\d{1,3})|(\d{2,3}))\b/;
const isYear = (text) => /^(?:19|20)\d{2}$/.test(text);
const numberRules = Object.fromEntries(Object.entries(rules.numbers).map(([name, rule]) => [name, typeof rule === "string" ? new RegExp(rule, "g") : rule]));
const holds = (pattern, text) => text.search(pattern) >= 0;

function inOneStyle(folded) {
  const text = folded.replace(numberRules.link, " ").replace(numberRules.zip_and_route, "$1").replace(numberRules.before_section, "")
    .replace(numberRules.section_apart, "$1-$2");
  const clock = text.match(numberRules.round_the_clock)?.[0];
  const at = text.search(numberRules.round_the_clock);
  if (!clock || holds(numberRules.before_number, text.slice(0, at))) return text;
  return `${text.slice(0, at)}24/7${text.slice(at + clock.length)}`;
}

// A text without ranges of ages and hours, and whether it held any.
function takeSpans(folded) {
  let text = folded;
  let hasAges = false;
  const fromTo = new RegExp(rules.numbers.from_to, "g");
  for (let match = fromTo.exec(text); match; match = fromTo.exec(text)) {
    let before = text.slice(0, match.index);
    let after = text.slice(match.index + match[0].length);
    const kind = kindOfSpan(match, before, after);
    fromTo.lastIndex = match.index + 1;
    if (!kind) continue;
    hasAges ||= kind === "ages";
    if (kind === "ages") [before, after] = [before.replace(numberRules.ages_alone, ""), after.replace(numberRules.ages_after, "")];
    text = `${before} ${after}`;
    fromTo.lastIndex = before.length;
  }
  return { text, hasAges };
}

function kindOfSpan(match, before, after) {
  const [first, last] = [Number(match[1]), Number(match[3])];
  if (match[2] || match[4]) return "hours";
  if (holds(numberRules.before_number, before)) return null;
  if (first < last && last <= numberRules.oldest && (holds(numberRules.ages_before, before) || holds(numberRules.ages_after, after))) return "ages";
  const hasHyphen = /^[\d:]+\s*-\s*[\d:]+$/.test(match[0]);
  if (last < first && first <= 12 && (hasHyphen || match[0].includes(" to "))) return "hours";
  const isNamed = keyed(`act:${match[1]}${match[3].replace(/^0+/, "")}`).length > 0;
  return hasHyphen && /[a-z]/.test(before + after) && !isNamed && first < last && last <= numberRules.oldest_young ? "ages" : null;
}

const exactMatches = (...found) => found.filter(([numbers]) => numbers.length).map(([numbers, kind]) => ({ entries: numbers, kind }));

// The entries named by numbers, the text without those numbers, and whether a number that can only be a phone, an act
// or a bill names nothing.
function takeNumbers(folded) {
  const email = folded.match(new RegExp(rules.numbers.email));
  if (email) {
    const address = email[0].replace(/\.+$/, "");
    const exact = exactMatches([keyed(`email:${address}`), "email"], [keyed(`mail:${address}`), "contact_email"]);
    return { exact, rest: withoutMatch(folded, email), hasUnmatched: !exact.length };
  }
  const bill = folded.match(new RegExp(rules.numbers.bill)) ?? folded.match(new RegExp(rules.numbers.bill_glued));
  if (bill) {
    const exact = findBill(bill);
    return { exact, rest: withoutMatch(folded, bill), hasUnmatched: !exact.length };
  }
  return takeAct(folded) ?? takePhones(folded);
}

function findBill(match) {
  const named = match.slice(1, -1).filter(Boolean).map((chamber) => chamber[0]);
  const acts = (named.length ? named : ["h", "s"]).flatMap((chamber) => keyed(`bill:${chamber}b${match.at(-1)}`));
  return exactMatches([acts, "act"]);
}

function takeAct(folded) {
  for (const match of folded.matchAll(ACT)) {
    const exact = exactMatches([keyed(`act:${match[1]}${match[2].replace(/^0+/, "")}`), "act"]);
    if (exact.length) return { exact, rest: withoutMatch(folded, match), hasUnmatched: false };
  }
  const named = ACT_NAMED.exec(folded);
  if (named && !isYear(named[1] + (named[2] ?? named[3]))) return { exact: [], rest: folded, hasUnmatched: true };
  for (const match of folded.matchAll(/\b([0-9]{1,2}[a-z]?)\s*-\s*([0-9]{1,4}[a-z]?)\b/g)) {
    const section = `${match[1]}-${match[2]}`;
    const exact = exactMatches([keyed(`section:${section}`), "section"]);
    if (exact.length) return { exact, rest: folded.replaceAll(section, " "), hasUnmatched: false };
  }
  const isAct = /^\s*\d{2}\s*-\s*\d{1,3}\s*$/.test(folded) && !keyed(`name:${words(folded).join(" ")}`).length;
  return isAct ? { exact: [], rest: folded, hasUnmatched: true } : null;
}

function takePhones(folded) {
  const exact = [];
  let rest = folded;
  for (const [typed] of folded.matchAll(/[0-9]+(?:[-\s./()]+[0-9]+)*/g)) {
    const run = typed.replace(/\D/g, "");
    const found = findPhone(run);
    if (found.length) {
      exact.push(...found);
      rest = rest.replace(new RegExp(`(?<!\\d)\\+?${[...run].join("[-\\s./()]*")}(?!\\d)`), " ");
    } else if (run.length >= 6) return { exact, rest, hasUnmatched: true };
  }
  return { exact, rest, hasUnmatched: false };
}

// The entries that a run of digits names: by their own number, then by a contact's.
function findPhone(run) {
  if (run.length === 5 && keyed(`zip:${run}`).length) return exactMatches([keyed(`zip:${run}`), "zip"]);
  if (run.length < 4 || isYear(run) || (run.length === 5 && termOf.has(run))) {
    return exactMatches([run.length >= 3 && run.length < 6 ? keyed(`phone:${run}`) : [], "phone"]);
  }
  const found = [...findNumber("phone:", "phone", run), ...findNumber("line:", "contact_phone", run)];
  const score = ({ kind }) => weights[`exact.${kind}`];
  const best = Math.max(0, ...found.map(score));
  return found.filter((match) => score(match) > best - 1);
}

function findNumber(prefix, kind, run) {
  const whole = [run, `1${run}`, run.replace(/^1/, "")].map((digits) => keyed(prefix + digits)).find((numbers) => numbers.length) ?? [];
  const held = whole.length ? [] : [...keys].filter(([key]) => key.startsWith(prefix) && key.includes(run));
  const numbersOf = (pairs) => pairs.flatMap(([, numbers]) => numbers);
  const ends = numbersOf(held.filter(([key]) => key.endsWith(run)));
  return exactMatches([whole, kind], [ends, `${kind}_end`], [run.length < 7 ? numbersOf(held) : [], `${kind}_part`]).slice(0, 1);
}
