"""The register that somei ships, as files in memory, and the ways in which one fault is planted in it."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from conftest import SAMPLE_ENTRIES
from rules.builders import entry_at, note, num

from somei_cli.formats.register_paths import VOCABULARY_FILES, path_of
from somei_cli.formats.toml import settings as settings_text
from somei_cli.formats.toml import vocabulary
from somei_cli.formats.toml.document import dump, load
from somei_cli.model.codes import SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.register.settings import Settings
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import RetiredCode, Vocabulary
from somei_cli.rules.definition.findings import Finding
from somei_cli.rules.engine.check import check

SHIPPED = Path(__file__).parent.parent.parent / "register"
TODAY = date(2026, 6, 1)
OUTCOME, AGENDA = num("15070/19"), num("13735/19")
"""The two of its documents that faults are planted in."""


@dataclass(frozen=True)
class Copy:
    """A copy of it: the text of each file below `documents/`, the settings, and the retired codes."""

    files: Mapping[PurePosixPath, str]
    settings: Settings
    retired: Mapping[SubjectCode, RetiredCode] = field(default_factory=dict)
    today: date = TODAY

    def findings(self) -> tuple[Finding, ...]:
        entries = [entry_at(str(path), self.files[path]) for path in sorted(self.files)]
        documents = (entry.document for entry in entries if entry.document)
        lists = _vocabulary()._replace(retired=self.retired)
        return check(entries, Snapshot(documents, lambda: lists, self.settings), today=self.today).findings


Fault = Callable[[Copy], Copy]


@cache
def untouched() -> Copy:
    """Return the two documents that faults are planted in."""
    return _copy_of(SAMPLE_ENTRIES)


def whole() -> Copy:
    """Return every document of the register."""
    return replace(_copy_of(SHIPPED.rglob("documents/**/*.toml")), today=date(2026, 12, 1))


def copy_sample(folder: Path) -> None:
    """Copy the register with the two documents alone."""
    shutil.copytree(SHIPPED, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("documents"))
    for file in SAMPLE_ENTRIES:
        target = folder / file.relative_to(SHIPPED)
        target.parent.mkdir(parents=True)
        shutil.copyfile(file, target)


def _copy_of(found: Iterable[Path]) -> Copy:
    files = {PurePosixPath(file.relative_to(SHIPPED)): file.read_text(encoding="utf-8") for file in sorted(found)}
    return Copy(files, settings_text.load((SHIPPED / "somei.toml").read_text(encoding="utf-8")))


@cache
def _vocabulary() -> Vocabulary:
    return vocabulary.load({file: (SHIPPED / "vocabulary" / file).read_text("utf-8") for file in VOCABULARY_FILES})


def shipped(number: object) -> Document:
    document = load(untouched().files[path_of(num(str(number)))]).document
    assert document
    return document


# ---- ways to plant a fault


def beside(*documents: Document) -> Fault:
    """These documents are registered too."""
    more = {path_of(document.number): dump(document) for document in documents}
    return lambda copy: replace(copy, files={**copy.files, **more})


def outcome(**changes: Any) -> Fault:
    """15070/19 is entered with other values."""
    return beside(replace(shipped(OUTCOME), **changes))


def agenda(*, needs: Iterable[str] = ("DATE001", "CODE004", "FILE008"), **changes: Any) -> Fault:
    """13735/19 is entered with other values; `needs` are the waivers that it still needs then."""
    held = shipped(AGENDA)
    wanted = frozenset(needs)
    return beside(replace(held, **{"waive": tuple(row for row in held.waive if row[0] in wanted), **changes}))


def misspelt(old: str, new: str) -> Fault:
    """Words in the file of 15070/19 were changed by hand."""

    def plant(copy: Copy) -> Copy:
        text = copy.files[path_of(OUTCOME)]
        assert text.count(old) == 1, old
        return replace(copy, files={**copy.files, path_of(OUTCOME): text.replace(old, new)})

    return plant


def moved(path: str) -> Fault:
    """The file of 15070/19 was moved."""
    return lambda copy: replace(
        copy, files={PurePosixPath(path) if at == path_of(OUTCOME) else at: text for at, text in copy.files.items()}
    )


def under(**settings: Any) -> Fault:
    """somei.toml says something else."""
    return lambda copy: replace(copy, settings=copy.settings._replace(**settings))


def retired(code: str, on: date) -> Fault:
    """A code was retired on a day."""
    return lambda copy: replace(copy, retired={SubjectCode(code): RetiredCode(on)})


def both(first: Fault, second: Fault) -> Fault:
    """A fault that takes two files."""
    return lambda copy: second(first(copy))


# ---- documents to plant


def of_2020(printed: str, **changes: Any) -> Document:
    """A sound document that is issued after 15070/19."""
    return note(printed, **{"date": date(2020, 3, 2), **changes})


def of_2026(printed: str, **changes: Any) -> Document:
    """A sound document of this year."""
    return note(printed, **{"date": date(2026, 3, 2), **changes})
