"""The text below an item, paragraph by paragraph; the bullets of running text keep their lines."""

import re

from somei_cli.text.reading.items.titles import WIDE
from somei_cli.text.reading.joining import ends_a_sentence

_HEADING = 80


class Summary:
    """Grows line by line."""

    def __init__(self) -> None:
        self.paragraphs: list[list[str]] = []
        self.treatments: list[str] = []
        self.open = False

    @property
    def last(self) -> str:
        """The last line."""
        return self.paragraphs[-1][-1] if self.paragraphs and self.paragraphs[-1] else ""

    @property
    def listing(self) -> bool:
        """Whether bullets that follow are those of running text."""
        return self.last.endswith(":") or self.last.startswith("- ")

    def text(self, words: str) -> None:
        """Take a line of running text."""
        last = self.last if self.open else ""
        if not last or last.startswith("- ") or (ends_a_sentence(last) and len(last) < WIDE + 10):
            self.paragraphs.append([])
        self.paragraphs[-1].append(words.strip())
        self.open = True

    def bullet(self, words: str) -> None:
        """Take a bullet of running text; a list is a paragraph, whether a blank line stands before it or not."""
        if not self.last.startswith("- ") or not self.open:
            self.paragraphs.append([])
        self.paragraphs[-1].append(words)
        self.open = True

    def drop_headings(self) -> tuple[str, ...]:
        """Give up the last lines that can only be headings above the next item."""
        dropped: list[str] = []
        while self.paragraphs and all(_is_heading(line) for line in self.paragraphs[-1]):
            dropped = [*self.paragraphs.pop(), *dropped]
        return tuple(dropped)

    def words(self) -> str | None:
        """All of it, the treatments first."""
        return "\n\n".join([*self.treatments, *(_paragraph(lines) for lines in self.paragraphs if lines)]) or None


def _is_heading(line: str) -> bool:
    return len(line) <= _HEADING and line[:1].isupper() and not ends_a_sentence(line) and line[-1:] not in ",;:-–"


def _paragraph(lines: list[str]) -> str:
    text = ""
    for line in (" ".join(raw.split()) for raw in lines):
        listed = re.match(r"(?:- |[a-z]{1,4}\) )", line)
        if not text:
            text = line
        elif listed:
            text = f"{text}\n{line}"
        elif text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower():
            text += line
        else:
            text = f"{text} {line}"
    return text
