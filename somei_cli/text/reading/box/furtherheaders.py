"""Header fields that come again in the body, of a copy or of an annex: what they name is not cited by the text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from somei_cli.model.readings import Line

_FIELD = re.compile(
    r"(?:N[o°][s.]{0,2}|Nos\.) ?(?:[Pp]rev(?:ious)?|[Cc]ion)\.? ?(?:[Dd]oc(?:ument)?s?|[Pp]rop)\.? {0,2}:"
    r"(?P<value>.{0,400}?)(?=(?:Subject|SUBJECT|Dated|On|From|To) ?:|N[o°][s.]{0,2} ?(?:[Pp]rev|[Cc]ion)\b|$)"
)
_ONLY_NUMBERS = re.compile(r"\s*[0-9]{1,5}(?:/[0-9]{1,2})?/[0-9]{2}\b[A-Z0-9 +/,;()-]*")


def without_further_headers(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines without the values of No. prev. doc. and No. Cion doc., which may stand on the line below.

    >>> lines = [Line("No. prev. doc.: 8987/18 Subject: Lamps, see 8988/18", 1)]
    >>> [line.text for line in without_further_headers(lines)]
    ['No. prev. doc.: Subject: Lamps, see 8988/18']
    """
    waiting = False
    for line in lines:
        if waiting and line.text.strip():
            waiting = False
            if _ONLY_NUMBERS.fullmatch(line.text):
                continue
        if "doc" not in line.text and "prop" not in line.text:
            yield line
            continue
        text = _FIELD.sub(_without_value, line.text)
        waiting = text.rstrip().endswith(":") and _FIELD.search(line.text) is not None
        yield line if text == line.text else replace(line, text=text)


def _without_value(match: re.Match[str]) -> str:
    label = match[0].removesuffix(match["value"])
    return f"{label} " if match["value"].strip() else match[0]
