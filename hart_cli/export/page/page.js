// ---- The page: the form, the answers, the language and the exit ----

const byId = (id) => document.getElementById(id);
const form = byId("ask");
const field = byId("q");
const status = byId("status");
const answers = byId("answers");
const articles = new Map([...document.querySelectorAll("[data-id]")].map((article) => [article.dataset.id, article]));
const places = [...document.querySelectorAll("#all section")].map((section) => [section, [...section.querySelectorAll("article")]]);
const turned = []; // lists of numbers whose order was changed, each with its own order
let changed = false;

const isInSpanish = () => byId("ui-es").checked;
const say = (key, n = "") => data.texts[key][isInSpanish() ? 1 : 0].replace("{n}", n);

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
function noted({ parsed, asked: understood, leftOut }, filters) {
  const { place, outside, unknown } = parsed.location;
  const lines = [];
  if (understood.age !== filters.age) lines.push(say("read_age", understood.age));
  if (parsed.hasUnreadAge && filters.age === null) lines.push(say("ages_unread"));
  if (outside && !place) lines.push(say("outside", outside === "zip" ? "ZIP" : outside));
  else if (understood.town !== filters.town) {
    const { name, towns: lying } = understood.town;
    const names = lying.map((town) => town.name).join(", ");
    lines.push(names === name ? say("read_town", name) : say("read_place", `${name} (${names})`));
  }
  if ((unknown || parsed.hasUnknownPlace) && !filters.town) lines.push(say("unknown_place"));
  if (outside) return lines;
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
  const result = text.trim() ? find(text, filters) : browse(filters);
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
  if (result.parsed.corrected.length) lines.push(say("read_as", result.parsed.corrected.join(", ")));
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
