"""Press texts without a heading: `(Presse 211)` and then `1944th Council meeting` tell what they are."""

import re
from collections.abc import Sequence

from somei_cli.text.reading.letterhead.councilmeetings import ORDINAL

_NUMBERED = re.compile(r"\b[Pp](?:RESSE?|resse?)[ea]?\s?:?\s{0,2}[0-9]{1,4}\b")
_REACH = 300


def implied_press_release(text: str, headings: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The place of the first ordinal of a Council meeting below a Presse number; none where a heading stands near."""
    for session in ORDINAL.finditer(text):
        low = max(0, session.start() - _REACH)
        if any(low <= start < session.end() + _REACH for start, _ in headings):
            return None
        if _NUMBERED.search(text, low, session.start()):
            return session.start(), session.end()
    return None
