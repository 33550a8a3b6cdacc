"""Page footers and other furniture between the lines of the text: find them, count their numbers, take them out.

A site, a viewer or an archive prints lines on every page: `Archive of papers – paper 114 Page 2`, `Downloaded from
papers.example on 3 March 2014`. They count if they say so themselves, or come again with another page number.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from somei_cli.extraction.joined_lines import NumberedText
from somei_cli.formats.notation.required_letters import find_at
from somei_cli.model.document_number import KNOWN_SERIES
from somei_cli.model.importing.draft_entry import Line

LANGUAGE = r"(?:BG|CS|DA|DE|EL|EN|ES|ET|FI|FR|GA|HR|HU|IT|LT|LV|MT|NL|PL|PT|RO|SK|SL|SV)"
"""The letters of an official language in the foot of a page."""
_LANGUAGE = rf"(?:{LANGUAGE}|X|XT)"
_KNOWN_SERIES = "|".join(sorted(KNOWN_SERIES, reverse=True))
# An unknown series is taken only from the beginning of a line: “… BORDER GUARD 10019/02 EB/ks”.
_SERIES = rf"(?:(?:{_KNOWN_SERIES})|(?m:^)(?!ANNEX|PAGE|DOC)[A-Z]{{2,5}}(?:-[A-Z]{{2,5}})?)"
# On a page that lost its blanks: CM4911/13 1 SV
_GLUED_SERIES = r"(?:(?:CM|SN|DS|WK|ST|XT|EUCO|PE-CONS)(?=[0-9]{4}))"
_OLD_LANGUAGE = r"(?:E|F|D|I|P|S|DK|GR|FIN)"
"""The letters that stood for it until the nineties."""
_SUFFIX = r"(?:REV|ADD|COR|EXT|DCL|AMD)[ ]?[0-9]{1,3}(?:[ ]?\([a-z, ]{2,40}\))?"
# Behind a figure and a blank three figures are the end of a number: 14 759/12.
_NUMBER = (
    rf"(?P<number>(?:{_SERIES}[ ]|{_GLUED_SERIES}|(?![0-9]{{1,3}}[ ]?/)|(?<![0-9][ ]))"
    rf"[0-9]{{1,5}}(?:/[0-9]{{1,3}})?[ ]?/[ ]?[0-9]{{2}}"
    rf"(?:\s{{0,3}}{_SUFFIX}){{0,3}}|(?:/[0-9]{{1,2}})?/[0-9]{{2}}(?:[ ]?{_SUFFIX}){{0,3}})"
)
_CLASSIFICATION = (
    r"(?:TR[EÈ]S\s)?(?:SECRET|CONFIDENTIEL|RESTREINT)[ ]UE"
    r"(?:[ ]?/[ ]?EU[ ](?:TOP[ ]SECRET|SECRET|CONFIDENTIAL|RESTRICTED))?"
)
_PIECE_PATTERNS = {
    # Latin, Greek and Cyrillic letters: MP/dk, ΠΜ/νκ, GdK-OR/kve
    "initials": r"(?:[^\W\d_]{1,5}(?:-[^\W\d_]{1,5})?(?:[/,][^\W\d_]{1,5}){1,4}|/[a-z]{2,3})",
    # Not the number of an item right behind the foot: “… AF/nj 1” / “2 2. Lamps”.
    "page": r"[0-9]{1,3}(?![0-9]|\.\s)(?:/[0-9]{1,3})?",
    "annex": r"ANNEX(?:[ ][IVX0-9]{1,4})?",
    "unit": r"(?:(?:DG|DGD|DGE|DGC|DQPG|DRI|CAB|JAI|GIP|COMM|TREE|LIFE|RELEX|ECOMP|ECOFIN|ORG|SJ|JUR|SG|SMART"
    r"|INST|LING|PGI|DPG)"
    rf"(?:(?:[. ]|[ ]-[ ]){{0,2}}(?!{_LANGUAGE}(?!\w)|EU |TR|[A-Z]{{1,2}}-)[A-Z0-9]{{1,4}}(?![A-Za-z0-9/])){{0,5}}"
    # COMPET.1, TREE.2.A
    r"|[A-Z]{3,8}[.][0-9](?:[.][A-Z0-9]{1,2})?(?![A-Za-z0-9/]))",
    "marking": rf"(?:LIMITE|PUBLIC|DRAFT|{_CLASSIFICATION})",
    "typist": r"[a-zα-ωа-я]{2,4}",
}
_GAP = r"(?:\s|[|]){1,200}+"
_PIECE = "|".join(f"(?:{pattern})" for pattern in _PIECE_PATTERNS.values())
# Atomic groups: each piece is read in one way only, so that no text can make the search backtrack for long.
_FOOTER = re.compile(
    rf"(?<![\w/.(-])(?:(?:CM|SN|DS|WK|ST|XT|EUCO|PE-CONS)[ ](?=/))?{_NUMBER}(?:{_GAP}(?>{_PIECE})(?![\w/])){{1,8}}?"
    rf"{_GAP}{_LANGUAGE}(?:[/ ]{_LANGUAGE}){{0,2}}(?![\w/])"
    r"(?:[ ]*\n[0-9]{1,3}(?=\s*\n|\s*$))?"
)
# A footer that has lost its last words, or never had any, is still known by the initials of author and typist.
_INITIALS_FOOTER = re.compile(
    rf"(?<![\w/.(-]){_NUMBER}(?:{_GAP}(?>{_PIECE_PATTERNS['unit']})(?![\w/])){{0,2}}"
    rf"{_GAP}(?P<initials>(?!and/or)[^\W\d_]{{1,5}}(?:-[^\W\d_]{{1,5}})?(?:[/,][^\W\d_]{{2,5}}){{0,3}}/[a-zα-ωа-я]{{2,5}})(?![\w/])"
    rf"(?:{_GAP}(?>{_PIECE_PATTERNS['unit']}|{_PIECE_PATTERNS['page']}|{_PIECE_PATTERNS['annex']}|{_PIECE_PATTERNS['marking']})(?![\w/])){{0,4}}"
    rf"(?:{_GAP}(?:{_LANGUAGE}|{_OLD_LANGUAGE})?(?![\w/]))?"
)
_PAGE_NUMBER_FOOTER = re.compile(
    rf"(?m)(?<![\w/.(-]){_NUMBER}[ ]{{1,200}}+(?:[0-9]{{1,3}}|[IVX]{{1,5}})(?:[ ]{_LANGUAGE})?[ ]*$"
    rf"(?:\n[ ]{{8,200}}+{_PIECE_PATTERNS['unit']}[ ]*$)?"
)
# A number with nothing but a unit of the General Secretariat, alone on its line: 9615/3/03 REV 3 DGHIII
_UNIT_FOOTER = re.compile(
    rf"(?m)^[ \t]{{0,80}}{_NUMBER}[ ]{{1,20}}(?:[0-9]{{1,3}}[ ]{{1,20}})?DG[A-Z]?(?:[ .]?[A-Z0-9]{{1,4}}){{0,4}}[ \t]*$"
)
# A foot that begins its line, and has no initials: 11190/1/09 REV 1 rb EN; CM 2390/04 ab 1; 14511/09 (Presse 291) 1 DE
_SMALL_WORD = (
    r"(?!(?:of|in|and|or|to|at|on|by|as|et|de|du|le|la|und|der|och|og|en|del|di|est|was|is|are|had|"
    r"par|para|art|pkt|punt|pt|pp|page|item|note|sec|ch|no|nr|lit|see|bis|ter)\b)"
)
_TYPIST_FOOTER = re.compile(
    rf"(?m)^[ \t]{{0,80}}{_NUMBER}[ \t|]{{1,20}}{_SMALL_WORD}{_PIECE_PATTERNS['typist']}(?:"
    rf"[ \t|]{{1,20}}{_PIECE_PATTERNS['page']}[ \t]*$|"
    rf"(?:\s{{1,20}}{_PIECE_PATTERNS['page']})?(?:\s{{1,20}}{_PIECE_PATTERNS['unit']})?\s{{1,20}}{_LANGUAGE}[ \t]*$)"
)
_PRESS_FOOTER = re.compile(
    rf"(?m)^[ \t]{{0,80}}{_NUMBER}[ ]{{0,3}}\([Pp]ress[ea]?[ ]{{0,2}}[0-9]{{1,4}}\)[ \t|]{{1,20}}[0-9]{{1,3}}"
    rf"(?:\s{{1,20}}(?:{_LANGUAGE}|[A-Z]))?[ \t]*$"
)
# The foot of a working document: WK 1622/2026 INIT LIMITE EN
_REGISTER_FOOTER = re.compile(
    r"(?m)^[ \t]{0,80}"
    rf"(?P<number>(?:WK|ST|CM|SN|DS|XT) [0-9]{{1,5}}(?:/[0-9]{{1,2}})?/20[0-9]{{2}} (?:INIT|{_SUFFIX}))"
    rf"(?:\s{{1,20}}{_PIECE_PATTERNS['marking']})?\s{{1,20}}{_LANGUAGE}[ \t]*$"
)
_ON_OWN_LINE = (_TYPIST_FOOTER, _PRESS_FOOTER, _REGISTER_FOOTER, _UNIT_FOOTER)
_FOOTER_PATTERNS = (_FOOTER, _INITIALS_FOOTER, *_ON_OWN_LINE, _PAGE_NUMBER_FOOTER)
"""Whole footers first, then those that lost some of their words."""
_NUMBER_START = re.compile(r"[A-Z0-9/](?<![\w/.(-].)(?:(?<=/)|(?=[A-Z-]{0,11}[ ]?[0-9]{0,5}[ ]?/))")
_NUMBER_ALONE = re.compile(rf"\s*{_NUMBER}\s*")
_FOOTER_SIGN = re.compile(
    rf"(?:^|\s)(?:{_PIECE_PATTERNS['initials']}|{_PIECE_PATTERNS['page']}|DG[A-Z]? ?[A-Z0-9]|PGI|GIP|DQPG|DRI|"
    r"[A-Z]{3,8}[.][0-9A-Z]{1,5}(?:[.][A-Z0-9]{1,2})?)(?:\s|$)"
)
_FURNITURE = re.compile(
    r"^\s*(?:[Pp]age [0-9]{1,4}(?: ?(?:of|/) ?[0-9]{1,4})?:?|[0-9]{1,3} ?/ ?[0-9]{1,3}|/ [0-9]{1,3}|"
    # A page number between dashes, and the sign that a page goes on overleaf.
    r"[-–—] ?[0-9]{1,3} ?[-–—]|\.{2,3} ?/ ?\.{2,3}|"
    r"[ºo]|o{1,2}(?: {1,4}o){0,2}|"
    r"Upload: .{0,40}|Post on .{0,40}|Transcript|TRANSCRIPT|Category:|Documents|Download|PDF herunterladen|"
    r"PDF to HTML - Convert .{0,40}|www\.[\w./-]{3,40}|[0-9]{5,9}_[0-9]{4}\.png|"
    r"(?i:advertisement|advertisements?:|[0-9][0-9.,]{0,9}K? (?:views?|downloads?|reads|shares|likes|ratings)|"
    r"(?:we|this (?:web)?site) uses? cookies\b.{0,120}|(?:accept|reject) all(?: cookies)?|accept cookies|"
    r"cookie settings\b.{0,120}|"
    r"skip to (?:main )?content|"
    r"powered by [^\W\d_]{3,20}\b.{0,120}|share (?:this|on|via)\b.{0,30}|"
    r"(?:download|print|report|cite|embed|view) (?:this )?(?:document|page|pdf)))\s*$"
)
# The buttons of a site, side by side: Print | Share
_BUTTON_WORDS = (
    r"print|share|save|e-?mail|download|imprimer|partager|enregistrer|drucken|teilen|speichern|stampa|condividi|imprimir|"
    r"compartir|partilhar|afdrukken|delen|drukuj|udostępnij|tisk|sdílet|nyomtatás|megosztás|udskriv|del|skriv ut|dela|"
    r"tulosta|jaa|prindi|jaga|drukāt|dalīties|spausdinti|dalytis|natisni|deli|tlačiť|zdieľať|tipărire|distribuie|печат|"
    r"споделяне|εκτύπωση|κοινοποίηση|ispiši|podijeli|ipprintja|aqsam"
)
_BUTTONS = re.compile(rf"(?i)\s*(?:{_BUTTON_WORDS})(?:\s*[|·•]\s*(?:{_BUTTON_WORDS})){{1,6}}\s*")
# The unit of the General Secretariat that stands below the torn foot of a page.
_UNIT_BELOW = re.compile(r"\s*(?:DG ?[A-Z]?(?: ?[0-9][A-Z0-9]{0,2})?|DQPG|DPG|GIP|PGI|DRI)\s*")
# Words of a site that may be those of a document too: they are furniture right below other furniture.
_FURNITURE_BELOW = re.compile(
    r"^\s*(?!REPORT)(?i:report|settings|share|print|save|embed|like|category|home|search|menu|log ?in)\s*$"
)


@dataclass(frozen=True, slots=True)
class Footer:
    """A page footer: the document number it shows, and all its words."""

    number: str
    words: str
    line: int


# A footer that lost the front of its number, behind a sentence that ends with a year: “… held in 2008 /08 AB/cd 1”.
_YEAR_BEFORE_TORN_NUMBER = re.compile(r"^(?:19|20)([0-9]{2}) (?=/\1(?![0-9]))")


def split_footers(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Footer, ...]]:
    """Return the lines without page footers and other furniture, and the footers.

    A footer has a number, then initials, page, unit and marking in any order, and a language:
    `15070/19 MP/dk 1 JAI.1 LIMITE EN`. The front of the number may be lost: `/14 SC/mvk 1 DG D 2B EN`.
    """
    source = NumberedText.of(lines)
    spans = []
    footers = []
    for match in _find_footers(source):
        spans.append(match.span())
        words = " ".join(match[0].split())
        number = _YEAR_BEFORE_TORN_NUMBER.sub("", " ".join(match["number"].split()))
        footers.append(Footer(number, words, source.line_number(match.start())))
    text = source.text_without(*spans) if spans else source.text
    remaining: list[Line] = []
    repeated_lines = _repeated_number_lines(source.lines) | find_page_lines(source.lines)
    is_below_furniture = is_below_footer = False
    for line, start in zip(source.lines, source.starts, strict=True):
        words = text[start : start + len(line.words)]
        if words == line.words:
            is_furniture = (
                _FURNITURE.match(words)
                or (is_below_footer and _UNIT_BELOW.fullmatch(words))
                or _is_row_of_buttons(words)
                or (is_below_furniture and _FURNITURE_BELOW.match(words))
            )
            if not is_furniture and line.number not in repeated_lines:
                remaining.append(line)
            is_below_furniture = bool(is_furniture) or (is_below_furniture and not words.strip())
            is_below_footer = is_below_footer and not words.strip()
        elif words.strip():
            remaining.append(replace(line, text=words.strip(), mark=""))
        else:
            is_below_footer = True
    return tuple(remaining), tuple(footers)


def holds_footer(words: str) -> bool:
    """Whether a whole page footer is among words of one line."""
    return "/" in words and bool(_find_footers(NumberedText.of((Line(words, 1),))))


def _is_row_of_buttons(words: str) -> bool:
    return any(mark in words for mark in "|·•") and _BUTTONS.fullmatch(words) is not None


def _repeated_number_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines that repeat the number of the letterhead alone, right above other furniture of a page."""
    filled_lines = [line for line in lines if line.text.strip()]
    number_lines = [
        (index, line.text.strip())
        for index, line in enumerate(filled_lines)
        if "/" in line.text and _NUMBER_ALONE.fullmatch(line.text)
    ]
    repeated = [
        index for index, number in number_lines[1:] if number == number_lines[0][1] and index + 1 < len(filled_lines)
    ]
    return frozenset(filled_lines[index].number for index in repeated if _FURNITURE.match(filled_lines[index + 1].text))


