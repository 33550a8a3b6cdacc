"""Labels that have lost their colon, or never had one, where their place makes them unmistakable."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

Found = tuple[str, int, int]
"""The name of a field of the box, and where its label stands."""

_FROM = r"(?:from|of|fra|från|van|du|de la|de l['’]|dal|dalla|da|des|der|od)"
_TO = r"(?:to|til|till|aan|voor|au|aux|à la|à|al|alla|für (?:den|die|das)|an (?:den|die|das)|do)"
# NOTE from General Secretariat to Europol Working Party, all on the line of the heading.
_ON_THE_LINE = re.compile(
    rf"(?m)^[ \t]*[^\W\d_](?:[^a-zß-ÿ\n]){{3,60}}?[ ](?P<FROM>{_FROM})[ ](?=[^\W\d_a-zß-ÿ])[^\n:]{{2,90}}?"
    rf"(?:[ ](?P<TO>{_TO})[ ](?=[^\W\d_a-zß-ÿ])[^\n:]{{2,120}})?$"
)
# des / Vorsitzes / für die / Gruppe: below the heading, each on a line or before its value.
_ON_LINES = re.compile(
    rf"(?m)^[ \t]*[^\W\d_][^a-zß-ÿ\d\n:]{{3,60}}\n\s{{0,4}}(?P<FROM>{_FROM})(?:[ \t]*\n{{1,2}}|[ ])"
    r"[ \t]*[^\n:]{2,90}\n{1,2}"
    rf"(?:[^\n:]{{2,90}}\n)?[ \t]*(?P<TO>{_TO})(?:[ \t]*$|[ ])"
)
_SUBJECT = re.compile(
    r"(?m)^[ \t]*(?P<SUBJECT>Subject|Objet|Betr\.|Betrifft|Betreft|Vedr\.|Oggetto|Asunto|Assunto|Ärende)"
    r"(?:[ \t]+(?=[\"'“„«‘A-ZÀ-Þ])|[ \t]*\n(?=\s{0,3}[\"'“„«‘A-ZÀ-Þ]))"
)
_BODY = re.compile(
    r"[ ](?P<to>to)[ ](?:the )?(?:Permanent Representatives|Coreper|COREPER|(?:European )?Council\b|Delegations|"
    r"Working (?:Party|Group)|[A-Z][\w ]{0,40}(?:Committee|Party|Group)\b)"
)
_TELLING = frozenset({"FROM", "TO", "PREVIOUS", "COMMISSION"})
_NEAR = 500


def behind_headings(text: str, labels: Sequence[Found]) -> Iterator[Found]:
    """From and To without colons behind or below a line of capitals."""
    senders = [start for name, start, _ in labels if name in ("FROM", "TO")]
    for pattern in (_ON_THE_LINE, _ON_LINES):
        for match in pattern.finditer(text):
            at = bisect_left(senders, match.start())
            if at < len(senders) and senders[at] < match.end():
                continue
            for name in ("FROM", "TO"):
                if match[name]:
                    yield name, match.start(name), match.end(name)


def addressee_inside(text: str, labels: Sequence[Found]) -> Iterator[Found]:
    """`from: General Secretariat to Coreper No. prev. doc.:` has an addressee, whose label lost its colon."""
    for at, (name, _, end) in enumerate(labels[:-1]):
        following = labels[at + 1]
        if name != "FROM" or following[0] == "TO" or following[1] - end > _NEAR:
            continue
        found = list(_BODY.finditer(text, end, following[1]))
        if len(found) == 1:
            yield "TO", found[0].start("to"), found[0].end("to")


def subjects_without_colon(text: str, labels: Sequence[Found]) -> Iterator[Found]:
    """`Subject` at the beginning of a line right below the other fields, where no Subject with a colon stands near."""
    starts = [start for _, start, _ in labels]
    for match in _SUBJECT.finditer(text):
        low, here = bisect_left(starts, match.start() - _NEAR), bisect_left(starts, match.start())
        above = {name for name, _, _ in labels[low:here]}
        below = {name for name, _, _ in labels[here : bisect_left(starts, match.end() + _NEAR)]}
        if _TELLING & above and "SUBJECT" not in above | below:
            yield "SUBJECT", match.start("SUBJECT"), match.end("SUBJECT")
