"""Words that a document strikes out or deletes: they are not read as standing, and never lost for the markings.

A marking is searched for in the struck words, and in their line as it was before something in it was struck out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from somei_cli.extraction.sources.hidden_lines import hidden_lines
from somei_cli.model.importing.draft_entry import Doubt, Line

STRUCK, DELETED, WHOLE_LINE = "struck-out words", "deleted text", "line with struck-out words"
"""The places of struck words, of words that a tracked change deleted, and of the whole line that had them."""

_LONGEST_LINE = 200
"""A longer line is running text, not a line with a marking."""


def struck_lines(words: str, whole_line: str, number: int = 0, page: int | None = None) -> Iterator[Line]:
    """Yield struck words, and the line with them if other words of it stand and it is short."""
    lines = list(hidden_lines(words, STRUCK, number))
    if lines and len(whole_line) <= _LONGEST_LINE and whole_line.split() != words.split():
        lines += hidden_lines(whole_line, WHOLE_LINE, number)
    for line in lines:
        yield replace(line, page=page)


def remark_on_struck_words(outside_text: Iterable[Line], lines: Iterable[Line]) -> tuple[Doubt, ...]:
    """Return the remark that words were not read since they are struck out or deleted, with the first of them.

    Words that a tracked change moved stand elsewhere as a line of their own, and are not remarked on.
    """
    struck = [line for line in outside_text if line.place in (STRUCK, DELETED)]
    if struck:
        standing = {line.text for line in lines}
        struck = [line for line in struck if line.text not in standing]
    if not struck:
        return ()
    first = struck[0]
    where = f" on line {first.number}" if first.number else ""
    more = f"; there are {len(struck)} such places" if len(struck) > 1 else ""
    return (Doubt("source", f"words struck out{where} were not read{more}", first.number, first.text),)
