"""Start a register: write its settings and its vocabulary in one commit."""

from pathlib import Path
from typing import NamedTuple

from somei_cli.actions.act import Circumstances
from somei_cli.errors import Refused
from somei_cli.formats.git.drivers_and_byte_conversions import ATTRIBUTES, NO_CONVERSION_LINE, add_drivers
from somei_cli.formats.register_paths import SETTINGS, vocabulary_path
from somei_cli.formats.toml import settings
from somei_cli.model.register.settings import Settings
from somei_cli.store.disk.packaged_data import read_vocabulary_texts
from somei_cli.store.transaction.create import create_register


class NewRegister(NamedTuple):
    """A register that was started, or would be: its folder, its files and its commit."""

    folder: Path
    files: tuple[str, ...]
    commit: str | None


def start_register(
    folder: Path, register_settings: Settings, circumstances: Circumstances, *, drivers: bool = False
) -> NewRegister:
    """Start a register in a folder, which becomes a repository if it is in none.

    With `drivers`, its .gitattributes names somei's drivers.

    Raises:
        Refused: if a register, or a file that would be overwritten, exists already.
    """
    if (folder / SETTINGS).exists():
        raise Refused(f"There is a register in {folder} already.", f"Look at it with: somei -C {folder} list")
    files = {
        str(SETTINGS): settings.dump(register_settings),
        str(ATTRIBUTES): add_drivers("") if drivers else f"{NO_CONVERSION_LINE}\n",
        **{str(vocabulary_path(name)): text for name, text in read_vocabulary_texts().items()},
    }
    for name in files:
        if (folder / name).exists() or (folder / name).is_symlink():
            raise Refused(f"{folder / name} is there already and would be overwritten.", "Choose another folder.")
    if circumstances.dry_run:
        return NewRegister(folder, tuple(files), None)
    return NewRegister(folder, tuple(files), create_register(folder, files, circumstances.reason))
