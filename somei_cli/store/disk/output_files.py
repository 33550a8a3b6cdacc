"""Write files outside the register: each completely, and over another one only if asked; or for a person to edit."""

import os
from pathlib import Path
from typing import Final

from somei_cli.errors import CannotWork, NotFound, Refused, shell_word
from somei_cli.store.disk.durable import create_whole_file, flush_folder, is_there, refuse_disk_errors, replace_file

PRIVATE_FILE: Final = 0o600
"""The permissions of a file that may hold what only its owner may read."""
PUBLIC_FILE: Final = 0o666
PUBLIC_PROGRAM: Final = 0o777


def write_output_file(path: Path, content: bytes, *, replace: bool, mode: int = PRIVATE_FILE) -> None:
    """Write a file; `replace` allows it to replace a regular file.

    Only its owner can read it, unless the caller knows that others may and passes another `mode`.

    Raises:
        Refused: if something is there already.
        NotFound: if there is no such folder.
        CannotWrite: if the disk refuses.
    """
    with refuse_disk_errors():
        refuse_links_of_repository(path)
        target = path.resolve()
        if not target.parent.is_dir():
            hint = f"Make it with: mkdir -p {shell_word(target.parent)}"
            raise NotFound(f"There is no folder {target.parent}.", hint)
        if is_there(target) and not target.is_file():
            raise Refused(f"{path} is not a plain file; nothing is written there.")
        if replace:
            replace_file(target, content, mode=mode)
        else:
            _create_file(target, content, path, mode)
        flush_folder(target.parent)


def refuse_links_of_repository(path: Path) -> None:
    """Refuse a path that a symbolic link of the repository would redirect: a clone may bring any link.

    Links on the way to the repository, and outside of any repository, belong to the user and are followed.

    Raises:
        Refused: if there is such a link; it names the link.
    """
    path = path.absolute()
    inside: list[Path] = []
    for ancestor in (path, *path.parents):
        if os.path.lexists(ancestor / ".git"):
            for path_inside in inside:
                if path_inside.is_symlink():
                    raise Refused(f"{path_inside} is a link in this repository; nothing is written to its target.")
            return
        inside.append(ancestor)


def _create_file(target: Path, content: bytes, path: Path, mode: int) -> None:
    try:
        create_whole_file(target, content, mode=mode)
    except FileExistsError:
        raise Refused(f"{path} is there already.", "To write over it: --force") from None


class PrivateFile:
    """A file that only its owner can read, in a new folder of the system's folder for temporary files."""

    def __init__(self, name: str, work_tree: Path) -> None:
        """Make the folder.

        Raises:
            CannotWork: if the folder for temporary files is in the work tree, or cannot be written to.
        """
        # Few commands need a temporary file.
        import tempfile

        hint = "Name another folder for temporary files in TMPDIR."
        try:
            self._folder = Path(tempfile.mkdtemp(prefix="somei-"))
        except OSError as error:
            raise CannotWork(f"No temporary file can be made: {error.strerror}.", hint) from error
        self.path = self._folder / name
        if self._folder.resolve().is_relative_to(work_tree.resolve()):
            self.remove()
            raise CannotWork("The folder for temporary files is in the work tree of the register.", hint)

    def write(self, text: str) -> None:
        """Write the file anew."""
        self.path.write_text(text, encoding="utf-8")
        self.path.chmod(PRIVATE_FILE)

    def read(self) -> str:
        """Return what the file holds now.

        Raises:
            CannotWork: if it is gone, or is not text in UTF-8.
        """
        try:
            return self.path.read_text(encoding="utf-8")
        except OSError as error:
            raise CannotWork(f"{self.path} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CannotWork(f"{self.path} is not text in UTF-8.") from error

    def remove(self) -> None:
        """Remove the file and its folder."""
        import shutil

        shutil.rmtree(self._folder, ignore_errors=True)
