"""Where the subject ends and the document's text begins, the least marked border of the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from somei_cli.text.reading.joining import begins_a_sentence, ends_a_sentence, goes_on, is_dashed, joined

_MOST_LINES = 40
_SHORT = 45
_LONG = 240
_LONGEST = 2000
_RULE = re.compile(r"^[\s_*=–—-]{3,}$")
_TEXT_BEGINS = re.compile(
    r"^(?:(?:[0-9]{1,2}|[IVX]{1,4}|[A-Z])[.)](?:\s|$)|[0-9]{1,2}$|(?:INTRODUCTION|Introduction|BACKGROUND|Background|CONTEXT|GENERAL)\b|"
    r"ANNEX|Annex\b|Encl\b|ENCL|TABLE OF CONTENTS|CONTENTS|Page [0-9]|http|\[?email|Upload|Post on|Category|TRANSCRIPT)"
)
# In a page that came as one line: what can only be the beginning of the text.
_FORMULAS = (
    "Delegations (?:will|are|have)|Please find|Member States'? delegations|Attached|At its meeting|Building (?:up)?on|"
    "Following (?:the|its|a)|Further to|On the basis of|In (?:the )?(?:light|view) of|In accordance with|By letter|"
    "With a view to|On [0-9]{1,2} [A-Z][a-z]{2,9}|Pursuant to|Since [0-9]|During (?:the|its)"
)
_HEADINGS = "Introduction|INTRODUCTION|BACKGROUND|Background|GENERAL|Context"
_INLINE: dict[str, re.Pattern[str]] = {
    "numbered": re.compile(rf"\s(?=(?:(?:{_HEADINGS})\s{{1,3}})?(?:1|I|A)\.\s{{1,4}}[^\W\d_])"),
    "section": re.compile(r"\s(?=(?:INTRODUCTION|BACKGROUND|ANNEX|Encl\.|TABLE OF CONTENTS|Page 2\b|_{4,}))"),
    "formula": re.compile(rf"\s(?={_FORMULAS})"),
    "wide gap": re.compile(r"\s{6,}(?=\S)"),
}
_CAPITAL = re.compile(r"(?<=[\w)”\"’'])\s(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject, the offset where it ends, and whether its end was plain to see."""

    text: str | None
    end: int
    sure: bool


def read_subject(text: str, start: int, limit: int) -> Subject:
    """The subject that begins at an offset."""
    taken: list[str] = []
    end = start
    gap = False
    for at, raw in _lines(text, start, limit):
        line = raw.strip()
        if not line:
            gap = bool(taken)
        elif not taken:
            if _RULE.match(line):
                continue
            if len(line) > _LONG or _inline_end(line) or ends_a_sentence(line):
                return _inline(raw, at)
            taken, end = [line], at + len(raw)
        elif _ends_before(line, taken, gap=gap):
            break
        elif len(line) > _LONG:
            cut = _inline(raw, at)
            if cut.text:
                taken.append(cut.text)
                return Subject(joined(taken), cut.end, sure=False)
            break
        else:
            taken.append(line)
            end = at + len(raw)
            gap = False
    return Subject(joined(taken) or None, end, sure=True)


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
    if _RULE.match(line) or _TEXT_BEGINS.match(line):
        return True
    if is_dashed(line):
        return len(line) > _LONG or (gap and line.endswith((";", ".")))
    if is_dashed(last) and len(last) <= 2:
        return False
    if gap:
        return not (goes_on(last) or line[0].islower())
    if begins_a_sentence(line) and not goes_on(last):
        return True
    return len(last) < _SHORT and not goes_on(last) and not line[0].islower() and line[0] not in "(“\"'"


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
    words = " ".join(line[:cut].split())
    if len(words) > 500 or (cut == len(line) and (len(words) > _LONG or ends_a_sentence(words))):
        return Subject(None, at + lead, sure=False)
    return Subject(words or None, at + lead + cut, sure=False)
