"""What hart itself says, in Spanish. Loaded only where Spanish is asked for.

Each English text stands beside its Spanish one; `{}` stands for a value. Not yet
reviewed by a native speaker. No text here may ask anybody to text 911, which takes English only.
"""

from __future__ import annotations

import re
from functools import cache

LABELS = {
    "Name": "Nombre",
    "Kind": "Tipo",
    "Id": "Id",
    "How to reach it": "Cómo comunicarse",
    "Fit": "Corresponde",
    "Act": "Ley",
    "Effect": "Vigencia",
    "What it did": "Qué hizo",
    "Call": "Llame",
    "Text": "Texto",
    "Fax": "Fax",
    "TTY": "TTY",
    "Caution": "Aviso",
    "Web": "Web",
    "E-mail": "Correo",
    "Contact": "Contacto",
    "Title": "Título",
    "Bill": "Proyecto",
    "Took effect": "Vigente desde",
    "Since then": "Desde entonces",
    "Changed by": "Cambiada por",
    "Overtaken by": "Reemplazada por",
    "Statute": "Estatuto",
    "Period": "Período",
    "Counts": "Cuenta",
    "Value": "Valor",
    "Note": "Nota",
    "For": "Para",
    "Ages": "Edades",
    "Area": "Zona",
    "Languages": "Idiomas",
    "Hours": "Horario",
    "Cost": "Costo",
    "From elsewhere": "De otras zonas",
    "Condition": "Condición",
    "Address": "Dirección",
    "How to refer": "Remisión",
    "Answered by": "Responde",
    "Reports to": "Informa a",
    "Recorded": "Grabación",
    "Source": "Fuente",
    "When": "Cuándo",
    "Summary": "Resumen",
    "Role": "Función",
    "Offers": "Ofrece",
    "Provider": "Proveedor",
    "Date": "Fecha",
    "Also called": "También",
    "See also": "Vea también",
    "Checked": "Verificado",
    "Directory": "Directorio",
    "In Spanish": "En español",
    "Translation": "Traducción",
    "filter": "filtro",
    "value": "valor",
    "meaning": "significado",
    "entries": "entradas",
    "Emergency": "Emergencia",
    "Someone to talk to": "Alguien con quien hablar",
    "Report": "Denunciar",
    "Law and immigration enforcement": "Agencias de policía e inmigración",
}

