"""One line of a title: its words, what stands beside them, and whether it goes on from the line above."""

import re
from dataclasses import dataclass, replace

from somei_cli.extraction.cover.printed_dates import begins_with_month_and_year, month_number
from somei_cli.extraction.items.configurations import is_configuration
from somei_cli.extraction.items.contents_list import cut_leader
from somei_cli.extraction.items.documents import (
    TO_FOLLOW,
    text_after_inserted_documents,
    without_bracketed_documents,
    without_inserted_documents,
    without_side_codes,
    without_side_document,
)
from somei_cli.extraction.items.notes_below_items import split_off_approval
from somei_cli.extraction.items.treatments import (
    is_treatment,
    split_treatments,
    without_heading,
    without_treatments,
)
from somei_cli.extraction.joined_lines import begins_a_sentence, ends_a_sentence, is_unfinished

WIDE_LINE = 60
_LONGEST_LINE = 115
"""A line of a title is no longer on a page whose lines are broken."""
_FULL_COLUMN = 30
# Words that begin no line of their own: “Informationen der tschechischen / Delegation”.
_LAST_WORDS = frozenset({"Delegation", "Delegationen", "Presidency", "Délégation", "Delegations"})
_BRACKETED = re.compile(r"^[\[(].*[\])]$")
# (Commission v Germany) - intervention
_BRACKET_AND_DASH = re.compile(r"\([^()]{3,60}\) [-–—] [^\W\d_]")
_DATED = re.compile(r"^\([^()]{2,60}[0-9]{1,2} [^\W\d_]{3,12} (?:19|20)[0-9]{2}\)$")
# The sign of an item that is based on a proposal of the Commission; a legend explains it.
_COMMISSION_SIGN = re.compile(r"\s{1,80}\[C\]\s*$")
_TO_FOLLOW_LAST = re.compile(rf"(?<=\S)\s{{1,200}}{TO_FOLLOW.pattern}\s*$")
# A dash of the title, and the right-hand column: “Section III -          16004/09”.
_DASH_BEFORE_COLUMN = re.compile(r"\s-\s{4,}(?=\S)")
_NAME_FIRST = re.compile(r"[A-Z][a-zà-ÿ]{2,20}")
_NAME_LAST = re.compile(r"\bof [A-Z][a-zà-ÿ]{2,20}$")
_DASH_LAST = re.compile(r" [-–—]$")
_YEAR_BESIDE_COLUMN = re.compile(r"\s*(?:19|20)[0-9]{2}(?:\s{4,}(?=\S)|:\s|\s*$)")
_MONTH_LAST = re.compile(r" [0-3]?[0-9]\.? (?P<month>[^\W\d_]{3,12})$")
# Transfer of appropriations / No DEC 22/2008
_NUMBER_OF_TRANSFER = re.compile(r"\s*(?:No|Nr\.?|[Nn]°) ?DEC\s")
_DAY_LAST = re.compile(r"[^\W\d_] [0-3]?[0-9]$")
_YEARS = re.compile(r"\((?:19|20)[0-9]{2} ?[-–/] ?(?:(?:19|20)[0-9]{2}|[0-9]{2})\)$")
_MONTH_AND_YEAR_LAST = r"(?:de )?[^\W\d_]{3,12} (?:de )?(?:19|20)[0-9]{2}(?: r\.)?\)$"
# The place and the days of a meeting: “(Nairobi, 26 February - 1 March 2024)”.
_PLACE_AND_DAYS = re.compile(
    r"\([^\W\d_a-zß-ÿ][^()0-9]{2,40}, (?:[0-3]?[0-9]\.?(?: ?[^\W\d_]{3,12})? ?(?:[-–—/]|and|to|et|au|und|bis) ?)?"
    rf"[0-3]?[0-9]\.? {_MONTH_AND_YEAR_LAST}"
)
# (9 April 2019)
_DAY_ALONE = re.compile(rf"\([0-3]?[0-9]\.?(?: ?[-–/] ?[0-3]?[0-9]\.?)? {_MONTH_AND_YEAR_LAST}")
# Who asked for a point, or the number of an application for access: “(No 11/c/01/09)”.
_REQUESTED = re.compile(
    r"\((?:(?:at the )?[Rr]equest(?:ed)? (?:of|by|from)|(?:auf )?Antrag de[rs]|(?:à la )?[Dd]emande d[eu]s?|"
    r"[Oo]p verzoek van|[Ss]u richiesta d|[Aa] petición de|[Aa] pedido d|[Pp]å begäran av|[Ee]fter anmodning fra)"
    r"[^()]{3,80}\)$|\((?:No|Nr\.?|[Nn]°|[Nn]º) ?[0-9]{1,3}/c/[0-9/]{2,8}\)$"
)
# A question of the European Parliament, who asked it, or an exercise: the name is in quotation marks on the next line.
_QUOTED_NAME = re.compile(
    r"\b[EPHO]-[0-9]{3,6}/(?:19|20)?[0-9]{2}\b|\b(?:exercise|programme|project|conference|seminar)$|"
    r"^(?:Several|Plusieurs|Mehrere) [^\W\d_]{3,10}$|^[^\W\d_][^\d\"“”«»]{4,80} \([A-Z][\w&/ -]{1,20}\)$"
)
# The title of a meeting, and below it what of it is dealt with: “Meeting of the Council on 20 March:” / “Follow-up”.
_POINT_OF_MEETING = re.compile(
    r"(?:Preparation|Follow-up|Agenda|Outcome|Debriefing|Préparation|Suivi|Ordre du jour|Résultats|Vorbereitung|"
    r"Folgemaßnahmen|Nachbereitung|Tagesordnung|Ergebnisse|Voorbereiding|Preparazione|Seguito|Ordine del giorno|"
    r"Preparación|Seguimiento|Orden del día|Preparação|Seguimento|Forberedelse|Opfølgning|Dagsorden|Förberedelser?|"
    r"Uppföljning|Przygotowanie|Działania następcze|Porządek obrad|Valmistelut?|Příprava|Príprava|Priprava|Előkészítés)"
)
# No 1875/96 by Mrs Núria WICK
_QUESTION_FIRST = re.compile(
    r"(?:No|Nr\.?|[Nn]°|n\.?|n\.?º) ?(?:[EPHO]-)?[0-9]{3,6}/[0-9]{2,4} "
    r"(?:by|de|von|van|di|del|dell['’]on\.|af|av|from)\b"
)
_QUOTED = re.compile(r"[\"“„«].{3,}")
# What a bracket in small letters says more closely: “Action 8.4” / “(technical means of detection)”. How an item is
# treated, where its text is, and notes about it are none.
_CLOSER_WORDS = re.compile(
    r"\((?!(?:poss|restricted|public|open|closed|vote|first|second|third|continu|if|where|when|doc|see|to be|"
    r"oral|information|legal|legislative|deliberat|pursuant|under|without|no|item|point|suite|session|point|"
    r"voir|siehe|zie|öffentlich|gesetz|ggf|évent|base|première|deuxième|at|by|on|the|for)\b)"
    r"[a-zß-ÿ][^\W\d_A-Z]+ (?:[^\W\d_A-Z]+ ){0,5}[^\W\d_A-Z]{3,}\)$"
)
_RECAST = r"recast|codification|codified version|refonte|neufassung|herschikking|rifusione|refundición"
# The end of the name of an act: “… laying down the Union” / “Customs Code (recast)”.
_RECAST_LAST = re.compile(rf"(?i)[^\W\d_] \((?:{_RECAST})\)$")
_READING = re.compile(
    rf"(?i)[\[(](?:{_RECAST}|"
    r"(?:first|second|third) reading|(?:première|deuxième) lecture|(?:erste|zweite) lesung|"
    r"(?:eerste|tweede) lezing|(?:prima|seconda) lettura|(?:primera|segunda) lectura|"
    r"(?:første|anden|tredje|första|andra|tredje) (?:behandling|behandlingen)|(?:andenbehandling|førstebehandling)|"
    r"(?:pierwsze|drugie) czytanie|"
    r"[0-9]{1,3}(?:st|nd|rd|th|e|ème|[.ªa])? ?(?:session|meeting|tagung|sitzung|sessione|sesión|zitting))[\])]$"
)
# … zur Änderung der Verordnung / (EG) Nr. 1346/2000 über Lampen
_ACT_NUMBER = re.compile(
    r"\((?:EU|EC|EEC|EG|EWG|UE|CE|CEE|EF|EØF|EY|WE|EEG)(?:, ?Euratom)?\) (?:No|Nr|nr|n[°º.]|č|[0-9])"
)
_ACT_LAST = re.compile(
    r"(?i)\b(?:regulations?|directives?|decisions?|règlements?|directiv[ae]s?|décisions?|verordnung(?:en)?|richtlinien?|"
    r"beschluss(?:es)?|regolament[oi]|decision[ei]|reglamentos?|decisi[oó]n(?:es)?|verordening(?:en)?|richtlijn|besluit|"
    r"regulamentos?|decis(?:ão|ões)|forordning(?:en)?|förordning(?:en)?|direktiv(?:et)?|rozporządzeni[ae]|dyrektyw[aęy])$"
)
# Words before “Agreement” in the name of one.
_KIND_OF_AGREEMENT = re.compile(
    r"(?i)\b(?:partnership|co-?operation|association|free trade|framework|readmission|facilitation|air services|"
    r"withdrawal)$"
)
# Words with which the long titles of acts begin.
_ACT = re.compile(
    r"(?i)(?:\(\w{3,12}\.?\)\s)?"
    r"(?:(?:(?:amended |modified |joint |commission |council |draft |implementing |delegated ){1,3})?"
    r"(?:proposals?|regulation|directive|decision|agreement|recommendation|resolution)|"
    r"proposition|projet|règlement|décision|accord|vorschlag|entwurf|verordnung|richtlinie|beschluss|abkommen|"
    r"voorstel|ontwerp|verordening|richtlijn|besluit|proposta|progetto|regolamento|direttiva|decisione|propuesta|"
    r"proyecto|reglamento|directiva|decisión|projeto|regulamento|decisão|forslag|udkast|forordning|direktiv|afgørelse|"
    r"förslag|utkast|förordning|beslut|ehdotus|asetus|päätös|ettepanek|määrus|priekšlikums|regula|pasiūlymas|"
    r"reglamentas|wniosek|projekt|rozporządzenie|dyrektywa|decyzja|návrh|nařízení|nariadenie|směrnice|predlog|prijedlog|"
    r"uredba|javaslat|tervezet|propunere|предложение|регламент|πρόταση|κανονισμός|abbozz)"
)


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The words of a title line, and what was between and after them.

    `ends_with_documents` means that the right-hand column began there, so that the title may continue below.
    """

    text: str
    documents: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()
    heading: str = ""
    ends_with_documents: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether the title is complete: a treatment or a heading follows it."""
        return bool(self.treatments or self.heading)


