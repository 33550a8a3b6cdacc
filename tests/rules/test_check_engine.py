"""The check: waivers, selection, order, places and files that cannot be read."""

import random
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import pytest
from rules.builders import Case, agenda, case, cites, codes, entry_at, entry_of, note, num, outcome
from rules.examples import CASE_LAW, EXAMPLES, PATH

from somei_cli.model.document import Meeting
from somei_cli.model.items_and_follow_ups import FollowUp, Item
from somei_cli.model.markings import LIMITE
from somei_cli.model.references import OutsideReference, ReferenceKind
from somei_cli.model.register.files_and_faults import DocumentFile, Fault
from somei_cli.model.register.settings import Settings, Waiver
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Scope


def lines(held: Case, **options: Any) -> list[str]:
    return [f"{f.path}:{f.line}: {f.code}" for f in held.check(**options).findings]


def told(held: Case, **options: Any) -> list[str]:
    return [f.code for f in held.check(**options).findings]


def settings(code: str, document: str | None = None, until: date | None = None) -> Settings:
    return Settings(waivers=(Waiver(code, "because", document, until=until),))


# ---- waivers


def test_a_document_may_waive_a_rule_with_a_reason() -> None:
    report = case(note(date=None, waive=(("DATE001", "not printed"),))).check()
    assert not report.findings
    assert [(w.finding.code, w.reason) for w in report.waived] == [("DATE001", "not printed")]


def test_a_waiver_of_one_document_does_not_cover_another() -> None:
    held = case(note(date=None), note("15071/19", date=None), settings=settings("DATE001", "15070/19"))
    assert [f.document for f in held.check().findings] == ["15071/19"]


def test_a_waiver_of_the_register_covers_all_until_its_last_day() -> None:
    held = case(note(date=None), note("1/19", date=None), settings=settings("DATE001", until=date(2020, 6, 1)))
    assert told(held, today=date(2020, 6, 1)) == []
    assert told(held, today=date(2020, 6, 2)) == ["DATE001", "DATE001", "FILE006"]


def test_a_run_out_waiver_of_nothing_is_told_once() -> None:
    assert lines(case(note(), settings=settings("DATE001", until=date(2020, 1, 1)))) == ["somei.toml:1: FILE006"]


def test_a_waiver_that_is_not_needed_is_told_where_it_stands() -> None:
    held = case(note(waive=(("DATE001", "not printed"),)), settings=settings("CODE004"))
    line = entry_of(note(waive=(("DATE001", "not printed"),))).text.split("\n").index('DATE001 = "not printed"') + 1
    assert lines(held) == [f"{PATH}:{line}: FILE005", "somei.toml:1: FILE005"]


def test_whether_a_waiver_is_needed_is_said_only_where_its_rule_ran() -> None:
    held = case(note(waive=(("DATE001", "not printed"),)), note("1/19"), settings=settings("CODE004"))
    assert told(held, ignore=["DATE001", "CODE"]) == []
    assert told(held, scopes={Scope.FILE, Scope.REGISTER, Scope.CHECK}) == []
    assert told(held, numbers=[num("1/19")]) == []
    broken = entry_at("documents/2019/000/ST-2-2019-INIT.toml", "number =")
    assert told(case(*held.entries, broken, settings=held.settings)) == ["FILE001"]


@pytest.mark.parametrize("code", ["FILE001", "FILE005", "FILE006", "FILE007", "DATE", "NOSUCH001"])
def test_what_cannot_be_waived_is_told(code: str) -> None:
    assert told(case(note(), settings=settings(code))) == ["FILE007"]


def test_a_document_waiver_is_used_before_that_of_the_register_and_both_are_needed() -> None:
    held = case(note(date=None, waive=(("DATE001", "own"),)), settings=settings("DATE001"))
    assert [w.reason for w in held.check().waived] == ["own"]
    assert told(held) == []


# ---- what cannot be read


def test_every_fault_of_an_unread_file_is_a_finding_that_nothing_hides() -> None:
    text = 'number = "15070/19"\ndate = "yesterday"\nsubject = 7\n\n[waive]\nFILE001 = "please"\n'
    held = case(entry_at(PATH, text), note("1/19"), settings=settings("FILE001"))
    report = held.check(select=["XREF"], ignore=["FILE001", "FILE"], scopes={Scope.DOCUMENT})
    assert [(f.code, f.line, f.document) for f in report.findings] == [
        ("FILE001", 2, "15070/19"),
        ("FILE001", 3, "15070/19"),
    ]
    assert (report.checked, report.unread, bool(report.at_least(Severity.ERROR))) == (2, 1, True)
    assert not report.waived


def test_a_syntax_error_has_line_and_column() -> None:
    report = case(entry_at(PATH, 'number = "15070/19"\nsubject = Summary\n')).check()
    assert [(f.line, f.column) for f in report.findings] == [(2, 11)]


