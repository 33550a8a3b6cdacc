"""The page of one document: what it is, what it holds, and what is around it."""

from collections.abc import Iterable, Iterator

from somei_cli.model.families import relation
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.public_register import PublicRegister, pointers_of
from somei_cli.model.publishing import Publication, PublicDocument, Shown
from somei_cli.model.references import Outside, ReferenceKind
from somei_cli.model.site_pages import Page, code_name, file_name, name_of, page_of
from somei_cli.render.site.frame import Frame, page
from somei_cli.render.site.items import items_section
from somei_cli.render.site.markup import NOTHING, Form, Html, escaped, joined
from somei_cli.render.site.threads import thread_section
from somei_cli.render.site.words import LANGUAGE_NAMES, day, days, link, stamp

_HEAD = Form("""
<article><header class="title"><p class="kicker">{kicker}</p>
<h1><span class="no">{number}</span> <span class="subject">{subject}</span></h1>
{standing}</header>
<div class="sheet"><section class="facts" aria-labelledby="facts"><h2 id="facts" class="unseen">Particulars</h2>
<dl>{facts}</dl></section>
<div class="rest">{sections}</div></div></article>
""")
_FACT = Form("<div><dt>{name}</dt><dd>{value}</dd></div>")
_SECTION = Form('<section aria-labelledby="{id}"><h2 id="{id}">{title}</h2>{body}</section>')
_LIST = Form('<ul class="{kind}">{entries}</ul>')
_ENTRY = Form("<li>{entry}</li>")
_FAMILY = Form('<li{here}>{link}<span class="said">{relation}</span></li>')
_THIS = Html(' class="here" aria-current="true"')
_ANCHOR = Form('<a href="{to}">{words}</a>')
_CODE = Form('<a class="code" href="codes/{to}.html" title="{title}">{words}</a>')
_NOTE = Form('<p class="note">{stamp} {words}</p>')
_SAID = Form('<h3>{words}</h3><ul class="links">{entries}</ul>')
_DECISIONS = Form("""
<div class="scroll" tabindex="0" role="group" aria-labelledby="access"><table>
<thead><tr><th scope="col">On</th><th scope="col">Decision</th><th scope="col">Ground</th></tr></thead>
<tbody>{rows}</tbody></table></div>
""")
_DECISION = Form('<tr><th scope="row">{on}</th><td>{kind}</td><td>{ground}</td></tr>')

_WHY = {
    Publication.PARTIAL: "Parts of this document were released on request. Its entry is public.",
    Publication.REFUSED: "The entry of this document is public; its text is not.",
}


def document_page(register: PublicRegister, document: PublicDocument) -> Page:
    """The page at the address of a document."""
    year = document.number.year
    body = _HEAD(
        kicker=document.type or "Document",
        number=document.number,
        subject=document.subject or "",
        standing=_standing(document),
        facts=joined(_facts(register, document)),
        sections=joined(_sections(register, document)),
    )
    crumbs = (("index.html", "Register"), ("years.html", "Years"), (f"years/{year}.html", str(year)))
    return page(page_of(document.number), register.name, Frame(str(document.number), crumbs), body)


def _standing(document: PublicDocument) -> Html:
    if document.withdrawn:
        return _NOTE(stamp=stamp(document), words="This document was withdrawn; only its number is told.")
    if document.shown is Shown.NUMBER:
        return _NOTE(stamp=stamp(document), words="There is a document with this number. No more of it is public.")
    return NOTHING if document.shown is Shown.TEXT else _NOTE(stamp=stamp(document), words=_WHY[document.publication])


def _facts(register: PublicRegister, document: PublicDocument) -> Iterator[Html]:
    facts: tuple[tuple[str, Html], ...] = (
        ("Date", day(document.date) if document.date else NOTHING),
        ("Place", escaped(document.place or "")),
        ("From", escaped(document.originator or "")),
        ("To", escaped(document.addressee or "")),
        ("Meeting", _meeting(register, document)),
        ("Subjects", _codes(register, document)),
        ("Procedure", _joined_links((f"files/{file_name(f)}.html", f) for f in document.interinstitutional_files)),
        ("Commission documents", joined(_commission(register, document), "<br>")),
        ("Language", escaped(", ".join(LANGUAGE_NAMES.get(one, one.upper()) for one in document.languages))),
        ("Marking", escaped(document.marking.text if document.marking else "")),
        ("Agenda", _agenda(document)),
        ("Access", escaped(_access(document))),
        ("Identifier", escaped(document.number.register_id)),
    )
    return (_FACT(name=name, value=value) for name, value in facts if value)


