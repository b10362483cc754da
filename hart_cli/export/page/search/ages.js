// ---- An age inside a query (hart_cli/search/ages.py) ----

const agePatterns = {
  months: new RegExp(rules.ages.months),
  noAge: new RegExp(rules.ages.no_age, "g"),
  range: new RegExp(rules.ages.range),
  named: rules.ages.patterns.map(([pattern, isFirst, isWhole]) => [new RegExp(pattern, "g"), isFirst, isWhole]),
  alone: new RegExp(rules.ages.bare, "g"),
};
const without = (text, start, end) => `${text.slice(0, start)} ${text.slice(end)}`;
const withoutMatch = (text, match) => without(text, match.index, match.index + match[0].length);

// Who speaks of herself comes before whom she speaks of, then what stands first.
function takeAge(folded) {
  const months = agePatterns.months.exec(folded);
  if (months) {
    const number = Number(months[1] ?? months[2]);
    const years = /mo|mes/.test(months[0]) ? Math.floor(number / 12) : 0;
    return { years, rest: withoutMatch(folded, months), isUnread: false };
  }
  const masked = folded.replace(agePatterns.noAge, (numbers) => numbers.replace(/\d/g, "~"));
  const named = findNamedAges(masked);
  const found = named.length ? named : findLoneAges(masked);
  const isRange = agePatterns.range.test(folded);
  if (!found.length) return { years: null, rest: folded, isUnread: isRange };
  const own = found.filter((age) => age.pattern === 0);
  const chosen = (own.length ? own : found).reduce((first, age) => (age.at < first.at ? age : first));
  const isUnread = isRange || found.some((age) => age.years !== chosen.years);
  if (chosen.pattern < 0 && isUnread) return { years: null, rest: folded, isUnread: true };
  const same = found.filter((age) => age.at === chosen.at);
  const rest = without(folded, Math.min(...same.map((age) => age.start)), Math.max(...same.map((age) => age.end)));
  return { years: chosen.years, rest, isUnread };
}

function findNamedAges(masked) {
  return agePatterns.named.flatMap(([pattern, isFirst, isWhole], n) => [...masked.matchAll(pattern)].flatMap((match) => {
    const years = rules.ages.number_words[match[1]] ?? Number(match[1]);
    const end = match.index + match[0].length;
    const at = isFirst ? match.index : end - match[1].length;
    if (years > rules.ages.oldest) return [];
    return [{ pattern: n, at, years, start: isWhole ? match.index : at, end: isWhole ? end : at + match[1].length }];
  }));
}

function findLoneAges(masked) {
  return [...masked.matchAll(agePatterns.alone)].flatMap((match) => {
    const end = match.index + match[0].length;
    const before = masked.slice(0, match.index).match(/[a-z0-9~]+/g) ?? [];
    const after = masked.slice(end).match(/[a-z0-9~]+/g) ?? [];
    const beside = [...before.slice(-1), ...after.slice(0, 1)];
    const isOther = before.slice(-2).some((word) => rules.ages.another.includes(word)) || rules.ages.not_before.includes(before.at(-1));
    if (Number(match[1]) > rules.ages.oldest || !beside.length || isOther || beside.some((word) => /[\d~]/.test(word))) return [];
    return [{ pattern: -1, at: match.index, years: Number(match[1]), start: match.index, end }];
  });
}
