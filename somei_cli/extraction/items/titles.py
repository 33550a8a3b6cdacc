"""Read the title of an item or sub-item: where it ends, over which lines it continues, and what is not part of it.

Documents, treatments and approvals are taken off.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from somei_cli.extraction.items.agenda_phrases import ANNEXES, find_usual_title
from somei_cli.extraction.items.contents_list import cut_leader
from somei_cli.extraction.items.documents import (
    is_side_document,
    text_after_inserted_documents,
    without_bracketed_documents,
    without_inserted_documents,
    without_side_codes,
    without_side_document,
)
from somei_cli.extraction.items.notes_below_items import (
    is_approval,
    is_note_below_items,
    is_procedure_file_line,
    split_off_approval,
)
from somei_cli.extraction.items.treatments import (
    is_part_heading,
    is_treatment,
    split_treatments,
    without_heading,
    without_treatments,
)
from somei_cli.extraction.joined_lines import (
    begins_a_sentence,
    begins_sentence_of_record,
    ends_a_sentence,
    ends_in_small_word,
    is_between_parts,
    is_broken_word,
    is_unfinished,
)
from somei_cli.extraction.numbers_and_bullets import Mark, MarkedLine
from somei_cli.model.importing.draft_entry import Line

WIDE_LINE = 60
_FULL_COLUMN = 38
LONGEST_TITLE = 300
_CAPITAL = re.compile(r"(?<=[\w)”\"’'])\s(?=[A-Z])")
# Words that begin no line of their own: “Informationen der tschechischen / Delegation”.
_LAST_WORDS = frozenset({"Delegation", "Delegationen", "Presidency", "Délégation", "Delegations"})
_BRACKETED = re.compile(r"^[\[(].*[\])]$")
_DATED = re.compile(r"^\([^()]{2,60}[0-9]{1,2} [^\W\d_]{3,12} (?:19|20)[0-9]{2}\)$")
# The place and the days of a meeting: “(Nairobi, 26 February - 1 March 2024)”.
_YEARS = re.compile(r"\((?:19|20)[0-9]{2} ?[-–/] ?(?:(?:19|20)[0-9]{2}|[0-9]{2})\)$")
_PLACE_AND_DAYS = re.compile(
    r"\([^\W\d_a-zß-ÿ][^()0-9]{2,40}, (?:[0-3]?[0-9]\.?(?: ?[^\W\d_]{3,12})? ?(?:[-–—/]|and|to|et|au|und|bis) ?)?"
    r"[0-3]?[0-9]\.? [^\W\d_]{3,12} (?:19|20)[0-9]{2}\)$"
)
# Who asked for a point, or the number of an application for access: “(No 11/c/01/09)”.
_REQUESTED = re.compile(
    r"\((?:(?:at the )?[Rr]equest(?:ed)? (?:of|by|from)|(?:auf )?Antrag de[rs]|(?:à la )?[Dd]emande d[eu]s?|"
    r"[Oo]p verzoek van|[Ss]u richiesta d|[Aa] petición de|[Aa] pedido d|[Pp]å begäran av|[Ee]fter anmodning fra)"
    r"[^()]{3,80}\)$|\((?:No|Nr\.?|[Nn]°|[Nn]º) ?[0-9]{1,3}/c/[0-9/]{2,8}\)$"
)
# A question of the European Parliament, whose subject is in quotation marks on the next line.
_QUESTION = re.compile(r"\b[EPHO]-[0-9]{3,6}/(?:19|20)?[0-9]{2}\b")
_QUOTED = re.compile(r"[\"“„«].{3,}[\"”“»]$")
_READING = re.compile(
    r"(?i)[\[(](?:(?:first|second|third) reading|(?:première|deuxième) lecture|(?:erste|zweite) lesung|"
    r"(?:eerste|tweede) lezing|(?:prima|seconda) lettura|(?:primera|segunda) lectura)[\])]$"
)
_SUBJECT_WITHIN = 140
_LEAST_INDENT, _MOST_INDENT = 2, 12
_SHORTEST_PART = 3
# A word that a hyphen parts at the end of a line; “pre- and post-” is none.
_BROKEN_WORD = re.compile(
    r"(?<![^\W\d_])(?P<first>[^\W\d_]{1,30}(?<![A-ZÀ-Þ]))- (?P<second>[^\W\d_A-ZÀ-Þ]{3,30})(?!\w)"
)
# Endings that are no words, so that the hyphen was only of the line: “questionnaire of the delega- tion”.
_BROKEN_ENDING = re.compile(
    r"(?<=[^\W\d_A-ZÀ-Þ])- (?=[bcdfghlmnprstvz]{0,2}(?:tions?|sions?|ments?|ings?|it(?:y|ies)|[ae]nces?|niques?|ques?|"
    r"t[ée]s?|ungs?|ungen|heit|keit|lich(?:e[nrs]?)?|schaft(?:en)?|ci[óo]n|ciones|zion[ei]|ções|ção|heid|elser?|eren)"
    r"(?![\w-]))"
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
    line, heading = cut_leader(line)
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
    text = text.removesuffix(" -") if inserted or documents else text
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


def continues_title(last: TitleWords, line: str) -> bool:
    """Whether a line right below belongs to the title above it."""
    words = line.strip()
    if ends_a_sentence(last.text) or words.isdigit():
        return False
    if is_unfinished(last.text) or words[0].islower() or words in _LAST_WORDS:
        return True
    if _is_name_of_agreement(last.text, words) or (_QUOTED.match(words) and _QUESTION.search(last.text)):
        return True
    if _BRACKETED.match(words):
        is_of_title = any(pattern.match(words) for pattern in (_READING, _REQUESTED, _PLACE_AND_DAYS, _YEARS))
        return is_of_title or (bool(_DATED.match(words)) and last.ends_with_documents)
    if begins_a_sentence(words) or ends_a_sentence(words):
        return False
    return len(last.text) >= WIDE_LINE or (last.ends_with_documents and len(last.text) >= _FULL_COLUMN)


def continues_title_after_blank(last: TitleWords, below: TitleWords, *, inside: bool) -> bool:
    """Whether a line below a blank one belongs to the title; `inside`: it is indented as the title is."""
    if ends_a_sentence(last.text) or begins_a_sentence(below.text):
        return False
    if last.text.count("(") > last.text.count(")"):
        return below.text.count(")") > below.text.count("(")
    if is_unfinished(last.text) or below.text[:1].islower() or _DATED.match(below.text):
        return True
    if not inside or not below.text:
        return False
    return last.ends_with_documents and len(last.text) >= _FULL_COLUMN and not _BRACKETED.match(below.text)


@lru_cache(maxsize=256)
def split_off_sentence(words: str) -> tuple[str, str]:
    """Split a title from the sentence it runs into, in a page that came as one line.

    >>> split_off_sentence("State of play in Coreper on lamps The Chair recalled two aspects. All agreed.")
    ('State of play in Coreper on lamps', 'The Chair recalled two aspects. All agreed.')
    """
    if title := find_usual_title(words):
        return title, words[len(title) :].strip()
    if not _holds_sentence(words) or begins_a_sentence(words) or begins_sentence_of_record(words):
        return words, ""
    for match in _CAPITAL.finditer(words[:LONGEST_TITLE]):
        head = words[: match.start()]
        if is_unfinished(head) or not (
            begins_a_sentence(words, match.end()) or begins_sentence_of_record(words, match.end())
        ):
            continue
        sentence_start = _sentence_start(words, match.end())
        return words[:sentence_start].rstrip(), words[sentence_start:]
    return words, ""


def _holds_sentence(words: str) -> bool:
    return ends_a_sentence(words) or ". " in words[40:]


def _sentence_start(words: str, start: int) -> int:
    """Return where the sentence begins: at the possible subject nearest to its verb, which need not be the first."""
    nearest = start
    for match in _CAPITAL.finditer(words, start, min(len(words), start + _SUBJECT_WITHIN)):
        between = words[nearest : match.start()]
        if ends_a_sentence(between) or begins_a_sentence(f"{between} "):
            break
        if begins_a_sentence(words, match.end()) and not is_unfinished(between):
            nearest = match.end()
    return nearest


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
_LONGEST_ACT_TITLE = 900


def begins_as_act(title: str) -> bool:
    """Whether a title begins as those of acts and proposals do.

    >>> begins_as_act("Regulation on lamps"), begins_as_act("Richtlinie über Lampen"), begins_as_act("Fisheries")
    (True, True, False)
    """
    return bool(_ACT.match(title))


_SENTENCE_WITHIN = re.compile(r"(?<![A-Z][a-z])(?<!No)(?<!\b[a-zA-Z])(?<!etc)\.\s[^\W\d_a-z]")


def seems_endless(title: str) -> bool:
    """Whether a title is too long or holds a sentence, so that its end was probably not seen.

    The titles of acts are long, but hold no sentence.
    """
    if ends_a_sentence(title) and ". " in title:
        return True
    if len(title) <= LONGEST_TITLE:
        return False
    return len(title) > _LONGEST_ACT_TITLE or not begins_as_act(title) or bool(_SENTENCE_WITHIN.search(title))


# In a text of one line: Approval of the "I" items WEDNESDAY 4 FEBRUARY 2026
_DAY_IN_CAPITALS = re.compile(r"\s(?:MON|TUES|WEDNES|THURS|FRI)DAY,?\s[0-9]{1,2}\s[A-Z]{3,9}\b")
# A date whose blanks were lost: “17-18November2011”.
_GLUED_MONTH = re.compile(
    r"(?<![0-9])(?P<day>[0-3]?[0-9]) ?(?P<month>January|February|March|April|May|June|July|August|September|October|"
    r"November|December) ?(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
)
_LEGEND_SIGN = re.compile(r"(?<=\S)\s\(?\*{1,3}\)?$")


# Words before “Agreement” in the name of one.
_KIND_OF_AGREEMENT = re.compile(
    r"(?i)\b(?:partnership|co-?operation|association|free trade|framework|readmission|facilitation|air services|"
    r"withdrawal)$"
)
_INITIALS = re.compile(r"\b[A-Z]\.[A-Z]\.$")
# In a list of contents: the last title, and `ANNEX - Statements for the minutes` on the same line.
_ANNEX_BEHIND = re.compile(rf"(?<=[a-zß-ÿ0-9)”\"])\s(?:{ANNEXES})\s[-–—]\s")


def clean_title(title: str) -> str:
    """Return a title without leader, page number, the sign of a legend, the heading of the next day and final point.

    >>> clean_title("Lamps .......... 4"), clean_title("Oil (*)")
    ('Lamps', 'Oil')
    """
    title = _GLUED_MONTH.sub(r"\g<day> \g<month> \g<year>", title)
    words = _LEGEND_SIGN.sub("", cut_leader(" ".join(title.split()))[0].strip()).rstrip(":; ")
    words = _DAY_IN_CAPITALS.split(words, maxsplit=1)[0]
    if annex := _ANNEX_BEHIND.search(words):
        words = words[: annex.start()]
    is_final = ends_a_sentence(words) and words[-1] == "." and ". " not in words and not _INITIALS.search(words)
    return words[:-1] if is_final else words


_PREPARATION = (
    r"Preparation|Préparation|Vorbereitung|Voorbereiding|Preparazione|Preparación|Preparação|Forberedelse|Förberedelse|"
    r"Förberedelser|Valmistelut?|Ettevalmistamine|Sagatavošana|Pasirengimas|Pasiruošimas|Przygotowanie|Příprava|"
    r"Príprava|Priprava|Priprema|Előkészítés|Pregătirea?|Подготовка|Προετοιμασία|Tħejjija|Ullmhúchán"
)
_COMPLETE_TITLE = re.compile(
    rf"[^\s:].{{10,}}:\s(?:{_PREPARATION})$|"
    r"(?:Transparency [-–—] )?(?:Public access|Access of the public|Access) to documents$|"
    r"(?:Transparence [-–—] )?Accès du public aux documents$"
)


def is_complete_title(title: str) -> bool:
    """Whether a title has its last word: the item prepares a meeting, or is about public access to documents.

    Its parts may be on the next lines.

    >>> is_complete_title("Meeting of the Council (Harbours) on 4 May 2023: Preparation")
    True
    """
    return bool(_COMPLETE_TITLE.match(title.rstrip()[:LONGEST_TITLE]))


@dataclass(frozen=True, slots=True)
class TitleLines:
    """The lines of one title, each split; the lines of documents between them; and the index of the next line."""

    lines: tuple[tuple[Line, TitleWords], ...]
    documents: tuple[Line, ...]
    next_index: int

    @property
    def text(self) -> str:
        """The title."""
        title = " ".join(words.text.strip() for _, words in self.lines if words.text.strip())
        return _BROKEN_WORD.sub(_join_word, _BROKEN_ENDING.sub("", title)) if "- " in title else title


def _join_word(broken: re.Match[str]) -> str:
    """Return a word that a hyphen parts at the end of a line as one; the hyphen stays if it may be the word's own."""
    first, second = broken["first"], broken["second"]
    if is_between_parts(second):
        return broken[0]
    return first + second if len(first) >= _SHORTEST_PART and is_broken_word(first, second) else f"{first}-{second}"


