"""The kinds of refusal, each with its exit status, and what is common to all of them."""

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
        return _crossed, (type(self), str(self), self.hint)


def _crossed(kind: type[SomeiError], sentence: str, hint: str) -> SomeiError:
    refusal = kind.__new__(kind)
    SomeiError.__init__(refusal, sentence, hint)
    return refusal


class Interrupted(KeyboardInterrupt):
    """A signal asked the command to end: no refusal, since nothing of the work may stop it on its way out.

    `said` is what became of a write that was under way.
    """

    def __init__(self, signal: int, said: str = "") -> None:
        super().__init__(said)
        self.said = said
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