VALUES = {
    "your own file": "su propio archivo",
    "not stated": "no se indica",
    "yes": "sí",
    "age": "edad",
    "town": "pueblo",
    "group": "grupo",
    "language": "idioma",
    "never dialed or opened for hart": "nadie lo ha marcado ni abierto para hart",
    "undated": "sin fecha",
    "official": "oficial",
    "copy": "copia",
    "secondary": "de segunda mano",
    "English": "inglés",
    "Spanish": "español",
    "American Sign Language": "lengua de señas americana",
    "many others, through interpreters": "muchos otros, con intérpretes",
    "others, through interpreters": "otros, con intérpretes",
    "Connecticut": "Connecticut",
    "United States": "Estados Unidos",
    "the United States": "Estados Unidos",
    "From abroad": "Desde el extranjero",
    "Toll free": "Llamada gratis",
    "Main number": "Número principal",
    "Information and referrals": "Información y remisiones",
    "Press 2 for Spanish": "Marque 2 para español",
    "all ages": "todas las edades",
    "elementary school": "escuela primaria",
    "middle school": "escuela intermedia",
    "high school": "escuela secundaria",
    "hotline": "línea directa",
    "service": "servicio",
    "program": "programa",
    "organization": "organización",
    "agency": "oficina pública",
    "contact": "contacto",
    "person": "persona",
    "training": "capacitación",
    "guide": "guía",
    "tip-sheet": "hoja de consejos",
    "report": "informe",
    "newsletter": "boletín",
    "article": "noticia",
    "act": "ley pública",
    "figure": "cifras",
    # Kinds, topics and groups as `hart topics` shows them.
    "Phone, text or chat line": "Línea de teléfono, texto o chat",
    "Service": "Servicio",
    "Program": "Programa",
    "Organization": "Organización",
    "Public agency or office": "Agencia u oficina pública",
    "List of contacts, or a mailbox": "Lista de contactos o buzón",
    "Named contact person": "Persona de contacto con nombre",
    "Training": "Capacitación",
    "Guide": "Guía",
    "Tip sheet": "Hoja de consejos",
    "Newsletter": "Boletín",
    "News article": "Noticia",
    "Public act": "Ley pública",
    "Figures": "Cifras",
    "Keeping an address secret": "Mantener en secreto una dirección",
    "Awareness and community action": "Conciencia y acción en la comunidad",
    "Bullying": "Acoso (bullying)",
    "Case management": "Manejo de casos",
    "Trafficking of children (DMST)": "Trata de menores (DMST)",
    "Money for crime victims": "Dinero para víctimas de delitos",
    "Counseling and treatment": "Consejería y tratamiento",
    "Courts, police and prosecution": "Tribunales, policía y fiscalía",
    "Danger or crisis now": "Peligro o crisis ahora",
    "Figures and research": "Cifras e investigación",
    "Domestic violence": "Violencia doméstica",
    "English, school and job skills": "Inglés, escuela y trabajo",
    "Faith communities": "Comunidades de fe",
    "Foster care": "Hogares de acogida",
    "Online games": "Juegos en línea",
    "HART and DCF": "HART y el DCF",
    "Medical care": "Atención médica",
    "Hotels and lodging": "Hoteles y alojamientos",
    "Housing and basic needs": "Vivienda y necesidades básicas",
    "Taking images down": "Quitar imágenes de internet",
    "Immigration": "Inmigración",
    "Internet safety": "Seguridad en internet",
    "Labor trafficking": "Trata laboral",
    "Laws": "Leyes",
    "Legal help": "Ayuda legal",
    "LGBTQ+": "LGBTQ+",
    "Mental health": "Salud mental",
    "Mentoring": "Mentoría",
    "Online enticement and grooming": "Engaño en línea a menores",
    "Phones, apps and websites": "Teléfonos, aplicaciones y sitios web",
    "Prevention education": "Educación para la prevención",
    "Reporting abuse or trafficking": "Denunciar abuso o trata",
    "Running away and homelessness": "Irse de casa o no tener hogar",
    "Sex trafficking": "Trata sexual",
    "Sexting and sextortion": "Sexting y sextorsión",
    "Sexual assault": "Agresión sexual",
    "Drugs and alcohol": "Drogas y alcohol",
    "Suicide": "Suicidio",
    "Care for survivors": "Atención a sobrevivientes",
    "Training for professionals": "Capacitación para profesionales",
    "Rights of crime victims": "Derechos de las víctimas de delitos",
    "Warning signs and words": "Señales y palabras de alerta",
    "Everyone": "Todas las personas",
    "Adults": "Personas adultas",
    "Young people at high risk": "Jóvenes con alto riesgo",
    "Children and teens": "Niños, niñas y adolescentes",
    "Victims of any crime": "Víctimas de cualquier delito",
    "Young people involved with DCF": "Jóvenes con relación con el DCF",
    "Deaf and hard of hearing people": "Personas sordas o con dificultad para oír",
    "Immigrants and refugees": "Personas inmigrantes y refugiadas",
    "LGBTQ+ people": "Personas LGBTQ+",
    "People with low income": "Personas de bajos ingresos",
    "Men and boys": "Hombres y niños varones",
    "Survivors of trafficking": "Sobrevivientes de la trata",
    "Young adults": "Personas adultas jóvenes",
    "Foster parents": "Padres y madres de acogida",
    "Parents and caregivers": "Padres, madres y cuidadores",
    "Caseworkers": "Personas a cargo de casos",
    "Churches and faith communities": "Iglesias y comunidades de fe",
    "Health staff": "Personal de salud",
    "Hotel and lodging staff": "Personal de hoteles y alojamientos",
    "Mandated reporters": "Personas obligadas a denunciar",
    "Police and prosecutors": "Policía y fiscales",
    "Professionals": "Profesionales",
    "School staff": "Personal escolar",
    "Service providers": "Proveedores de servicios",
    # Groups as an entry names them.
    "everyone": "todas las personas",
    "adults": "personas adultas",
    "at risk youth": "jóvenes con alto riesgo",
    "children": "menores",
    "crime victims": "víctimas de delitos",
    "dcf involved youth": "jóvenes con relación con el DCF",
    "deaf": "personas sordas",
    "immigrants": "personas inmigrantes",
    "lgbtq": "personas LGBTQ+",
    "low income": "personas de bajos ingresos",
    "men boys": "hombres y niños varones",
    "survivors": "sobrevivientes",
    "young adults": "personas adultas jóvenes",
    "foster parents": "padres y madres de acogida",
    "parents": "padres, madres y cuidadores",
    "caseworkers": "personas a cargo de casos",
    "faith communities": "comunidades de fe",
    "health staff": "personal de salud",
    "hotel staff": "personal de hoteles",
    "mandated reporters": "personas obligadas a denunciar",
    "police": "policía y fiscales",
    "professionals": "profesionales",
    "school staff": "personal escolar",
    "service providers": "proveedores de servicios",
}

