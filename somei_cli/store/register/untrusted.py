"""Open an untrusted branch: its documents are read from git; settings and vocabulary come from the trusted side."""

from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from somei_cli.errors import CannotWork, NotFound, SomeiError, Unreadable
from somei_cli.formats.register_paths import SETTINGS, VOCABULARY, VOCABULARY_FILES, vocabulary_path
from somei_cli.model.document import Document
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import refuse_unknown_zone
from somei_cli.store.git.size_limits import refuse_oversized_commit
from somei_cli.store.register.git_files import Committed
from somei_cli.store.register.register import Register, open_register

# Nothing that the clone lacks is fetched: an untrusted branch must not make git contact another machine.
_OFFLINE: Final = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
_DEFAULT_TRUSTED_REFS: Final = ("refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master")


class UntrustedBranch(NamedTuple):
    """An untrusted branch and the trusted side, by the hashes of their commits.

    `base` is their merge base. `prefix` is the folder of the register on the trusted side, with a slash at the end.
    """

    git: Git
    commit: str
    trusted: str
    base: str
    prefix: str

    @property
    def register(self) -> Register:
        """The register with the documents of the branch and the settings of the trusted side."""
        return open_register(self.git.folder, _UntrustedFiles(self, self.commit))

    def refuse_unusable(self) -> None:
        """Refuse a branch with whose settings or vocabulary no command could work after a merge.

        Raises:
            CannotWork: if it has such; it says why.
        """
        try:
            register = open_register(self.git.folder, Committed(self.git, self.commit, self.prefix))
            refuse_unknown_zone(register.settings)
            _ = register.vocabulary
        except SomeiError as refusal:
            hint = "Do not merge it: every command would end so."
            raise CannotWork(
                f"The settings or the vocabulary of the branch cannot be used: {refusal}", hint
            ) from refusal

    def list_ignored_changes(self) -> tuple[str, ...]:
        """Return the files of settings and vocabulary that the branch changes, which have no effect."""
        paths = (SETTINGS, *map(vocabulary_path, VOCABULARY_FILES))
        before, after = (
            {file.path: file.blob for file in Committed(self.git, commit, self.prefix).list_existing(paths)}
            for commit in (self.base, self.commit)
        )
        return tuple(str(path) for path in paths if before.get(path) != after.get(path))

    def read_documents_at_base(self, paths: Collection[PurePosixPath]) -> dict[PurePosixPath, Document]:
        """Return the documents at some paths as they were where the branch began."""
        register = open_register(self.git.folder, _UntrustedFiles(self, self.base))
        return {entry.path: entry.document for entry in register.entries_at(paths) if entry.document}

    def trusted_waivers(self, document: Document) -> Iterator[tuple[str, str]]:
        """Yield the waivers of a document on the trusted side, with their reasons."""
        try:
            trusted_register = open_register(self.git.folder, Committed(self.git, self.trusted, self.prefix))
            trusted_document = trusted_register.find(document.number)
        except Unreadable:
            return
        yield from trusted_document.waive if trusted_document else ()

    def refuse_oversized(self) -> None:
        """Refuse a branch that holds far more than the trusted side does.

        Raises:
            CannotWork: if it does; it says how much the branch may hold.
        """
        hint = "Ask for it in smaller parts, or look at it yourself and check it without --untrusted."
        refuse_oversized_commit(self.git, self.trusted, self.commit, "", hint)


class _UntrustedFiles(Committed):
    """The files of the branch or of its base, but settings and vocabulary of the trusted side."""

    def __init__(self, branch: UntrustedBranch, commit: str) -> None:
        super().__init__(branch.git, commit, branch.prefix)
        self._trusted = Committed(branch.git, branch.trusted, branch.prefix)

    def prefetch_settings(self) -> None:
        """See `RegisterFiles.prefetch_settings`."""
        self._trusted.prefetch_settings()

    def read(self, path: PurePosixPath) -> str:
        """See `RegisterFiles.read`."""
        ours = path == SETTINGS or VOCABULARY in path.parents
        return self._trusted.read(path) if ours else super().read(path)


def open_untrusted_branch(start: Path, revision: str, trusting: str | None) -> UntrustedBranch:
    """Open an untrusted branch.

    Raises:
        NotFound: if a revision names no commit.
        CannotWork: if no trusted side is known, or the two have not exactly one merge base.
        Unreadable: if the trusted side has no register here.
    """
    _refuse_links(start)
    git = Git(start.absolute(), _OFFLINE)
    commit, trusted = git.resolve(revision), _resolve_trusted(git, trusting)
    base = git.run_or_none("merge-base", "--all", trusted, commit)
    if base is None:
        hint = "Is the clone a shallow one? Fetch all of it: git fetch --unshallow"
        raise CannotWork("The branch and the trusted side have no commit in common.", hint)
    if len(bases := base.decode().split()) > 1:
        # A file that differs from one base may equal the other, and the merge would drop the change unseen.
        hint = f"Merge the trusted side into the branch ({trusted[:10]}), then check again."
        raise CannotWork("The branch and the trusted side were merged into each other more than once.", hint)
    prefix = _find_register_prefix(git, trusted)
    return UntrustedBranch(git, commit, trusted, bases[0], prefix)


def _resolve_trusted(git: Git, trusting: str | None) -> str:
    if trusting is not None:
        return git.resolve(trusting)
    for name in _DEFAULT_TRUSTED_REFS:
        try:
            return git.resolve(name)
        except NotFound:
            continue
    raise CannotWork("Nothing here says whom to trust: there is no origin/HEAD.", "Name a commit: --trusting REV")


def _find_register_prefix(git: Git, trusted: str) -> str:
    """Return where the trusted side has the register of this folder; the files of the work tree do not matter."""
    current_path = PurePosixPath(git.prefix())
    for folder in (current_path, *current_path.parents, PurePosixPath("register")):
        prefix = f"{folder}/" if folder.parts else ""
        files = Committed(git, trusted, prefix)
        if any(file.path == SETTINGS for file in files.list_files(SETTINGS)):
            return prefix
    raise Unreadable(SETTINGS, f"is not in the trusted commit {trusted[:10]}")


def _refuse_links(start: Path) -> None:
    """Refuse a folder that is reached through a link of the work tree: it may lead into another repository."""
    for folder in (start.absolute(), *start.absolute().parents):
        if folder.is_symlink():
            raise Unreadable(folder, "is a link; it may lead anywhere")
        if (folder / ".git").exists():
            return
