"""Build and store the objects of a commit: its blobs, the trees on the way to them, and the commit itself."""

import os
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import PurePosixPath
from time import localtime, time, tzset
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from somei_cli.errors import UnsafePath
from somei_cli.model.register.files_and_faults import EXECUTABLE, PLAIN
from somei_cli.store.disk.durable import refuse_disk_errors
from somei_cli.store.git.command import DURABLE
from somei_cli.store.git.loose_objects import (
    TREE_MODE,
    TreeEntry,
    hash_bytes,
    name_object,
    parse_tree,
    read_loose_trees,
)

if TYPE_CHECKING:
    from somei_cli.store.git.repository import Clone

_FILE_MODE: Final = PLAIN.encode()
_FILE_MODES: Final = (_FILE_MODE, EXECUTABLE.encode())
_PACK_TYPES: Final = {"commit": 1, "tree": 2, "blob": 3}
"""The type numbers of objects in a pack file."""
_NO_MODES: Final[Mapping[PurePosixPath, str]] = MappingProxyType({})
_DEFAULT_IDENTITY: Final[Mapping[str, str]] = MappingProxyType({})
_MAX_LOOSE: Final = 100
"""From this number on, objects stay in one pack, as with git fetch, instead of becoming a file each; git reads more
than these faster.
"""


class GitObject(NamedTuple):
    """A blob, a tree or a commit, with its object id."""

    kind: str
    content: bytes
    id: str

    @classmethod
    def from_content(cls, kind: str, content: bytes, object_format: str) -> Self:
        """Return the object with this content."""
        return cls(kind, content, name_object(kind, content, object_format))


class Trees(NamedTuple):
    """The trees of one commit on the way to some paths, each with all its entries."""

    object_format: str
    folders: Mapping[PurePosixPath, Mapping[bytes, TreeEntry]]

    def entry(self, path: PurePosixPath) -> TreeEntry | None:
        """Return the entry at a path; None if the commit has none."""
        return self.folders.get(path.parent, {}).get(os.fsencode(path.name))

    def file(self, path: PurePosixPath) -> str | None:
        """Return the id of the blob at a path; None if there is none.

        Raises:
            UnsafePath: if it is not a regular file, or if a folder of its path is not a folder.
        """
        for folder in reversed(path.parents[:-1]):
            parent = self.entry(folder)
            if parent and parent.mode != TREE_MODE:
                raise UnsafePath(path, f"in the last commit {folder} is not a folder")
        entry = self.entry(path)
        if entry and entry.mode not in _FILE_MODES:
            raise UnsafePath(path, "in the last commit this is not a plain file")
        return entry.id if entry else None

    def with_files(
        self, files: Mapping[PurePosixPath, str | None], modes: Mapping[PurePosixPath, str] = _NO_MODES
    ) -> list[GitObject]:
        """Return the trees that change if files get new blobs or are removed (None); the top one comes last.

        A file has the mode of a regular file, unless `modes` names another.
        """
        pending: dict[PurePosixPath, dict[bytes, TreeEntry]] = {}
        for folder in {folder for path in files for folder in path.parents}:
            pending[folder] = dict(self.folders.get(folder, {}))
        for path, blob in files.items():
            mode = modes[path].encode() if path in modes else _FILE_MODE
            _set_entry(pending[path.parent], path, TreeEntry(mode, blob) if blob else None)
        trees = []
        for folder in sorted(pending, key=lambda folder: len(folder.parts), reverse=True):
            tree = GitObject.from_content("tree", _write_tree(pending[folder]), self.object_format)
            if folder.parts:
                _set_entry(pending[folder.parent], folder, TreeEntry(TREE_MODE, tree.id) if tree.content else None)
            if tree.content or not folder.parts:
                trees.append(tree)
        return trees


