"""The documents in the blobs of a history: read many at once, and none parsed twice while it is at hand."""

from collections.abc import Iterable
from itertools import islice
from pathlib import PurePosixPath

from somei_cli.errors import GitRefuses
from somei_cli.model.entries import Fault
from somei_cli.store.blobs import read_blobs
from somei_cli.store.git import DAMAGED, Git
from somei_cli.text import codec
from somei_cli.text.codec import Loaded
from somei_cli.text.limits import LARGEST

_AT_HAND = 20_000


class Contents:
    """What blobs hold; the newest ones stay at hand, so that a document is ready when the next commit changes it."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._known: dict[str, Loaded] = {}

    def fetch(self, blobs: Iterable[str]) -> None:
        """Have these at hand together, and let go of older ones where they are too many."""
        wanted = dict.fromkeys(blobs)
        held = {blob: self._known.pop(blob) for blob in wanted if blob in self._known}
        for blob in list(islice(self._known, max(0, len(self._known) + len(wanted) - _AT_HAND))):
            del self._known[blob]
        self._known |= held
        missing = [blob for blob in wanted if blob not in held]
        for blob, content in zip(missing, read_blobs(self._git, missing, LARGEST), strict=True):
            self._known[blob] = _loaded(blob, content)

    def of(self, blob: str) -> Loaded:
        """What one blob holds."""
        if blob not in self._known:
            self.fetch([blob])
        return self._known[blob]


def text_of(git: Git, blob: str) -> str | None:
    """The text of one blob; None where it is none, or too large."""
    (content,) = read_blobs(git, [blob], LARGEST)
    try:
        return content.decode() if isinstance(content, bytes) else None
    except UnicodeDecodeError:
        return None


def holds_file(git: Git, commit: str, path: PurePosixPath) -> bool:
    """Whether a commit has a file of the register."""
    return git.call("cat-file", "-e", git.within(commit, path)).status == 0


def _loaded(blob: str, content: bytes | int | None) -> Loaded:
    if content is None:
        raise GitRefuses("The history cannot be proved", f"git has lost the text {blob[:10]}", DAMAGED)
    if isinstance(content, int):
        return Loaded(None, (Fault(f"larger than {LARGEST // 1024} KiB"),))
    try:
        return codec.load(content.decode())
    except UnicodeDecodeError as error:
        return Loaded(None, (Fault(f"is not UTF-8 (byte {error.start + 1})"),))
