"""Read pages, sound and damaged, in every format, and count what became of their fields."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from random import Random

from import_accuracy import damage_columns, damage_parts, damage_sites, damage_words
from import_accuracy.cover_page import CoverPage, read_pages
from import_accuracy.damage import FORMATS, Damage
from import_accuracy.judgement import EMPTY, RIGHT, WRONG, DocumentVerdict, judge_document
from import_accuracy.press_texts import make_press_pages
from import_accuracy.printing import Unprintable, print_page
from somei_cli.actions.importing.read import ReadingOptions, read_file
from somei_cli.errors import SomeiError
from somei_cli.formats.register_paths import VOCABULARY_FILES
from somei_cli.formats.toml import vocabulary as lists
from somei_cli.model.importing.import_decisions import make_first_verdict
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.store.disk.input_files import IncomingFile

DAMAGES: tuple[Damage, ...] = (
    *damage_columns.DAMAGES,
    *damage_parts.DAMAGES,
    *damage_words.DAMAGES,
    *damage_sites.DAMAGES,
)
SOUND = "no damage"


@dataclass(frozen=True, slots=True)
class Case:
    """One file to read; the name of its damage is SOUND if it has none."""

    page: CoverPage
    damage: str
    format: str
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case; `refusal` is why it could not be read."""

    case: Case
    verdict: DocumentVerdict
    refusal: str = ""


@dataclass(slots=True)
class Tally:
    """Counts of fields and documents."""

    fields: Counter[str] = field(default_factory=Counter)
    doubted: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    refused: int = 0
    taken: int = 0
    taken_wrong: int = 0
    all_right: int = 0
    needlessly_doubted: int = 0
    undoubted: int = 0
    """Values of fields that needed a doubt and got none."""

    @property
    def silent_wrong(self) -> int:
        return self.fields[WRONG] - self.doubted[WRONG]

    def add(self, outcome: Outcome, only_field: str | None = None) -> None:
        verdict = outcome.verdict
        for judged in verdict.fields:
            if only_field in (None, judged.field):
                self.fields[judged.verdict] += 1
                self.doubted[judged.verdict] += judged.doubted
        self.documents += 1
        self.refused += bool(outcome.refusal)
        self.taken += verdict.taken
        self.taken_wrong += verdict.taken and verdict.has_wrong
        self.all_right += verdict.is_right
        self.needlessly_doubted += verdict.is_right and bool(verdict.needless)
        self.undoubted += len(verdict.undoubted)


def read_vocabulary() -> Vocabulary:
    """Return the vocabulary of a new register."""
    data = files("somei_cli") / "data"
    return lists.load({name: (data / name).read_text(encoding="utf-8") for name in VOCABULARY_FILES})


@cache
def all_pages() -> tuple[CoverPage, ...]:
    """Return the pages of the folder `pages` and the press texts in other languages."""
    return (*read_pages(), *make_press_pages())


def make_cases(
    damages: Iterable[str] | None = None,
    formats: Iterable[str] | None = None,
    pages: Iterable[str] | None = None,
    seed: int = 0,
) -> Iterator[Case]:
    """Yield the cases: every page in every format, and every damage of every page in text and in one other format.

    With `formats`, damaged pages are yielded in all of these formats.
    """
    wanted = None if damages is None else frozenset(damages)
    asked_formats = None if formats is None else tuple(formats)
    asked_pages = None if pages is None else frozenset(pages)
    chosen = [page for page in all_pages() if asked_pages is None or page.name in asked_pages]
    for page in chosen:
        if wanted is None or SOUND in wanted:
            yield from (Case(page, SOUND, name, seed) for name in asked_formats or FORMATS)
        for damage in DAMAGES:
            if wanted is not None and damage.name not in wanted:
                continue
            damaged = damage.apply(page, seed)
            if damaged is not None and damaged != page:
                for name in _formats_of(damage, asked_formats, page.name):
                    yield Case(damaged, damage.name, name, seed)


def _formats_of(damage: Damage, asked: tuple[str, ...] | None, page_name: str) -> tuple[str, ...]:
    if asked is not None:
        return tuple(name for name in asked if name in damage.formats)
    others = [name for name in damage.formats if name != "text"]
    chosen = [name for name in damage.formats if name == "text"]
    if others:
        chosen.append(Random(f"{damage.name}/{page_name}").choice(others))
    return tuple(chosen)


