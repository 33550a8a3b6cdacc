"""What the public may see of a document, and what it never may."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from strategies import documents

from somei_cli.formats.export.document_rows import public_table
from somei_cli.formats.notation.external_references import parse_external_reference
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import (
    AccessEvent,
    AccessKind,
    Agenda,
    AgendaState,
    Allotment,
    Document,
    KeptDoubt,
    LanguageVersion,
    Meeting,
    SourceFile,
)
from somei_cli.model.document_fields import DOCUMENT_FIELDS
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.items_and_follow_ups import FollowUp, Item
from somei_cli.model.markings import Level, Marking
from somei_cli.model.publication.public_register import Pointer, public_register_of
from somei_cli.model.references import OutsideReference, Reference, ReferenceKind
from somei_cli.model.register.public_view import Disclosure, Publication, PublicDocument, Visibility, public_view
from somei_cli.model.register.settings import Settings
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import Vocabulary

DAY, LATER = date(2020, 2, 13), date(2020, 6, 1)
SECRET = "XYZZY-PLANTED"
RELEASED, REFUSED = AccessKind.RELEASED, AccessKind.REFUSED
RESTRICTED, CONFIDENTIAL = Marking("RESTREINT UE/EU RESTRICTED"), Marking("CONFIDENTIEL UE/EU CONFIDENTIAL")
LIMITE = Marking("LIMITE")


def number(text: str) -> DocumentNumber:
    return DocumentNumber.parse(text)


def whole(text: str = "15070/19", **given: object) -> Document:
    """A document in which every field says something."""
    plain = Document(
        number(text),
        type="NOTE",
        subject="Summary of discussions",
        date=DAY,
        place="Brussels",
        languages=("en",),
        subject_codes=(CodeEntry.parse("COSI 254"), CodeEntry.parse("CT 136")),
        originator="Presidency",
        addressee="Delegations",
        meeting=Meeting("SOMEI", date(2019, 12, 4)),
        references=(Reference(number("13735/19"), ReferenceKind.AGENDA, "1"),),
        items=(Item("Counter Terrorism", "2", summary="It was noted.", documents=(number("100/19"),)),),
    )
    return replace(plain, **given)  # type: ignore[arg-type]


def register(*held: Document) -> Snapshot:
    return Snapshot(held, lambda: Vocabulary({}), Settings())


def seen(document: Document, *others: Document) -> PublicDocument | None:
    return public_view(document, register(document, *others))


def public_views(snapshot: Snapshot) -> list[PublicDocument]:
    disclosure = Disclosure(snapshot)
    return [view for document in snapshot if (view := disclosure.view(document))]


def decided(*kinds: AccessKind) -> tuple[AccessEvent, ...]:
    return tuple(AccessEvent(kind, date(2020, 3, day), by="Somebody") for day, kind in enumerate(kinds, start=1))


def test_an_unmarked_document_is_seen_whole() -> None:
    view = seen(whole())
    assert view is not None
    assert (view.shown, view.publication) == (Visibility.TEXT, Publication.PUBLIC)
    assert view.items[0].summary == "It was noted."
    assert view.references[0].to == number("13735/19")
    assert view.subject_codes[0].serial == 254


def test_of_a_limite_document_the_entry_is_seen_and_no_text() -> None:
    view = seen(whole(marking=Marking("LIMITE JUR")))
    assert view is not None
    assert (view.shown, view.publication, view.marking) == (Visibility.ENTRY, Publication.REFUSED, LIMITE)
    assert (view.subject, view.type, view.date, view.originator) == (
        "Summary of discussions",
        "NOTE",
        DAY,
        "Presidency",
    )
    assert [str(entry) for entry in view.subject_codes] == ["COSI", "CT"]
    text = (view.items, view.references, view.outside_references, view.previous_documents, view.place)
    assert not any(text)


@pytest.mark.parametrize(
    ("marking", "kinds", "shown", "publication"),
    [
        (LIMITE, [RELEASED], Visibility.TEXT, Publication.PUBLIC),
        (LIMITE, [REFUSED, RELEASED], Visibility.TEXT, Publication.PUBLIC),
        (LIMITE, [RELEASED, REFUSED], Visibility.ENTRY, Publication.REFUSED),
        (LIMITE, [AccessKind.PARTLY_RELEASED], Visibility.ENTRY, Publication.PARTIAL),
        (None, [REFUSED], Visibility.ENTRY, Publication.REFUSED),
        (Marking("PUBLIC"), [], Visibility.TEXT, Publication.PUBLIC),
        (Marking("PUBLIC LIMITE"), [], Visibility.ENTRY, Publication.REFUSED),
        (RESTRICTED, [], Visibility.NUMBER, Publication.REFUSED),
        (RESTRICTED, [RELEASED], Visibility.NUMBER, Publication.REFUSED),
        (RESTRICTED, [AccessKind.DECLASSIFIED], Visibility.ENTRY, Publication.REFUSED),
        (RESTRICTED, [AccessKind.DECLASSIFIED, RELEASED], Visibility.TEXT, Publication.PUBLIC),
    ],
)
def test_the_decision_in_force_tells_how_much_is_seen(
    marking: Marking | None, kinds: Iterable[AccessKind], shown: Visibility, publication: Publication
) -> None:
    view = seen(whole(marking=marking, access=decided(*kinds)))
    assert view is not None
    assert (view.shown, view.publication) == (shown, publication)


def test_a_release_that_stands_behind_a_later_refusal_releases_nothing() -> None:
    released, refused = AccessEvent(RELEASED, DAY), AccessEvent(REFUSED, LATER)
    view = seen(whole(marking=LIMITE, access=(refused, released)))
    assert view is not None
    assert view.shown is Visibility.ENTRY


@pytest.mark.parametrize(
    "document",
    [
        whole(marking=CONFIDENTIAL),
        whole(marking=CONFIDENTIAL, access=decided(RELEASED)),
        whole(marking=Marking("COSMIC TOP SECRET")),
        whole(status=Status.DRAFT),
        whole(status=Status.RESERVED),
        whole(status=Status.VOID),
        whole(number=DocumentNumber("PROV", 5, 2019)),
    ],
)
def test_of_these_there_is_nothing(document: Document) -> None:
    assert seen(document) is None


def test_of_a_restricted_document_there_is_the_number_alone() -> None:
    assert seen(whole(marking=RESTRICTED)) == PublicDocument(number("15070/19"), Visibility.NUMBER, Publication.REFUSED)


def test_of_a_withdrawn_document_there_is_the_number_alone() -> None:
    view = seen(whole(status=Status.WITHDRAWN, reason=SECRET))
    assert view == PublicDocument(number("15070/19"), Visibility.NUMBER, Publication.REFUSED, withdrawn=True)


@pytest.mark.parametrize(
    ("parent", "child", "shown"),
    [
        (LIMITE, "15070/19 ADD 1", Visibility.ENTRY),
        (LIMITE, "15070/19 COR 1", Visibility.ENTRY),
        (LIMITE, "15070/1/19 REV 1", Visibility.TEXT),
        (LIMITE, "15070/19 EXT 1", Visibility.TEXT),
        (RESTRICTED, "15070/19 ADD 1", Visibility.NUMBER),
        (RESTRICTED, "15070/1/19 REV 1", Visibility.NUMBER),
        (CONFIDENTIAL, "15070/1/19 REV 1", None),
        (CONFIDENTIAL, "15070/19 DCL 1", Visibility.TEXT),
    ],
)
def test_a_text_without_marking_is_as_closed_as_what_it_hangs_on(
    parent: Marking, child: str, shown: Visibility | None
) -> None:
    view = seen(whole(child), whole(marking=parent))
    assert (view.shown if view else None) is shown


@pytest.mark.parametrize(
    ("marking", "kind"), [(RESTRICTED, AccessKind.DECLASSIFIED), (None, REFUSED), (LIMITE, AccessKind.PARTLY_RELEASED)]
)
def test_what_hangs_on_a_text_that_was_not_released_is_not_seen(marking: Marking | None, kind: AccessKind) -> None:
    view = seen(whole("15070/19 ADD 1"), whole(marking=marking, access=decided(kind)))
    assert view is not None
    assert view.shown is Visibility.ENTRY


def test_a_view_has_these_fields_and_no_other() -> None:
    official = {"publication", "type", "number", "subject", "interinstitutional_files", "subject_codes", "originator",
                "addressee", "date", "meeting", "languages"}  # fmt: skip
    of_the_text = {"place", "agenda", "previous_documents", "commission_documents", "references",
                   "outside_references", "items"}  # fmt: skip
    told = {field.name for field in fields(PublicDocument)}
    assert told == official | of_the_text | {"shown", "withdrawn", "marking", "access", "by_setting"}


def test_what_hangs_on_a_released_text_is_seen() -> None:
    view = seen(whole("15070/19 ADD 1"), whole(marking=LIMITE, access=decided(RELEASED)))
    assert view is not None
    assert view.shown is Visibility.TEXT


@pytest.mark.parametrize(
    ("code", "shown"), [("NACN 1", Visibility.ENTRY), ("NUCI 1", Visibility.ENTRY), ("NCI 1", Visibility.NUMBER)]
)
def test_some_codes_are_a_warning_themselves(code: str, shown: Visibility) -> None:
    view = seen(whole(subject_codes=(CodeEntry.parse(code),)))
    assert view is not None
    assert view.shown is shown


def test_references_to_what_is_withheld_are_numbers_alone_and_to_what_is_hidden_none() -> None:
    kinds = {"1/19": LIMITE, "2/19": RESTRICTED, "3/19": CONFIDENTIAL}
    others = [whole(text, marking=marking, subject=SECRET) for text, marking in kinds.items()]
    others.append(whole("4/19", status=Status.DRAFT))
    wanted = [number(f"{n}/19") for n in range(1, 6)]
    citing = whole(
        references=tuple(map(Reference, wanted)),
        items=(Item("All", "1", documents=tuple(wanted)),),
        previous_documents=tuple(wanted),
        commission_documents=tuple(wanted),
    )
    view = seen(citing, *others)
    assert view is not None
    assert [(str(one.to), one.visibility) for one in view.references] == [
        ("1/19", Visibility.ENTRY),
        ("2/19", Visibility.NUMBER),
        ("5/19", None),
    ]
    told = (number("1/19"), number("2/19"), number("5/19"))
    assert view.items[0].documents == view.previous_documents == view.commission_documents == told
    assert SECRET not in repr(view)


def test_who_cites_a_document_is_told_only_of_public_texts() -> None:
    open_one, closed = whole("1/20"), whole("2/20", marking=LIMITE)
    target = whole("13735/19", marking=LIMITE)
    snapshot = register(open_one, closed, target)
    told = public_register_of(snapshot).pointing_to(target.number)
    assert told == (Pointer(open_one.number, ReferenceKind.AGENDA),)


def test_a_family_is_told_without_its_drafts() -> None:
    family = [whole(), whole("15070/1/19 REV 1", status=Status.DRAFT), whole("15070/19 ADD 1")]
    told = public_register_of(register(*family)).family(family[0].number)
    assert [str(view.number) for view in told] == ["15070/19", "15070/19 ADD 1"]


@settings(max_examples=100, deadline=None)
@given(documents())
def test_what_stays_in_the_house_is_nowhere_in_a_view(held: Document) -> None:
    planted = _planted(held)
    assert SECRET not in repr(public_views(register(planted)))


def _planted(document: Document) -> Document:
    """The document with a word in each place that is never public."""
    closed = replace(
        document,
        reason=SECRET,
        note=SECRET,
        source=SourceFile(SECRET, SECRET, ((SECRET, 1),)),
        versions=(LanguageVersion(SECRET, SECRET, SourceFile(SECRET, SECRET)),),
        doubts=(KeptDoubt("subject", SECRET, 1, ((SECRET, 1),)), KeptDoubt("marking", SECRET)),
        allotted=Allotment(SECRET, DAY, SECRET, SECRET, SECRET),
        waive=(("MARK003", SECRET),),
        extra=((SECRET, SECRET),),
        access=tuple(one._replace(by=SECRET, ground=f"1 {SECRET}", extra=((SECRET, 1),)) for one in document.access),
        items=tuple(_planted_item(item) for item in document.items),
        references=tuple(one._replace(extra=((SECRET, 1),)) for one in document.references),
        outside_references=tuple(one._replace(extra=((SECRET, 1),)) for one in document.outside_references),
    )
    if closed.marking is None or closed.marking.level is Level.UNMARKED:
        return closed
    items = tuple(Item(SECRET, SECRET, by=SECRET, summary=SECRET, result=SECRET) for _ in closed.items)
    kept = tuple(event for event in closed.access if event.kind is not RELEASED)
    subject = closed.subject if closed.marking.level is Level.LIMITE else SECRET
    if any(event.kind is AccessKind.DECLASSIFIED for event in kept):
        subject = closed.subject
    return replace(closed, items=items, access=kept, place=SECRET, subject=subject)


def _planted_item(item: Item) -> Item:
    promise = FollowUp(SECRET, SECRET, due_as_said=SECRET, reason=SECRET)
    subs = tuple(_planted_item(sub) for sub in item.subitems)
    return item._replace(reason=SECRET, follow_ups=(promise,), extra=((SECRET, 1),), subitems=subs)


PUBLIC_FIELDS = {
    "number": "number", "type": "entry", "subject": "entry", "date": "entry", "languages": "entry", "marking": "entry",
    "subject_codes": "entry", "interinstitutional_files": "entry", "originator": "entry", "addressee": "entry",
    "meeting": "entry", "access": "entry", "place": "text", "agenda": "text", "previous_documents": "text",
    "commission_documents": "text", "references": "text", "outside_references": "text", "items": "text",
    "status": "never", "source": "never", "versions": "never", "note": "never", "reason": "never", "allotted": "never",
    "waive": "never", "doubts": "never",
}  # fmt: skip
"""By hand on purpose: what the public may see is said twice, and a new field fails until somebody writes it here."""


def test_what_is_declared_of_each_field_is_what_this_list_says() -> None:
    assert {field.name: field.public for field in DOCUMENT_FIELDS} == PUBLIC_FIELDS


@pytest.mark.parametrize(("kind", "levels"), [(REFUSED, {"entry"}), (RELEASED, {"entry", "text"})])
def test_a_view_shows_the_fields_of_its_level(kind: AccessKind, levels: set[str]) -> None:
    outside = parse_external_reference("C-505/19")
    full = whole(
        marking=LIMITE, access=decided(kind), interinstitutional_files=(parse_external_reference("2018/0330(COD)"),),
        agenda=Agenda(AgendaState.PROVISIONAL), previous_documents=(number("1/19"),), commission_documents=(outside,),
        outside_references=(OutsideReference(outside),),
    )  # fmt: skip
    view = seen(full)
    assert view is not None
    shown = {name for name, level in PUBLIC_FIELDS.items() if level in levels}
    assert {name for name in PUBLIC_FIELDS.keys() - {"number"} if getattr(view, name, None)} == shown
    keys = {"originator": "from", "addressee": "to"}
    always = {"number", "shown", "publication"} | ({"access_status"} if kind is REFUSED else set())
    assert public_table(view).keys() == {keys.get(name, name) for name in shown} | always


def test_a_field_is_public_by_setting_only_if_it_is_declared_so(monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = Snapshot([whole(note="Talks")], lambda: Vocabulary({}), Settings(public_fields=("note",)))
    assert [view.by_setting for view in public_views(snapshot)] == [()]

    monkeypatch.setattr("somei_cli.model.register.public_view.FIELDS_BY_SETTING", ("note",))
    (view,) = public_views(snapshot)
    assert public_table(view)["note"] == "Talks"
    closed = Snapshot([whole(note="Talks", marking=LIMITE)], lambda: Vocabulary({}), snapshot.settings)
    assert [view.by_setting for view in public_views(closed)] == [()]
    unset = Snapshot(snapshot, lambda: Vocabulary({}), Settings())
    assert [view.by_setting for view in public_views(unset)] == [()]