def _find_footers(source: NumberedText) -> list[re.Match[str]]:
    """Find the footers; each is looked for only where a number may begin."""
    remaining = source.text
    starts = _find_number_starts(remaining)
    matches: list[re.Match[str]] = []
    for pattern in _FOOTER_PATTERNS:
        footers = [
            match
            for match in find_at(starts.on_line if pattern in _ON_OWN_LINE else starts.anywhere, pattern, remaining)
            if _is_footer(match, source.text)
        ]
        if footers:
            matches += footers
            remaining = source.text_without(*(match.span() for match in matches))
            starts = _find_number_starts(remaining)
    return sorted(matches, key=re.Match.start)


class _NumberStarts(NamedTuple):
    """Where numbers may begin in a text: anywhere, and the beginnings of the lines that begin with one."""

    anywhere: Sequence[int]
    on_line: Sequence[int]


def _find_number_starts(text: str) -> _NumberStarts:
    anywhere = [match.start() for match in _NUMBER_START.finditer(text)]
    line_starts = dict.fromkeys(text.rfind("\n", 0, start) + 1 for start in anywhere)
    return _NumberStarts(anywhere, tuple(line_starts))


def _is_footer(match: re.Match[str], text: str) -> bool:
    """Whether the words behind a number are those of a footer; a page alone, if the number is printed elsewhere too."""
    if match.re is _FOOTER:
        return _FOOTER_SIGN.search(match[0][len(match["number"]) :]) is not None
    return match.re is not _PAGE_NUMBER_FOOTER or _is_repeated(match, text)


