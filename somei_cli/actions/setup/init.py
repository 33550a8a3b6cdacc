"""Start a register, its settings and its vocabulary in one commit, and set up git for it or for an existing one."""

from collections.abc import Callable
from pathlib import Path

from somei_cli.actions.act import Circumstances
from somei_cli.actions.setup.git_config import set_up_drivers
from somei_cli.errors import NoRegister, Refused
from somei_cli.formats.git.attributes import ATTRIBUTES, NO_CONVERSION_LINE, add_drivers
from somei_cli.formats.register_paths import SETTINGS, vocabulary_path
from somei_cli.formats.toml import settings
from somei_cli.model.register.health import InitResult, NewRegister
from somei_cli.model.register.settings import FileKeeping, PublicUnmarked, Settings
from somei_cli.store.disk.packaged_data import read_data_text, read_vocabulary_texts
from somei_cli.store.register.find import find_register
from somei_cli.store.transaction.create import create_register


def init_register(
    folder: Path,
    name: str,
    circumstances: Circumstances,
    *,
    is_named: bool,
    drivers: bool,
    asks_about_files: Callable[[], bool],
) -> InitResult:
    """Start a register; with `drivers` git is set up for it, and for an existing register that alone is done.

    `asks_about_files` returns whether its clones keep the files of imports.

    An existing register is looked for in the folder, and above it too unless `is_named`: the clerk named the folder.
    """
    existing = _find_existing(folder, is_named=is_named) if drivers else None
    if existing:
        return InitResult(existing, None, set_up_drivers(existing, circumstances))
    started = _start_register(folder, name, circumstances, drivers=drivers, asks_about_files=asks_about_files)
    return InitResult(
        folder, started, set_up_drivers(folder, circumstances) if drivers and not circumstances.dry_run else None
    )


_TAPLO = "taplo.toml"
"""The settings of taplo, by which many editors lay out TOML when they save it."""


def _find_existing(folder: Path, *, is_named: bool) -> Path | None:
    if is_named:
        return folder if (folder / SETTINGS).is_file() else None
    try:
        return find_register(folder)
    except NoRegister:
        return None


def _start_register(
    folder: Path, name: str, circumstances: Circumstances, *, drivers: bool, asks_about_files: Callable[[], bool]
) -> NewRegister:
    """Start a register in a folder, which becomes a repository if it is in none.

    With `drivers`, its .gitattributes names somei's drivers. The text of unmarked documents is not public.

    Raises:
        Refused: if a register, or a file that would be overwritten, exists already.
    """
    if (folder / SETTINGS).exists():
        raise Refused(f"There is a register in {folder} already.", f"Look at it with: somei -C {folder} list")
    first_settings = Settings(name=name, public_unmarked=PublicUnmarked.ENTRY)
    files = {
        str(SETTINGS): settings.dump(first_settings),
        str(ATTRIBUTES): add_drivers("") if drivers else f"{NO_CONVERSION_LINE}\n",
        **{str(vocabulary_path(name)): text for name, text in read_vocabulary_texts().items()},
    }
    # Whoever has one of their own keeps it.
    if not any((folder / name).exists() or (folder / name).is_symlink() for name in (_TAPLO, f".{_TAPLO}")):
        files[_TAPLO] = read_data_text("taplo.toml")
    for path in map(folder.joinpath, files):
        if path.exists() or path.is_symlink():
            raise Refused(f"{path} is there already and would be overwritten.", "Choose another folder.")
    if circumstances.dry_run:
        return NewRegister(tuple(files), None)
    files[str(SETTINGS)] = settings.dump(first_settings._replace(files=FileKeeping(keep=asks_about_files())))
    return NewRegister(tuple(files), create_register(folder, files, circumstances.reason))
