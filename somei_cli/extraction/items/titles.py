"""The title of an item or sub-item: where it ends, which lines it goes on over, and what of its words is not title.

Dot leaders and page numbers of lists of contents, taken off the titles they stand behind.
What belongs to no title: notes and legends below the last item, footnotes, and who approved an item.
The lines that a title or a sub-item goes on over, and the documents that stand between them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from somei_cli.extraction.items.agenda_phrases import usual_title
from somei_cli.extraction.items.documents import (
    behind_fallen_documents,
    is_side_document,
    without_bracketed_documents,
    without_fallen_documents,
    without_side_document,
)
from somei_cli.extraction.items.markers import Mark, Marked
from somei_cli.extraction.items.treatments import is_part_heading, is_treatment, without_heading, without_treatments
from somei_cli.extraction.lines import begins_a_sentence, ends_a_sentence, goes_on
from somei_cli.model.importing.draft_entry import Line

# The run is taken whole and begins where no run stands before: a page full of points costs one look at each.
_RUN = re.compile(r"(?<![\s.…_])[\s.…_]{2,}+(?P<page>[0-9IVX]{0,4})(?=\s|$)")
_FEWEST_POINTS = 3


def cut_leader(line: str) -> tuple[str, str]:
    """A line without its leader and page number, and the words that run on behind these.

    >>> cut_leader("Lamps ........ 4"), cut_leader("Oil . . . . . 4 Coreper"), cut_leader("Fog      12")
    (('Lamps', ''), ('Oil', 'Coreper'), ('Fog', ''))
    >>> cut_leader("Lamps, oil etc.")
    ('Lamps, oil etc.', '')
    """
    for match in _RUN.finditer(line):
        behind = line[match.end() :].strip()
        if _is_leader(match[0], at_end=not behind, paged=bool(match["page"])):
            return line[: match.start()], behind
    return line, ""


def has_leader(line: str) -> bool:
    """Whether a line ends as those of a list of contents do.

    >>> [has_leader(line) for line in ("ANNEX - Statements ........... 8", "Lamps")]
    [True, False]
    """
    words, behind = cut_leader(line)
    return not behind and len(words.strip()) < len(line.strip()) and any(sign in line for sign in ("...", ". . .", "…"))


def _is_leader(run: str, *, at_end: bool, paged: bool) -> bool:
    points = run.count(".") + 2 * run.count("…") + run.count("_")
    if at_end:
        return points >= _FEWEST_POINTS or (not points and len(run) > _FEWEST_POINTS and run[:_FEWEST_POINTS].isspace())
    return paged and points > _FEWEST_POINTS


WIDE = 60
_FULL = 38
LONGEST = 300
_CAPITAL = re.compile(r"(?<=[\w)”\"’'])\s(?=[A-Z])")
_BRACKETED = re.compile(r"^[\[(].*[\])]$")
_DATED = re.compile(r"^\([^()]{2,60}[0-9]{1,2} [^\W\d_]{3,12} (?:19|20)[0-9]{2}\)$")
_REACH = 140


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The words of a title line, and what stood between and behind them.

    `gap` tells that the line ended with documents: the right-hand column began there, and the title may go on below.
    """

    text: str
    documents: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()
    heading: str = ""
    gap: bool = False

    @property
    def closed(self) -> bool:
        """Whether the title is over: a treatment or a heading stands behind it."""
        return bool(self.treatments or self.heading)


def title_words(line: str, *, bare: bool, columns_fell: bool = False) -> TitleWords:
    """Take a title line apart. In a `bare` agenda, one without running text, documents may stand anywhere in it.

    `columns_fell` tells that it goes on a line that ended with documents of the right-hand column.

    >>> words = title_words("The lamps of the 15184/22 north – Exchange of views", bare=True)
    >>> words.text, words.documents, words.treatments
    ('The lamps of the north', ('15184/22',), ('Exchange of views',))
    """
    line, heading = cut_leader(line)
    line, bracketed = without_bracketed_documents(line)
    text, document = without_side_document(line)
    documents: tuple[str, ...] = (*bracketed, document) if document else bracketed
    if not bare:
        return TitleWords(text, documents, heading=heading, gap=bool(document))
    behind = behind_fallen_documents(text.strip())
    text, fallen = without_fallen_documents(text.strip())
    at = len(text) - len(behind) if fallen else 0
    gap = bool(document) or bool(fallen and line.rstrip().endswith(fallen[-1]))
    documents = (*fallen, *documents)
    text, last = without_heading(text)
    heading = heading or last
    if heading:
        text, document = without_side_document(text)
        documents += (document,) if document else ()
    treated = without_treatments(text, at, columns_fell=columns_fell)
    return TitleWords(treated.words.strip(), documents, treated.treatments, heading, gap)


