"""What leaves the house of one document: its table, and for the public its view."""

from typing import Any, NamedTuple

from somei_cli.model.documents import Document
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.publishing import PublicDocument, PublicItem, PublicMeeting
from somei_cli.text.codec import to_table


class Leaving(NamedTuple):
    """One document on its way out, as nested TOML values; `view` is None where it goes to people of the house."""

    number: DocumentNumber
    table: dict[str, Any]
    view: PublicDocument | None = None


def of_house(document: Document) -> Leaving:
    """Everything that the register holds of a document."""
    return Leaving(document.number, to_table(document))


def of_view(view: PublicDocument) -> Leaving:
    """What the public may see, under the keys that the files of the register have."""
    return Leaving(view.number, public_table(view), view)


def public_table(view: PublicDocument) -> dict[str, Any]:
    """A view as nested TOML values; plain values stand before tables, and what is absent is left out."""
    agenda = view.agenda
    return _filled(
        number=str(view.number),
        shown=view.shown.name.lower(),
        publication=str(view.publication),
        withdrawn=view.withdrawn or None,
        type=view.type,
        subject=view.subject,
        date=view.date,
        place=view.place,
        languages=list(view.languages),
        marking=view.marking.text if view.marking else None,
        subject_codes=_words(view.subject_codes),
        interinstitutional_files=_words(view.interinstitutional_files),
        **{"from": view.originator, "to": view.addressee},
        previous_documents=_words(view.previous_documents),
        commission_documents=_words(view.commission_documents),
        meeting=_meeting(view.meeting) if view.meeting else None,
        agenda=_filled(state=str(agenda.state), issued=agenda.issued, adopted=agenda.adopted) if agenda else None,
        access=[_filled(kind=str(one.kind), on=one.on, ground=one.ground) for one in view.access],
        references=[
            _filled(to=str(one.to), kind=str(one.kind), item=one.item, shown=one.shown and one.shown.name.lower())
            for one in view.references
        ],
        outside_references=[
            _filled(to=str(one.to), kind=str(one.kind), item=one.item) for one in view.outside_references
        ],
        items=[_item(item) for item in view.items],
    )


def _meeting(meeting: PublicMeeting) -> dict[str, Any]:
    return _filled(body=meeting.body, start=meeting.start, end=meeting.end)


def _item(item: PublicItem) -> dict[str, Any]:
    return _filled(
        number=item.number,
        title=item.title,
        kind=str(item.kind) if item.kind else None,
        legislative=item.legislative or None,
        possible=item.possible or None,
        by=item.by,
        documents=_words(item.documents),
        withdrawn=item.withdrawn or None,
        result=item.result,
        summary=item.summary,
        subitems=[_item(sub) for sub in item.subitems],
    )


def _words(values: tuple[object, ...]) -> list[str]:
    return [str(value) for value in values]


def _filled(**fields: Any) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value is not None and value not in ([], {})}
