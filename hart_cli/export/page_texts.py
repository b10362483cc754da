"""What the page itself says, in English and in Spanish: one table for the page and for its script.

The Spanish was not yet read by a native speaker; the page says so.
"""

from __future__ import annotations

from hart_cli.confidentiality import WORDS
from hart_cli.emergency import LINES

TEXTS = {
    "skip": ("Go to the content", "Ir al contenido"),
    "exit": ("Leave this page", "Salir ahora"),
    "exit_second": ("Leave this page now", "Salir de esta página ahora"),
    "exit_note": (
        (
            "“Leave this page”, or the Shift key three times, opens a weather page in its place. It cannot erase what "
            "the browser keeps: this page may still stand in the history. Who can see this device may find it there."
        ),
        (
            "«Salir ahora», o la tecla Mayús (Shift) tres veces, abre en su lugar una página del tiempo, en inglés. "
            "No borra lo que guarda el navegador: esta página puede seguir en el historial. Quien vea este aparato "
            "puede encontrarla ahí."
        ),
    ),
    "lines_label": ("Emergency numbers", "Números de emergencia"),
    "neutral_heading": ("Information and contacts", "Información y contactos"),
    "heading": (
        "Help against human trafficking in Connecticut",
        "Ayuda contra la trata de personas en Connecticut",
    ),
    "neutral_title": ("Information", "Información"),
    "lead": (
        "Numbers, services and guides. The whole list stands below; nothing on this page is sent anywhere.",
        "Números, servicios y guías. La lista completa está abajo; nada de esta página se envía a ningún lugar.",
    ),
    "unrevised": ("", "Traducción aún no revisada por una persona hablante nativa."),
    "no_script": (
        (
            "Search and filters need scripts, which are off here. Every entry stands below; the browser's own search "
            "finds words in it."
        ),
        (
            "La búsqueda y los filtros necesitan scripts, que aquí están apagados. Todo está abajo; la búsqueda del "
            "navegador encuentra palabras."
        ),
    ),
    "question": ("What do you need?", "¿Qué necesita?"),
    "question_note": (
        "Everyday words, English or Spanish. Never type a name of a person you help. What you type stays on this page.",
        (
            "Palabras de todos los días, en español o inglés. Nunca escriba el nombre de una persona a quien ayuda. "
            "Lo que escribe se queda en esta página."
        ),
    ),
    "filters": ("Only what fits", "Solo lo que le sirve"),
    "age": ("Age in years", "Edad en años"),
    "town": ("Town", "Ciudad o pueblo"),
    "kind": ("Kind", "Tipo"),
    "language": ("Language", "Idioma"),
    "any": ("Any", "Todos"),
    "reset": ("Clear", "Borrar"),
    "found": ("Answers", "Respuestas"),
    "contents_label": ("Kinds of entries", "Tipos de ayuda"),
    "contents": ("All entries", "Todo"),
    "not_advice": (
        "This is information, not legal advice. Numbers were not dialed for this page.",
        "Esto es información, no asesoría legal. Nadie marcó los números para esta página.",
    ),
    "source": ("Made from the directory of {date}.", "Hecha con el directorio del {date}."),
    "more": ("Source and more", "Fuente y más"),
    "caution": ("Caution: ", "Aviso: "),
    "not_translated": ("", "Aún no traducido: está en inglés."),
    "Call": ("Call", "Llamar"),
    "Text": ("Text", "Texto"),
    "text_keyword": ("Text {word} to", "Texto: {word} al"),
    "TTY": ("TTY", "TTY"),
    "Fax": ("Fax", "Fax"),
    "extension": ("ext.", "ext."),
    "danger": ("Danger now", "Peligro ahora"),
    "text_911": (
        "Only if you cannot speak: in English, first where you are",
        "Solo si no puede hablar. Escriba en inglés, primero dónde está",
    ),
    "help_line": ("Help and advice, day and night", "Ayuda y consejo, día y noche"),
    "child_line": ("A child is being hurt", "Le hacen daño a un niño, niña o adolescente"),
    "told_careline": ("a report to the state; calls are recorded", "es dar aviso al Estado; se graban las llamadas"),
    "traces": (WORDS["en"].traces, WORDS["es"].traces),
    "minors": (WORDS["en"].minors, WORDS["es"].minors),
    "unsaid": (WORDS["en"].unsaid, WORDS["es"].unsaid),
    "text_only": ("for texts only, never dial it", "solo para textos; no se marca"),
    "for_danger": ("Emergency: 911", "Emergencia: 911"),
    # said by the script
    "one": ("1 answer", "1 respuesta"),
    "many": ("{n} answers", "{n} respuestas"),
    "call_one": ("In danger or distress, call one of these:", "En peligro o en crisis, llame a uno de estos números:"),
    "none": (
        "Nothing here answers these words. Other words may.",
        "Nada aquí responde a estas palabras. Pruebe otras.",
    ),
    "read_age": ("Read as age {n}.", "Entendido: edad {n}."),
    "read_town": ("Read as the town {n}.", "Entendido: {n}."),
    "read_place": ("Read as {n}.", "Entendido: {n}."),
    "outside": (
        (
            "{n} is outside Connecticut, and this page covers Connecticut only. Everywhere in the United States: "
            f"911 in danger, 988 for suicide and crisis, {LINES[1].voice} for trafficking."
        ),
        (
            "{n} está fuera de Connecticut, y esta página solo abarca Connecticut. En todo Estados Unidos: "
            f"911 en peligro, 988 por suicidio o crisis, {LINES[1].voice} por la trata de personas."
        ),
    ),
    "unknown_place": (
        "A word was read as a place that is not known here; it left nothing out.",
        "Una palabra se leyó como un lugar que aquí no se conoce; no dejó nada fuera.",
    ),
    "ages_unread": ("Not every age in the words was read.", "No se leyeron todas las edades en las palabras."),
    "left_out": ("Left out: {n}.", "Queda fuera: {n}."),
    "read_as": ("Spelling read as: {n}.", "Escritura entendida como: {n}."),
    "fits": ("Fits: {n}", "Le sirve: {n}"),
    "not_stated": ("Not stated: {n}", "No se indica: {n}"),
    "left": ("You left the page.", "Salió de la página."),
}
"""By key: (English, Spanish). Spanish is empty where the sentence stands only in one language."""

KINDS = {
    "hotline": "Líneas de teléfono, texto o chat",
    "service": "Servicios",
    "program": "Programas",
    "organization": "Organizaciones",
    "agency": "Oficinas públicas",
    "contact": "Listas de contactos y buzones",
    "person": "Personas de contacto",
    "training": "Capacitación",
    "guide": "Guías",
    "tip-sheet": "Hojas de consejos",
    "report": "Informes",
    "newsletter": "Boletines",
    "article": "Noticias",
    "act": "Leyes públicas",
    "figure": "Cifras",
}

KINDS_IN_ENGLISH = {
    "hotline": "Phone, text and chat lines",
    "service": "Services",
    "program": "Programs",
    "organization": "Organizations",
    "agency": "Public agencies and offices",
    "contact": "Lists of contacts and mailboxes",
    "person": "Named contact persons",
    "training": "Training",
    "guide": "Guides",
    "tip-sheet": "Tip sheets",
    "report": "Reports",
    "newsletter": "Newsletters",
    "article": "News articles",
    "act": "Public acts",
    "figure": "Figures",
}