def read_case(case: Case, vocabulary: Vocabulary) -> Outcome | None:
    """Return what the importer makes of a case, None if the format cannot print it.

    A file is read as the command import reads it, without a register.
    """
    try:
        content, name = print_page(case.page, case.format)
    except Unprintable:
        return None
    return read_content(case, content, name, vocabulary)


def read_content(case: Case, content: bytes, name: str, vocabulary: Vocabulary) -> Outcome:
    """Return what the importer makes of the content of a file."""
    try:
        file_reading = read_file(name, IncomingFile(name, content), vocabulary, ReadingOptions())
    except SomeiError as refusal:
        return Outcome(case, judge_document(case.page, {}, frozenset(), taken=False), str(refusal))
    draft = file_reading.draft
    # The number of a draft entry without one is a placeholder.
    without = set() if file_reading.document else {"number"}
    values = {} if draft is None else {name: getattr(draft, name) for name in draft.__slots__ if name not in without}
    doubted = frozenset(doubt.field.split(".")[0] for doubt in file_reading.doubts)
    taken = make_first_verdict(file_reading, accepting=False).refusal is None
    return Outcome(case, judge_document(case.page, values, doubted, taken))


def read_cases(cases: Iterable[Case], vocabulary: Vocabulary) -> list[Outcome]:
    """Return the outcomes of all cases that can be printed."""
    return [outcome for case in cases if (outcome := read_case(case, vocabulary)) is not None]


def count_by(outcomes: Iterable[Outcome], key: Callable[[Outcome], str]) -> dict[str, Tally]:
    """Return a tally for each group of outcomes, in the order in which the groups come first."""
    tallies: dict[str, Tally] = {}
    for outcome in outcomes:
        tallies.setdefault(key(outcome), Tally()).add(outcome)
    return tallies


def count_fields(outcomes: Iterable[Outcome], names: Iterable[str]) -> dict[str, Tally]:
    """Return a tally for each field."""
    listed = list(outcomes)
    tallies = {name: Tally() for name in names}
    for name, tally in tallies.items():
        for outcome in listed:
            tally.add(outcome, name)
    return tallies


_FIELD_HEADINGS = ("right", "empty", "wrong", "doubted", "silent")
_DOCUMENT_HEADINGS = ("documents", "taken", "of these wrong", "all right", "needless", "due")


def print_table(title: str, tallies: dict[str, Tally], *, of_documents: bool = True) -> str:
    """Return a table with a line for each tally: right and empty fields in percent, and counts."""
    width = max(map(len, (*tallies, title)))
    headings = (*_FIELD_HEADINGS, *(_DOCUMENT_HEADINGS if of_documents else ()))
    lines = [" ".join((f"{title:{width}}", *(f"{heading:>6}" for heading in headings)))]
    for name, tally in tallies.items():
        cells = (*_field_cells(tally), *(_document_cells(tally) if of_documents else ()))
        padded = (f"{cell:>{max(len(heading), 6)}}" for cell, heading in zip(cells, headings, strict=True))
        lines.append(" ".join((f"{name:{width}}", *padded)))
    return "\n".join(lines)


def _field_cells(tally: Tally) -> tuple[str, ...]:
    total = sum(tally.fields.values()) or 1
    shares = (f"{100 * tally.fields[verdict] / total:.1f}%" for verdict in (RIGHT, EMPTY))
    return (*shares, *map(str, (tally.fields[WRONG], tally.doubted[WRONG], tally.silent_wrong)))


def _document_cells(tally: Tally) -> tuple[str, ...]:
    counts = (tally.documents, tally.taken, tally.taken_wrong, tally.all_right, tally.needlessly_doubted)
    return (*map(str, counts), str(tally.undoubted))


def describe_in_words(tally: Tally) -> str:
    """Return the shares that matter most, in a sentence each."""
    return "\n".join(
        (
            (
                f"values: {_share(tally.fields[WRONG], tally.fields.total())} wrong, "
                f"of these {_share(tally.silent_wrong, tally.fields[WRONG])} without a doubt on the field"
            ),
            (
                f"documents: {_share(tally.taken, tally.documents)} taken without a question, "
                f"of these {_share(tally.taken_wrong, tally.taken)} with a wrong value"
            ),
            (
                f"documents: {_share(tally.all_right, tally.documents)} right in every field, "
                f"of these {_share(tally.needlessly_doubted, tally.all_right)} doubted without need"
            ),
        )
    )


def _share(count: int, total: int) -> str:
    return f"{count} of {total} ({100 * count / (total or 1):.1f} %)"
