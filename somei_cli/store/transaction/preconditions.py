"""Checks before files are written: no uncommitted work is lost, and git stores the bytes unchanged."""

import os
import stat
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Final
from unicodedata import normalize

from somei_cli.errors import GitRefuses, OutsideSparseCheckout, UncommittedEdits, UnsafePath
from somei_cli.store.git.objects import Trees
from somei_cli.store.git.repository import Clone
from somei_cli.store.register.sparse import list_sparse_files
from somei_cli.store.transaction.git_index_and_hooks import list_staged_changes
from somei_cli.store.transaction.journal import scratch_folder
from somei_cli.store.transaction.worktree import blob_id_at

_ATTRIBUTES_SETTING: Final = "core.attributesfile"
"""The setting that names a file of attributes, as git spells it when it is asked."""
_CONVERSIONS: Final = (b"eol", b"encoding")


def refuse_uncommitted_edits(
    clone: Clone,
    base: str | None,
    committed: Mapping[PurePosixPath, str | None],
    settings: Mapping[str, str] | None = None,
) -> None:
    """Refuse if the work tree or the git index differs from the last commit at these paths.

    Bytes are compared, and not what git caches about files: `git update-index --assume-unchanged` hides edits. A file
    that git does not know, ignored or not, is the clerk's own work too. For `settings` see `list_staged_changes`.
    """
    for path, blob in committed.items():
        present_blob = blob_id_at(clone.top, path, clone.object_format)
        if present_blob != blob:
            raise (
                OutsideSparseCheckout(path)
                if present_blob is None and list_sparse_files(clone.top, str(path))
                else UncommittedEdits(path)
            )
    in_index = list_staged_changes(clone, base, settings)
    for path in committed:
        if path in in_index:
            raise UncommittedEdits(path, staged=True)


def refuse_second_spelling(trees: Trees, paths: Collection[PurePosixPath], hint: str = "") -> None:
    """Refuse a new name that differs from an existing one only in case or in the encoding of accents.

    If a file system takes both for one, a clone there could never have both. `hint` says what to do.
    """
    names_by_folder: dict[PurePosixPath, set[str]] = {}
    for path in paths:
        for part in (path, *path.parents[:-1]):
            names_by_folder.setdefault(part.parent, set()).add(part.name)
    for folder, names in names_by_folder.items():
        existing = trees.folders.get(folder, {})
        new = [name for name in sorted(names) if os.fsencode(name) not in existing]
        if new:
            folded_names = {fold_name(name.decode(errors="replace")) for name in existing}
            for name in new:
                if fold_name(name) in folded_names:
                    raise UnsafePath(folder / name, "the register has this name in another spelling", hint)
                folded_names.add(fold_name(name))


def refuse_conversion(clone: Clone, paths: Collection[PurePosixPath], settings: Mapping[str, str]) -> None:
    """Refuse if attributes make git change the bytes between its store and the work tree.

    `settings` are those of git for the next commit. Git itself is asked only if one of its files says anything of that.
    """
    attribute_files = list_attribute_files(clone.top, clone.common_dir, paths)
    if _ATTRIBUTES_SETTING not in settings and not any(map(_may_name_conversion, attribute_files)):
        return
    names = os.fsencode("".join(f"{path}\0" for path in paths))
    arguments = ("check-attr", "--stdin", "-z", "text", "eol", "working-tree-encoding")
    # A git index that does not exist: git would read all of the real one, and needs nothing of it.
    output = clone.git.run(
        *arguments, stdin=names, env={"GIT_INDEX_FILE": str(scratch_folder(clone.somei_dir) / "none")}
    )
    fields = iter(output.decode(errors="replace").split("\0"))
    attributes: dict[str, dict[str, str]] = {}
    for path, attribute, value in zip(fields, fields, fields, strict=False):
        attributes.setdefault(path, {})[attribute] = value
    for path, values in attributes.items():
        line_ends = values["eol"] == "crlf" and values["text"] != "unset"
        if line_ends or values["working-tree-encoding"] not in ("unspecified", "unset", "UTF-8"):
            raise GitRefuses(
                f"{path} would be converted by git",
                "its line ends or its encoding are set in .gitattributes",
                "Add a line to .gitattributes, so that git converts nothing: *.toml -text",
            )


def list_attribute_files(top: Path, common_dir: Path, paths: Iterable[PurePosixPath]) -> list[Path]:
    """Return the files from which git takes the attributes of some files of a work tree, whether they exist or not.

    The setting `core.attributesFile`, which may name another one, is not looked at.
    """
    folders = {folder for path in paths for folder in path.parents}
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or Path(os.environ.get("HOME", "/"), ".config"))
    program = next((file for folder in os.get_exec_path() if (file := Path(folder, "git")).exists()), Path("/bin/git"))
    # A git with a prefix of its own, such as /opt/homebrew, has its system-wide files there.
    prefixes = {Path("/"), program.parent.parent, program.resolve().parent.parent}
    return [
        *(top / folder / ".gitattributes" for folder in sorted(folders)),
        common_dir / "info/attributes",
        settings / "git/attributes",
        *(prefix / "etc/gitattributes" for prefix in sorted(prefixes)),
    ]


def _may_name_conversion(attributes: Path) -> bool:
    try:
        # Not a pipe, which would block.
        if not stat.S_ISREG(attributes.stat().st_mode):
            return True
        text = attributes.read_bytes()
        return any(word in text for word in _CONVERSIONS)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def fold_name(name: str) -> str:
    """Return a name as file systems compare it that ignore case, or know only one encoding of accents."""
    return normalize("NFC", normalize("NFC", name).casefold())
