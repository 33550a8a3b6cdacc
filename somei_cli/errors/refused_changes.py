"""Refusals by the register (a taken number or serial, a broken rule, a classified text) and by the clone.

The clone refuses because of uncommitted edits, a lock, a hook, or a merge under way.
"""

from collections.abc import Iterable
from pathlib import PurePosixPath

from somei_cli.errors.base_and_usage import CannotWork, Refused, shell_word


class EditConflict(Refused):
    """Two clerks changed the same, and a person must decide."""


class NumberTaken(Refused):
    """A document with this number is in the register."""

    def __init__(self, number: object) -> None:
        super().__init__(f"{number} is already in the register.", f"Look at it with: somei show {shell_word(number)}")


class DifferentContent(Refused):
    """An imported text differs from the entry with its number; `alike` are fields that show that it may be the same."""

    def __init__(self, number: object, fields: Iterable[str], alike: Iterable[str] = ()) -> None:
        same = " and ".join(alike)
        looks = f" Its {same} agree: it looks like the same document, read again." if " and " in same else ""
        super().__init__(
            f"{number} is already in the register, with a different {', '.join(fields)}.{looks}",
            f"Compare number, subject and date with: somei show {shell_word(number)}. If it is not that document, give "
            "its number with --set number=… If it is the same, use --replace; what the text does not give stays.",
        )


class AnotherDocument(Refused):
    """The number of an imported text belongs to another document in the register."""

    def __init__(self, number: object, different: Iterable[str]) -> None:
        super().__init__(
            f"{number} is already in the register, but as another document, with a different {', '.join(different)}.",
            f"Look at it with: somei show {shell_word(number)}. The number on this paper may be misread; give the "
            "right one with --set number=…",
        )


class NumberInTwoFiles(Refused):
    """Two imported files have the same number and are not the same document."""

    hint = "Look at them. The number on one of them may be misread: import it with --set number=…"

    def __init__(self, number: object, files: Iterable[str]) -> None:
        super().__init__(f"{' and '.join(files)} have the number {number}, but differ; none was registered.")


class SerialTaken(Refused):
    """Another family has the serial of this code and year."""

    def __init__(self, entry: object, year: int, holder: object) -> None:
        super().__init__(f"{entry} of {year} is held by {holder}.", "Leave the serial out to take the next free one.")
        self.entry = entry
        self.holder = holder


class RulesBroken(Refused):
    """The change would add an error to the register.

    `places` has for each finding its document, its line in the file as it would be written, and its message.
    """

    places: tuple[tuple[str, int, str], ...] = ()

    def __init__(self, sentence: str, hint: str, places: Iterable[tuple[str, int, str]] = ()) -> None:
        super().__init__(sentence, hint)
        self.places = tuple(places)


class FieldRefused(Refused):
    """A value is refused; `place` says where its entry has it: ("items", 0, "result")."""

    place: tuple[str | int, ...] = ()

    def __init__(self, sentence: str, hint: str, place: tuple[str | int, ...]) -> None:
        super().__init__(sentence, hint)
        self.place = place


class NeedsReason(Refused):
    """An act is refused for no other cause than that no reason was given."""

    hint = "Give it with -m TEXT."


class LowersMarking(NeedsReason):
    """A marking would be lowered without a reason."""

    def __init__(self, number: object, before: object, after: object | None) -> None:
        super().__init__(f"{number}: from {before} to {after or 'no marking'} lowers the marking; that needs a reason.")


class OwnApproval(Refused):
    """A person tries to approve their own change."""

    hint = "Name another person, or leave it out and let another person merge this."

    def __init__(self, mail: str) -> None:
        super().__init__(f"{mail} is your own address; somebody else must approve a change.")


class LevelNamed(Refused):
    """Words name a level of EU classified information, and nobody declared that they only quote it.

    `place` is the field, as it is named after --quoted; `line` is where it was read, 0 if it was typed. A command that
    is not `quotable` never takes such words.
    """

    def __init__(self, place: str, level: str, line: int = 0, *, quotable: bool = True) -> None:
        where = f" (line {line})" if line else ""
        hint = "Nothing was stored. Tell the security officer where you found it; do not send the text on."
        if quotable:
            hint += f" If the words only quote the level: --quoted {shell_word(place)} -m REASON."
        super().__init__(f"“{place}”{where} names {level}; such words are never accepted here.", hint)