def continues(last: TitleWords, line: str) -> bool:
    """Whether a line right below belongs to the title above it."""
    words = line.strip()
    if ends_a_sentence(last.text) or words.isdigit():
        return False
    if goes_on(last.text) or words[0].islower():
        return True
    if _BRACKETED.match(words):
        return bool(_DATED.match(words)) and last.gap
    if begins_a_sentence(words) or ends_a_sentence(words):
        return False
    return len(last.text) >= WIDE or (last.gap and len(last.text) >= _FULL)


def continues_apart(last: TitleWords, below: TitleWords, *, inside: bool) -> bool:
    """Whether a line below an empty one belongs to the title; `inside`: it is indented as the title is."""
    if ends_a_sentence(last.text) or begins_a_sentence(below.text):
        return False
    if last.text.count("(") > last.text.count(")"):
        return below.text.count(")") > below.text.count("(")
    if goes_on(last.text) or below.text[:1].islower() or _DATED.match(below.text):
        return True
    if not inside or not below.text:
        return False
    return last.gap and len(last.text) >= _FULL and not _BRACKETED.match(below.text)


def cut_sentence(words: str) -> tuple[str, str]:
    """In a page that came as one line, a title runs into the sentence behind it.

    >>> cut_sentence("State of play in Coreper on lamps The Chair recalled two aspects. All agreed.")
    ('State of play in Coreper on lamps', 'The Chair recalled two aspects. All agreed.')
    """
    if usual := usual_title(words):
        return usual, words[len(usual) :].strip()
    if not _runs_on(words) or begins_a_sentence(words):
        return words, ""
    for match in _CAPITAL.finditer(words[:LONGEST]):
        head = words[: match.start()]
        if goes_on(head) or not begins_a_sentence(words, match.end()):
            continue
        at = _nearest_subject(words, match.end())
        return words[:at].rstrip(), words[at:]
    return words, ""


def _runs_on(words: str) -> bool:
    return ends_a_sentence(words) or ". " in words[40:]


def _nearest_subject(words: str, start: int) -> int:
    """The sentence may begin later than the first word that could be its subject: with that next to its verb."""
    found = start
    for match in _CAPITAL.finditer(words, start, min(len(words), start + _REACH)):
        between = words[found : match.start()]
        if ends_a_sentence(between) or begins_a_sentence(f"{between} "):
            break
        if begins_a_sentence(words, match.end()) and not goes_on(between):
            found = match.end()
    return found


def clean(title: str) -> str:
    """A title without dot leaders and page number, and without the point at its end.

    >>> clean("Lamps .......... 4")
    'Lamps'
    """
    words = cut_leader(" ".join(title.split()))[0].strip().rstrip(":; ")
    return words[:-1] if ends_a_sentence(words) and words[-1] == "." and ". " not in words else words


_APPROVED = re.compile(r"(?i)approved by (?:the )?(?:Coreper|Permanent Representatives Committee)\b")
_TAIL = re.compile(
    r"(?:N\.?B\.?\s?:|p\.m\.|\((?:[xX*]|\*{1,3})\)\s|First reading\b|Special legislative procedure|"
    r"(?:Item )?[Bb]ased on a Commission proposal|Public debate proposed by|Bijzondere wetgevingsprocedure|"
    r"Eerste lezing|"
    r"Op basis van een Commissievoorstel|Première lecture|Erste Lesung|En marge du Conseil|In the margins of)"
)
_LEGEND = re.compile(
    r"(?:Items?|Points?|Punkte?|Punkter|Punt(?:en)?|Punto|Punti)\s"
    r"(?:on|for|to|proposed|based|pour|sur|zu|auf|über|waarover|su)\s?"
    r"(?:which|be|lequel|lesquels|dem|denen|het|een|cui|the)\b"
)
_FILE = re.compile(
    r"(?i)(?:interinstitutional|inter-institutional|dossier\sinterinstitutionnel|interinstitutionelles\sdossier|"
    r"interinstitutioneel\sdossier)\b"
)
_NOTE = re.compile(r"(?=.*[0-9]).{1,200}$")


