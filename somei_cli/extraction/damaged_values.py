"""Doubts about values whose words are damaged: torn or doubled letters, signs of other encodings, parts of a drawing.

Most such damage is undone when a file is read; this is the second look for what was left, or was never seen before.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import takewhile
from typing import Any

from somei_cli.extraction.contributions import (
    ADDRESSEE,
    ITEMS,
    MEETING,
    ORIGINATOR,
    SUBJECT,
    TYPE,
    Contribution,
    EntryField,
)
from somei_cli.extraction.header_table.label_words import LABEL_WORDS, LabelKind
from somei_cli.extraction.joined_lines import NumberedText
from somei_cli.extraction.sources.encodings import TWICE_ENCODED
from somei_cli.extraction.suspicious_values import BLANKS_LOST, MISREAD, TORN_WORD, has_lost_blanks, line_of
from somei_cli.model.importing.draft_entry import Reading

# The 1 of a scan: responsib1e
_FIGURE_IN_WORD = re.compile(r"(?<![^\W\d_A-Z])[a-z]{3,20}[01][a-z]{1,20}(?![\w.])")
_LEAST_LETTERS = 3
_LONG_RUN = 10
_FEW_WORDS = 6
_LONG_COPY = 18
_LEAST_FIGURES = 2
_LETTERS_OF_LABELS = 4
_KINDS_OF_LABELS = (LabelKind.FROM, LabelKind.TO, LabelKind.ON, LabelKind.SUBJECT, LabelKind.OTHER, LabelKind.TIME)
_OTHER_LABELS = """
    Meeting Session Sitting Zitting Vergadering Sitzung Tagung Réunion Reunión Sesión Riunione Sessione Reunião Sessão
    Samling Møde Möte Posiedzenie Sesja Zasedání Ülés Istunto Place Plaats Ort Lieu Lugar Luogo Local Sted Plats
    Miejsce Tijdstip Uhrzeit Heure Vom Zeit Datum Dato Data Fecha
