"""Finding the register: upwards from a folder, or in `register/` below the repository's root."""

from pathlib import Path

from somei_cli.errors import NoRegister
from somei_cli.text.paths import SETTINGS


def find_register(start: Path) -> Path:
    """The folder with `somei.toml` that the folder `start` belongs to.

    Raises:
        NoRegister: where there is none.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
        if (folder / ".git").exists():
            inside = folder / "register"
            if (inside / SETTINGS).is_file():
                return inside
            break
    raise NoRegister(start)
