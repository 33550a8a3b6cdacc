"""What can go wrong: every refusal, its sentence, its hint and its exit status. Imports nothing of somei."""

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


# ---- typed wrongly


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


# ---- cannot work here


class NoRegister(CannotWork):
    """There is no register here or above."""

    hint = "Start one with: somei init, or name one with -C DIR."

    def __init__(self, where: object) -> None:
        super().__init__(f"No register found in {where} or above it.")


class BareRepository(NoRegister):
    """A repository without files to work on."""

    hint = "Work in a clone of it. What a commit holds is judged here too: somei check --at COMMIT"

    def __init__(self, where: object) -> None:
        CannotWork.__init__(self, f"{where} is a bare repository, without files to work on.")


class Unreadable(CannotWork):
    """A file that could not be read, with its place and the reason."""

    def __init__(self, path: object, why: str, line: int = 0, hint: str = "") -> None:
        place = f"{path}, line {line}" if line else f"{path}"
        super().__init__(f"{place}: {why}", hint)


class NewerSchema(CannotWork):
    """The register was written by a later somei."""

    hint = "Install a newer somei."

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"The register has schema {found}; this somei knows {known}.")


class GitMissing(CannotWork):
    """There is no git program."""

    hint = "Install git 2.34 or newer."

    def __init__(self) -> None:
        super().__init__("git was not found.")


class GitRefuses(CannotWork):
    """Git would not do what was asked; nothing was changed."""

    def __init__(self, what: str, why: str, hint: str = "") -> None:
        super().__init__(f"{what}: {why}" if why else what, hint)


class RepositoryAmongFiles(GitRefuses):
    """A folder of the work tree looks like a repository of its own."""

    def __init__(self, folder: object) -> None:
        super().__init__(
            f"{folder} passes itself off as a git repository, inside of another one.",
            "",
            "A clone can bring such files to make git run programs. Look at them, and remove HEAD, objects and config.",
        )


class NotARepository(CannotWork):
    """The folder does not belong to a git repository that somei may write to."""

    def __init__(self, where: object, why: str, hint: str = "") -> None:
        super().__init__(f"{where}: {why}", hint)


class CannotWrite(CannotWork):
    """The disk is full, read-only or failing; nothing was changed."""

    hint = "Nothing was changed. Make room or check the disk, then repeat the command."

    def __init__(self, why: str) -> None:
        super().__init__(f"Cannot write: {why}.")


class AnswerLost(CannotWork):
    """What was done stands, but standard output would not take the answer."""

    hint = "What the command had to do is done; only its answer was lost."

    def __init__(self, why: str) -> None:
        super().__init__(f"The answer could not be written: {why}.")


class ReaderGone(SomeiError):
    """Nobody reads standard output any more, as behind `| head`; nothing is said of it."""

    exit_status = 141

    def __init__(self) -> None:
        super().__init__("Nobody reads the answer.")


class Unfinished(CannotWork):
    """The commit was made, but its files could not all be put in place."""

    hint = "Check the disk. The next command that writes puts the rest in place."

    def __init__(self, commit: str, why: str) -> None:
        super().__init__(f"Commit {commit[:10]} was made, but its files are not all in place: {why}.")


class ExtraMissing(CannotWork):
    """A part of somei that is installed on request."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs a part that is not installed.", f"pip install 'somei[{extra}]'")


class ServerUnreachable(CannotWork):
    """The server that clerks share does not answer."""

    hint = (
        "Nothing was given out. Try again when it is there; what needs no number of the server can be done meanwhile."
    )

    def __init__(self, server: object, why: str) -> None:
        super().__init__(f"The server “{server}” cannot be reached: {why.rstrip('.')}.")


# ---- no such thing


class NumberUnknown(NotFound):
    """The document is not in the register."""

    def __init__(self, number: object, nearest: Iterable[object] = ()) -> None:
        near = ", ".join(str(n) for n in nearest)
        super().__init__(
            f"{number} is not in the register.",
            f"Near it: {near}." if near else f"Enter it with: somei add {as_typed(number)} --subject TEXT",
        )


class CodeUnknown(NotFound):
    """The subject code is not in the vocabulary of the register."""

    def __init__(self, code: object, nearest: Iterable[object] = ()) -> None:
        near = ", ".join(str(n) for n in nearest)
        add = "To add it to the vocabulary: --new-code TITLE."
        super().__init__(f"{code} is not a subject code of this register.", f"Near it: {near}. {add}" if near else add)


class NoSavedSearch(NotFound):
    """A name that no saved search has."""

    def __init__(self, name: str, names: Iterable[str]) -> None:
        known = ", ".join(f"@{one}" for one in names)
        hint = f"Saved searches: {known}." if known else "Words that begin with @ can be quoted: '\"@word\"'."
        super().__init__(f"There is no saved search “@{name}”.", hint)


# ---- understood and refused


class InConflict(Refused):
    """Two clerks changed the same, and a person must decide."""


class NumberTaken(Refused):
    """A document with this number is already registered."""

    def __init__(self, number: object) -> None:
        super().__init__(f"{number} is already in the register.", f"Look at it with: somei show {as_typed(number)}")


class OtherContent(Refused):
    """A text that was read says other things than the entry that is there."""

    hint = "Read the entry anew with --replace; what no text tells stays."

    def __init__(self, number: object, fields: Iterable[str]) -> None:
        super().__init__(f"{number} is already in the register, with another {', '.join(fields)}.")


class SerialTaken(Refused):
    """Another family holds the serial of this code and year."""

    def __init__(self, entry: object, year: int, holder: object) -> None:
        super().__init__(
            f"{entry} of {year} is held by {holder}.",
            "Leave the serial out to take the next free one.",
        )


class RulesBroken(Refused):
    """The change would bring an error into the register."""

    hint = "Nothing was written. somei explain CODE tells the reason of a rule."

    def __init__(self, findings: Iterable[str]) -> None:
        super().__init__("The register would no longer be in order:\n" + "\n".join(f"  {f}" for f in findings))


class UncommittedEdits(Refused):
    """The file to be written has edits of the clerk's own."""

    hint = "Commit them or put them aside, then repeat the command."

    def __init__(self, path: object, staged: bool = False) -> None:
        kind = "staged changes" if staged else "changes"
        super().__init__(f"{path} has {kind} of your own that are not committed.")