""".split()


def _words_of_labels() -> str:
    words = {
        " ".join(label.split())
        for kind in _KINDS_OF_LABELS
        for label in LABEL_WORDS[kind].split("|")
        if len("".join(label.split())) >= _LETTERS_OF_LABELS
    }
    return "|".join(sorted(map(re.escape, words | set(_OTHER_LABELS)), key=len, reverse=True))


_LABEL_AND_COLON = re.compile(rf"(?:^|(?<=[\s.;,)]))(?:{_words_of_labels()}) ?:(?=\s|$)")
_DRAWN = re.compile("[\u2500-\u259f]|\\+-{2,}|-{2,}\\+|(?:^|\\s)\\|(?:\\s|$)")
_QUOTED = re.compile(r"(?:^|\s)>+(?:\s|$)")
_UNKNOWN_LETTER = re.compile(r"[^\W\d_]\?[^\W\d_]|(?<![\w?])\?[^\W\d_]|[\ufffd\u0080-\u009f\ue000-\uf8ff]")
_CODES = re.compile(
    r"&(?:#[0-9]{2,5}|#x[0-9A-Fa-f]{2,5}|[A-Za-z]{2,8}[0-9]{0,2});|%[2-9A-F][0-9A-F]|\(cid:[0-9]+\)|=[0-9A-F]{2}(?![0-9])|"
    r"\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|'[0-9a-f]{2}|[a-z]{2,})|/uni[0-9A-F]{4}|\+ADw-|\^[A-Z]"
)
_STRANGE_SIGN = re.compile("[¬¶¤¦¨¢¥©®†‡¸¯\u02d8-\u02dd\u25a0-\u25ff]|_{2,}|[*#=~]{3,}|<<|>>")
_SET_OFF_ACCENT = re.compile(
    r"[a-z] (?![àáéèêóòôíìúâåäöøæý])[\u00df-\u024f]{1,3} [a-z]|[A-Z] (?![ÀÁÉÈÓÍÅÖ])[\u00c0-\u024f]{1,3} [A-Z]{2}"
)
_LONE_LETTER = re.compile(r"(?<=[a-zß-ÿ]{2} )[bcfghjlmnpqrtx](?= [a-zß-ÿ]{2})")
# What is left of DES and DER where a site lost each DE: “VERORDNUNG S EUROPÄISCHEN PARLAMENTS”.
_GERMAN_REMAINS = re.compile(
    r"(?<=[A-ZÄÖÜ]{4} )[RSMN](?= [A-ZÄÖÜ]{4})|"
    r"(?<=[a-zß-ÿ]{3} )(?:[rmn]|s(?= \S{3,20}(?:s|en)\b))(?= [A-ZÄÖÜ][a-zß-ÿ]{3})"
)
_SPACED_LETTERS = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3}(?!\S)")
_DOUBLED = re.compile(r"(?<![^\W_])(?:([^\W\d_])\1){3,}(?![^\W_])")
_REVERSED = re.compile(r"(?<![\w-])[a-zß-ÿ]{3,}[A-Z](?!\w)")
_MIXED = re.compile(
    "[A-Za-zÀ-ɏ][\u0370-\u03ff\u0400-\u04ff]{1,40}[A-Za-zÀ-ɏ]|[\u0370-\u03ff\u0400-\u04ff][A-Za-z]{1,3}[\u0370-\u03ff\u0400-\u04ff]|"
    "[a-z]{2}[\u0391-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][a-z]{2}"
)
_LOST_LIGATURE = re.compile(
    r"(?<!\w)(?:fl|ffi|ffl) [a-z]{2}|(?<!\w)(?!fi )[A-Za-z]{1,12}(?:ffi|fi|fl) (?:[cn][a-z]|ed?\b|s\b|ts?\b)|"
    r"(?<!\w)fi (?:nan|nal|sh|sc|gur|el|ght|re|eld|rst|ve|xed|lm|le)"
)
_FIGURE_LAST = re.compile(r"(?<=[^\W\d_)]) (?P<figure>[0-9]{1,3})$")
_NAMES_A_FIGURE = re.compile(
    r"(?i)(?:part|partie|parte|teil|deel|del|część|coreper|astv|no\.?|nr\.?|chapter|pillar|phase|art[ií][a-z]*)$"
)


def _is_doubled(words: str) -> bool:
    """Whether each letter of a word is printed twice."""
    return any(len(set(match[0])) >= _LEAST_LETTERS for match in _DOUBLED.finditer(words))


def _is_repeated(words: str) -> bool:
    """Whether the second half of the words is the first again, or many words with which they begin come twice."""
    pieces = words.casefold().split()
    half = len(pieces) // 2
    if half > 1 and len(pieces) % 2 == 0 and pieces[:half] == pieces[half:]:
        return True
    starts: dict[tuple[str, ...], int] = {}
    for index in range(len(pieces) - _LONG_RUN + 1):
        run = tuple(pieces[index : index + _LONG_RUN])
        first = starts.setdefault(run, index)
        is_near_start = first < _FEW_WORDS or index + _LONG_RUN >= len(pieces)
        if is_near_start and index - first >= _LONG_RUN and _is_long_copy(pieces, first, index):
            return True
    return False


def _is_long_copy(pieces: Sequence[str], first: int, second: int) -> bool:
    """Whether words come again at length or to the end: titles of two acts have but their first words in common."""
    pairs = zip(pieces[first:], pieces[second:], strict=False)
    length = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return length >= _LONG_COPY or second + length >= len(pieces) - 1


# Words of the letterhead, of a list of contents or of a program among those of a title.
_OF_ANOTHER_PLACE = re.compile(
    r"[a-zß-ÿ] THE EUROPEAN UNION(?!\w)|^THE EUROPEAN UNION .*[a-zß-ÿ]|^.*[a-zß-ÿ].*\bCOUNCIL OF$|"
    r"\s(?:PRESS RELEASE|ITEMS D(?:ISCUSSED|EBATED)|CONTENTS|PARTICIPANTS)(?!\w)|"
    r"Documents for which references|\bFormatted: |\bDeleted: |Externe link|[Oo]riginele? (?:document|PDF)|Kerngegevens"
)
_SIGNS_OF_ANOTHER_PLACE = (
    "THE EUROPEAN UNION", "COUNCIL OF", "PRESS RELEASE", "ITEMS D", "CONTENTS", "PARTICIPANTS",
    "Documents for which", "Formatted: ", "Deleted: ", "Externe link", "riginel", "Kerngegevens",
)  # fmt: skip


def _holds_words_of_another_place(words: str) -> bool:
    return any(sign in words for sign in _SIGNS_OF_ANOTHER_PLACE) and _OF_ANOTHER_PLACE.search(words) is not None


_FIRST_WORD_ALONE = re.compile(
    r"(?:European|Draft|Proposal|Amended|Common|Joint|Special|Proposition|Vorschlag|Entwurf|Proposta|Propuesta|Voorstel|"
    r"Forslag|Förslag|Wniosek|Návrh|Ehdotus|Javaslat|Projet|Proyecto|Progetto|Projecto|Ontwerp|Udkast|Utkast|Projekt)"
)
_LAST_PART_ALONE = re.compile(
    r"(?i)(?:council conclusions|state of play|progress report|annotated draft agenda|report to the council|"
    r"confirmatory application(?: no [^ ]{1,20})?|political agreement|general approach|partial general approach|"
    r"policy debate|exchange of views|adoption|approval|orientation debate|information from the presidency)"
)
_SECTION_LAST = re.compile(r"(?P<before>(?:[^\W\d_]{3,}|(?:19|20)[0-9]{2})[)”\"]?) (?:I|1|2|3)$")
_SECTION_FIGURES = (" I", " 1", " 2", " 3")
_SECTION_MAY_FOLLOW = re.compile(
    r"(?i)(?:part|partie|parte|teil|deel|del|część|coreper|astv|no|nr|chapter|chapitre|kapitel|pillar|phase|stage|step|"
    r"title|titel|titre|annex|anlage|annexe|volume|group|level|version|round|article|section|tier|type|category|class|"
    r"package|issue|objective|priority|option|war|euro|action|line|question|point|item|cluster|basel|mifid|protocol|"
    r"zone|area|target|goal|block|table|list|sheet|paper|fp|scope|track|dublin|tome|eurodac|interreg|bologna|and|und|et|og|och|or|bis|to|rev|add|cor|amd|ext|dcl|document|doc)[)”\"]?$"
)


def _ends_with_section(words: str) -> bool:
    """Whether a title ends with the figure of a section or of a footnote: a lone I, 1, 2 or 3."""
    match = _SECTION_LAST.search(words) if words.endswith(_SECTION_FIGURES) else None
    return match is not None and not _SECTION_MAY_FOLLOW.search(words[: match.end("before")])


_SIGNS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("a part of a drawn table is in it", _DRAWN.search),
    ("the sign of a quoted mail is in it", lambda words: ">" in words and _QUOTED.search(words)),
    ("letters in it are of another encoding", TWICE_ENCODED.search),
    ("a letter in it was lost", lambda words: ("?" in words or not words.isascii()) and _UNKNOWN_LETTER.search(words)),
    ("codes that stand for letters are in it", _CODES.search),
    ("a sign that no title has is in it", _STRANGE_SIGN.search),
    ("a letter in it is set off by blanks", lambda words: _SET_OFF_ACCENT.search(words) or _LONE_LETTER.search(words)),
    ("letters in it were lost", _GERMAN_REMAINS.search),
    ("its letters are set apart", _SPACED_LETTERS.search),
    ("its letters are doubled", _is_doubled),
    ("it seems to be written backwards", _REVERSED.search),
    ("letters of two alphabets are in one word", lambda words: not words.isascii() and _MIXED.search(words)),
    ("a word in it seems to be torn", lambda words: ("fi" in words or "fl" in words) and _LOST_LIGATURE.search(words)),
    ("a word in it seems to be torn apart", TORN_WORD.search),
    ("the words of a label seem to be in it", lambda words: ":" in words and _LABEL_AND_COLON.search(words)),
    ("it has its words twice", _is_repeated),
)
_SIGNS_IN_SUBJECTS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("words from another place of the page seem to be in it", _holds_words_of_another_place),
    ("it seems to be only the first word of a title", _FIRST_WORD_ALONE.fullmatch),
    ("it seems to be only the last part of a title", _LAST_PART_ALONE.fullmatch),
    ("it seems to end with the figure of a section or a footnote", _ends_with_section),
)
_SIGNS_IN_NAMES: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("a document seems to be in it", re.compile(r"\b(?:COM|SWD|SEC|JOIN)\s?\([0-9]{2,4}\)").search),
    ("it ends with figures that no name has", re.compile(r"\S (?!(?:19|20)[0-9]{2}$)(?:[0-9]{3,} ?)+$").search),
    (
        "what is left of a label seems to be in it",
        re.compile(r"\b(?:No|Nr|N°)\.? ?(?:prev|Cion|Vordok|vorig)\b").search,
    ),
    ("it begins with a dash, as the part of a title does", re.compile(r"[-–—]\s").match),
    ("it begins with the number of a list", re.compile(r"[1-9]\.\s").match),
)
_FIELDS: tuple[EntryField[str], ...] = (SUBJECT, ORIGINATOR, ADDRESSEE, TYPE)


def find_damage(words: str) -> str | None:
    """Return why words seem to be damaged; None if they do not."""
    return next((message for message, is_on in _SIGNS if is_on(words)), None)


def _find_sign_of_title(title: str) -> str | None:
    """Return what is wrong with the letters and blanks of an item's title; None if nothing is."""
    if has_lost_blanks(title):
        return BLANKS_LOST
    return MISREAD if _FIGURE_IN_WORD.search(title) else None


