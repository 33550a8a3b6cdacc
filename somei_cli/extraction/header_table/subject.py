"""Find where the subject ends and the main text begins, the least clearly marked border of the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from somei_cli.extraction.header_table.label_words import OPENING_PHRASE
from somei_cli.extraction.joined_lines import begins_a_sentence, ends_a_sentence, is_dashed, is_unfinished, join_lines

_MOST_LINES = 40
_SHORT_LINE = 45
_LONGEST_TITLE_LINE = 60
_LONG_LINE = 240
_MOST_CHARACTERS = 400
_SEARCHED_LINE = 2000
_FIRST_ITEM = re.compile(r"\s{0,40}(?:1|I)\.\s")
_OTHER_LABEL = re.compile(r"(?:Date|Time|Venue|Place|Contact|Tel|Lieu|Heure|Ort|Datum|Uhrzeit)\b[^:\n]{0,12}:")
_RULE = re.compile(r"^[\s_*=–—-]{3,}$")
_TEXT_BEGINS = re.compile(
    r"^(?:(?:[0-9]{1,2}|[IVX]{1,4}|[A-Z])[.)](?:\s|$)|[0-9]{1,2}$|"
    r"(?:INTRODUCTION|Introduction|BACKGROUND|Background|CONTEXT|GENERAL)\b|ANNEX|Annex\b|Encl\b|ENCL|"
    r"TABLE OF CONTENTS|CONTENTS|Page [0-9]|http|\[?email|Upload|Post on|Category|TRANSCRIPT|"
    r"[A-Za-z]{1,5}(?:/[A-Za-z]{1,5}){1,3}$)"
)
# What can only be the beginning of the main text, in a page that came as one line.
_HEADINGS = "Introduction|INTRODUCTION|BACKGROUND|Background|GENERAL|Context"
_SECTIONS = (
    r"INTRODUCTION|BACKGROUND|ANNEX|Encl\.|(?:All|Anl|Bijl|Zał|Bil|p\. j|Adj)\.?:|TABLE OF CONTENTS|EN [A-Z]{5}|"
    r"Page 2\b|COMMON GUIDELINES|Adoption of the (?:provisional )?agenda|_{4,}"
)
_TEXT_STARTS: dict[str, re.Pattern[str]] = {
    "numbered": re.compile(rf"\s(?=(?:(?:{_HEADINGS})\s{{1,3}})?(?:1|I|A)\.\s{{1,4}}[^\W\d_])"),
    "section": re.compile(rf"\s(?=(?:{_SECTIONS}))"),
    "formula": re.compile(rf"\s(?={OPENING_PHRASE.pattern})"),
    "wide gap": re.compile(r"\s{6,}(?=\S)"),
}
_SENTENCES = re.compile(r"[^\W\d_]{3}\. {1,2}[^\W\d_a-z]")
_WITHOUT_BLANKS = re.compile(r"[^\W\d_]{30}")
_NOTE_MARK = re.compile(r"(?<=[0-9]{4}|.{3}\)) [1-9]$")
_CAPITAL = re.compile(r"(?<=[\w)”\"’'])\s(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject, the offset where it ends, and whether its end is certain."""

    text: str | None
    end: int
    is_certain: bool


def read_subject(text: str, start: int, limit: int) -> Subject:
    """Read the subject that begins at an offset."""
    subject_lines = _SubjectLines(end=start)
    after_blank = False
    for offset, line in _lines(text, start, limit):
        if line.strip():
            if after_blank and not subject_lines.lines and _FIRST_ITEM.match(line):
                # The subject is empty, and this line is the first item.
                return Subject(None, start, is_certain=False)
            subject = subject_lines.add_line(line, offset, text[offset + len(line) : limit])
            if subject is not None:
                return subject
            if subject_lines.is_complete:
                break
        else:
            after_blank = after_blank or offset > start
            subject_lines.gap = bool(subject_lines.lines)
    words = join_lines(subject_lines.lines)
    if _WITHOUT_BLANKS.search(words):
        return Subject(None, start, is_certain=False)
    return Subject(words or None, subject_lines.end, is_certain=True)