def is_tail(words: str) -> bool:
    """Whether a line without a mark is a note or a legend below the last item.

    >>> [is_tail(words) for words in ("NB: Delegates are asked to bring lamps.", "Lamps")]
    [True, False]
    """
    return bool(_TAIL.match(words))


def is_file_line(words: str) -> bool:
    """Whether a line below a title names the procedure's file, which the item does not keep.

    >>> is_file_line("Interinstitutional file: 2016/0100 (COD)")
    True
    """
    return bool(_FILE.match(words))


def is_legend(this: Marked) -> bool:
    """Whether a line explains a mark that stands before items: `(x) Item on which a public debate may be held`."""
    return this.mark not in (Mark.NUMBER, Mark.ROMAN) and bool(_LEGEND.match(this.text.strip()))


def approves(words: str) -> bool:
    """Whether a line says that Coreper approved the item: it goes to the Council without debate.

    >>> approves("approved by Coreper, Part 2, on 28.05.2008")
    True
    """
    return bool(_APPROVED.match(words))


def past_note(lines: Sequence[Marked], at: int) -> int:
    """The index behind a footnote in plain text, whose mark stood on the line above and whose words begin here."""
    if at >= len(lines) or not _is_note(lines[at]):
        return at
    at += 1
    while at < len(lines) and lines[at - 1].text and not ends_a_sentence(lines[at - 1].text):
        if lines[at].mark is not Mark.NONE or not lines[at].text:
            break
        at += 1
    return at


def _is_note(below: Marked) -> bool:
    return below.mark is Mark.NONE and bool(_NOTE.match(below.text)) and not begins_a_sentence(below.text)


@dataclass(frozen=True, slots=True)
class TitleLines:
    """The lines of one title taken apart, the lines of documents between them, and where the next line stands."""

    lines: tuple[tuple[Line, TitleWords], ...]
    documents: tuple[Line, ...]
    after: int

    @property
    def text(self) -> str:
        """The title."""
        return " ".join(words.text for _, words in self.lines if words.text)


def title_lines(lines: Sequence[Marked], at: int, first: Line, *, bare: bool) -> TitleLines:
    """The title that begins with the line `first` and may go on at an index; `bare`: of an agenda without text."""
    last = title_words(first.text, bare=bare)
    found = [(first, last)]
    documents: list[Line] = []
    while at < len(lines) and not first.heading and not last.closed and last.text:
        below = next_line(lines, at, bare=bare)
        this = lines[below] if below is not None else None
        if this is None or below is None or this.mark is not Mark.NONE or this.line.heading or this.line.note:
            break
        if is_side_document(this.text):
            documents.append(this.line)
            last = replace(last, gap=True) if bare else last
        elif not _stands_alone(this.text, last) and _goes_on(last, this.text, first.text, apart=below > at, bare=bare):
            last = title_words(this.text, bare=bare, columns_fell=last.gap)
            found.append((this.line, last))
        else:
            break
        at = below + 1
    return TitleLines(tuple(found), tuple(documents), at)


def next_line(lines: Sequence[Marked], at: int, *, bare: bool) -> int | None:
    """Where the next line with words stands: in a bare agenda, empty ones are passed over."""
    while bare and at < len(lines) and lines[at].blank:
        at += 1
    return at if at < len(lines) and lines[at].text else None


def _goes_on(last: TitleWords, line: str, first: str, *, apart: bool, bare: bool) -> bool:
    if not apart:
        return continues(last, line)
    inside = 0 < _indent(first) <= _indent(line)
    return continues_apart(last, title_words(line, bare=bare, columns_fell=last.gap), inside=inside)


def _stands_alone(line: str, last: TitleWords) -> bool:
    """Whether a line below a title is a treatment, a heading or the end, whatever the title's last word.

    Only behind a small word is a treatment none: `the signing of the` goes on with `Agreement with Canada`.
    """
    words = line.strip()
    if is_treatment(words) and not (goes_on(last.text) and last.text[-1:].isalpha()):
        return True
    if is_tail(words) or is_file_line(words) or approves(words):
        return True
    return is_part_heading(words) and not last.text.isupper()


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
