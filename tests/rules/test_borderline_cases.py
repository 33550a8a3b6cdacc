"""Where rules have to weigh: what is only information, what is told once, and what is normal and passed over."""

from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rules.builders import ITEMS, MEETING_DAY, agenda, case, cites, codes, entry_of, note, num, outcome
from rules.examples import ADOPTION, OTHER, REFUSAL, RESTRICTED, TERRORISM, council, paper, to_come

from somei_cli.errors import Unreadable
from somei_cli.formats.toml import settings as settings_text
from somei_cli.model.document import AccessKind, Agenda, AgendaState, Document, Meeting
from somei_cli.model.document_number import Status
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.markings import LIMITE
from somei_cli.model.references import ReferenceKind
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.settings import Settings, Waiver
from somei_cli.rules.definition.findings import Finding, Severity

INFO, WARNING = Severity.INFO, Severity.WARNING


def found(
    code: str, *held: Document | DocumentFile, settings: Settings | None = None, **options: Any
) -> tuple[Finding, ...]:
    """What one rule says."""
    report = case(*held, settings=settings or Settings()).check(select=[code], **options)
    return tuple(finding for finding in report.findings if finding.code == code)


def messages(code: str, *held: Document | DocumentFile, **options: Any) -> list[str]:
    return [finding.message for finding in found(code, *held, **options)]


# ---- families


def test_everything_that_is_missing_below_a_number_is_named() -> None:
    assert messages("NUM003", note("15070/19 ADD 4"), note("15070/19 ADD 1")) == [
        "not in the register: 15070/19",
        "not in the register: 15070/19, 15070/19 ADD 2 to 15070/19 ADD 3",
    ]
    assert messages("NUM003", note(), note("15070/19 ADD 2")) == ["not in the register: 15070/19 ADD 1"]


def test_a_file_that_differs_only_in_capitals_is_said_to() -> None:
    entry = entry_of(note())._replace(path=PurePosixPath("documents/2019/150/st-15070-2019-init.toml"))
    assert messages("FILE004", entry) == ["15070/19 is in a file whose name is spelt differently"]


# ---- counters


def test_a_serial_on_very_many_documents_is_told_with_a_few_of_them() -> None:
    crowd = [note(f"{n}/19", subject_codes=codes("JAI 7")) for n in range(1, 40)]
    told = messages("CODE002", *crowd)
    assert len(told) == 39
    assert told[-1] == "JAI 7 of 2019 is also held by 1/19, 2/19, 3/19, 4/19, 5/19 and more"


def test_a_gap_in_a_counter_is_a_hint_where_other_series_may_fill_it() -> None:
    held = (note("1/19", subject_codes=codes("JAI 1")), note("2/19", subject_codes=codes("JAI 4")))
    (of_all,) = found("CODE007", *held, settings=Settings(complete=True))
    (of_some,) = found("CODE007", *held, settings=Settings(complete=True, own_series=("ST",)))
    assert (of_all.severity, of_some.severity) == (WARNING, INFO)
    assert of_all.message == "nobody holds JAI 2 to 3 of 2019"
    assert not found("CODE007", *held)


@pytest.mark.parametrize(
    ("serials", "odd"),
    [
        ((530, 531, 532, 533, 534), []),
        ((530, 533, 531, 534, 532), []),
        ((530, 531, 352, 533, 534), ["3/19"]),
        ((530, 531, 5320, 533, 534), ["3/19"]),
        ((53, 531, 532, 533, 5340), []),
        ((530, 1, 352, 533, 534), []),
    ],
    ids=["in order", "a little out of order", "exchanged", "one figure more", "at the ends", "nothing to go by"],
)
def test_only_a_serial_far_out_of_line_is_told(serials: tuple[int, ...], odd: list[str]) -> None:
    held = [note(f"{n}/19", subject_codes=codes(f"JAI {serial}")) for n, serial in enumerate(serials, start=1)]
    assert [finding.document for finding in found("CODE008", *held)] == odd


def test_a_number_that_was_reserved_and_issued_late_may_have_a_late_serial() -> None:
    serials = enumerate((530, 531, 900, 533, 534), start=1)
    held = [
        note(f"{n}/19", subject_codes=codes(f"JAI {s}"), date=date(2019, 12, 25 if n == 3 else 20)) for n, s in serials
    ]
    assert not found("CODE008", *held)


# ---- references


def test_a_draft_agenda_stands_for_the_current_text_and_an_issued_one_for_its_own() -> None:
    texts = (note("1/19"), note("1/1/19 REV 1", date=date(2020, 1, 7)))
    draft = to_come(paper("1/19"), status=Status.DRAFT, date=None, agenda=Agenda())
    assert not found("XREF002", *texts, draft)
    assert messages("XREF002", *texts, to_come(paper("1/19"))) == ["1/19 had been replaced by 1/1/19 REV 1"]


