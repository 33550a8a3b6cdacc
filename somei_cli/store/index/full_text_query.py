"""What is sought, in the words of the full text: nothing that was typed can be an operator there.

A word is letters and figures and stands in quotation marks; all else is written here.
"""

from collections.abc import Callable, Iterable
from itertools import product
from typing import Any

from somei_cli.model.query.spelling import nearly, sketch, slips_allowed
from somei_cli.model.register.index_query import AllOf, AnyOf, LettersQuery, PhraseQuery, Section, Sought

Ask = Callable[[str, tuple[object, ...]], list[tuple[Any, ...]]]

_MOST_WAYS = 64
_MOST_WORDS = 400
NOWHERE = '""'
"""What matches no document."""


def match_of(sought: Sought | None, ask: Ask) -> str | None:
    """The words of a MATCH; None where it would narrow nothing."""
    match sought:
        case PhraseQuery(words, within, _, True):
            return _nearly(words, within, ask)
        case PhraseQuery(words, within, prefix):
            return _phrase(words, within, prefix=prefix)
        case LettersQuery(letters, within):
            return _holding(letters, within, ask)
        case AllOf(of):
            parts = [match_of(one, ask) for one in of]
            return NOWHERE if NOWHERE in parts else _joined(" AND ", filter(None, parts)) or None
        case AnyOf(of):
            parts = [match_of(one, ask) for one in of]
            return None if None in parts else _either(part for part in parts if part and part != NOWHERE)
    return None


def _either(parts: Iterable[str]) -> str:
    return _joined(" OR ", parts) or NOWHERE


def _holding(letters: str, within: tuple[Section, ...], ask: Ask) -> str | None:
    """Words that hold some letters; more than can be asked for at once narrow nothing."""
    rows = ask("SELECT word FROM spelling WHERE instr(word, ?) LIMIT ?", (letters, _MOST_WORDS + 1))
    return None if len(rows) > _MOST_WORDS else _either(_phrase((word,), within) for (word,) in rows)


def _phrase(words: Iterable[str], within: Iterable[Section], *, prefix: bool = False) -> str:
    return f'{{{" ".join(within)}}} : "{" ".join(words)}"{"*" if prefix else ""}'


def _nearly(words: tuple[str, ...], within: tuple[Section, ...], ask: Ask) -> str:
    """Phrases of every spelling; where these are too many, all words in any order."""
    spellings = [_spellings(word, ask) for word in words]
    ways = 1
    for some in spellings:
        ways *= len(some)
    if ways <= _MOST_WAYS:
        return _either(_phrase(way, within) for way in product(*spellings))
    each = (_either(_phrase((word,), within) for word in some) for some in spellings)
    return _joined(" AND ", each)


def _spellings(wanted: str, ask: Ask) -> list[str]:
    """The word, and words of the register that may be meant by it."""
    slips = slips_allowed(wanted)
    if not slips:
        return [wanted]
    drawn = sketch(wanted)
    rows = ask(
        "SELECT word, sketch FROM spelling WHERE length BETWEEN ? AND ?",
        (len(wanted) - slips, len(wanted) + slips),
    )
    near = (word for word, held in rows if (held ^ drawn).bit_count() <= 2 * slips and nearly(wanted, word))
    return list(dict.fromkeys((wanted, *near)))


def _joined(by: str, parts: Iterable[str]) -> str:
    parts = tuple(parts)
    return parts[0] if len(parts) == 1 else f"({by.join(parts)})" if parts else ""
