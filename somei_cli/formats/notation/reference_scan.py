"""Find every reference in a text, to Council documents and to others, in order of appearance."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from somei_cli.errors import NotANumber
from somei_cli.formats.notation.document_numbers import find_number_in_address, number_of_match, number_patterns
from somei_cli.formats.notation.external_references import find_external_references, mask_spans
from somei_cli.formats.notation.normalised_lines import NormalisedLines
from somei_cli.formats.notation.number_suffixes import (
    SUFFIX_WORD,
    NumberTail,
    read_range_behind,
    read_suffix_before,
    read_suffix_chains,
    read_tail,
)
from somei_cli.formats.notation.required_letters import find_from_starts, possible_number_patterns
from somei_cli.model.document_number import DocumentNumber, Suffix, SuffixKind
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.references import ExternalReference, OutsideKind, Target

# ---- what documents write

# DE, CP and LT are series too, but in running text they are a preposition, a code and a language.
_SERIES = (
    "PE[- ]?CONS", "ERAC-SFIC", "ERAC-GPC", "ERAC", "COREU", "CREST-SFIC", "CREST-GPC", "CREST",
    "CONV", "EUCO", "CIG", "EEE",
    "ST", "CM", "SN", "DS", "WK", "MD", "PE", "XT", "CV", "CG", "AD", "AA", "AC",
)  # fmt: skip
_KNOWN_SERIES = frozenset(_SERIES) | {"PE-CONS"}
_WRAPPING_SERIES = frozenset({"ST", "CM", "SN", "DS", "WK", "XT", "PE-CONS", "EUCO", "CONV"})
_WHAT_FOLLOWS = (
    r"(?=$|[^\w/]|REV|ADD|COR|EXT|DCL|INIT|LIMITE|[A-Z]{3,12} ?[0-9]|[/_](?:REV|ADD|COR)|[A-Z][a-z]{2}|and\b|of\b)"
)
# The series may stand at the end of a line, and the number below it.
_GAP = r"(?:\s{0,3}|[ ]?\n[ ]{0,60})(?:[Nn][o°]\.?\s?)?"
_NUMBER = re.compile(
    r"(?:(?<![\w/€$£-])|(?<=/[0-9][0-9]-))(?<![0-9][.:])(?<![€$£] )"
    rf"(?:(?P<series>{'|'.join(_SERIES)}|[A-Z]{{2,5}}-[A-Z]{{2,5}})(?P<gap>{_GAP}))?"
    r"(?P<number>[1-9][0-9]{0,4}|0[0-9]{4})(?P<first_slash> ?/[ \n]?(?P<infix>[0-9]{1,2}))?"
    r"(?P<slash> ?/[ \n]?|-)(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})"
    rf"(?![0-9]|[-:][0-9](?![0-9]{{3,4}}[/-])|\.[0-9]{{3}}|\.[0-9]{{1,2}}\.){_WHAT_FOLLOWS}"
)
_NUMBER_START = re.compile(rf"[A-Z0-9](?<!\w.)(?=[A-Z -]{{0,11}}{_GAP}[0-9]{{0,5}} ?[/-])")
_ADDED_SUFFIX = re.compile(
    rf"(?P<joint>\(?[+&]|,|;|(?<!\w)(?:and|et|und|og|och|en|y|e|i|a|és|ja|και|и)(?!\w))\s{{0,4}}(?={SUFFIX_WORD})"
)
_ADDED_SUFFIX_START = re.compile(r"[(+&,;aeuoyiéjки](?:(?<=[(+&,;])|(?<!\w.)(?=[a-zé]{0,2}\s{1,4}[RrACcaED]))")
_CUT_ADDRESS = re.compile(r"[?&]f=(?P<series>[A-Za-z-]{2,9})\Z")
_FIRST_ISSUE = re.compile(r"\s{1,3}INI?T(?!\w)")
_DAMAGED_NUMBER = re.compile(
    r"(?<![\w/.,:-])(?P<number>[1-9] [0-9]{4}|[1-9][0-9]{1,3} [0-9]{1,3}|"
    r"(?=[0-9]{0,4}[OoIl])(?=(?:[OoIl]?[0-9]){3})[0-9OoIl]{4,5}|(?P<parted>[1-9][0-9]{3,4})(?= ?/ [0-9]| /[0-9]))"
    r"(?= ?/(?(parted) ?)(?:[0-9]{1,2}/)?[0-9]{2}(?![\w/]))"
)
_MISREAD_FIGURES = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", " ": ""})

# ---- the words before a number

_NO = r"(?:\b(?:n[or]s?|nro|nru|nº|uimh|št|č|br|sz|αριθ|αρ)\b\.?|n\.?\s?[°º]|№|#)[.:]?"
_DOCUMENT = re.compile(
    r"(?:\b\w{0,8}(?:doc(?:s|uments?|umento?s?|umenti|umentul\w{0,2})?|dok(?:s|ument\w{0,8})?|asiak(?:irja\w{0,8})?"
    r"|doic(?:iméa\w{1,4})?)|έγγρ(?:αφ\w{1,3})?|εγγρ|\bдок(?:умент\w{0,4})?)\b[^\w\n]{0,3}"
    rf"(?:\b(?:prec|prev|preth|ant|preċ|ant|předch|predch|sz|roimhe seo)\b[.:]{{0,2}}\s?)?(?:{_NO})?[^\w]{{0,3}}$",
    re.IGNORECASE,
)
# Parliament cites like this: `having regard to the draft Council decision (15762/2013)`
_COUNCIL = re.compile(r"\b(?:Council|draft (?:Protocol|Agreement|[Dd]ecision))\b[^.()]{0,60}\($")
_OF_ANOTHER_BODY = re.compile(
    rf"(?:{_NO}|\b(?:applications?|requêtes?|petitions?|complaints?|invoice|questions?|interpellation|law|decree|loi"
    r"|gesetz|ley|legge|(?-i:Cases?)|OJ [LC]|COM|SEC|SWD|JOIN|KOM|SEK|IP|MEMO|Drucksache|ISO|Ares)\b"
    r"|\b(?:Drs|Az|Cass)\b\.?)\s{0,3}$",
    re.IGNORECASE,
)
_LIST_SEPARATOR = re.compile(
    rf"[\s,;&+/-]{{0,4}}(?:and|or|et|und|og|och|en|y|e|i|a|és|ja|και|и)?\s{{0,3}}(?:{_NO})?\s{{0,3}}", re.IGNORECASE
)
_ANOTHER_SUBJECT = re.compile(r"/\s?[0-9]|[.!?]\s{1,4}[A-Z][a-z]|\x00")
_DASH_AND_REFERENCE = re.compile(r"\s{0,3}[-–]\s{0,3}\x00")
_TELEPHONE = re.compile(
    r"(?<![^\W\d_])(?:[Tt][eé]l|TEL(?!ECOM )|[Ff]ax|FAX|[Pp]hone|[Tt]lf|[Pp]uh|[Тт]ел|[Ττ]ηλ)\w{0,8}"
    r"[^\w]{0,6}(?:[Ff]ax[^\w]{0,4})?[+(]?[0-9][0-9 ()+./-]{4,60}"
)
_TELEPHONE_START = re.compile(r"[TtFfPpТтΤτ](?<![^\W\d_].)(?=[eéEaAhluеη][lLxXofhлλ])")
_GLUED_YEAR = re.compile(
    r"(?P<glued>[12](?:(?<=[^\W\d_]\s.)|(?<=[0-9]\..))(?:(?<=1)9|(?<=2)0)[0-9]{2})(?=[0-9]{4,5}(?:/[0-9]{1,2})?/(?P<year>[0-9]{2})(?!\w))"
)

_HIGH_NUMBER = re.compile("[2-9][0-9]{4}/[0-9]{2}")
_LOWEST_IN_PLAIN_SIGHT, _HIGHEST_OF_THE_STANDARD_SERIES = 4_000, 19_999
_HIGHEST_REVISION, _HIGHEST_ACT, _YEARS_CITED = 15, 4_999, 9
_LONGEST_SEPARATOR, _DAYS_OF_A_MONTH = 12, 31


@dataclass(frozen=True, slots=True)
class FoundReference:
    """A reference with its line and column, both from 1; the target is the likeliest of the `candidates`, if any.

    `languages` are those in which a corrigendum was issued: `COR 1 (mt)`.
    """

    target: Target
    line: int
    column: int
    text: str
    candidates: tuple[DocumentNumber, ...] = ()
    languages: tuple[str, ...] = ()


def find_references(
    lines: Iterable[Line], known_codes: Container[str] = (), year: int | None = None
) -> Iterator[FoundReference]:
    """Yield every reference in these lines, in order of appearance, including the document's own number.

    The documents to which links lead count too. A subject code in `known_codes` is never read as an unknown series.
    `year` is that of the document: bare numbers of old acts look like document numbers of their years.
    """
    all_lines = tuple(lines)
    references = _find_in_text(all_lines, known_codes, year)
    if not any(line.links for line in all_lines):
        yield from references
        return
    printed = list(references)
    yield from sorted([*printed, *_find_in_links(all_lines, printed)], key=lambda hit: (hit.line, hit.column))


def _find_in_links(lines: Iterable[Line], printed: Iterable[FoundReference]) -> Iterator[FoundReference]:
    """Yield the documents to which links lead, but for those that the words of the line name themselves."""
    named = {(hit.line, hit.target.base) for hit in printed if isinstance(hit.target, DocumentNumber)}
    for line in lines:
        for address in line.links:
            number = find_number_in_address(address)
            if number and (line.number, number.base) not in named:
                named.add((line.number, number.base))
                yield FoundReference(number, line.number, 1, address)


# A reference has a figure, or is an address, in which there may be invisible characters.
_MAY_CITE = re.compile("[0-9]|://|www\\.|[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


def _find_in_text(lines: Sequence[Line], known_codes: Container[str], year: int | None) -> Iterator[FoundReference]:
    if not any(_MAY_CITE.search(line.text) for line in lines):
        return
    joined = NormalisedLines.from_lines(lines)
    hits = _find_hits(joined.text, known_codes, year)
    for hit in sorted(hits, key=lambda hit: hit.start):
        line, column = joined.position_of(hit.start)
        words = " ".join(joined.text[hit.start : hit.end].split())
        yield FoundReference(hit.target, line, column, words, hit.candidates, hit.languages)


def find_unusual_numbers(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield what looks like a document number but is higher than any, as `99999/19`, with the number of its line.

    Numbers of other things are skipped: applications, acts, telephone numbers, and whatever the word before one names.
    """
    joined = NormalisedLines.from_lines(lines)
    if not _HIGH_NUMBER.search(joined.text):
        return
    text = _mask_false_friends(joined.text)
    matches = [match for match in find_from_starts(_NUMBER_START, _NUMBER, text) if _is_too_high(match)]
    hit_spans = [(hit.start, hit.end) for hit in _find_hits(joined.text, ())]
    for match in matches:
        position = match.start("number")
        if (
            any(start <= position < end for start, end in hit_spans)
            or _context_of(joined.text, position, _Context.PLAIN, -1) != _Context.PLAIN
        ):
            continue
        yield Line(" ".join(match[0].split()), joined.position_of(position)[0])


