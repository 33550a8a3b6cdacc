"""Two clerks and one document: nothing is lost, nothing is doubled, no marking falls, and conflicts say where."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from formats.merge.two_clerks import COPIED, COPIED_BY_NONE, Versions, facts, most_facts, versions
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import documents

from somei_cli.errors import Refused
from somei_cli.formats.merge.conflict_markers import write_conflict
from somei_cli.formats.merge.documents import lowers_marking, merge
from somei_cli.formats.toml.document import dump, load
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import (
    AccessEvent,
    AccessKind,
    Allotment,
    Document,
    LanguageVersion,
    Meeting,
    SourceFile,
)
from somei_cli.model.document_fields import DOCUMENT_FIELDS
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.items_and_follow_ups import FollowUp, FollowUpState, Item, ItemKind
from somei_cli.model.markings import LIMITE, Marking, level_of
from somei_cli.model.merge import ConflictReason, MergeSide
from somei_cli.model.references import Reference, ReferenceKind

# ---- any edits of two clerks

some = settings(max_examples=40)


@some
@given(versions())
def test_no_change_is_lost_and_none_is_doubled(held: Versions) -> None:
    result = merge(*held)
    if result.conflicts:
        return
    base, ours, theirs, merged = map(facts, (*held, result.document))

    for side, other in ((ours, theirs), (theirs, ours)):
        assert not [fact for fact in side - base if not merged[fact]], "an addition is lost"
        gone = [fact for fact in base if not side[fact] and not other[fact] - base[fact] > 0]
        assert not [fact for fact in gone if merged[fact]], "a removal is lost"
    assert not merged - most_facts(*held), "a fact stands there that nobody wrote, or twice"


def test_items_without_numbers_that_each_clerk_added_both_stand_with_the_same_kind() -> None:
    base = Document(DocumentNumber.parse("15070/19"))
    ours, theirs = (replace(base, items=(Item(title=title, kind=ItemKind.I),)) for title in ("Lamps", "Oil"))
    merged = merge(*(held := Versions(base, ours, theirs))).document

    assert [(item.title, item.kind) for item in merged.items] == [("Lamps", ItemKind.I), ("Oil", ItemKind.I)]
    assert not facts(merged) - most_facts(*held)


@some
@given(versions())
def test_the_result_is_a_document_in_canonical_form(held: Versions) -> None:
    text = dump(merge(*held).document)

    assert dump(load(text).document or held.base) == text


@some
@given(versions())
def test_it_does_not_matter_who_merges(held: Versions) -> None:
    forth, back = merge(*held), merge(held.base, held.theirs, held.ours)

    assert sorted(c.reason for c in forth.conflicts) == sorted(c.reason for c in back.conflicts)
    if not forth.conflicts:
        assert facts(forth.document) == facts(back.document)


@some
@given(versions())
def test_no_merge_lowers_a_marking(held: Versions) -> None:
    result = merge(*held)

    named = [conflict for conflict in result.conflicts if conflict.field == "marking"]
    highest = max(level_of(held.ours.marking), level_of(held.theirs.marking))
    assert named or level_of(result.document.marking) == highest
    assert named or not lowers_marking(result.document, held.ours, held.theirs)


@some
@given(versions(), st.booleans())
def test_who_changed_nothing_gets_the_other_version(held: Versions, first: bool) -> None:
    ours, theirs = (held.base, held.theirs) if first else (held.theirs, held.base)

    result = merge(held.base, ours, theirs)

    if lowers_marking(held.theirs, held.base):
        assert [(conflict.field, conflict.reason) for conflict in result.conflicts] == [
            ("marking", ConflictReason.LOWERED)
        ]
    else:
        assert (dump(result.document), result.conflicts) == (dump(held.theirs), ())


@some
@given(versions())
def test_both_the_same_is_taken_once(held: Versions) -> None:
    assert dump(merge(held.base, held.ours, held.ours).document) == dump(held.ours)
    assert merge(held.base, held.ours, held.ours).conflicts == ()


@some
@given(versions())
def test_names_of_conflicts_decide_them(held: Versions) -> None:
    conflicts = merge(*held).conflicts
    named = {conflict.field: MergeSide.THEIRS for conflict in conflicts}

    assert len(named) == len(conflicts), "every conflict has a name of its own"
    assert merge(*held, named).document == merge(*held, favoured=MergeSide.THEIRS).document


@some
@given(versions())
def test_markers_stand_around_the_fields_in_conflict_and_nothing_else(held: Versions) -> None:
    conflicts = merge(*held).conflicts

    text = write_conflict(*held, conflicts)

    assert _side_of(text, "ours") == dump(merge(*held).document)
    assert _side_of(text, "theirs") == dump(merge(*held, favoured=MergeSide.THEIRS).document)


def test_very_many_conflicts_have_markers_without_names() -> None:
    base, ours, theirs = (
        replace(PLAIN, items=tuple(Item(f"Title {at}", str(at), result=word) for at in range(60)))
        for word in (None, "noted", "agreed")
    )

    text = write_conflict(base, ours, theirs, merge(base, ours, theirs).conflicts)

    assert text.count('<<<<<<< ours\nresult = "noted"\n=======\nresult = "agreed"\n>>>>>>> theirs\n') == 60


def _side_of(text: str, side: str) -> str:
    kept, where = [], ""
    for line in text.split("\n"):
        if line.startswith("<<<<<<< ours: "):
            where = "ours"
        elif where and line == "=======":
            where = "theirs"
        elif where and line.startswith(">>>>>>> theirs: "):
            where = ""
        elif where in {"", side}:
            kept.append(line)
    return "\n".join(kept)


@some
@given(documents(), documents())
def test_two_entries_of_one_number_are_merged_against_nothing(ours: Document, theirs: Document) -> None:
    theirs = replace(theirs, number=ours.number)
    if ours.number.is_provisional and ours.allotted and theirs.allotted:
        theirs = replace(theirs, allotted=ours.allotted)
    result = merge(None, ours, theirs)

    if not result.conflicts:
        assert not facts(ours) - facts(result.document)
        assert not facts(theirs) - facts(result.document)
        assert not facts(result.document) - (facts(ours) | facts(theirs))


def test_one_provisional_number_of_two_requests_is_two_entries() -> None:
    number = DocumentNumber("PROV", 7, 2020)
    asked = [Allotment("Ada <ada@example.org>", date(2020, 2, 14), request) for request in ("one", "two")]
    ours, theirs = (Document(number, Status.RESERVED, allotted=one) for one in asked)
    with pytest.raises(Refused, match="PROV 7/20 is the name of two entries"):
        merge(None, ours, theirs)
    assert merge(ours, replace(ours, subject="Lamps"), theirs).document


def test_an_entry_is_merged_with_what_came_of_it_and_with_no_other_one() -> None:
    old, other = DocumentNumber("PROV", 7, 2020), DocumentNumber("PROV", 8, 2020)
    asked = Allotment("Ada <ada@example.org>", date(2020, 2, 14), "one")
    base = Document(old, Status.DRAFT, subject="Lamps", allotted=asked)
    settled = replace(base, number=DocumentNumber("SN", 1, 2020), allotted=asked._replace(provisional=(old,)))
    merged = merge(base, settled, replace(base, subject="Street lamps")).document
    assert (merged.number, merged.subject) == (settled.number, "Street lamps")
    with pytest.raises(Refused, match="are two entries"):
        merge(replace(base, number=other), settled, replace(base, number=other))


# ---- edits that are met


NUMBER = DocumentNumber.parse("15070/19")
PROMISE = FollowUp("Second questionnaire", who="Eurojust")
ITEMS = (
    Item("Adoption of the agenda", "1"),
    Item("Counter Terrorism", "2", subitems=(Item("Daesh members"), Item("Battlefield information"))),
    Item("Cybercrime threats", "3", follow_ups=(PROMISE,)),
)
PLAIN = Document(
    NUMBER,
    subject="Summary",
    marking=LIMITE,
    subject_codes=tuple(map(CodeEntry.parse, ("COSI 254", "CATS 141"))),
    references=(Reference(DocumentNumber.parse("13735/19"), ReferenceKind.AGENDA),),
    items=ITEMS,
)


def _codes(*printed: str) -> Document:
    return replace(PLAIN, subject_codes=tuple(map(CodeEntry.parse, printed)))


def _item(at: int, **changes: Any) -> Document:
    return replace(PLAIN, items=(*ITEMS[:at], ITEMS[at]._replace(**changes), *ITEMS[at + 1 :]))


def _subitem(at: int, **changes: Any) -> Document:
    held = ITEMS[1].subitems
    return _item(1, subitems=(*held[:at], held[at]._replace(**changes), *held[at + 1 :]))


def _versions(**titles: str) -> Document:
    source = SourceFile("a.txt", "0" * 64)
    return replace(PLAIN, versions=tuple(LanguageVersion(*pair, source) for pair in titles.items()))


def _access(*events: AccessEvent) -> Document:
    return replace(PLAIN, access=events)


def _on(day: int, kind: AccessKind = AccessKind.RELEASED, **held: Any) -> AccessEvent:
    return AccessEvent(kind, date(2020, 3, day), **held)


def _refers(*kinds: ReferenceKind) -> Document:
    return replace(PLAIN, references=tuple(Reference(DocumentNumber.parse("13735/19"), kind) for kind in kinds))


MERGED: dict[str, tuple[Document, Document, Callable[[Document], object], object]] = {
    "two fields": (
        replace(PLAIN, subject="Other"),
        replace(PLAIN, place="Brussels"),
        lambda d: (d.subject, d.place),
        ("Other", "Brussels"),
    ),
    "a raised marking": (
        replace(PLAIN, marking=Marking("LIMITE JUR")), PLAIN, lambda d: str(d.marking), "LIMITE JUR",
    ),
    "codes, ours first": (
        _codes("JAI 1", "COSI 254", "CATS 141"),
        _codes("COSI 254", "ENFOPOL 5", "CATS 141", "CT 6"),
        lambda d: [str(code) for code in d.subject_codes],
        ["JAI 1", "COSI 254", "CATS 141", "ENFOPOL 5", "CT 6"],
    ),
    "a code moved here, one dropped there": (
        _codes("CATS 141", "COSI 254"), _codes("COSI 254"), lambda d: list(map(str, d.subject_codes)), ["COSI 254"],
    ),
    "two fields of an item": (
        _item(1, result="noted"), _item(1, title="Counter Terrorism (poss.)"),
        lambda d: (d.items[1].title, d.items[1].result), ("Counter Terrorism (poss.)", "noted"),
    ),
    "a line reworded here, its text there": (
        _subitem(0, title="Daesh and its members"), _subitem(0, summary="Text."),
        lambda d: [(s.title, s.summary) for s in d.items[1].subitems],
        [("Daesh and its members", "Text."), ("Battlefield information", None)],
    ),
    "late items in their places": (
        replace(PLAIN, items=(*ITEMS[:1], Item("Late", "1 bis"), *ITEMS[1:])),
        replace(PLAIN, items=(*ITEMS[:2], Item("Later", "2 bis"), ITEMS[2])),
        lambda d: [item.number for item in d.items],
        ["1", "1 bis", "2", "2 bis", "3"],
    ),
    "a promise here, another item's there": (
        _item(1, follow_ups=(PROMISE,)), _item(2, follow_ups=(PROMISE._replace(state=FollowUpState.DONE),)),
        lambda d: [[f.state for f in item.follow_ups] for item in d.items], [[], ["open"], ["done"]],
    ),
    "decisions in the order of their days": (
        _access(_on(9)), _access(_on(4, AccessKind.REFUSED)), lambda d: [e.on.day for e in d.access], [4, 9],
    ),
    "texts in two languages": (
        _versions(fr="Lampes"), _versions(de="Lampen"), lambda d: [v.language for v in d.versions], ["de", "fr"],
    ),
    "one reference changed, one added": (
        _refers(ReferenceKind.CITES),
        replace(PLAIN, references=(*PLAIN.references, Reference(DocumentNumber.parse("1/19")))),
        lambda d: [f"{r.to} {r.kind}" for r in d.references],
        ["13735/19 cites", "1/19 cites"],
    ),
    "a day and a body of the meeting": (
        replace(PLAIN, meeting=Meeting(body="SOMEI")), replace(PLAIN, meeting=Meeting(start=date(2019, 12, 4))),
        lambda d: d.meeting, Meeting("SOMEI", date(2019, 12, 4)),
    ),
    "waivers of two rules": (
        replace(PLAIN, waive=(("DATE001", "r"),)), replace(PLAIN, waive=(("XREF001", "s"),)),
        lambda d: d.waive, (("DATE001", "r"), ("XREF001", "s")),
    ),
    "one and true are not the same": (
        replace(PLAIN, extra=(("later", True),)), replace(PLAIN, place="B"), lambda d: d.extra, (("later", True),),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MERGED, ids=str)
def test_what_does_not_touch_is_merged(case: str) -> None:
    ours, theirs, look, expected = MERGED[case]

    result = merge(PLAIN, ours, theirs)

    assert result.conflicts == ()
    assert look(result.document) == expected


def test_the_same_promise_of_two_items_without_numbers_is_done_here_and_there() -> None:
    open_, done = PROMISE, PROMISE._replace(state=FollowUpState.DONE)
    base, ours, theirs = (
        replace(PLAIN, items=(Item("Ports", follow_ups=(first,)), Item("Terrorism", follow_ups=(second,))))
        for first, second in ((open_, open_), (done, open_), (open_, done))
    )

    result = merge(base, ours, theirs)

    assert result.conflicts == ()
    assert [item.follow_ups for item in result.document.items] == [(done,), (done,)]


CONFLICTS: dict[str, tuple[Document, Document, tuple[str, ConflictReason]]] = {
    "one field": (replace(PLAIN, subject="A"), replace(PLAIN, subject="B"), ("subject", ConflictReason.CHANGED)),
    "a marking lowered on one side": (replace(PLAIN, marking=None), PLAIN, ("marking", ConflictReason.LOWERED)),
    "a marking lowered on the other side": (
        PLAIN, replace(PLAIN, marking=Marking("PUBLIC")), ("marking", ConflictReason.LOWERED),
    ),
    "two serials": (
        _codes("COSI 1", "CATS 141"), _codes("COSI 2", "CATS 141"),
        ("subject_codes COSI", ConflictReason.CHANGED),
    ),
    "a serial here, dropped there": (
        _codes("COSI 1", "CATS 141"), _codes("CATS 141"), ("subject_codes COSI", ConflictReason.REMOVED),
    ),
    "one code replaced by two": (
        _codes("COSI 254", "JAI 1"), _codes("COSI 254", "CT 2"), ("subject_codes", ConflictReason.CHANGED),
    ),
    "two orders": (
        _codes("CATS 141", "COSI 254", "JAI 1"),
        _codes("JAI 1", "COSI 254", "CATS 141"),
        ("subject_codes order", ConflictReason.ORDER),
    ),
    "two titles": (
        _item(1, title="Terrorism"), _item(1, title="Counter Terrorism, new"),
        ("items 2 title", ConflictReason.CHANGED),
    ),
    "two texts of a line": (
        _subitem(1, summary="a"), _subitem(1, summary="b"), ("items 2/2 summary", ConflictReason.ADDED),
    ),
    "two items under one number": (
        replace(PLAIN, items=(*ITEMS, Item("Ports", "4"))), replace(PLAIN, items=(*ITEMS, Item("Drugs", "4"))),
        ("items 4", ConflictReason.ADDED),
    ),
    "one item under two numbers": (
        replace(PLAIN, items=(*ITEMS, Item("Ports", "4"))), replace(PLAIN, items=(*ITEMS, Item("Ports", "5"))),
        ("items", ConflictReason.MOVED),
    ),
    "an item renumbered, another text there": (
        replace(PLAIN, items=(ITEMS[0], ITEMS[2]._replace(number="2"))), _item(1, result="noted"),
        ("items", ConflictReason.MOVED),
    ),
    "an item replaced, a text of the old one": (
        _item(1, title="Ports and harbours"), _item(1, result="noted"), ("items 2", ConflictReason.CHANGED),
    ),
    "an item taken off, a text of it": (
        replace(PLAIN, items=ITEMS[:2]), _item(2, result="noted"), ("items 3", ConflictReason.REMOVED),
    ),
    "two promises": (
        _item(1, follow_ups=(PROMISE,)), _item(1, follow_ups=(PROMISE._replace(what="A letter"),)),
        ("items 2 follow_ups 1", ConflictReason.ADDED),
    ),
    "a promise taken away, another one there": (
        _item(2, follow_ups=()), _item(2, follow_ups=(PROMISE, FollowUp("A letter"))),
        ("items 3 follow_ups", ConflictReason.MOVED),
    ),
    "two days for one promise": (
        _item(2, follow_ups=(PROMISE._replace(due=date(2020, 1, 1)),)),
        _item(2, follow_ups=(PROMISE._replace(due=date(2020, 2, 1)),)),
        ("items 3 follow_ups 1 due", ConflictReason.ADDED),
    ),
    "two grounds of one decision": (
        _access(_on(4, ground="4.1")), _access(_on(4, ground="4.2")),
        ("access 2020-03-04 released ground", ConflictReason.ADDED),
    ),
    "two titles in one language": (
        _versions(fr="Lampes"), _versions(fr="Des lampes"), ("versions fr title", ConflictReason.ADDED),
    ),
    "one reference made two": (
        _refers(ReferenceKind.CITES), _refers(ReferenceKind.ANSWERS), ("references", ConflictReason.CHANGED),
    ),
    "a waiver with two reasons": (
        replace(PLAIN, waive=(("DATE001", "r"),)), replace(PLAIN, waive=(("DATE001", "s"),)),
        ("waive DATE001", ConflictReason.ADDED),
    ),
    "a foreign key": (
        replace(PLAIN, extra=(("later", 1),)), replace(PLAIN, extra=(("later", True),)),
        ("later", ConflictReason.ADDED),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CONFLICTS, ids=str)
def test_what_touches_is_a_conflict_that_names_its_field(case: str) -> None:
    ours, theirs, expected = CONFLICTS[case]

    assert [(conflict.field, conflict.reason) for conflict in merge(PLAIN, ours, theirs).conflicts] == [expected]


def test_a_number_that_two_people_reserved_is_never_merged() -> None:
    reserved = Document(NUMBER, status=Status.RESERVED, note="For the next meeting")

    assert [c.field for c in merge(None, reserved, reserved).conflicts] == ["number"]
    assert merge(None, PLAIN, PLAIN).conflicts == ()
    assert [c.field for c in merge(None, reserved, replace(reserved, note="Mine")).conflicts] == ["number", "note"]
    assert [c.field for c in merge(None, reserved, PLAIN).conflicts] == ["status"]


def test_a_reference_given_up_here_and_made_another_there_is_a_conflict() -> None:
    number = DocumentNumber.parse("13735/19")
    base = replace(SAMPLE, references=(Reference(number, ReferenceKind.CITES),))
    ours = replace(base, references=())
    theirs = replace(base, references=(Reference(number, ReferenceKind.ANSWERS),))

    for held in ((base, ours, theirs), (base, theirs, ours)):
        assert [conflict.field for conflict in merge(*held).conflicts] == ["references"]


def test_languages_of_a_corrigendum_are_merged_with_their_reference() -> None:
    corrigendum = Reference(DocumentNumber.parse("10119/18 COR 1"))
    base = replace(SAMPLE, references=(corrigendum,))
    ours = replace(base, references=(corrigendum._replace(languages=("mt",)),))
    theirs = replace(base, references=(corrigendum._replace(languages=("sl",)),))

    assert merge(base, ours, base).document == ours
    assert [conflict.field for conflict in merge(base, ours, theirs).conflicts] == ["references 10119/18 COR 1 cites"]


def test_two_decisions_of_one_day_are_a_conflict() -> None:
    day = date(2020, 3, 2)
    ours = replace(SAMPLE, access=(AccessEvent(AccessKind.RELEASED, day),))
    theirs = replace(SAMPLE, access=(AccessEvent(AccessKind.REFUSED, day, ground="4.1b"),))

    assert [conflict.field for conflict in merge(SAMPLE, ours, theirs).conflicts] == ["access"]
    assert not merge(SAMPLE, ours, replace(ours, subject="Other")).conflicts


SAMPLE = Document(DocumentNumber.parse("15070/19"), subject="Summary")


def test_every_field_is_edited_by_two_clerks_or_listed_as_not() -> None:
    """By hand on purpose: whoever adds a field says here what two clerks may do to it."""
    assert sorted((*COPIED, *COPIED_BY_NONE)) == sorted((*(field.name for field in DOCUMENT_FIELDS), "extra"))