def test_what_was_replaced_after_issue_is_told_while_something_can_be_done() -> None:
    texts = (note("1/19"), note("1/1/19 REV 1", date=date(2020, 5, 4)))
    (told,) = found("XREF013", *texts, to_come(paper("1/19")))
    assert (told.severity, told.message) == (INFO, "1/19 has been replaced by 1/1/19 REV 1")
    assert "somei agenda revise 5455/20" in told.hint
    assert not found("XREF013", *texts, to_come(paper("1/19")), today=date(2020, 6, 11))


def test_of_many_withheld_texts_three_are_named_in_one_finding() -> None:
    closed = [note(f"{n}/19", marking=LIMITE) for n in range(1, 6)]
    (told,) = found("XREF011", *closed, note(references=tuple(cites(f"{n}/19") for n in range(1, 6))))
    assert told.message == "refers to documents that are not public: 1/19, 2/19, 3/19 and 2 more"


def test_two_that_follow_one_text_are_information_and_two_that_replace_it_are_not() -> None:
    def rivals(kind: ReferenceKind) -> list[Document]:
        return [note("1/19"), *(note(f"{n}/19", references=(cites("1/19", kind),)) for n in (2, 3, 4))]

    following = found("XREF012", *rivals(ReferenceKind.PREVIOUS))
    assert [(finding.document, finding.severity) for finding in following] == [("3/19", INFO), ("4/19", INFO)]
    assert {finding.severity for finding in found("XREF012", *rivals(ReferenceKind.REPLACES))} == {WARNING}


def test_a_paper_that_is_soon_to_be_issued_may_be_named_before_it() -> None:
    soon, late = note("1/19", date=date(2020, 1, 20)), note("1/19", date=date(2020, 1, 21))
    citing = note(references=(cites("1/19"),))
    assert not found("XREF010", soon, citing)
    assert [finding.severity for finding in found("XREF010", late, citing)] == [INFO]


# ---- meetings


@pytest.mark.parametrize(
    ("body", "issued", "severities"),
    [
        ("GAC", date(2019, 11, 20), []),
        ("GAC", date(2019, 11, 21), [WARNING]),
        ("JHA", date(2019, 11, 13), []),
        ("JHA", date(2019, 11, 20), [INFO]),
        ("JHA", date(2019, 11, 21), [WARNING]),
        ("SOMEI", date(2019, 12, 3), []),
    ],
)
def test_only_a_binding_deadline_is_more_than_information(body: str, issued: date, severities: list[Severity]) -> None:
    assert [finding.severity for finding in found("AGD014", council(body, issued))] == severities


def test_a_register_may_set_its_own_deadline_and_a_revision_has_none() -> None:
    own = Settings(deadlines={"SOMEI": 14})
    late = date(2019, 11, 21)
    assert len(found("AGD014", council("SOMEI", late), settings=own)) == 1
    revised = Agenda(AgendaState.ADOPTED, late, MEETING_DAY, num("13735/19"))
    assert not found("AGD014", agenda("13735/1/19 REV 1", date=late, agenda=revised), settings=own)


def test_papers_marked_above_an_agenda_are_one_information_and_each_secret_one_warning() -> None:
    papers = [note(f"{n}/19", marking=LIMITE) for n in (1, 2)] + [note("3/19", marking=RESTRICTED)]
    items = tuple(Item(f"Item {n}", str(n), documents=(num(f"{n - 1}/19"),)) for n in (2, 3, 4))
    told = found("AGD015", *papers, to_come(items=(ADOPTION, *items, OTHER._replace(number="5"))))
    assert [(finding.severity, finding.message.split(":")[0]) for finding in told] == [
        (INFO, "marked higher than the agenda"),
        (WARNING, "item 4"),
    ]
    assert "1/19, 2/19" in told[0].message
    public = TERRORISM._replace(documents=(num("1/19"),), legislative=True)
    assert [f.severity for f in found("AGD015", *papers, to_come(public))] == [WARNING]


def test_a_revised_agenda_takes_the_place_of_the_one_before_it() -> None:
    gone = note("1/19", status=Status.WITHDRAWN, reason="replaced", marking=RESTRICTED)
    texts = (gone, note("2/19"), note("2/1/19 REV 1", date=date(2020, 5, 4)))
    first = to_come(TERRORISM._replace(documents=(num("1/19"), num("2/19"))))
    items = (ADOPTION, TERRORISM._replace(withdrawn=True, reason="no paper"), OTHER)
    revision = replace(first, number=num("5455/1/20 REV 1"), date=date(2020, 5, 11), items=items)
    for code in ("AGD015", "AGD016", "XREF013"):
        assert len(found(code, *texts, first)) == 1
        assert not found(code, *texts, first, revision)
        assert len(found(code, *texts, first, replace(revision, status=Status.DRAFT))) == 1


