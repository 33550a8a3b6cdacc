"""The rule runner: runs on each file, document and family only the rules that can report something about it.

Also turns flaws into findings, with the path, line and column.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import compress, groupby
from operator import attrgetter
from typing import Any, NamedTuple

from somei_cli.formats.register_paths import SETTINGS, number_of_path, path_of
from somei_cli.formats.toml.positions import KeyLines
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.groups import group_pairs
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.definition.document_traits import (
    DOCUMENT_TRAITS,
    FAMILY_TRAITS,
    FILE_TRAITS,
    Trait,
    TraitTest,
    code_of,
)
from somei_cli.rules.definition.findings import Finding
from somei_cli.rules.definition.rule import Flaw, Members, RegisterSubject, Rule, RuleContext, Scope
from somei_cli.rules.definition.text_features import JoinedTexts

_BATCH_SIZE, _BATCH_LENGTH = 500, 1_000_000
"""So many files, or files of so many characters, are judged together: their texts are searched as one."""


class _ChosenRules:
    """Rules that are run only on subjects with their traits. Only traits that one of them names are looked for."""

    def __init__(self, rules: Iterable[Rule], tests: Mapping[Trait, TraitTest]) -> None:
        traits_of_rules = [(rule, self._needed_traits(rule)) for rule in rules]
        self._bits = {
            trait: 1 << position
            for position, trait in enumerate({trait for _, traits in traits_of_rules for trait in traits})
        }
        self._tests = tuple((bit, tests[trait]) for trait, bit in self._bits.items() if trait in tests)
        self._rules = tuple((rule, sum(self._bits[trait] for trait in traits)) for rule, traits in traits_of_rules)

    def choose(self, subjects: Sequence[Any]) -> Iterator[tuple[Rule, list[int]]]:
        """Yield each rule with the positions of the subjects that have its traits."""
        positions_by_traits = group_pairs(
            (traits, position) for position, traits in enumerate(self._find_traits(subjects))
        )
        for rule, needed in self._rules:
            chosen = [
                position
                for traits, positions in positions_by_traits.items()
                if needed & traits == needed
                for position in positions
            ]
            if chosen:
                yield rule, chosen

    def _needed_traits(self, rule: Rule) -> frozenset[Trait]:
        return rule.traits

    def _find_traits(self, subjects: Sequence[Any]) -> Sequence[int]:
        # One test after the other: each is then in the cache of the processor.
        traits = [0] * len(subjects)
        for bit, test in self._tests:
            for position in compress(range(len(subjects)), map(test, subjects)):
                traits[position] |= bit
        return traits


class _EntryRules(_ChosenRules):
    """The rules about files and the documents in them; what texts hold is looked for in those of all files together."""

    def __init__(self, rules: Iterable[Rule], context: RuleContext) -> None:
        super().__init__(
            rules,
            {
                **DOCUMENT_TRAITS,
                Trait.UNUSUAL_CODE: lambda document: (
                    not context.usual_codes.issuperset(map(code_of, document.subject_codes))
                ),
                Trait.UNLISTED_TYPE: lambda document: (
                    document.type is not None and document.type not in context.headings
                ),
            },
        )
        self._file_tests = tuple(
            (self._bits[trait], find) for trait, find in FILE_TRAITS.items() if trait in self._bits
        )

    def _needed_traits(self, rule: Rule) -> frozenset[Trait]:
        return rule.traits | {Trait.READ} if rule.scope is Scope.DOCUMENT else rule.traits

    def _find_traits(self, subjects: Sequence[DocumentFile]) -> Sequence[int]:
        positions = [position for position, entry in enumerate(subjects) if entry.document]
        traits = [0] * len(subjects)
        for position, document_traits in zip(
            positions, super()._find_traits([subjects[position].document for position in positions]), strict=True
        ):
            traits[position] = document_traits
        files = JoinedTexts(subjects)
        for bit, find in self._file_tests:
            for position in find(files):
                traits[position] |= bit
        return traits


def _batches(entries: Sequence[DocumentFile]) -> Iterator[tuple[int, int]]:
    """Yield where batches of files begin and end."""
    start = length = 0
    for end, entry in enumerate(entries, start=1):
        length += len(entry.text)
        if end - start == _BATCH_SIZE or length > _BATCH_LENGTH or end == len(entries):
            yield start, end
            start, length = end, 0


class Judgement(NamedTuple):
    """The flaws that a rule reports about the subject at a position; it may report none, but ask for a day to come."""

    rule: Rule
    position: int
    flaws: Sequence[Flaw]


class RuleRunner:
    """The rules of one check, run on many subjects: one rule after the other, which is faster than subject by subject.

    Whoever wants to know on which days to come a subject must be judged again takes `RuleContext.turning_days` after
    each judgement.
    """

    def __init__(self, rules: Sequence[Rule], context: RuleContext) -> None:
        self.context = context
        by_scope = {scope: tuple(rule for rule in rules if rule.scope is scope) for scope in Scope}
        self._entries = _EntryRules((*by_scope[Scope.FILE], *by_scope[Scope.DOCUMENT]), context)
        self._families = _ChosenRules(by_scope[Scope.FAMILY], FAMILY_TRAITS)
        self._register = _ChosenRules(by_scope[Scope.REGISTER], DOCUMENT_TRAITS)

    def judge_files(self, entries: Sequence[DocumentFile]) -> Iterator[Judgement]:
        """Judge files and the documents in them."""
        for start, end in _batches(entries):
            batch = entries[start:end]
            documents = [entry.document for entry in batch]
            for rule, chosen in self._entries.choose(batch):
                subjects: Sequence[object] = documents if rule.scope is Scope.DOCUMENT else batch
                yield from self._judge(rule, subjects, chosen, start)

    def judge_families(self, families: Sequence[Members]) -> Iterator[Judgement]:
        """Judge the members of each number against each other."""
        for rule, chosen in self._families.choose(families):
            yield from self._judge(rule, families, chosen)

    def judge_register(self, snapshot: Snapshot, groups: Sequence[Sequence[Document]]) -> Iterator[Judgement]:
        """Judge groups of documents against the register; each rule gets only the documents that have its traits."""
        documents = [document for group in groups for document in group]
        group_of_document = [index for index, group in enumerate(groups) for _ in group]
        for rule, chosen in self._register.choose(documents):
            # In the order of the documents: of several with one flaw some rules report the first.
            by_group = group_pairs((group_of_document[position], documents[position]) for position in sorted(chosen))
            for index, members in by_group.items():
                flaws = tuple(rule.judge(RegisterSubject(snapshot, tuple(members)), self.context))
                if flaws or self.context.turning_days:
                    yield Judgement(rule, index, flaws)

    def _judge(
        self, rule: Rule, subjects: Sequence[object], chosen: Iterable[int], start: int = 0
    ) -> Iterator[Judgement]:
        """Yield what a rule says of the chosen subjects; those are the positions from `start` on."""
        judge, context = rule.judge, self.context
        for position in chosen:
            flaws = tuple(judge(subjects[position], context))
            if flaws or context.turning_days:
                yield Judgement(rule, start + position, flaws)


LocatedFlaw = tuple[Rule, Flaw, DocumentFile | None]
"""A flaw with its rule and its file; None stands for somei.toml."""


def locate_findings(flaws: Iterable[LocatedFlaw]) -> Iterator[Finding]:
    """Yield findings with their lines. Only files with a flaw are searched for lines."""
    in_order = sorted(flaws, key=_path)
    for path, group in groupby(in_order, key=_path):
        key_lines: KeyLines | None = None
        for rule, flaw, entry in group:
            line = flaw.line
            if not line and flaw.key_path and entry:
                key_lines = key_lines or KeyLines(entry.text)
                line = key_lines.line_of(flaw.key_path)
            number = flaw.about or (number_of_path(entry.path) if entry else None)
            yield Finding(
                code=rule.code,
                severity=flaw.severity or rule.severity,
                path=path,
                line=line or 1,
                column=flaw.column or 1,
                document=str(number) if number else None,
                message=flaw.message,
                hint=flaw.hint,
            )


def _path(flaw: LocatedFlaw) -> str:
    entry = flaw[2]
    return str(entry.path) if entry else str(SETTINGS)


def files_by_number(entries: Iterable[DocumentFile]) -> dict[DocumentNumber, DocumentFile]:
    """Return the file of each document; of two with one number, the file in the right place."""
    files: dict[DocumentNumber, DocumentFile] = {}
    for entry in entries:
        number = entry.document.number if entry.document else None
        if number and (number not in files or entry.path == path_of(number)):
            files[number] = entry
    return files


class GroupFlaws(NamedTuple):
    """What rules report about a group of files, and the days to come on which they may report something else."""

    flaws: list[LocatedFlaw]
    turning_days: set[date]


def run_rules(
    runner: RuleRunner, groups: Sequence[Sequence[DocumentFile]], snapshot: Snapshot | None = None
) -> list[GroupFlaws]:
    """Run the rules over groups of files, such as families, and return for each what they report.

    No file may be in two groups. Without a snapshot each group is a family, all of whose files hold documents of
    different numbers; the rules that ask for other documents are left out.
    """
    judged = [GroupFlaws([], set()) for _ in groups]
    turning_days = runner.context.turning_days
    turning_days.clear()
    entries = [entry for group in groups for entry in group]
    group_of_entry = [index for index, group in enumerate(groups) for _ in group]
    for rule, position, flaws in runner.judge_files(entries):
        group = judged[group_of_entry[position]]
        group.flaws.extend((rule, flaw, entries[position]) for flaw in flaws)
        _move_days(turning_days, group)
    files = [files_by_number(group) for group in groups]
    families, group_of_family = _families_in(files, snapshot)
    for rule, position, flaws in runner.judge_families(families):
        index = group_of_family[position]
        judged[index].flaws.extend(_locate_in_files(rule, flaws, files[index]))
        _move_days(turning_days, judged[index])
    if snapshot:
        documents = [[document for number in numbers if (document := snapshot.get(number))] for numbers in files]
        for rule, index, flaws in runner.judge_register(snapshot, documents):
            judged[index].flaws.extend(_locate_in_files(rule, flaws, files[index]))
            _move_days(turning_days, judged[index])
    return judged


def _move_days(turning_days: set[date], group: GroupFlaws) -> None:
    if turning_days:
        group.turning_days.update(turning_days)
        turning_days.clear()


def _families_in(
    files: Sequence[Mapping[DocumentNumber, DocumentFile]], snapshot: Snapshot | None
) -> tuple[list[Members], list[int]]:
    """Return the families of the documents of each group, and the position of the group of each family."""
    if snapshot is None:
        documents = ([entry.document for entry in group.values() if entry.document] for group in files)
        return [
            tuple(sorted(members, key=attrgetter("number.sort_key")) if len(members) > 1 else members)
            for members in documents
        ], list(range(len(files)))
    bases = [(base, index) for index, group in enumerate(files) for base in dict.fromkeys(n.base for n in group)]
    return [snapshot.family(base) for base, _ in bases], [index for _, index in bases]


def _locate_in_files(
    rule: Rule, flaws: Iterable[Flaw], files: Mapping[DocumentNumber, DocumentFile]
) -> Iterator[LocatedFlaw]:
    for flaw in flaws:
        entry = files.get(flaw.about) if flaw.about else None
        if entry:
            yield rule, flaw, entry
