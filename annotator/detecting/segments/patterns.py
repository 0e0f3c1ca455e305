"""What words of a line tell what it is: patterns for English, German and French."""

import regex

_I = regex.IGNORECASE


def _words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


QUOTE_MARK = regex.compile(r"^[\"“„«‹‘–—]")
SAYS = regex.compile(
    r"\b(?:said|says|told|added|stated|announced|warned|explained|wrote|insisted|according to|"
    r"sagte|sagt|erklärte|teilte|betonte|a déclaré|a dit|selon|a indiqué|a expliqué|"
    r"a annoncé|affirme|kündigte|berichtete|laut)\b",
    _I,
)
ADDRESS = regex.compile(r"(?:https?://\S+|(?:[\w-]+\.)+\p{Ll}{2,8}(?:/\S*)?)")
YOU = regex.compile(
    r"\b(?:you|your|yours|yourself|du|dich|dir|dein(?:e\w?)?|ihr|euch|eure?|Sie|Ihnen|Ihre?\w?|"
    r"vous|votre|vos|tu|toi|te)\b"
)
ME = regex.compile(r"\b(?:I|we|me|my|our|us|ich|wir|mich|mir|mein\w*|uns\w*|je|nous|mon|ma|mes)\b")
PHOTO = regex.compile(
    r"\((?:file|archive|archiv|archivbild|archivfoto|symbolbild|archives|left|right|center|centre|"
    r"l|r|above|below|pictured|links|rechts|mitte|li|re|gauche|droite)\)"
    r"|^(?:pictured|above|below|file|from left|archivbild|symbolbild|screenshot)\b"
    r"|\b(?:file (?:photo|picture|image|pic)|archivbild|symbolbild|photo d’archive|"
    r"(?:center|centre|second|third|far)[ -](?:left|right)|(?:from|de) (?:left|right|"
    r"gauche|droite)|(?:von|v\.) li(?:nks|\.)?|pictured (?:here|with|left|right|above|below)|"
    r"seen (?:here|in|from|at|on|during)|(?:is|are) (?:seen|shown)|shown here|im bild|looks? on|"
    r"poses? (?:for|with|next)|aufnahme vom|ein foto von|"
    r"shakes? hands|take(?:s)? (?:photos|pictures)|on display|aerial view|screenshot|"
    r"the words on |lors d’une|capture d[’']écran)\b",
    _I,
)
SCENE = regex.compile(
    r"^(?:(?:\p{Lu}[\p{L}’'\-.]+|an?|the|his|her|their|and|of|two|three|people|workers?|residents|"
    r"police|fans|visitors|eine?|der|die|das|les?|la|une?|des)\s){1,8}?"
    r"(?:\p{Ll}+ing|inspects?|leaves?|walks?|stands?|waits?|attends?|speaks?|gestures?|watch(?:es)?|"
    r"holds?|carr(?:y|ies)|gathers?|arrives?|waves?|sits?|takes?|unloads?|clears?|celebrates?|check|"
    r"listens?|address(?:es)?|delivers?|reacts?|poses?|lies?|hangs?|march(?:es)?|rides?|looks?|"
    r"passes?|prepares?|works?|plays?|greets?|hugs?|kiss(?:es)?|embraces?|smiles?|sports?|wears?|"
    r"steht|stehen|sitzt|sitzen|jubelt|jubeln|spricht|zeigt|zeigen|trägt|hält|halten|läuft|laufen|"
    r"beobachtet|protestieren|demonstrieren|bei|"
    r"pendant|lors|durant|durante|salue|saluda|montre)\b"
)
IN_PLACE_AND_TIME = regex.compile(
    r"\b(?:on|in|am|le|during)\b[^.]{0,60}(?:\d{4}|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday)"
    r"|, in \p{Lu}\p{L}+\.$|\bduring\b.+\bin \p{Lu}\p{L}+\.$",
    _I,
)
RELATED = regex.compile(
    r"^(?:read (?:more|also|next|our)|also read|see also|related|more (?:on|from|stories)|"
    r"you may also|what to read|click here|view (?:our|all|more)|find out more|"
    r"don[’']t miss|watch(?: (?:also|more|now))?:|listen:|in pictures|explained:|recommended|"
    r"lesen sie (?:hier|dazu|auch|mehr)|mehr (?:zum|dazu|aus|von|über)\b|siehe auch|das könnte|"
    r"hier (?:lesen|geht)|jetzt neu|auch interessant|passend dazu|zum thema|à lire|"
    r"lire (?:aussi|plus)|voir aussi|sur le même sujet|pour aller plus loin)",
    _I,
)
PROMO = regex.compile(
    r"\b(?:subscribe|sign up|newsletter|follow us|download (?:our|the) app|support (?:our|"
    r"independent)|"
    r"become a member|join (?:us|our)|abonnieren|jetzt testen|abonnez-vous|inscrivez-vous|"
    r"get (?:the|our) (?:app|latest|daily))\b",
    _I,
)
NOISE = regex.compile(
    r"^(?:share(?: (?:this|on).*)?|print(?: this)?|e-?mail(?: this)?|save|copy link|"
    r"comments?(?: \(?\d+\)?)?|"
    r"\d+ (?:comments?|shares?|kommentare)|advertisement|ad|close|menu|loading.*|"
    r"skip to .*|like|tweet|facebook|"
    r"twitter|whatsapp|x|listen(?: to this.*)?|\d+ min(?:ute)?s?(?: read)?|play video|"
    r"cookies?.*|home|"
    r"we use cookies.*|teilen|drucken|merken|anzeige|werbung|kommentare|partager|imprimer|"
    r"publicité|"
    r"commenter|facebook.{0,3}twitter.*|accept(?: all)?|log ?in|search)$",
    _I,
)
NOTE = regex.compile(
    r"^[(\[*]*(?:editor[’']?s[’']? note|correction|clarification|update:|this (?:article|"
    r"story|report) "
    r"(?:was|has been)|anmerkung der redaktion|korrektur|hinweis|note de la rédaction|"
    r"rectificatif)",
    _I,
)
COPYRIGHT = regex.compile(
    r"(?:©|\(c\)) ?(?:copyright )?\d{4}|^© copyright|\bcopyright (?:©|\(c\)|\d{4})"
    r"|all rights reserved|alle rechte|tous droits",
    _I,
)
CREDIT = regex.compile(
    r"^[(\[]?(?:photo(?:graph)?s?|image|picture|foto|bild|crédit|credit|illustration|video|"
    r"screenshots?)"
    r"(?: (?:by|credit|courtesy|von|par))?\s*[:/–-]\s*\S.{0,60}$|^(?:©|copyright) ?\p{Lu}.{0,40}$"
    r"|^\([^()]{2,40}/[^()]{2,40}\)$|^(?:photo|image|foto|bild|picture):$",
    _I,
)
BYLINE = regex.compile(
    r"^(?i:(?:by|von|par|por|di)(?:\s*:)?|text(?: by)?:|words by|reporting by|written by|"
    r"a report by|story by|interview:|"
    r"(?:eine? )?(?:kommentar|kolumne|analyse|bericht|interview|gastbeitrag|reportage|glosse|essay|"
    r"opinion|analysis|column|comment|report|chronique|tribune)\s+(?:by|von|par|de))"
    r"\s+\p{Lu}[\p{L}.’'\-]+(?:\s|,|$)"
    r"|^[Bb]y(?=\p{Lu}\p{Ll}+ \p{Lu})"
)
NAME_AND_ROLE = regex.compile(
    r"^\p{Lu}[\p{L}’'\-]+(?: \p{Lu}[\p{L}.’'\-]*){1,3}\s*(?:[,|–-]\s*)?"
    r"(?:.{0,30}(?:correspondent|reporter|editor|writer|korrespondent|redakteur|"
    r"journaliste).{0,30}| (?:in|at) \p{Lu}[\p{L} ]+)?$"
)
ROLE_OF_WRITER = regex.compile(
    r"correspondent|reporter|editor\b|writer|columnist|staff$|content hub|commentator|freelance|"
    r"korrespondent|redakt(?:eur|ion)|kolumnist|presse-agentur|journaliste|envoyé|enviado",
    _I,
)
AGENCIES = (
    r"(?:getty(?: images)?|reuters|afp|ap|epa|pa(?: wire| images| media)?|dpa|ansa|tass|xinhua|"
    r"shutterstock|istock(?:photo)?|alamy|bloomberg|anadolu|wikimedia commons|unsplash|"
    r"associated press|ap photo|press association)"
)
PICTURE_CREDIT = regex.compile(
    r"[(\[](?:(?:picture|photo|image|pic|credit|foto|bild|source)s?\b[^()]{0,60}"
    rf"|[^()]{{0,40}}\b{AGENCIES}\b[^()]{{0,20}})[)\]]\s*$"
    r"|(?:picture|photo(?:graph)?|image|credit|foto|bild)s?(?: by|:)\s*[\p{Lu}@][^.!?]{0,60}$"
    # Names are looked for behind the stroke: in front of it, they would be at every letter.
    rf"|(?<=\p{{Lu}}[\p{{L}}’' -]{{2,30}})/ ?{AGENCIES}\b.{{0,30}}$|\b(?:via|/) ?{AGENCIES}\s*$",
    _I,
)
AGENCY_ALONE = regex.compile(
    rf"[(\[]?(?:(?:image|picture|photo|source)s?:? )?{AGENCIES}"
    r"(?:[/,&| -]+\p{L}[\p{L} ]+)?[)\]]?",
    _I,
)
AGO = regex.compile(
    r"\b(?:\d+|an?|one|two) (?:min(?:ute)?|hour|hr|day)s? ago\b|\bvor \d+ (?:minuten|stunden)\b"
    r"|^(?:last )?(?:updated|published|posted)\b.*\d",
    _I,
)
CLOCK_AND_NAME = regex.compile(r"\d{1,2}[:.]\d{2}\p{Lu}")
LIST = regex.compile(r"^(?:[-•*▪►‣·–]\s+|\d{1,2}[.)]\s+)\S")
TAGS = regex.compile(
    r"^(?:tags?|topics?|keywords?|filed under|themen|schlagw[oö]rter|mots[- ]clés|thèmes)\b\s*:?",
    _I,
)
HASHTAGS = regex.compile(r"^(?:#\w+[\s,]*){2,}$")

