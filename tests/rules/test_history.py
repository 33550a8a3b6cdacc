"""Steps of a history in their variants: what the rules about it tell, and what they let pass."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from rules.builders import ITEMS, agenda, codes, note, num
from rules.history_builders import CLERK, OTHER, deed, held, step, told, turn

from somei_cli.formats.register_paths import path_of
from somei_cli.model.agenda.lifecycle import find_alterations, is_altered
from somei_cli.model.document import Agenda, AgendaState, Allotment, Document
from somei_cli.model.document_number import Status
from somei_cli.model.history.removed_entries_and_serials import state_after
from somei_cli.model.history.steps import FileEdit, HistoryState, HistoryStep
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.markings import LIMITE
from somei_cli.model.register.git_identity import Person
from somei_cli.rules.definition.findings import Severity

ADOPTION, TERRORISM, BUSINESS = ITEMS
ISSUED = agenda(agenda=Agenda(AgendaState.PROVISIONAL, date(2019, 11, 20)))
ADOPTED = agenda()


def found(*steps: HistoryStep) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.document) for finding in told(*steps).check().findings]


def moved(document: Document, to: str) -> FileEdit:
    """The same file at the path of another number."""
    number = num(to)
    return FileEdit(path_of(number), number, None, held(document))


# ---- numbers


def test_a_file_that_moves_away_from_its_place_is_told_and_one_that_comes_home_is_not() -> None:
    away = (turn(note(), None), moved(note(), "15071/19"))
    home = (FileEdit(path_of(num("15071/19")), num("15071/19"), held(note()), None), turn(None, note()))

    assert found(step(*away)) == [("HIST002", "15070/19")]
    assert found(step(*home)) == []


def test_an_entry_under_another_number_is_not_called_vanished() -> None:
    renamed = step(turn(note(), None), turn(None, replace(note(), number=num("15071/19"), subject_codes=())))

    (finding,) = told(renamed).check().findings

    assert finding.code == "HIST002"
    assert "15070/19 became 15071/19" in finding.message


def test_what_vanished_is_known_until_it_comes_again() -> None:
    gone = state_after(step(turn(note(), None)))
    later = state_after(HistoryStep(deed(turn(None, note("15071/19"))), gone))
    again = HistoryStep(deed(turn(None, note(subject="Lamps"))), later)

    assert found(again) == [("HIST003", "15070/19")]
    assert found(HistoryStep(deed(turn(None, note(subject="Lamps"))), state_after(again))) == []
    assert found(HistoryStep(deed(turn(None, note())), later)) == []


def test_a_void_number_given_to_something_else_is_told_once() -> None:
    void = note(status=Status.VOID, reason="given twice")

    assert found(step(turn(void, note(subject="Lamps")))) == [("HIST003", "15070/19")]
    assert found(step(turn(void, note()))) == [("HIST007", "15070/19")]


@pytest.mark.parametrize(
    ("before", "after", "severity"),
    [
        (Status.RESERVED, Status.VOID, None),
        (Status.ISSUED, Status.WITHDRAWN, None),
        (Status.DRAFT, Status.RESERVED, Severity.WARNING),
        (Status.WITHDRAWN, Status.ISSUED, Severity.WARNING),
        (Status.WITHDRAWN, Status.DRAFT, Severity.ERROR),
        (Status.ISSUED, Status.RESERVED, Severity.ERROR),
        (Status.VOID, Status.RESERVED, Severity.ERROR),
    ],
)
def test_the_life_of_a_number(before: Status, after: Status, severity: Severity | None) -> None:
    report = told(step(turn(note(status=before), note(status=after)))).check()

    assert max((finding.severity for finding in report.findings), default=None) == severity


def test_a_serial_changes_hands_in_one_step_or_over_many_but_stays_in_its_family() -> None:
    lost, got = note(subject_codes=codes("COSI 1")), note("15071/19", subject_codes=codes("COSI 1"))
    bare, other = note(subject_codes=()), note("15071/19", subject_codes=())
    revision = note("15070/1/19 REV 1", subject_codes=codes("COSI 1"))

    assert found(step(turn(lost, bare), turn(other, got))) == [("HIST013", "15071/19")]
    past = state_after(step(turn(lost, bare)))
    assert found(HistoryStep(deed(turn(None, got)), past)) == [("HIST013", "15071/19")]
    assert found(HistoryStep(deed(turn(None, revision)), past)) == []
    assert found(HistoryStep(deed(turn(None, got)), state_after(HistoryStep(deed(turn(bare, lost)), past)))) == []


# ---- merges


def merged(after: Document, *sides: Document | None, before: Document | None = None) -> HistoryStep:
    one = turn(before, after, other_parents=tuple(held(side) if side else None for side in sides))
    return step(one, is_merge=True)


def test_a_merge_may_put_the_sides_together() -> None:
    base = note(languages=("en",))
    one, two = replace(base, languages=("en", "fr")), replace(base, languages=("en", "de"))

    assert found(merged(replace(base, languages=("en", "fr", "de")), two, before=one)) == []
    assert found(merged(replace(base, languages=("fr", "de")), two, before=one)) == [("HIST010", "15070/19")]
    assert found(merged(replace(base, languages=("en", "it")), two, before=one)) == [("HIST010", "15070/19")]
    assert found(merged(replace(two, place="Brussels"), two, before=replace(base, place="Brussels"))) == []


def test_a_merge_that_brings_an_entry_of_its_own() -> None:
    (finding,) = told(merged(note(), None)).check().findings

    assert finding.code == "HIST010"
    assert "the whole entry" in finding.message


def test_a_merge_tells_no_title_of_an_item() -> None:
    sides = [agenda(items=(ADOPTION, TERRORISM)), agenda(items=(ADOPTION, BUSINESS))]
    made_up = agenda(items=(Item("Secret matters"), ADOPTION, TERRORISM, BUSINESS))

    findings = told(merged(made_up, sides[1], before=sides[0])).check().findings

    assert "Secret" not in "".join(finding.message + finding.hint for finding in findings)


def test_work_by_hand_on_a_branch_is_told_though_the_merge_says_everything() -> None:
    change = turn(note(), note(place="Brussels"))
    silent, speaking = deed(change)._replace(trailers={}), deed(change)

    assert found(step(change, merged_commits=(silent,), is_merge=True)) == [("HIST009", "15070/19")]
    assert (
        found(
            replace(step(change, merged_commits=(speaking,), is_merge=True), commit=deed(change)._replace(trailers={}))
        )
        == []
    )


def test_a_reason_on_the_branch_is_a_reason() -> None:
    change = turn(note(marking=LIMITE), note())

    assert found(step(change, merged_commits=(deed(change, Reason="published"),), is_merge=True)) == []
    assert found(step(change, merged_commits=(deed(change),), is_merge=True)) == [("HIST006", "15070/19")]


def test_many_documents_by_hand_are_one_finding() -> None:
    turns = [turn(None, note(f"{n}/19", subject_codes=())) for n in range(1, 6)]

    (finding,) = told(replace(step(), commit=deed(*turns)._replace(trailers={}))).check().findings

    assert finding.message.startswith("1/19, 2/19, 3/19 and 2 more edited by hand")


# ---- agendas

LATE = replace(ISSUED, items=(ADOPTION, TERRORISM, Item("Cybercrime", "2 bis"), BUSINESS))
RESULT = replace(ADOPTED, items=(ADOPTION._replace(result="adopted"), TERRORISM, BUSINESS))
REWORDED = replace(ISSUED, items=(ADOPTION, TERRORISM._replace(title="Terrorism"), BUSINESS))
REDATED = agenda(agenda=Agenda(AgendaState.PROVISIONAL, date(2019, 11, 21)))
WITHDRAWN = replace(ISSUED, items=(ADOPTION, TERRORISM._replace(withdrawn=True), BUSINESS))


def met(**changes: Any) -> Document:
    """The issued agenda, for another meeting."""
    assert ISSUED.meeting
    return replace(ISSUED, meeting=ISSUED.meeting._replace(**changes))


UNDATED = agenda(agenda=Agenda())
ENDING = met(end=datetime(2019, 12, 4, 18, tzinfo=UTC))

ALTERATIONS: dict[str, tuple[Document, Document, str | None, bool]] = {
    "nothing": (ISSUED, ISSUED, None, False),
    "a draft": (replace(ISSUED, status=Status.DRAFT), ADOPTED, None, False),
    "no day of issue": (agenda(agenda=Agenda()), agenda(agenda=Agenda(), items=()), "item 1 is gone", True),
    "a late item": (ISSUED, LATE, None, False),
    "a withdrawal": (ISSUED, WITHDRAWN, None, False),
    "the adoption": (ISSUED, ADOPTED, None, False),
    "a result": (ADOPTED, RESULT, None, False),
    "a marking": (ISSUED, replace(ISSUED, marking=LIMITE), None, False),
    "other words": (ISSUED, REWORDED, "printed", True),
    "an item lost": (ISSUED, replace(ISSUED, items=(ADOPTION, BUSINESS)), "item 2 is gone", True),
    "another order": (ISSUED, replace(ISSUED, items=(ADOPTION, BUSINESS, TERRORISM)), "another order", True),
    "no longer withdrawn": (WITHDRAWN, ISSUED, "no longer withdrawn", True),
    "a late item after the adoption": (ADOPTED, replace(LATE, agenda=ADOPTED.agenda), "after its adoption", True),
    "a withdrawal after the adoption": (ADOPTED, replace(WITHDRAWN, agenda=ADOPTED.agenda), "after its adoption", True),
    "adopted no more": (ADOPTED, ISSUED, "taken back", True),
    "adopted on another day": (
        ADOPTED,
        agenda(agenda=Agenda(AgendaState.ADOPTED, date(2019, 11, 20), date(2019, 12, 5))),
        "day of its adoption",
        True,
    ),
    "issued on another day": (ISSUED, REDATED, "day of issue", True),
    "the day of issue is learnt": (UNDATED, ISSUED, None, False),
    "another date": (ISSUED, replace(ISSUED, date=date(2019, 11, 22)), "its date changed", True),
    "another body": (ISSUED, met(body="CATS"), "another body", True),
    "another day": (ISSUED, met(start=datetime(2019, 12, 9, 10, tzinfo=UTC)), "begins at another time", True),
    "another end": (ENDING, replace(ENDING, meeting=ISSUED.meeting), "ends at another time", True),
    "no longer an agenda": (ISSUED, replace(ISSUED, agenda=None), "no longer an agenda", True),
}  # fmt: skip


@pytest.mark.parametrize("how", ALTERATIONS)
def test_what_an_issued_agenda_may_become(how: str) -> None:
    before, after, said, altered = ALTERATIONS[how]

    told = [found.description for found in find_alterations(before, after)]

    assert (told == []) is (said is None)
    assert said is None or said in told[0]
    assert is_altered(before, after) is altered


# ---- persons


def test_a_person_is_told_apart_by_the_address() -> None:
    person = Person.parse(f"  Ada   Clerk <{OTHER}> ")

    assert str(person) == f"Ada Clerk <{OTHER}>"
    assert person.has_address(OTHER.upper())
    assert not person.has_address(CLERK)


def test_the_past_of_a_plain_step_is_the_same_one() -> None:
    """Twenty thousand steps must not copy what is known twenty thousand times."""
    past = HistoryState(
        vanished={num("1/19"): "x"}, freed_serials={("COSI", 2019, 9): num("1/19")}, broken_files={"x": "y"}
    )

    after = state_after(HistoryStep(deed(turn(note(), note(place="Brussels"))), past))

    assert after.vanished is past.vanished
    assert after.freed_serials is past.freed_serials


# ---- numbers that were given out


@pytest.mark.parametrize(
    ("before", "after", "told_of"),
    [
        ("Lamps", "Fog", True),
        ("Lamps", None, True),
        (None, "Lamps", True),
        ("Reply to PROV 1/20", "Reply to SN 4/20", False),
        ("Reply to PROV 1/20", "Another to SN 4/20", True),
    ],
)
def test_what_a_number_was_given_for_stays_as_it_was_told(before: str | None, after: str | None, told_of: bool) -> None:
    given = Allotment("Ada <ada@example.org>", date(2020, 1, 2), "f1", before)
    old, new = (note(status=Status.RESERVED, allotted=given._replace(purpose=said)) for said in (before, after))

    assert found(step(turn(old, new))) == ([("HIST017", "15070/19")] if told_of else [])


def test_whoever_was_given_a_number_is_not_forgotten() -> None:
    given = note(status=Status.RESERVED, allotted=Allotment("Ada <ada@example.org>", date(2020, 1, 2), "f1"))

    assert found(step(turn(given, note()))) == [("HIST017", "15070/19")]
    assert found(step(turn(note(), note(allotted=given.allotted)))) == []