def _access(document: PublicDocument) -> str:
    return {
        Publication.PUBLIC: "Public",
        Publication.PARTIAL: "Partial access",
        Publication.REFUSED: "Not accessible",
    }[document.publication]


def _meeting(register: PublicRegister, document: PublicDocument) -> Html:
    held = document.meeting
    if held is None:
        return NOTHING
    parts = []
    if held.body:
        body = register.body_of(held.body)
        parts.append(_ANCHOR(to=f"bodies/{name_of(body.key)}.html", words=body.name))
    if held.start:
        parts.append(days(held.start, held.end))
    return joined(parts, "<br>")


def _codes(register: PublicRegister, document: PublicDocument) -> Html:
    return joined(
        (
            _CODE(to=code_name(entry.code), words=entry, title=register.code_titles.get(entry.code, entry.code.name))
            for entry in document.subject_codes
        ),
        " ",
    )


def _commission(register: PublicRegister, document: PublicDocument) -> Iterator[Html]:
    for to in document.commission_documents:
        yield escaped(to.text) if isinstance(to, Outside) else link(register, to)


def _agenda(document: PublicDocument) -> Html:
    held = document.agenda
    if held is None:
        return NOTHING
    if held.adopted:
        return joined((escaped("adopted on"), day(held.adopted)), " ")
    return escaped(str(held.state))


def _joined_links(pairs: Iterable[tuple[str, object]]) -> Html:
    return joined((_ANCHOR(to=to, words=words) for to, words in pairs), "<br>")


def _sections(register: PublicRegister, document: PublicDocument) -> Iterator[Html]:
    if document.items:
        yield _SECTION(id="items", title="Items", body=items_section(register, document))
    family = register.family(document.number)
    if len(family) > 1:
        members = joined(_member(register, document.number, one) for one in family)
        yield _SECTION(id="family", title="Family", body=_LIST(kind="family", entries=members))
    if thread := thread_section(register, document):
        yield _SECTION(id="dossier", title="Dossier", body=thread)
    if forth := _forth(register, document):
        yield _SECTION(id="references", title="Refers to", body=forth)
    if back := _back(register, document):
        yield _SECTION(id="cited", title="Referred to by", body=back)
    if document.outside_references:
        outside = joined(_ENTRY(entry=to) for to in dict.fromkeys(o.to for o in document.outside_references))
        yield _SECTION(id="outside", title="Texts from elsewhere", body=_LIST(kind="links", entries=outside))
    if document.access:
        decisions = joined(
            _DECISION(on=day(one.on), kind=str(one.kind).capitalize(), ground=one.ground or "")
            for one in document.access
        )
        yield _SECTION(id="access", title="Decisions on access", body=_DECISIONS(rows=decisions))


def _member(register: PublicRegister, here: DocumentNumber, member: PublicDocument) -> Html:
    this = _THIS if member.number == here else NOTHING
    return _FAMILY(here=this, link=link(register, member.number), relation=relation(member.number))


def _forth(register: PublicRegister, document: PublicDocument) -> Html:
    on_agenda = {number for item in document.walk_items() for number in item.documents}
    held: dict[str, list[DocumentNumber]] = {}
    for there in pointers_of(document):
        if there.kind is not ReferenceKind.CITES or there.number not in on_agenda:
            held.setdefault(there.kind.forth, []).append(there.number)
    return _said(register, held)


def _back(register: PublicRegister, document: PublicDocument) -> Html:
    held: dict[str, list[DocumentNumber]] = {}
    for back in register.pointing_to(document.number):
        held.setdefault(back.kind.back, []).append(back.number)
    return _said(register, held)


def _said(register: PublicRegister, held: dict[str, list[DocumentNumber]]) -> Html:
    return joined(
        _SAID(
            words=words,
            entries=joined(_ENTRY(entry=link(register, number)) for number in numbers),
        )
        for words, numbers in held.items()
    )