def test_a_file_that_may_hold_anything_belongs_to_every_question() -> None:
    stray = DocumentFile(PurePosixPath("documents/x.toml"), "", None, (Fault("cannot be opened"),))
    other = DocumentFile(entry_of(note("1/19")).path, "", None, (Fault("cannot be opened"),))
    report = case(stray, other, note()).check(numbers=[num("15070/19")])
    assert [(f.path, f.document) for f in report.findings] == [("documents/x.toml", None)]
    assert report.unread == 1


# ---- what is asked


def test_numbers_narrow_the_question_but_not_the_view() -> None:
    held = case(note("1/19", subject_codes=codes("JAI 7")), note("2/19", subject_codes=codes("JAI 7")), note("3/19"))
    report = held.check(numbers=[num("2/19")])
    assert [(f.code, f.document) for f in report.findings] == [("CODE002", "2/19")]
    assert "1/19" in report.findings[0].message
    assert report.checked == 1
    assert told(held, numbers=[]) == []


def test_scopes_leave_out_rules() -> None:
    held = case(note(date=None, references=(cites("1/19"),)))
    assert told(held, scopes={Scope.DOCUMENT}) == ["DATE001"]
    assert told(held, scopes={Scope.REGISTER}) == ["XREF001"]


def test_select_and_ignore_leave_out_rules() -> None:
    held = case(note(date=None, subject_codes=(), references=(cites("1/19"),)))
    assert told(held) == ["CODE004", "DATE001", "XREF001"]
    assert told(held, select=["XREF", "CODE004"]) == ["CODE004", "XREF001"]
    assert told(held, ignore=["XREF001", "code"]) == ["DATE001"]


def test_the_order_does_not_depend_on_that_of_the_files() -> None:
    entries = [entry for faulty, _ in EXAMPLES.values() for entry in faulty.entries if entry.document]
    unique = list({entry.document.number: entry for entry in entries if entry.document}.values())
    expected = Case(tuple(unique)).check()
    assert len(expected.findings) > 10
    assert list(expected.findings) == sorted(expected.findings, key=lambda f: (f.path, f.line, f.column, f.code))
    for seed in range(5):
        random.Random(seed).shuffle(unique)
        assert Case(tuple(unique)).check() == expected


def test_of_two_files_with_one_number_the_one_in_its_place_stands() -> None:
    stray = entry_of(note())._replace(path=PurePosixPath("documents/2019/000/copy.toml"))
    for entries in ((stray, note()), (note(), stray)):
        assert lines(case(*entries)) == ["documents/2019/000/copy.toml:1: FILE004"]


def test_an_empty_register_is_clean() -> None:
    report = case().check()
    assert (report.findings, report.checked, report.unread) == ((), 0, 0)


def test_findings_are_chosen_by_severity() -> None:
    report = case(note(date=None, subject_codes=())).check()
    assert [f.code for f in report.at_least(Severity.WARNING)] == ["DATE001"]
    assert str(report.findings[0]) == f"{PATH}:1:1: CODE004 an issued document without a subject code"


# ---- single judgements


def line_of(document: Any, words: str) -> int:
    return next(at for at, line in enumerate(entry_of(document).text.split("\n"), 1) if words in line)


def test_a_flaw_deep_inside_has_its_line() -> None:
    sub = Item("Daesh members", follow_ups=(FollowUp("Report", due=date(2020, 1, 31), who="Europol"),))
    document = outcome(items=(Item("Counter Terrorism", "2", subitems=(sub,)),))
    report = case(document).check()
    assert [(f.code, f.line) for f in report.findings] == [("FUP001", line_of(document, "2020-01-31"))]
    assert "follow-up 2/1.1" in report.findings[0].message
    assert "somei followup done '15070/19#2/1.1'" in report.findings[0].hint


def test_what_is_missing_is_milder_where_the_register_is_not_complete() -> None:
    held = case(note(references=(cites("1/19"), cites("CM 1/19"))), note("15071/19 ADD 1"))
    severities = {(f.code, f.document, f.message[:2]): f.severity for f in held.check().findings}
    assert set(severities.values()) == {Severity.INFO}
    full = Case(held.entries, Settings(complete=True, own_series=("ST",))).check(ignore=["NUM008"]).findings
    assert {f.code: f.severity for f in full if "CM" not in f.message} == {
        "XREF001": Severity.ERROR,
        "NUM003": Severity.WARNING,
    }
    assert [f.severity for f in full if "CM" in f.message] == [Severity.INFO]


def test_one_target_is_told_once_a_document() -> None:
    assert told(case(note(references=(cites("1/19"), cites("1/19", ReferenceKind.ANSWERS))))) == ["XREF001"]


def test_a_text_replaced_on_an_unknown_day_is_a_hint() -> None:
    citing = note("9100/19", references=(cites("9000/19"),), date=None)
    report = case(note("9000/19"), note("9000/1/19 REV 1"), citing).check(select=["XREF002"])
    assert [(f.severity, f.document) for f in report.findings] == [(Severity.INFO, "9100/19")]