def is_indented_part(line: MarkedLine, title: str, column: int) -> bool:
    """Whether a line below a title is a part of the item: it is indented deeper than the title, in layout text.

    The title begins in a column. A wide line of it may go on below with any word, but not with an act or a treatment.

    >>> line = MarkedLine(Line("         General approach", 3))
    >>> is_indented_part(line, "Lamps of the north", 6), is_indented_part(line, "Lamps of the", 6)
    (True, False)
    """
    words = line.text.strip()
    if line.mark is not Mark.NONE or not column or not words[:1].isupper() or is_unfinished(title):
        return False
    if not column + _LEAST_INDENT <= _indent(line.text) <= column + _MOST_INDENT or ends_a_sentence(words):
        return False
    if is_side_document(words) or is_part_heading(words) or begins_a_sentence(words) or is_note_below_items(words):
        return False
    return len(title) < WIDE_LINE or begins_as_act(words) or is_treatment(words)


def read_title(lines: Sequence[MarkedLine], index: int, first: Line, *, bare: bool, column: int = 0) -> TitleLines:
    """Read the title that begins with the line `first` and may continue at an index.

    `bare`: it is in an agenda without running text. `column` is where the title begins on its line, if that is known.
    """
    last = split_title_line(first.text, bare=bare)
    title = [(first, last)]
    documents: list[Line] = []
    while index < len(lines) and last.text and not last.is_closed:
        if first.heading and not _is_cut_heading(last.text, lines[index]):
            break
        # Between a small word and the rest of the title a page may end, and leave blank lines.
        may_be_apart = bare or ends_in_small_word(last.text) or _goes_on_in_small_letters(lines, index)
        below = find_next_line(lines, index, bare=may_be_apart)
        line = lines[below] if below is not None else None
        if line is None or below is None or line.mark is not Mark.NONE or line.line.heading or line.line.note:
            break
        if column and bare and is_indented_part(line, last.text, column):
            break
        if is_side_document(line.text):
            documents.append(line.line)
            last = replace(last, ends_with_documents=True) if bare else last
        elif not _is_not_title(line.text, last) and _continues_below(
            last, line.text, first.text, apart=below > index, bare=bare
        ):
            last = split_title_line(line.text, bare=bare, below_documents=last.ends_with_documents)
            title.append((line.line, last))
        else:
            break
        index = below + 1
    return TitleLines(tuple(title), tuple(documents), index)