class NotCanonical(Refused):
    """A file that somei would have to rewrite has another layout, or comments."""

    hint = "Bring it into canonical form first: somei format"

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} is not in canonical form; rewriting it would lose its layout.")


class UnsafePath(Refused):
    """A path that somei will not write to: odd characters, a symbolic link, a second spelling."""

    def __init__(self, path: object, why: str) -> None:
        super().__init__(f"{path}: {why}.")


class Busy(Refused):
    """Somebody else is writing to this clone."""

    hint = "Wait a moment, then repeat the command."

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what, hint)


class ServerBusy(Busy):
    """So many clerks are at the server that no turn came in time."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The server is busy: no turn came within {seconds:.0f} seconds, and nothing was given out.",
            "Repeat the command.",
        )


class AnswerOfServerLost(Refused):
    """The line to the server broke at a moment when it may or may not have taken what was sent."""

    def __init__(self, request: str = "") -> None:
        again = f"Repeat the command with --request {request}" if request else "Repeat the command"
        super().__init__(
            "The line broke, and nobody can tell yet whether the server took it.",
            f"{again}: what the server took is then found, and not done twice.",
        )


class ServerRefuses(Refused):
    """The server says no, and would say so another time; nothing was given out."""

    def __init__(self, server: object, why: str, said: str = "") -> None:
        told = f" It says: {said}" if said else ""
        super().__init__(
            f"The server “{server}” does not take it: {why.rstrip('.')}.{told}",
            "Nothing was given out. Ask whoever keeps the server, if you may push to this branch.",
        )


class NothingToSync(CannotWork):
    """Neither the clone nor the server has a commit."""

    def __init__(self, branch: object) -> None:
        super().__init__(f"There is no commit here, and none in {branch}.", "Start a register: somei init")


class NoServer(CannotWork):
    """The branch follows no server."""

    hint = "Name the server and send the branch there once: git push --set-upstream origin main"

    def __init__(self, branch: object) -> None:
        super().__init__(f"The branch {branch} follows no server.")


class CannotReplay(Refused):
    """A merge among the commits that only this clone has keeps them from being put on top of others."""

    def __init__(self, commit: object, branch: object = "the server's branch") -> None:
        super().__init__(
            f"Commit {commit} is a merge, which cannot be put on top of {branch}.",
            "Merge it yourself, then sync again: git merge @{upstream}",
        )


class HistoryRewritten(Refused):
    """What the server had before is no part of what it has now."""

    hint = "Do not go on. Ask who rewrote it; every clone that was synced before still holds the old one."

    def __init__(self, branch: object) -> None:
        super().__init__(f"The history of {branch} was rewritten on the server; nothing was given out or sent.")


class BranchGone(Refused):
    """The server had the branch before, and has it no more."""

    hint = "Do not go on. Ask who removed it; somei help sharing tells how to begin anew with another server."

    def __init__(self, branch: object) -> None:
        super().__init__(f"{branch} is gone from the server, which had it before; nothing was given out or sent.")


class RepositoryInMotion(Refused):
    """A merge, a rebase or a detached HEAD stands in the way of a commit."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what, hint)


class OwnApproval(Refused):
    """Somebody would approve their own change."""

    hint = "Name another person, or leave it out and let another person merge this."

    def __init__(self, mail: str) -> None:
        super().__init__(f"{mail} is your own address; a change is approved by somebody else.")


class HookRefused(Refused):
    """A hook of the repository refused the commit; nothing was changed."""

    hint = "Nothing was changed."

    def __init__(self, hook: str, said: str) -> None:
        super().__init__(f"The {hook} hook refused the commit" + (f": {said}" if said else "."))


class Classified(Refused):
    """EU classified information must not enter a register kept in git (Decision 2013/488/EU)."""

    hint = "Nothing was stored. Tell the security officer where you met it; do not send the text on."

    def __init__(self, level: str, line: int = 0) -> None:
        where = f" (line {line})" if line else ""
        place = f"line {line}" if line else "what stands beside the text (title, notes, pictures, file name)"
        quoted = f" Where {place} only quotes these words: --quoted {line} -m REASON."
        super().__init__(f"The document is marked {level}{where}; its text is never accepted here.", self.hint + quoted)
