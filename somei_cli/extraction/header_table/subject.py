"""Where the subject ends and the document's text begins, the least marked border of the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from somei_cli.extraction.header_table.label_words import OPENING
from somei_cli.extraction.lines import begins_a_sentence, ends_a_sentence, goes_on, is_dashed, joined

_MOST_LINES = 40
_SHORT = 45
_TITLE = 60
_LONG = 240
_MOST = 400
_LONGEST = 2000
_ITEM = re.compile(r"\s{0,40}(?:1|I)\.\s")
_LABEL = re.compile(r"(?:Date|Time|Venue|Place|Contact|Tel|Lieu|Heure|Ort|Datum|Uhrzeit)\b[^:\n]{0,12}:")
_RULE = re.compile(r"^[\s_*=–—-]{3,}$")
_TEXT_BEGINS = re.compile(
    r"^(?:(?:[0-9]{1,2}|[IVX]{1,4}|[A-Z])[.)](?:\s|$)|[0-9]{1,2}$|"
    r"(?:INTRODUCTION|Introduction|BACKGROUND|Background|CONTEXT|GENERAL)\b|ANNEX|Annex\b|Encl\b|ENCL|"
    r"TABLE OF CONTENTS|CONTENTS|Page [0-9]|http|\[?email|Upload|Post on|Category|TRANSCRIPT|"
    r"[A-Za-z]{1,5}(?:/[A-Za-z]{1,5}){1,3}$)"
)
# In a page that came as one line: what can only be the beginning of the text.
_HEADINGS = "Introduction|INTRODUCTION|BACKGROUND|Background|GENERAL|Context"
_SECTIONS = (
    r"INTRODUCTION|BACKGROUND|ANNEX|Encl\.|(?:All|Anl|Bijl|Zał|Bil|p\. j|Adj)\.?:|TABLE OF CONTENTS|EN [A-Z]{5}|"
    r"Page 2\b|COMMON GUIDELINES|Adoption of the (?:provisional )?agenda|_{4,}"
)
_INLINE: dict[str, re.Pattern[str]] = {
    "numbered": re.compile(rf"\s(?=(?:(?:{_HEADINGS})\s{{1,3}})?(?:1|I|A)\.\s{{1,4}}[^\W\d_])"),
    "section": re.compile(rf"\s(?=(?:{_SECTIONS}))"),
    "formula": re.compile(rf"\s(?={OPENING.pattern})"),
    "wide gap": re.compile(r"\s{6,}(?=\S)"),
}
_SENTENCES = re.compile(r"[^\W\d_]{3}\. {1,2}[^\W\d_a-z]")
_GLUED = re.compile(r"[^\W\d_]{30}")
_NOTE_MARK = re.compile(r"(?<=[0-9]{4}|.{3}\)) [1-9]$")
_CAPITAL = re.compile(r"(?<=[\w)”\"’'])\s(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject, the offset where it ends, and whether its end was plain to see."""

    text: str | None
    end: int
    sure: bool


def read_subject(text: str, start: int, limit: int) -> Subject:
    """The subject that begins at an offset."""
    gathered = _Gathered(end=start)
    blank = False
    for at, raw in _lines(text, start, limit):
        if raw.strip():
            if blank and not gathered.lines and _ITEM.match(raw):
                # The subject stayed empty, and what stands there is the first item.
                return Subject(None, start, sure=False)
            whole = gathered.take(raw, at, text[at + len(raw) : limit])
            if whole is not None:
                return whole
            if gathered.full:
                break
        else:
            blank = blank or at > start
            gathered.gap = bool(gathered.lines)
    words = joined(gathered.lines)
    if _GLUED.search(words):
        return Subject(None, start, sure=False)
    return Subject(words or None, gathered.end, sure=True)