def doubt_damaged_values(
    draft: Reading, uncertain_words: Sequence[str], doubted: Collection[str]
) -> Iterator[Contribution]:
    """Doubt values that hold damaged words, or words whose ends are not certain; not those that are doubted already."""
    figures = _find_margin_figures(draft)
    for field in _FIELDS:
        value = field.value_in(draft)
        if not isinstance(value, str) or field.key in doubted:
            continue
        words = " ".join(value.split())
        message = _find_uncertain(words, uncertain_words) or find_damage(words) or figures.get(field.key)
        own_signs = _SIGNS_IN_SUBJECTS if field is SUBJECT else _SIGNS_IN_NAMES if field is not TYPE else ()
        message = message or next((sign for sign, is_on in own_signs if is_on(words)), None)
        if message:
            yield field.doubt(message, line_of(draft, field), words)
    if ITEMS.key in doubted:
        return
    for item in ITEMS.value_in(draft) or ():
        for part in item.walk():
            message = _find_uncertain(part.title, uncertain_words) or find_damage(part.title)
            if message := message or _find_sign_of_title(part.title):
                yield ITEMS.doubt(f"a title is damaged: {message}", line_of(draft, ITEMS), part.title)
                return


# What is left of the letters of a page whose fonts were lost: *(1(5$/$))$,56 for GENERAL AFFAIRS.
_UNREADABLE = re.compile(
    r"(?<!\S)(?=[A-Z0-9$&*(),'%+/:;<>Ã!.-]{8})(?=\S{0,40}[$&*%'])(?=\S{0,40}[$&*(,'%]\S{0,40}[$&*(,'%]\S{0,40}[$&*(,'%])"
    r"[A-Z0-9$&*(),'%+/:;<>Ã!.-]{8,}(?!\S)"
)
_FIGURE = re.compile("[0-9]")
_FEWEST_UNREADABLE = 2
_SEARCHED = 3000
_UNREADABLE_FIELDS: tuple[EntryField[Any], ...] = (SUBJECT, TYPE, ORIGINATOR, ADDRESSEE, MEETING, ITEMS)


