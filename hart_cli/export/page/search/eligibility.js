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

