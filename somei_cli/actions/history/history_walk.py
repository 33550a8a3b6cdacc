"""Going along a history: from the commits on the line of a branch to the steps that are judged, the oldest first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.errors import SomeiError
from somei_cli.formats.git.commit_messages import APPROVED_BY, UNDOES, trailers_in
from somei_cli.formats.merge.documents import expected
from somei_cli.formats.register_paths import DOCUMENTS, SETTINGS, number_at, path_of
from somei_cli.formats.toml import settings
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.steps import (
    BlobState,
    Carried,
    CommitView,
    FileEdit,
    HistoryState,
    HistoryStep,
    after_step,
    let_go,
)
from somei_cli.model.register.files import PLAIN, TEXTS, Fault
from somei_cli.model.register.settings import Settings, TwoPersons
from somei_cli.store.git.blobs import Contents, holds_file, text_of
from somei_cli.store.git.command import FULL_HASH, Git
from somei_cli.store.git.log import Commit, FileDelta, acts, without_files
from somei_cli.store.git.merges import (
    ParentFile,
    Result,
    Sides,
    brought_by,
    carried_by,
    graph,
    of_neither,
    unclean,
    went_elsewhere,
)
from somei_cli.store.register.lost_objects import is_partial, lost_among, refuse_lost

_AT_ONCE = 2_000
"""Files whose texts are fetched together."""
_SAYING = {"reason", APPROVED_BY.casefold()}
_MOST_SPEAKING = 200
"""Merges whose words count where another one brings them; of more at once the words must be said anew."""
_NO_TEXT = (Fault("no plain file"),)


def steps(git: Git, revisions: str, past: HistoryState) -> Iterator[tuple[HistoryStep, HistoryState]]:
    """The steps of a range of hashes, each with what is known behind it; `past` is known before the first."""
    walk = _walk(git, revisions)
    for batch in _batches(walk.line):
        walk.fetch(batch, past)
        for act in batch:
            step = walk.step(act, past)
            past = after_step(step)
            yield step, past


def _batches(line: Iterable[Commit]) -> Iterator[list[Commit]]:
    batch: list[Commit] = []
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
    line: Sequence[Commit]
    brought: Mapping[str, Sequence[Commit]]
    made_up: Mapping[str, Sides]
    results: Mapping[str, Sequence[Result]]
    merges: Mapping[str, Commit]
    elsewhere: Mapping[PurePosixPath, str]
    carried: Mapping[str, Sequence[tuple[Commit, frozenset[str]]]]
    partial: bool
    """Whether texts may be on a server only, and are fetched one by one."""

    def fetch(self, batch: Sequence[Commit], past: HistoryState) -> None:
        """Have the texts at hand that these commits are judged by."""
        sides = [act for merge in batch for act in self.brought.get(merge.commit, ())]
        if not self.partial:
            refuse_lost(lost_among(self.git, _texts_after([*batch, *sides])))
        wanted = [*chain.from_iterable(map(_to_read, chain(batch, sides)))]
        if past.gone or past.freed:
            wanted += _arrived(batch)
        for merge in batch:
            for path, held in self.made_up.get(merge.commit, {}).items():
                wanted += [side.blob for side in held if side and side.mode in TEXTS and _is_document(path)]
            for commit in self._merges_of(merge):
                results = [result for result in self.results.get(commit, ()) if _is_document(result.path)]
                around = [one for result in results for one in (*result.sides, result.after)]
                wanted += [one.blob for one in around if one and one.mode in TEXTS]
        self.contents.fetch(wanted)

    def step(self, act: Commit, past: HistoryState) -> HistoryStep:
        """One commit on the line."""
        held = tuple(self._deed(one, past, {}) for one in self.brought.get(act.commit, ()))
        deed = self._deed(act, past, self.made_up.get(act.commit, {}))
        return HistoryStep(
            deed,
            past,
            held,
            merge=len(act.parents) > 1,
            decided=(*self._decided(act, past), *self._lost(act, held, past)),
            moved=self._moved(act),
            last={path: self._last(act, path) for path in _taken_back(held)},
            carried=tuple(Carried(self._deed(one, past, {}), came) for one, came in self.carried.get(act.commit, ())),
        )

    def _last(self, act: Commit, path: PurePosixPath) -> str:
        """The newest commit on a file on the line before a merge."""
        words = ("rev-list", "-1", f"{act.commit}^1", "--", self.git.literally(path))
        return self.git.run(*words).decode().strip()

    def _moved(self, act: Commit) -> str | None:
        """The folder that documents came from, where they went from another one of the repository."""
        came = (touch.path for touch in act.touches if touch.before is None)
        return next((self.elsewhere[path] for path in came if path in self.elsewhere and _number(path)), None)

    def _merges_of(self, act: Commit) -> Iterator[str]:
        """A commit on the line, and the merges that it brought."""
        yield act.commit
        yield from (one.commit for one in self.brought.get(act.commit, ()) if one.commit in self.merges)

    def _decided(self, act: Commit, past: HistoryState) -> Iterator[HistoryStep]:
        """What merges did that a clean merge would not have done."""
        for commit in self._merges_of(act):
            results = self.results.get(commit, ())
            turns = [turn for result in results if _is_document(result.path) for turn in self._decisions(result)]
            turns = [self._with_double(turn, commit) for turn in turns]
            asks = [self._asked(result, past) for result in results if result.path == SETTINGS]
            if turns or asks:
                made = self.merges[commit]
                deed = CommitView(commit, made.who, made.mail, made.committed, trailers_in(made.message), tuple(turns))
                if asks:
                    before, after = asks[0]
                    deed = deed._replace(two_persons=after.two_persons, public_unmarked=after.public_unmarked)
                    past = past._replace(two_persons=before.two_persons, public_unmarked=before.public_unmarked)
                yield HistoryStep(deed, past)

    def _lost(self, act: Commit, brought: Sequence[CommitView], past: HistoryState) -> Iterator[HistoryStep]:
        """Entries that came and went on a side line, so that the merge which brings it cannot tell of them."""
        came = {turn.path for deed in brought for turn in deed.turns if turn.before is None}
        for deed in brought:
            went = [turn for turn in deed.turns if turn.after is None and turn.path in came]
            gone = [turn for turn in went if not holds_file(self.git, act.commit, turn.path)]
            if gone:
                new = [turn for turn in deed.turns if turn.before is None]
                yield HistoryStep(deed._replace(turns=(*gone, *new)), past)

    def _decisions(self, result: Result) -> Iterator[FileEdit]:
        after = self._held(*result.after) if result.after else None
        for before in self._expected(result.sides):
            if not (after and before.document and after.readable and after.document == before.document):
                yield FileEdit(result.path, _number(result.path), before, after)

    def _expected(self, sides: tuple[ParentFile | None, ...]) -> Iterator[BlobState]:
        """What a clean merge would hold, in each way to decide what is in conflict."""
        held = [self._held(*side) if side else None for side in sides]
        if len(held) == 1 or None in held[1:]:
            yield from (one for one in held[-2:] if one)
            return
        base, ours, theirs = (one.document if one else None for one in held)
        if ours and theirs:
            yield from (BlobState("", document=document) for document in expected(base, ours, theirs))
        else:
            yield from (one for one in held[1:] if one and one.document)

    def _asked(self, result: Result, past: HistoryState) -> tuple[Settings, Settings]:
        """The settings that a clean merge would hold, and those that the merge holds."""
        known = [self._setting_in(side, past) for side in result.sides]
        base, ours, theirs = known if len(known) > 1 else known * 3
        sides = zip(base.two_persons, ours.two_persons, theirs.two_persons, strict=True)
        clean = Settings(
            two_persons=TwoPersons(*(y if x == b else x for b, x, y in sides)),
            public_unmarked=(theirs if ours.public_unmarked is base.public_unmarked else ours).public_unmarked,
        )
        return clean, self._setting_in(result.after, past)

    def _setting_in(self, side: ParentFile | None, past: HistoryState) -> Settings:
        text = text_of(self.git, side.blob) if side and side.mode in TEXTS else None
        try:
            return settings.load(text) if text is not None else Settings()
        except SomeiError:
            return Settings(two_persons=past.two_persons, public_unmarked=past.public_unmarked)

    def _deed(self, act: Commit, past: HistoryState, made_up: Sides) -> CommitView:
        touches = [touch for touch in act.touches if _is_document(touch.path, touch.mode or touch.mode_before)]
        turns = [self._turn(touch, past, looking=touch.path in made_up) for touch in touches]
        lost = any(touch.after is None for touch in touches)
        if past.gone or past.freed or lost or let_go(turns):
            self.contents.fetch(touch.after for touch in touches if touch.after and touch.mode in TEXTS)
            turns = [self._turn(touch, past, looking=True) for touch in touches]
        if lost:
            turns = [self._with_double(turn, act.commit) for turn in turns]
        trailers = trailers_in(act.message)
        undone = next(iter(trailers.get(UNDOES, ())), "")
        if FULL_HASH.fullmatch(undone) and act.parents:
            turns = [turn._replace(undoes=self._undoes(act, undone, turn)) for turn in turns]
        if made_up:
            turns = [self._with_sides(turn, made_up) for turn in turns]
        held = self._settings(act, past)
        return CommitView(
            act.commit,
            act.who,
            act.mail,
            act.committed,
            trailers,
            tuple(turns),
            held and held.two_persons,
            held and held.public_unmarked,
        )

    def _turn(self, touch: FileDelta, past: HistoryState, *, looking: bool) -> FileEdit:
        """What a commit did to a file; one that has only come is read where it is looked for."""
        before = self._held(touch.before, touch.mode_before) if touch.before else None
        if before and not before.readable and (blob := past.broken.get(str(touch.path))):
            before = before._replace(document=self.contents.of(blob).document)
        after = None
        if touch.after:
            read = looking or before is not None
            after = self._held(touch.after, touch.mode) if read else BlobState(touch.after, touch.mode)
        return FileEdit(touch.path, _number(touch.path), before, after)

    def _held(self, blob: str, mode: str) -> BlobState:
        if mode not in TEXTS:
            return BlobState(blob, mode, None, _NO_TEXT)
        return BlobState(blob, mode, *self.contents.of(blob))

    def _with_sides(self, turn: FileEdit, made_up: Sides) -> FileEdit:
        sides = made_up.get(turn.path)
        if sides is None:
            return turn
        return turn._replace(others=tuple(self._held(*side) if side else None for side in sides[1:]))

    def _undoes(self, act: Commit, undone: str, turn: FileEdit) -> bool:
        """Whether a file is as it was before the act undone, which was the last one on it."""
        last = self.git.run("rev-list", "-1", f"{act.commit}^", "--", self.git.literally(turn.path)).decode().strip()
        named = self.git.within(f"{undone}^", turn.path)
        blob = self.git.call("rev-parse", "--verify", "--quiet", named).output.decode().strip()
        if last != undone or not blob or turn.documents is None:
            return False
        return self.contents.of(blob).document == turn.documents[1]

    def _with_double(self, turn: FileEdit, commit: str) -> FileEdit:
        """A file that went from a wrong place, where its number also stands in the right one."""
        number = turn.before.document.number if turn.before and turn.before.document else None
        if number is None or turn.after is not None or turn.number == number:
            return turn
        return turn._replace(double=holds_file(self.git, commit, path_of(number)))

    def _settings(self, act: Commit, past: HistoryState) -> Settings | None:
        """The settings as a commit left them; those before count on if they cannot be read."""
        touch = next((touch for touch in act.touches if touch.path == SETTINGS), None)
        if touch is None:
            return None
        return self._setting_in(ParentFile(touch.after, touch.mode) if touch.after else None, past)


def _taken_back(brought: Iterable[CommitView]) -> Iterator[PurePosixPath]:
    return (turn.path for deed in brought for turn in deed.turns if turn.undoes)


def _walk(git: Git, revisions: str) -> _Walk:
    line = list(acts(git, revisions, first_parent=True))
    contents = Contents(git)
    elsewhere, partial = went_elsewhere(git, revisions), is_partial(git)
    parents, whole_line = graph(git, revisions)
    merges = {commit: above for commit, above in parents.items() if len(above) > 1}
    if not merges:
        return _Walk(git, contents, line, {}, {}, {}, {}, elsewhere, {}, partial)
    results = {commit: found for commit, found in unclean(git, merges).items() if found}
    on_line = {act.commit: act for act in line}
    all_acts = {act.commit: act for act in acts(git, revisions, full=True)}
    # Git leaves out a merge of something older than the range that changed nothing on its own side.
    all_acts |= {act.commit: act for act in without_files(git, (one for one in results if one not in all_acts))}
    # A merge that only gave up what its sides had changes nothing on the line, and is judged all the same.
    by_hash = {act.commit: act for act in all_acts.values() if act.touches or act.commit in results}
    came_by = brought_by(parents, whole_line)
    brought = {
        merge: [by_hash[commit] for commit in sorted(came) if commit in by_hash] for merge, came in came_by.items()
    }
    told = [commit for commit in whole_line if commit in on_line or _decides(commit, results, brought)]
    line = [on_line.get(commit) or all_acts[commit]._replace(touches=()) for commit in told]
    merging = {commit: all_acts[commit] for commit in results}
    nested = without_files(git, (commit for came in came_by.values() for commit in came if commit in merges))
    speaking = {act.commit: act for act in nested if _SAYING & {name.casefold() for name in trailers_in(act.message)}}
    carried = {
        merge: [(speaking[one], carried_by(parents, one)) for one in sorted(came & speaking.keys())[:_MOST_SPEAKING]]
        for merge, came in came_by.items()
    }
    return _Walk(
        git, contents, line, brought, of_neither(git, revisions), results, merging, elsewhere, carried, partial
    )


def _decides(commit: str, results: Mapping[str, Sequence[Result]], brought: Mapping[str, Sequence[Commit]]) -> bool:
    """Whether a merge that changes nothing on the line is judged: for itself, or for what its sides took away."""
    came = brought.get(commit, ())
    took_away = any(touch.after is None for act in came for touch in act.touches)
    return commit in results or took_away or any(act.commit in results for act in came)


def _to_read(act: Commit) -> Iterator[str]:
    """The blobs on both sides of what changed, and what went."""
    for touch in act.touches:
        if touch.before and _is_document(touch.path):
            if touch.mode_before in TEXTS:
                yield touch.before
            if touch.after and touch.mode in TEXTS:
                yield touch.after


def _texts_after(commits: Iterable[Commit]) -> dict[str, PurePosixPath]:
    """The texts that commits left, each with a file that held it."""
    touches = (touch for act in commits for touch in act.touches)
    return {touch.after: touch.path for touch in touches if touch.after and touch.mode in TEXTS}


def _arrived(batch: Iterable[Commit]) -> Iterator[str]:
    for act in batch:
        for touch in act.touches:
            if touch.after and not touch.before and touch.mode in TEXTS and _is_document(touch.path):
                yield touch.after


def _is_document(path: PurePosixPath, mode: str = PLAIN) -> bool:
    """Whether a file is one of the documents, or is none where only documents should be."""
    return path.parts[:1] == DOCUMENTS.parts and (path.suffix == ".toml" or mode not in TEXTS)


@lru_cache(maxsize=20_000)
def _number(path: PurePosixPath) -> DocumentNumber | None:
    return number_at(path)
