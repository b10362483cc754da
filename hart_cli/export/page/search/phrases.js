// ---- Phrases of the thesaurus in a query (hart_cli/search/phrases.py) ----

// Phrases of several words of content in a row, then those with other words between them and in any order, then others
// in a row; longer ones first, and no token in two of them.
function findPhrases(tokens) {
  const rows = variantsOf(tokens).map((variant) => variant.map(indexTerm));
  const isSpanish = tokens.some(({ typed }) => SPANISH_STOP_WORDS.has(typed) || wordsOfSpanishPhrases.has(typed));
  const inOrder = (positions) => rows.map((row) => row.slice(positions[0], positions.at(-1) + 1).join(" "));
  const inAnyOrder = (positions) => {
    const found = rows.map((row) => apart(positions.map((n) => row[n])));
    return isSpanish ? [...found, apart(positions.map((n) => spanishStem(tokens[n].typed)), "es")] : found;
  };
  const strong = addPhrases([], runs(tokens, 2), inOrder);
  const loose = addPhrases(strong, choices(tokens, strong), inAnyOrder);
  return addPhrases(loose, runs(tokens, 0), inOrder);
}

const positionsOf = (matches) => new Set(matches.flatMap(({ positions }) => positions));

function addPhrases(found, candidates, keysOf) {
  const taken = positionsOf(found);
  const added = [];
  for (const positions of candidates) {
    if (positions.some((n) => taken.has(n))) continue;
    const phrase = keysOf(positions).map((key) => phrases.get(key)).find(Boolean);
    if (!phrase) continue;
    positions.forEach((n) => taken.add(n));
    added.push({ positions, ...phrase });
  }
  return [...found, ...added];
}

function* runs(tokens, leastContent) {
  for (let size = Math.min(data.longest, tokens.length); size > 1; size -= 1) {
    for (let start = 0; start + size <= tokens.length; start += 1) {
      const run = range(start, size);
      if (size > 2 || run.filter((n) => !tokens[n].isStop).length >= leastContent) yield run;
    }
  }
}

function* choices(tokens, found) {
  const taken = positionsOf(found);
  const free = range(0, tokens.length).filter((n) => !tokens[n].isStop && !taken.has(n)).slice(0, rules.max_apart);
  for (const size of [4, 3, 2]) yield* combinations(free, size);
}
