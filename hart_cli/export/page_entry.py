"""One entry of the page: its name, its numbers large, then its facts, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from hart_cli.export.page_texts import KINDS, TEXTS
from hart_cli.export.whole import whole
from hart_cli.i18n.catalog import gettext, using
from hart_cli.i18n.messages import Message, term
from hart_cli.localize import hit_in_spanish
from hart_cli.model import Contact, Email, Entry, Hit, Phone, Url
from hart_cli.output.facts import Fact, all_facts
from hart_cli.safe import safe, web_address
from hart_cli.text import digits

_HOW = {"voice": "Call", "text": "Text", "tty": "TTY", "fax": "Fax"}
_OUTSIDE_LIST = "Summary|Call|Text|Fax|E-mail|Web|Contact|Fit|Caution|In Spanish|Translation".split("|")
_LAST = ("Note", "Also called", "See also", "Source", "Checked", "Directory")
_NO_LANGUAGE = "Area|Provider|See also|Address|Value|Bill|Date|Took effect|Changed by|Period".split("|")
"""Facts whose values are names, numbers and dates: they are what they are in any language."""


def both(key: str, **values: str) -> str:
    """Return a text of the page in both languages, each marked as what it is."""
    text = TEXTS[key]
    return in_both(text._replace(args=tuple(values.items())) if values else text)


def in_both(text: Message) -> str:
    """Return a text of hart in both languages, each marked as what it is."""
    return _pair(gettext(text, "en"), gettext(text, "es"))


def _pair(english: str, spanish: str) -> str:
    parts = (("en", english), ("es", spanish))
    return " ".join(f'<span class="{code}" lang="{code}">{whole(text)}</span>' for code, text in parts if text)


def kind_of(kind: str) -> Message:
    """Return what entries of a kind are called, or its code where a directory of one's own made it up."""
    return KINDS.get(kind) or term(kind)


def dialed(number: str) -> str:
    """Return what follows `tel:` or `sms:`: digits only, international where the number is long."""
    only = digits(number)
    if len(only) == 10:
        return "+1" + only
    return "+" + only if len(only) == 11 and only.startswith("1") else only


def article(hit: Hit) -> str:
    """Return an entry as an article of the page."""
    entry = hit.entry
    name, id_ = safe(entry.name, "html"), safe(entry.id, "html")
    return "".join(
        (
            f'<article data-id="{id_}" id="e-{id_}" aria-labelledby="n-{id_}">\n',
            f'<h3 id="n-{id_}" lang="{"es" if entry.languages == ("es",) else "en"}">{name}</h3>',
            _gloss(entry),
            f'<p class="kind">{in_both(kind_of(entry.kind))}</p>\n',
            _text("p", entry.summary, entry.translation("summary"), ""),
            _numbers(entry.phones),
            _addresses(entry.emails, entry.urls),
            *map(_contact, entry.contacts),
            *_cautions(entry),
            *_facts(hit),
            "</article>\n",
        )
    )


def _gloss(entry: Entry) -> str:
    gloss = entry.translation("name")
    if gloss == entry.name:
        return ""
    if gloss:
        return f'<p class="gloss es" lang="es">{safe(gloss, "html")}</p>'
    return f'<p class="in-english es" lang="es">{safe(gettext(TEXTS["not_translated"], "es"), "html")}</p>'


def _text(tag: str, english: str | None, spanish: str | None, kind: str, before: str = "") -> str:
    """Return a text in both languages. What has no Spanish stands in English for both; the style says so
    where Spanish is shown."""
    if not english and not spanish:
        return ""
    start = both(before) + " " if before else ""
    named = f' class="{kind}"' if kind else ""
    if spanish == english:
        text = whole(english or "")
    elif spanish:
        text = _pair(english or "", spanish)
    else:
        text = f'<span class="only" lang="en">{whole(english or "")}</span>'
    return f"<{tag}{named}>{start}{text}</{tag}>\n"


def _numbers(phones: tuple[Phone, ...]) -> str:
    items = "".join(f'<li class="number">{_phone(p)}</li>' for p in phones)
    return f'<ul class="numbers">{items}</ul>\n' if phones else ""


