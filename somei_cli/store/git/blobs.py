"""Read the contents of many blobs at once, in batches of bounded size, and cache the documents parsed from them."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BufferedReader, BytesIO
from itertools import islice
from pathlib import PurePosixPath
from typing import BinaryIO, Final, Literal, NoReturn, cast

from somei_cli.errors import GitRefuses, Unreadable
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.document import LoadResult
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.model.register.files_and_faults import Fault
from somei_cli.store.git.command import DAMAGE_HINT, FULL_HASH, Git, GitAnswer, find_hint
from somei_cli.store.git.loose_objects import read_loose_object
from somei_cli.store.git.plain_clone import find_plain_clone
from somei_cli.store.process.background_query import BackgroundQuestion

_BATCH_SIZE = 2_000
_MOST_LOOSE = 10
"""Up to so many blobs are read one by one; git reads more of them faster."""


def read_blobs(git: Git, names: Iterable[str], largest: int) -> Iterator[bytes | int | None]:
    """Yield the content of each object name, an id or `commit:path`.

    The bytes of a blob; its size if it has more than `largest` bytes; None if there is no such blob.
    """
    remaining_names = iter(names)
    while batch := list(islice(remaining_names, _BATCH_SIZE)):
        yield from _read_batch(git, batch, largest)


def decode_blob(
    content: bytes | int | None, path: object = "-", blob: str = "", *, errors: Literal["strict", "replace"] = "strict"
) -> str | Unreadable:
    """Return the text of a blob from `read_blobs`, or why it cannot be read: it is missing, too large or not UTF-8.

    The reason names `path` and `blob`, the id of the blob. If `errors` is "replace", bytes that are not UTF-8 are
    replaced instead: an old text is shown as far as it can be, or only some of its words are needed.
    """
    if content is None:
        return Unreadable(path, f"git has lost its text, {blob[:10]}", hint=DAMAGE_HINT)
    if isinstance(content, int):
        return Unreadable(path, f"is larger than {LARGEST_DOCUMENT // 1024} KiB")
    try:
        return content.decode("utf-8", errors)
    except UnicodeDecodeError as error:
        return Unreadable(path, f"is not UTF-8 (byte {error.start + 1})")


def decode_blob_or_none(content: bytes | int | None) -> str | None:
    """Return the text of a blob from `read_blobs`; None if it cannot be read."""
    text = decode_blob(content)
    return text if isinstance(text, str) else None


def _read_batch(git: Git, names: list[str], largest: int) -> list[bytes | int | None]:
    loose = _read_loose_blobs(git, names) if len(names) <= _MOST_LOOSE else None
    if loose:
        return [content if len(content) <= largest else len(content) for content in loose]
    with open_object_reader(git) as reader:
        sizes = [_parse_size(line) for line in reader.headers(names)]
        wanted = {name: size for name, size in zip(names, sizes, strict=True) if size is not None and size <= largest}
        contents = dict(zip(wanted, reader.contents("blob", wanted), strict=True))
    return [contents.get(name, size) for name, size in zip(names, sizes, strict=True)]


def _read_loose_blobs(git: Git, names: Iterable[str]) -> list[bytes] | None:
    """Return blobs read from the files of git's objects; None if one of them has none, so that git must be asked."""
    git_dir = find_plain_clone(git.folder) if git.bare_prefix is None and not git.extra_env else None
    contents: list[bytes] = []
    for name in names:
        content = read_loose_object(git_dir, "blob", name) if git_dir and FULL_HASH.fullmatch(name) else None
        if content is None:
            return None
        contents.append(content)
    return contents


def _parse_size(line: bytes) -> int | None:
    words = line.split(b" ")
    return int(words[-1]) if words[-2:-1] == [b"blob"] and words[-1].isdigit() else None


_UNKNOWN_OPTION: Final = 129
"""The exit status of git if it does not know an option; it knows `--batch-command` since 2.36."""
_OLDER_OPTIONS: Final[Mapping[str, str]] = {"info": "--batch-check", "contents": "--batch"}
"""The options with which an older git gives the same answers, in a process for each."""


@contextmanager
def open_object_reader(git: Git) -> Iterator["ObjectReader"]:
    """Start git to read objects, and see that it ends.

    Raises:
        GitMissing: if git is not installed.
        GitRefuses: if git ends with another exit status than 0.
    """
    reader = ObjectReader(git)
    try:
        yield reader
        reader.end()
    finally:
        reader.kill()