def doubt_unreadable_page(draft: Reading, source: NumberedText) -> Iterator[Contribution]:
    """Doubt what was read of a page with several unreadable words: those that end a value may be among them."""
    unreadable = [match for match in _UNREADABLE.finditer(source.text, 0, _SEARCHED) if _FIGURE.search(match[0])]
    if len(unreadable) >= _FEWEST_UNREADABLE:
        line = source.line_number(unreadable[0].start())
        for field in _UNREADABLE_FIELDS:
            if field.value_in(draft):
                yield field.doubt("words of this page cannot be read: its letters are lost", line, unreadable[0][0])


def _find_uncertain(words: str, uncertain_words: Sequence[str]) -> str | None:
    if any(word in words for word in uncertain_words):
        return "a word in it is torn, and its end is not certain"
    return None


def _find_margin_figures(draft: Reading) -> dict[str, str]:
    """Return the names that end with a figure which counts on from one to the next: numbers of lines in the margin."""
    figures: dict[str, int] = {}
    for field in (ORIGINATOR, ADDRESSEE, SUBJECT):
        value = field.value_in(draft) or ""
        match = _FIGURE_LAST.search(value)
        if match and not _NAMES_A_FIGURE.search(value[: match.start()]):
            figures[field.key] = int(match["figure"])
    if len(figures) < _LEAST_FIGURES:
        return {}
    return dict.fromkeys(figures, "a figure at its end seems to be of the margin")