@pytest.mark.parametrize("kind", [ReferenceKind.PREVIOUS, ReferenceKind.REPLACES, ReferenceKind.SUMMARISES])
def test_who_follows_an_older_text_means_it(kind: ReferenceKind) -> None:
    assert told(case(note("9000/19"), note("9000/1/19 REV 1"), note(references=(cites("9000/19", kind),)))) == []


def test_a_circle_is_told_at_each_of_its_members() -> None:
    ring = [note(f"{n}/19", previous_documents=(num(f"{n % 3 + 1}/19"),)) for n in (1, 2, 3)]
    tail = note("9/19", previous_documents=(num("1/19"),))
    report = case(*ring, tail).check(select=["XREF006"])
    assert [(f.code, f.document) for f in report.findings] == [("XREF006", f"{n}/19") for n in (1, 2, 3)]


def test_a_chain_of_thousands_is_no_trouble() -> None:
    chain = [note(f"{n}/19", previous_documents=(num(f"{n - 1}/19"),)) for n in range(2, 3000)]
    assert told(case(note("1/19"), *chain), select=["XREF"]) == []


def test_an_outcome_and_its_agenda_differ_in_every_way() -> None:
    planned = [("1", "Adoption of the agenda"), ("2", "A"), ("3", "B"), ("4", "C"), ("5", "D")]
    held = [("1", "Adoption of the agenda"), ("2", "B"), ("4", "E"), ("6", "F")]
    extra = (Item("Gone", "7", withdrawn=True, reason="no time"), Item("Maybe", "8", possible=True))
    items = tuple(Item(title, number) for number, title in planned)
    pair = case(
        agenda(items=(*items, *extra)),
        outcome(of=agenda(), items=tuple(Item(title, number, summary="Noted.") for number, title in held)),
    )
    assert sorted(f.message for f in pair.check().findings) == [
        "item 2 is item 3 of 13735/19",
        "item 2 of 13735/19 is not reported on",
        "item 4 has another title in 13735/19",
        "item 5 of 13735/19 is not reported on",
        "item 6 is not on the agenda 13735/19",
    ]


def test_a_gap_is_told_with_its_bounds() -> None:
    own = Settings(complete=True, own_series=("ST",))
    report = case(note("1/19"), note("3/19"), note("9/19"), note("CM 50/19"), settings=own).check(select=["NUM"])
    assert [f.message for f in report.findings] == ["no entry for 2 of ST 2019", "no entry for 4 to 8 of ST 2019"]


def test_an_escape_in_a_plain_file_is_seen() -> None:
    for text, code in (("a\\u001Bb", "TEXT001"), ("a\\u202Eb", "TEXT002"), ("e\\u0301", "TEXT003")):
        entry = entry_at(PATH, entry_of(note()).text.replace("Summary of discussions", text))
        assert told(case(entry), ignore=["FILE002"]) == [code]


def test_the_first_other_line_is_where_a_file_leaves_its_form() -> None:
    text = entry_of(note()).text
    assert lines(case(entry_at(PATH, text.rstrip("\n")))) == [f"{PATH}:{text.count(chr(10))}: FILE002"]
    assert lines(case(entry_at(PATH, text + "\n"))) == [f"{PATH}:{text.count(chr(10)) + 1}: FILE002"]


# ---- the register that is shipped


def test_the_real_documents_are_clean() -> None:
    titles = [
        "Introduction and adoption of the agenda",
        "Counter Terrorism",
        "Serious organized crime",
        "Operational Cooperation in the Western Balkans",
        "Cybercrime",
        "Interoperability",
        "Legal issues",
        "Innovation",
        "Priorities of the incoming Presidency",
        "Any other business",
    ]
    items = tuple(Item(title, str(number)) for number, title in enumerate(titles, start=1))
    promise = FollowUp("Second questionnaire", "Eurojust", date(2020, 1, 31), "by the end of January 2020")
    record = outcome(
        of=agenda(),
        marking=LIMITE,
        place="Brussels",
        languages=("en",),
        subject_codes=codes("COSI 254", "JAI 1319"),
        items=(items[0], items[1]._replace(follow_ups=(promise,)), *items[2:]),
        outside_references=(OutsideReference(CASE_LAW),),
    )
    waive = tuple((code, "known only from 15070/19") for code in ("DATE001", "CODE004"))
    plan = agenda(date=None, subject_codes=(), agenda=None, items=items, waive=waive)
    report = case(record, plan, settings=Settings(review_months=0)).check(today=date(2026, 1, 1))
    assert [f.code for f in report.findings] == ["FUP001"]
    assert sorted(w.finding.code for w in report.waived) == ["CODE004", "DATE001"]
    assert plan.meeting == Meeting("SOMEI", date(2019, 12, 4))
