"""Read typed search terms: words, "phrases", beginnings*, document numbers, subject codes, or patterns."""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence

from somei_cli.errors import NotACode, NotANumber, NotAPattern, WrongUsage
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document_number import KNOWN_SERIES, DocumentNumber
from somei_cli.model.query.normalised_text import WORD, fold_text
from somei_cli.model.query.searched_words_and_patterns import (
    DocumentTerm,
    MisspeltWordsTerm,
    PatternTerm,
    SearchTerm,
    WordsTerm,
)

MAX_CHARACTERS = 2_000
MAX_TERMS = 40
_MAX_NUMBER_WORDS = 10
"""The words of the longest document number, `PE-CONS 24/1/24 REV 1 ADD 2 REV 3 COR 4`."""

_QUOTATION_MARKS = frozenset('"“”„«»')
_QUOTED = '["“”„«»]([^"“”„«»]*)["“”„«»]'
_SERIES = frozenset(KNOWN_SERIES)

IsCode = Callable[[SubjectCode], bool]


def read_terms(typed: Sequence[str], is_code: IsCode, *, fuzzy: bool = False) -> tuple[SearchTerm, ...]:
    """Read typed words as search terms. An argument with blanks is a phrase, and so is text in quotes.

    There are no operators: characters other than letters and digits only separate words.

    Raises:
        WrongUsage: if there is nothing to look for, or far too much.
    """
    _refuse_too_much(typed)
    pieces = [piece for word in typed for piece in _split_pieces(word)]
    terms = tuple(_read_pieces(pieces, is_code, fuzzy=fuzzy))
    if typed and not terms:
        raise WrongUsage("There is no word to search for.", "A word needs a letter or a figure.")
    if len(terms) > MAX_TERMS:
        raise WrongUsage(f"A search takes at most {MAX_TERMS} words.", "Leave some out.")
    return terms


def read_patterns(typed: Sequence[str]) -> tuple[SearchTerm, ...]:
    """Read each word as a regular expression that ignores case.

    Raises:
        NotAPattern: if it is not valid; the message says where.
        WrongUsage: if it is far too long.
    """
    _refuse_too_much(typed)
    from somei_cli.formats.notation.required_letters import certain_letters

    return tuple(PatternTerm(_compile_pattern(word), certain_letters(word)) for word in typed)


def read_word_terms(typed: str) -> tuple[WordsTerm, ...]:
    """Read the words of a condition on one field, each as a term of its own.

    Raises:
        WrongUsage: if there is no word.
    """
    _refuse_too_much([typed])
    pieces = _split_pieces(typed) if _has_quotation(typed) else typed.split()
    terms = tuple(filter(None, map(_fold_words, pieces)))
    if not terms:
        raise WrongUsage("There is no word to search for.", "A word needs a letter or a figure.")
    return terms


def named_operators(typed: Iterable[str]) -> list[str]:
    """Return the words that other programs read as operators; here they are words like all others."""
    return [word for words in typed for word in words.split() if word in {"AND", "OR", "NOT"}]


def _refuse_too_much(typed: Iterable[str]) -> None:
    if sum(map(len, typed)) > MAX_CHARACTERS:
        raise WrongUsage(f"The search is longer than {MAX_CHARACTERS} characters.", "Leave some words out.")


def _compile_pattern(word: str) -> re.Pattern[str]:
    try:
        with warnings.catch_warnings(action="ignore"):
            return re.compile(word, re.IGNORECASE)
    except re.error as error:
        raise NotAPattern(word, f"{error.msg} at character {(error.pos or 0) + 1}") from error
    except (OverflowError, RecursionError) as error:
        raise NotAPattern(word, "it is too large") from error


def _has_quotation(word: str) -> bool:
    # Few words have a quotation mark, and the pattern takes long to compile.
    return not _QUOTATION_MARKS.isdisjoint(word) and re.search(_QUOTED, word) is not None


def _split_pieces(word: str) -> Iterator[str]:
    """Yield quoted parts whole and single words between them; an argument without quotes stays whole."""
    if not _has_quotation(word):
        yield word.strip()
        return
    for index, piece in enumerate(re.split(_QUOTED, word)):
        if index % 2:
            yield piece.strip()
        else:
            yield from piece.split()


def _read_pieces(pieces: list[str], is_code: IsCode, *, fuzzy: bool) -> Iterator[SearchTerm]:
    """Yield the longest number or code that begins at each piece, or else the piece itself."""
    index = 0
    while index < len(pieces):
        for count in range(min(_MAX_NUMBER_WORDS, len(pieces) - index), 0, -1):
            name = _read_number_or_code(" ".join(pieces[index : index + count]), is_code)
            if name:
                break
        parts = tuple(filter(None, (_plain_term(piece, fuzzy=fuzzy) for piece in pieces[index : index + count])))
        yield from (DocumentTerm(name, parts),) if name and parts else parts
        index += count


def _plain_term(piece: str, *, fuzzy: bool) -> SearchTerm | None:
    words = _fold_words(piece)
    return MisspeltWordsTerm(words.words) if words and fuzzy and not words.prefix else words


def _fold_words(piece: str) -> WordsTerm | None:
    folded = fold_text(piece)
    words = tuple(WORD.findall(folded))
    prefix = folded.endswith("*") and WORD.fullmatch(folded[-2:-1]) is not None
    return WordsTerm(words, prefix) if words else None


def _read_number_or_code(words: str, is_code: IsCode) -> DocumentNumber | CodeEntry | None:
    """Return a document number or a subject code; a code without a serial must be in capitals, as it is printed."""
    return _read_number(words) or _read_code(words, is_code)


def _read_number(words: str) -> DocumentNumber | None:
    first_word, *next_words = words.split()[:2] or [""]
    is_other_word = bool(next_words) and first_word.upper() not in _SERIES and not first_word[:1].isdigit()
    if is_other_word or not any(map(str.isdigit, words)) or len(words) > 400:
        return None
    # Few words that are looked for hold a figure, and the forms of numbers take long to load.
    from somei_cli.formats.notation.document_numbers import read_number

    try:
        return read_number(words)
    except NotANumber:
        return None


def _read_code(words: str, is_code: IsCode) -> CodeEntry | None:
    try:
        entry = CodeEntry.parse(words)
    except NotACode:
        return None
    is_recognisable = entry.serial is not None or words == words.upper()
    return entry if is_recognisable and is_code(entry.code) else None
