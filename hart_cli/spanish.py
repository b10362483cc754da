"""What hart itself says, in Spanish. Loaded only where Spanish is asked for.

Each English text stands beside its Spanish one. `{}` stands for a value, which is printed as it is; `{:w}` for a word
of the vocabulary, which is printed in Spanish; `{:s}` for a
sentence of hart, and `{:o}` for names with "or" between. Not yet reviewed by a native speaker. A text that names texts to 911
says that they take English only. "Reportar" is only what the law asks of some professions, "denunciar" only what is
said to the police.
"""

from __future__ import annotations

import re
from functools import cache

LABELS = {
    "Name": "Nombre",
    "Kind": "Tipo",
    "Id": "Id",
    "How to reach it": "Cómo comunicarse",
    "Fit": "Le sirve",
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
    "Counts": "Qué cuenta",
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
    "How to refer": "Cómo entrar o referir",
    "Answered by": "Responde",
    "Who answers": "Quién responde",
    "Who is told": "A quién informa",
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
    "Report": "Avisar",
    "Law and immigration enforcement": "Policía e inmigración (la migra)",
}

VALUES = {
    "your own file": "su propio archivo",
    "by referral: see below": "con un referido: vea abajo",
    "not stated": "no se indica",
    "yes": "sí",
    "age": "edad",
    "town": "ciudad o pueblo",
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
    "elementary school": "escuela primaria",
    "middle school": "middle school (escuela intermedia; en México, secundaria)",
    "high school": "high school (escuela superior; en México, preparatoria)",
    "hotline": "línea de ayuda",
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
    "Named contact person": "Persona de contacto",
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
    "Trafficking of children (DMST)": "Trata de niños, niñas y adolescentes (DMST)",
    "Money for crime victims": "Dinero para víctimas de delitos",
    "Counseling and treatment": "Consejería y tratamiento",
    "Courts, police and prosecution": "Tribunales, policía y fiscalía",
    "Danger or crisis now": "Peligro o crisis ahora",
    "Figures and research": "Cifras e investigación",
    "Domestic violence": "Violencia doméstica",
    "English, school and job skills": "Inglés, escuela y trabajo",
    "Faith communities": "Comunidades de fe",
    "Foster care": "Hogares de crianza (foster care)",
    "Online games": "Juegos en línea",
    "HART and DCF": "HART y el DCF",
    "Medical care": "Atención médica",
    "Hotels and lodging": "Hoteles y alojamientos",
    "Housing and basic needs": "Vivienda y necesidades básicas",
    "Taking images down": "Quitar imágenes de internet",
    "Immigration": "Inmigración",
    "Internet safety": "Seguridad en internet",
    "Labor trafficking": "Trata con fines laborales (trabajo forzado)",
    "Laws": "Leyes",
    "Legal help": "Ayuda legal",
    "LGBTQ+": "LGBTQ+",
    "Mental health": "Salud mental",
    "Mentoring": "Mentoría",
    "Online enticement and grooming": "Engaño por internet a niños, niñas y adolescentes",
    "Phones, apps and websites": "Teléfonos, aplicaciones y sitios web",
    "Prevention education": "Educación para la prevención",
    "Reporting abuse or trafficking": "Avisar de maltrato o trata",
    "Running away and homelessness": "Irse de casa o no tener hogar",
    "Sex trafficking": "Trata con fines sexuales",
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
    "Foster parents": "Padres y madres de crianza (foster parents)",
    "Parents and caregivers": "Padres, madres y cuidadores",
    "Caseworkers": "Personas a cargo de casos",
    "Churches and faith communities": "Iglesias y comunidades de fe",
    "Health staff": "Personal de salud",
    "Hotel and lodging staff": "Personal de hoteles y alojamientos",
    "Mandated reporters": "Personas obligadas por ley a reportar (mandated reporters)",
    "Police and prosecutors": "Policía y fiscales",
    "Professionals": "Profesionales",
    "School staff": "Personal escolar",
    "Service providers": "Proveedores de servicios",
    # Groups as an entry names them.
    "everyone": "todas las personas",
    "adults": "personas adultas",
    "at risk youth": "jóvenes con alto riesgo",
    "children": "niños, niñas y adolescentes",
    "crime victims": "víctimas de delitos",
    "dcf involved youth": "jóvenes con relación con el DCF",
    "deaf": "personas sordas",
    "immigrants": "personas inmigrantes",
    "lgbtq": "personas LGBTQ+",
    "low income": "personas de bajos ingresos",
    "men boys": "hombres y niños varones",
    "survivors": "sobrevivientes",
    "young adults": "personas adultas jóvenes",
    "foster parents": "padres y madres de crianza (foster parents)",
    "parents": "padres, madres y cuidadores",
    "caseworkers": "personas a cargo de casos",
    "faith communities": "comunidades de fe",
    "health staff": "personal de salud",
    "hotel staff": "personal de hoteles",
    "mandated reporters": "personas obligadas por ley a reportar (mandated reporters)",
    "police": "policía y fiscales",
    "professionals": "profesionales",
    "school staff": "personal escolar",
    "service providers": "proveedores de servicios",
}

