"""What a check keeps for the next one: whatever changed in between, it tells what a check of everything tells."""

import random
import shutil
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path, PurePosixPath

import pytest
import tomli_w
from commands.incremental_checks import COMPLETE, Desk, changes_of
from rules.builders import MEETING_DAY, agenda, cites, codes, note, num, outcome
from rules.faults import FAULTS
from rules.shipped_register import TODAY, untouched

from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml.document import dump
from somei_cli.model.document import Agenda, Document, Meeting, SourceFile
from somei_cli.model.document_number import Status
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.markings import LIMITE
from somei_cli.model.references import ReferenceKind
from somei_cli.store.index import database as lookup
from somei_cli.store.index import disk_changes as watching

DAYS = (timedelta(0), timedelta(days=9), timedelta(days=400), timedelta(days=4_000))


@pytest.mark.one_in(8)
@pytest.mark.parametrize("settings", ["", COMPLETE])
@pytest.mark.parametrize("part", range(4))
def test_each_file_of_a_fault_may_be_the_last_to_come_and_the_first_to_go(
    tmp_path: Path, part: int, settings: str
) -> None:
    desk = Desk(tmp_path / "register", settings)
    before = untouched().files
    # Each fault under one of both.
    for code in list(FAULTS)[2 * part + bool(settings) :: 8]:
        changes = changes_of(code)
        for path, text in changes.items():
            desk.put(path, text)
        desk.agree()
        for path, text in changes.items():
            desk.put(path, before.get(path))
            desk.agree()
            desk.put(path, text)
            desk.agree()
        for path in changes:
            desk.put(path, before.get(path))


@pytest.mark.one_in(8)
@pytest.mark.parametrize("seed", range(6))
def test_faults_come_and_go_and_days_pass(tmp_path: Path, seed: int) -> None:
    desk, chance = Desk(tmp_path / "register", chance_of_settings(seed)), random.Random(seed)
    before = untouched().files
    today = TODAY
    held: dict[PurePosixPath, str | None] = {}
    for _ in range(12):
        for _ in range(chance.randint(1, 4)):
            if held and chance.random() < 0.4:
                path = chance.choice(sorted(held))
                desk.put(path, before.get(path))
                del held[path]
            else:
                path, text = chance.choice(sorted(changes_of(chance.choice(list(FAULTS))).items()) or [(None, None)])
                if path and (text is not None or (desk.folder / path).exists()):
                    desk.put(path, text)
                    held[path] = text
        today = max(TODAY, today + chance.choice(DAYS) - chance.choice(DAYS))
        desk.agree(today)


def chance_of_settings(seed: int) -> str:
    return COMPLETE if seed % 2 else ""


def test_another_word_in_the_vocabulary_has_everything_judged_anew(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "register")
    desk.agree()
    file = desk.folder / "vocabulary/subject_codes.toml"
    file.write_text(file.read_text("utf-8").replace("COSI", "COSJ"), encoding="utf-8")

    desk.agree()
    assert any(finding.code == "CODE001" for finding in desk.kept().findings)


def test_an_edit_and_another_setting_at_once_are_judged_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "SWEEP_LIMIT", -1)
    monkeypatch.setattr(watching, "_MOMENTS", 0)
    desk = Desk(tmp_path / "register")
    desk.agree()
    (desk.folder / "somei.toml").write_text(
        COMPLETE + (desk.folder / "somei.toml").read_text().partition("complete")[0]
    )
    file = desk.folder / path_of(num("15070/19"))
    file.write_text(file.read_text().replace("COSI 254", "COSI 255"))

    desk.agree()