@dataclass
class _SubjectLines:
    """The lines of a subject read so far; `gap` means that a blank line follows the last one."""

    end: int
    lines: list[str] = field(default_factory=list)
    gap: bool = False
    is_complete: bool = False

    def add_line(self, raw: str, offset: int, below: str) -> Subject | None:
        """Add a line with words; return the complete subject if it ends within the line."""
        line = raw.strip()
        if not self.lines:
            return self._add_first(raw, offset)
        if self.gap and _is_indented_tail(raw, self.lines):
            self._add(f"- {line}", offset, raw)
        elif _is_below_subject(line, self.lines, gap=self.gap):
            if not self.gap and _is_second_title(line, below):
                self._add(line, offset, raw)
            self.is_complete = True
        elif len(line) > _LONG_LINE:
            self.is_complete = True
            subject = _subject_in_line(raw, offset)
            return (
                Subject(join_lines([*self.lines, subject.text]), subject.end, is_certain=False)
                if subject.text
                else None
            )
        else:
            self._add(line, offset, raw)
        return None

    def _add_first(self, raw: str, offset: int) -> Subject | None:
        line = raw.strip()
        if _RULE.match(line):
            return None
        if len(line) > _LONG_LINE or _text_start_in_line(line) or ends_a_sentence(line) or _SENTENCES.search(line):
            return _subject_in_line(raw, offset)
        self._add(line, offset, raw)
        return None

    def _add(self, line: str, offset: int, raw: str) -> None:
        self.lines.append(line)
        self.end = offset + len(raw)
        self.gap = False


def _lines(text: str, start: int, limit: int) -> Iterator[tuple[int, str]]:
    position = start
    for _ in range(_MOST_LINES):
        if position >= limit:
            return
        line_end = text.find("\n", position, limit)
        line_end = limit if line_end < 0 else line_end
        yield position, text[position:line_end]
        position = line_end + 1


def _is_below_subject(line: str, subject_lines: list[str], *, gap: bool) -> bool:
    """Whether a line below lines of the subject is no longer part of it."""
    last = subject_lines[-1]
    if _RULE.match(line) or _TEXT_BEGINS.match(line) or _OTHER_LABEL.match(line):
        return True
    if is_dashed(line):
        return len(line) > _LONG_LINE or (gap and line.endswith((";", ".")))
    if is_dashed(last) and len(last) <= 2:
        return False
    if gap:
        return not (is_unfinished(last) or line[0].islower())
    if (begins_a_sentence(line) or OPENING_PHRASE.match(line)) and not is_unfinished(last):
        return True
    return len(last) < _SHORT_LINE and not is_unfinished(last) and not line[0].islower() and line[0] not in "(“\"'"


def _is_second_title(line: str, below: str) -> bool:
    """Whether a short line right below the subject belongs to it: the text plainly begins on the next line."""
    following = below.lstrip("\n")[:200]
    is_title = len(line) <= _LONGEST_TITLE_LINE and line[0].isupper() and not ends_a_sentence(line)
    is_plain = not (
        _RULE.match(line) or _TEXT_BEGINS.match(line) or begins_a_sentence(line) or OPENING_PHRASE.match(line)
    )
    text_begins = begins_a_sentence(following) or OPENING_PHRASE.match(following)
    return is_title and is_plain and below[:2] != "\n\n" and bool(text_begins)


def _is_indented_tail(raw: str, subject_lines: list[str]) -> bool:
    """Whether a short line, indented by one blank below the subject, is a dashed line that lost its dash."""
    words = raw.strip()
    is_plain = not (_TEXT_BEGINS.match(words) or is_dashed(words) or begins_a_sentence(words) or ends_a_sentence(words))
    return raw[:1] == " " and raw[1:2] != " " and len(subject_lines) == 1 and len(words) < _SHORT_LINE and is_plain


def _text_start_in_line(line: str) -> int:
    """Return where the text begins within a line; 0 if there is no sign of it."""
    cuts = [match.start() for pattern in _TEXT_STARTS.values() if (match := pattern.search(line))]
    return min(cuts) if cuts else 0


def _subject_in_line(raw: str, offset: int) -> Subject:
    """Return the subject at the beginning of a long line, up to the first sign of the text or the first sentence."""
    indent = len(raw) - len(raw.lstrip())
    line = raw.strip()[:_SEARCHED_LINE]
    text_start = _text_start_in_line(line) or len(line)
    subject_end = next(
        (m.start() for m in _CAPITAL.finditer(line[: text_start + 80]) if begins_a_sentence(line, m.end())), text_start
    )
    subject_end = min(subject_end, text_start)
    words = _NOTE_MARK.sub("", " ".join(line[:subject_end].split()))
    is_endless = subject_end == len(line) and (
        len(words) > _MOST_CHARACTERS or ends_a_sentence(words) or _SENTENCES.search(words)
    )
    if len(words) > _MOST_CHARACTERS + 100 or is_endless or _WITHOUT_BLANKS.search(words):
        return Subject(None, offset + indent, is_certain=False)
    return Subject(words or None, offset + indent + subject_end, is_certain=False)
