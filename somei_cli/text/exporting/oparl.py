"""Documents and meetings as OParl 1.1 objects; what OParl has no word for stands under a key that begins `somei:`."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.publishing import PublicDocument, PublicItem
from somei_cli.text.exporting.jsonld import page_of, suffix_of
from somei_cli.text.exporting.leaving import Leaving
from somei_cli.text.exporting.plain_forms import json_line

_SCHEMA: Final = "https://schema.oparl.org/1.1/"
HEAD: Final = '{"data": [\n'
_NO_DAY: Final = "undated"


class Sitting(NamedTuple):
    """What one document tells of a meeting: which one, whether the document is its agenda, and the items."""

    body: str
    start: str
    end: str
    paper: str
    agenda: bool
    items: tuple[dict[str, Any], ...]

    @property
    def key(self) -> tuple[str, str]:
        """What makes a meeting this one."""
        return self.start, self.body


def tail(base: str, kind: str, following: str) -> str:
    """The end of a list, with the way to the list of the next year, where there is one."""
    links = {"next": f"{base}{kind}-{following}.json"} if following else {}
    return f'\n],\n"pagination": {{}},\n"links": {json_line(links)}}}\n'


def paper_row(leaving: Leaving, base: str) -> str:
    """A document as a Paper."""
    view = leaving.view
    if view is None:
        return ""
    number = view.number
    paper = {
        "id": _paper(base, number),
        "type": f"{_SCHEMA}Paper",
        "body": f"{base}body",
        "name": view.subject,
        "reference": str(number),
        "date": view.date.isoformat() if view.date else None,
        "paperType": view.type,
        "keyword": list(map(str, view.subject_codes)),
        "superordinatedPaper": [_paper(base, number.parent)] if number.parent else None,
        "relatedPaper": list(dict.fromkeys(_paper(base, to) for to in _related(view))),
        "mainFile": _file(base, view),
        "somei:id": number.register_id,
        "somei:suffix": suffix_of(number),
        "somei:publication": str(view.publication),
        "somei:marking": view.marking.text if view.marking else None,
        "somei:originator": view.originator,
        "somei:addressee": view.addressee,
        "somei:withdrawn": view.withdrawn or None,
        "somei:meeting": _meeting_id(base, *sitting.key) if (sitting := sitting_of(view, base)) else None,
    }
    return json_line(_filled(paper))


def sitting_of(view: PublicDocument, base: str) -> Sitting | None:
    """What a document tells of the meeting that it is about; None without a body or a day."""
    held = view.meeting
    if held is None or (held.body is None and held.start is None):
        return None
    start = held.start.isoformat() if held.start else _NO_DAY
    key = (start, held.body or "")
    items = tuple(_agenda_items(view, base, key))
    last = held.end or held.start
    end = last.isoformat() if last else _NO_DAY
    return Sitting(held.body or "", start, end, _paper(base, view.number), view.agenda is not None, items)


def meeting_row(sittings: Iterable[Sitting], base: str) -> str:
    """A Meeting with its agenda: of the documents about it the last agenda tells the items, else the last with any."""
    told = list(sittings)
    first = told[0]
    of_meeting = _meeting_id(base, *first.key)
    agendas = [one for one in told if one.agenda and one.items] or [one for one in told if one.items]
    dated = first.start != _NO_DAY
    meeting = {
        "id": of_meeting,
        "type": f"{_SCHEMA}Meeting",
        "name": " ".join(filter(None, (first.body, first.start if dated else ""))),
        "start": f"{first.start}T00:00:00+00:00" if dated else None,
        "end": f"{max(one.end for one in told)}T00:00:00+00:00" if dated else None,
        "organization": [organization_id(base, first.body)] if first.body else None,
        "agendaItem": list(agendas[-1].items) if agendas else None,
        "somei:paper": [one.paper for one in told],
    }
    return json_line(_filled(meeting))


def organization_row(body: str, base: str) -> str:
    """A body that meets as an Organization."""
    return json_line(
        {"id": organization_id(base, body), "type": f"{_SCHEMA}Organization", "body": f"{base}body", "name": body}
    )


def organization_id(base: str, body: str) -> str:
    """The address of a body."""
    return f"{base}organization/{quote(body, safe='')}"


def beginnings(base: str, name: str, years: Sequence[str], meeting_years: Sequence[str]) -> tuple[str, str]:
    """The one Body, and the System with which a reader begins; both lead to the first of the lists.

    A Body has to lead to every list, also to those that nothing is in: a register tells of no persons.
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


def _agenda_items(view: PublicDocument, base: str, key: tuple[str, str]) -> list[dict[str, Any]]:
    meeting = _meeting_id(base, *key)
    return [
        _filled(
            {
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
                "somei:paper": [_paper(base, number) for number in item.documents],
            }
        )
        for order, (item, depth) in enumerate(_with_depth(view.items), start=1)
    ]


def _with_depth(items: Iterable[PublicItem], depth: int = 0) -> Iterable[tuple[PublicItem, int]]:
    for item in items:
        yield item, depth
        yield from _with_depth(item.subitems, depth + 1)


def _related(view: PublicDocument) -> list[DocumentNumber]:
    commission = [to for to in view.commission_documents if isinstance(to, DocumentNumber)]
    return [*view.previous_documents, *commission, *(one.to for one in view.references)]


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


def _paper(base: str, number: DocumentNumber) -> str:
    return f"{base}paper/{number.register_id}"


def _meeting_id(base: str, start: str, body: str) -> str:
    return f"{base}meeting/{start}/{quote(body, safe='')}"


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value is not None and value != []}
