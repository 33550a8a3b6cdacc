"""GIT: how git keeps the register in this clone, and how it would change the files."""

import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

from somei_cli.errors import shell_word
from somei_cli.formats.git.attributes import (
    ATTRIBUTES,
    NO_CONVERSION_LINE,
    find_conversions,
    find_drivers_line,
)
from somei_cli.formats.register_paths import number_of_path
from somei_cli.model.register.files_and_faults import LINK, PLAIN, SUBMODULE
from somei_cli.model.register.git_setup import CloneState
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, RuleContext, Scope, rule

_ROOT = PurePosixPath()


@rule("GIT001", Severity.INFO, Scope.CLONE)
def drivers_not_set(clone_state: CloneState, _: RuleContext) -> Iterator[Flaw]:
    """The register names somei's drivers for git, but this clone does not have them.

    With the drivers, changes by two clerks to different fields of a document never conflict, and a conflict names its
    field. Their configuration does not come with a clone; without it git merges line by line. Nothing is wrong in the
    register then, but conflicts are harder to read; somei resolve settles them. A clone in which nothing was committed
    is not reported: people who only read and check need no drivers.
    """
    if clone_state.merge_drivers_set is False:
        line = find_drivers_line(clone_state.attributes)
        hint = "Set them up in this clone: somei init --git"
        yield Flaw(None, (), "the drivers named here are not set up in this clone", hint, line=line, path=ATTRIBUTES)


@rule("GIT002", Severity.INFO, Scope.CLONE)
def files_are_converted(clone_state: CloneState, _: RuleContext) -> Iterator[Flaw]:
    """Git may change the bytes of files between its store and the work tree.

    If .gitattributes sets line ends or an encoding, or leaves them to the settings of each clone, the same commit has
    other bytes on another machine: files look edited although nobody touched them, and somei refuses to write them.
    """
    hint = f"Add to the .gitattributes of the register, so that git converts nothing: {NO_CONVERSION_LINE}"
    lines = [conversion.line for conversion in find_conversions([(ATTRIBUTES, clone_state.attributes)], _ROOT)]
    for line in lines:
        yield Flaw(None, (), "this line lets git convert files", hint, line=line, path=ATTRIBUTES)
    if not lines and not clone_state.line_ends_pinned:
        yield Flaw(None, (), "line ends are left to the settings of each clone", hint, path=ATTRIBUTES)


@rule("GIT003", Severity.INFO, Scope.CLONE)
def no_plain_file(clone_state: CloneState, _: RuleContext) -> Iterator[Flaw]:
    """Git holds a document as something other than a plain file.

    A link may lead out of the register, a submodule holds no text, and a document is not a program to be run. If a
    clone cannot make links, git writes their targets into files, and the entry becomes one meaningless line. A folder
    of a register must not look like a git repository of its own either: the hook of a server reports it, because no
    command works any more in a clone that has such a folder.
    """
    for path, mode in clone_state.tracked_files:
        if mode != PLAIN:
            kind = {LINK: "a link", SUBMODULE: "a submodule"}.get(mode, "an executable file")
            hint = (
                "Put the file itself there: git rm --cached, then git add; for an executable file: git add --chmod=-x."
            )
            yield Flaw(None, (), f"git holds this document as {kind}", hint, path=PurePosixPath(path))


@rule("GIT004", Severity.INFO, Scope.CLONE)
def two_paths_for_one(clone_state: CloneState, _: RuleContext) -> Iterator[Flaw]:
    """Two paths differ only in capitals or in the way accents are written.

    The file systems of macOS and Windows take both for one: such a clone has only one of the files, always shows it as
    edited, and a commit made there loses the other.
    """
    spellings: set[str] = set()
    for path, _mode in clone_state.tracked_files:
        spelling = path.casefold()
        if not spelling.isascii():
            spelling = unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
        if spelling in spellings:
            hint = "Keep the file whose path follows from its number, and remove the other one with git rm."
            message = "another path differs from this one only in its spelling"
            yield Flaw(None, (), message, hint, path=PurePosixPath(path))
        spellings.add(spelling)


@rule("GIT005", Severity.ERROR, Scope.CLONE)
def document_gone(clone_state: CloneState, _: RuleContext) -> Iterator[Flaw]:
    """A document that was committed is gone.

    An entry never leaves a register: whoever looks up a number must find what became of it. A file that was removed
    with rm or git rm, or lost, would disappear with the next commit, and every check after that would find nothing
    wrong.
    """
    for path in clone_state.missing_documents:
        number = number_of_path(PurePosixPath(path))
        hint = f"Put it back: git restore --staged --worktree -- {shell_word(path)}; make an unused number void."
        yield Flaw(number, (), f"{number or 'a document'} is gone", hint, path=PurePosixPath(path))
