// ---- The features of a candidate, and its score (hart_cli/search/features.py) ----

function candidateFeatures(parsed, candidate) {
  const entry = entries[candidate.no];
  const [typed, likeliest = ""] = parsed.variants;
  const isPart = typed.includes(" ") && typed.length >= rules.shortest_part;
  const nameBegins = isPart && entry.names.some((name) => name.startsWith(typed));
  return {
    relevance: candidate.relevance,
    coverage: candidate.coverage,
    nameOverlap: nameOverlap(entry.stems, parsed.stems),
    adjacentWords: hasAdjacentWords(entry.names, likeliest.split(" ")),
    nameBegins,
    nameContains: isPart && !nameBegins && entry.names.some((name) => name.includes(` ${typed}`)),
    rareNameWord: Math.max(0, ...candidate.matches.filter(({ inName }) => inName).map(({ importance }) => Math.min(importance, 1))),
    kind: entry.kind,
    languages: `${entry.languages.join(" ")}.${parsed.isSpanish ? "es" : "en"}`,
    exact: candidate.exact,
    localArea: parsed.location.place !== null && entry.areas.length > 0 && !entry.areas.some((area) => rules.statewide.includes(area)),
  };
}

function scoreOf(features) {
  let total = features.relevance;
  if (total) {
    total += weights.name_overlap * features.nameOverlap;
    total += weights.adjacent_words * features.adjacentWords;
    total += weights.name_begins * features.nameBegins + weights.name_contains * features.nameContains;
  }
  total *= kindFactor(features) * (weights[`language.${features.languages}`] ?? 1);
  total += features.exact ? weights[`exact.${features.exact}`] : 0;
  return total ? total + weights.local_area * features.localArea : total;
}

// A headline with a rare word of the query in it is not held back.
function kindFactor({ kind, rareNameWord }) {
  const factor = weights[`kind.${kind}`] ?? 1;
  return factor < 1 ? factor + (1 - factor) * rareNameWord ** 4 : factor;
}

function nameOverlap(names, stems) {
  const shares = names.map((name) => {
    const own = new Set(name);
    const held = [...own].filter((term) => stems.has(term)).length;
    return held ? (held / own.size) * (held / stems.size) ** 2 : 0;
  });
  return Math.max(0, ...shares);
}

function hasAdjacentWords(names, variant) {
  return variant.some((word, n) => n + 1 < variant.length && !isStopWord(word) && !isStopWord(variant[n + 1])
    && names.some((name) => ` ${name} `.includes(` ${word} ${variant[n + 1]} `)));
}
