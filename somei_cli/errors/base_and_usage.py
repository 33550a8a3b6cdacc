"""The kinds of refusal with their exit statuses, wrongly typed values, and what is not found."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar


def shell_word(word: object) -> str:
    """Quote a word as it must be typed in a shell, so that a hint can be copied."""
    text = str(word)
    plain = text.isascii() and text.replace("/", "").replace("-", "").isalnum()
    return text if plain else "'" + text.replace("'", "'\\''") + "'"


class SomeiError(Exception):
    """Base class of all refusals; never raised itself.

    The sentence says what happened, the hint what to do next. Neither contains text of a document: they may be logged.
    """

    exit_status: ClassVar[int]
    hint: str = ""

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        if hint:
            self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the sentence and the hint alone.

        Subclasses are made from facts, so their __init__ cannot be called again in the other process.
        """
        return _rebuilt, (type(self), str(self), self.hint)


def _rebuilt(kind: type[SomeiError], sentence: str, hint: str) -> SomeiError:
    refusal = kind.__new__(kind)
    SomeiError.__init__(refusal, sentence, hint)
    return refusal


class Interrupted(KeyboardInterrupt):
    """A signal asked the command to end. It is not a SomeiError, so that no handler of refusals stops it.

    `outcome` says what became of a write that was under way.
    """

    def __init__(self, signal: int, outcome: str = "") -> None:
        super().__init__(outcome)
        self.outcome = outcome
        self.exit_status = 128 + signal
        self.signal = signal


class WrongUsage(SomeiError):
    """Wrongly typed: not a number, a date, a code."""

    exit_status = 2


class CannotWork(SomeiError):
    """Nothing can be done here: no register, no git, no disk, a file that cannot be read."""

    exit_status = 3


class NotFound(SomeiError):
    """There is no such document, rule or code, or several match."""

    exit_status = 4


class Refused(SomeiError):
    """Understood, and refused by the register."""

    exit_status = 5


class NotANumber(WrongUsage):
    """A word is not a document number."""

    hint = 'Numbers look like 15070/19, "14860/1/18 REV 1" or "CM 5125/19"; quotes hold one with blanks together.'

    def __init__(self, typed: str, why: str) -> None:
        super().__init__(f"“{typed}” is not a document number: {why}.")


class NotADate(WrongUsage):
    """A word is not a date."""

    hint = "Write dates as 2019-12-04."

    def __init__(self, typed: str) -> None:
        super().__init__(f"“{typed}” is not a date.")


class NotADay(NotADate):
    """A word means several days, and one is needed."""

    def __init__(self, typed: str, first: date, last: date) -> None:
        WrongUsage.__init__(
            self, f"“{typed}” means {first} to {last}; one day is needed here.", f"Write the day: {first}"
        )


class DateNotCertain(NotADate):
    """A date is written with slashes, so that the day may stand first or second."""

    def __init__(self, typed: str, days: Iterable[date]) -> None:
        dates = " or ".join(map(str, days))
        WrongUsage.__init__(self, f"“{typed}” does not say which figure is the month.", f"Write {dates}.")


class NotACode(WrongUsage):
    """A word does not have the form of a subject code."""

    hint = "Subject codes look like COSI, OJ CRP2 or CFSP/PESC; the serial comes after the code: COSI 254."

    def __init__(self, typed: str) -> None:
        super().__init__(f"“{typed}” is not a subject code.")


class NotAValue(WrongUsage):
    """A word does not fit its field."""

    def __init__(self, field: str, typed: str, expected: str) -> None:
        super().__init__(f"“{typed}” does not fit {field}: expected {expected}.")


class UnknownValue(WrongUsage):
    """Neither the vocabulary nor any document has a value by which documents are selected."""

    def __init__(self, field: str, typed: str, nearest: Iterable[str], look: str) -> None:
        near = ", ".join(nearest)
        hint = f"Near it: {near}" if near else f"See the values with: {look}"
        super().__init__(f"Neither the vocabulary nor any document has {field} “{typed}”.", hint)


class NotAGround(WrongUsage):
    """A word is not a reply code for Regulation 1049/2001."""

    def __init__(self, typed: str, nearest: Iterable[str], meanings: Mapping[str, str]) -> None:
        near = ", ".join(f"{code} ({meanings[code]})" if code in meanings else code for code in nearest)
        listing = "All of them: somei explain MARK013"
        super().__init__(f"“{typed}” is not a ground.", f"Near it: {near}. {listing}" if near else listing)


class NotAPattern(WrongUsage):
    """A regular expression is not valid."""

    hint = "Patterns are Python's regular expressions; without --regex every character stands for itself."

    def __init__(self, typed: str, why: str) -> None:
        super().__init__(f"“{typed}” is not a pattern: {why}.")


class PatternWithoutEnd(WrongUsage):
    """A regular expression takes too long, because it can match in too many ways."""

    hint = "Remove repeats within repeats, as in (a+)+, or search fewer documents, for example with --year."

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The pattern was stopped after {seconds:g} seconds.")


class NumberUnknown(NotFound):
    """The document is not in the register; `similar` may have been meant instead."""

    number: object = None

    def __init__(self, number: object, family: Iterable[object] = (), similar: Iterable[object] = ()) -> None:
        enter = f"Enter it with: somei add {shell_word(number)} --subject TEXT"
        if members := ", ".join(str(n) for n in family):
            hint = f"Near it: {members}."
        elif near := ", ".join(str(n) for n in similar):
            hint = f"Near it: {near}. {enter}"
        else:
            hint = enter
        if getattr(number, "is_provisional", False):
            hint = f"If a sync gave it a number, that entry names it: git grep {shell_word(number)} -- documents"
        super().__init__(f"{number} is not in the register.", hint)
        self.number = number


class NotPushed(NotFound):
    """The document is only in this clone, and the command needs it on the remote."""

    def __init__(self, number: object, hint: str) -> None:
        super().__init__(f"{number} is new in this clone", hint)


class CodeUnknown(NotFound):
    """The subject code is not in the register's vocabulary."""

    def __init__(self, code: object, nearest: Iterable[object] = (), add: str = "--new-code TITLE.") -> None:
        near = ", ".join(str(n) for n in nearest)
        add = f"To add it to the vocabulary: {add}"
        super().__init__(f"{code} is not a subject code of this register.", f"Near it: {near}. {add}" if near else add)


class NoSavedSearch(NotFound):
    """No saved search has this name."""

    def __init__(self, name: str, names: Iterable[str]) -> None:
        listing = ", ".join(f"@{saved}" for saved in names)
        hint = f"Saved searches: {listing}." if listing else "Words that begin with @ can be quoted: '\"@word\"'."
        super().__init__(f"There is no saved search “@{name}”.", hint)
