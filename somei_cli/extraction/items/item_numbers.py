"""Which lines carry the item numbers: those that count on from one, in figures or Roman figures, dotted or not."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from somei_cli.extraction.items.agenda_phrases import begins_an_agenda, usual_title
from somei_cli.extraction.items.markers import Mark, Marked

_MOST_SKIPPED = 4
_VALUES = {"I": 1, "V": 5, "X": 10}
_NAMED = re.compile(r"\s*(?:Item|ITEM|Point|Punkt|Punt|Punto)\s{1,4}(?P<sign>[0-9]{1,2})(?![\w./:])[.)]?\s{0,20}")
_NAMED_PART = re.compile(
    r"\s*(?:Item|ITEM|Point|Punkt|Punt|Punto)\s{1,4}(?P<sign>[0-9]{1,2}\.[0-9]{1,2})(?![\w./:])[.)]?\s{1,20}"
)
# The part of a Coreper agenda whose items have numbers of their own.
_PART = re.compile(r"(?i)(?:non-)?discussion items\b|items? for discussion\b|points? (?:for|pour) d[ie]scussion\b")
_PLAIN = re.compile(r"\s*(?P<sign>[0-9]{1,2}|[IVX]{1,5})(?:\s{1,20}(?=[^\W\d_a-zß-ÿ])|\s*$)")
Counted = tuple[list[Marked], list[int]]


def roman(sign: str) -> int:
    """What a Roman figure counts.

    >>> [roman(sign) for sign in ("I", "IV", "IX", "XII")]
    [1, 4, 9, 12]
    """
    total = 0
    for this, following in zip(sign, [*sign[1:], ""], strict=True):
        value = _VALUES[this]
        total += -value if following and _VALUES[following] > value else value
    return total


def counted(lines: list[Marked]) -> Counted:
    """The lines, and the places of those that begin an item; lines whose numbers have no dot are marked by that."""
    starts = _with_dots(lines)
    if starts:
        return lines, starts
    if lost := _first_number_lost(lines):
        return lost
    named = _named(lines)
    starts = _counting(named, Mark.NUMBER)
    if len(starts) > 1:
        return named, starts
    for figures in (str.isdigit, str.isalpha):
        plain = _without_dots(lines, figures)
        starts = _counting(plain, Mark.NUMBER if figures is str.isdigit else Mark.ROMAN)
        if len(starts) > 1 and begins_an_agenda(plain[starts[0]].text):
            return plain, starts
    return lines, []


def restart(lines: Sequence[Marked], starts: Sequence[int]) -> int | None:
    """Where the same items begin once more: behind a list of contents."""
    if len(starts) < 2:
        return None
    first = lines[starts[0]]
    for at in range(starts[1], len(lines)):
        this = lines[at]
        if this.mark is first.mark and this.sign == first.sign and same_title(this.text, first.text):
            return at
    return None


def same_title(one: str, other: str) -> bool:
    """Whether two titles are the same but for capitals, leaders and page numbers.

    >>> same_title("OIL AND GAS", "Oil and gas ........ 4")
    True
    """
    one, other = _letters(one), _letters(other)
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def _letters(title: str) -> str:
    return "".join(c for c in title.casefold()[:80] if c.isalpha())


def _with_dots(lines: Sequence[Marked]) -> list[int]:
    """Figures, or if these stand outside, Roman ones; figures that count on across Roman parts stand beside them."""
    figures, romans = _counting(lines, Mark.NUMBER), _counting(lines, Mark.ROMAN)
    if figures and (len(romans) < 2 or figures[0] < romans[0]):
        return figures
    if parts := [at for at in romans if _PART.match(lines[at].text)]:
        within = _counting(lines[parts[0] :], Mark.NUMBER) or _counting(lines[parts[0] :], Mark.NUMBER, low=2)
        return sorted({*romans, *(parts[0] + at for at in within)})
    if len(romans) > 1 and (across := _counting(lines[romans[-1] :], Mark.NUMBER, low=2)):
        signs = [lines[romans[-1] + at].sign for at in across]
        if len(across) > 1 and "1" not in signs:
            return [*romans, *(romans[-1] + at for at in across)]
    return romans


def _first_number_lost(lines: Sequence[Marked]) -> Counted | None:
    """Numbers from two on, below the first item of every agenda, which has lost its own."""
    starts = _counting(lines, Mark.NUMBER, low=2)
    if not starts or lines[starts[0]].sign != "2":
        return None
    for at in range(starts[0] - 1, -1, -1):
        if lines[at].mark is Mark.NONE and usual_title(lines[at].text.strip()):
            first = replace(lines[at], mark=Mark.NUMBER)
            return [*lines[:at], first, *lines[at + 1 :]], [at, *starts]
    return None


def _counting(lines: Sequence[Marked], kind: Mark, low: int = 1) -> list[int]:
    """The lines of one kind that count on from `low`, or a little above if that is not one."""
    last = 0
    starts: list[int] = []
    listed = _enumerations(lines) if kind is Mark.NUMBER else frozenset()
    for at, line in enumerate(lines):
        if line.mark is not kind or line.line.indent or at in listed:
            continue
        count = roman(line.sign) if kind is Mark.ROMAN else int(re.sub(r"\D", "", line.sign))
        again = count == last and not line.sign.isdigit() and kind is Mark.NUMBER
        first = not last and (count == 1 if low == 1 else low <= count <= low + _MOST_SKIPPED)
        if first or again or (last and last < count <= last + _MOST_SKIPPED):
            starts.append(at)
            last = count
    return starts


def _enumerations(lines: Sequence[Marked]) -> frozenset[int]:
    """The lines of lists inside a sentence: behind a colon, from one on, each part but the last ending in a semicolon.

    `Three options:` / `1. to keep the lamps;` / `2. to sell the lamps.`
    """
    found: set[int] = set()
    above, expected = "", 0
    for at, line in enumerate(lines):
        if line.blank:
            continue
        if line.mark is Mark.NUMBER:
            count = int(re.sub(r"\D", "", line.sign))
            begins = count == 1 and above.endswith(":") and line.text.rstrip().endswith((";", ","))
            goes_on = count == expected and above.endswith((";", ",", "; and", "; or"))
            expected = count + 1 if begins or goes_on else 0
            if expected:
                found.add(at)
        above = line.text.rstrip()
    return frozenset(found)


def _named(lines: Sequence[Marked]) -> list[Marked]:
    """Lines such as `Item 2 Oil` with their numbers taken off."""
    found = []
    for this in lines:
        match = _NAMED_PART.match(this.text) or _NAMED.match(this.text) if this.mark is Mark.NONE else None
        kind = Mark.PART if match and "." in match["sign"] else Mark.NUMBER
        found.append(_cut(this, match, kind) if match else this)
    return found


def _without_dots(lines: Sequence[Marked], figures: Callable[[str], bool]) -> list[Marked]:
    """Lines such as `2 Oil` or `II Oil` with their numbers taken off; a number alone stands above its title."""
    found: list[Marked] = []
    waiting: re.Match[str] | None = None
    for this in lines:
        match = _PLAIN.match(this.text) if this.mark is Mark.NONE else None
        kind = Mark.NUMBER if figures is str.isdigit else Mark.ROMAN
        if match and figures(match["sign"]):
            cut = _cut(this, match, kind)
            waiting = None if cut.text else match
            found.append(cut if cut.text else this)
        elif waiting and this.text and this.mark is Mark.NONE:
            found[-1:] = [replace(this, mark=kind, sign=waiting["sign"])]
            waiting = None
        else:
            found.append(this)
            waiting = waiting if this.blank else None
    return found


def _cut(this: Marked, match: re.Match[str], kind: Mark) -> Marked:
    line = replace(this.line, text=this.text[match.end() :].strip())
    return Marked(line, kind, match["sign"])