TEMPLATES = {
    # Eligibility and places.
    "no age is stated": "no se indica ninguna edad",
    'no age is stated (the source says "{}")': 'no se indica ninguna edad (la fuente dice "{}")',
    "{} age, usually {} to {}": "edad de {:w}, por lo común de {} a {}",
    "no age is stated{}": "no se indica ninguna edad{}",
    "{} is within {} to {}": "{} está entre {} y {}",
    "{} is within {}": "{} está dentro de: {}",
    "{} is within up to {}": "{} está dentro de: hasta {}",
    "{} is within {} and up": "{} está dentro de: {} en adelante",
    "serves {}": "atiende a {:w}",
    "serves everyone": "atiende a todas las personas",
    "whom it serves is not stated": "no se indica a quién atiende",
    "is stated to serve {}": "se indica que atiende a {:w}",
    "in {}": "en {}",
    "overtaken by {}": "reemplazada por {}",
    "overtaken by {} in part": "reemplazada en parte por {}",
    "other languages through interpreters": "otros idiomas con intérpretes",
    "no language is stated": "no se indica ningún idioma",
    "no area is stated": "no se indica ninguna zona",
    "serves all of {}": "atiende a todo {:w}",
    "{} is one of the towns usually counted as {}": "{} es uno de los pueblos que por lo común se cuentan en {}",
    "{} lies in {}; {}": "{} está en {:w}; {:s}",
    "{} is outside {}; {}": "{} está fuera de {:w}; {}",
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
    "Nothing in the directory fits.": "No hay nada en el directorio que encaje.",
    "Near what you typed: {}.": "Parecido a lo que escribió: {}.",
    "hart topics lists what there is. If somebody is in danger:": (
        "hart topics enumera lo que hay. Si alguien está en peligro:"
    ),
    "{} of {} shown; --limit 0 shows all.": "Se muestran {} de {}; --limit 0 los muestra todos.",
    "Read as --age {}.": "Leído como --age {}.",
    "Hours in the words were left out; each entry says its own.": (
        "Se dejaron fuera las horas; cada entrada indica las suyas."
    ),
    "Read as --town {}.": "Leído como --town {}.",
    "Spelling read as: {}.": "Ortografía leída como: {}.",
    "{} lies in {}.": "{} está en {:w}.",
    "{} is outside Connecticut, and hart covers Connecticut only.": (
        "{:w} está fuera de Connecticut, y hart solo abarca Connecticut."
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
    "{} left out: {}": "{} queda fuera: {:s}",
    "{} more left out; --json names them.": "Quedan fuera {} más; --json los nombra.",
    "ages {}": "edades: {:s}",
    "{} age": "edad de {:w}",
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
        "Nada de lo que encaja tiene un número para una tarjeta; --titled acepta direcciones web."
    ),
    "Nothing else in the directory fits: only the emergency lines stand on it.": (
        "No hay nada más en el directorio que encaje: solo lleva las líneas de emergencia."
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
        "--town: {} no es un pueblo de Connecticut ni una oficina de zona del DCF; ¿quiso decir {:o}?"
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
    "{}: there is no {}; did you mean {}? or see hart topics": "{}: no hay {}; ¿quiso decir {:o}? O vea hart topics",
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
    "hart acts NUMBER shows a public act": "hart acts NÚMERO muestra una ley pública",
    "that looks like a file: hart find WORDS --data FILE reads one beside the directory, hart check FILE tests it": (
        "eso parece un archivo: hart find PALABRAS --data ARCHIVO lee uno junto al directorio, hart check ARCHIVO lo revisa"
    ),
    "hart find searches by words": "hart find busca por palabras",
    "-o: {} ends in a dot or a space, which Windows drops; take another name": (
        "-o: {} termina en punto o espacio, que Windows quita; use otro nombre"
    ),
    "-o: {} has a character that Windows takes in no name; take another without it": (
        "-o: {} tiene un carácter que Windows no acepta en ningún nombre; use otro nombre"
    ),
    "-o: {} is a name that Windows keeps for itself; take another": (
        "-o: {} es un nombre que Windows guarda para sí; use otro"
    ),
    "Lost or changed: {}": "Perdido o cambiado: {}",
    "no code can be drawn ({}); install segno again": ("no se puede dibujar un código ({}); instale segno de nuevo"),
    "the clock says {}, before the date of a source, so no age is known; set the clock": (
        "el reloj dice {}, antes de la fecha de una fuente, así que no se sabe qué tan viejo es nada; ponga bien el reloj"
    ),
    "there is no help on {}; {}topics: {}; or a command's name": (
        "no hay ayuda sobre {}; {}temas: {}; o el nombre de un comando"
    ),
    "did you mean hart help {}? ": "¿quiso decir hart help {}? ",
    "{} addresses asked: {}. hart changes nothing; see docs/corrections.md.": (
        "{} direcciones consultadas: {}. hart no cambia nada; vea docs/corrections.md."
    ),
    "{} entries exported to {}.": "{} entradas exportadas a {}.",
    "{} has no web address; hart show {} tells what is known": (
        "{} no tiene dirección web; hart show {} dice lo que se sabe"
    ),
    "{} is a folder; name a file in it": "{} es una carpeta; nombre un archivo en ella",
    "{} of {} entries hold something older than {} days.": ("{} de {} entradas tienen algo de hace más de {} días."),
    "{} of {} ids mean no entry, more than one, or a person; --people takes persons along": (
        "{} de {} ids no dan ninguna entrada, dan más de una o son una persona; --people incluye personas"
    ),
    "{} of {} ids mean no entry, or more than one; {}": ("{} de {} ids no dan ninguna entrada o dan más de una; {}"),
    "{} takes one shell, not {}: {}; alone it takes the shell that called it": (
        "{} acepta un solo shell, no {}: {}; sin nombre toma el shell que lo llamó"
    ),
    "Written: {}. Completion works in a new shell.": "Escrito: {}. El completado funciona en un shell nuevo.",
    "{} is missing or broken; install hart again": "falta {} o está roto; instale hart de nuevo",
    "this is a fault in hart ({}). Please report this line to the people you got hart from": (
        "es un fallo de hart ({}). Mande esta línea a quienes le dieron hart"
    ),
    "the screen is too narrow for a code, which takes {} columns": (
        "la pantalla es muy angosta para un código, que ocupa {} columnas"
    ),
    "standard output is closed, so nothing can be printed": (
        "la salida estándar está cerrada, así que no se puede imprimir nada"
    ),
    "that means no entry, or more than one; hart find searches by words": (
        "eso no da ninguna entrada o da más de una; hart find busca por palabras"
    ),
    "These acts may have changed others that are left out here; hart acts --timeline has all.": (
        "Estas leyes pueden haber cambiado otras que aquí no están; hart acts --timeline las tiene todas."
    ),
    "ids and filters cannot both be; name entries, or narrow by filters": (
        "no se pueden usar ids y filtros juntos; nombre entradas o limite con filtros"
    ),
    "which shell this is could not be told; add its name: bash, zsh, fish or powershell": (
        "no se pudo saber qué shell es este; agregue su nombre: bash, zsh, fish o powershell"
    ),
    "hart leaves PowerShell's profile alone; type: hart --show-completion powershell >> $PROFILE": (
        "hart no cambia el perfil de PowerShell; escriba: hart --show-completion powershell >> $PROFILE"
    ),
    "there is no home folder to install into; hart --show-completion prints the script": (
        "no hay una carpeta personal donde instalar; hart --show-completion imprime el script"
    ),
    "a PDF needs one more part: pip install 'hart-directory[pdf]'": (
        "un PDF necesita una parte más: pip install 'hart-directory[pdf]'"
    ),
    "--online needs one more package: pip install 'hart-directory[online]'": (
        "--online necesita un paquete más: pip install 'hart-directory[online]'"
    ),
    "the clock cannot be read, so no age is known; set the clock and run it again": (
        "no se puede leer el reloj, así que no se sabe qué tan viejo es nada; ponga bien el reloj e inténtelo de nuevo"
    ),
    "standard input is UTF-16; hart reads UTF-8. In PowerShell: $OutputEncoding = [Text.Encoding]::UTF8": (
        "la entrada estándar es UTF-16; hart lee UTF-8. En PowerShell: $OutputEncoding = [Text.Encoding]::UTF8"
    ),
    "there is no man page on {}; --man stands alone or with a command's name": (
        "no hay página de manual sobre {}; --man va solo o con el nombre de un comando"
    ),
    "{} is a link; hart writes through none. Name the file itself, or - for standard output": (
        "{} es un enlace; hart no escribe a través de ninguno. Nombre el archivo mismo, o - para la salida estándar"
    ),
    "{} is no regular file; name a new file, or - for standard output": (
        "{} no es un archivo normal; nombre un archivo nuevo, o - para la salida estándar"
    ),
    "--explain needs words: filters alone give every entry that they leave": (
        "--explain necesita palabras: los filtros solos dan todas las entradas que dejan"
    ),
    "{} was given as {}; give it once": ("{} se dio como {}; delo una sola vez"),
    "a letter is in no font of the PDF; write the page: -o NAME.html": (
        "una letra no está en ninguna fuente del PDF; escriba la página: -o NOMBRE.html"
    ),
    "hart topics lists what there is.": ("hart topics enumera lo que hay."),
    "HART_UI: {} is no language that hart speaks; en or es": "HART_UI: hart no habla {}; en o es",
}
TRANSLATED = (
    "Traducción de hart, aún no revisada por una persona hablante nativa; vale el texto en inglés. Los nombres oficiales "
    "y los títulos de las fuentes quedan en inglés."
)
ONLY_ENGLISH = "Este texto está solo en inglés."
HELP = """hart: ayuda, programas y leyes sobre la trata de personas en Connecticut. Sin internet; nada de lo que
escribe se guarda.

Trata de personas es cuando obligan, engañan o amenazan a alguien para trabajar o tener sexo. Con menos de 18 años,
el sexo a cambio de dinero u otra cosa es trata aunque nadie obligue ni engañe.

  hart hotline                                  los números de emergencia
  hart find abogado --ui es                     buscar en todo, en español o en inglés
  hart find mentor --age 15 --town Bridgeport   para una persona de 15 años de Bridgeport
  hart show we-matter --ui es                   una entrada completa
  hart acts 16-71                               qué hizo una ley pública (información, no asesoría legal)

HART_UI=es, o un idioma del sistema en español, hace lo mismo que --ui es. La ayuda de los comandos (--help)
está solo en inglés. Los nombres oficiales quedan como están, con su significado en español.
"""


# A value that Python quoted is one value, whatever stands in it.
_VALUE = r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|.+?)"""


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    rows = []
    # What has most words of its own first: "serves {}" fits whatever begins so.
    for english, spanish in sorted(TEMPLATES.items(), key=lambda row: -len(row[0].replace("{}", ""))):
        pattern = _VALUE.join(re.escape(part) for part in english.split("{}"))
        rows.append((re.compile(pattern, re.DOTALL), spanish))
    return rows


class _Value(str):
    """A value inside a sentence: printed as it is; with `{:w}` as words of the vocabulary, with `{:s}` as a sentence of
    hart, with `{:o}` as names of which one is meant."""

    __slots__ = ()

    def __format__(self, how: str) -> str:
        if how == "o":
            return self.replace(" or ", " o ")
        return _words(self) if how == "w" else translated(self) if how == "s" else str(self)


def _words(value: str) -> str:
    """Return words of the vocabulary in Spanish, each of a list by itself."""
    lists = (" y ".join(map(_known, part.split(" and "))) for part in value.split(", "))
    return ", ".join(lists)


def _known(text: str) -> str:
    return VALUES.get(text) or VALUES.get(text.replace("-", " ")) or TEMPLATES.get(text, text)


def word(text: str) -> str:
    """Return a label or a word of hart's vocabulary in Spanish; the text itself where it is neither."""
    return LABELS.get(text) or VALUES.get(text, text)


def filled(template: str, *values: object) -> str:
    """Return a sentence of hart in Spanish with values in it, which stay as they are. The English sentence where
    there is no Spanish one.

    Args:
        template: the English sentence, with `{}` for each value; one of `TEMPLATES`.
        values: in the order of the English sentence.
    """
    return TEMPLATES.get(template, template).format(*(_Value(value) for value in values))


def translated(text: str) -> str:
    """Return a sentence of hart in Spanish, the text itself where there is none for it. One with values is known by
    its shape, and they stay as they are. Never for a text of the data, which may have such a shape by chance."""
    for table in (LABELS, VALUES, TEMPLATES):
        if text in table:
            return table[text]
    for pattern, spanish in _patterns():
        found = pattern.fullmatch(text)
        if found:
            return spanish.format(*map(_Value, found.groups()))
    return text
