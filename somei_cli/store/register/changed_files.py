"""Find the files that differ between two states of a register, and merge two commits without a work tree."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from somei_cli.errors import GitRefuses, Unreadable
from somei_cli.formats.register_paths import DOCUMENTS, SETTINGS, VOCABULARY_FILES, number_of_path, vocabulary_path
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.model.register.files_and_faults import LINK, SUBMODULE, DocumentFile, FileContent
from somei_cli.store.git.ancestry import is_ancestor
from somei_cli.store.git.blobs import decode_blob, read_blobs
from somei_cli.store.git.command import Git
from somei_cli.store.git.log import FileDelta, parse_raw_delta
from somei_cli.store.git.objects import GitObject
from somei_cli.store.register.git_files import Committed, GitFile
from somei_cli.store.register.register import Register
from somei_cli.store.register.sparse import list_sparse_documents
from somei_cli.store.register.work_tree_files import WorkTree

_LINKS = frozenset((LINK, SUBMODULE))
_REGISTER_ONLY = ":(literal)."


def list_changes_between(git: Git, before: str, after: str) -> tuple[FileDelta, ...]:
    """Return the files that differ between two commits, given by their hashes."""
    return tuple(_list_deltas(git, "diff-tree", "-r", before, after))


def list_changes_in_work_tree(git: Git, head: str) -> tuple[FileDelta, ...]:
    """Return the files of the work tree that may differ from a commit; `after` of each has no meaning.

    Untracked files are included, whether git would ignore them or not.
    """
    deltas = {delta.path: delta for delta in _list_deltas(git, "diff-index", head)}
    output = git.run("ls-files", "--others", "-z", "--", _REGISTER_ONLY).decode("utf-8", "surrogateescape")
    for name in filter(None, output.split("\0")):
        path = PurePosixPath(name)
        deltas.setdefault(path, FileDelta(path, None, None, ""))
    return tuple(deltas.values())


def read_texts(git: Git, blobs: Iterable[str | None]) -> dict[str | None, FileContent]:
    """Read the text of each blob, all at once."""
    names = [blob for blob in dict.fromkeys(blobs) if blob]
    contents = zip(names, read_blobs(git, names, LARGEST_DOCUMENT), strict=True)
    return {None: None, **{blob: decode_blob(content, blob=blob) for blob, content in contents}}


def read_current_text(root: Path, path: PurePosixPath) -> FileContent:
    """Return the present text of a file in the work tree, the refusal to read it, or None."""
    try:
        return WorkTree(root).read(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except Unreadable as refusal:
        return refusal


def text_unless_link(delta: FileDelta, text: FileContent) -> FileContent:
    """Return the text after a change, or a refusal if the file is a link or submodule."""
    return Unreadable(delta.path, "is a link; a register holds plain files only") if delta.mode in _LINKS else text


class MergePreview(NamedTuple):
    """The result of a merge that was not committed: its tree, and the files in conflict."""

    tree: str
    conflicts: tuple[PurePosixPath, ...]


def preview_merge(git: Git, base: str, branch: str) -> MergePreview:
    """Merge two commits in git's object store only; no attributes of either are used.

    Raises:
        GitRefuses: if git is too old, or fails.
    """
    empty_tree = git.run("hash-object", "-t", "tree", "--stdin").decode().strip()
    command = ("merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", base, branch)
    # Attributes may name merge drivers. Those of the empty tree name none, so texts are merged line by line.
    answer = git.call(*command, env={"GIT_ATTR_SOURCE": empty_tree})
    if answer.status not in {0, 1}:
        raise GitRefuses(
            "git merge-tree", answer.complaint, "It needs git 2.38 or newer, and trees that git itself made."
        )
    tree, *names = filter(None, answer.output.decode("utf-8", "surrogateescape").split("\0"))
    return MergePreview(tree, tuple(PurePosixPath(name) for name in names))


def create_preview_commit(git: Git, merge: MergePreview, base: str, branch: str) -> str:
    """Store the merge as a commit by nobody with a fixed message, and return its hash; no branch names it."""
    date = git.run("log", "-1", "--format=%ct +0000", branch, "--").decode().strip()
    env = {f"GIT_{person}_{field}": "nobody" for person in ("AUTHOR", "COMMITTER") for field in ("NAME", "EMAIL")}
    env |= {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    command = ("commit-tree", merge.tree, "-p", base, "-p", branch, "-m", "As if merged")
    return git.run(*command, env=env).decode().strip()


def _list_deltas(git: Git, *words: str) -> Iterator[FileDelta]:
    prefix = git.bare_prefix or ""
    options = ("--raw", "-z", "--no-abbrev", "--no-renames", *(["--relative"] if git.bare_prefix is None else []))
    output = git.run(*words[:1], *options, *words[1:], "--", _REGISTER_ONLY)
    tokens = output.decode("utf-8", "surrogateescape").split("\0")
    for index in range(0, len(tokens) - 1, 2):
        yield parse_raw_delta(tokens[index], tokens[index + 1].removeprefix(prefix))


BlobIds = Mapping[PurePosixPath, str]


def list_document_blobs(
    register: Register, commit: str | None, paths: Collection[PurePosixPath] | None = None
) -> BlobIds:
    """Return the documents of a commit, or those of them at some paths, each with its blob; none without a commit."""
    if paths is None:
        return _blob_ids(_files_of_commit(register, commit).list_files(DOCUMENTS)) if commit else {}
    return _blob_ids(_files_of_commit(register, commit).list_existing(paths)) if commit else {}


def find_differing_documents(
    entries: Iterable[DocumentFile], committed: BlobIds, commit: str | None
) -> frozenset[PurePosixPath]:
    """Return the documents whose bytes differ from those in the commit; all of them without a commit.

    The bytes are compared, not what git's index remembers of a file, so untracked files differ too. A file that could
    not be read may hold anything, and counts as different.
    """
    return frozenset(
        entry.path
        for entry in entries
        if entry.document is None or _blob_id(entry.text, commit) != committed.get(entry.path)
    )


def list_deleted_documents(
    register: Register, entries: Iterable[DocumentFile], committed: BlobIds, commit: str | None
) -> tuple[str, ...]:
    """Return the paths of the documents of a commit that do not exist any more.

    If the opened state is older than the commit, nothing was deleted: the documents were not there yet.
    """
    opened_commit = register.files.commit if isinstance(register.files, Committed) else None
    if commit and opened_commit and not is_ancestor(Git(register.root), commit, opened_commit):
        return ()
    left_out = list_sparse_documents(register.root) if isinstance(register.files, WorkTree) else ()
    present = {*(entry.path for entry in entries), *left_out}
    return tuple(str(path) for path in sorted(committed) if path not in present and number_of_path(path))


def has_changed_settings(register: Register, commit: str | None) -> bool:
    """Whether the settings or the vocabulary, which affect every document, differ from those in the commit."""
    paths = (SETTINGS, *map(vocabulary_path, VOCABULARY_FILES))
    committed = list_document_blobs(register, commit, paths)
    return any(_blob_id(register.files.read(path), commit) != committed.get(path) for path in paths)


def _files_of_commit(register: Register, commit: str) -> Committed:
    prefix = register.files.prefix if isinstance(register.files, Committed) else None
    return Committed(Git(register.root), commit, prefix)


def _blob_ids(files: Iterable[GitFile]) -> dict[PurePosixPath, str]:
    return {file.path: file.blob for file in files}


def _blob_id(text: str, commit: str | None) -> str:
    """Return the id that git gives a text; the length of the commit hash shows whether it is SHA-1 or SHA-256."""
    return GitObject.from_content("blob", text.encode(), "sha256" if commit and len(commit) == 64 else "sha1").id
