"""Document numbers that are typed in several words, `6110/1/20 REV 1`, or in the place of a command."""

import re
from collections.abc import Collection, Sequence

from somei_cli.commands.shared import params
from somei_cli.errors import NotANumber
from somei_cli.model.document_number import KNOWN_SERIES, PROVISIONAL, SERIES_AS_FILED

_SERIES = frozenset({*KNOWN_SERIES, *SERIES_AS_FILED.values(), PROVISIONAL})
# Most calls need none of the patterns, so that none is compiled at the start.
_NUMBER = r"(?:[A-Za-z]{2,5}(?:-[A-Za-z]{2,5})?)?[1-9][0-9]{0,11}(?:/[0-9]{1,3})?[/-](?:[0-9]{4}|[0-9]{2})"
_BARE_NUMBER = r"[1-9][0-9]{0,4}"
_KIND = r"(?i:(?:REV|ADD|COR|EXT|DCL|AMD)(?P<ordinal>[0-9]{1,3})?|INIT)"
_KIND_STARTS = frozenset({"REV", "ADD", "COR", "EXT", "DCL", "AMD", "INI"})
_ORDINAL = r"[0-9]{1,3}"


def join_numbers(words: Sequence[str], flags: Collection[str]) -> list[str]:
    """Join the words that make one number, `6110/1/20 REV 1` and `CM 5125/19`; options and their values stay.

    `flags` are the options behind which no value stands.
    """
    joined: list[str] = []
    position, only_arguments, is_first = 0, False, True
    while position < len(words):
        word = words[position]
        length = 1
        if word == "--" and not only_arguments:
            only_arguments = True
        elif word.startswith("-") and not only_arguments:
            length = 2 if _has_value_behind(word, flags) else 1
            joined += words[position : position + length]
            position += length
            continue
        else:
            length = count_number_words(words[position:], may_lack_year=is_first)
            is_first = False
        joined.append(" ".join(words[position : position + length]))
        position += length
    return joined


def _has_value_behind(option: str, flags: Collection[str]) -> bool:
    """Return whether the word behind an option, or a group of short ones as `-nm`, is its value."""
    if option.startswith("--"):
        return "=" not in option and option not in flags
    letters = [f"-{letter}" not in flags for letter in option[1:]]
    return True in letters and letters.index(True) == len(letters) - 1


def count_number_words(words: Sequence[str], *, may_lack_year: bool = True) -> int:
    """Return how many of the first words make one number; 1 if the first is no number, or a whole one."""
    count = 1
    if words[0].upper() in _SERIES and len(words) > 1:
        count = 2
    elif len(words) == 1 or words[1][:3].upper() not in _KIND_STARTS:
        return 1
    number = words[count - 1]
    if not (re.fullmatch(_NUMBER, number) or (may_lack_year and re.fullmatch(_BARE_NUMBER, number))):
        return 1
    while count < len(words) and (kind := re.fullmatch(_KIND, words[count])):
        if kind["ordinal"] or kind[0].upper() == "INIT":
            count += 1
        elif count + 1 < len(words) and re.fullmatch(_ORDINAL, words[count + 1]):
            count += 2
        else:
            break
    return count


def begins_with_number(words: Sequence[str]) -> bool:
    """Return whether the first words are a number in some written form: `15070/19`, `CM 5125/19`, `15070`."""
    try:
        params.number_in_register(" ".join(words[: count_number_words(words)]))
    except NotANumber:
        return False
    return True
