"""Read the requests for access to documents that a register keeps."""

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from somei_cli.errors import NotFound, Refused, Unreadable
from somei_cli.formats.register_paths import REQUESTS
from somei_cli.formats.toml.access_requests import load, request_name_of, request_path
from somei_cli.model.register.access_requests import MOST_REQUESTS, AccessRequest, RequestName
from somei_cli.model.register.git_setup import FaultyFile
from somei_cli.store.git.command import Git
from somei_cli.store.git.head import find_branch_commit
from somei_cli.store.git.repository import open_clone
from somei_cli.store.register.git_files import Committed
from somei_cli.store.register.register import Register
from somei_cli.store.register.work_tree_files import RegisterFiles

_EXAMPLE = request_path(RequestName(2026, 3))


def read_access_request(register: Register, name: RequestName) -> AccessRequest:
    """Read one request.

    Raises:
        NotFound: if there is none of this name.
        Unreadable: if its file does not give a request.
    """
    try:
        return load(name, register.files.read(request_path(name)))
    except FileNotFoundError:
        raise NotFound(f"No request {name} is kept here.", "See the kept ones: somei request list") from None


def next_request_name(register: Register, year: int) -> RequestName:
    """Return the next free name of a request, both in the register as it is read and in the clone's last commit.

    The first may be the state of the remote and lack what is not pushed yet; the second has what a sparse checkout
    leaves out.

    Raises:
        Refused: if all names of the year are used.
    """
    head = find_branch_commit(open_clone(register.root), "HEAD")
    states: list[RegisterFiles] = [register.files, *([Committed(Git(register.root), head)] if head else [])]
    files = {file for state_files in states for file in state_files.names(REQUESTS / str(year))}
    names = (request_name_of(str(year), file) for file in files)
    last = max((name.number for name in names if name), default=0)
    if last >= MOST_REQUESTS:
        hint = f"{RequestName(year, last)} is the last possible name: give that request another one."
        raise Refused(f"No name is left for a request of {year}.", hint)
    return RequestName(year, last + 1)


def read_all_requests(files: RegisterFiles) -> Iterator[AccessRequest | FaultyFile]:
    """Yield every request in order of the paths; a file that does not give one is yielded with the reason."""
    return (_request_or_fault(path, text) for path, text in files.texts(REQUESTS))


def list_faulty_requests(files: RegisterFiles) -> tuple[FaultyFile, ...]:
    """Return the files among the requests that do not give one."""
    return tuple(request for request in read_all_requests(files) if isinstance(request, FaultyFile))


def list_faulty_among(files: Committed, paths: Collection[PurePosixPath]) -> tuple[FaultyFile, ...]:
    """Return those of some files of a commit that do not give a request, also those with a wrong name or place."""
    requests = (_request_or_fault(path, text) for path, text in files.read_among(paths))
    return tuple(request for request in requests if isinstance(request, FaultyFile))


def _request_or_fault(path: PurePosixPath, text: str | Unreadable) -> AccessRequest | FaultyFile:
    request = text if isinstance(text, Unreadable) else _parse_request(path, text)
    return FaultyFile(str(path), request.why, request.line or 1) if isinstance(request, Unreadable) else request


def _parse_request(path: PurePosixPath, text: str) -> AccessRequest | Unreadable:
    name = request_name_of(path.parent.name, path.name) if path.parent.parent == REQUESTS else None
    if name is None:
        return Unreadable(path, f"is not where a request is kept, as in {_EXAMPLE}")
    try:
        return load(name, text)
    except Unreadable as refusal:
        return refusal