FAR = {
    "XREF012": [note(f"{n}/19", references=(cites("1/19", ReferenceKind.REPLACES),)) for n in (20, 30)],
    "FILE011": [note(f"{n}/19", source=SourceFile("a.txt", "0" * 64)) for n in (20, 30)],
    "AGD021": [agenda(f"{n}/19", meeting=Meeting("COSI", MEETING_DAY)) for n in (20, 30)],
    "AGD020": [
        agenda("20/19", meeting=Meeting("COSI", MEETING_DAY)),
        outcome("30/19", meeting=Meeting("COSI", MEETING_DAY)),
    ],
    "AGD010": [outcome("20/19", of=agenda("30/19")), agenda("30/19", agenda=Agenda())],
    "CODE002": [note(f"{n}/19", subject_codes=codes("JAI 5")) for n in (20, 30)],
    "CODE007": [note(f"{n}/19", subject_codes=codes(f"JAI {s}")) for n, s in ((20, 3), (30, 5))],
    "XREF001": [note("30/19", references=(cites("20/19"),))],
    "XREF006": [note("20/19", previous_documents=(num("30/19"),)), note("30/19", previous_documents=(num("20/19"),))],
    "XREF007": [
        note("20/19", date=date(2019, 5, 5)),
        note("30/19", date=date(2019, 3, 4), previous_documents=(num("20/19"),)),
    ],
    "XREF011": [note("20/19", marking=LIMITE), note("30/19", references=(cites("20/19"),))],
    "AGD006": [
        agenda("20/19", items=(Item("Fish", "1"),)),
        outcome("30/19", of=agenda("20/19"), items=(Item("Fowl", "1"),)),
    ],
    "AGD008": [
        agenda("20/19", meeting=Meeting("COSI", date(2019, 3, 5))),
        outcome("30/19", of=agenda("20/19"), meeting=Meeting("COSI", MEETING_DAY)),
    ],
    "AGD023": [note("20/19"), agenda("30/19", agenda=Agenda(revises=num("20/19")))],
    "XREF002": [note("20/1/19 REV 1", date=date(2019, 1, 2)), note("30/19", references=(cites("20/19"),))],
}


UNCODED = frozenset(FAR) - {"CODE002", "CODE007"}
"""What has nothing to do with serials is tried on documents that have none: counters lead from one to the next."""


BARE = codes("COSI", "JAI")
"""Without serials, which would lead from one document to the next."""
AT_MEETING = Meeting("COSI", MEETING_DAY)


def with_paper(number: str) -> Item:
    return Item("Lamps", "2", documents=(num(number),))


MEANT = {
    "the agenda of a meeting": [
        agenda("1234/19", meeting=AT_MEETING),
        outcome("2000/19", of=agenda("1235/19", meeting=AT_MEETING)),
    ],
    "of the same meeting": [
        note("1234/19", meeting=AT_MEETING),
        note("2000/19", meeting=AT_MEETING, references=(cites("1243/19"),)),
    ],
    "at the same item": [
        note("1234/19", subject_codes=()),
        agenda("1900/19", meeting=AT_MEETING, items=(with_paper("1234/19"),)),
        outcome("2000/19", meeting=AT_MEETING, items=(with_paper("1334/19"),)),
    ],
    "in another text of the family": [
        note("1234/19", subject_codes=()),
        note("2000/19", references=(cites("1234/19"),)),
        note("2000/1/19 REV 1", references=(cites("1235/19"),)),
    ],
    "of the same matter": [
        note("1234/19", subject_codes=BARE),
        note("2000/19", subject_codes=BARE, references=(cites("1243/19"),)),
    ],
}
"""Documents of which one names a number with a slip, and why another one is meant."""
BYSTANDER = note("1600/19", subject_codes=())
"""It stands between them: the next number is judged again with every document that comes or goes."""


@pytest.mark.one_in(3)
@pytest.mark.parametrize("code", FAR)
def test_a_document_is_judged_again_when_another_one_far_from_it_changes(tmp_path: Path, code: str) -> None:
    far = [replace(document, subject_codes=()) if code in UNCODED else document for document in FAR[code]]
    come_and_go(Desk(tmp_path / "register", COMPLETE), code, far)


@pytest.mark.parametrize("why", MEANT)
def test_a_number_with_a_slip_is_judged_again_when_what_it_means_changes(tmp_path: Path, why: str) -> None:
    come_and_go(Desk(tmp_path / "register"), "XREF017", [*MEANT[why], BYSTANDER])


def come_and_go(desk: Desk, code: str, far: list[Document]) -> None:
    between = [note(f"{n}/19", subject_codes=()) for n in (5, 25, 29)]
    files = {path_of(document.number): dump(document) for document in (*between, *far)}
    for path, text in files.items():
        desk.put(path, text)
    assert code in {finding.code for finding in desk.kept().findings}
    for document in far:
        desk.put(path_of(document.number), None)
        desk.agree()
        desk.put(path_of(document.number), files[path_of(document.number)])
        desk.agree()


def other_fields(text: str, like: str) -> Iterator[str]:
    """The file with one field less, with one as another file has it, or with one more of those."""
    table, other = tomllib.loads(text), tomllib.loads(like)
    for key in sorted({*table, *other} - {"number"}):
        if key in table:
            yield tomli_w.dumps({name: value for name, value in table.items() if name != key})
        if key in other and other[key] != table.get(key):
            yield tomli_w.dumps(table | {key: other[key]})


@pytest.mark.one_in(3)
@pytest.mark.parametrize("code", FAR)
def test_any_field_of_a_document_far_away_may_be_what_others_see_of_it(tmp_path: Path, code: str) -> None:
    change_fields(Desk(tmp_path / "register", COMPLETE), FAR[code])


