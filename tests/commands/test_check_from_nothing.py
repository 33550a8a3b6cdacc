"""Where an index is built for a check, the queries that stand for rules overlook nothing that the rules report."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from commands.incremental_checks import COMPLETE, Desk, changes_of
from commands.test_check_incremental import FAR, MEANT
from conftest import PROJECT
from registers_at_scale import write_register
from rules.builders import note, num
from rules.faults import FAULTS
from rules.shipped_register import TODAY

from somei_cli.actions.check.check import check_register
from somei_cli.actions.check.family_verdicts import LoneFamilyJudge
from somei_cli.actions.check.incremental import check_work_tree, verdict_edition
from somei_cli.actions.check.plan import CheckPlan
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml.document import dump
from somei_cli.model.document import Document
from somei_cli.rules.areas import subject_codes
from somei_cli.rules.catalogue import CATALOGUE
from somei_cli.rules.definition.findings import Report
from somei_cli.rules.definition.rule import Scope
from somei_cli.store.index.keys import base_of, key_of
from somei_cli.store.index.open import open_index
from somei_cli.store.index.suspects import NARROWEST_SLACK, SLACK_DIVISOR, SUSPICIONS
from somei_cli.store.index.verdicts import find_partial_verdicts
from somei_cli.store.register.register import Register


def test_every_rule_about_the_register_has_a_query() -> None:
    named = [code for suspicion in SUSPICIONS for code in suspicion.codes]
    assert sorted(named) == sorted(code for code, rule in CATALOGUE.items() if rule.scope is Scope.REGISTER)


def test_no_serial_is_out_of_line_that_the_query_takes_to_be_in_line() -> None:
    assert NARROWEST_SLACK <= subject_codes._SLACK  # noqa: SLF001
    assert SLACK_DIVISOR >= subject_codes._SLACK_DIVISOR  # noqa: SLF001


def _from_nothing(folder: Path) -> Report:
    for file in (folder / ".git/somei").glob("index-*"):
        file.unlink()
    report = check_work_tree(Register(folder), CheckPlan(TODAY))
    assert report
    return report


def _overlooked(folder: Path) -> Iterator[str]:
    """Findings of which the query for their rule finds nothing; the report must be that of all files."""
    register = Register(folder)
    report = check_register(Register(folder, indexed=False), CheckPlan(TODAY)).report
    assert _from_nothing(folder) == report
    (file,) = (folder / ".git/somei").glob("index-*.db")
    db = sqlite3.connect(file)
    try:
        for suspicion in SUSPICIONS:
            units = {base_of(key) for key in suspicion.find_keys(db, register.settings)}
            for finding in (*report.findings, *(waived.finding for waived in report.waived)):
                if finding.code in suspicion.codes and key_of(num(str(finding.document)).base) not in units:
                    yield f"{finding.code} {finding.document}: {finding.message}"
    finally:
        db.close()


@pytest.mark.parametrize("settings", ["", COMPLETE], ids=["partial", "complete"])
@pytest.mark.parametrize("part", range(4))
def test_what_is_planted_is_found_from_nothing(tmp_path: Path, part: int, settings: str) -> None:
    for place, code in enumerate(list(FAULTS)[part::4]):
        desk = Desk(tmp_path / str(place), settings)
        for path, text in changes_of(code).items():
            desk.put(path, text)
        assert list(_overlooked(desk.folder)) == [], code


@pytest.mark.parametrize("settings", ["", COMPLETE], ids=["partial", "complete"])
def test_documents_far_from_each_other_are_found_from_nothing(tmp_path: Path, settings: str) -> None:
    desk = Desk(tmp_path / "register", settings)
    for examples in (FAR, MEANT):
        for name, documents in examples.items():
            for document in _bare(documents):
                desk.put(path_of(document.number), dump(document))
            assert list(_overlooked(desk.folder)) == [], name
            for document in documents:
                desk.put(path_of(document.number), None)


def _bare(documents: list[Document]) -> Iterator[Document]:
    """With as little as possible that would make them suspect for another reason."""
    for document in documents:
        yield replace(document, waive=())


def _with_both_kinds_of_findings() -> Document:
    """A document that has findings by itself, one of them waived, and points to a missing one."""
    return replace(note("4321/19"), date=None, subject_codes=(), previous_documents=(num("4320/18"),))


def test_findings_of_a_family_by_itself_stay_beside_those_about_others(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "register", COMPLETE)
    document = replace(_with_both_kinds_of_findings(), waive=(("DATE001", "not printed"),))
    desk.put(path_of(document.number), dump(document))
    assert list(_overlooked(desk.folder)) == []
    codes = {finding.code for finding in _from_nothing(desk.folder).findings}
    assert codes >= {"XREF001", "CODE004"}
    assert "DATE001" not in codes


def test_a_family_that_waits_for_some_rules_is_judged_by_all_once_it_changes(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "register", COMPLETE)
    document = _with_both_kinds_of_findings()
    desk.put(path_of(document.number), dump(document))
    for file in (desk.folder / ".git/somei").glob("index-*"):
        file.unlink()
    register = Register(desk.folder)
    # As after a check that was killed when it had built the index.
    index = open_index(register, make_judge=lambda: LoneFamilyJudge(register, verdict_edition(register), TODAY))
    assert index
    assert find_partial_verdicts(index.query, [key_of(document.number)])
    index.close()
    desk.put(path_of(document.number), dump(replace(document, subject=None)))
    report = check_work_tree(Register(desk.folder), CheckPlan(TODAY))
    assert report == check_register(Register(desk.folder, indexed=False), CheckPlan(TODAY)).report
    assert report
    assert {finding.code for finding in report.findings} >= {"XREF001", "CODE004", "DATE001", "FILE008"}


def test_a_made_up_register_is_judged_the_same_from_nothing(tmp_path: Path) -> None:
    write_register(tmp_path, 3_000)
    assert list(_overlooked(tmp_path)) == []


@pytest.mark.parametrize("kind", ["copied", "misnamed", "damaged", "of another family", "gone"])
def test_files_that_are_not_what_their_names_say_are_judged_too(tmp_path: Path, kind: str) -> None:
    desk = Desk(tmp_path / "register")
    example, other = note("4321/19"), note("4322/19", subject_codes=())
    file = path_of(example.number)
    desk.put(file, dump(example))
    match kind:
        case "copied":
            desk.put(file.parent / "copy.toml", dump(example))
            desk.put(file.parents[1] / "999" / file.name, dump(example))
        case "misnamed":
            desk.put(file.with_name("something.toml"), dump(other))
        case "damaged":
            desk.put(file.with_name(file.name.replace("INIT", "REV-1-INIT")), "number = ")
        case "of another family":
            desk.put(path_of(num("4321/1/19 REV 1")), dump(other))
            desk.put(path_of(other.number), dump(note("4321/2/19 REV 2", subject_codes=())))
        case "gone":
            desk.put(file, None)
    assert list(_overlooked(desk.folder)) == []


@pytest.fixture(scope="module")
def misnamed_among_thousands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register that two processes read, with files at both ends that are not what their names say."""
    folder = tmp_path_factory.mktemp("thousands")
    write_register(folder, 2_500)
    files = sorted((folder / "documents").rglob("*.toml"))
    for end in (files[:60], files[-60:]):
        end[0].rename(end[0].with_name("something.toml"))
        end[10].rename(end[10].with_name("ST-99998-2000-INIT.toml"))
        shutil.copy(end[20], end[20].with_name("ST-9-2000-REV-9.toml"))
        shutil.copy(end[30], end[30].with_name("copy.toml"))
        end[40].write_text("number = ", encoding="utf-8")
        end[50].unlink()
    return folder


