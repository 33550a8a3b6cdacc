"""Whether words promise: the verb that a time belongs to, and whether it looks ahead."""

import re
from functools import cache
from typing import NamedTuple

from somei_cli.text.promising.lexicon import Lexicon

_NOT = r"(?! (?:not|never|no longer)\b)"
_MODAL = rf"(?:will|shall|must|may|can){_NOT}|(?:would|should|could){_NOT}(?! have been)"
_WISHES = (
    r"(?:plan|intend|aim|hope|expect|promise|wish|want|propose|agree|need|undertake|commit|pledge|offer)s? to|"
    r"(?:planned|intended|aimed|hoped|expected|promised|wished|wanted|proposed|agreed|needed|"
    r"undertook|pledged|offered) to|"
    r"intention to|commit(?:s|ted) (?:itself|themselves) to|undertakes to"
)
_BEING = (
    r"(?:is|are|was|were|be) (?:also |therefore |still |now |then )?"
    r"(?:planned|intended|expected|due|scheduled|foreseen|envisaged|invited|asked|requested|encouraged|"
    r"urged|tasked|called upon|set|going|ready)(?: to)?|"
    r"(?:is|are|has|have) to(?= [a-z])|(?<=, )to be(?= [a-z])"
)
_ASKING = (
    r"(?:invite[sd]?|ask(?:s|ed)?|urge[sd]?|request(?:s|ed)?|encourage[sd]?|task(?:s|ed)?|call(?:s|ed)? (?:up)?on) "
)
_UNTIL = r"(?:have|has)(?= $)"
_DONE = re.compile(
    r"\b(?:was|were|had|did|has|(?<!will )(?<!would )(?<!should )(?<!must )(?<!to )have|"
    r"enters? into force|appl(?:y|ies)|expires?|last (?:meeting|year))\b"
)
_DENIED = re.compile(r"\b(?:not|never|unable|cannot|unlikely|nobody)\b|\b(?:if|whether|unless)\b[^,]*$", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:^|[;:,]|\b(?:that|but|and|while))\s*(?:However|In addition|Finally|Therefore|Moreover)?,?\s*$"
)
_WINDOW = 600


class Verb(NamedTuple):
    """The words that look ahead, from their first to behind their last character; `asked` is whom they ask."""

    start: int
    stop: int
    asked: str | None = None


def looking_ahead(sentence: str, start: int, stop: int, names: Lexicon) -> Verb | None:
    """The verb that a phrase of time belongs to, where it promises, plans, asks or commits.

    It is the last one before the phrase, else the first one behind a phrase that opens its clause. Nothing where
    between the two something is told as done, denied, or made a condition.
    """
    if sentence.endswith("?"):
        return None
    low = max(0, start - _WINDOW, sentence.rfind(";", 0, start) + 1)
    verbs = _verbs(sentence, low, start, names)
    if verbs:
        verb = verbs[-1]
        done = _DONE.search(sentence, verb.stop, start)
        return None if done or _DENIED.search(sentence, low, start) else verb
    if not _OPENING.search(sentence[low:start]):
        return None
    end = sentence.find(";", stop)
    verb_behind = next(iter(_verbs(sentence, stop, len(sentence) if end < 0 else end, names)), None)
    if verb_behind is None or _DONE.search(sentence, stop, verb_behind.start):
        return None
    return None if _DENIED.search(sentence, stop, verb_behind.start) else verb_behind


def _verbs(sentence: str, low: int, high: int, names: Lexicon) -> list[Verb]:
    return [_verb(match) for match in _pattern(names.actors).finditer(sentence, low, high)]


@cache
def _pattern(actors: str) -> re.Pattern[str]:
    asking = rf"{_ASKING}(?P<asked>[^;:]{{2,120}}?) to(?= [a-z])"
    # Lists of what is to be done: “Frontex to report by …”, “Written comments to be sent by …”.
    listed = rf"^(?:(?:The |All )?{actors}:? to(?= [a-z])|(?:[\w-]+ ){{1,3}}to be(?= [a-z]))"
    return re.compile(rf"\b(?:{asking}|{_MODAL}|{_WISHES}|{_BEING}|{_UNTIL})(?![\w-])|(?P<list>{listed})")


def _verb(match: re.Match[str]) -> Verb:
    if listed := match["list"]:
        return Verb(match.end() - len("to be" if listed.endswith(" be") else "to"), match.end())
    return Verb(match.start(), match.end(), match["asked"])
