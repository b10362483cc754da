"""What the page itself says, by key: one table for the page and for its script."""

from __future__ import annotations

from hart_cli.confidentiality import MINORS, TRACES, UNSAID
from hart_cli.emergency import LINES
from hart_cli.i18n.messages import message, pmessage, term

TEXTS = {
    "skip": message("Go to the content"),
    "exit": message("Leave this page"),
    "exit_second": message("Leave this page now"),
    "exit_note": message(
        "“Leave this page”, or the Shift key three times, opens a weather page in its place. It cannot erase what the"
        " browser keeps: this page may still stand in the history. Who can see this device may find it there."
    ),
    "lines_label": message("Emergency numbers"),
    "neutral_heading": message("Information and contacts"),
    "heading": message("Help against human trafficking in Connecticut"),
    "neutral_title": message("Information"),
    "lead": message(
        "Numbers, services and guides. The whole list stands below; nothing on this page is sent anywhere."
    ),
    "unrevised": message("Translation not yet reviewed by a native speaker."),
    "no_script": message(
        "Search and filters need scripts, which are off here. Every entry stands below; the browser's own search "
        "finds words in it."
    ),
    "question": message("What do you need?"),
    "question_note": message(
        "Everyday words, English or Spanish. Never type a name of a person you help. What you type stays on this page."
    ),
    "filters": message("Only what fits"),
    "age": message("Age in years"),
    "town": message("Town"),
    "kind": term("Kind"),
    "language": message("Language"),
    "any": message("Any"),
    "reset": message("Clear"),
    "found": message("Answers"),
    "contents_label": message("Kinds"),
    "contents": message("All entries"),
    "not_advice": message("This is information, not legal advice. Numbers were not dialed for this page."),
    "source": message("Made from the directory of {date}."),
    "more": message("Source and more"),
    "caution": message("Caution: "),
    "not_translated": message("Not yet translated: it is in English."),
    "Call": pmessage("page", "Call"),
    "Text": term("Text"),
    "text_keyword": message("Text {word} to"),
    "TTY": term("TTY"),
    "Fax": term("Fax"),
    "extension": message("ext."),
    "danger": message("Danger now"),
    "text_911": message("Only if you cannot speak: in English, first where you are"),
    "help_line": message("Help and advice, day and night"),
    "child_line": message("A child is being hurt"),
    "told_careline": message("a report to the state; calls are recorded"),
    "traces": TRACES,
    "minors": MINORS,
    "unsaid": UNSAID,
    "text_only": message("for texts only, never dial it"),
    # said by the script
    "one": message("1 answer"),
    "many": message("{n} answers"),
    "call_one": message("In danger or distress, call one of these:"),
    "none": message("Nothing here answers these words. Other words may."),
    "read_age": message("Read as age {n}."),
    "read_town": message("Read as the town {n}."),
    "read_place": message("Read as {n}."),
    "outside": message(
        "{n} is outside Connecticut, and this page covers Connecticut only. Everywhere in the United States: 911 in "
        "danger, 988 for suicide and crisis, {trafficking} for trafficking.",
        n="{n}",  # filled in by the script
        trafficking=LINES[1].voice,
    ),
    "unknown_place": message("A word was read as a place that is not known here; it left nothing out."),
    "ages_unread": message("Not every age in the words was read."),
    "left_out": message("Left out: {n}."),
    "read_as": message("Spelling read as: {n}."),
    "fits": message("Fits: {n}"),
    "not_stated": message("Not stated: {n}"),
    "left": message("You left the page."),
}

KINDS = {
    "hotline": term("Phone, text and chat lines"),
    "service": term("Services"),
    "program": term("Programs"),
    "organization": term("Organizations"),
    "agency": term("Public agencies and offices"),
    "contact": term("Lists of contacts and mailboxes"),
    "person": term("Named contact persons"),
    "training": term("Training"),
    "guide": term("Guides"),
    "tip-sheet": term("Tip sheets"),
    "report": term("Reports"),
    "newsletter": term("Newsletters"),
    "article": term("News articles"),
    "act": term("Public acts"),
    "figure": term("Figures"),
}
