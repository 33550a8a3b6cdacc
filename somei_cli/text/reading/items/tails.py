"""What belongs to no title: notes and legends below the last item, footnotes, and who approved an item."""

import re
from collections.abc import Sequence

from somei_cli.text.reading.items.marks import Mark, Marked
from somei_cli.text.reading.joining import begins_a_sentence, ends_a_sentence

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
