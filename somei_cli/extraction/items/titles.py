"""Read the title of an item or sub-item: where it ends, over which lines it continues, and what is not part of it.

Documents, treatments and approvals are taken off.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from somei_cli.extraction.cover.printed_dates import begins_with_month_and_year
from somei_cli.extraction.cover.printed_titles import ANNEXES
from somei_cli.extraction.items.agenda_phrases import find_usual_title
from somei_cli.extraction.items.configurations import is_configuration
from somei_cli.extraction.items.contents_list import cut_leader
from somei_cli.extraction.items.documents import is_side_code, is_side_document, without_side_document
from somei_cli.extraction.items.notes_below_items import (
    is_approval,
    is_note_below_items,
    is_procedure_file_line,
)
from somei_cli.extraction.items.title_lines import (
    WIDE_LINE,
    TitleWords,
    begins_as_act,
    continues_title,
    continues_title_after_blank,
    goes_on_in_name,
    is_figure_of_title,
    is_name_of_agreement,
    is_point_of_meeting,
    split_title_line,
)
from somei_cli.extraction.items.treatments import (
    is_only_treatment,
    is_part_heading,
    is_treatment,
    split_treatments,
)
from somei_cli.extraction.joined_lines import (
    begins_a_sentence,
    begins_sentence_of_record,
    ends_a_sentence,
    ends_in_small_word,
    is_unfinished,
)
from somei_cli.extraction.numbers_and_bullets import Mark, MarkedLine
from somei_cli.extraction.word_breaks import HYPHEN_LAST, is_between_parts, is_broken_word
from somei_cli.model.importing.draft_entry import Line

LONGEST_TITLE = 300
_CAPITAL = re.compile(r"(?<=[\w)”\"’'])\s(?=[A-Z])")
_SUBJECT_WITHIN = 140
_MOST_WORDS_OF_HEADING = 4
_SHORTEST_BEFORE_PAGE = 45
_LEAST_INDENT, _MOST_INDENT = 2, 12
_SHORTEST_PART = 2
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


# A full stop, but not behind the letter of a first name: “to replace Mr W. WICK, who has resigned”.
_STOP_WITHIN = re.compile(r"(?<!\b[A-ZÀ-Þ])\. ")


def _holds_sentence(words: str) -> bool:
    return ends_a_sentence(words) or _STOP_WITHIN.search(words, 40) is not None


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


_LONGEST_ACT_TITLE = 900


_SENTENCE_WITHIN = re.compile(r"(?<![A-Z][a-z])(?<!No)(?<!\b[a-zA-Z])(?<!etc)\.\s[^\W\d_a-z]")


def seems_endless(title: str) -> bool:
    """Whether a title is too long or holds a sentence, so that its end was probably not seen.

    The titles of acts are long, but hold no sentence.
    """
    if ends_a_sentence(title) and ". " in title:
        return True
    if len(title) <= LONGEST_TITLE:
        return False
    # Financial services: proposal for a Directive …
    is_act = begins_as_act(title) or begins_as_act(title.partition(": ")[2])
    return len(title) > _LONGEST_ACT_TITLE or not is_act or bool(_SENTENCE_WITHIN.search(title))


# In a text of one line: Approval of the "I" items WEDNESDAY 4 FEBRUARY 2026
_DAY_IN_CAPITALS = re.compile(r"\s(?:MON|TUES|WEDNES|THURS|FRI)DAY,?\s[0-9]{1,2}\s[A-Z]{3,9}\b")
# A date whose blanks were lost: “17-18November2011”.
_GLUED_MONTH = re.compile(
    r"(?<![0-9])(?P<day>[0-3]?[0-9]) ?(?P<month>January|February|March|April|May|June|July|August|September|October|"
    r"November|December) ?(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
)
_LEGEND_SIGN = re.compile(r"(?<=\S)\s(?:\(?\*{1,3}\)?|\([°+#]\))$")


_INITIALS = re.compile(r"\b[A-Z]\.[A-Z]\.$")
# In a list of contents: the last title, and `ANNEX - Statements for the minutes` on the same line.
_ANNEX_BEHIND = re.compile(rf"(?<=[a-zß-ÿ0-9)”\"])\s(?:{ANNEXES})\s[-–—]\s")

# Behind the title stands where its list is, and the number of the next part: “"I" items (see Annex) II”.
_SEE_ANNEX_LAST = re.compile(
    r"\s\((?:[Ss]ee|[Vv]oir|[Ss]iehe|[Zz]ie)(?: the| l['’])? ?(?:[Aa]nnexe?|Anlage|Bijlage)\)(?: I{1,3})?$"
)
_PART_LAST = re.compile(r"(?<!Chapter)(?<!Part)(?<!Annex)(?<!Title)(?<!Section)\sI{1,3}$")
# The foot of the page, in a page of one line: “Any other business 1 EN”.
_PAGE_AND_LANGUAGE = re.compile(r"\s[0-9]{1,2} (?:EN|FR|DE|ES|IT|NL|PT|DA|SV|FI|EL|PL|CS|HU|RO)$")
# What a scan leaves: “( Danish delegation )”.
_BLANK_IN_BRACKET = re.compile(r"(?<=[^\W\d_] \() +(?=[^\W\d_])|(?<=[\w)]) +(?=\))")
# The number of an act, or two days, over two lines: “2009/ 102/CE”, “30. November/ 1. Dezember”.
_BLANK_IN_NUMBER = re.compile(r"(?<=[^\W\d_]/) (?=[0-3]?[0-9]\. )|(?<=\b(?:19|20)[0-9]{2}/) (?=[0-9]{1,4}/[A-Z]{2})")
# Notices of the nineties have a label before each title: `ITEM 1   Re:  Transfers`.
_LABEL_FIRST = re.compile(r"^\s*(?:Re|Objet|Betr\.|Betrifft)\s?:\s+")


def clean_title(title: str) -> str:
    """Return a title without label, leader, page, the sign of a legend, the heading of the next day and final point.

    >>> clean_title("Lamps .......... 4"), clean_title("Oil (*)"), clean_title("Re:  Wicks")
    ('Lamps', 'Oil', 'Wicks')
    """
    title = _BLANK_IN_NUMBER.sub("", _BLANK_IN_BRACKET.sub("", title))
    title = _LABEL_FIRST.sub("", _GLUED_MONTH.sub(r"\g<day> \g<month> \g<year>", title))
    words = _LEGEND_SIGN.sub("", cut_leader(" ".join(title.split()))[0].strip()).rstrip(":; ")
    words = _DAY_IN_CAPITALS.split(words, maxsplit=1)[0]
    if annex := _ANNEX_BEHIND.search(words):
        words = words[: annex.start()]
    words = _PAGE_AND_LANGUAGE.sub("", _SEE_ANNEX_LAST.sub("", words))
    if (part := _PART_LAST.search(words)) and split_treatments(words[: part.start()]):
        words = words[: part.start()]
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
        is_cut = ends_in_small_word(last.text) or HYPHEN_LAST.search(last.text) is not None
        over_pages = _find_line_of_next_page(lines, index, last)
        may_be_apart = bare or is_cut or bool(over_pages) or _goes_on_in_small_letters(lines, index)
        below = find_next_line(lines, index, bare=may_be_apart)
        line = _without_number_of_title(lines[below], last) if below is not None else None
        if line is None or below is None or line.mark is not Mark.NONE or line.line.heading or line.line.note:
            break
        if column and bare and is_indented_part(line, last.text, column):
            break
        if _is_heading_below_document(lines, below, last):
            break
        is_code = is_side_code(line.text) and (is_unfinished(last.text) or bool(documents))
        if is_code or (is_side_document(line.text) and not is_figure_of_title(last, line.text)):
            documents.append(line.line)
            last = replace(last, ends_with_documents=True) if bare else last
        elif bare and _is_beside_title(lines, below, last):
            title.append((line.line, TitleWords("", treatments=(line.text.strip(),))))
        elif not _is_not_title(line.text, last) and (
            below == over_pages or _continues_below(last, line.text, first.text, apart=below > index, bare=bare)
        ):
            words = line.text.lstrip() if is_figure_of_title(last, line.text) else line.text
            may_split = bare and not is_point_of_meeting(last.text, words.strip())
            last = split_title_line(words, bare=may_split, below_documents=last.ends_with_documents)
            title.append((line.line, last))
        else:
            break
        index = below + 1
    return TitleLines(tuple(title), tuple(documents), index)


def _find_line_of_next_page(lines: Sequence[MarkedLine], index: int, last: TitleWords) -> int:
    """Return the index of the next line with words if the foot of a page is above it and it may go on with the title.

    The lines of the foot are left out, so that numbers are missing. Below a short title the text of the item follows.
    """
    below = next((place for place in range(index, len(lines)) if not lines[place].is_blank), None)
    if below is None or not index or len(last.text) < _SHORTEST_BEFORE_PAGE or ends_a_sentence(last.text):
        return 0
    line, above = lines[below], lines[index - 1]
    words = line.text.strip()
    is_next_page = line.line.number - above.line.number > below - index + 1 or line.line.page != above.line.page
    if not is_next_page or line.mark is not Mark.NONE or not words[:1].isalpha():
        return 0
    if last.ends_with_documents or is_side_document(above.text) or begins_a_sentence(words):
        return 0
    paragraph = list(takewhile(lambda marked: not marked.is_blank and marked.mark is Mark.NONE, lines[below:]))
    if begins_sentence_of_record(words) or ends_a_sentence(paragraph[-1].text):
        return 0
    return 0 if is_part_heading(words) or is_configuration(words) or is_treatment(words) else below


def _without_number_of_title(line: MarkedLine, last: TitleWords) -> MarkedLine:
    """Return a line whose number belongs to the title above, `in the matter of` / `8. general programme`, with it."""
    words = line.text.strip()
    is_day = last.text.endswith("/") and begins_with_month_and_year(words)
    if line.mark is Mark.NUMBER and (is_day or (words[:1].islower() and line.sign.isdigit())):
        return MarkedLine(line.printed_line)
    return line


def _is_heading_below_document(lines: Sequence[MarkedLine], index: int, last: TitleWords) -> bool:
    """Whether the last line below a title and its document heads the next items: it has few words, each a name."""
    words = lines[index].text.strip()
    is_last = not any(line.text.strip() for line in lines[index + 1 :])
    return (
        is_last
        and last.ends_with_documents
        and len(words.split()) <= _MOST_WORDS_OF_HEADING
        and words[:1].isupper()
        and not is_unfinished(last.text)
        and last.text.count('"') % 2 == 0
        and not is_name_of_agreement(last.text, words)
        and not goes_on_in_name(last.text, words)
    )


def _is_beside_title(lines: Sequence[MarkedLine], index: int, last: TitleWords) -> bool:
    """Whether a line is a treatment of the right-hand column within a title, which goes on below in small letters."""
    if not (is_unfinished(last.text) and is_only_treatment(lines[index].text.strip())):
        return False
    below = (line for line in lines[index + 1 :] if not line.is_blank and not is_side_document(line.text))
    following = next(below, None)
    return following is not None and following.mark is Mark.NONE and following.text.strip()[:1].islower()


def _is_cut_heading(title: str, below: MarkedLine) -> bool:
    """Whether a heading of the format ends in a small word, and the next line goes on: `Adoption of the` / `agenda`."""
    return is_unfinished(title) and below.mark is Mark.NONE and below.text[:1].islower()


def _goes_on_in_small_letters(lines: Sequence[MarkedLine], index: int) -> bool:
    """Whether one blank line follows, as on a page with one behind each line, and then words that begin no sentence.

    Documents of the right-hand column may stand between them.
    """
    while index + 1 < len(lines) and lines[index].is_blank and not lines[index + 1].is_blank:
        below = lines[index + 1]
        if below.mark is Mark.NONE and is_side_document(below.text):
            index += 2
            continue
        words = below.text.strip()
        return words[:1].islower() and not ends_a_sentence(words)
    return False


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


def _is_not_title(line: str, last: TitleWords) -> bool:
    """Whether a line below a title is a treatment, a heading or the end, whatever the title's last word.

    A treatment may still continue a title that ends in a small word: `the signing of the` and `Agreement with Canada`.
    """
    words = line.strip()
    if words[:1].isupper() and (is_complete_title(last.text) or (words == "Decision" and last.text.endswith(")"))):
        return True
    goes_on = last.text.endswith(":") and words[:1].islower()
    goes_on = goes_on or is_name_of_agreement(last.text, words) or is_point_of_meeting(last.text, words)
    if (
        is_treatment(without_side_document(words)[0])
        and not goes_on
        and not (is_unfinished(last.text) and last.text[-1:].isalpha())
    ):
        return True
    if is_note_below_items(words) or is_procedure_file_line(words) or is_approval(words):
        return True
    return is_part_heading(words) and not last.text.isupper()


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
