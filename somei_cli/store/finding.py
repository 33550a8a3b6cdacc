"""Finding the register: upwards from a folder, or in `register/` below the repository's root."""

from pathlib import Path, PurePosixPath

from somei_cli.errors import NoRegister, Unreadable
from somei_cli.text.paths import SETTINGS


def find_register(start: Path) -> Path:
    """The folder with `somei.toml` that the folder `start` belongs to.

    Raises:
        NoRegister: where there is none.
        Unreadable: where nobody can tell, since a folder may not be entered.
    """
    try:
        return _found(start.absolute())
    except OSError as error:
        raise Unreadable(error.filename or start, error.strerror or "cannot be looked at") from error


def place_in_repository(root: Path) -> PurePosixPath:
    """Where a register lies in the repository around it; `.` where it is the whole of it, or in none."""
    root = root.resolve()
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            return PurePosixPath(root.relative_to(folder))
    return PurePosixPath()


def _found(start: Path) -> Path:
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
        if (folder / ".git").exists():
            inside = folder / "register"
            if (inside / SETTINGS).is_file():
                return inside
            break
    raise NoRegister(start)
