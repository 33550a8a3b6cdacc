"""The kinds of refusal, each with its exit status, and what is common to all of them.

Typed wrongly: a number, a date, a code, a pattern that is none.
No such thing in the register.
"""

from collections.abc import Iterable, Mapping
from typing import ClassVar


def as_typed(word: object) -> str:
    """A word as it must be typed at a shell, so that a hint can be copied."""
    text = str(word)
    plain = text.isascii() and text.replace("/", "").replace("-", "").isalnum()
    return text if plain else "'" + text.replace("'", "'\\''") + "'"


class SomeiError(Exception):
    """Base of all refusals; never raised itself.

    The sentence says what happened, the hint what to do next. Neither ever holds text of a document:
    they may end in a log.
    """

    exit_status: ClassVar[int]
    hint: str = ""

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        if hint:
            self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        """As it crosses from one process to another: subclasses are made from facts, not from their sentence."""
        return _rebuilt, (type(self), str(self), self.hint)


def _rebuilt(kind: type[SomeiError], sentence: str, hint: str) -> SomeiError:
    refusal = kind.__new__(kind)
    SomeiError.__init__(refusal, sentence, hint)
    return refusal


class Interrupted(KeyboardInterrupt):
    """A signal asked the command to end: no refusal, since nothing of the work may stop it on its way out.

    `said` is what became of a write that was under way.
    """

    def __init__(self, signal: int, outcome: str = "") -> None:
        super().__init__(outcome)
        self.said = outcome
        self.exit_status = 128 + signal
        self.signal = signal


class WrongUsage(SomeiError):
    """Typed wrongly: a number, a date, a code that is none."""

    exit_status = 2


class CannotWork(SomeiError):
    """Nothing can be done here: no register, no git, no disk, a file that cannot be read."""

    exit_status = 3


class NotFound(SomeiError):
    """No such document, rule or code, or several could be meant."""

    exit_status = 4


class Refused(SomeiError):
    """Understood, and the register says no."""

    exit_status = 5


class NotANumber(WrongUsage):
    """A word that is no document number."""

    hint = "Numbers look like 15070/19, 14860/1/18 REV 1 or CM 5125/19."

    def __init__(self, typed: str, why: str) -> None:
        super().__init__(f"“{typed}” is not a document number: {why}.")


class NotADate(WrongUsage):
    """A word that is no day of the calendar."""

    hint = "Write dates as 2019-12-04."

    def __init__(self, typed: str) -> None:
        super().__init__(f"“{typed}” is not a date.")


class NotACode(WrongUsage):
    """A word that has not the form of a subject code."""

    hint = "Subject codes look like COSI, OJ CRP2 or CFSP/PESC, with the serial behind: COSI 254."

    def __init__(self, typed: str) -> None:
        super().__init__(f"“{typed}” is not a subject code.")


class NotAValue(WrongUsage):
    """A word that does not fit the field it was given for."""

    def __init__(self, field: str, typed: str, expected: str) -> None:
        super().__init__(f"“{typed}” does not fit {field}: expected {expected}.")


class NotAGround(WrongUsage):
    """A word that is no reply code of Regulation 1049/2001."""

    def __init__(self, typed: str, nearest: Iterable[str], meanings: Mapping[str, str]) -> None:
        near = ", ".join(f"{code} ({meanings[code]})" if code in meanings else code for code in nearest)
        listing = "All of them: somei explain MARK013"
        super().__init__(f"“{typed}” is no ground.", f"Near it: {near}. {listing}" if near else listing)


class NotAPattern(WrongUsage):
    """A regular expression that is none."""

    hint = "Patterns are Python's regular expressions; without --regex every sign may be typed."

    def __init__(self, typed: str, why: str) -> None:
        super().__init__(f"“{typed}” is not a pattern: {why}.")


class PatternWithoutEnd(WrongUsage):
    """A regular expression that tries too many ways."""

    hint = "Take out repeats within repeats, as in (a+)+, or look through fewer documents, as with --year."

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The pattern was stopped after {seconds:g} seconds.")


class NumberUnknown(NotFound):
    """The document is not in the register."""

    def __init__(self, number: object, nearest: Iterable[object] = ()) -> None:
        near = ", ".join(str(n) for n in nearest)
        hint = f"Near it: {near}." if near else f"Enter it with: somei add {as_typed(number)} --subject TEXT"
        if getattr(number, "is_provisional", False):
            hint = f"Where a sync gave it a number, that entry names it: git grep {as_typed(number)} -- documents"
        super().__init__(f"{number} is not in the register.", hint)


class NotSent(NotFound):
    """The document is in this clone alone, and something is asked of the server for it."""

    def __init__(self, number: object, hint: str) -> None:
        super().__init__(f"{number} is new in this clone", hint)


class CodeUnknown(NotFound):
    """The subject code is not in the vocabulary of the register."""

    def __init__(self, code: object, nearest: Iterable[object] = ()) -> None:
        near = ", ".join(str(n) for n in nearest)
        add = "To add it to the vocabulary: --new-code TITLE."
        super().__init__(f"{code} is not a subject code of this register.", f"Near it: {near}. {add}" if near else add)


class NoSavedSearch(NotFound):
    """A name that no saved search has."""

    def __init__(self, name: str, names: Iterable[str]) -> None:
        listing = ", ".join(f"@{saved}" for saved in names)
        hint = f"Saved searches: {listing}." if listing else "Words that begin with @ can be quoted: '\"@word\"'."
        super().__init__(f"There is no saved search “@{name}”.", hint)
