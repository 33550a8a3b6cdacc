"""The labels of the box under the type heading, in their older and foreign spellings, and where a text has them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto


class Box(Enum):
    """What a label announces."""

    FROM = auto()
    TO = auto()
    ON = auto()
    DATED = auto()
    PREVIOUS = auto()
    COMMISSION = auto()
    SUBJECT = auto()
    TIME = auto()
    OTHER = auto()


_NO = r"(?:[Nn][Oo][s.]{0,2}|[Nn]s?\s?[°ºo]\.?|[Nn]r\.?:?(?:n)?|[Nn]ru\.?|[Nn]\.|[Nn]|Č\.|Št\.|Br\.|Αριθ\.|αριθ\.|№)"
_FIELDS: tuple[tuple[Box, tuple[str, ...]], ...] = (
    # English; "of" and "on" are the older outcome of proceedings
    (Box.FROM, ("From", "from", "FROM", "of", "Of", "Originator")),
    (Box.TO, ("To", "to", "TO", "Addressee")),
    (Box.ON, ("On", "on", "ON", r"Date of (?:the )?meeting", r"Date(?:\(s\))?(?: and time)?", "DATE", "Meeting date")),
    (Box.DATED, ("dated", "Dated", r"[Dd]ate of receipt", "received")),
    (Box.SUBJECT, ("Subject", "subject", "SUBJECT", r"Subj\.")),
    (Box.TIME, ("Time", "time", "TIME")),
    (
        Box.OTHER,
        (
            "Contact(?: person)?",
            r"Tel\.?(?: ?[./] ?Fax\.?)?",
            r"Fax\.?",
            "Telephone",
            "E-?mail",
            "Venue",
            "Place",
            "Meeting room",
            "Room",
            r"Encl\.?",
            "Interpretation",
        ),
    ),
    # "No. prev. doc.", "n prev. doc", "N° doc. préc.", and the other languages
    (
        Box.PREVIOUS,
        (
            rf"{_NO}\s?[Pp]rev(?:ious|\.)?\s?(?:[Dd]oc(?:ument|\.)?s?\.?|[Oo]p(?:inion|\.))",
            r"[Pp]rev\.\s?[Dd]oc\.?(?:\s?[Nn]o\.?)?",
            rf"{_NO} ?doc\. ?(?:préc|prec|ant)\.?",
            rf"{_NO} ?vorig doc\.?",
            rf"{_NO} ?(?:Vordok|předch\. dok|predch\. dok|predh\. dok|preth\. dok)\.?",
            rf"{_NO} ?(?:poprz\. dok|προηγ\. εγγρ|dok\. prec)\.?",
            r"Č\. předchozího dokumentu",
            r"[Tt]idl\. dok\. ?nr\.?",
            r"[Ff]öreg\. dok\. ?nr\.?",
            r"Ed\. asiak\. ?nro",
            r"Eelm(?:ise|\.) dok\.? ?nr\.?",
            r"Előző dok\. ?sz\.",
            r"Ankstesnio dokumento Nr\.",
            r"Iepr\. dok\. Nr\.",
            r"N\.º doc\. prec\.",
            r"№ предх\. док\.",
        ),
    ),
    (
        Box.COMMISSION,
        (
            rf"{_NO}\s?(?:[Cc]ion|[Cc]om(?:mission|m|\.)?|CION|COM)\.?\s?(?:[Dd]oc(?:ument|\.)?s?|[Pp]rop(?:osal|\.)?)\.?",
            rf"{_NO} ?doc\. ?(?:Cion|Comm?|Ción|Csie)\.?",
            rf"{_NO} ?(?:Komm?\.? ?-?dok|Comdoc|dok\. ?Komm?|dok\. Cion|εγγρ\. Επιτρ|prop\. Cion)\.?",
            r"Č\. dok\. Komise",
            r"Komm?\.?(?:dok|forsl)\. ?nr\.?",
            r"Komm\. (?:dok|förslag)\.? ?nr\.?",
            r"Kom:n asiak\. ?nro",
            r"Komisjoni dok\.? ?nr\.?",
            r"Biz\. dok\. ?sz\.",
            r"Komisijos dok\. Nr\.",
            r"K-jas dok\. Nr\.",
            r"N\.º doc\. Ción",
            r"№ док\. Ком\.",
        ),
    ),
    # The words of the other official languages, as the front pages have them
    (
        Box.FROM,
        tuple(
            "От;Odesílatel;Od;fra;Fra;Absender;vom;Αποστολέας;De;de;Saatja;Lähettäjä;Origine;Ó;Küldi;"
            "Mittente;nuo;Nuo;Siuntėjas;Sūtītājs;minn;Minn;van;Van;Sursă;Sursa;Expeditor;Pošiljatelj;från;Från".split(
                ";"
            )
        ),
    ),
    (
        Box.TO,
        tuple(
            "До;Příjemce;Komu;til;Til;Empfänger;für;Αποδέκτης;A;à;À;Saaja;Vastaanottaja;Destinataire;Chuig;Za;"
            "Címzett;au;aux;Destinatario;Destinatário;kam;Kam;Gavėjas;Saņēmējs;lil;Lil;aan;Aan;Do;para;Para;Destinatar;"
            "Prejemnik;till;Till".split(";")
        ),
    ),
    (
        Box.SUBJECT,
        tuple(
            r"Относно;Předmět;Vedr\.;Betr\.;Betrifft;Θέμα;Asunto;Teema;Asia;Objet;objet;Ábhar;Predmet;Tárgy;Oggetto;"
            r"Dalykas;Temats;Suġġett;Betreft;Dotyczy;Assunto;Subiect;Zadeva;Ärende".split(";")
        ),
    ),
)
_ALL = [(box, p) for box, patterns in _FIELDS for p in patterns]
# Most words are passed over at once: no colon follows them.
_LABEL = re.compile(
    r"(?<![^\s|(])(?=[^:]{1,45}:)(?:"
    + "|".join(f"(?P<L{at}>{p})" for at, (_, p) in sorted(enumerate(_ALL), key=lambda e: -len(e[1][1])))
    + r")\s{0,3}:"
)
# A label for earlier documents is unmistakable, so it may have lost its colon.
_BARE = re.compile(
    r"(?<![^\s|(])(?:(?P<previous>N[o°]?\.?\s?prev\.\s?doc\.?|n\s?prev\.\s?doc\.?)|(?P<commission>N[o°]?\.?\s?Cion\s(?:doc|prop)\.?))\s"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a text: from `start` to `end`, the colon included."""

    box: Box
    start: int
    end: int


def find_labels(text: str) -> Iterator[Label]:
    """Every label of a text, in order.

    >>> [label.box.name for label in find_labels("From: To: Presidency Council No. prev. doc.: 8797/08 Subject : x")]
    ['FROM', 'TO', 'PREVIOUS', 'SUBJECT']
    """
    found = [
        Label(_ALL[int(match.lastgroup[1:])][0], match.start(), match.end())
        for match in _LABEL.finditer(text)
        if match.lastgroup
    ]
    for match in _BARE.finditer(text):
        if not any(label.start < match.end() and match.start() < label.end for label in found):
            box = Box.PREVIOUS if match["previous"] else Box.COMMISSION
            found.append(Label(box, match.start(), match.end()))
    yield from sorted(found, key=lambda label: label.start)
