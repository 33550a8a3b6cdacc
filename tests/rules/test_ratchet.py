"""The ratchet: a change may not add an error to what it touches."""

from dataclasses import replace
from datetime import date

from rules.builders import TODAY, codes, entry_of, note, num, snapshot_of

from somei_cli.model.document import Document
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.model.register.change import Change, apply_change
from somei_cli.rules.engine.added_errors import find_added_errors

EARLY = date(2018, 1, 1)


def added(before: list[Document], *puts: Document) -> list[tuple[str, str | None]]:
    held = snapshot_of(before)
    change = Change("test", "test", puts)
    return [(f.code, f.document) for f in find_added_errors(held, apply_change(held, change), change.numbers, TODAY)]


def test_a_sound_change_passes() -> None:
    assert added([], note()) == []
    assert added([note()], note(subject="Another")) == []


def test_a_new_error_is_named_with_the_line_it_would_have() -> None:
    held = snapshot_of([note()])
    change = Change("test", "test", (note(date=EARLY),))
    (finding,) = find_added_errors(held, apply_change(held, change), change.numbers, TODAY)
    assert (finding.code, finding.path) == ("DATE002", str(entry_of(note()).path))
    assert entry_of(note(date=EARLY)).text.split("\n")[finding.line - 1] == "date = 2018-01-01"


def test_what_was_wrong_before_does_not_block() -> None:
    assert added([note(date=EARLY)], note(date=EARLY, place="Brussels")) == []


def test_another_error_of_the_same_rule_does() -> None:
    before = note(subject_codes=codes("JAI 1", "JAI 2"))
    assert added([before], note(subject_codes=codes("JAI 1", "JAI 2", "JAI 3"))) == [("CODE003", "15070/19")]
    assert added([before], note(date=EARLY)) == [("DATE002", "15070/19")]


def test_warnings_never_block() -> None:
    assert added([note()], note(date=None)) == []


def test_a_waived_error_does_not_block() -> None:
    assert added([], note(date=EARLY, waive=(("DATE002", "misprinted on the page"),))) == []


def test_a_hidden_character_is_stopped_before_it_is_written() -> None:
    assert added([note()], note(subject="ENFO\u200bPOL")) == [("TEXT002", "15070/19")]


def test_other_families_are_not_judged() -> None:
    assert added([note("1/19", date=EARLY)], note()) == []


def test_a_serial_of_another_family_is_seen_in_a_whole_register() -> None:
    held = note("1/19", subject_codes=codes("JAI 7"))
    assert added([held], note(subject_codes=codes("JAI 7"))) == [("CODE002", "15070/19")]
    assert added([], note(subject_codes=codes("JAI 7"))) == []


def test_a_circle_is_not_closed() -> None:
    follows = Reference(num("15070/19"), ReferenceKind.PREVIOUS)
    back = note(previous_documents=(num("1/19"),))
    assert added([note("1/19", references=(follows,))], back) == [("XREF006", "15070/19")]


def test_a_dropped_document_leaves_nothing_to_judge() -> None:
    held = snapshot_of([note()])
    change = Change("test", "test", drops=(num("15070/19"),))
    assert find_added_errors(held, apply_change(held, change), change.numbers, TODAY) == ()


def test_an_error_may_be_mended() -> None:
    broken = note(date=EARLY)
    assert added([broken], replace(broken, date=date(2019, 12, 20))) == []
