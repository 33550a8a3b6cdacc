"""Page footers and other furniture between the text: recognised, counted, and taken out."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from somei_cli.extraction.lines import Scroll
from somei_cli.model.importing.draft_entry import Line

_LANGUAGE = r"(?:BG|CS|DA|DE|EL|EN|ES|ET|FI|FR|GA|HR|HU|IT|LT|LV|MT|NL|PL|PT|RO|SK|SL|SV|X|XT)"
_SUFFIX = r"(?:REV|ADD|COR|EXT|DCL|AMD)[ ]?[0-9]{1,3}(?:[ ]?\([a-z, ]{2,40}\))?"
_NUMBER = (
    r"(?P<number>(?:(?!ANNEX|PAGE|DOC)[A-Z]{2,5}(?:-[A-Z]{2,5})?[ ])?[0-9]{1,5}(?:/[0-9]{1,3})?[ ]?/[ ]?[0-9]{2}"
    rf"(?:\s{{1,3}}{_SUFFIX}){{0,3}}|(?:/[0-9]{{1,2}})?/[0-9]{{2}}(?:[ ]{_SUFFIX}){{0,3}})"
)
_CLASS = (
    r"(?:TR[EÈ]S\s)?(?:SECRET|CONFIDENTIEL|RESTREINT)[ ]UE"
    r"(?:[ ]?/[ ]?EU[ ](?:TOP[ ]SECRET|SECRET|CONFIDENTIAL|RESTRICTED))?"
)
_PIECES = {
    "initials": r"[A-Za-z]{1,5}(?:[/,][A-Za-z]{1,5}){1,4}",
    "page": r"[0-9]{1,3}(?:/[0-9]{1,3})?",
    "annex": r"ANNEX(?:[ ][IVX0-9]{1,4})?",
    "unit": r"(?:DG|DGD|DGE|DGC|DQPG|DRI|CAB|JAI|GIP|COMM|TREE|LIFE|RELEX|ECOMP|ECOFIN|ORG|SJ|JUR|SG|SMART"
    r"|INST|LING|PGI)"
    rf"(?:(?:[. ]|[ ]-[ ]){{0,2}}(?!{_LANGUAGE}(?!\w)|EU |TR|[A-Z]{{1,2}}-)[A-Z0-9]{{1,4}}(?![A-Za-z0-9/])){{0,5}}",
    "marking": rf"(?:LIMITE|PUBLIC|{_CLASS})",
    "typist": r"[a-z]{2,4}",
}
_GAP = r"(?:\s|[|]){1,200}+"
_PIECE = "|".join(f"(?:{pattern})" for pattern in _PIECES.values())
# Atomic groups: each piece is read in one way only, so that no text can make the search run away.
_FOOTER = re.compile(
    rf"(?<![\w/.(-]){_NUMBER}(?:{_GAP}(?>{_PIECE})(?![\w/])){{1,8}}?"
    rf"{_GAP}{_LANGUAGE}(?:[/ ]{_LANGUAGE}){{0,2}}(?![\w/])"
    r"(?:[ ]*\n[0-9]{1,3}(?=\s*\n|\s*$))?"
)
# A footer that has lost its last words, or never had any, is still known by the initials of author and typist.
_SHORT = re.compile(
    rf"(?<![\w/.(-]){_NUMBER}(?:{_GAP}(?>{_PIECES['unit']})(?![\w/])){{0,2}}"
    rf"{_GAP}(?P<initials>(?!and/or)[A-Za-z]{{1,5}}(?:[/,][A-Za-z]{{2,5}}){{0,3}}/[a-z]{{2,5}})(?![\w/])"
    rf"(?:{_GAP}(?>{_PIECES['unit']}|{_PIECES['page']}|{_PIECES['annex']}|{_PIECES['marking']})(?![\w/])){{0,4}}"
    rf"(?:{_GAP}{_LANGUAGE}?(?![\w/]))?"
)
_BARE = re.compile(rf"(?m)(?<![\w/.(-]){_NUMBER}[ ]{{1,200}}+[0-9]{{1,3}}(?:[ ]{_LANGUAGE})?[ ]*$")
_ALONE = re.compile(rf"\s*{_NUMBER}\s*")
_STRONG = re.compile(
    rf"(?:^|\s)(?:{_PIECES['initials']}|{_PIECES['page']}|DG[A-Z]? ?[A-Z0-9]|PGI|GIP|DQPG|DRI)(?:\s|$)"
)
_FURNITURE = re.compile(
    r"^\s*(?:[Pp]age [0-9]{1,4}(?: ?(?:of|/) ?[0-9]{1,4})?:?|[0-9]{1,3} ?/ ?[0-9]{1,3}|/ [0-9]{1,3}|[ºo]|"
    r"Upload: .{0,40}|Post on .{0,40}|Transcript|TRANSCRIPT|Category:|Documents|Download|PDF herunterladen|"
    r"PDF to HTML - Convert .{0,40}|www\.[\w./-]{3,40}|[0-9]{5,9}_[0-9]{4}\.png)\s*$"
)


@dataclass(frozen=True, slots=True)
class Footer:
    """One page footer: the number it shows, and all its words."""

    number: str
    words: str
    line: int


def take_footers(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Footer, ...]]:
    """The lines without page footers, and the footers.

    A footer has a number, then initials or a page, unit, marking in any order, and a language:
    `15070/19 MP/dk 1 JAI.1 LIMITE EN`. The number may have been eaten: `/14 SC/mvk 1 DG D 2B EN`.
    """
    scroll = Scroll.of(lines)
    spans = []
    footers = []
    for match in _matches(scroll):
        spans.append(match.span())
        words = " ".join(match[0].split())
        footers.append(Footer(" ".join(match["number"].split()), words, scroll.number(match.start())))
    text = scroll.without(*spans) if spans else scroll.text
    kept: list[Line] = []
    heads = _page_heads(scroll.lines)
    for line, start in zip(scroll.lines, scroll.starts, strict=True):
        words = text[start : start + len(line.words)]
        if words == line.words:
            if not _FURNITURE.match(words) and line.number not in heads:
                kept.append(line)
        elif words.strip():
            kept.append(replace(line, text=words.strip(), mark=""))
    return tuple(kept), tuple(footers)


def _page_heads(lines: Sequence[Line]) -> frozenset[int]:
    """The lines where the number of the letterhead stands alone once more, right above other furniture of a page."""
    filled = [line for line in lines if line.text.strip()]
    alone = [(at, line.text.strip()) for at, line in enumerate(filled) if _ALONE.fullmatch(line.text)]
    again = [at for at, number in alone[1:] if number == alone[0][1] and at + 1 < len(filled)]
    return frozenset(filled[at].number for at in again if _FURNITURE.match(filled[at + 1].text))


def _matches(scroll: Scroll) -> list[re.Match[str]]:
    """Whole footers first, then what is left of others."""
    whole = [m for m in _FOOTER.finditer(scroll.text) if _STRONG.search(m[0][len(m["number"]) :])]
    found = list(whole)
    for pattern in (_SHORT, _BARE):
        rest = scroll.without(*(m.span() for m in found)) if found else scroll.text
        found += [m for m in pattern.finditer(rest) if pattern is _SHORT or _comes_again(m, scroll.text)]
    return sorted(found, key=re.Match.start)


def _comes_again(match: re.Match[str], text: str) -> bool:
    """Whether a number with a page behind it is printed elsewhere too: what is cited once has no page."""
    return text.count(match["number"]) > 1


def usual_number(footers: Sequence[Footer]) -> tuple[str, int] | None:
    """The whole number most footers show, and how many do."""
    counts = Counter(footer.number for footer in footers if not footer.number.startswith("/"))
    return counts.most_common(1)[0] if counts else None
