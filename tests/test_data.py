"""The directory that comes with hart is held to its rules, to its page and to its promises."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import Any

import phonenumbers
import pytest
from conftest import ROOT, Run

from hart_cli.model import Entry
from hart_cli.readers.directory import Directory, data_folder, read_bundled
from hart_cli.readers.thesaurus import read_thesaurus, thesaurus_faults
from hart_cli.text import digits, words

PAGE = ROOT.parent / "shared" / "source" / "hart-page-2024.txt"

SHORT_CODES = {
    "211": {"voice"},
    "711": {"tty"},
    "911": {"voice", "text"},
    "988": {"voice", "text"},
    "22522": {"text"},
    "64673": {"text"},
    "66008": {"text"},
    "678678": {"text"},
    "88788": {"text"},
    "233733": {"text"},
}

PAGE_NUMBERS = (
    "911 233733 1-888-373-7888 1-800-842-2288 860-236-4511 203-336-0141 860-218-1573 203-388-1708 860-832-5535 "
    "860-832-5532 860-832-5519 1-800-505-9000 860-571-0093"
).split()

PAGE_EMAILS = (
    "DCFHART@ct.gov projrescue@iiconn.org dwitkin@connlegalservices.org WAnderson@connlegalservices.org "
    "tania.pierret@klingberg.org christinek@klingberg.org ellie.cuifalo@klingberg.org"
).split()

_TIP_SHEETS = "https://www.missingkids.org/content/dam/netsmartz/downloadable/tipsheets/"
PAGE_ADDRESSES = (
    "https://ncmec-resources.s3-us-west-1.amazonaws.com/ncmec-safety-pledge-toolkit.pdf",
    "https://www.missingkids.org/netsmartz/resources",
    "https://www.missingkids.org/netsmartz/topics/onlineenticement",
    "https://www.missingkids.org/netsmartz/topics/sexting",
    _TIP_SHEETS + "Talking%20to%20Teens%20About%20Sexting.pdf",
    _TIP_SHEETS + "Talking%20to%20Teens%20About%20Sexting%20ES.pdf",
    _TIP_SHEETS + "You_Sent_A_Sext_Now_What.pdf",
    _TIP_SHEETS + "You_Sent_A_Sext_Now_What%20ES.pdf",
    _TIP_SHEETS + "gaming-safely.pdf",
    _TIP_SHEETS + "gaming-safely-es.pdf",
    _TIP_SHEETS + "Parents%27%20Guide%20to%20Smartphone%20Safety.pdf",
    _TIP_SHEETS + "Parents%27%20Guide%20to%20Smartphone%20Safety%20ES.pdf",
    "https://love146.org/programs/u-s-survivor-care/",
    "https://www.thevillage.org",
    "https://cirict.org/",
    "https://cirict.org/project-rescue/",
    "https://ctri.salvationarmy.org/SNE/CombatingTrafficking",
    "https://ctlegal.org/",
    "https://www.theundergroundct.org",
    "https://www.jud.ct.gov/crimevictim/compensation.htm",
    "https://www.ctlodging.org/",
    "https://tinyurl.com/VOCAintakeCCFSA",
)

PAGE_ACTS = "17-32 16-71 15-195 14-186 13-166 12-141 11-180 10-115".split()

PAGE_HEADLINES = """
Investigator Courtney Desilet from the East Hartford Police Department Speaks Out
Man Sentenced To 15 Years For Sex Trafficking
Tolland Public Library To Host Seminar On Child Trafficking Saturday
Plainfield Little League Coach Accused Of Trying To Solicit Teen For Sexual Activity In Rhode Island Suspended
Feds Charge Hartford Man With Sex Trafficking A Minor
‘King Sin’ Gets 14 Years For Sex Trafficking Of Minor
Bridgeport Man Accused Of Soliciting 13-Year-Old Girl: Feds
Case Reveals Shame, Trauma Of Male Sex Trafficking Victims
Grace Farms to take on human trafficking
Harvey, Irma, and Maria: Natural Disasters and Human Trafficking
Waterford Man Pleads Guilty to Producing Child Pornography
Hospitality/Hotelier's LOVE 146 Resources website
Human Trafficking Bill Would Increase Penalties, Impact Motels
Hartford man Charged with Sex-Trafficking three Minors
We all need to be more vigilant to stop human trafficking
Malloy announces Partnership to Help Hospitality Employees Identify Human Trafficking
Connecticut Trafficking in Persons Council (TIP) Annual Report
Training to Sport Human trafficking
Hoteliers Take Sex-Trafficking Prevention 101
Wear Blue to raise awareness about human trafficking
Letter from the Commissioner concerning the Hospitality Industry Training
Sex: Fastest growing crime
SURVIVING: Abused as a child, one victim is now working to help others
Exposing the underground
Connecticut went from a "C" to a "B"
State Battles Child Trafficking
C.E.O. of Backpage.com, Known for Escort Ads, Is Charged with Pimping a Minor
Sex Trafficker Sentenced to 10 Years; Exploited Minor Teen at Motels in State
An Act Strengthening Protections for Victims of Human Trafficking
Bridgeport Residents Charged with Sex Trafficking of a Minor
New Haven group working against Human trafficking to expand Survivor Care Program
""".strip().splitlines()

PAGE_PERSONS = {
    "Cassandra DeFelice": "Director of Programs",
    "Christine Keys": "Sr. Director",
    "Courtney Desilet": "Investigator",
    "Debi Witkin": "Executive Director",
    "Ellie Cuifalo": "Program Coordinator",
    "Tania Pierret": "Director",
    "Wesleigh Anderson": "Human Trafficking Fellow",
}

PAGE_DATES = {
    "internet-safety-training": "2024-03-20",
    "hart-team-leads-and-liaisons": "2024-03-01",
    "mdt-coordinators-directory": "2024-03-01",
    "websites-and-apps": "2019-06",
    "lgbtq-hotline-numbers": "2018-12-11",
}

NEWSLETTERS = (
    "Spring 2019, Winter 2018, Summer 2018, Winter 2017, Summer 2017, Winter 2016, Summer 2016, Fall 2015".split(", ")
)

GLUE = (
    "orgor attania VOCAintakeCCFSAor trainingfacilitators implementthe visitwww Resourceswebsite orgto atprojrescue "
    "over800 reduceDomestic mandatoryreporting lawprovides Legislation2017 17a-101to Immigrants(CIRI) Rescue,Anti "
    "VillageClinical ServicesVideos ServicesThe Archived2018 (CM)is Centersprovides Army'sBloom SafetySchool "
    "FlagsInternet INFORMATIONabout phone,1-800 146Resources"
).split()


@pytest.fixture(scope="module")
def directory() -> Directory:
    return read_bundled()


@pytest.fixture(scope="module")
def entries(directory: Directory) -> dict[str, Entry]:
    return {entry.id: entry for entry in directory.entries}


def listed(hart: Run) -> list[dict[str, Any]]:
    ran = hart("list", "--json")
    assert (ran.code, ran.err) == (0, "")
    results: list[dict[str, Any]] = json.loads(ran.out)["results"]
    return results


def texts(value: object) -> list[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in inner for text in texts(part)]


def test_the_shipped_directory_breaks_no_rule(directory: Directory) -> None:
    assert directory.faults == ()
    assert directory.refused == 0


def test_the_shipped_thesaurus_breaks_no_rule(directory: Directory) -> None:
    assert list(thesaurus_faults(read_thesaurus(), directory.vocabulary)) == []


def test_check_finds_no_fault(hart: Run) -> None:
    ran = hart("check")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith(" entries, 0 faults\n")


def test_every_number_is_valid_in_the_united_states_or_a_known_short_code(directory: Directory) -> None:
    bad = []
    for entry in directory.entries:
        for phone in entry.phones:
            if len(digits(phone.number)) < 10:
                good = phone.channel in SHORT_CODES.get(phone.number, ())
            else:
                parsed = phonenumbers.parse(phone.number, "US")
                good = phonenumbers.is_valid_number(parsed) and phone.e164 == phonenumbers.format_number(
                    parsed, phonenumbers.PhoneNumberFormat.E164
                )
            if not good:
                bad.append((entry.id, phone.number, phone.channel))
    assert bad == []


def test_every_number_of_the_page_is_listed(hart: Run) -> None:
    numbers = {phone["number"] for entry in listed(hart) for phone in entry["phones"]}
    assert [number for number in PAGE_NUMBERS if number not in numbers] == []


def test_the_extension_of_the_page_is_listed(hart: Run) -> None:
    found = {(p["number"], p["extension"]) for entry in listed(hart) for p in entry["phones"]}
    assert ("860-571-0093", "112") in found


def test_every_email_of_the_page_is_listed(hart: Run) -> None:
    emails = {email["email"] for entry in listed(hart) for email in entry["emails"]}
    assert [email for email in PAGE_EMAILS if email not in emails] == []


def test_every_web_address_of_the_page_is_listed(hart: Run) -> None:
    urls = {url["url"] for entry in listed(hart) for url in entry["urls"]}
    assert [url for url in PAGE_ADDRESSES if url not in urls] == []


def test_every_act_of_the_page_is_listed(hart: Run) -> None:
    acts = {entry["act"]["number"]: entry for entry in listed(hart) if entry["kind"] == "act"}
    assert [number for number in PAGE_ACTS if number not in acts] == []
    assert all(number.startswith(str(entry["act"]["year"])[2:]) for number, entry in acts.items())


def test_every_headline_of_the_page_is_listed_word_for_word(hart: Run) -> None:
    names = {entry["name"] for entry in listed(hart)}
    assert [headline for headline in PAGE_HEADLINES if headline not in names] == []


def test_every_person_of_the_page_is_listed_with_the_duty(hart: Run) -> None:
    people = {entry["name"].removesuffix(", MSW"): entry for entry in listed(hart) if entry["kind"] == "person"}
    assert people.keys() == PAGE_PERSONS.keys()
    assert {name: people[name]["role"][: len(role)] for name, role in PAGE_PERSONS.items()} == PAGE_PERSONS


def test_every_date_of_the_page_is_listed(hart: Run) -> None:
    entries = {entry["id"]: entry for entry in listed(hart)}
    assert {entry_id: entries[entry_id]["date"] for entry_id in PAGE_DATES} == PAGE_DATES


def test_every_newsletter_of_the_page_is_listed(hart: Run) -> None:
    names = {entry["name"] for entry in listed(hart) if entry["kind"] == "newsletter"}
    assert names == {f"HART Helps newsletter, {season}" for season in NEWSLETTERS}


@pytest.mark.skipif(not PAGE.exists(), reason="the copy of the page is not at hand")
def test_the_lists_above_hold_everything_that_the_copy_of_the_page_holds() -> None:
    page = PAGE.read_text(encoding="utf-8")
    news = page[page.index("News / Media\n") :].replace("146Resources", "146 Resources")
    headlines = [line.removeprefix("Current Featured Article: ") for line in news.splitlines()[1:] if line.strip()]
    headlines = [line for line in headlines if not re.fullmatch(r"(Archived ?)?\d{4} Articles", line)]
    assert headlines == PAGE_HEADLINES
    numbers = {number.replace(" ", "-") for number in re.findall(r"(?:1-)?\d{3}[- ]\d{3}[- ]\d{4}", page)}
    assert {number.removeprefix("1-") for number in numbers} == {
        number.removeprefix("1-") for number in PAGE_NUMBERS if len(number) > 6
    }
    printed = re.findall(r"[\w.]+@[\w.]+\w", page)
    assert len(printed) == len(PAGE_EMAILS)
    assert [glued for glued in printed if not any(email in glued for email in PAGE_EMAILS)] == []
    urls = [url.removesuffix("orover") for url in re.findall(r"https?://[^\s()]+", page)]
    assert {*urls, "https://www.thevillage.org"} == {*PAGE_ADDRESSES}
    assert re.findall(r"Public Act (\d\d-\d+)", page) == PAGE_ACTS
    assert [name for name in PAGE_PERSONS if name not in page] == []
    assert [season for season in NEWSLETTERS if f"\n{season}\n" not in page] == []


def test_words_that_the_copy_ran_together_are_parted_everywhere(hart: Run) -> None:
    files = "".join(path.read_text(encoding="utf-8") for path in sorted(data_folder().glob("*.toml")))
    said = "\n".join(texts(listed(hart)))
    assert [glue for glue in GLUE if glue in files or glue in said] == []


def test_233733_is_for_texts_and_never_dialed(directory: Directory) -> None:
    channels = {p.channel for entry in directory.entries for p in entry.phones if digits(p.number) == "233733"}
    assert channels == {"text"}


def test_the_wrong_careline_number_of_an_old_leaflet_is_never_offered(directory: Directory) -> None:
    assert [e.id for e in directory.entries for p in e.phones if digits(p.number).endswith("8009995545")] == []


def test_the_emergency_lines_are_the_three_of_the_page(directory: Directory, entries: dict[str, Entry]) -> None:
    lines = {
        entry.id: [(p.number, p.channel) for p in entry.phones]
        for entry in directory.entries
        if entry.line == "emergency"
    }
    assert lines.keys() == {"911", "national-human-trafficking-hotline", "ct-careline"}
    assert lines["911"] == [("911", "voice"), ("911", "text")]
    assert lines["national-human-trafficking-hotline"][:2] == [("1-888-373-7888", "voice"), ("233733", "text")]
    assert lines["ct-careline"][0] == ("1-800-842-2288", "voice")
    assert {entries[entry_id].kind for entry_id in lines} == {"hotline"}


@pytest.mark.parametrize("field", ["reports_to", "recorded"])
def test_no_promise_of_an_earlier_operator_is_printed_as_todays(directory: Directory, field: str) -> None:
    changed = [entry for entry in directory.entries if entry.operator and "Before:" in entry.operator]
    assert "national-human-trafficking-hotline" in {entry.id for entry in changed}
    for entry in changed:
        if getattr(entry, field):
            sources = dict(entry.sourced)
            source, operator = sources.get(field, entry.source), sources.get("operator", entry.source)
            assert source.as_of != "undated", entry.id
            assert source.as_of >= operator.as_of, entry.id
    # Sources that were read as they stood under an earlier operator are known by their publisher.
    sources_read = [s for e in directory.entries for s in (e.source, *dict(e.sourced).values())]
    earlier = {s.id for s in sources_read if "at that time" in (s.publisher or "")}
    assert earlier
    for entry in directory.entries:
        source = dict(entry.sourced).get(field, entry.source)
        assert not getattr(entry, field) or source.id not in earlier, entry.id


def test_texting_911_says_when_and_in_which_language(entries: dict[str, Entry]) -> None:
    caution = entries["911"].phones[1].caution or ""
    assert "Text only if you cannot speak" in caution
    assert "in English" in caution


def test_nothing_says_that_it_was_checked(directory: Directory, hart: Run) -> None:
    assert [entry.id for entry in directory.entries if entry.checked is not None] == []
    assert [entry["id"] for entry in listed(hart) if entry["checked"] is not None] == []


def test_a_number_read_at_second_hand_says_so(directory: Directory) -> None:
    bad = []
    for entry in directory.entries:
        named = dict(entry.sourced)
        for place, phone in enumerate(entry.phones):
            source = named.get(f"phones[{place}]") or named.get("phones") or entry.source
            if source.confidence == "secondary" and not (phone.caution or "").startswith("Not confirmed"):
                bad.append((entry.id, phone.number))
    assert bad == []


def test_we_matter_says_whom_it_serves_and_who_refers(entries: dict[str, Entry]) -> None:
    program = entries["we-matter"]
    assert program.ages is not None
    assert (program.ages.min, program.ages.max) == (14, 21)
    assert set(program.areas) == {"New Britain area office", "Waterbury area office", "Bridgeport area office"}
    assert "dcf-involved-youth" in program.groups
    assert program.referral is not None
    assert program.referral.startswith(
        "All referrals go through the liaison of the Human Anti-trafficking Response Team"
    )
    assert "DCFHART@ct.gov" in program.referral
    assert "Only by referral through the DCF HART liaison" in program.conditions
    assert any("6 hours" in condition and "12 months" in condition for condition in program.conditions)
    assert [contact.id for contact in program.contacts] == ["dcf-hart-email", "ellie-cuifalo"]
    assert program.provider is not None
    assert program.provider.id == "klingberg"


def test_everything_about_trafficked_children_links_how_to_report(directory: Directory) -> None:
    unlinked = [
        entry.id
        for entry in directory.entries
        if "child-trafficking" in entry.topics
        and entry.kind != "act"
        and "report-suspected-abuse" not in (entry.id, *entry.related)
    ]
    assert unlinked == []


def test_everything_about_reporting_but_the_police_lines_links_how_to_report(directory: Directory) -> None:
    unlinked = [
        entry.id
        for entry in directory.entries
        if "reporting" in entry.topics
        and entry.line != "enforcement"
        and "report-suspected-abuse" not in (entry.id, *entry.related)
    ]
    assert unlinked == []


def test_how_to_report_gives_the_careline_and_911(entries: dict[str, Entry]) -> None:
    assert [phone.number for phone in entries["report-suspected-abuse"].phones] == ["1-800-842-2288", "911"]


@pytest.mark.parametrize("entry_id", ["pa-10-115", "pa-11-180"])
def test_an_act_that_16_71_overtook_says_so_in_summary_status_caution_and_link(
    entries: dict[str, Entry], entry_id: str
) -> None:
    entry = entries[entry_id]
    now = "Public Act 16-71 (2016) nobody under 18 can be guilty"
    assert entry.act is not None
    assert now in (entry.summary or "")
    assert any(now in caution for caution in entry.cautions)
    assert "Public Act 16-71" in (entry.act.status or "")
    assert [change.act for change in entry.act.changed_by] == ["16-71"]
    assert "pa-16-71" in entry.related


def test_every_act_says_that_it_is_no_legal_advice(directory: Directory) -> None:
    acts = [entry for entry in directory.entries if entry.kind == "act"]
    assert len(acts) >= len(PAGE_ACTS)
    assert [e.id for e in acts if "This is information, not legal advice." not in e.cautions] == []


def test_every_person_carries_a_caution_that_they_may_have_moved_on(directory: Directory) -> None:
    people = [entry for entry in directory.entries if entry.kind == "person"]
    assert len(people) == len(PAGE_PERSONS)
    assert [e.id for e in people if not any("may have moved on" in c for c in e.cautions)] == []


def test_no_alias_is_another_entrys_name_or_alias(directory: Directory) -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for entry in directory.entries:
        for name in (entry.name, *entry.aliases):
            bearers[" ".join(words(name))].add(entry.id)
    assert {name: ids for name, ids in bearers.items() if len(ids) > 1} == {}


_ABBREVIATIONS = re.compile(r"\b(?:U\. ?S|C\.E\.O|a\.m|p\.m|e\.g|i\.e|Sr|Jr|Dr|Mr|Ms|Mrs|St|No|Inc|Sec|vs)\.")


def sentences(text: str) -> list[str]:
    joined = _ABBREVIATIONS.sub(lambda match: re.sub(r"[. ]", "", match[0]), text)
    return re.split(r"(?<=[.!?])[\"'”’)]*\s+", joined)


def test_sentences_end_where_they_end_and_not_at_an_abbreviation() -> None:
    assert len(sentences("The U.S. Attorney said so. It (the U. S. Department) agreed at 7 a.m. sharp.")) == 2


def test_summaries_are_one_to_three_sentences_of_at_most_20_words(directory: Directory) -> None:
    long = [(e.id, s) for e in directory.entries for s in sentences(e.summary or "") if len(s.split()) > 20]
    assert long == []
    assert [e.id for e in directory.entries if not 1 <= len(sentences(e.summary or "")) <= 3] == []


def test_summaries_use_none_of_the_words_that_hurt(directory: Directory) -> None:
    hurtful = re.compile(
        r"child prostitute|illegal alien|modern[- ]day slave|prostituted|\bhookers?\b|\bpimps?\b", re.IGNORECASE
    )
    assert [entry.id for entry in directory.entries if hurtful.search(entry.summary or "")] == []


def test_a_shortened_link_carries_a_caution(directory: Directory) -> None:
    short = [url for entry in directory.entries for url in entry.urls if "tinyurl.com" in url.url]
    assert short
    assert all(url.caution for url in short)


def test_the_link_that_the_page_printed_twice_says_so(entries: dict[str, Entry]) -> None:
    bullying = entries["cyberbullying"]
    assert bullying.urls[0].url == "https://www.missingkids.org/netsmartz/topics/sexting"
    assert "address of the sexting page" in " ".join((*bullying.cautions, bullying.urls[0].caution or ""))


def test_the_past_training_of_march_2024_says_that_it_is_past(entries: dict[str, Entry]) -> None:
    assert any("date is past" in caution for caution in entries["internet-safety-training"].cautions)


def test_the_page_itself_is_called_a_copy(entries: dict[str, Entry]) -> None:
    source = entries["we-matter"].source
    assert (source.id, source.confidence, source.as_of) == ("hart-page", "copy", "2024")
    assert "copy of DCF's HART page" in source.title
