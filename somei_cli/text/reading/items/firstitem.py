"""Where the items of an agenda begin in a text: the letterhead, the heading and the days of the meeting stand above."""

import re

from somei_cli.text.reading.items.agendawords import begins_an_agenda

_ONE = re.compile(r"(?<!\S)(?:\([^()\n0-9]{1,12}\)[ ])?(?:(?:Item\s)?1|I)[.)]?(?:\s{1,12}|(?=[^\W\d_a-z]))(?=\S)")
_TITLE = 80
_REACH = 4000


def first_item(text: str, start: int = 0) -> int | None:
    """The offset of the first item, if that is the one that every agenda begins with.

    >>> first_item("Brussels, 4 May 2010  1. Adoption of the agenda"), first_item("1. Oil")
    (22, None)
    """
    for match in _ONE.finditer(text, start, min(len(text), start + _REACH)):
        title = " ".join(text[match.end() : match.end() + _TITLE].partition("\n\n")[0].split())
        if begins_an_agenda(title):
            return match.start()
    return None
