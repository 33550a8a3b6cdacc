"""Judging: rules put to files, documents and families, whatever the report will tell of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from somei_cli.model.entries import DocumentFile
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.settings import Waiver
from somei_cli.model.snapshot import Snapshot
from somei_cli.model.surroundings import Surroundings
from somei_cli.rules.findings import Finding
from somei_cli.rules.placing import Met
from somei_cli.rules.putting import Bench, Told
from somei_cli.rules.rule import Background, Rule, Scope, Whole
from somei_cli.rules.waiving import GivenWaiver
from somei_cli.text.paths import number_at, path_of


class FileFindings(NamedTuple):
    """What was found in files before any waiver, with the waivers that stand in them.

    `checked` files were judged, `unread` of them gave no document; `paths` are theirs, None where all were judged.
    `numbers` are those of the documents, needed only where the question was narrowed.
    """

    findings: tuple[Finding, ...]
    waivers: tuple[GivenWaiver, ...]
    checked: int
    unread: int
    paths: frozenset[str] | None = None
    numbers: Collection[DocumentNumber] = ()


class Narrowing(NamedTuple):
    """Which files are asked about; None where all are."""

    numbers: Collection[DocumentNumber] | None = None
    paths: Collection[object] | None = None

    def of(self, entries: Sequence[DocumentFile]) -> tuple[DocumentFile, ...]:
        """The files that belong to the question; one that may hold anything does."""
        if self.numbers is not None:
            wanted = frozenset(self.numbers)
            entries = [entry for entry in entries if _is_asked(entry, wanted)]
        return tuple(entry for entry in entries if self.paths is None or entry.path in self.paths)

    def waivers(self, held: tuple[Waiver, ...], files: Iterable[DocumentNumber]) -> tuple[tuple[Waiver, ...], ...]:
        """The waivers of the settings that are asked about, and those that reach further than these files do."""
        if self.numbers is None and self.paths is None:
            return held, ()
        printed = {str(number) for number in (*files, *(self.numbers or ()))}
        beyond = tuple(waiver for waiver in held if waiver.document is None)
        return tuple(waiver for waiver in held if waiver.document in printed), beyond


def _is_asked(entry: DocumentFile, wanted: frozenset[DocumentNumber]) -> bool:
    if entry.document and entry.document.number in wanted:
        return True
    number = number_at(entry.path)
    return number in wanted or (number is None and entry.document is None)


def by_number(entries: Iterable[DocumentFile]) -> dict[DocumentNumber, DocumentFile]:
    """The file of each document; of two that claim one number, the one in its place."""
    files: dict[DocumentNumber, DocumentFile] = {}
    for entry in entries:
        number = entry.document.number if entry.document else None
        if number and (number not in files or entry.path == path_of(number)):
            files[number] = entry
    return files


def judge(
    bench: Bench, asked: Sequence[DocumentFile], files: Mapping[DocumentNumber, DocumentFile], snapshot: Snapshot
) -> Iterator[Met]:
    """What is wrong in files; `files` are those of the documents among them."""
    for entry in asked:
        for rule, flaw in bench.file(entry):
            yield rule, flaw, entry
    for base in dict.fromkeys(number.base for number in files):
        yield from _about_files(bench.family(snapshot.family(base)), files)
    documents = (snapshot.get(number) for number in files)
    whole = Whole(snapshot, tuple(document for document in documents if document))
    yield from _about_files(bench.register(whole), files)


def _about_files(told: Told, files: Mapping[DocumentNumber, DocumentFile]) -> Iterator[Met]:
    for rule, flaw in told:
        entry = files.get(flaw.about) if flaw.about else None
        if entry:
            yield rule, flaw, entry


def judge_clone(rules: Sequence[Rule], background: Background, surroundings: Surroundings) -> Iterator[Met]:
    """What is wrong with how git holds the register."""
    for rule in (rule for rule in rules if rule.scope is Scope.CLONE):
        for flaw in rule.judge(surroundings, background):
            yield rule, flaw, DocumentFile(flaw.path, "", None) if flaw.path else None