TEMPLATES = {
    # Eligibility and places.
    "no age is stated": "no se indica ninguna edad",
    'no age is stated (the source says "{}")': 'no se indica ninguna edad (la fuente dice "{}")',
    "{} age, usually {} to {}": "edad de {}, por lo común de {} a {}",
    "no age is stated{}": "no se indica ninguna edad{}",
    "{} is within {} to {}": "{} está entre {} y {}",
    "{} is within {}": "{} está dentro de: {}",
    "serves {}": "atiende a {}",
    "serves everyone": "atiende a todas las personas",
    "whom it serves is not stated": "no se indica a quién atiende",
    "is stated to serve {}": "se indica que atiende a {}",
    "in {}": "en {}",
    "overtaken by {}": "reemplazada por {}",
    "overtaken by {} in part": "reemplazada en parte por {}",
    "other languages through interpreters": "otros idiomas con intérpretes",
    "no language is stated": "no se indica ningún idioma",
    "no area is stated": "no se indica ninguna zona",
    "serves all of {}": "atiende a todo {}",
    "{} is one of the towns usually counted as {}": "{} es uno de los pueblos que por lo común se cuentan en {}",
    "{} lies in {}; {}": "{} está en {}; {}",
    "{} is outside {}; {}": "{} está fuera de {}; {}",
    "{} is in DCF {}: its office may be {}": "{} está en {} del DCF: su oficina puede ser {}",
    "serves the {} area office, {}'s office by its name (inferred)": (
        "atiende a la oficina de zona de {}, la oficina de {} por su nombre (deducido)"
    ),
    "serves the {} area office, {}'s office by a source": (
        "atiende a la oficina de zona de {}, la oficina de {} según una fuente"
    ),
    "{} and {}": "{} y {}",
    "{} and up": "{} en adelante",
    "up to {}": "hasta {}",
    "{} to {}": "de {} a {}",
    "{} area office": "oficina de zona de {}",
    # Where facts are from.
    "all of it: hart show {}": "todo: hart show {}",
    "{}, as of {} ({}) [{}]": "{}, de {} ({}) [{}]",
    "{}, undated ({}) [{}]": "{}, sin fecha ({}) [{}]",
    "{} (undated; may have changed)": "{} (sin fecha; puede haber cambiado)",
    "{} (as of {}; may have changed)": "{} (de {}; puede haber cambiado)",
    "your own file {}": "su propio archivo {}",
    "{}. More: hart show {}": "{}. Más: hart show {}",
    "see hart show {}": "vea hart show {}",
    "Text {}": "Texto: {}",
    # Notes.
    "Public Act {} left out: it is of {}, before --since {}.": (
        "La ley Public Act {} queda fuera: es de {}, anterior a --since {}."
    ),
    "Public Act {} left out: it is of {}, after --until {}.": (
        "La ley Public Act {} queda fuera: es de {}, posterior a --until {}."
    ),
    "Public Act {} left out: the directory names no section {} in it.": (
        "La ley Public Act {} queda fuera: el directorio no indica en ella el artículo {}."
    ),
    "No act in the directory touches section {}. The section may exist; hart acts lists all acts.": (
        "Ninguna ley del directorio trata del artículo {}. Puede que exista; hart acts las muestra todas."
    ),
    "Nothing in the directory fits.": "Nada del directorio corresponde.",
    "Near what you typed: {}.": "Parecido a lo que escribió: {}.",
    "hart topics lists what there is. If somebody is in danger:": (
        "hart topics enumera lo que hay. Si alguien está en peligro:"
    ),
    "{} of {} shown; --limit 0 shows all.": "Se muestran {} de {}; --limit 0 los muestra todos.",
    "Read as --age {}.": "Leído como --age {}.",
    "Read as --town {}.": "Leído como --town {}.",
    "Spelling read as: {}.": "Ortografía leída como: {}.",
    "{} lies in {}.": "{} está en {}.",
    "{} is outside Connecticut, and hart covers Connecticut only.": (
        "{} está fuera de Connecticut, y hart solo abarca Connecticut."
    ),
    "That ZIP code": "Ese código postal",
    "Everywhere in the United States: {} in danger, {} for suicide and crisis, {} for trafficking.": (
        "En todo Estados Unidos: {} en peligro, {} por suicidio o crisis, {} por la trata de personas."
    ),
    "A word was read as a place that hart does not know; it left nothing out. --town takes a town.": (
        "Una palabra se leyó como un lugar que hart no conoce; no dejó nada fuera. --town acepta un pueblo."
    ),
    "The ages in the words were not read; --age takes one.": (
        "Las edades en las palabras no se leyeron; --age acepta una."
    ),
    "Another age in the words was not read.": "Otra edad en las palabras no se leyó.",
    "{} left out: {}": "{} queda fuera: {}",
    "{} more left out; --json names them.": "Quedan fuera {} más; --json los nombra.",
    "ages {}": "edades {}",
    "{} age": "edad de {}",
    "{}: more may match than the {} best; --limit 0 looks at all.": (
        "{}: puede haber más que los {} mejores; --limit 0 los mira todos."
    ),
    "No line in the directory is called that. The emergency lines:": (
        "Ninguna línea del directorio se llama así. Las líneas de emergencia:"
    ),
    "This is information, not legal advice.": "Esto es información, no asesoría legal.",
    "{} entries written to {}.": "{} entradas escritas en {}.",
    "{} cards written to {}.": "{} tarjetas escritas en {}.",
    "{} entries and the emergency lines written to {}.": "{} entradas y las líneas de emergencia escritas en {}.",
    "{} more did not fit; narrow by filters, or name the ids.": (
        "{} más no cupieron; limite con filtros o nombre los ids."
    ),
    "Nothing that fits has a number for a card; --titled takes web addresses.": (
        "Nada de lo que corresponde tiene un número para una tarjeta; --titled acepta direcciones web."
    ),
    "Nothing else in the directory fits: only the emergency lines stand on it.": (
        "Nada más del directorio corresponde: solo lleva las líneas de emergencia."
    ),
    "The names are neutral; --titled writes the full ones.": (
        "Los nombres son neutros; --titled escribe los completos."
    ),
    "Names and texts are neutral; --titled writes the full ones. Others may find a paper.": (
        "Los nombres y textos son neutros; --titled escribe los completos. Otras personas pueden encontrar un papel."
    ),
    (
        "Contacts often go to a cloud account and to other phones and tablets of the family. Ask whether that is safe "
        "before you import the file."
    ): (
        "Los contactos a menudo pasan a una cuenta en la nube y a otros teléfonos y tabletas de la familia. Pregunte "
        "si eso es seguro antes de importar el archivo."
    ),
    "-o: {} names another format; for {} the name ends in {}": (
        "-o: {} nombra otro formato; para {} el nombre termina en {}"
    ),
    "Left out, since police or immigration officers answer: {}; --titled takes them along.": (
        "Sin incluir, porque responden agentes de policía o de inmigración: {}; con --titled se incluyen."
    ),
    "Not in the PDF, which lacks their letters or the room: {}; -o NAME.html has them.": (
        "No están en el PDF, que no tiene sus letras o el espacio: {}; -o NOMBRE.html los tiene."
    ),
    "The name of the file tells what it is about; another name, such as numbers, tells less.": (
        "El nombre del archivo dice de qué trata; otro nombre, como numeros, dice menos."
    ),
    "Caution: {}": "Aviso: {}",
    "{} of {}:": "{} de {}:",
    "This entry has no web address.": "Esta entrada no tiene dirección web.",
    "Type what you need; never a client's name": "Escriba lo que necesita; nunca el nombre de una persona atendida",
    "Kind, such as service or hotline:": "Tipo, como service o hotline:",
    "Age in years:": "Edad en años:",
    "Town of Connecticut:": "Pueblo de Connecticut:",
    "Go on typing.": "Siga escribiendo.",
    "Results as you type do not work here ({}). Line by line:": (
        "Los resultados mientras escribe no funcionan aquí ({}). Línea por línea:"
    ),
    "For results as you type: pip install 'hart-directory[live]'.": (
        "Para resultados mientras escribe: pip install 'hart-directory[live]'."
    ),
    (
        "Type words to search. A number shows that entry whole; open and a number opens its web address. "
        "kind, age or town and a value narrow, alone they take it back. q ends."
    ): (
        "Escriba palabras para buscar. Un número muestra esa entrada completa; open y un número abre su dirección web. "
        "kind, age o town y un valor limitan, solos lo quitan. q termina."
    ),
    # What is wrong, and what to do.
    "an age is a whole number from 0 to 120": "una edad es un número entero de 0 a 120",
    "--town: {} is no town of Connecticut and no DCF area office; did you mean {}?": (
        "--town: {} no es un pueblo de Connecticut ni una oficina de zona del DCF; ¿quiso decir {}?"
    ),
    "--town: {} is no town of Connecticut and no DCF area office; hart topics lists the offices": (
        "--town: {} no es un pueblo de Connecticut ni una oficina de zona del DCF; hart topics enumera las oficinas"
    ),
    (
        "--town: {} is outside Connecticut, and hart covers Connecticut only; everywhere in the United States: {} in "
        "danger, {} for suicide and crisis, {} for trafficking"
    ): (
        "--town: {} está fuera de Connecticut, y hart solo abarca Connecticut; en todo Estados Unidos: {} en peligro, "
        "{} por suicidio o crisis, {} por la trata de personas"
    ),
    "--town: hart does not know the ZIP code {}; give the town instead": (
        "--town: hart no conoce el código postal {}; escriba el pueblo"
    ),
    "{}: there is no {}; did you mean {}? or see hart topics": "{}: no hay {}; ¿quiso decir {}? O vea hart topics",
    "{}: there is no {}; see hart topics": "{}: no hay {}. Vea hart topics",
    "--language: {} is no language code such as en or es": "--language: {} no es un código de idioma como en o es",
    "find needs words or a filter, e.g. hart find mentor --age 15; hart list shows everything": (
        "find necesita palabras o un filtro, p. ej. hart find mentor --age 15; hart list lo muestra todo"
    ),
    "there is no such command; {}": "no existe ese comando; {}",
    "did you mean hart {}?": "¿quiso decir hart {}?",
    "hart find searches by words; hart --help lists all": "hart find busca por palabras; hart --help los enumera",
    "{} is there already; --force overwrites it": "{} ya existe; --force lo sobrescribe",
    "{} cannot be written ({})": "{} no se puede escribir ({})",
    "{}: cannot be read ({})": "{}: no se puede leer ({})",
    "standard output cannot be written": "no se puede escribir en la salida estándar",
    "standard output cannot be written: the disk is full": (
        "no se puede escribir en la salida estándar: el disco está lleno"
    ),
    "--json and --format {} cannot both be": "--json y --format {} no pueden ir juntos",
    "--number, --qr and --channel print bare numbers; leave out --json, --format and --plain": (
        "--number, --qr y --channel imprimen solo números; quite --json, --format y --plain"
    ),
    "--number prints nothing but numbers, --qr codes too; leave one of them out": (
        "--number imprime solo números, --qr también códigos; quite uno de los dos"
    ),
    "what matches has no {} number; hart hotline shows how it is reached": (
        "lo encontrado no tiene número de {}; hart hotline muestra cómo comunicarse"
    ),
    "HART_UI: {} is no language that hart speaks; en or es": "HART_UI: hart no habla {}; en o es",
}
TRANSLATED = (
    "Traducción de hart (resumen, remisión, horario, costo y avisos), aún no revisada por una persona hablante nativa; "
    "vale el texto en inglés. Lo demás está en inglés."
)
ONLY_ENGLISH = "Este texto está solo en inglés."
HELP = """hart: ayuda, programas y leyes sobre la trata de personas en Connecticut. Sin internet; nada de lo que
escribe se guarda.

  hart hotline                                  los números de emergencia
  hart find abogado --ui es                     buscar en todo, en español o en inglés
  hart find mentor --age 15 --town Bridgeport   para una persona de 15 años de Bridgeport
  hart show we-matter --ui es                   una entrada completa
  hart acts 16-71                               qué hizo una ley pública (información, no asesoría legal)

HART_UI=es, o un idioma del sistema en español, hace lo mismo que --ui es. La ayuda de los comandos (--help)
está solo en inglés. Los nombres oficiales quedan como están, con su significado en español.
"""


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    rows = []
    # The longest first: "serves {}" fits whatever begins so.
    for english, spanish in sorted(TEMPLATES.items(), key=lambda row: -len(row[0])):
        pattern = "(.+?)".join(re.escape(part) for part in english.split("{}"))
        rows.append((re.compile(pattern, re.DOTALL), spanish))
    return rows


def word(text: str) -> str:
    """Return a label or a word of hart's vocabulary in Spanish; the text itself where it is neither."""
    return LABELS.get(text) or VALUES.get(text, text)


def filled(template: str, *values: str) -> str:
    """Return a sentence of hart in Spanish with values in it, which stay as they are.

    Args:
        template: the English sentence, with `{}` for each value; one of `TEMPLATES`.
        values: in the order of the English sentence.

    Raises:
        KeyError: there is no such sentence.
    """
    return TEMPLATES[template].format(*values)


def translated(text: str) -> str:
    """Return a sentence that hart composed, known by its shape, in Spanish; the text itself where there is no
    Spanish for it. Never for a text of the data, which may have the shape of a sentence by chance."""
    for table in (LABELS, VALUES, TEMPLATES):
        if text in table:
            return table[text]
    for pattern, spanish in _patterns():
        found = pattern.fullmatch(text)
        if found:
            return spanish.format(*map(_value, found.groups()))
    return text


def _value(value: str) -> str:
    """Return a value inside a sentence: each part of a list by itself."""
    return ", ".join(VALUES.get(part) or TEMPLATES.get(part, part) for part in value.split(", "))
