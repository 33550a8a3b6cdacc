"""The title of an item or sub-item: where it ends, which lines it goes on over, and what of its words is not title."""

import re
from dataclasses import dataclass

from somei_cli.text.reading.items.agendawords import usual_title
from somei_cli.text.reading.items.leaders import cut_leader
from somei_cli.text.reading.items.partheadings import without_heading
from somei_cli.text.reading.items.sidedocuments import (
    behind_fallen_documents,
    without_bracketed_documents,
    without_fallen_documents,
    without_side_document,
)
from somei_cli.text.reading.items.treatments import without_treatments
from somei_cli.text.reading.joining import begins_a_sentence, ends_a_sentence, goes_on

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
