"""Read the subject codes of the letterhead: the longest match with the vocabulary counts, one or many codes a line."""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from somei_cli.errors import NotACode
from somei_cli.extraction.cover.printed_dates import month_number
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document_number import KNOWN_SERIES
from somei_cli.model.groups import join_spellings

# A serial begins no date, hour, other number or service: ECOFIN 22.01.02, JAI 9:30, CORDROGUE 3-4, RELEX 2C.
_SERIAL = r"(?P<serial>[1-9][0-9]{0,3})(?![0-9a-z_/]|[A-Z](?![A-Za-z])|[.:,-][0-9]|\.?[ªº])"
_BEFORE_SERIAL = r"(?:[^\S\n]{9,24}(?=[0-9]+[ \t]*(?:$|[ ]{2,24}[A-Z][A-Z/-]{1,13}[ \t]{2,24}[0-9]))|[^\S\n]{0,8})"
# A code without a serial above a date is a heading of a calendar.
_FIGURES_BELOW = re.compile(r"\s{0,8}[0-9]{1,2}(?:[.:][0-9]|[/-][0-9]{1,2}[./])")
# JAI 12 March 2002, JAI 12 and 13 March 2002
_DATE_GOES_ON = re.compile(
    r"(?:\.|st|nd|rd|th)?\s{0,3}(?:(?:[-–/&,]|and|et|und|og|och|en|y|e|i)\s{0,3}[0-9]{1,2}\.?\s{0,3})?(?:de |of )?"
    r"(?P<month>[^\W\d_]{3,12})\.?,?\s{0,3}(?:de )?(?:19|20)[0-9]{2}(?![0-9])"
)
# Figures on the line below a code may begin other words: 3 views; 2971. Tagung; 12 Brussels.
_OTHER_WORDS = r"[ \t]{0,20}[.)]|[ \t]{0,20}[^\W\d_]?[^\W\d_A-ZÀ-Þ]"
_PRESS = re.compile(r"\(\s?Press[ea]?\s{0,2}(?P<serial>[0-9]{1,4})\s?\)")
# Presse 219 / PR CO 21
_PRESS_BESIDE_CODE = re.compile(r"(?<!\w)Presse\s{1,2}(?P<serial>[0-9]{1,4})(?=\s?[/,;-]\s?PR CO [0-9])")
# A small l is an I that a scan misread.
_UNKNOWN_CODE = re.compile(
    r"(?<![\w/.-])(?P<code>(?=[A-Z]{2}|[A-Z]l[A-Z])[A-Z][A-Z0-9l]{1,14}(?:[ /-](?=[0-9]{0,4}[A-Z])[A-Z0-9]{1,12}){0,2})"
    rf"[ \t]{{1,8}}{_SERIAL}"
)
_MISREAD_CODE = re.compile(
    r"(?<![\w/.-])(?P<word>[A-Z0][A-Z0-9l]{1,13})(?P<second>[ /-][A-Z][A-Z0-9l]{0,11})?(?![\w/-])"
    rf"(?P<numbered>[ \t]{{1,8}}{_SERIAL})?"
)
_MISREAD_LETTERS = str.maketrans({"0": "O", "1": "I", "l": "I", "5": "S", "8": "B"})
# Letters that a scan put among the figures of a serial: ENV 2I1, JAI 30O.
_MISREAD_SERIAL = re.compile(
    r"[ \t]{1,8}(?P<serial>(?=[0-9]*[IlOoSB])(?=[IlOoSB]{0,3}[0-9])[1-9IlSB][0-9IlOoSB]{1,3})(?![\w/]|[.:,-][0-9])"
)
_FIGURES = str.maketrans("IlOoSB", "110058")
# In brackets stands the kind of a procedure: 2018/0130 (COD).
_DAMAGED_WORD = re.compile(r"(?<![\w/.(-])[A-Z]{4,14}(?![\w/.)-])")
_MOST_DAMAGED_WORDS = 3
"""A line with more words that are no codes is a heading, not a line of codes."""
_GLUED_CODE = re.compile(rf"(?<![\w/.-])(?P<code>[A-Z]{{3,14}}){_SERIAL}")
# What a blank leaves of a number: `CODEC 2 136`.
_TORN_DIGITS = re.compile(r"[ \u00a0\u202f]([0-9]{1,3})(?![\w/.])")
# JAI 2 / 67 EUROJUST 39: the figures of one serial on two lines.
_PARTED_SERIAL = re.compile(r"(?<=[A-Z]\s[0-9])[ \t]*\n[ \t]*([0-9]{1,3})[ \t]+[A-Z][A-Z/-]{1,14}[ \t]+[0-9]")
# FREMP 812.The text: the code has perhaps the number 81, and the paragraph the number 2.
_GLUED_PARAGRAPH = re.compile(r"\.[A-ZÀ-Þ][a-zß-ÿ]")
_FEWEST_LETTERS_LEFT = 4
_MOST_LOST_LETTERS = 2
_LOST_LANGUAGES = frozenset({"EN", "DE", "FR", "ES", "IT", "NL", "N"})
_GLUED_MARK = re.compile(r"^(?:LIMITE|PUBLIC)(?=[A-Z]{3})")
_COLUMN_GAP = " " * 8
_LETTERHEAD_MARKS = frozenset({"LIMITE", "PUBLIC", "INIT"})
_SUFFIX = re.compile(r"(?<!\w)(?:REV|ADD|COR|EXT|DCL|AMD) ?[0-9]{1,3}(?!\w)")
_ONLY_WITH_SERIAL = frozenset("PUBLIC AND EN FR DE NL IT ES PT DA SV FI EL CS PL HU RO".split())
_NOT_CODES = frozenset(
    "REV ADD COR EXT DCL AMD LIMITE PUBLIC EN FR DE OR NOTE AND THE OF EUROPEAN UNION COUNCIL PAGE ANNEX NO PART ITEM "
    "CHAPTER ARTICLE TITLE SECTION DG DGC DGD DGE POINT LIST CONCLUSIONS GENERAL SECRETARIAT "
    "FROM TO SUBJECT FAX TEL PERMREP".split()
)


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code on the letterhead; `doubt` says why it may be wrong, and then `entry` may be None."""

    entry: CodeEntry | None
    text: str
    start: int
    end: int
    doubt: str = ""


class _Spellings(NamedTuple):
    """The codes of a vocabulary as texts spell them; `glued` are those of several words without any blank."""

    with_blanks: Mapping[str, SubjectCode]
    without_blanks: Mapping[str, SubjectCode]
    glued: Mapping[str, SubjectCode]
    pattern: re.Pattern[str]


def find_codes(text: str, vocabulary: Mapping[SubjectCode, str], *, bounded: bool = True) -> list[FoundCode]:
    """Find every code with its serial, in printed order.

    Codes that are not in the vocabulary are looked for only if the text is bounded: if it is a letterhead and no more.

    >>> codes = {SubjectCode(n): "" for n in ("JAI", "OJ CRP2", "COSI")}
    >>> [str(found.entry) for found in find_codes("JAI 1319 OJ CRP2 31 COSI 254", codes)]
    ['JAI 1319', 'OJ CRP2 31', 'COSI 254']
    """
    spellings = _spellings(tuple(vocabulary))
    parted = list(_find_parted_columns(text, spellings)) if bounded else []
    misread = list(_find_misread(_blank_out(text, parted), spellings)) if bounded else []
    text = _blank_out(text, [*parted, *misread])
    codes = [*parted, *_find_known(text, spellings), *_find_glued(text, spellings), *_find_press_codes(text)]
    remaining = _blank_out(text, codes)
    if bounded:
        codes += _find_unknown(remaining, spellings)
        codes += _find_damaged_words(text, codes, spellings)
    codes = _join_torn_codes(sorted([*codes, *misread], key=lambda code: code.start), vocabulary)
    return _doubt_without_serial(codes)


def _blank_out(text: str, codes: Sequence[FoundCode]) -> str:
    """Return the text with line feeds in place of codes, so that offsets stay the same."""
    for code in codes:
        text = text[: code.start] + "\n" * (code.end - code.start) + text[code.end :]
    return text


# Lines with a code each, then lines with a serial each.
_COLUMN_OF_CODES = r"(?P<codes>(?:^[ \t]{0,80}[A-Z][A-Z0-9/ -]{1,14}[ \t]*\n{1,2}){2,30})"
_COLUMN_OF_SERIALS = r"(?P<serials>(?:^[ \t]{0,80}[1-9][0-9]{0,3}[ \t]*(?:\n{1,2}|\Z)){2,30})"
_PARTED_COLUMNS = re.compile(f"(?m){_COLUMN_OF_CODES}{_COLUMN_OF_SERIALS}")


def _find_parted_columns(text: str, spellings: _Spellings) -> Iterator[FoundCode]:
    """Find known codes whose serials came out as a column below theirs: as many serials as there are codes above."""
    names = spellings.with_blanks
    for columns in _PARTED_COLUMNS.finditer(text):
        serials = columns["serials"].split()
        lines = list(re.finditer(r"[A-Z][A-Z0-9/ -]*(?=[ \t]*\n)", columns["codes"]))[-len(serials) :]
        codes = [names.get(_with_blanks(line[0].strip())) for line in lines]
        if len(lines) < len(serials) or None in codes:
            continue
        doubt = "the numbers of the codes stand in a column of their own"
        for line, code, serial in zip(lines, codes, serials, strict=True):
            if code is not None:
                start = columns.start("codes") + line.start()
                end = columns.start("codes") + line.end()
                yield FoundCode(CodeEntry(code, int(serial)), f"{code} {serial}", start, end, doubt)
                doubt = ""


def _find_misread(text: str, spellings: _Spellings) -> Iterator[FoundCode]:
    """Find known codes in which a scan has put figures for letters: FR0NT 211, T0UR 3, JA1 477."""
    codes_without_blanks = spellings.without_blanks
    for match in _MISREAD_CODE.finditer(text):
        names = [(match["word"], match.end("word"))]
        if match["second"]:
            names.insert(0, (match["word"] + match["second"], match.end()))
        for name, name_end in names:
            bare = _without_blanks(name)
            code = codes_without_blanks.get(bare.translate(_MISREAD_LETTERS))
            if code and bare not in codes_without_blanks:
                end = match.end() if name_end == match.end("second") or not match["second"] else name_end
                words = " ".join(text[match.start() : end].split())
                yield FoundCode(None, words, match.start(), end, f"no known code; {code} may be meant")
                break


def _find_known(text: str, spellings: _Spellings) -> list[FoundCode]:
    if not spellings.with_blanks:
        return []
    names = spellings.with_blanks
    codes: list[FoundCode] = []
    matches = list(spellings.pattern.finditer(text))
    lines_of_codes = _LinesOfCodes(text, matches)
    for match in matches:
        code = names[_with_blanks(match["code"])]
        serial = int(match["serial"]) if match["serial"] else None
        if _begins_a_date(text, match.end()) if serial else _FIGURES_BELOW.match(text, match.end()):
            continue
        if damaged := _find_damaged_serial(text, match, code):
            codes.append(damaged)
            continue
        beside = codes and codes[-1].entry and codes[-1].entry.serial is None and match.start() - codes[-1].end <= 2
        if serial is None and (
            code.name in _ONLY_WITH_SERIAL
            or code.name in KNOWN_SERIES
            or len(code.name) == 1
            or not (beside or lines_of_codes.hold(match) or _follows_a_number(text, match))
        ):
            continue
        codes.append(FoundCode(CodeEntry(code, serial), " ".join(match[0].split()), match.start(), match.end()))
    return codes


def _find_damaged_serial(text: str, match: re.Match[str], code: SubjectCode) -> FoundCode | None:
    """Return a known code whose serial is misread, torn apart, or glued to what follows; None if it is sound."""
    serial, end = match["serial"], match.end()
    if misread := _MISREAD_SERIAL.match(text, match.end("code")):
        entry = CodeEntry(code, int(misread["serial"].translate(_FIGURES)))
        words = " ".join(text[match.start() : misread.end()].split())
        return FoundCode(entry, words, match.start(), misread.end(), f"it is misread, and was read as {entry}")
    if serial is None:
        return None
    torn, parted = _TORN_DIGITS.match(text, end), _PARTED_SERIAL.match(text, end)
    if parted or (torn and len(serial + torn[1]) <= len("9999")):
        digits = f" / {parted[1]}" if parted else torn[0] if torn else ""
        end = parted.end(1) if parted else torn.end() if torn else end
        words = " ".join(f"{match[0]}{digits}".split())
        return FoundCode(None, words, match.start(), end, f"the number of {code} is torn apart")
    if _GLUED_PARAGRAPH.match(text, end):
        words = " ".join(match[0].split())
        return FoundCode(None, words, match.start(), end, "the number of a paragraph may be glued to it")
    return None


@lru_cache(maxsize=8)
def _spellings(codes: tuple[SubjectCode, ...]) -> _Spellings:
    names = {code.name for code in codes}
    without_blanks = {_without_blanks(code.name): code for code in codes}
    several_words = {_without_blanks(code.name): code for code in codes if not code.name.isalnum()}
    glued = {words: code for words, code in several_words.items() if words not in names}
    with_blanks = {_with_blanks(code.name): code for code in codes}
    return _Spellings(with_blanks, without_blanks, glued, _compile_pattern(with_blanks))


def _compile_pattern(names: Collection[str]) -> re.Pattern[str]:
    if not names:
        return re.compile(r"(?!)")  # A register without codes: nothing matches.
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    words = join_spellings(re.escape(name).replace(r"\ ", r"[ \t]?[ /\n-][ \t]?") for name in longest_first)
    # Blanks around a serial may be lost: COSDP 395PESC 514. In columns they are many: COPEN          61.
    return re.compile(
        rf"(?<![A-Za-z_/.-])(?P<code>{words})(?![A-Za-z_/-]|0[A-Z0-9])"
        rf"(?:{_BEFORE_SERIAL}(?P<below>\n\s{{0,7}})?{_SERIAL}(?(below)(?!{_OTHER_WORDS})))?",
        re.MULTILINE,
    )


def code_of_words(words: str, vocabulary: Mapping[SubjectCode, str]) -> SubjectCode | None:
    """Return the code that words without a serial name, if such a code may stand without one."""
    code = _spellings(tuple(vocabulary)).with_blanks.get(words)
    return None if code is None or code.name in _ONLY_WITH_SERIAL.union(KNOWN_SERIES) else code


def find_code_words_beside(
    text: str, found_codes: Sequence[FoundCode], vocabulary: Mapping[SubjectCode, str]
) -> Iterator[tuple[str, int]]:
    """Find known codes without a serial that only blanks part from a code that was taken, and their offsets."""
    if not found_codes:
        return
    spellings = _spellings(tuple(vocabulary))
    starts, ends = {code.start for code in found_codes}, {code.end for code in found_codes}
    for match in spellings.pattern.finditer(text):
        if match["serial"] or match["code"] in _ONLY_WITH_SERIAL or len(match["code"]) == 1 or match.start() in starts:
            continue
        before = len(text[: match.start()].rstrip(" \t,;"))
        after = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip(" \t,;"))
        if before in ends or after in starts:
            yield match["code"], match.start()


def _begins_a_date(text: str, serial_end: int) -> bool:
    """Whether the figures before an offset are the day of a date."""
    match = _DATE_GOES_ON.match(text, serial_end)
    return match is not None and not match["month"].isupper() and month_number(match["month"]) is not None


class _LinesOfCodes:
    """Which lines of a text hold nothing but codes, numbers and marks, in one column or several."""

    def __init__(self, text: str, matches: Sequence[re.Match[str]]) -> None:
        characters = list(text)
        for match in chain(matches, _UNKNOWN_CODE.finditer(text), _SUFFIX.finditer(text)):
            # The line feeds stay: a serial may be on the line below its code.
            characters[match.start() : match.end()] = [c if c == "\n" else " " for c in match[0]]
        self._text = "".join(characters)

    def hold(self, match: re.Match[str]) -> bool:
        """Whether a code is on such a line, or ends its line with a wide gap before it: the column of codes."""
        start = self._text.rfind("\n", 0, match.start()) + 1
        end = self._text.find("\n", match.end())
        end = len(self._text) if end < 0 else end
        if self._text[start : match.start()].endswith(_COLUMN_GAP) and not self._text[match.end() : end].strip():
            return True
        words = self._text[start:end].split()
        return not any(any(map(str.isalpha, word)) and word not in _LETTERHEAD_MARKS for word in words)


def _follows_a_number(text: str, match: re.Match[str]) -> bool:
    """Whether a number, another sign or a mark is before a code on its line: in capitals, in a text of one line.

    In brackets stands the kind of an act or of a procedure: (EC), (EURATOM), (COD).
    """
    if match.start() and not text[: match.start()].strip():
        # Before the letterhead's part with the codes stands its number, or its date.
        return "\n" not in text[: match.start()]
    last = (text[: match.start()].rpartition("\n")[2].split() or ["nothing"])[-1]
    return not text[: match.start()].endswith("(") and (not last.isalpha() or last in _LETTERHEAD_MARKS)


def _find_glued(text: str, spellings: _Spellings) -> list[FoundCode]:
    """Find codes of two words that lost every blank, the one before the serial too: PRCO41."""
    names = spellings.glued
    codes = []
    for match in _GLUED_CODE.finditer(text):
        code = names.get(match["code"])
        if code:
            codes.append(FoundCode(CodeEntry(code, int(match["serial"])), match[0], match.start(), match.end()))
    return codes


def _find_press_codes(text: str) -> list[FoundCode]:
    """Find `(Presse 344)`, the older way to write PRESSE 344."""
    return [
        FoundCode(CodeEntry(SubjectCode("PRESSE"), int(m["serial"])), " ".join(m[0].split()), m.start(), m.end())
        for m in (*_PRESS.finditer(text), *_PRESS_BESIDE_CODE.finditer(text))
    ]


def _find_unknown(text: str, spellings: _Spellings) -> list[FoundCode]:
    """Find words in capitals with a serial that are not in the vocabulary: new codes, or damaged ones."""
    codes = []
    codes_without_blanks = spellings.without_blanks
    for match in _UNKNOWN_CODE.finditer(text):
        words = match["code"].split()
        while words and words[0] in _NOT_CODES:
            words = words[1:]
        name = " ".join(words)
        if not words or words[-1] in _NOT_CODES or len(name) < 2 or _begins_a_date(text, match.end()):
            continue
        if any(map(month_number, name.split("-"))):
            # JANUARY-JUNE 1985
            continue
        serial = int(match["serial"])
        start = match.start() + match[0].find(name)
        glued_name = _GLUED_MARK.sub("", name)
        if code := codes_without_blanks.get(_without_blanks(name)):
            entry, doubt = CodeEntry(code, serial), f"it is spelt otherwise, and was read as {code}"
        elif code := codes_without_blanks.get(_without_blanks(glued_name)):
            start += len(name) - len(glued_name)
            name, entry, doubt = glued_name, CodeEntry(code, serial), "a blank is lost before it"
        elif code := _find_code_with_lost_letters(_without_blanks(name), codes_without_blanks):
            entry, doubt = CodeEntry(code, serial), f"no known code; letters seem to be lost, and it was read as {code}"
        elif similar := _find_similar_code(name, codes_without_blanks):
            entry, doubt = None, f"no known code; {similar} may be meant"
        else:
            entry, doubt = _new_code(name, serial), "a code that is not in the vocabulary"
        codes.append(FoundCode(entry, f"{name} {serial}", start, match.end(), doubt))
    return codes


def _find_damaged_words(text: str, codes: Sequence[FoundCode], spellings: _Spellings) -> Iterator[FoundCode]:
    """Find words without a serial that resemble a code, on the lines of codes or near them: GVAL for GENVAL."""
    if not codes:
        return
    codes_without_blanks = spellings.without_blanks
    used = {offset for code in codes for offset in range(code.start, code.end)}
    first, last = min(code.start for code in codes), max(code.end for code in codes)
    lines_above, line, lines_below = text[:first].split("\n")[-2:], text[first:last], text[last:].split("\n")[:4]
    region = "\n".join(lines_above) + line + "\n".join(lines_below)
    offset = first - len("\n".join(lines_above))
    for line in region.split("\n"):
        words = [match for match in _DAMAGED_WORD.finditer(line) if offset + match.start() not in used]
        is_code_line = any(position in used for position in range(offset, offset + len(line)))
        if line.upper() == line and len(words) <= (_MOST_DAMAGED_WORDS if is_code_line else 1):
            for match in words:
                name = match[0]
                # PRESS RELEASE is a heading, and no damaged code PRESSE.
                is_heading = line.startswith(" RELEASE", match.end())
                if is_heading or name in _NOT_CODES | _LETTERHEAD_MARKS or name in codes_without_blanks:
                    continue
                if similar := _find_similar_code(name, codes_without_blanks):
                    doubt = f"no known code; {similar} may be meant"
                    yield FoundCode(None, name, offset + match.start(), offset + match.end(), doubt)
        offset += len(line) + 1


def _find_similar_code(name: str, codes: Mapping[str, SubjectCode]) -> SubjectCode | None:
    """Return the known code of which a word may be a damaged copy.

    Damage loses letters or misreads them: a short word with more letters than the code is another, new one.
    """
    similar = difflib.get_close_matches(name, codes, n=1, cutoff=0.75)
    if not similar or (len(similar[0]) < min(len(name), _FEWEST_LETTERS_LEFT)):
        return None
    return codes[similar[0]]


def _find_code_with_lost_letters(name: str, codes: Mapping[str, SubjectCode]) -> SubjectCode | None:
    """Return the only code that has one or two more letters in one place, which some sites lose: GVAL for GENVAL.

    Most sites lose the code of the language of their page: of short codes only that may be lost.
    """
    longer = {spelling: code for spelling, code in codes.items() if 0 < len(spelling) - len(name) <= _MOST_LOST_LETTERS}
    without_language = {code for spelling, code in longer.items() if _lost_piece(name, spelling) in _LOST_LANGUAGES}
    if len(without_language) == 1:
        return without_language.pop()
    matching_codes = {code for spelling, code in longer.items() if _lost_piece(name, spelling)}
    return matching_codes.pop() if len(matching_codes) == 1 and len(name) >= _FEWEST_LETTERS_LEFT else None


def _lost_piece(name: str, spelling: str) -> str:
    """Return the piece without which a spelling is this name; empty if there is none."""
    size = len(spelling) - len(name)
    starts = range(len(name) + 1)
    return next((spelling[i : i + size] for i in starts if spelling[:i] + spelling[i + size :] == name), "")


def _new_code(name: str, serial: int) -> CodeEntry | None:
    try:
        return CodeEntry(SubjectCode.parse(name), serial)
    except NotACode:
        return None


def _join_torn_codes(codes: list[FoundCode], vocabulary: Mapping[SubjectCode, str]) -> list[FoundCode]:
    """Join a code that a blank split in two: `JAI EX 181`."""
    codes_without_blanks = _spellings(tuple(vocabulary)).without_blanks
    joined: list[FoundCode] = []
    for code in codes:
        last = joined[-1] if joined else None
        if last and last.entry and last.entry.serial is None and code.doubt and code.start - last.end <= 2:
            joined_code = codes_without_blanks.get(_without_blanks(last.text + code.text.rpartition(" ")[0]))
            serial = code.text.rpartition(" ")[2]
            if joined_code and serial.isdigit():
                words = f"{last.text} {code.text}"
                entry = CodeEntry(joined_code, int(serial))
                joined[-1] = FoundCode(entry, words, last.start, code.end, f"it is torn apart, and was read as {entry}")
                continue
        joined.append(code)
    return joined


def _doubt_without_serial(codes: list[FoundCode]) -> list[FoundCode]:
    """Doubt a code that has no serial among codes that have one; leave it out if it is also there with its serial."""
    serials = {code.entry.code for code in codes if code.entry and code.entry.serial is not None}
    has_serials = len(serials)
    codes = [c for c in codes if not (c.entry and c.entry.serial is None and c.entry.code in serials)]
    return [
        FoundCode(c.entry, c.text, c.start, c.end, f"{c.entry.code} has no number")
        if c.entry and c.entry.serial is None and has_serials and not c.doubt
        else c
        for c in codes
    ]


@lru_cache(maxsize=4096)
def _with_blanks(name: str) -> str:
    """Return a code with one blank between its parts, in place of any separator."""
    return " ".join(re.split(r"[\s/-]+", name))


@lru_cache(maxsize=4096)
def _without_blanks(name: str) -> str:
    return re.sub(r"[\s/-]", "", name)