def split_title_line(line: str, *, bare: bool, below_documents: bool = False) -> TitleWords:
    """Split a title line. In a `bare` agenda, one without running text, documents may be anywhere in it.

    `below_documents` means that the line above ended with documents of the right-hand column.

    >>> words = split_title_line("The lamps of the 15184/22 north – Exchange of views", bare=True)
    >>> words.text, words.documents, words.treatments
    ('The lamps of the north', ('15184/22',), ('Exchange of views',))
    """
    line, heading = cut_leader(_COMMISSION_SIGN.sub("", line))
    line = _TO_FOLLOW_LAST.sub("", line)
    line, bracketed = without_bracketed_documents(line)
    text, document = without_side_document(line)
    documents: tuple[str, ...] = (*bracketed, document) if document else bracketed
    if not bare:
        return TitleWords(text, documents, heading=heading, ends_with_documents=bool(document))
    codes = ""
    if below_documents and not document:
        text, codes = without_side_codes(text)
        documents += (codes,) if codes else ()
    text, approval = split_off_approval(text)
    if approval:
        text, document = without_side_document(text)
        documents += (document,) if document else ()
    text_behind = text_after_inserted_documents(text.strip())
    text, inserted = without_inserted_documents(text.strip())
    if (inserted or documents) and not _DASH_BEFORE_COLUMN.search(line):
        text = _DASH_LAST.sub("", text)
    after_documents = len(text) - len(text_behind) if inserted else 0
    gap = bool(document or codes) or bool(inserted and line.rstrip().endswith(inserted[-1]))
    documents = (*inserted, *documents)
    text, last_heading = without_heading(text)
    heading = heading or last_heading
    if heading:
        text, document = without_side_document(text)
        documents += (document,) if document else ()
    treated = without_treatments(text, after_documents, below_documents=below_documents)
    if treated.treatments and text.endswith(")") and split_treatments(treated.words):
        # Who gives the state of play is in brackets: “State of play (information from the Presidency)”.
        treated = replace(treated, words=text, treatments=())
    treatments = (*treated.treatments, approval) if approval else treated.treatments
    return TitleWords(treated.words.strip(), documents, treatments, heading, gap)


