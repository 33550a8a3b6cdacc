"""Find the register that a folder belongs to: upwards, or in `register/` at the top of the repository."""

from pathlib import Path, PurePosixPath

from somei_cli.errors import BareRepository, MergeStopped, NoRegister, Unreadable, refuse_few_open_files
from somei_cli.formats.git.stopped_merges import STOPPED_MERGES
from somei_cli.formats.register_paths import SETTINGS


def find_register(start: Path) -> Path:
    """Return the folder with `somei.toml` that the folder `start` belongs to.

    Raises:
        NoRegister: if there is none.
        BareRepository: if `start` is in a bare repository, which has no files.
        Unreadable: if a folder cannot be opened.
        TooFewFiles: if the system lets this process open too few files for any work on a register.
    """
    refuse_few_open_files()
    try:
        return _search_upwards(start.absolute())
    except OSError as error:
        raise Unreadable(error.filename or start, error.strerror or "cannot be accessed") from error


def find_path_in_repository(root: Path) -> PurePosixPath:
    """Return the path of a register in its repository; `.` if it is the top folder, or in no repository."""
    root = root.resolve()
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            return PurePosixPath(root.relative_to(folder))
    return PurePosixPath()


def find_work_tree(folder: Path) -> tuple[Path, Path] | None:
    """Return the top of the work tree around a folder and its git folder, without asking git; None outside of any."""
    for top in (folder, *folder.parents):
        marker = top / ".git"
        if marker.is_file():
            git_dir = marker.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
            marker = top / git_dir
        if (marker / "HEAD").exists():
            return top, marker
    return None


def find_merging_clone(start: Path) -> tuple[Path, Path] | None:
    """Return the work tree and the git folder of the register around a folder if a merge is stopped there."""
    try:
        clone = find_work_tree(_search_upwards(start.absolute()).resolve())
    except (OSError, UnicodeError, NoRegister, BareRepository):
        return None
    return clone if clone and any((clone[1] / name).exists() for name in STOPPED_MERGES) else None


def find_stopped_merge(start: Path) -> MergeStopped | None:
    """Return the refusal that names the merge which is stopped in the register around a folder; None if none is."""
    clone = find_merging_clone(start)
    if clone is None:
        return None
    # Hardly ever is one stopped.
    from somei_cli.store.git.stopped_merge import name_stopped_merge

    return name_stopped_merge(*clone)


def _search_upwards(start: Path) -> Path:
    bare_repository = None
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
        if (folder / ".git").exists():
            register_folder = folder / "register"
            if (register_folder / SETTINGS).is_file():
                return register_folder
            break
        if bare_repository is None and folder.name != ".git" and _is_bare(folder):
            bare_repository = folder
    raise BareRepository(bare_repository) if bare_repository else NoRegister(start)


def _is_bare(folder: Path) -> bool:
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir()
