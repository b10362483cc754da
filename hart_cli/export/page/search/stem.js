// ---- Stems, as hart_cli/text.py has them: the English and the Spanish stemmer of Snowball (snowballstem.org) ----

const suffixes = (joined) => new RegExp(`(?:${joined.split(" ").join("|")})$`); // matches the longest
const ENGLISH_EXCEPTIONS = {
  skis: "ski", skies: "sky", idly: "idl", gently: "gentl", ugly: "ugli", early: "earli", only: "onli", singly: "singl",
};
const ENGLISH_INVARIANT = ["sky", "news", "howe", "atlas", "cosmos", "bias", "andes"];
const ENGLISH_DOUBLE = /(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/;
const ENGLISH_SECOND = {
  ization: "ize", ational: "ate", fulness: "ful", ousness: "ous", iveness: "ive", tional: "tion", biliti: "ble",
  lessli: "less", entli: "ent", ation: "ate", alism: "al", aliti: "al", ousli: "ous", iviti: "ive", fulli: "ful",
  ogist: "og", enci: "ence", anci: "ance", abli: "able", izer: "ize", ator: "ate", alli: "al", bli: "ble", ogi: "og", li: "",
};
const ENGLISH_THIRD = {
  ational: "ate", tional: "tion", alize: "al", icate: "ic", iciti: "ic", ative: "", ical: "ic", ness: "", ful: "",
};
const ENGLISH_FOURTH = suffixes("ement ance ence able ible ment ant ent ism ate iti ous ive ize ion al er ic");

// Where the region begins after the first vowel and the letter behind it.
function regionAfter(text, start, pattern) {
  const match = pattern.exec(text.slice(start));
  return match ? start + match.index + 2 : text.length;
}

function isShortSyllable(text) {
  return /[^aeiouy][aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$|past$/.test(text);
}

function stem(word) {
  if (!isAlpha(word) || word.length < 3 || ENGLISH_INVARIANT.includes(word)) return word;
  if (Object.hasOwn(ENGLISH_EXCEPTIONS, word)) return ENGLISH_EXCEPTIONS[word];
  const marked = word.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y"); // a y that is a consonant
  const exception = /^(?:gener|commun|arsen|past|univers|later|emerg|organ|inter)/.exec(marked);
  const r1 = exception ? exception[0].length : regionAfter(marked, 0, /[aeiouy][^aeiouy]/);
  const r2 = regionAfter(marked, r1, /[aeiouy][^aeiouy]/);
  const plain = withoutEnglishParticiple(withoutEnglishPlural(marked), r1).replace(/(.[^aeiouy])[yY]$/, "$1i");
  return withoutEnglishSuffixes(plain, r1, r2).toLowerCase();
}

function withoutEnglishPlural(w) {
  if (w.endsWith("sses")) return w.slice(0, -2);
  if (/ie[ds]$/.test(w)) return w.slice(0, w.length > 4 ? -2 : -1);
  return /[^su]s$/.test(w) && /[aeiouy]/.test(w.slice(0, -2)) ? w.slice(0, -1) : w;
}

function withoutEnglishParticiple(w, r1) {
  const suffix = /(?:eedly|eed|ingly|edly|ing|ed)$/.exec(w)?.[0];
  if (!suffix) return w;
  const rest = w.slice(0, -suffix.length);
  if (suffix.startsWith("eed")) return rest.length >= r1 && !/^(?:proc|exc|succ)$/.test(rest) ? `${rest}ee` : w;
  if (suffix === "ing" && /^[^aeiouy]y$/.test(rest)) return `${rest.slice(0, -1)}ie`;
  if ((suffix === "ing" && /^(?:inn|out|cann|herr|earr|even)$/.test(rest)) || !/[aeiouy]/.test(rest)) return w;
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (ENGLISH_DOUBLE.test(rest)) return /^[aeo]..$/.test(rest) ? rest : rest.slice(0, -1);
  return rest.length === r1 && isShortSyllable(rest) ? `${rest}e` : rest;
}

function withoutEnglishSuffixes(plain, r1, r2) {
  let w = plain;
  const replace = (endings, apply) => {
    const suffix = Object.keys(endings).find((ending) => w.endsWith(ending));
    if (suffix && w.length - suffix.length >= r1) w = apply(suffix, w.slice(0, -suffix.length)) ?? w;
  };
  replace(ENGLISH_SECOND, (suffix, rest) => {
    if ((suffix === "ogi" && !rest.endsWith("l")) || (suffix === "li" && !/[cdeghkmnrt]$/.test(rest))) return null;
    return rest + ENGLISH_SECOND[suffix];
  });
  replace(ENGLISH_THIRD, (suffix, rest) => (suffix === "ative" && rest.length < r2 ? null : rest + ENGLISH_THIRD[suffix]));
  const fourth = ENGLISH_FOURTH.exec(w);
  if (fourth && fourth.index >= r2 && (fourth[0] !== "ion" || /[st]ion$/.test(w))) w = w.slice(0, fourth.index);
  const last = w.length - 1;
  if (w.endsWith("e")) return last >= r2 || (last >= r1 && !isShortSyllable(w.slice(0, -1))) ? w.slice(0, -1) : w;
  return w.endsWith("ll") && last >= r2 ? w.slice(0, -1) : w;
}

// In Spanish only plain letters count: a folded word has no marks.
const SPANISH_PRONOUN = suffixes("sel[ao]s? las les los nos la le lo me se");
const SPANISH_WITH_PRONOUN = suffixes("ando iendo yendo ar er ir");
const SPANISH_STANDARD = suffixes(
  "anzas? ic[oa]s? ismos? [ai]bles? istas? os[oa]s? [ai]mientos? ador adoras? adores antes? aciones acion ancias? "
  + "uciones ucion encias? amente mente idad(?:es)? iv[oa]s?",
);
const SPANISH_Y_VERB = suffixes("ya ye yan yen yeron yendo yo yas yes yais yamos");
const SPANISH_VERB = suffixes(
  "en es emos [ai]da ad[oa]s? id[oa]s? aba[ns]? ara[ns]? iera[ns]? ad ed id ase[ns]? iese[ns]? aste iste an aron ieron "
  + "ando iendo ar er ir as abais arais ierais aseis ieseis asteis isteis amos aremos eremos iremos imos",
);

function spanishStem(word) {
  if (!isAlpha(word)) return word;
  const rv = /^(?:[^aeiou][aeiou].|[aeiou]{2,}[^aeiou]|.[^aeiou]+[aeiou])/.exec(word)?.[0].length ?? word.length;
  const r1 = regionAfter(word, 0, /[aeiou][^aeiou]/);
  const r2 = regionAfter(word, r1, /[aeiou][^aeiou]/);
  const plain = withoutSpanishPronoun(word, rv);
  const stemmed = withoutSpanishSuffix(plain, r1, r2) ?? withoutSpanishVerb(plain, rv);
  const last = /(?:os|[aeo])$/.exec(stemmed);
  if (!last || last.index < rv) return stemmed;
  const rest = stemmed.slice(0, last.index);
  return last[0] === "e" && rest.endsWith("gu") && rest.length - 1 >= rv ? rest.slice(0, -1) : rest;
}

function withoutSpanishPronoun(word, rv) {
  const pronoun = SPANISH_PRONOUN.exec(word);
  const verb = pronoun && SPANISH_WITH_PRONOUN.exec(word.slice(0, pronoun.index));
  if (!verb || verb.index < rv || (verb[0] === "yendo" && word[verb.index - 1] !== "u")) return word;
  return word.slice(0, pronoun.index);
}

// The word without a standard suffix and what stands before that, or null where no suffix goes.
function withoutSpanishSuffix(word, r1, r2) {
  const match = SPANISH_STANDARD.exec(word);
  if (!match || match.index < (match[0] === "amente" ? r1 : r2)) return null;
  const rest = word.slice(0, match.index);
  const without = (text, pattern) => {
    const inner = pattern.exec(text);
    return inner && inner.index >= r2 ? text.slice(0, inner.index) : text;
  };
  if (/^ucion/.test(match[0])) return `${rest}u`;
  if (/^encia/.test(match[0])) return `${rest}ente`;
  if (/^(?:ador|ante|acion|ancia)/.test(match[0])) return without(rest, /ic$/);
  if (match[0] === "mente") return without(rest, /(?:able|ible|ante)$/);
  if (/^idad/.test(match[0])) return without(rest, /(?:abil|ic|iv)$/);
  if (/^iv/.test(match[0])) return without(rest, /at$/);
  if (match[0] !== "amente") return rest;
  const shorter = without(rest, /(?:ic|ad|os|iv)$/);
  return rest.endsWith("iv") && shorter !== rest ? without(shorter, /at$/) : shorter;
}

function withoutSpanishVerb(word, rv) {
  const region = word.slice(rv);
  const y = SPANISH_Y_VERB.exec(region);
  if (y && word[rv + y.index - 1] === "u") return word.slice(0, rv + y.index);
  const match = SPANISH_VERB.exec(region);
  if (!match) return word;
  const rest = word.slice(0, rv + match.index);
  return /^(?:en|es|emos)$/.test(match[0]) && rest.endsWith("gu") ? rest.slice(0, -1) : rest;
}
