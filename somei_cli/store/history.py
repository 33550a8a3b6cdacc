"""The history of one document: every commit that touched its path, with the texts before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from somei_cli.store.blobs import read_blobs
from somei_cli.store.git import Git
from somei_cli.text.limits import LARGEST

_RECORD = "%x1e%H%x1f%P%x1f%an%x1f%aI%x1f%B%x1f"


@dataclass(frozen=True, slots=True)
class Revision:
    """One commit that touched a file; a text is None where the file was absent."""

    commit: str
    who: str
    when: datetime
    message: str
    before: str | None
    after: str | None


def revisions(root: Path, path: PurePosixPath) -> Iterator[Revision]:
    """The commits that touched a file of the register, oldest first; a path never moves, so none is followed."""
    git = Git(root)
    head = git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if head is None:
        return
    log = git.run(
        "log",
        "--topo-order",
        "--reverse",
        "--no-ext-diff",
        "--no-textconv",
        "--no-renames",
        f"--format={_RECORD}",
        head.decode().strip(),
        "--",
        f":(literal){path}",
    ).decode("utf-8", "replace")
    heads = [record.split("\x1f") for record in log.split("\x1e")[1:]]
    specs = [f"{commit}:./{path}" for commit, *_ in heads]
    specs += [f"{parents.split()[0]}:./{path}" for _, parents, *_ in heads if parents]
    texts = dict(zip(specs, map(_text, read_blobs(git, specs, LARGEST)), strict=True))
    for commit, parents, who, when, message, _ in heads:
        before = texts[f"{parents.split()[0]}:./{path}"] if parents else None
        yield Revision(commit, who, datetime.fromisoformat(when), message, before, texts[f"{commit}:./{path}"])


def _text(content: bytes | int | None) -> str | None:
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else None
