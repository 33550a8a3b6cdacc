"""Turning merges around: where the branch of the server was merged into own work, as git pull does.

On the server the own work is then what is merged, and the line of its branch goes on from where it was: what others did
stays on it, each act by itself, and the merge is judged by what it does to that.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from somei_cli.store.clone import Clone
from somei_cli.store.git import DURABLE
from somei_cli.store.lines import leads_back, line_of
from somei_cli.store.sharing.replaying import Placed
from somei_cli.text.messages import UNDOES, trailers_in

_TOLD: Final = "%T%x00%an%x00%ae%x00@%ad%x00%cn%x00%ce%x00@%cd%x00%B"
_PERSONS: Final = tuple(f"GIT_{role}_{what}" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL", "DATE"))


class Turned(NamedTuple):
    """Where the line ends now, and which commits stand where."""

    tip: str
    placed: tuple[Placed, ...] = ()


def turned(clone: Clone, base: str, tip: str, *, signed: bool) -> Turned:
    """The same work with a line that leads back to `base`, which it holds already; no branch is moved.

    Files, authors, times and messages stay as they are: only which parent comes first is another one.
    """
    again = _Again(clone, base, signed)
    return Turned(again.onto_base(tip), tuple(again.placed()))


class _Again:
    """Commits made again with other parents."""

    def __init__(self, clone: Clone, base: str, signed: bool) -> None:
        self._clone = clone
        self._base = base
        self._signed = signed
        self._made: dict[str, str] = {}
        self._onto: dict[str, str] = {}

    def placed(self) -> Iterator[Placed]:
        """Where each of them stands."""
        return (Placed(own, onto, self._made[own]) for own, onto in self._onto.items())

    def onto_base(self, tip: str) -> str:
        """The same as a commit whose line leads back to the base, which it holds."""
        git = self._clone.git
        if leads_back(git, tip, self._base):
            return tip
        holding = set(git.run("rev-list", "--ancestry-path", f"{self._base}..{tip}", "--").decode().split())
        line = [commit for commit in line_of(git, f"{self._base}..{tip}") if commit in holding]
        merge, above = line[-1], line[-2::-1]
        first, *others = self._parents(merge)
        other = next(parent for parent in others if parent == self._base or parent in holding)
        rest = [parent for parent in others if parent != other]
        new = self._make(merge, [self.onto_base(other), first, *rest])
        for commit in above:
            new = self._make(commit, [new, *self._parents(commit)[1:]])
        return new

    def _parents(self, commit: str) -> list[str]:
        return self._clone.git.run("log", "-1", "--format=%P", commit, "--").decode().split()

    def _make(self, commit: str, parents: Sequence[str]) -> str:
        told = self._clone.git.run("log", "-1", f"--format={_TOLD}", "--date=raw", commit, "--")
        tree, *persons, message = told.decode("utf-8", "surrogateescape").split("\0", 7)
        message = self._naming_anew(message.rstrip("\n") + "\n")
        words = [word for parent in parents for word in ("-p", parent)] + (["-S"] if self._signed else [])
        env = dict(zip(_PERSONS, persons, strict=True))
        stdin = message.encode("utf-8", "surrogateescape")
        made = self._clone.git.run("commit-tree", tree, *words, "-F", "-", stdin=stdin, env=env, config=DURABLE)
        self._made[commit] = made.decode().strip()
        self._onto[commit] = parents[0]
        return self._made[commit]

    def _naming_anew(self, message: str) -> str:
        """Whoever takes back one of these commits names it by its hash."""
        for named in trailers_in(message).get(UNDOES, ()):
            if named in self._made:
                message = message.replace(named, self._made[named])
                message = message.replace(named[:10], self._made[named][:10])
        return message
