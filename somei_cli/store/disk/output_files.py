"""Write files outside the register: each completely, and over another one only if asked."""

import os
from pathlib import Path

from somei_cli.errors import NotFound, Refused
from somei_cli.store.disk.durable import create_whole_file, flush_folder, is_there, refuse_disk_errors, replace_file


def write_output_file(path: Path, content: bytes, *, replace: bool, mode: int = 0o666) -> None:
    """Write a file; `replace` allows it to replace a regular file, `mode` is its permissions.

    Raises:
        Refused: if something is there already.
        NotFound: if there is no such folder.
        CannotWrite: if the disk refuses.
    """
    with refuse_disk_errors():
        refuse_links_of_repository(path)
        target = path.resolve()
        if not target.parent.is_dir():
            raise NotFound(f"There is no folder {target.parent}.")
        if is_there(target) and not target.is_file():
            raise Refused(f"{path} is no plain file; nothing is written there.")
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
                    raise Refused(f"{path_inside} is a link of this repository; nothing is written where it leads.")
            return
        inside.append(ancestor)


def _create_file(target: Path, content: bytes, path: Path, mode: int) -> None:
    try:
        create_whole_file(target, content, mode=mode)
    except FileExistsError:
        raise Refused(f"{path} is there already.", "To write over it: --force") from None