def _phone(phone: Phone) -> str:
    how = _HOW.get(phone.channel, phone.channel)
    named = both(how) if how in TEXTS else safe(how, "html")
    number = f'<span class="whole">{safe(phone.number, "html")}</span>'
    if phone.extension:
        number += f" {safe(gettext(TEXTS['extension'], 'en'), 'html')} {safe(phone.extension, 'html')}"
    only = digits(phone.number)
    if only and phone.channel in ("voice", "tty"):
        extension = digits(phone.extension or "")
        target = f"tel:{dialed(phone.number)}" + (f";ext={extension}" if extension else "")
        number = f'<a href="{target}">{number}</a>'
    elif only and phone.channel == "text":
        number = f'<a href="sms:{dialed(phone.number)}">{number}</a>'
    else:
        number = f'<span class="dial">{number}</span>'
    label = phone.label if phone.label and phone.label != how else None
    after = f' <span class="label">{_named(label, phone.label_es)}</span>' if label else ""
    caution = _text("div", phone.caution, phone.caution_es, "caution", "caution")
    return f'<span class="how">{named}</span> {number}{after}{caution}'


def _addresses(emails: tuple[Email, ...], urls: tuple[Url, ...]) -> str:
    items = [*map(_email, emails), *map(_url, urls)]
    return f'<ul class="ways">{"".join(f"<li>{item}</li>" for item in items)}</ul>\n' if items else ""


def _named(label: str, spanish: str | None) -> str:
    """Return what a number is for, in both languages where the directory has the Spanish."""
    return _pair(label, spanish) if spanish else f'<span lang="en">{whole(label)}</span>'


def _email(email: Email) -> str:
    address = web_address(f"mailto:{email.email}")
    text = safe(email.email, "html")
    label = f' <span class="label">{_named(email.label, email.label_es)}</span>' if email.label else ""
    return (f'<a href="{safe(address, "html")}">{text}</a>' if address else text) + label


def _url(url: Url) -> str:
    address = web_address(url.url)
    text = _pair(url.title, url.title_es) if url.title and url.title_es else safe(url.title or url.url, "html")
    language = f' lang="{safe(url.language, "html")}"' if url.language and url.title and not url.title_es else ""
    if not address:
        return f"<span{language}>{text}</span> {safe(url.url, 'html')}"
    link = f'<a href="{safe(address, "html")}" rel="noreferrer noopener"{language}>{text}</a>'
    host = f' <span class="label">{safe(url.url.split("/")[2] if "://" in url.url else "", "html")}</span>'
    caution = _text("div", url.caution, url.caution_es, "caution", "caution")
    return link + (host if url.title else "") + caution


def _contact(contact: Contact) -> str:
    role = f", {_named(contact.role, contact.role_es)}" if contact.role else ""
    return (
        f'<p><span class="quiet">{in_both(term("Contact"))}:</span> {safe(contact.name, "html")}{role}</p>'
        + _numbers(contact.phones)
        + _addresses(contact.emails, ())
    )


def _cautions(entry: Entry) -> Iterator[str]:
    spanish = entry.translation("cautions") or ()
    if len(spanish) == len(entry.cautions):
        yield from (_text("p", e, s, "caution", "caution") for e, s in zip(entry.cautions, spanish, strict=True))
        return
    yield from (_text("p", caution, None, "caution", "caution") for caution in entry.cautions)
    # Each language has its own cautions where they do not pair: none may be lost.
    for caution in spanish:
        yield f'<p class="caution es" lang="es">{whole(gettext(TEXTS["caution"], "es") + caution)}</p>\n'


def _facts(hit: Hit) -> Iterator[str]:
    facts = list(zip(_listed_facts("en", hit), _listed_facts("es", hit), strict=True))
    first, last = ([f for f in facts if (f[0].label in _LAST) == late] for late in (False, True))
    if first:
        yield f"<dl>{_list(first)}</dl>\n"
    yield f"<details><summary>{both('more')}</summary><dl>{_list(last)}</dl></details>\n"


def _listed_facts(code: str, hit: Hit) -> list[Fact]:
    """Return the facts that stand in the lists, as hart tells them in a language."""
    with using(code):
        facts = [f for f in all_facts(hit_in_spanish(hit) if code == "es" else hit) if f.label not in _OUTSIDE_LIST]
    return [f for f in facts if not f.label.startswith("  ") and (f.label != "TTY" or f.tone == "quiet")]


def _list(facts: list[tuple[Fact, Fact]]) -> str:
    """Return facts, each in English and in Spanish, as a list of descriptions; those that follow each other with
    one label share it."""
    parts = []
    for label, group in groupby(facts, lambda fact: fact[0].label):
        parts.append(f"<dt>{in_both(term(label))}</dt>")
        parts += [_text("dd", english.value, _other(english, spanish), "") for english, spanish in group]
    return "".join(parts)


def _other(english: Fact, spanish: Fact) -> str | None:
    """Return the value of a fact in Spanish, which may be no word of any language, or None where there is none."""
    return spanish.value if spanish.value != english.value or english.label in _NO_LANGUAGE else None
