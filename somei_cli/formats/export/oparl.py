"""Documents and meetings as OParl 1.1 objects; what OParl has no property for has a key that begins with `somei:`."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from somei_cli.formats.export.document_rows import ExportedDocument, json_line, without_absent
from somei_cli.formats.export.jsonld import page_of, suffix_of
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.publication.public_register import PublicBody, PublicBodyMeeting, field_pointers
from somei_cli.model.register.public_view import PublicDocument, PublicItem

_SCHEMA: Final = "https://schema.oparl.org/1.1/"
HEAD: Final = '{"data": [\n'

MeetingIds = Mapping[DocumentNumber, str]
"""The id of the meeting that each document belongs to."""
NO_MEETINGS: Final[MeetingIds] = MappingProxyType({})


class MeetingContribution(NamedTuple):
    """What one document contributes to its meeting: the id of the meeting, whether it is the agenda, and the items."""

    meeting: str
    agenda: bool
    items: tuple[dict[str, Any], ...]


def meeting_ids(meetings: Iterable[PublicBodyMeeting]) -> dict[DocumentNumber, str]:
    """Return the id of the meeting of each document that belongs to one."""
    return {document.number: meeting.stable_id for meeting in meetings for document in meeting.documents}


def list_end(base: str, kind: str, following: str) -> str:
    """Return the end of a list, with the link to the list of the next year if there is one."""
    links = {"next": f"{base}{kind}-{following}.json"} if following else {}
    return f'\n],\n"pagination": {{}},\n"links": {json_line(links)}}}\n'


def paper_row(exported: ExportedDocument, base: str, meetings: MeetingIds = NO_MEETINGS) -> str:
    """Return a document as a Paper."""
    view = exported.view
    if view is None:
        return ""
    number, meeting = view.number, meetings.get(exported.number)
    paper = {
        "id": _paper_id(base, number),
        "type": f"{_SCHEMA}Paper",
        "body": f"{base}body",
        "name": view.subject,
        "reference": str(number),
        "date": view.date.isoformat() if view.date else None,
        "paperType": view.type,
        "keyword": list(map(str, view.subject_codes)),
        "superordinatedPaper": [_paper_id(base, number.parent)] if number.parent else None,
        "relatedPaper": list(dict.fromkeys(_paper_id(base, pointer.number) for pointer in field_pointers(view))),
        "mainFile": _file(base, view),
        "somei:id": number.register_id,
        "somei:suffix": suffix_of(number),
        "somei:publication": str(view.publication),
        "somei:accessStatus": view.access_status and str(view.access_status),
        "somei:marking": view.marking.text if view.marking else None,
        "somei:originator": view.originator,
        "somei:addressee": view.addressee,
        "somei:withdrawn": view.withdrawn or None,
        "somei:meeting": _meeting_id(base, meeting) if meeting else None,
    }
    return json_line(without_absent(**paper))


def contribution_of(view: PublicDocument, base: str, meetings: MeetingIds) -> MeetingContribution | None:
    """Return what a document contributes to its meeting; None if it belongs to none."""
    meeting = meetings.get(view.number)
    if meeting is None:
        return None
    return MeetingContribution(meeting, view.agenda is not None, tuple(_agenda_items(view, base, meeting)))


def meeting_row(meeting: PublicBodyMeeting, contributions: Iterable[MeetingContribution], base: str) -> str:
    """Return a Meeting; the items come from its last agenda, or else from the last document with items."""
    with_items = [contribution for contribution in contributions if contribution.items]
    agendas = [contribution for contribution in with_items if contribution.agenda] or with_items
    row = {
        "id": _meeting_id(base, meeting.stable_id),
        "type": f"{_SCHEMA}Meeting",
        "name": f"{meeting.body.key} {meeting.first}",
        "start": f"{meeting.first}T00:00:00+00:00",
        "end": f"{meeting.last}T00:00:00+00:00",
        "organization": [organization_id(base, meeting.body)],
        "agendaItem": list(agendas[-1].items) if agendas else None,
        "somei:paper": [_paper_id(base, document.number) for document in meeting.documents],
    }
    return json_line(without_absent(**row))


def organization_row(body: PublicBody, base: str) -> str:
    """Return a meeting body as an Organization."""
    organization = {
        "id": organization_id(base, body),
        "type": f"{_SCHEMA}Organization",
        "body": f"{base}body",
        "name": body.name,
        "shortName": body.key if body.key != body.name else None,
    }
    return json_line(without_absent(**organization))


def organization_id(base: str, body: PublicBody) -> str:
    """Return the id of the Organization of a meeting body."""
    return f"{base}organization/{quote(body.key, safe='')}"


def body_and_system(base: str, name: str, years: Sequence[str], meeting_years: Sequence[str]) -> tuple[str, str]:
    """Return the only Body, and the System where a reader begins; both link to the first file of each list.

    A Body must link to every list, even to empty ones: a register has no persons.
    """
    body: dict[str, Any] = {
        "id": f"{base}body",
        "type": f"{_SCHEMA}Body",
        "system": f"{base}system.json",
        "name": name,
        "organization": f"{base}organizations.json",
        "person": f"{base}none.json",
        "meeting": f"{base}meetings-{meeting_years[0]}.json" if meeting_years else f"{base}none.json",
        "paper": f"{base}papers-{years[0]}.json" if years else f"{base}none.json",
        "legislativeTerm": [],
    }
    system = {
        "id": f"{base}system.json",
        "type": f"{_SCHEMA}System",
        "oparlVersion": _SCHEMA,
        "name": name,
        "body": f"{base}bodies.json",
    }
    return json_line(body), json_line(system) + "\n"


def _agenda_items(view: PublicDocument, base: str, anchor: str) -> list[dict[str, Any]]:
    meeting = _meeting_id(base, anchor)
    return [
        without_absent(
            **{
                "id": f"{base}agendaitem/{view.number.register_id}/{order}",
                "type": f"{_SCHEMA}AgendaItem",
                "meeting": meeting,
                "number": item.number,
                "order": order,
                "name": item.title,
                "public": True,
                "result": item.result,
                "resolutionText": item.summary,
                "somei:kind": str(item.kind) if item.kind else None,
                "somei:withdrawn": item.withdrawn or None,
                "somei:depth": depth or None,
                "somei:paper": [_paper_id(base, number) for number in item.documents],
            }
        )
        for order, (item, depth) in enumerate(_with_depth(view.items), start=1)
    ]


def _with_depth(items: Iterable[PublicItem], depth: int = 0) -> Iterable[tuple[PublicItem, int]]:
    for item in items:
        yield item, depth
        yield from _with_depth(item.subitems, depth + 1)


def _file(base: str, view: PublicDocument) -> dict[str, str] | None:
    address = page_of(view)
    if address is None:
        return None
    return {
        "id": f"{base}file/{view.number.register_id}",
        "type": f"{_SCHEMA}File",
        "mimeType": "application/pdf",
        "accessUrl": address,
    }


def _paper_id(base: str, number: DocumentNumber) -> str:
    return f"{base}paper/{number.register_id}"


def _meeting_id(base: str, anchor: str) -> str:
    return f"{base}meeting/{anchor}"
