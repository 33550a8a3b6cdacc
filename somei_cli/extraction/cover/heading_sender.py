"""Who a document is from, and to, if that stands on the line of its type heading: `NOTE FROM THE PRESIDENCY`."""

import re
from typing import NamedTuple

from somei_cli.extraction.cover.printed_titles import alternatives

# The line ends, or a label follows in a page that came as one line: `NOTE FROM THE PRESIDENCY to: Delegations`,
# `VERMERK des Vorsitzes Nr. Vordokument: 1234/05`.
_END = r"[ \t*_|#.]{0,6}(?=\n|$|[ \t]{1,4}(?:N[ro°º][.]?[ ]{1,2})?[^\W\d_]{1,17}[.]?(?:[^\W\d_]{1,12}[.]?)?[ ]?:)"
# In English whoever follows FROM or BY; in other languages only those who usually send.
_ENGLISH = re.compile(r"[ \t]{1,6}(?:FROM|BY|from|by)[ ]{1,3}(?P<sender>(?!:)[^\W\d_][^\n:;]{2,140}?)" + _END)
_JOINING = alternatives("""
    de la | de l' | du | des | der | de | van het | van de | van | från | fra | della | del | dal | dalla | da |
    do | od | av | z | της | του | tal- | no | nuo | от | на
""")
_PRESIDENCY = alternatives("""
    presidency | présidence | Vorsitzes | presidencia | presidenza | presidência | voorzitterschap |
    formandskabet | ordförandeskapet | Προεδρίας | ΠΡΟΕΔΡΙΑΣ | prezydencji | předsednictví | predsedníctva |
    predsedstva | predsjedništva | președinției | председателството | prezidentūras | Presidenza
""")
_SERVICE = alternatives("""
    general secretariat | secrétariat général | Generalsekretariats | Secretaría General | Segretariato generale
    | Secretariado-Geral | secretariaat-generaal | generalsekretariatet | rådets generalsekretariat |
    Sekretariatu Generalnego | Γενικής Γραμματείας | legal service | service juridique | Juristischen Dienstes |
    Servicio Jurídico | Servizio giuridico | Juridische dienst | Serviço Jurídico
""")
# A body is named in quotation marks: `BERICHT der Gruppe "Sozialfragen"`, `RAPPORT du groupe « Lampes »`.
_BODY = (
    r"(?:(?:(?:[^\W\d_]{5,16} )?Gruppe|Ausschusses|groupe(?: de travail)?|comité|gruppo|comitato|grupo|Groep)[ ]"
    r"(?:\"[^\"\n]{3,60}\"|[“„«][ ]?[^“”»\n]{3,60}[”“»])(?: \([^()\n]{2,30}\))?|"
    r"(?:Ausschusses|Gruppe) für [^\n:;\"()]{3,60}?(?=[ ]{1,4}für (?:die|den|das) ))"
)
_TO = alternatives("""
    für die | für den | für das | an die | an den | an das | à la | à l' | aux | au | à | al | a la | a los | a las |
    alla | all' | ai | alle | aan de | aan het | aan | voor de | voor het | til | till | do | dla | ao | aos | à
""")
# The day of the meeting behind a body: `BERATUNGSERGEBNISSE der Gruppe "Drogen" vom 6. November 2002`.
_DAY = r"(?:vom|du|van|del|af|den) [0-3]?[0-9]\.?[ ][^\W\d_]{3,12}[ ](?:19|20)[0-9]{2}"
_TRANSLATED = re.compile(
    rf"(?i)(?:[ \t]{{1,6}}|[ \t]{{0,6}}\n[ \t]{{0,40}}(?={_JOINING}[ ]{_BODY})){_JOINING}[ ]{{0,3}}"
    rf"(?P<sender>{_PRESIDENCY}|{_BODY}|{_SERVICE}(?:[ ][^\n:;]{{1,40}}?)??)"
    rf"(?:[ ]{{1,4}}{_TO}[ ]{{0,4}}(?P<addressee>[^\W\d_\"“„«][^\n:;]{{2,140}}?))?(?:{_END}|(?=[ ]{_DAY}))"
)
_ARTICLE = re.compile(r"(?i)^the\s{1,3}")
_ADDRESSEE = re.compile(r"\s{1,4}(?:TO|to)\s{1,4}(?:(?:THE|the)\s{1,4})?")


class HeadingSender(NamedTuple):
    """Who a document is from, and to if that is printed too; the offsets are those of all these words."""

    sender: str
    addressee: str
    start: int
    end: int


def find_heading_sender(text: str, heading_end: int) -> HeadingSender | None:
    """Find who the document is from, in the words that follow the type heading on its line.

    >>> find_heading_sender("NOTE FROM THE PRESIDENCY TO COREPER", 4)[:2]
    ('PRESIDENCY', 'COREPER')
    """
    match = _ENGLISH.match(text, heading_end) or _TRANSLATED.match(text, heading_end)
    if match is None:
        return None
    if addressee := match.groupdict().get("addressee"):
        sender = " ".join(match["sender"].split())
        return HeadingSender(sender, " ".join(addressee.split()), match.start(), match.end("addressee"))
    sender, *addressees = _ADDRESSEE.split(" ".join(match["sender"].split()))
    if len(addressees) > 1 or not sender or re.search(r"[.?!]\s", sender):
        return None
    addressee = addressees[0] if addressees else ""
    return HeadingSender(_ARTICLE.sub("", sender), addressee, match.start(), match.end("sender"))


_SENDER_WITHIN = re.compile(rf"(?i)(?<![^\W\d_])(?:{_PRESIDENCY}|{_SERVICE})")


def names_usual_sender(words: str) -> bool:
    """Whether the Presidency or the Secretariat is among words, in any language that is known here."""
    return _SENDER_WITHIN.search(words) is not None
