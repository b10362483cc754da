// ---- What comes before ranking (hart_cli/search/priority.py) ----

const priority = rules.priority;
const unreachable = new Set(data.priority.unreachable);
const hasRole = (entry, role) => (data.priority.roles[role] ?? []).includes(entry.no);
const isReachable = ({ entry }) => !unreachable.has(entry.no);

function inOrder(found, stated, parsed, asked) {
  let hits = found.filter(({ entry }) => !stated.absent.some((role) => hasRole(entry, role)));
  hits = inForceFirst(reachableFirst(hits, parsed, asked), parsed);
  if (!stated.names.includes("tip")) {
    const isLast = (hit) => hasRole(hit.entry, "enforcement") && !isAskedFor(hit, parsed);
    hits = [...hits.filter((hit) => !isLast(hit)), ...hits.filter(isLast)];
  }
  const first = stated.ids.map((no) => statedHit(entries[no], stated, asked)).filter(Boolean);
  if (!first.length) return hits;
  const isIn = (list) => ({ entry }) => list.some((other) => other.entry === entry);
  // A guide has questions as aliases: they state a need, and name nothing.
  const isMeant = (hit) => hit.score >= EXACT && (isItsName(hit) || (hit.entry.kind !== "guide" && isIn(first)(hit)));
  const named = hits.filter(isMeant);
  // No line of enforcement behind what a need puts first; for somebody who has one channel only what has it.
  const mayFollow = ({ entry }) => !hasRole(entry, "enforcement") && (!stated.channel || (data.priority.channels[stated.channel] ?? []).includes(entry.no));
  const others = hits.filter((hit) => !isMeant(hit) && mayFollow(hit));
  const isForAnother = ({ entry }) => stated.last.has(entry.no);
  const rest = [...others.filter((hit) => !isForAnother(hit)), ...others.filter(isForAnother)];
  return [...named, ...first.filter((hit) => !isIn(named)(hit)), ...rest.filter((hit) => !isIn(first)(hit))];
}

const isItsName = ({ exact }) => ["name", "respelled_name"].includes(exact);

// Whether the question names an entry, or says what the thesaurus calls it ("call the fbi").
function isAskedFor({ entry, score }, parsed) {
  const least = weights["meaning.1"] * weights["spelling.one_error"];
  const isMeant = ({ name, weight }) => weight >= least && entry.names.includes(name);
  return score >= EXACT || parsed.terms.some((term) => term.interpretations.some(isMeant));
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
function inForceFirst(hits, parsed) {
  const wanted = [...parsed.stems].filter((term) => !priority.terms_of_acts.includes(term));
  const isNamed = ({ stems }) => wanted.length > 1 && stems.some((name) => wanted.every((term) => name.includes(term)));
  const moves = ({ entry, score, exact }) => entry.kind === "act" && (score < EXACT || exact === "section") && !isNamed(entry);
  const isOvertaken = ({ entry }) => data.priority.overtaken.includes(entry.no);
  const acts = hits.filter(moves);
  const ordered = [...acts.filter((hit) => !isOvertaken(hit)), ...acts.filter(isOvertaken)];
  return hits.map((hit) => (moves(hit) ? ordered.shift() : hit));
}

// A guide or sheet that nobody can open never stands first or alone, unless it was named.
function reachableFirst(hits, parsed, asked) {
  const best = hits[0];
  if (!best || !priority.texts.includes(best.entry.kind) || isReachable(best) || best.score >= EXACT) return hits;
  if (best.entry.stems.some((name) => name.some((term) => parsed.stems.has(term)))) return hits;
  const opened = hits.find(isReachable);
  if (opened) return [opened, ...hits.filter((hit) => hit !== opened)];
  const [line] = data.priority.answers.map((no) => statedHit(entries[no], NO_NEED, asked)).filter(Boolean);
  return line ? [line, ...hits] : hits;
}

