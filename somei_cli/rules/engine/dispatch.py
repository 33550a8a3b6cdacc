"""The rule runner: runs on each file, document and family only the rules that can report something about it.

Also turns flaws into findings, with the path, line and column.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from somei_cli.formats.register_paths import SETTINGS, number_of_path, path_of
from somei_cli.formats.toml.positions import KeyLines
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.definition.document_traits import DOCUMENT_TRAITS, FAMILY_TRAITS, FILE_TRAITS, Trait, TraitTest
from somei_cli.rules.definition.findings import Finding
from somei_cli.rules.definition.rule import Flaw, Members, RegisterSubject, Rule, RuleContext, Scope

FlawStream = Iterator[tuple[Rule, Flaw]]
"""Flaws, each with its rule."""

_CHOICES = 4096
"""Combinations of traits whose rules are cached; a register of any size has a few hundred."""


class _ScopeRules:
    """The rules of one scope. Only traits that one of them names are tested on a subject."""

    def __init__(self, rules: Iterable[Rule], tests: Mapping[Trait, TraitTest]) -> None:
        rules = tuple(rules)
        bits = {
            trait: 1 << position for position, trait in enumerate({trait for rule in rules for trait in rule.traits})
        }
        self._tests = tuple((bit, tests[trait]) for trait, bit in bits.items())
        self._rules = tuple((rule, sum(bits[trait] for trait in rule.traits)) for rule in rules)
        self._rules_with = lru_cache(_CHOICES)(self._choose)

    def applicable(self, subject: object) -> tuple[Rule, ...]:
        """Return the rules whose traits the subject has."""
        traits = 0
        for bit, test in self._tests:
            if test(subject):
                traits |= bit
        return self._rules_with(traits)

    def run(self, subject: object, context: RuleContext) -> FlawStream:
        """Run the applicable rules on a subject."""
        for rule in self.applicable(subject):
            for flaw in rule.judge(subject, context):
                yield rule, flaw

    def _choose(self, traits: int) -> tuple[Rule, ...]:
        return tuple(rule for rule, needed in self._rules if needed & traits == needed)


class RuleRunner:
    """The rules of one check, run on one subject after the other."""

    def __init__(self, rules: Sequence[Rule], context: RuleContext) -> None:
        self._context = context
        by_scope = {scope: tuple(rule for rule in rules if rule.scope is scope) for scope in Scope}
        self._files = _ScopeRules(by_scope[Scope.FILE], FILE_TRAITS)
        self._documents = _ScopeRules(by_scope[Scope.DOCUMENT], DOCUMENT_TRAITS)
        self._families = _ScopeRules(by_scope[Scope.FAMILY], FAMILY_TRAITS)
        self._register = _ScopeRules(by_scope[Scope.REGISTER], DOCUMENT_TRAITS)

    def judge_file(self, entry: DocumentFile) -> FlawStream:
        """Judge a file and the document in it."""
        yield from self._files.run(entry, self._context)
        if entry.document:
            yield from self._documents.run(entry.document, self._context)

    def judge_family(self, members: Members) -> FlawStream:
        """Judge the members of one number against each other."""
        yield from self._families.run(members, self._context)

    def judge_register(self, subject: RegisterSubject) -> FlawStream:
        """Judge documents against the register; each rule gets only the documents that have its traits."""
        documents_by_rule: dict[str, tuple[Rule, list[Document]]] = {}
        for document in subject.documents:
            for rule in self._register.applicable(document):
                documents_by_rule.setdefault(rule.code, (rule, []))[1].append(document)
        for rule, documents in documents_by_rule.values():
            for flaw in rule.judge(RegisterSubject(subject.snapshot, tuple(documents)), self._context):
                yield rule, flaw


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


def run_rules(
    runner: RuleRunner,
    entries: Sequence[DocumentFile],
    files: Mapping[DocumentNumber, DocumentFile],
    snapshot: Snapshot,
) -> Iterator[LocatedFlaw]:
    """Run the rules over files. `files` are those of the documents among them."""
    for entry in entries:
        for rule, flaw in runner.judge_file(entry):
            yield rule, flaw, entry
    for base in dict.fromkeys(number.base for number in files):
        yield from _locate_in_files(runner.judge_family(snapshot.family(base)), files)
    documents = (snapshot.get(number) for number in files)
    subject = RegisterSubject(snapshot, tuple(document for document in documents if document))
    yield from _locate_in_files(runner.judge_register(subject), files)


def run_family_rules(runner: RuleRunner, entries: Sequence[DocumentFile]) -> Iterator[LocatedFlaw]:
    """Run the rules over all files of one family, but for those that ask for other documents.

    Each file holds a document, and no two the same number.
    """
    files: dict[DocumentNumber, DocumentFile] = {}
    for entry in entries:
        if entry.document:
            files[entry.document.number] = entry
        for rule, flaw in runner.judge_file(entry):
            yield rule, flaw, entry
    documents = [entry.document for entry in files.values() if entry.document]
    members = tuple(sorted(documents, key=lambda document: document.number)) if len(documents) > 1 else tuple(documents)
    yield from _locate_in_files(runner.judge_family(members), files)


def _locate_in_files(flaws: FlawStream, files: Mapping[DocumentNumber, DocumentFile]) -> Iterator[LocatedFlaw]:
    for rule, flaw in flaws:
        entry = files.get(flaw.about) if flaw.about else None
        if entry:
            yield rule, flaw, entry