def read_trees(clone: "Clone", commit: str | None, paths: Iterable[PurePosixPath]) -> Trees:
    """Read the trees on the way to some paths, and no other part of the commit.

    Git is not called if each of them has a file of its own, as after an act of somei.

    Raises:
        UnsafePath: if a folder name holds a line break, so that git cannot be asked for it.
    """
    folders = sorted({folder for path in paths for folder in path.parents}) if commit else []
    for folder in folders:
        if "\n" in str(folder):
            raise UnsafePath(folder, "the name of this folder holds a line break")
    if loose := read_loose_trees(clone.common_dir, commit, folders) if commit else None:
        return Trees(clone.object_format, loose)
    names = "".join(f"{commit}:{folder if folder.parts else ''}\n" for folder in folders)
    output = clone.git.run("cat-file", "--batch", stdin=os.fsencode(names)) if folders else b""
    trees: dict[PurePosixPath, Mapping[bytes, TreeEntry]] = {}
    position = 0
    for folder in folders:
        end = output.index(b"\n", position)
        *_, kind, size = output[position:end].rsplit(b" ", 2)
        position = end + 1
        if size.isdigit():
            content, position = output[position : position + int(size)], position + int(size) + 1
            if kind == b"tree":
                trees[folder] = dict(parse_tree(content, len(clone.null_id) // 2))
    return Trees(clone.object_format, trees)


def store_objects(clone: "Clone", objects: Iterable[GitObject]) -> None:
    """Give objects to git as one small pack; it does not matter if git has some of them already.

    A pack has its own checksum, and an id follows from the content: if git accepts the pack, it has these objects.
    """
    distinct = _without_repeated(objects)
    first = list(islice(distinct, _MAX_LOOSE + 1))
    if len(first) > _MAX_LOOSE:
        _store_large_pack(clone, chain(first, distinct))
        return
    body = _write_pack_start(len(first)) + b"".join(map(_write_packed, first))
    clone.git.run("unpack-objects", "-q", stdin=body + hash_bytes(clone.object_format, body), config=DURABLE)


def _store_large_pack(clone: "Clone", objects: Iterable[GitObject]) -> None:
    """Give many objects to git; their pack is a file without a name, so that it is never in memory as a whole."""
    # Few acts write many files: import only then.
    import hashlib
    import tempfile

    with refuse_disk_errors(), tempfile.TemporaryFile(dir=clone.common_dir) as pack:
        pack.write(_write_pack_start(0))
        count = 0
        for git_object in objects:
            pack.write(_write_packed(git_object))
            count += 1
        pack.seek(0)
        pack.write(_write_pack_start(count))
        pack.seek(0)
        checksum = hashlib.file_digest(pack, clone.object_format).digest()
        pack.write(checksum)
        pack.flush()
        os.lseek(pack.fileno(), 0, os.SEEK_SET)
        clone.git.run("index-pack", "--stdin", stdin=pack, config=DURABLE)


def _without_repeated(objects: Iterable[GitObject]) -> Iterator[GitObject]:
    ids: set[str] = set()
    for git_object in objects:
        if git_object.id not in ids:
            ids.add(git_object.id)
            yield git_object


def _write_pack_start(count: int) -> bytes:
    return b"PACK" + struct.pack(">II", 2, count)


def _write_packed(git_object: GitObject) -> bytes:
    return _pack_header(git_object) + zlib.compress(git_object.content)


def build_plain_commit(clone: "Clone", tree: str, parent: str | None, identity: str, message: bytes) -> GitObject:
    """Return an unsigned commit by one person who is author and committer, made now, as `git commit-tree` makes it."""
    tzset()
    now = int(time())
    offset = localtime(now).tm_gmtoff
    sign, minutes = "-" if offset < 0 else "+", abs(offset) // 60
    person = f"{identity} {now} {sign}{minutes // 60:02}{minutes % 60:02}"
    parent_line = f"parent {parent}\n" if parent else ""
    header = f"tree {tree}\n{parent_line}author {person}\ncommitter {person}\n\n"
    return GitObject.from_content("commit", header.encode() + message, clone.object_format)


def store_commit(
    clone: "Clone",
    tree: str,
    parents: Iterable[str | None],
    message: bytes,
    signed: bool,
    env: Mapping[str, str] = _DEFAULT_IDENTITY,
) -> str:
    """Store a commit that no branch names yet, signed if asked, and return its hash; `env` may name its author.

    A parent of None stands for a branch without a commit.
    """
    parent_options = [word for parent in parents if parent for word in ("-p", parent)]
    sign_option = ["-S"] if signed else []
    output = clone.git.run(
        "commit-tree", tree, *parent_options, *sign_option, "-F", "-", stdin=message, env=env, config=DURABLE
    )
    return output.decode().strip()


def _set_entry(tree: dict[bytes, TreeEntry], path: PurePosixPath, entry: TreeEntry | None) -> None:
    name = os.fsencode(path.name)
    if entry:
        tree[name] = entry
    else:
        tree.pop(name, None)


def _write_tree(tree: Mapping[bytes, TreeEntry]) -> bytes:
    """Return the content of a tree object; git sorts folders as if their names ended in a slash."""
    ordered = sorted(tree.items(), key=lambda item: item[0] + b"/" if item[1].mode == TREE_MODE else item[0])
    return b"".join(b"%s %s\0%s" % (entry.mode, name, bytes.fromhex(entry.id)) for name, entry in ordered)


def _pack_header(git_object: GitObject) -> bytes:
    """Return the header of an object in a pack: type, four bits of the size, then seven a byte, lowest first."""
    remaining_size = len(git_object.content) >> 4
    header = [_PACK_TYPES[git_object.kind] << 4 | len(git_object.content) & 0b1111]
    while remaining_size:
        header[-1] |= 0x80
        header.append(remaining_size & 0x7F)
        remaining_size >>= 7
    return bytes(header)
