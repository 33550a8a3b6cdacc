"""Dot leaders and page numbers of lists of contents, taken off the titles they stand behind."""

import re

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
