"""Emphasis that outlives folding: stretches of a text stay emphasised in the lines it is folded into."""

from collections.abc import Iterable, Sequence

from rich.text import Text

from somei_cli.text.cleaning import SET_OFF

Span = tuple[int, int]
HIT = "bold reverse"
_LOOSE = {" ", SET_OFF}


def carried(plain: str, spans: Sequence[Span], lines: Iterable[str]) -> list[list[Span]]:
    """The spans of a text in each of its lines: folding loses and adds only what is not counted."""
    inside = [any(start <= at < end for start, end in spans) for at, letter in enumerate(plain) if letter not in _LOOSE]
    letters = iter(inside)
    return [_runs([letter not in _LOOSE and next(letters, False) for letter in line]) for line in lines]


def emphasised(line: str, spans: Iterable[Span], style: str) -> Text:
    """A line with its emphasis; a style, never markup."""
    text = Text(line, style=style, overflow="fold")
    for start, end in spans:
        text.stylize(HIT, start, end)
    return text


def _runs(marks: Sequence[bool]) -> list[Span]:
    """Where marks follow one another."""
    edges = [at for at in range(len(marks) + 1) if (at < len(marks) and marks[at]) != (at > 0 and marks[at - 1])]
    return list(zip(edges[::2], edges[1::2], strict=True))
