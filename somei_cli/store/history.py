"""The history of one document: every commit that touched its path, with the texts before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from somei_cli.errors import GitRefuses
from somei_cli.store.git import Git

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
    texts = _texts(git, specs)
    for commit, parents, who, when, message, _ in heads:
        before = texts[f"{parents.split()[0]}:./{path}"] if parents else None
        yield Revision(commit, who, datetime.fromisoformat(when), message, before, texts[f"{commit}:./{path}"])


def _texts(git: Git, specs: list[str]) -> dict[str, str | None]:
    """The blobs of many `commit:path` at once; None where the path is absent there."""
    if not specs:
        return {}
    answer = git.run("cat-file", "--batch", stdin="".join(f"{spec}\n" for spec in specs).encode())
    texts: dict[str, str | None] = {}
    at = 0
    for spec in specs:
        end = answer.index(b"\n", at)
        words = answer[at:end].split(b" ")
        at = end + 1
        if words[-1] == b"missing":
            texts[spec] = None
            continue
        if len(words) != 3 or not words[2].isdigit():
            raise GitRefuses("git cat-file", "an answer that cannot be read")
        size = int(words[2])
        texts[spec] = answer[at : at + size].decode("utf-8", "replace")
        at += size + 1
    return texts