def find_damaged_numbers(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield what seems to be a document number with a blank in it or with letters for figures, with its line.

    A blank counts only after a word for a document (doc. 150 70/19); with it, one at the stroke is read (6339/ 18).
    """
    joined = NormalisedLines.from_lines(line for line in lines if "/" in line.text)
    for match in _DAMAGED_NUMBER.finditer(joined.text):
        number = int(match["number"].translate(_MISREAD_FIGURES))
        if not _LOWEST_IN_PLAIN_SIGHT <= number <= _HIGHEST_OF_THE_STANDARD_SERIES:
            continue
        is_named = _DOCUMENT.search(joined.text[max(0, match.start() - 48) : match.start()])
        if not is_named if match["parted"] else is_named or " " not in match[0]:
            yield Line(match[0], joined.position_of(match.start())[0])


def _is_too_high(match: re.Match[str]) -> bool:
    plain = match["slash"] == "/" and not match["infix"] and not match["series"] and len(match["year"]) == 2
    return plain and int(match["number"]) > _HIGHEST_OF_THE_STANDARD_SERIES and not 40 <= int(match["year"]) <= 99


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    target: Target
    candidates: tuple[DocumentNumber, ...] = ()
    languages: tuple[str, ...] = ()


def _find_hits(text: str, known_codes: Container[str], year: int | None = None) -> list[_Hit]:
    """Find external references first, then register ids and file names, printed numbers, and added suffixes."""
    hits = [_hit_of_external(text, *reference) for reference in find_external_references(text)]
    text = _mask_false_friends(mask_spans(text, ((hit.start, hit.end) for hit in hits)))
    for form in possible_number_patterns(text):
        new_hits = [hit for match in form.finditer(text) if (hit := _hit_of_id(match))]
        text = mask_spans(text, ((hit.start, hit.end) for hit in new_hits))
        hits += new_hits
        hits += [further for hit in new_hits for further in _further_hits_of_id(text, hit)]
    hits += _find_printed_numbers(text, known_codes, hits, year)
    hits.sort(key=lambda hit: hit.start)
    return [*hits, *_find_added_suffixes(text, hits)]


def _hit_of_external(text: str, start: int, end: int, target: ExternalReference) -> _Hit:
    if target.kind is not OutsideKind.URL:
        return _Hit(start, end, target)
    if cut := _CUT_ADDRESS.search(text, start, end):
        # The address of a document with blanks in it, as a browser shows it: …/doc/srv?l=EN&f=ST 15070 2019 INIT
        number_match = number_patterns()[0].match(text, cut.start("series"))
        if number_match and (hit := _hit_of_id(number_match)):
            return replace(hit, start=start)
    return _Hit(start, end, find_number_in_address(text[start:end]) or target)


def _hit_of_id(match: re.Match[str]) -> _Hit | None:
    try:
        return _Hit(match.start(), match.end(), number_of_match(match))
    except NotANumber:
        return None


def _further_hits_of_id(text: str, hit: _Hit) -> Iterator[_Hit]:
    """Yield the other documents of a range that begins with a register id."""
    if not isinstance(hit.target, DocumentNumber) or not hit.target.suffixes:
        return
    if tail := read_range_behind(text, hit.end, hit.target.suffixes[-1]):
        for chain in tail.chains:
            suffixes = (*hit.target.suffixes[:-1], *chain)
            yield _Hit(hit.start, tail.end, hit.target._replace(suffixes=suffixes))


def _mask_false_friends(text: str) -> str:
    """Mask telephone numbers, and the year of a date that is glued to a number."""
    text = mask_spans(text, (match.span() for match in find_from_starts(_TELEPHONE_START, _TELEPHONE, text)))
    return mask_spans(text, (match.span("glued") for match in _GLUED_YEAR.finditer(text) if _is_year_of_issue(match)))


def _is_year_of_issue(match: re.Match[str]) -> bool:
    # A document is issued in the year of its number or in the next.
    return (int(match["glued"]) - int(match["year"])) % 100 in {0, 1}


# ---- printed numbers


class _Context(Enum):
    """What the words before a number say about it."""

    PLAIN = auto()
    DOCUMENT = auto()
    NOT_OURS = auto()


def _find_printed_numbers(
    text: str, known_codes: Container[str], ids: Iterable[_Hit], year: int | None
) -> Iterator[_Hit]:
    """Find the numbers as documents print them; `ids` are the register ids that were found already."""
    context, end = _Context.PLAIN, -1
    last_hit_end = 0
    number_by_end = dict(_numbers_by_end(ids))
    for match in find_from_starts(_NUMBER_START, _NUMBER, text):
        context = _context_of(text, match.start(), context, end)
        end = match.end()
        prefixed = _is_prefixed(match, known_codes)
        series = _series_name(match["series"]) if prefixed else _series_in_list(match, number_by_end)
        tail = read_tail(text, match.end(), known_codes)
        if _is_possible_form(match, context) and (series or _is_bare_number(match, context, tail, year)):
            hits = list(_make_hits(match, series, tail))
            number_by_end.update(_numbers_by_end(hits))
            if before := read_suffix_before(text, last_hit_end, match.start()):
                hits = [_add_suffix(hit, *before) for hit in hits]
            for hit in hits:
                yield hit
                end = last_hit_end = hit.end
        if prefixed and match["series"] != "ST":
            context = _Context.PLAIN


def _numbers_by_end(hits: Iterable[_Hit]) -> Iterator[tuple[int, DocumentNumber]]:
    return ((hit.end, hit.target) for hit in hits if isinstance(hit.target, DocumentNumber))


def _series_in_list(match: re.Match[str], number_by_end: Mapping[int, DocumentNumber]) -> str:
    """Return the series of the number before, for a number that only this series can have: WK 5249/2024, 5250/2024."""
    start, number, year = match.start("number"), int(match["number"]), match["year"]
    if match["series"] or match["infix"] or 1900 <= number <= 2099 or not number_by_end:
        return ""
    ends = range(start, max(start - _LONGEST_SEPARATOR, 0), -1)
    end = next((end for end in ends if end in number_by_end), None)
    if end is None or not _LIST_SEPARATOR.fullmatch(match.string, end, start):
        return ""
    before = number_by_end[end]
    if before.series == "ST":
        return ""
    # With two figures of the year, a high number is rather of the standard series, and a low one the day of a date.
    is_low = _DAYS_OF_A_MONTH < number < _LOWEST_IN_PLAIN_SIGHT and int(year) == before.year % 100
    return before.series if len(year) == 4 or is_low else ""


def _add_suffix(hit: _Hit, suffix: Suffix, languages: tuple[str, ...]) -> _Hit:
    if not isinstance(hit.target, DocumentNumber) or hit.candidates or suffix in hit.target.suffixes:
        return hit
    return replace(hit, target=hit.target._replace(suffixes=(*hit.target.suffixes, suffix)), languages=languages)


def _context_of(text: str, start: int, previous: _Context, previous_end: int) -> _Context:
    """Return the context of a number; in a list it is that of the number before: `Nos 1612/68 and 1408/71`."""
    if previous_end >= 0 and start - previous_end <= 24 and _LIST_SEPARATOR.fullmatch(text, previous_end, start):
        return previous
    before = text[max(0, start - 48) : start]
    if _DOCUMENT.search(before) or _COUNCIL.search(before):
        return _Context.DOCUMENT
    return _Context.NOT_OURS if _OF_ANOTHER_BODY.search(before) else _Context.PLAIN


def _is_prefixed(match: re.Match[str], known_codes: Container[str]) -> bool:
    """Return whether the capitals before a number are its series."""
    number = int(match["number"])
    series = _series_name(match["series"])
    if not series or ("\n" in match["gap"] and series not in _WRAPPING_SERIES):
        return False
    in_usual_range = _LOWEST_IN_PLAIN_SIGHT <= number <= _HIGHEST_OF_THE_STANDARD_SERIES
    if series in _KNOWN_SERIES:
        # EEE and PE are codes too; their own documents have low numbers.
        return not (in_usual_range and series in known_codes)
    return bool(match["gap"]) and number >= 1000 and not in_usual_range and series not in known_codes


def _series_name(series: str | None) -> str:
    return "PE-CONS" if series in {"PE CONS", "PECONS"} else series or ""


def _is_possible_form(match: re.Match[str], context: _Context) -> bool:
    """Return False for `6954-14`, unless a word says document: it is more often a date or a telephone number."""
    return match["slash"] != "-" or (context is _Context.DOCUMENT and not match["infix"])


def _is_bare_number(match: re.Match[str], context: _Context, tail: NumberTail, year: int | None) -> bool:
    """Return whether digits without a series are a document number, by their size or by the words around them."""
    number = int(match["number"])
    in_usual_range = _LOWEST_IN_PLAIN_SIGHT <= number <= _HIGHEST_OF_THE_STANDARD_SERIES
    # 2018/19 is a season, an act or a date.
    if context is _Context.NOT_OURS or number < 1000 or 1900 <= number <= 2099:
        return False
    if len(match["year"]) == 4:
        return _FIRST_ISSUE.match(match.string, match.end()) is not None or (
            in_usual_range
            and (context is _Context.DOCUMENT or (len(match["number"]) == 5 and _is_written_by_parliament(match)))
        )
    if match["number"].startswith("0") or int(match["infix"] or 0) > _HIGHEST_REVISION:
        return False
    if context is _Context.DOCUMENT or tail.chains != ((),) or tail.has_subject_code:
        return True
    age = -1 if year is None else year % 100 - int(match["year"])
    is_recent = 0 <= age <= (_YEARS_CITED if number > _HIGHEST_ACT else 1)
    return (
        in_usual_range
        and (not 52 <= int(match["year"]) <= 92 or is_recent)
        and " " not in match["slash"] + (match["first_slash"] or "")
    )


def _is_written_by_parliament(match: re.Match[str]) -> bool:
    """Return whether the number is padded and the year has four digits: `(05247/1/2012 – C7-0074/2012)`."""
    return match["infix"] is not None or bool(_DASH_AND_REFERENCE.match(match.string, match.end()))


def _make_hits(match: re.Match[str], series: str, tail: NumberTail) -> Iterator[_Hit]:
    start = match.start() if series and match["series"] else match.start("number")
    try:
        base = DocumentNumber.parse(f"{series or 'ST'} {int(match['number'])}/{match['year']}")
    except NotANumber:
        return
    for index, chain in enumerate(tail.chains):
        languages = () if index else tail.languages
        candidates = (
            _combine_infix(base, int(match["infix"]), chain) if match["infix"] else (base._replace(suffixes=chain),)
        )
        if candidates:
            yield _Hit(start, tail.end, candidates[0], candidates if len(candidates) > 1 else (), languages)


def _combine_infix(base: DocumentNumber, infix: int, chain: tuple[Suffix, ...]) -> tuple[DocumentNumber, ...]:
    """Combine the revision between the slashes with the suffixes behind; return all readings if they disagree."""
    revision = Suffix(SuffixKind.REV, infix)
    if infix == 0:
        return ()
    if not chain or chain[0] == revision:
        return (base._replace(suffixes=chain or (revision,)),)
    if chain[0].kind is SuffixKind.REV and str(chain[0].ordinal).startswith(str(infix)):
        # REV 11 on the first page of 10630/1/10: the page number ran into the revision.
        return (base._replace(suffixes=(revision, *chain[1:])),)
    if chain[0].kind is SuffixKind.REV:
        return (base._replace(suffixes=chain), base._replace(suffixes=(revision, *chain[1:])))
    return (base._replace(suffixes=(revision, *chain)), base._replace(suffixes=chain))


# ---- lists: 9531/14 + ADD 1 + COR 1


def _find_added_suffixes(text: str, hits: Sequence[_Hit]) -> Iterator[_Hit]:
    """Yield suffixes that are added to a number in a list; each belongs to the number, not to the suffix before it."""
    starts = [hit.start for hit in hits]
    end = 0
    for match in find_from_starts(_ADDED_SUFFIX_START, _ADDED_SUFFIX, text):
        index = bisect_right(starts, match.start()) - 1
        if index < 0 or not isinstance(anchor := hits[index].target, DocumentNumber):
            continue
        end = max(end, hits[index].end)
        if end > match.start() or not _list_continues(match["joint"], text, end, match.start()):
            continue
        tail = read_suffix_chains(text, match.end(), detached="+" not in match["joint"])
        if tail is None:
            continue
        end = tail.end
        for index, chain in enumerate(tail.chains):
            target, languages = anchor._replace(suffixes=chain), () if index else tail.languages
            yield _Hit(match.start(), end, target, _possible_targets(anchor, chain), languages)


def _list_continues(joint: str, text: str, start: int, end: int) -> bool:
    """Return whether a list continues: before a plus may be words, codes and line breaks, before a comma nothing."""
    if "+" not in joint:
        return end - start <= 20 and not text[start:end].strip(" \n)")
    return end - start <= 200 and not _ANOTHER_SUBJECT.search(text, start, end)


def _possible_targets(anchor: DocumentNumber, chain: tuple[Suffix, ...]) -> tuple[DocumentNumber, ...]:
    """Return both readings of `A REV 1 + ADD 1`, an addendum to A or to its revision; the register decides."""
    last_kind = anchor.suffixes[-1].kind if anchor.suffixes else None
    if last_kind not in {SuffixKind.REV, SuffixKind.ADD} or chain[0].kind in {SuffixKind.REV, last_kind}:
        return ()
    return anchor._replace(suffixes=chain), anchor._replace(suffixes=(*anchor.suffixes, *chain))
