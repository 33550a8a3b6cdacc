"""Find levels of EU classified information that a text only mentions, in a sentence or for another document."""

import re
from functools import lru_cache

from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.markings import (
    classification_pattern,
    find_classification,
    fold_each_letter,
    level_from_letters,
)

# Plain English in a sentence does not name a level: "Regulation on EU restricted substances".
_PLAIN_WORDS = r"(?<=[a-z][a-z] )EU[ -](?:restricted|confidential|secret)(?= [a-z][a-z])"

_NUMBER = r"(?:[0-9]{4,5}(?:/[0-9]{1,2})?/[0-9]{2}|\([0-9]{4}\) ?[0-9]{1,5})"
_SUFFIX_OR_CODE = r"(?:\+ ?)?(?:ADD|COR|REV|EXT|INIT|[A-Z][A-Z0-9/-]{1,14}) ?[0-9-]{0,5}"
_NUMBER_BEFORE = rf"({_NUMBER})(?:[\s,]{{1,3}}{_SUFFIX_OR_CODE}){{0,9}}[\s,;:.()\[\]–—-]{{0,9}}$"
_NUMBER_BEHIND = (
    rf"[\s,;:.()\[\]–—-]{{1,9}}(?:(?:document|report|note|paper|doc|no|nr|ST)s?\.?\s{{1,3}}){{0,3}}({_NUMBER})"
)
# Words that mention a level in general, also in an upper-case title: HANDLING OF RESTREINT UE INFORMATION.
_IN_GENERAL_BEFORE = r"(?i)\b(?:of|on|for|with|concerning|regarding|handling|protecting|storing)\s{1,3}(?:the\s{1,3})?$"
_IN_GENERAL_BEHIND = r"(?i)\s{1,3}(?:information|data|material|documents|levels?|markings?)\b"
_ITEM_BEFORE = r"(?i)\b(?:items?|points?)\s{1,3}[0-9ivx]{1,4}[a-z]?\s{0,3}[(\[]\s?$"
_NEAR = 120

# A level in brackets or quotation marks after words of an item: it is that of the item or of its document.
_SET_OFF = r"\w\W{0,3}[(\[“„«\"‘]\s?$"
_QUOTATION_MARKS = "“”„«»\"‘’'"
_FIRST_LETTERS = frozenset("TSCRE")
_MARKED_UNTIL = ("until", "when", "jusqu", "bis")


def find_level(text: str) -> str | None:
    """Return the EU level that a text names, in any spelling; None for plain English ("EU restricted substances").

    >>> find_level("R-UE/EU-R: plan"), find_level("Regulation on EU restricted substances")
    ('RESTREINT UE/EU RESTRICTED', None)
    """
    return _find_level(text) if len(text) > _LONG_TEXT else _find_level_in_short_text(text)


_LONG_TEXT = 300


def _find_level(text: str) -> str | None:
    level = find_classification(text) or (level_from_letters(text) if _may_be_spelt_out(text) else None)
    if level and "EU" in text and re.search(_PLAIN_WORDS, text):
        return find_classification(re.sub(_PLAIN_WORDS, "EU", text))
    return level


# Places, languages, originators and addressees recur in a register; long texts do not, and are not kept.
_find_level_in_short_text = lru_cache(maxsize=512)(_find_level)


def _may_be_spelt_out(text: str) -> bool:
    """Return whether a text could consist of the letters of a level; this rules out most texts."""
    return not text.isascii() or next(filter(str.isalpha, text), "").upper() in _FIRST_LETTERS


def only_speaks_of_level(text: str, own: DocumentNumber | None = None, *, of_item: bool = False) -> bool:
    """Return whether a text only mentions a level: inside a sentence, or next to the number of another document.

    `own` is the number of the document that contains the text. In the text of an item (`of_item`) a level in brackets
    or quotation marks is that of the item or its document, several levels are a list, and a sentence may run over
    lines.

    >>> only_speaks_of_level("Handling of RESTREINT UE/EU RESTRICTED information")
    True
    >>> only_speaks_of_level("Plan for the RESTREINT UE"), only_speaks_of_level("SECRET UE: 9000/15")
    (False, True)
    """
    lines = map(_join_lines, text.split("\n\n")) if of_item else text.split("\n")
    naming = [line for line in lines if find_level(line)]
    return bool(naming) and all(_line_only_speaks(line, own, of_item=of_item) for line in naming)


def _join_lines(paragraph: str) -> str:
    return " ".join(paragraph.split())


def _line_only_speaks(line: str, own: DocumentNumber | None, *, of_item: bool) -> bool:
    matches = list(classification_pattern().finditer(fold_each_letter(line)))
    if of_item and len({find_classification(match[0]) for match in matches}) > 1:
        return True
    return bool(matches) and all(
        _is_only_mentioned(line[: match.start()], line[match.end() :], own, of_item=of_item) for match in matches
    )


def _is_only_mentioned(before: str, behind: str, own: DocumentNumber | None, *, of_item: bool) -> bool:
    """Return whether the text around a level shows that it is only mentioned."""
    if _ends_with_word(before) and _begins_with_word(behind):
        return True
    if re.search(_IN_GENERAL_BEFORE, before[-_NEAR:]) and re.match(_IN_GENERAL_BEHIND, behind):
        return True
    cited = (re.search(_NUMBER_BEFORE, before[-_NEAR:]), re.match(_NUMBER_BEHIND, behind[:_NEAR]))
    if any(match and _is_other_document(match[1], own) for match in cited) or re.search(_ITEM_BEFORE, before[-_NEAR:]):
        return True
    if not of_item:
        return False
    near = f"{before[-_NEAR:]} {behind[:_NEAR]}"
    if any(_is_other_document(match[0], own) for match in re.finditer(_NUMBER, near)):
        return True
    return re.search(_SET_OFF, before[-_NEAR:]) is not None


def _is_other_document(cited: str, own: DocumentNumber | None) -> bool:
    return own is None or not cited.startswith(f"{own.number}/")


def _ends_with_word(before: str) -> bool:
    """Return whether the text ends with a lower-case word."""
    words = before.rstrip(f" \t{_QUOTATION_MARKS}").split()
    return bool(words) and before[-1:] in f" \t{_QUOTATION_MARKS}" and _is_lower_case(words[-1])


def _begins_with_word(behind: str) -> bool:
    """Return whether the text begins with a lower-case word that does not say how long a marking is valid."""
    tail = behind.lstrip(f",{_QUOTATION_MARKS}")
    words = tail.split(None, 1)
    return bool(words) and tail[:1].isspace() and _is_lower_case(words[0]) and not words[0].startswith(_MARKED_UNTIL)


def _is_lower_case(word: str) -> bool:
    letters = "".join(c for c in word.strip(f".,;:!?{_QUOTATION_MARKS}") if c not in "-’'")
    return len(letters) > 1 and letters.isalpha() and letters.islower()