@dataclass
class _Gathered:
    """The lines of a subject as far as they are known; `gap` tells of a blank line behind the last."""

    end: int
    lines: list[str] = field(default_factory=list)
    gap: bool = False
    full: bool = False

    def take(self, raw: str, at: int, below: str) -> Subject | None:
        """Look at a line with words; the whole subject where it ends within the line."""
        line = raw.strip()
        if not self.lines:
            return self._first(raw, at)
        if self.gap and _is_indented_tail(raw, self.lines):
            self._add(f"- {line}", at, raw)
        elif _ends_before(line, self.lines, gap=self.gap):
            if not self.gap and _is_second_title(line, below):
                self._add(line, at, raw)
            self.full = True
        elif len(line) > _LONG:
            self.full = True
            cut = _inline(raw, at)
            return Subject(joined([*self.lines, cut.text]), cut.end, sure=False) if cut.text else None
        else:
            self._add(line, at, raw)
        return None

    def _first(self, raw: str, at: int) -> Subject | None:
        line = raw.strip()
        if _RULE.match(line):
            return None
        if len(line) > _LONG or _inline_end(line) or ends_a_sentence(line) or _SENTENCES.search(line):
            return _inline(raw, at)
        self._add(line, at, raw)
        return None

    def _add(self, line: str, at: int, raw: str) -> None:
        self.lines.append(line)
        self.end = at + len(raw)
        self.gap = False


def _lines(text: str, start: int, limit: int) -> Iterator[tuple[int, str]]:
    at = start
    for _ in range(_MOST_LINES):
        if at >= limit:
            return
        stop = text.find("\n", at, limit)
        stop = limit if stop < 0 else stop
        yield at, text[at:stop]
        at = stop + 1


def _ends_before(line: str, taken: list[str], *, gap: bool) -> bool:
    """Whether a line after some of the subject is no longer part of it."""
    last = taken[-1]
    if _RULE.match(line) or _TEXT_BEGINS.match(line) or _LABEL.match(line):
        return True
    if is_dashed(line):
        return len(line) > _LONG or (gap and line.endswith((";", ".")))
    if is_dashed(last) and len(last) <= 2:
        return False
    if gap:
        return not (goes_on(last) or line[0].islower())
    if (begins_a_sentence(line) or OPENING.match(line)) and not goes_on(last):
        return True
    return len(last) < _SHORT and not goes_on(last) and not line[0].islower() and line[0] not in "(“\"'"


def _is_second_title(line: str, below: str) -> bool:
    """A short line right below the subject belongs to it where the text plainly begins on the next line."""
    following = below.lstrip("\n")[:200]
    title = len(line) <= _TITLE and line[0].isupper() and not ends_a_sentence(line)
    plain = not (_RULE.match(line) or _TEXT_BEGINS.match(line) or begins_a_sentence(line) or OPENING.match(line))
    begins = begins_a_sentence(following) or OPENING.match(following)
    return title and plain and below[:2] != "\n\n" and bool(begins)


def _is_indented_tail(raw: str, taken: list[str]) -> bool:
    """A short line set in by a blank below the subject: a dashed line that has lost its dash."""
    words = raw.strip()
    plain = not (_TEXT_BEGINS.match(words) or is_dashed(words) or begins_a_sentence(words) or ends_a_sentence(words))
    return raw[:1] == " " and raw[1:2] != " " and len(taken) == 1 and len(words) < _SHORT and plain


def _inline_end(line: str) -> int:
    """Where the text begins within a line, 0 where no sign of it is seen."""
    cuts = [match.start() for pattern in _INLINE.values() if (match := pattern.search(line))]
    return min(cuts) if cuts else 0


def _inline(raw: str, at: int) -> Subject:
    """The subject at the head of a long line: up to the first sign of the text, or to the first sentence."""
    lead = len(raw) - len(raw.lstrip())
    line = raw.strip()[:_LONGEST]
    stop = _inline_end(line) or len(line)
    cut = next((m.start() for m in _CAPITAL.finditer(line[: stop + 80]) if begins_a_sentence(line, m.end())), stop)
    cut = min(cut, stop)
    words = _NOTE_MARK.sub("", " ".join(line[:cut].split()))
    endless = cut == len(line) and (len(words) > _MOST or ends_a_sentence(words) or _SENTENCES.search(words))
    if len(words) > _MOST + 100 or endless or _GLUED.search(words):
        return Subject(None, at + lead, sure=False)
    return Subject(words or None, at + lead + cut, sure=False)
