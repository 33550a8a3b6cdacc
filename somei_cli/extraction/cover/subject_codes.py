"""The subject codes of the letterhead, one a line or many on a line, by longest match against the vocabulary.

Subject codes of the letterhead that extraction washed into the box, between the labels and the values.
"""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from somei_cli.errors import NotACode
from somei_cli.model.codes import CodeEntry, SubjectCode

_SERIAL = r"(?P<serial>[1-9][0-9]{0,3})(?![0-9a-z_/])"
_PRESS = re.compile(r"\(\s?Press[ea]?\s{0,2}(?P<serial>[0-9]{1,4})\s?\)")
# A small l stands where a scan took the I for it.
_STRANGER = re.compile(
    r"(?<![\w/.-])(?P<code>(?=[A-Z]{2}|[A-Z]l[A-Z])[A-Z][A-Z0-9l]{1,14}(?:[ /-][A-Z0-9]{1,12}){0,2})"
    rf"[ \t]{{1,8}}{_SERIAL}"
)
# What a blank leaves of a number: `CODEC 2 136`.
_TORN = re.compile(r"[ \u00a0\u202f]([0-9]{1,3})(?![\w/.])")
_MARKS = frozenset({"LIMITE", "PUBLIC", "INIT"})
_BARE_NEVER = frozenset("PUBLIC AND EN FR DE NL IT ES PT DA SV FI EL CS PL HU RO".split())
_NO_CODES = frozenset(
    "REV ADD COR EXT DCL AMD LIMITE PUBLIC EN FR DE OR NOTE AND THE OF EUROPEAN UNION COUNCIL PAGE ANNEX NO PART ITEM "
    "CHAPTER ARTICLE TITLE SECTION DG DGC DGD DGE POINT LIST CONCLUSIONS".split()
)


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code on the letterhead; `doubt` says why it is not to be trusted, and then `entry` may be missing."""

    entry: CodeEntry | None
    text: str
    start: int
    end: int
    doubt: str = ""


def find_codes(text: str, vocabulary: Mapping[SubjectCode, str], *, bounded: bool = True) -> list[FoundCode]:
    """Every code with its serial, in printed order; words nobody knows only where a heading bounds the letterhead.

    >>> codes = {SubjectCode(n): "" for n in ("JAI", "OJ CRP2", "COSI")}
    >>> [str(found.entry) for found in find_codes("JAI 1319 OJ CRP2 31 COSI 254", codes)]
    ['JAI 1319', 'OJ CRP2 31', 'COSI 254']
    """
    found = [*_known(text, vocabulary), *_press(text)]
    rest = text
    for code in found:
        rest = rest[: code.start] + "\n" * (code.end - code.start) + rest[code.end :]
    if bounded:
        found += _strangers(rest, vocabulary)
    found = _mended(sorted(found, key=lambda code: code.start), vocabulary)
    return _bare_doubted(found)


def _known(text: str, vocabulary: Mapping[SubjectCode, str]) -> list[FoundCode]:
    names = {_folded(code.name): code for code in vocabulary}
    if not names:
        return []
    found: list[FoundCode] = []
    for match in _pattern(tuple(sorted(names))).finditer(text):
        code = names[_folded(match["code"])]
        serial = int(match["serial"]) if match["serial"] else None
        if serial is not None and (torn := _TORN.match(text, match.end())) and len(match["serial"] + torn[1]) <= 4:
            words = " ".join(f"{match[0]}{torn[0]}".split())
            found.append(FoundCode(None, words, match.start(), torn.end(), f"the number of {code} is torn apart"))
            continue
        beside = found and found[-1].entry and found[-1].entry.serial is None and match.start() - found[-1].end <= 2
        if serial is None and (code.name in _BARE_NEVER or len(code.name) == 1 or not (beside or _alone(text, match))):
            continue
        found.append(FoundCode(CodeEntry(code, serial), " ".join(match[0].split()), match.start(), match.end()))
    return found


@lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    words = "|".join(re.escape(name).replace(r"\ ", r"[ \t]?[ /\n-][ \t]?") for name in longest_first)
    # The blank before a serial and the one behind it may be lost: COSDP 395PESC 514, COEST211PESC617.
    return re.compile(rf"(?<![A-Za-z_/.-])(?P<code>{words})(?![A-Za-z_/-])(?:\s{{0,8}}{_SERIAL})?")


def _alone(text: str, match: re.Match[str]) -> bool:
    """A code without a number counts where it stands free: on a line of its own, or between blanks in capitals."""
    before = text[: match.start()].rpartition("\n")[2].strip()
    after = text[match.end() :].partition("\n")[0].strip()
    last = (before.split() or [""])[-1]
    return (not before and not after) or not last.isalpha() or last in _MARKS


def _press(text: str) -> list[FoundCode]:
    """`(Presse 344)`, the older way to write PRESSE 344."""
    return [
        FoundCode(CodeEntry(SubjectCode("PRESSE"), int(m["serial"])), " ".join(m[0].split()), m.start(), m.end())
        for m in _PRESS.finditer(text)
    ]


def _strangers(text: str, vocabulary: Mapping[SubjectCode, str]) -> list[FoundCode]:
    """Words in capitals with a serial that the vocabulary does not have: new codes, or damaged ones."""
    found = []
    joined = {_closed(code.name): code for code in vocabulary}
    for match in _STRANGER.finditer(text):
        words = match["code"].split()
        while words and words[0] in _NO_CODES:
            words = words[1:]
        name = " ".join(words)
        if not words or words[-1] in _NO_CODES or len(name) < 2:
            continue
        serial = int(match["serial"])
        start = match.start() + match[0].find(name)
        if known := joined.get(_closed(name)):
            entry, doubt = CodeEntry(known, serial), f"it is spelt otherwise, and was read as {known}"
        elif near := difflib.get_close_matches(name, joined, n=1, cutoff=0.75):
            entry, doubt = None, f"no known code; {joined[near[0]]} may be meant"
        else:
            entry, doubt = _new(name, serial), "a code that is not in the vocabulary"
        found.append(FoundCode(entry, f"{name} {serial}", start, match.end(), doubt))
    return found


def _new(name: str, serial: int) -> CodeEntry | None:
    try:
        return CodeEntry(SubjectCode.parse(name), serial)
    except NotACode:
        return None


def _mended(found: list[FoundCode], vocabulary: Mapping[SubjectCode, str]) -> list[FoundCode]:
    """A code torn in two by a blank, `JAI EX 181`, is one."""
    closed = {_closed(code.name): code for code in vocabulary}
    kept: list[FoundCode] = []
    for code in found:
        last = kept[-1] if kept else None
        if last and last.entry and last.entry.serial is None and code.doubt and code.start - last.end <= 2:
            whole = closed.get(_closed(last.text + code.text.rpartition(" ")[0]))
            serial = code.text.rpartition(" ")[2]
            if whole and serial.isdigit():
                words = f"{last.text} {code.text}"
                entry = CodeEntry(whole, int(serial))
                kept[-1] = FoundCode(entry, words, last.start, code.end, f"it is torn apart, and was read as {entry}")
                continue
        kept.append(code)
    return kept


def _bare_doubted(found: list[FoundCode]) -> list[FoundCode]:
    """Among codes with serials, one without has lost it; one that stands with its serial as well says nothing."""
    serials = {code.entry.code for code in found if code.entry and code.entry.serial is not None}
    numbered = len(serials)
    found = [c for c in found if not (c.entry and c.entry.serial is None and c.entry.code in serials)]
    return [
        FoundCode(c.entry, c.text, c.start, c.end, f"{c.entry.code} has no number")
        if c.entry and c.entry.serial is None and numbered and not c.doubt
        else c
        for c in found
    ]


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    """A code with one blank between its parts, whatever stood there."""
    return " ".join(re.split(r"[\s/-]+", name))


@lru_cache(maxsize=4096)
def _closed(name: str) -> str:
    return re.sub(r"[\s/-]", "", name)


_REACH = 1500
_CITED = re.compile(r"(?:/\s?[0-9]{2,4}|[0-9]|(?:REV|ADD|COR|EXT|DCL) [0-9]{1,2}|\+|\bdocs?\.?:?|,|\()\s*$")


def find_strays(
    text: str, start: int, end: int, vocabulary: Mapping[SubjectCode, str]
) -> tuple[list[FoundCode], list[tuple[int, int]]]:
    """The codes with serials that follow no document number, and the spans they take.

    Codes behind a number are those of the document it names: `No. prev. doc.: 6298/15 EUROJUST 47`.

    >>> codes = {SubjectCode("JAI"): "", SubjectCode("COSI"): ""}
    >>> text = "From: To: Presidency COSI 12 JAI 7 Council No. prev. doc.: 6298/15 JAI 3"
    >>> [str(code.entry) for code in find_strays(text, 0, len(text), codes)[0]]
    ['COSI 12', 'JAI 7']
    """
    part = text[start : min(end, start + _REACH)]
    numbered = [c for c in find_codes(part, vocabulary, bounded=False) if c.entry and c.entry.serial is not None]
    strays: list[FoundCode] = []
    spans = []
    for run in _runs(part, numbered):
        if _CITED.search(part[: run[0].start]):
            continue
        strays += run
        spans.append((start + run[0].start, start + run[-1].end))
    return strays, spans


def _runs(part: str, codes: Sequence[FoundCode]) -> list[list[FoundCode]]:
    """Codes that stand together, with nothing but blanks and commas between them."""
    runs: list[list[FoundCode]] = []
    for code in codes:
        if runs and not part[runs[-1][-1].end : code.start].strip(" \n,;"):
            runs[-1].append(code)
        else:
            runs.append([code])
    return runs
