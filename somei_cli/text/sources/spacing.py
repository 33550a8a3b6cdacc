"""Pages whose every line stands apart, as some web sites print them: the blank lines say nothing and go."""

from collections.abc import Sequence
from itertools import pairwise

from somei_cli.model.readings import Line

_FEWEST = 12
_SHARE = 0.7
_BROKEN = 3


def without_double_spacing(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, single spaced where all were double spaced; two blank lines in a row still part paragraphs."""
    if not _is_double_spaced(lines):
        return tuple(lines)
    kept: list[Line] = []
    blanks = 0
    for line in lines:
        blanks = blanks + 1 if not line.text.strip() else 0
        if blanks != 1:
            kept.append(line)
    return tuple(kept)


def _is_double_spaced(lines: Sequence[Line]) -> bool:
    """Whether most lines are followed by a blank one, also where a sentence runs on below it."""
    words = [line.text.strip() for line in lines]
    apart = sum(bool(this) and not below for this, below in pairwise(words))
    filled = [w for w in words if w]
    if len(filled) < _FEWEST or apart < len(filled) * _SHARE:
        return False
    runs_on = sum(
        below[0].islower() and not below.endswith(":") and this[-1] not in ".:;" for this, below in pairwise(filled)
    )
    return runs_on >= _BROKEN