@pytest.mark.one_in(2)
@pytest.mark.parametrize("why", MEANT)
def test_any_field_may_be_why_a_document_is_meant(tmp_path: Path, why: str) -> None:
    change_fields(Desk(tmp_path / "register"), [*MEANT[why], BYSTANDER])


@pytest.mark.parametrize("change", [{"subject": "Fish and chips"}, {"subject_codes": codes("JAI")}])
def test_subject_and_codes_may_be_why_a_document_is_meant(tmp_path: Path, change: dict[str, object]) -> None:
    desk = Desk(tmp_path / "register")
    meant, *others = MEANT["of the same matter"]
    for document in (meant, *others, BYSTANDER):
        desk.put(path_of(document.number), dump(document))
    assert "XREF017" in {finding.code for finding in desk.kept().findings}

    desk.put(path_of(meant.number), dump(replace(meant, **change)))  # type: ignore[arg-type]
    desk.agree()

    assert "XREF001" in {finding.code for finding in desk.kept().findings}


def change_fields(desk: Desk, far: list[Document]) -> None:
    for document in far:
        desk.put(path_of(document.number), dump(document))
    like = dump(agenda("40/19", status=Status.WITHDRAWN, meeting=Meeting("COSI", date(2019, 3, 5)), marking=LIMITE))
    for document in far:
        for text in other_fields(dump(document), like):
            desk.put(path_of(document.number), text)
            desk.agree()
        desk.put(path_of(document.number), dump(document))


@pytest.mark.one_in(8)
@pytest.mark.parametrize("seed", range(8))
def test_any_field_of_any_document_may_be_what_others_see_of_it(tmp_path: Path, seed: int) -> None:
    desk, chance = Desk(tmp_path / "register", chance_of_settings(seed)), random.Random(seed)
    shipped = {path: text for path, text in untouched().files.items() if path.parts[0] == "documents"}
    for code in chance.sample(list(FAULTS), 6):
        changes = changes_of(code)
        for path, text in changes.items():
            desk.put(path, text)
        held = {path: text for path, text in (shipped | changes).items() if text and path in shipped}
        for _ in range(12):
            path, like = chance.choice(sorted(held.items())), chance.choice(sorted(held.values()))
            try:
                desk.put(path[0], chance.choice(list(other_fields(path[1], like))))
            except tomllib.TOMLDecodeError:
                continue
            desk.agree()
        for path, text in (shipped | dict.fromkeys(changes.keys() - shipped)).items():
            if text or (desk.folder / path).exists():
                desk.put(path, text)


def executable(file: Path) -> None:
    file.chmod(0o755)


def linked(file: Path) -> None:
    text = file.read_text("utf-8")
    file.unlink()
    (target := file.with_suffix(".txt")).write_text(text, encoding="utf-8")
    file.symlink_to(target.name)


def spelt_twice(file: Path) -> None:
    shutil.copy(file, file.with_name(file.name.lower()))


def gone(file: Path) -> None:
    file.unlink()


def another(file: Path) -> None:
    number = num("9/26")
    (file.parents[3] / (path := path_of(number))).parent.mkdir(parents=True, exist_ok=True)
    (file.parents[3] / path).write_text(dump(note("9/26")), encoding="utf-8")


def beside(file: Path) -> None:
    executable_note = file.with_name("note.txt")
    executable_note.write_text("A note", encoding="utf-8")
    executable_note.chmod(0o755)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (executable, {"GIT003"}),
        (linked, {"GIT003"}),
        (spelt_twice, {"GIT004"}),
        (gone, set()),
        (another, set()),
        (beside, {"GIT003"}),
    ],
)
def test_what_git_holds_is_followed_from_one_commit_to_the_next(
    tmp_path: Path, change: Callable[[Path], None], codes: set[str]
) -> None:
    desk = Desk(tmp_path / "register")
    desk.agree()
    change(desk.folder / path_of(num("15070/19")))
    desk.git("add", "--all")
    desk.agree()
    desk.git("commit", "-qm", "Changed")
    desk.agree()

    assert {one.code for one in desk.kept().findings if one.code in ("GIT003", "GIT004")} == codes

    desk.git("revert", "--no-edit", "HEAD")
    desk.agree()
    desk.git("reset", "-q", "--hard", "HEAD~1")
    desk.agree()

    assert {one.code for one in desk.kept().findings if one.code in ("GIT003", "GIT004")} == codes

    desk.git("reset", "-q", "--hard", "HEAD~1")
    desk.git("reflog", "expire", "--expire=now", "--all")
    desk.git("gc", "-q", "--prune=now")
    desk.agree()
