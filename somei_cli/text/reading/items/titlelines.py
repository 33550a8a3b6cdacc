"""The lines that a title or a sub-item goes on over, and the documents that stand between them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from somei_cli.model.readings import Line
from somei_cli.text.reading.items.marks import Mark, Marked
from somei_cli.text.reading.items.partheadings import is_part_heading
from somei_cli.text.reading.items.sidedocuments import is_side_document
from somei_cli.text.reading.items.tails import approves, is_file_line, is_tail
from somei_cli.text.reading.items.titles import TitleWords, continues, continues_apart, title_words
from somei_cli.text.reading.items.treatments import is_treatment
from somei_cli.text.reading.joining import goes_on


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