def test_a_record_of_a_meeting_without_any_agenda_is_told_only_in_a_complete_register() -> None:
    record = outcome()
    assert not found("AGD020", record)
    assert messages("AGD020", record, settings=Settings(complete=True)) == [
        "the register has no agenda of this meeting"
    ]
    other_name = agenda(meeting=Meeting("EU-Interpol SOM", MEETING_DAY))
    assert messages("AGD020", record, other_name) == ["13735/19 is the agenda of this meeting, but is not named here"]


def test_a_day_that_is_wrong_in_itself_is_told_once() -> None:
    early, late = outcome(date=date(2018, 12, 3)), outcome("15070/17", date=date(2019, 1, 7))
    assert not found("DATE009", early)
    assert not found("DATE009", replace(late, meeting=Meeting("SOMEI", date(2017, 12, 4))))
    assert not found("DATE010", agenda(date=date(2019, 12, 9), agenda=Agenda(issued=date(2019, 12, 9))))


# ---- access


def test_a_restricted_document_is_looked_at_again_after_the_months_that_the_register_sets() -> None:
    held = note(marking=LIMITE, access=(REFUSAL,))
    months = Settings(review_months=3)
    assert not found("MARK008", held, settings=months, today=date(2020, 6, 1))
    assert len(found("MARK008", held, settings=months, today=date(2020, 6, 2))) == 1
    assert not found("MARK008", held, settings=Settings(review_months=0), today=date(2051, 1, 1))


def test_of_two_decisions_of_one_day_neither_is_taken_for_the_last() -> None:
    release = REFUSAL._replace(kind=AccessKind.RELEASED, ground="1")
    for events in ((REFUSAL, release), (release, REFUSAL)):
        assert found("MARK008", note(marking=LIMITE, access=events), today=date(2051, 1, 1))
    assert not found("MARK008", note(marking=LIMITE, access=(release,)), today=date(2051, 1, 1))


@pytest.mark.parametrize("value", ["-1", "1201", "true", '"60"', "1.5"])
def test_the_months_of_a_review_are_a_number_of_months(value: str) -> None:
    assert settings_text.load("schema = 1\nreview_months = 24\n").review_months == 24
    with pytest.raises(Unreadable, match="review_months"):
        settings_text.load(f"schema = 1\nreview_months = {value}\n")


# ---- waivers and words


def test_a_waiver_that_has_run_out_is_told_with_its_owner_and_its_last_day() -> None:
    waiver = Waiver("DATE001", "still being filled", "15070/19", "the registry", date(2020, 5, 31))
    (told,) = found("FILE006", note(date=None), settings=Settings(waivers=(waiver,)))
    assert told.message == "the waiver of DATE001 for 15070/19, owned by the registry, ran until 2020-05-31"
    assert told.hint.startswith("Ask the registry: ")


@pytest.mark.parametrize(
    "words", ["https://europa.eu/2O19/1l2", "A1O1B", "CO2 of 2019", "UN1267", "4I", "Model 3l", "COM(2O19) 3"]
)
def test_letters_beside_figures_are_no_misread_figures(words: str) -> None:
    assert bool(found("TEXT007", note(subject=words))) == ("2O19)" in words)


@example(" = ")
@settings(max_examples=300)
@given(st.text("a \"',\n\té\u00a0", min_size=1, max_size=9).filter(str.strip))
def test_a_blank_too_many_is_found_wherever_it_stands(words: str) -> None:
    lines = [line.replace("\u00a0", " ").replace("\t", " ") for line in words.split("\n")]
    stray = words != words.strip() or any(line.endswith(" ") or "  " in line.strip() for line in lines)
    for document in (note(subject=words), note(languages=("en", words)), note(items=(*ITEMS, Item(words)))):
        assert bool(found("TEXT005", document)) == stray


def test_an_adoption_and_other_business_may_stand_in_each_part() -> None:
    parts = (*ITEMS, *(item._replace(number=str(n)) for n, item in enumerate((ADOPTION, OTHER), start=4)))
    assert not found("AGD025", agenda(items=parts))


def test_a_waiver_of_the_register_is_told_at_its_line() -> None:
    rows = (f'[[waivers]]\ncode = "{code}"\nreason = "being filled"\n' for code in ("DATE001", "DATE1"))
    report = case(note(), settings=settings_text.load("\n".join(["schema = 1\n", *rows]))).check()
    assert [str(finding) for finding in report.findings] == [
        "somei.toml:3:1: FILE005 the waiver of DATE001 excuses nothing",
        "somei.toml:7:1: FILE007 “DATE1” is not a rule that can be waived",
    ]
