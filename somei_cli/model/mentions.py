"""Words that name a level of EU classified information: whether they only speak of it, and of what else."""

import re

from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.markings import classification_in, classification_words, fold_classification, spelt_out

# Plain English inside a sentence: "Regulation on EU restricted substances" names no level.
_PLAIN_WORDS = r"(?<=[a-z][a-z] )EU[ -](?:restricted|confidential|secret)(?= [a-z][a-z])"

_NUMBER = r"(?:[0-9]{4,5}(?:/[0-9]{1,2})?/[0-9]{2}|\([0-9]{4}\) ?[0-9]{1,5})"
_SUFFIX_OR_CODE = r"(?:\+ ?)?(?:ADD|COR|REV|EXT|INIT|[A-Z][A-Z0-9/-]{1,14}) ?[0-9-]{0,5}"
_NUMBER_BEFORE = rf"({_NUMBER})(?:[\s,]{{1,3}}{_SUFFIX_OR_CODE}){{0,9}}[\s,;:.()\[\]–—-]{{0,9}}$"
_NUMBER_BEHIND = (
    rf"[\s,;:.()\[\]–—-]{{1,9}}(?:(?:document|report|note|paper|doc|no|nr|ST)s?\.?\s{{1,3}}){{0,3}}({_NUMBER})"
)
# What speaks of a level in general, also in a title in capitals: HANDLING OF RESTREINT UE INFORMATION.
_GENERAL_BEFORE = r"(?i)\b(?:of|on|for|with|concerning|regarding|handling|protecting|storing)\s{1,3}(?:the\s{1,3})?$"
_GENERAL_BEHIND = r"(?i)\s{1,3}(?:information|data|material|documents|levels?|markings?)\b"
_ITEM_BEFORE = r"(?i)\b(?:items?|points?)\s{1,3}[0-9ivx]{1,4}[a-z]?\s{0,3}[(\[]\s?$"
_NEAR = 120

# Brackets and quotation marks behind words of a text of an item: it says how that item or its document is classified.
_SET_OFF = r"\w\W{0,3}[(\[“„«\"‘]\s?$"
_QUOTATION_MARKS = "“”„«»\"‘’'"
_FIRST_LETTERS = frozenset("TSCRE")
_MARKED_UNTIL = ("until", "when", "jusqu", "bis")


def level_named(text: str) -> str | None:
    """The EU level that words name, in any spelling; None for words of plain English ("EU restricted substances").

    >>> level_named("R-UE/EU-R: plan"), level_named("Regulation on EU restricted substances")
    ('RESTREINT UE/EU RESTRICTED', None)
    """
    level = classification_in(text) or (spelt_out(text) if _may_be_spelt_out(text) else None)
    if level and "EU" in text and re.search(_PLAIN_WORDS, text):
        return classification_in(re.sub(_PLAIN_WORDS, "EU", text))
    return level


def _may_be_spelt_out(text: str) -> bool:
    """Whether a text could be the letters of a level, and nothing else; most texts could not."""
    return not text.isascii() or next(filter(str.isalpha, text), "").upper() in _FIRST_LETTERS


def only_speaks_of_level(text: str, own: DocumentNumber | None = None, *, of_item: bool = False) -> bool:
    """Whether words that name a level only speak of it: inside a sentence, or beside the number of another document.

    `own` is the number of the document that holds the words. In the text of an item (`of_item`) a level in brackets
    or quotation marks is that of the item or of its document, several levels are a list of them, and a sentence goes
    on over lines.

    >>> only_speaks_of_level("Handling of RESTREINT UE/EU RESTRICTED information")
    True
    >>> only_speaks_of_level("Plan for the RESTREINT UE"), only_speaks_of_level("SECRET UE: 9000/15")
    (False, True)
    """
    lines = map(_joined, text.split("\n\n")) if of_item else text.split("\n")
    naming = [line for line in lines if level_named(line)]
    return bool(naming) and all(_only_speaks(line, own, of_item=of_item) for line in naming)


def _joined(paragraph: str) -> str:
    return " ".join(paragraph.split())


def _only_speaks(line: str, own: DocumentNumber | None, *, of_item: bool) -> bool:
    found = list(classification_words().finditer(_evened(line)))
    if of_item and len({classification_in(match[0]) for match in found}) > 1:
        return True
    return bool(found) and all(
        _stands_beside(line[: match.start()], line[match.end() :], own, of_item=of_item) for match in found
    )


def _stands_beside(before: str, behind: str, own: DocumentNumber | None, *, of_item: bool) -> bool:
    """Whether what stands around a level makes it one that is spoken of."""
    if _ends_with_word(before) and _begins_with_word(behind):
        return True
    if re.search(_GENERAL_BEFORE, before[-_NEAR:]) and re.match(_GENERAL_BEHIND, behind):
        return True
    cited = (re.search(_NUMBER_BEFORE, before[-_NEAR:]), re.match(_NUMBER_BEHIND, behind[:_NEAR]))
    if any(match and _is_other(match[1], own) for match in cited) or re.search(_ITEM_BEFORE, before[-_NEAR:]):
        return True
    if not of_item:
        return False
    near = f"{before[-_NEAR:]} {behind[:_NEAR]}"
    if any(_is_other(match[0], own) for match in re.finditer(_NUMBER, near)):
        return True
    return re.search(_SET_OFF, before[-_NEAR:]) is not None


def _is_other(cited: str, own: DocumentNumber | None) -> bool:
    return own is None or not cited.startswith(f"{own.number}/")


def _ends_with_word(before: str) -> bool:
    """Whether a word in small letters comes right before."""
    words = before.rstrip(f" \t{_QUOTATION_MARKS}").split()
    return bool(words) and before[-1:] in f" \t{_QUOTATION_MARKS}" and _is_small(words[-1])


def _begins_with_word(behind: str) -> bool:
    """Whether a word in small letters comes right behind, and none that says how long a marking holds."""
    rest = behind.lstrip(f",{_QUOTATION_MARKS}")
    words = rest.split(None, 1)
    return bool(words) and rest[:1].isspace() and _is_small(words[0]) and not words[0].startswith(_MARKED_UNTIL)


def _is_small(word: str) -> bool:
    letters = "".join(c for c in word.strip(f".,;:!?{_QUOTATION_MARKS}") if c not in "-’'")
    return len(letters) > 1 and letters.isalpha() and letters.islower()


def _evened(line: str) -> str:
    """The line in capitals, letter for letter, so that a place in one is the same place in the other."""
    return "".join(folded if len(folded := fold_classification(c)) == 1 else " " if c.isspace() else c for c in line)