class Classified(Refused):
    """EU classified information must not enter a register kept in git (Decision 2013/488/EU)."""

    hint = "Nothing was stored. Tell the security officer where you found it; do not send the text on."

    def __init__(self, level: str, line: int = 0) -> None:
        where = f" (line {line})" if line else ""
        place = f"line {line}" if line else "what is outside the text (title, notes, pictures, file name)"
        quoted = f" If {place} only quotes these words: --quoted {line} -m REASON."
        self.level = level
        super().__init__(f"The document is marked {level}{where}; its text is never accepted here.", self.hint + quoted)


class TextTooLong(Refused):
    """A text is longer than any that a document has."""

    hint = "Look whether it is the right text; shorten it, or keep it in a file of its own."

    def __init__(self, field: str, length: int, most: int, document: object = None) -> None:
        of_document = f" of {document}" if document else ""
        super().__init__(f"“{field}”{of_document} has {length:,} characters; at most {most:,} are taken.")
        if field == "summary":
            self.hint = "Leave the text under the items out: somei import FILE --titles-only"


class UnknownCodeRead(Refused):
    """A subject code that was read from a file is not in the vocabulary; it may be any word of the document."""

    def __init__(self) -> None:
        super().__init__(
            "A subject code that was read is not one of this register.",
            "Look at what was read with --dry-run. Enter a new code first: somei codes add CODE TITLE. Or give "
            "the codes with --set subject_codes=CODES, or none with --set subject_codes=",
        )


class UncommittedEdits(Refused):
    """The file to be written has uncommitted edits of the clerk."""

    hint = "Commit them or put them aside, then repeat the command."

    def __init__(self, path: object, staged: bool = False) -> None:
        kind = "staged changes" if staged else "changes"
        super().__init__(f"{path} has {kind} of your own that are not committed.")


class OutsideSparseCheckout(Refused):
    """The file to be written is left out by a sparse checkout."""

    def __init__(self, path: PurePosixPath) -> None:
        super().__init__(*_left_out_words(path))


class NotCheckedOut(CannotWork):
    """The file to be read is left out by a sparse checkout."""

    def __init__(self, path: PurePosixPath) -> None:
        super().__init__(*_left_out_words(path))


def _left_out_words(path: PurePosixPath) -> tuple[str, str]:
    """Return the sentence and the hint. The path is relative to the top of the work tree."""
    return (
        f"A sparse checkout leaves {path} out of this clone.",
        f"Bring it here first: git sparse-checkout add {path.parent}",
    )


class NotCanonical(Refused):
    """A file that somei would have to rewrite is not in canonical form, or has comments."""

    def __init__(self, path: object, hint: str = "") -> None:
        # `somei format` refuses a file with uncommitted edits, and that is how most such files came about.
        steps = f"Commit your own changes to it, if any: git commit {path}; then: somei format"
        super().__init__(f"{path} is not in canonical form; rewriting it would lose its layout.", hint or steps)


class UnsafePath(Refused):
    """A path to which somei does not write: odd characters, a symbolic link, a second spelling."""

    def __init__(self, path: object, why: str, hint: str = "") -> None:
        super().__init__(f"{path}: {why}.", hint)


class Busy(Refused):
    """Another process is writing to this clone."""

    hint = "Wait a moment, then repeat the command."

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence, hint)


class RepositoryBusy(Refused):
    """A merge, a rebase or a detached HEAD prevents a commit."""

    def __init__(self, sentence: str, hint: str) -> None:
        super().__init__(sentence, hint)


class MergeStopped(RepositoryBusy):
    """A merge, rebase, cherry-pick or revert waits for its user.

    `operation` is its command of git. `paths` are the files in conflict, from the top of the clone; `in_conflict` says
    in words what they are.
    """

    paths: tuple[str, ...] = ()

    def __init__(self, operation: str, in_conflict: str, paths: tuple[str, ...]) -> None:
        sentence = f"A {operation} is stopped: {in_conflict or 'nothing is in conflict any more'}."
        concluding = "git commit" if operation == "merge" else f"git {operation} --continue"
        has_entries = any(path.endswith(".toml") for path in paths)
        finish = "somei resolve" if has_entries else "git status" if paths else concluding
        super().__init__(sentence, f"Finish it: {finish}; or give it up: git {operation} --abort")
        self.paths = paths

    def is_about(self, path: str) -> bool:
        """Return whether a file of the register is in conflict."""
        return any(f"/{conflicted}".endswith(f"/{path}") for conflicted in self.paths)


class HookRefused(Refused):
    """A hook of the repository refused the commit; nothing was changed."""

    hint = "Nothing was changed."

    def __init__(self, hook: str, output: str) -> None:
        super().__init__(f"The {hook} hook refused the commit" + (f": {output}" if output else "."))