def test_misnamed_files_among_thousands_are_judged_the_same_from_nothing(misnamed_among_thousands: Path) -> None:
    assert list(_overlooked(misnamed_among_thousands)) == []
    assert sorted(file.suffix for file in (misnamed_among_thousands / ".git/somei").iterdir()) == [".db", ".lock"]


def test_what_lists_and_searches_answer_after_a_check_from_nothing(misnamed_among_thousands: Path) -> None:
    _from_nothing(misnamed_among_thousands)
    for words in (("list", "--json"), ("search", "fishing", "--json"), ("search", "agreement", "--limit", "30")):
        answers = [_start(misnamed_among_thousands, *words, *more).communicate()[0] for more in ((), ("--no-index",))]
        assert answers[0] == answers[1], words


def test_a_check_that_may_write_no_large_file_reads_all(misnamed_among_thousands: Path) -> None:
    for file in (misnamed_among_thousands / ".git/somei").glob("index-*"):
        file.unlink()
    words = ("check", "--format", "concise")
    limited = subprocess.run(
        ["sh", "-c", 'ulimit -f 200; exec "$0" "$@"', sys.executable, "-m", "somei_cli", *words],
        cwd=misnamed_among_thousands,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        check=False,
        capture_output=True,
    )
    assert limited.stdout == _start(misnamed_among_thousands, *words, "--no-index").communicate()[0]
    assert [file.suffix for file in (misnamed_among_thousands / ".git/somei").iterdir()] == [".lock"]


def test_checks_and_searches_at_once_answer_as_one_alone(tmp_path: Path) -> None:
    write_register(tmp_path, 200)
    commands = (("check", "--format", "concise"), ("search", "fishing", "--json"), ("list", "--json"))
    wanted = {words: _start(tmp_path, *words, "--no-index").communicate()[0] for words in commands}
    for _ in range(2):
        shutil.rmtree(tmp_path / ".git/somei", ignore_errors=True)
        started = [(words, _start(tmp_path, *words)) for words in commands * 2]
        for words, process in started:
            assert process.communicate()[0] == wanted[words], words


def _start(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    where = {**os.environ, "PYTHONPATH": str(PROJECT)}
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-m", "somei_cli", *words], cwd=folder, env=where, **streams)


def test_an_index_of_an_earlier_program_says_nothing_of_what_it_did_not_judge(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "register")
    for path, text in changes_of("XREF001").items():
        desk.put(path, text)
    wanted = _from_nothing(desk.folder)
    (file,) = (desk.folder / ".git/somei").glob("index-*.db")
    for statement in (
        "UPDATE meta SET value = 'earlier' WHERE name = 'edition'",
        "UPDATE meta SET value = 'earlier' WHERE name = 'judged by'",
        "DELETE FROM meta WHERE name = 'judged on'",
    ):
        db = sqlite3.connect(file)
        db.execute("DELETE FROM verdict")
        db.execute(statement)
        db.commit()
        db.close()
        assert check_work_tree(Register(desk.folder), CheckPlan(TODAY)) == wanted, statement
