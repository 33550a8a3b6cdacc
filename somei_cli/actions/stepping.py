"""Going along a history: from the commits on the line of a branch to the steps that are judged, the oldest first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.errors import SomeiError
from somei_cli.model.entries import Fault
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.past import after_step, let_go
from somei_cli.model.settings import TwoPersons
from somei_cli.model.steps import Deed, Held, Past, Step, Turn
from somei_cli.store.acts import Act, Touch, acts
from somei_cli.store.contents import Contents, holds_file, text_of
from somei_cli.store.git import Git
from somei_cli.store.merges import Sides, brought_by, of_neither
from somei_cli.text import settings
from somei_cli.text.messages import trailers_in
from somei_cli.text.paths import DOCUMENTS, SETTINGS, number_at, path_of

_AT_ONCE = 2_000
"""Files whose texts are fetched together."""
_TEXTS = frozenset({"100644", "100755"})
_NO_TEXT = (Fault("no plain file"),)


def steps(git: Git, revisions: str, past: Past) -> Iterator[tuple[Step, Past]]:
    """The steps of a range of hashes, each with what is known behind it; `past` is known before the first."""
    walk = _walk(git, revisions)
    for batch in _batches(walk.line):
        walk.fetch(batch, past)
        for act in batch:
            step = walk.step(act, past)
            past = after_step(step)
            yield step, past


def _batches(line: Iterable[Act]) -> Iterator[list[Act]]:
    batch: list[Act] = []
    files = 0
    for act in line:
        batch.append(act)
        files += len(act.touches)
        if files >= _AT_ONCE:
            yield batch
            batch, files = [], 0
    if batch:
        yield batch


class _Walk(NamedTuple):
    """One range: its line, the commits that merges brought onto it, and what merges made up."""

    git: Git
    contents: Contents
    line: Sequence[Act]
    brought: Mapping[str, Sequence[Act]]
    made_up: Mapping[str, Sides]

    def fetch(self, batch: Sequence[Act], past: Past) -> None:
        """Have the texts at hand that these commits are judged by."""
        sides = (act for merge in batch for act in self.brought.get(merge.commit, ()))
        wanted = [*chain.from_iterable(map(_to_read, chain(batch, sides)))]
        if past.gone or past.freed:
            wanted += _arrived(batch)
        for merge in batch:
            for path, held in self.made_up.get(merge.commit, {}).items():
                wanted += [side.blob for side in held if side and side.mode in _TEXTS and _is_document(path)]
        self.contents.fetch(wanted)

    def step(self, act: Act, past: Past) -> Step:
        """One commit on the line."""
        held = tuple(self._deed(one, past, {}) for one in self.brought.get(act.commit, ()))
        deed = self._deed(act, past, self.made_up.get(act.commit, {}))
        return Step(deed, past, held, merge=len(act.parents) > 1)

    def _deed(self, act: Act, past: Past, made_up: Sides) -> Deed:
        touches = [touch for touch in act.touches if _is_document(touch.path, touch.mode or touch.mode_before)]
        turns = [self._turn(touch, past, looking=touch.path in made_up) for touch in touches]
        lost = any(touch.after is None for touch in touches)
        if past.gone or past.freed or lost or let_go(turns):
            turns = [self._turn(touch, past, looking=True) for touch in touches]
        if lost:
            turns = [self._with_double(turn, act.commit) for turn in turns]
        if made_up:
            turns = [self._with_sides(turn, made_up) for turn in turns]
        return Deed(
            act.commit,
            act.who,
            act.mail,
            act.committed,
            trailers_in(act.message),
            tuple(turns),
            self._settings(act, past),
        )

    def _turn(self, touch: Touch, past: Past, *, looking: bool) -> Turn:
        """What a commit did to a file; one that has only come is read where it is looked for."""
        before = self._held(touch.before, touch.mode_before) if touch.before else None
        if before and not before.readable and (blob := past.broken.get(str(touch.path))):
            before = before._replace(document=self.contents.of(blob).document)
        after = None
        if touch.after:
            read = looking or before is not None
            after = self._held(touch.after, touch.mode) if read else Held(touch.after, touch.mode)
        return Turn(touch.path, _number(touch.path), before, after)

    def _held(self, blob: str, mode: str) -> Held:
        if mode not in _TEXTS:
            return Held(blob, mode, None, _NO_TEXT)
        return Held(blob, mode, *self.contents.of(blob))

    def _with_sides(self, turn: Turn, made_up: Sides) -> Turn:
        sides = made_up.get(turn.path)
        if sides is None:
            return turn
        return turn._replace(others=tuple(self._held(*side) if side else None for side in sides[1:]))

    def _with_double(self, turn: Turn, commit: str) -> Turn:
        """A file that went from a wrong place, where its number also stands in the right one."""
        number = turn.before.document.number if turn.before and turn.before.document else None
        if number is None or turn.after is not None or turn.number == number:
            return turn
        return turn._replace(double=holds_file(self.git, commit, path_of(number)))

    def _settings(self, act: Act, past: Past) -> TwoPersons | None:
        """The setting as a commit left it; where it cannot be read, the one before counts on."""
        touch = next((touch for touch in act.touches if touch.path == SETTINGS), None)
        if touch is None:
            return None
        text = text_of(self.git, touch.after) if touch.after and touch.mode in _TEXTS else None
        try:
            return settings.load(text).two_persons if text is not None else TwoPersons()
        except SomeiError:
            return past.two_persons


def _walk(git: Git, revisions: str) -> _Walk:
    line = list(acts(git, revisions, first_parent=True))
    contents = Contents(git)
    if all(len(act.parents) < 2 for act in line):
        return _Walk(git, contents, line, {}, {})
    by_hash = {act.commit: act for act in acts(git, revisions, full=True) if act.touches}
    brought = {
        merge: [by_hash[commit] for commit in sorted(came) if commit in by_hash]
        for merge, came in brought_by(git, revisions).items()
    }
    return _Walk(git, contents, line, brought, of_neither(git, revisions))


def _to_read(act: Act) -> Iterator[str]:
    """The blobs on both sides of what changed, and what went."""
    for touch in act.touches:
        if touch.before and _is_document(touch.path):
            if touch.mode_before in _TEXTS:
                yield touch.before
            if touch.after and touch.mode in _TEXTS:
                yield touch.after


def _arrived(batch: Iterable[Act]) -> Iterator[str]:
    for act in batch:
        for touch in act.touches:
            if touch.after and not touch.before and touch.mode in _TEXTS and _is_document(touch.path):
                yield touch.after


def _is_document(path: PurePosixPath, mode: str = "100644") -> bool:
    """Whether a file is one of the documents, or is none where only documents should be."""
    return path.parts[:1] == DOCUMENTS.parts and (path.suffix == ".toml" or mode not in _TEXTS)


@lru_cache(maxsize=20_000)
def _number(path: PurePosixPath) -> DocumentNumber | None:
    return number_at(path)