class ObjectReader:
    """A running `git cat-file`. The name of an object is its id or `commit:path`, without a line break."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._process = process = git.start("cat-file", "--batch-command", "--buffer")
        self._is_older_git = False
        self._names = cast("BinaryIO", process.stdin)
        self._answers = cast("BufferedReader", process.stdout)
        # A git with complaints in a full pipe would wait for ever.
        self._complaints = BackgroundQuestion(cast("BinaryIO", process.stderr).read)

    def headers(self, names: Collection[str]) -> list[bytes]:
        """Return git's line about each object: its id, its kind and its size, or that it is missing.

        Raises:
            GitRefuses: if git cannot answer.
        """
        answers = self._ask("info", names)
        lines = [answers.readline() for _ in names]
        if not all(line.endswith(b"\n") for line in lines):
            self._refuse()
        return [line.removesuffix(b"\n") for line in lines]

    def contents(self, kind: str, sizes: Mapping[str, int]) -> Iterator[bytes]:
        """Yield the contents of objects of one kind, given by their names with their sizes.

        Raises:
            GitRefuses: if git cannot answer, or gives other objects.
        """
        answers = self._ask("contents", sizes)
        for size in sizes.values():
            header, content = answers.readline(), answers.read(size + 1)
            if not header.endswith(f" {kind} {size}\n".encode()) or content[size:] != b"\n":
                self._refuse()
            yield content[:size]

    def end(self) -> None:
        """Tell git that nothing more will be asked.

        Raises:
            GitRefuses: if its exit status is not 0.
        """
        answer = self._wait()
        if answer.status and not self._is_older_git:
            raise GitRefuses("git cat-file", answer.complaint, find_hint(answer.complaint))

    def kill(self) -> None:
        """End git if it still runs, and forget what it says."""
        with self._process:
            self._process.kill()
            self._wait()

    def _wait(self) -> GitAnswer:
        """Wait until git ends, and return its answer without what was read of it."""
        with suppress(BrokenPipeError):
            self._names.close()
        status = self._process.wait()
        return GitAnswer.from_process(status, b"", self._complaints.answer())

    def _ask(self, command: str, names: Collection[str]) -> BufferedReader | BytesIO:
        """Return the stream of git's answers; git reads all names before it begins to answer."""
        if names and not self._is_older_git:
            with suppress(BrokenPipeError):  # git has ended, and its complaint is read
                self._names.write(os.fsencode("".join(f"{command} {name}\n" for name in names) + "flush\n"))
                self._names.flush()
            if self._answers.peek(1):
                return self._answers
            self._is_older_git = self._wait().status == _UNKNOWN_OPTION
            if not self._is_older_git:
                self._refuse()
        lines = os.fsencode("".join(f"{name}\n" for name in names))
        return BytesIO(self._git.run("cat-file", _OLDER_OPTIONS[command], stdin=lines) if names else b"")

    def _refuse(self) -> NoReturn:
        """Refuse an answer that ends too early or is another than was asked for."""
        if not self._is_older_git and not self._answers.peek(1):
            self.end()
        raise GitRefuses("git cat-file", "an answer that cannot be read")


_MAX_CACHED = 20_000


class DocumentCache:
    """A cache of the documents in blobs: a document is parsed already when the next commit changes it."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._cache: dict[str, LoadResult] = {}

    def fetch(self, blobs: Iterable[str]) -> None:
        """Read these blobs together into the cache, and drop the oldest if there are too many."""
        requested = dict.fromkeys(blobs)
        cached = {blob: self._cache.pop(blob) for blob in requested if blob in self._cache}
        for blob in list(islice(self._cache, max(0, len(self._cache) + len(requested) - _MAX_CACHED))):
            del self._cache[blob]
        self._cache |= cached
        missing = [blob for blob in requested if blob not in cached]
        for blob, content in zip(missing, read_blobs(self._git, missing, LARGEST_DOCUMENT), strict=True):
            self._cache[blob] = _load_document(blob, content)

    def load(self, blob: str) -> LoadResult:
        """Return the document in a blob, or its faults."""
        if blob not in self._cache:
            self.fetch([blob])
        return self._cache[blob]


def read_blob_text(git: Git, blob: str) -> str | None:
    """Return the text of one blob; None if it is missing, too large or not UTF-8."""
    (content,) = read_blobs(git, [blob], LARGEST_DOCUMENT)
    return decode_blob_or_none(content)


def has_file(git: Git, commit: str, path: PurePosixPath) -> bool:
    """Whether a commit has a file of the register."""
    return git.call("cat-file", "-e", git.object_name(commit, path)).status == 0


def _load_document(blob: str, content: bytes | int | None) -> LoadResult:
    if content is None:
        raise GitRefuses("The history cannot be verified", f"git has lost the text {blob[:10]}", DAMAGE_HINT)
    text = decode_blob(content)
    return codec.load(text) if isinstance(text, str) else LoadResult(None, (Fault(text.why),))