def _is_cut_heading(title: str, below: MarkedLine) -> bool:
    """Whether a heading of the format ends in a small word, and the next line goes on: `Adoption of the` / `agenda`."""
    return is_unfinished(title) and below.mark is Mark.NONE and below.text[:1].islower()


def _goes_on_in_small_letters(lines: Sequence[MarkedLine], index: int) -> bool:
    """Whether one blank line follows, as on a page with one behind each line, and then words that begin no sentence."""
    below = lines[index + 1].text.strip() if index + 1 < len(lines) and lines[index].is_blank else ""
    return below[:1].islower() and not ends_a_sentence(below)


def find_next_line(lines: Sequence[MarkedLine], index: int, *, bare: bool) -> int | None:
    """Return the index of the next line with words; only a bare agenda may have blank lines before it."""
    while bare and index < len(lines) and lines[index].is_blank:
        index += 1
    return index if index < len(lines) and lines[index].text else None


def _continues_below(last: TitleWords, line: str, first: str, *, apart: bool, bare: bool) -> bool:
    if not apart:
        return continues_title(last, line)
    inside = 0 < _indent(first) <= _indent(line)
    return continues_title_after_blank(
        last, split_title_line(line, bare=bare, below_documents=last.ends_with_documents), inside=inside
    )


def _is_name_of_agreement(title: str, words: str) -> bool:
    return words == "Agreement" and bool(_KIND_OF_AGREEMENT.search(title)) and not begins_as_act(title)


def _is_not_title(line: str, last: TitleWords) -> bool:
    """Whether a line below a title is a treatment, a heading or the end, whatever the title's last word.

    A treatment may still continue a title that ends in a small word: `the signing of the` and `Agreement with Canada`.
    """
    words = line.strip()
    if is_complete_title(last.text) and words[:1].isupper():
        return True
    goes_on = last.text.endswith(":") and words[:1].islower()
    goes_on = goes_on or _is_name_of_agreement(last.text, words)
    if is_treatment(words) and not goes_on and not (is_unfinished(last.text) and last.text[-1:].isalpha()):
        return True
    if is_note_below_items(words) or is_procedure_file_line(words) or is_approval(words):
        return True
    return is_part_heading(words) and not last.text.isupper()


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