_NAME = r"\p{Lu}[\p{L}.’'\-]*"
CREDIT_BEHIND = regex.compile(
    # Names behind a full stop, an agency or two names with a stroke, a sign or word for pictures.
    rf"(?<=\p{{Ll}}{{3}}[”»\")]{{0,2}}\.[”»\")]{{0,2}}) ?"
    rf"{_NAME}(?:[ /|,&]+(?:for|via|of|/|{_NAME})){{0,7}}$"
    r"|\S ©.{2,60}$"
    rf"|\s/ ?{_NAME}(?: {_NAME}){{0,4}}$"
    rf"|\b\p{{Lu}}\p{{L}}{{1,20}}/ ?{_NAME}(?:[ /|]{_NAME}){{0,4}}$"
    r"|\S (?i:foto|photo|bild|image|picture|credit|crédit)s?(?i: by)?: ?\S.{1,60}$"
    r"|[(\[](?i:foto|photo|bild|image|picture|pic|quelle|source|credit|crédit)s?\b[^()]{0,80}[)\]]$"
    r"|(?:[.”\")] ?|\s)(?:Supplied|Handout|Screengrab|Screenshot|AP Photo|Getty Images|File photo|"
    r"Archivfoto|Archivbild|Unsplash|Pexels|Pixabay|Shutterstock)[.)]?$"
    r"|\S ?\($"
)
"""A credit behind the words of a caption; asked of lines of some words."""
CREDIT_SIGN = regex.compile(
    r"[/©|(:]|hoto|mage|icture|Pic|pic|oto|ild|redit|rédit|ource|uelle|Supplied|Handout|Screen|Unsplash|"
    r"Pexels|Pixabay|Shutterstock"
)
"""What a credit has that stands behind the full stop of a caption and ends with one itself."""
DAY = regex.compile(
    # Times may have grown together with what stands before them.
    r"(?<!\d)\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|(?<!\d)\d{4}-\d{2}-\d{2}\b"
    r"|(?<!\d)\d{1,2}(?:st|nd|rd|th|er|\.)?\s+\p{L}{3,9}\.?,?\s+\d{4}\b"
    r"|\p{L}{3,9}\.?\s+\d{1,2},?\s+\d{4}\b"
)
CLOCK = regex.compile(r"(?<!\d)\d{1,2}[:.h]\d{2}(?::\d{2})?\b", _I)
SPAN_OF_TIME = regex.compile(
    r"(?<!\d)\d+ ?(?:h|hr|hour|min|minute|day|week|month|minuten|stunden?|tagen?|heure|jour|view)"
    r"s?\b",
    _I,
)
TIME_WORDS = _words_of(
    """
    published posted updated last first created modified on at read reading time views
    comments today yesterday ago gmt utc bst est edt et ist cet cest am pm stand
    aktualisiert akt erschienen erstellt veröffentlicht geschrieben online seit heute
    gestern um uhr lesezeit lesedauer min minuten minutes minute mins hours hour days day
    vor in kommentare publié mis à jour modifié le il y a heures heure jours actualizado de
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi
    vendredi samedi dimanche
    """
)
NAME_FIRST = regex.compile(rf"(?:[Bb]y )?({_NAME}(?: {_NAME}){{1,3}})(?=\s*[|/,·•–-]|\s*\d)")
"""A name in front of something, perhaps glued to it; asked of lines with a time."""
_PARTICLE = r"(?:de|del|della|di|da|dos|van|von|vom|zu|der|den|ter|la|le|al|el|bin|ben)"
_FULL_NAME = rf"{_NAME}(?: (?:{_PARTICLE}|{_NAME})){{0,3}} {_NAME}"
NAMES = regex.compile(
    rf"{_FULL_NAME}(?:(?:, | and | und | et | og | och | y | e |/|, and ){_FULL_NAME}){{0,4}}"
)
STROKE = regex.compile(r"\p{Lu}[\w.&’' \-]{1,30}/ ?\p{Lu}[\w.&’' \-]{1,30}")
ABOUT_WRITER = regex.compile(
    rf"{_FULL_NAME} (?:is|was|ist|est) (?:an?|the|eine?|un|une)\b.{{0,80}}\b"
    r"(?:reporter|journalist|correspondent|editor|writer|columnist|author|redakteur(?:in)?|"
    r"korrespondent(?:in)?|journaliste)\b"
)
