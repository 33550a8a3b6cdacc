"""Changes as Markdown for a merge request: no text of a file can become markup, a mention or a link in it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from somei_cli.model.meanings import ChangeMeaning
from somei_cli.model.netchanges import NetChange
from somei_cli.model.wording import counted
from somei_cli.render.code_spans import code
from somei_cli.render.netchanges import counts, declared_words

_MOST = 200
"""Lines of the part that is folded away: the hosts take only so much in one comment."""


def changes_markdown(changes: Sequence[NetChange]) -> str:
    """A heading with counts, a warning for what is grave, and the rest folded away."""
    return "\n".join([f"## Register: {counts(changes)}", "", *blocks(changes)]).rstrip("\n") + "\n"


def blocks(changes: Sequence[NetChange]) -> Iterator[str]:
    """The lines below the heading."""
    grave = [change for change in changes if change.consequence.grave]
    mild = [change for change in changes if not change.consequence.grave]
    if grave:
        alarming = sum(change.alarming for change in grave)
        told = f"{alarming} not declared" if alarming else "all declared"
        yield "> [!WARNING]"
        yield f"> **{counted(len(grave), 'grave change')}, {told}**"
        yield ">"
        yield from (f"> {line}" for line in map(_line, grave))
        yield ""
    if mild:
        yield from folded_away(counted(len(mild), "other change" if grave else "change"), map(_line, mild))


def folded_away(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """A part that a click opens; what is beyond measure is counted."""
    rest = iter(lines)
    yield from ("<details>", f"<summary>{heading}</summary>", "")
    yield from islice(rest, _MOST)
    left = sum(1 for _ in rest)
    if left:
        yield f"- and {left} more; `somei diff` shows them all"
    yield from ("", "</details>", "")


def _line(change: NetChange) -> str:
    place = f"**{change.document}**" if change.document else code(change.path)
    told = f"- {place}: {meaning_markdown(change.judged.meaning)} · {_standing(change)}"
    brought = change.brought
    if brought:
        told += f" · {code(brought.who)}, {brought.when:%Y-%m-%d}, {brought.commit[:10]}"
    if brought and brought.reason:
        told += f", because {code(brought.reason)}"
    return told


def _standing(change: NetChange) -> str:
    word = declared_words(change.declared)
    return f"**{word}**" if change.alarming else word


def meaning_markdown(meaning: ChangeMeaning) -> str:
    """A sentence with its values as code."""
    return meaning.said.replace("“{}”", "{}").format(*map(code, meaning.values))
