"""Whether words in capitals stand where a heading does, or in a title, an item or a list of contents."""

import re

from somei_cli.text.reading.headings.capitals import Capital, on_one_line
from somei_cli.text.reading.headings.keys import HeadingMeaning

# Behind these words a heading is none: THE AGENDA, BESCHLUSS DES RATES, “I/A” ITEM …
_PARTICLES = frozenset(
    "THE OF A AN AND FOR TO ON IN BY WITH ITS THIS NO DE DU DES LA LE LES ET DER DIE DAS UND DEN DEM FOR AF OG VAN HET "
    "EN DI DEL DELLA E DEI DO DA Y EL LOS ITEM".split()
)
_MARKS = frozenset("LIMITE PUBLIC EN FR DE NL IT ES PT DA SV FI EL CS PL HU RO".split())
# NOT, ATA, SAATE are words of other languages too, and OTE may be many words: only above a label.
_SHORT = 5
_LONGEST_CODE = 10
_LABEL_FOLLOWS = re.compile(r"[\s*_|\-–—:]{0,6}(?:from\s|[^\W\d_][^\n:]{0,24}:)")
_LEADER = re.compile(r"[ \t]{0,3}(?:\.[ \t]?){3}|[ \t]{1,3}(?:[0-9]{1,3}|[IVX]{1,4})[ \t]*(?:\n|$)")


def stands_as_heading(text: str, run: list[Capital], at: int, after: int, meaning: HeadingMeaning) -> bool:
    """Whether the words of a run from one index to before another are a heading, by what stands around them."""
    start, end = run[at].start, run[after - 1].end
    if text[max(0, start - 1) : start] == "/" or (on_one_line(run, at) and run[at - 1].key in _PARTICLES):
        return False
    if not meaning.weak:
        return not _LEADER.match(text, end)
    if on_one_line(run, at) and run[at - 1].key == "DRAFT":
        return False
    if label_follows(text, end):
        return True
    if (meaning.abroad or meaning.damaged) and end - start <= _SHORT:
        return False
    return _free_before(text, run, at) and not on_one_line(run, after) and not _LEADER.match(text, end)


def label_follows(text: str, end: int) -> bool:
    """Whether a label comes next, as below a heading."""
    return _LABEL_FOLLOWS.match(text, end) is not None


def _free_before(text: str, run: list[Capital], at: int) -> bool:
    """Nothing on the line before it, or what ends a letterhead: a serial, a bracket, a marking, a code."""
    line = text[text.rfind("\n", 0, run[at].start) + 1 : run[at].start].strip(" \t*_#|-–—\"'“„«")
    if not line:
        return True
    if "-" in run[at].gap or "–" in run[at].gap:
        return False
    if line[-1].isdigit() or line[-1] == ")":
        return True
    return on_one_line(run, at) and (run[at - 1].key in _MARKS or len(run[at - 1].key) <= _LONGEST_CODE)