def _is_repeated(match: re.Match[str], text: str) -> bool:
    """Whether a number with a page after it is printed elsewhere too: a number that is cited once is not a footer."""
    return text.count(match["number"]) > 1


def find_initials(footer: Footer) -> str:
    """Return who wrote and typed the document, as a footer shows it: `MP/dk`; "" if it does not."""
    match = re.search(rf"\s(?P<initials>{_PIECE_PATTERNS['initials']})(?:\s|$)", footer.words)
    return match["initials"] if match else ""


def most_common_number(footers: Sequence[Footer]) -> tuple[str, int] | None:
    """Return the complete number that most footers show, and how many do."""
    counts = Counter(footer.number for footer in footers if not footer.number.startswith("/"))
    return counts.most_common(1)[0] if counts else None


_PAGE_WORD = (
    r"(?:[Pp]ages?|PAGE|[Ss]eite|S\.|[Pp]\.|[Pp]g\.?|[Pp]agina|[Pp]ágina|[Pp]ag\.|[Pp]ág\.|[Bb]lz\.?|[Bb]ladzijde|"
    r"[Ss]id(?:e|a|an)|[Ss]trona|[Ss]tr\.|[Ss]trana|[Ss]tran|[Oo]ldal|[Ss]ivu|[Ll]k\.?|[Σσ]ελίδα|[Σσ]ελ\.|[Сс]траница|[Сс]тр\.)"
)
_OF = r"(?:of|de|von|van|di|af|av|z|od|sur|/|από|от)"
_FIRST_OR_LAST_PAGE = rf"{_PAGE_WORD}\s?(?P<page>[0-9]{{1,4}})(?:\s?{_OF}\s?[0-9]{{1,4}})?"
# A running title and its page: “Paper 114 – Page 2”, “Page 3 | Paper 114”, “Paper 114   2/7”
_RUNNING_TITLE = re.compile(
    rf"\s*(?:(?P<title>[^\n]{{6,150}}?)[\s|,;:–—·•(\[-]{{1,80}}(?:{_FIRST_OR_LAST_PAGE}|"
    rf"(?P<figure>[0-9]{{1,3}}) ?/ ?[0-9]{{1,3}})[)\]]?"
    rf"|{_FIRST_OR_LAST_PAGE.replace('<page>', '<first>')}[\s|,;:–—·•-]{{1,80}}(?P<behind>[^\n]{{6,150}}?))\s*"
)
_PAGE_LAST = re.compile(rf"(?:{_PAGE_WORD}\s?[0-9]{{1,4}}(?:\s?{_OF}\s?[0-9]{{1,4}})?|[0-9] ?/ ?[0-9]{{1,3}})[)\]]?$")
_PAGE_END = 40
_SAYS_SO = re.compile(
    r"\s*(?:Downloaded (?:from|by|on|via|at)|(?:This )?(?:document|file|paper|copy)?\s?(?:was )?(?:downloaded|"
    r"retrieved) from|"
    r"Retrieved (?:from|on)|Accessed (?:on|at|via) |Printed (?:from|by|on) |Téléchargé (?:de|depuis|sur|le|à partir)|"
    r"Heruntergeladen (?:von|am|aus)|Abgerufen (?:von|am)|Scaricato (?:da|il)|Descargado (?:de|el)|"
    r"Gedownload (?:van|op)|"
    r"Pobrano (?:z|ze) |Hämtad från|Hentet fra|Baixado de|Transferido de|Uploaded (?:by|on|to) |"
    r"Converted (?:by|with|from) |(?:Created|Generated|Produced) (?:by|with|using) )"
    r"[^\n]{2,160}",
    re.IGNORECASE,
)
_SITE_WORD = re.compile(
    r"https?:|(?<!\w)www\.|©|[a-z0-9-]{3,30}\.(?:eu|org|com|net|info|example|int|be|de|fr|nl|it|es|at|se|dk|pl|uk)(?![\w@])|"
    r"(?i:download|copyright|all rights reserved|study copy|copy for|unofficial copy|for (?:study|personal|"
    r"research) (?:use|only))"
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_FIRST_LETTERS = frozenset(
    "downl this docum file paper copy retri acces print téléc herun abger scari desca gedow pobra hämta hente baixa "
    "trans uploa conve creat gener produ was".split()
)
_PAGE_BEGINS = frozenset("pag pg pg. p. pág sei s.  sid str blz bla old siv lk σελ стр".split())
_LONGEST_PAGE_NUMBER = 40
# For a text in small letters: a search that need not fold each letter is much faster.
_MARKING_WORDS = re.compile(r"limit[eé]\b|restreint|restricted|confidenti|secret(?!ar)|eu[ -]?r\b")
_FEWEST_WORDS = 2
_FEWEST_PAGES = 2
_MOST_ON_EDGE = 2
_LETTERHEAD_WORDS = re.compile(
    r"LIMITE|RESTREINT|RESTRICTED|CONFIDENTI|SECRET|PUBLIC|ANNEX|[0-9]/(?:19|20)?[0-9]{2}(?![0-9])"
)


def find_page_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the numbers of the lines that stand on every page, or say themselves that a site put them there.

    >>> words = ("Lamps of the", "Paper service – EU 14 Page 2", "north", "Paper service – EU 14 Page 3")
    >>> sorted(find_page_lines([Line(text, number) for number, text in enumerate(words)]))
    [1, 3]
    """
    # The address of the document shows its number; a marking counts wherever it stands.
    filled_lines = [
        line
        for line in lines
        if line.text.strip()
        and not line.mark
        and "/doc/document/" not in line.text
        and not _MARKING_WORDS.search(line.text.lower())
    ]
    page_lines = {
        line.number
        for line in filled_lines
        if line.text.split(None, 1)[0][:5].lower() in _FIRST_LETTERS and _SAYS_SO.fullmatch(line.text)
    }
    page_lines |= _find_running_titles(filled_lines)
    places: dict[str, list[int]] = defaultdict(list)
    for line in filled_lines:
        places[line.text.strip()].append(line.number)
    repeated = {words: numbers for words, numbers in places.items() if len(numbers) >= _FEWEST_PAGES}
    if repeated:
        page_lines |= {number for words, numbers in repeated.items() if _SITE_WORD.search(words) for number in numbers}
        page_lines |= _find_beside_page_numbers(filled_lines, repeated)
        page_lines |= _find_lines_on_edges(filled_lines)
    return frozenset(page_lines)


def _find_running_titles(lines: Sequence[Line]) -> set[int]:
    """Find the lines that come again with another page number."""
    pages: dict[str, dict[int, str]] = defaultdict(dict)
    for line in lines:
        words = line.text.strip()
        if not (words[-1].isdigit() or words[-1] in ")]" or words[:3].lower() in _PAGE_BEGINS):
            continue
        begins_with_page = words[:3].lower() in _PAGE_BEGINS
        match = _RUNNING_TITLE.fullmatch(words) if begins_with_page or _PAGE_LAST.search(words[-_PAGE_END:]) else None
        title = (match["title"] or match["behind"]).strip() if match else ""
        if match and len(_LETTERS.findall(title)) >= _FEWEST_WORDS and ".." not in title:
            pages[title][line.number] = match["page"] or match["figure"] or match["first"]
    return {number for numbers in pages.values() if len(set(numbers.values())) >= _FEWEST_PAGES for number in numbers}


_PAGE_NUMBER_ALONE = re.compile(
    rf"\s*(?:{_FIRST_OR_LAST_PAGE}|[-–] ?[0-9]{{1,3}} ?[-–]|[0-9]{{1,3}} ?/ ?[0-9]{{1,3}})\s*"
)


def _find_beside_page_numbers(lines: Sequence[Line], repeated: Mapping[str, Sequence[int]]) -> set[int]:
    """Find the lines that come again letter for letter, always right above or below the number of a page alone."""
    beside: set[int] = set()
    for index, line in enumerate(lines):
        if len(line.text) <= _LONGEST_PAGE_NUMBER and _PAGE_NUMBER_ALONE.fullmatch(line.text):
            beside.update(near.number for near in lines[max(0, index - 1) : index + 2])
    return {
        number
        for words, numbers in repeated.items()
        if len(_LETTERS.findall(words)) >= _FEWEST_WORDS
        and not _LETTERHEAD_WORDS.search(words)
        and beside.issuperset(numbers)
        for number in numbers
    }


def _find_lines_on_edges(lines: Sequence[Line]) -> set[int]:
    """Find the lines that are the first or the last ones of every page of a file with pages, and on no other line.

    A sentence of the text may come again and again, and so stand by chance at the end of each page too.
    """
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.page is not None:
            pages[line.page].append(line)
    if len(pages) < _FEWEST_PAGES:
        return set()
    within = {
        " ".join(line.text.split())
        for page in pages.values()
        for line in page[_MOST_ON_EDGE : len(page) - _MOST_ON_EDGE]
    }
    page_lines: set[int] = set()
    for edge in (slice(0, _MOST_ON_EDGE), slice(-_MOST_ON_EDGE, None)):
        places: dict[str, list[int]] = defaultdict(list)
        for lines_of_page in pages.values():
            for line in lines_of_page[edge]:
                places[" ".join(line.text.split())].append(line.number)
        page_lines |= {
            number
            for words, numbers in places.items()
            if len(numbers) == len(pages)
            and words not in within
            and len(_LETTERS.findall(words)) > _FEWEST_WORDS
            and not _LETTERHEAD_WORDS.search(words)
            for number in numbers
        }
    return page_lines