def is_figure_of_title(last: TitleWords, line: str) -> bool:
    """Whether a line of figures, as documents have them, belongs to the title above it: a year, a transfer's number."""
    if _NUMBER_OF_TRANSFER.match(line):
        return True
    month = _MONTH_LAST.search(last.text)
    goes_on = is_unfinished(last.text) or (month is not None and month_number(month["month"]) is not None)
    return goes_on and _YEAR_BESIDE_COLUMN.match(line) is not None


def continues_title(last: TitleWords, line: str) -> bool:
    """Whether a line right below belongs to the title above it."""
    words = line.strip()
    is_figure = is_figure_of_title(last, line)
    if not is_figure and (ends_a_sentence(last.text) or words.isdigit()):
        return False
    if (
        is_figure
        or is_unfinished(last.text)
        or words[0].islower()
        or words in _LAST_WORDS
        or is_point_of_meeting(last.text, words)
        or (_ACT_NUMBER.match(words) is not None and _ACT_LAST.search(last.text) is not None)
        or (_RECAST_LAST.search(words) is not None and not last.text.endswith(")"))
        or _goes_on_within(last.text, line)
    ):
        return True
    quoted = without_side_document(words)[0]
    is_quoted = _QUOTED.match(quoted or words) is not None and (
        _QUOTED_NAME.search(last.text) is not None or _QUESTION_FIRST.match(last.text) is not None
    )
    if (
        is_quoted
        or goes_on_in_name(last.text, words)
        or is_name_of_agreement(last.text, words)
        or _BRACKET_AND_DASH.match(words)
    ):
        return True
    if _BRACKETED.match(words):
        return _is_bracket_of_title(words) or (bool(_DATED.match(words)) and last.ends_with_documents)
    # A longer line is a paragraph: the page has each on one line.
    if begins_a_sentence(words) or ends_a_sentence(words) or len(last.text) > _LONGEST_LINE:
        return False
    return len(last.text) >= WIDE_LINE or (last.ends_with_documents and len(last.text) >= _FULL_COLUMN)


def _is_bracket_of_title(words: str) -> bool:
    """Whether a line in brackets says a title more closely: `(first reading)`, `(Lamp Regulation) [first reading]`."""
    closer, _, reading = words.partition(") ")
    patterns = (_READING, _REQUESTED, _PLACE_AND_DAYS, _YEARS, _DAY_ALONE)
    if closer.count("(") == 1 and any(pattern.match(reading) for pattern in patterns):
        return True
    if any(pattern.match(words) for pattern in patterns):
        return True
    return _CLOSER_WORDS.match(words) is not None and not is_treatment(words[1:-1].capitalize())


def goes_on_in_name(above: str, words: str) -> bool:
    """Whether one word in capitals goes on in a name at the end of a wide line: `… the Republic of Cabo` / `Verde`."""
    return len(above) >= _FULL_COLUMN and bool(
        _NAME_FIRST.fullmatch(words) and _NAME_LAST.search(above) and not is_configuration(words)
    )


def _goes_on_within(above: str, line: str) -> bool:
    """Whether a line goes on within a quotation that the line above opened, or within its date: `15 to 19` / `May`."""
    words = line.strip()
    if (above.count('"') % 2 and words.count('"') % 2) or _NUMBER_OF_TRANSFER.match(words):
        return True
    return _DAY_LAST.search(above) is not None and begins_with_month_and_year(words)


def continues_title_after_blank(last: TitleWords, below: TitleWords, *, inside: bool) -> bool:
    """Whether a line below a blank one belongs to the title; `inside`: it is indented as the title is."""
    words = below.text.strip()
    if ends_a_sentence(last.text) or begins_a_sentence(words):
        return False
    if last.text.count("(") > last.text.count(")"):
        return words.count(")") > words.count("(")
    if is_unfinished(last.text) or words[:1].islower() or _DATED.match(words) or _READING.match(words):
        return True
    if _ACT_NUMBER.match(words) and _ACT_LAST.search(last.text):
        return True
    if not inside or not words:
        return False
    return last.ends_with_documents and len(last.text) >= _FULL_COLUMN and not _BRACKETED.match(words)


def is_point_of_meeting(title: str, words: str) -> bool:
    """Whether a line says what is dealt with of the meeting that the title names.

    Behind a colon how an item is treated is part of the title too.

    >>> is_point_of_meeting("Meeting of the Council on 20 March 2023:", "Follow-up")
    True
    """
    words = without_side_document(words)[0]
    return title.endswith(":") and (_POINT_OF_MEETING.fullmatch(words) is not None or bool(split_treatments(words)))


def begins_as_act(title: str) -> bool:
    """Whether a title begins as those of acts and proposals do.

    >>> begins_as_act("Regulation on lamps"), begins_as_act("Richtlinie über Lampen"), begins_as_act("Fisheries")
    (True, True, False)
    """
    return bool(_ACT.match(title))


def is_name_of_agreement(title: str, words: str) -> bool:
    """Whether a line is the last word of the name of an agreement: `… partnership` / `Agreement`, `Committee`."""
    return (
        words in ("Agreement", "Committee", "Council")
        and bool(_KIND_OF_AGREEMENT.search(title))
        and not begins_as_act(title)
    )
