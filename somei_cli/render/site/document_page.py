"""The page of a document: its fields, items, family, dossier, references and access decisions."""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby

from somei_cli.model.codes import SubjectCode
from somei_cli.model.document import describe_relation
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.dossier.thread import DossierStage, find_stage
from somei_cli.model.groups import group_pairs
from somei_cli.model.items_and_follow_ups import ItemKind
from somei_cli.model.publication.output_files import SiteFile, code_name, page_name, procedure_name, slug_of
from somei_cli.model.publication.public_register import PublicRegister, followed_documents, pointers_of, public_thread
from somei_cli.model.references import ExternalReference, ReferenceKind
from somei_cli.model.register.access_status import AccessStatus
from somei_cli.model.register.public_view import PublicDocument, PublicItem, Visibility
from somei_cli.render.output.field_names import name_field
from somei_cli.render.paper.compose import split_paragraphs
from somei_cli.render.paper.sheet import DASH, Paragraph
from somei_cli.render.site.html import EMPTY_HTML, Html, MarkupTemplate, escape_cached, escape_text, join_html
from somei_cli.render.site.html_fragments import (
    LANGUAGE_NAMES,
    access_stamp,
    day_html,
    days_html,
    display_subject,
    number_link,
    titled_link,
)
from somei_cli.render.site.layout import Frame, page

_ITEM_LIST = MarkupTemplate('<ol class="items">{items}</ol>')
_ITEM = MarkupTemplate("""
<li class="item"><span class="at">{number}</span><div class="what"><p class="said"><b>{title}</b> {remarks}</p>
{papers}{text}{result}{below}</div></li>
""")
_PAPERS = MarkupTemplate('<ul class="links"><li>{papers}</li></ul>')
_PARAGRAPH = MarkupTemplate("<p>{words}</p>")
_TEXT_LIST = MarkupTemplate('<ul class="dashes">{entries}</ul>')
_DASH_ENTRY = MarkupTemplate("<li>{words}</li>")
_LETTER_ENTRY = MarkupTemplate('<li class="letter">{mark} {words}</li>')
_RESULT = MarkupTemplate('<p class="result"><span class="label">Result:</span> {words}</p>')
_REMARK = MarkupTemplate('<span class="remark">{words}</span>')

_KIND_WORDS = {
    ItemKind.I: "non-discussion item",
    ItemKind.II: "discussion item",
    ItemKind.A: '"A" item',
    ItemKind.B: '"B" item',
    ItemKind.INFORMATION: "information",
    ItemKind.DISCUSSION: "discussion",
    ItemKind.DECISION: "decision",
}


def items_section(register: PublicRegister, document: PublicDocument) -> Html:
    """Return all items with what is below them, in printed order."""
    return _items(register, document.items)


def _items(register: PublicRegister, items: tuple[PublicItem, ...]) -> Html:
    return _ITEM_LIST(items=join_html(_item(register, item) for item in items)) if items else EMPTY_HTML


def _item(register: PublicRegister, item: PublicItem) -> Html:
    papers = join_html((titled_link(register, number) for number in item.documents), "</li><li>")
    return _ITEM(
        number=item.number or "–",
        title=item.title,
        remarks=join_html((_REMARK(words=words) for words in _remarks(item)), " "),
        papers=_PAPERS(papers=papers) if papers else EMPTY_HTML,
        text=join_html(_text(item.summary)),
        result=_RESULT(words=escape_cached(item.result)) if item.result else EMPTY_HTML,
        below=_items(register, item.subitems),
    )


def _text(summary: str | None) -> Iterator[Html]:
    """Yield the text of an item in the paragraphs and lists that papers have."""
    for is_list, group in groupby(split_paragraphs(summary), lambda paragraph: bool(paragraph.mark)):
        if is_list:
            yield _TEXT_LIST(entries=join_html(_list_entry(paragraph) for paragraph in group))
        else:
            yield from (_PARAGRAPH(words=paragraph.words) for paragraph in group)


def _list_entry(paragraph: Paragraph) -> Html:
    if paragraph.mark == DASH:
        return _DASH_ENTRY(words=paragraph.words)
    return _LETTER_ENTRY(mark=paragraph.mark, words=paragraph.words)


def _remarks(item: PublicItem) -> list[str]:
    remarks = [_KIND_WORDS[item.kind]] if item.kind else []
    remarks += ["legislative deliberation"] if item.legislative else []
    remarks += ["poss."] if item.possible else []
    remarks += ["withdrawn"] if item.withdrawn else []
    return [*remarks, f"presented by {item.by}"] if item.by else remarks


_THREAD = MarkupTemplate('<ol class="docs thread">{strands}</ol>')
_THREAD_ENTRY = MarkupTemplate("""
<p class="stage">{stage}</p><a class="no" href="{to}">{number}</a>
<div><p class="subject">{subject}</p><p class="about">{about}</p></div></li>
""")
_OTHER_ENTRY = Html('<li class="doc">')
_CURRENT_ENTRY = Html('<li class="doc" aria-current="true">')
_FOLLOWS = MarkupTemplate("follows {links}")
_FILE_LINK = MarkupTemplate('<p class="more"><a href="{to}">{words}</a></p>')

_STAGES = {
    DossierStage.PROPOSAL: "Proposal",
    DossierStage.WORKING_PARTY: "Working party",
    DossierStage.COREPER: "Coreper",
    DossierStage.COUNCIL: "Council",
    DossierStage.OUTCOME: "Outcome",
    DossierStage.ACT: "Act",
    DossierStage.OTHER: "",
}


def thread_section(register: PublicRegister, document: PublicDocument) -> Html:
    """Return the thread of the dossier and links to its procedure files; empty if there is neither.

    The number of further documents is not shown: each new document would change every page of the dossier.
    """
    thread = public_thread(register, document)
    entries = (
        piece
        for member in thread
        for piece in (_CURRENT_ENTRY if member is document else _OTHER_ENTRY, _thread_entry(register, member.number))
    )
    thread_list = _THREAD(strands=join_html(entries)) if thread else EMPTY_HTML
    files = join_html(
        _file_link(file) for file in document.interinstitutional_files if len(register.by_file.get(file, ())) > 1
    )
    return Html(thread_list + files)


@lru_cache(maxsize=1 << 10)
def _file_link(file: ExternalReference) -> Html:
    return _FILE_LINK(to=f"files/{procedure_name(file)}.html", words=f"All documents of {file.text}")


# Cached because it is the same on the page of every document of the dossier.
@lru_cache(maxsize=1 << 14)
def _thread_entry(register: PublicRegister, number: DocumentNumber) -> Html:
    document = register.documents[number]
    about = [day_html(document.date)] if document.date else []
    if document.type and document.subject:
        about.append(escape_cached(document.type))
    if number.suffixes:
        about.append(escape_cached(describe_relation(number)))
    if earlier_documents := list(followed_documents(document)):
        about.append(_FOLLOWS(links=join_html((number_link(register, earlier) for earlier in earlier_documents), ", ")))
    if stamp_html := access_stamp(document):
        about.append(stamp_html)
    return _THREAD_ENTRY(
        stage=_STAGES[find_stage(document, register.bodies.get)],
        to=escape_text(page_name(number)),
        number=escape_text(number),
        subject=display_subject(document),
        about=join_html(about, " · "),
    )


_HEAD = MarkupTemplate("""
<article><header class="title"><p class="kicker">{kicker}</p>
<h1><span class="no">{number}</span> <span class="subject">{subject}</span></h1>
{standing}</header>
<div class="sheet"><section class="facts" aria-labelledby="facts"><h2 id="facts" class="unseen">Particulars</h2>
<dl>{facts}</dl></section>
<div class="rest">{sections}</div></div></article>
""")
_FACT = MarkupTemplate("<div><dt>{name}</dt><dd>{value}</dd></div>")
_SUBJECT_CODES = _FACT.prefill(name="Subject codes")
_IDENTIFIER = _FACT.prefill(name="Identifier")
_SECTION = MarkupTemplate('<section aria-labelledby="{id}"><h2 id="{id}">{title}</h2>{body}</section>')
_ITEMS = _SECTION.prefill(id="items", title="Items")
_MEMBERS = _SECTION.prefill(id="family", title="Family")
_DOSSIER = _SECTION.prefill(id="dossier", title="Dossier")
_REFERS_TO = _SECTION.prefill(id="references", title="Refers to")
_REFERRED_TO_BY = _SECTION.prefill(id="cited", title="Referred to by")
_OUTSIDE = _SECTION.prefill(id="outside", title="References to other texts")
_ACCESS = _SECTION.prefill(id="access", title="Decisions on access")
_BETWEEN_ENTRIES = "</li><li>"
_FAMILY = MarkupTemplate('<ul class="family">{members}</ul>')
_MEMBER = MarkupTemplate('<li>{link}<span class="said">{relation}</span></li>')
_THIS_MEMBER = MarkupTemplate('<li class="here" aria-current="true">{link}<span class="said">{relation}</span></li>')
_ANCHOR = MarkupTemplate('<a href="{to}">{words}</a>')
_CODE = MarkupTemplate('<a class="code" href="codes/{to}.html" title="{title}">{words}</a>')
_NOTE = MarkupTemplate('<p class="note">{stamp} {words}</p>')
_REFERENCES = MarkupTemplate('<h3>{words}</h3><ul class="links"><li>{entries}</li></ul>')
_DECISIONS = MarkupTemplate("""
<div class="scroll" tabindex="0" role="group" aria-labelledby="access"><table>
<thead><tr><th scope="col">On</th><th scope="col">Decision</th><th scope="col">Ground</th></tr></thead>
<tbody>{rows}</tbody></table></div>
""")
_DECISION = MarkupTemplate('<tr><th scope="row">{on}</th><td>{kind}</td><td>{ground}</td></tr>')

_ENTRY_NOTES = {
    AccessStatus.PARTLY_RELEASED: "Parts of this document were released on request. Its entry is public.",
    AccessStatus.REFUSED: "The entry of this document is public; access to its text was refused.",
    AccessStatus.UNDECIDED: "The entry of this document is public; nothing has been decided on access to its text.",
}
_ENTRY_NOTE = "The entry of this document is public; its text is not."

_ACCESS_WORDS = {
    AccessStatus.PARTLY_RELEASED: escape_cached("Partial access"),
    AccessStatus.REFUSED: escape_cached("Refused"),
    AccessStatus.UNDECIDED: escape_cached("Not decided"),
}
_NOT_ACCESSIBLE = escape_cached("Not accessible")


def document_page(register: PublicRegister, document: PublicDocument) -> SiteFile:
    """Return the page of a document."""
    year = document.number.year
    body = _HEAD(
        kicker=document.type or "Document",
        number=escape_text(document.number),
        subject=document.subject or "",
        standing=_access_note(document),
        facts=join_html(_facts(register, document)),
        sections=join_html(_sections(register, document)),
    )
    crumbs = (("index.html", "Register"), ("years.html", "Years"), (f"years/{year}.html", str(year)))
    return page(page_name(document.number), register, Frame(str(document.number), crumbs), body)


def _access_note(document: PublicDocument) -> Html:
    if document.withdrawn:
        return _NOTE(stamp=access_stamp(document), words="This document was withdrawn; only its number is public.")
    if document.shown is Visibility.NUMBER:
        return _NOTE(
            stamp=access_stamp(document), words="There is a document with this number. Nothing else of it is public."
        )
    return (
        EMPTY_HTML
        if document.shown is Visibility.TEXT
        else _NOTE(stamp=access_stamp(document), words=_entry_note(document))
    )


def _facts(register: PublicRegister, document: PublicDocument) -> Iterator[Html]:
    yield _fact("date", day_html(document.date) if document.date else EMPTY_HTML)
    yield _fact("place", escape_cached(document.place or ""))
    yield _fact("from", escape_cached(document.originator or ""))
    yield _fact("to", escape_cached(document.addressee or ""))
    yield _fact("meeting", _meeting(register, document))
    if codes := _codes(register, document):
        yield _SUBJECT_CODES(value=codes)
    files = document.interinstitutional_files
    yield _fact("interinstitutional_files", join_html(map(_procedure_link, files), "<br>"))
    earlier = (number_link(register, number) for number in document.previous_documents)
    yield _fact("previous_documents", join_html(earlier, "<br>"))
    yield _fact("commission_documents", join_html(_commission(register, document), "<br>"))
    yield _fact("languages", _languages(document.languages))
    yield _fact("marking", escape_cached(document.marking.text if document.marking else ""))
    yield _fact("agenda", _agenda(document))
    for name, texts in document.texts_by_setting():
        yield _fact(name, escape_cached(", ".join(texts)))
    yield _fact("access", _access_in_words(document))
    yield _IDENTIFIER(value=escape_text(document.number.register_id))


def _entry_note(document: PublicDocument) -> str:
    status = document.access_status
    return _ENTRY_NOTES.get(status, _ENTRY_NOTE) if status else _ENTRY_NOTE


def _access_in_words(document: PublicDocument) -> Html:
    if document.shown is Visibility.TEXT:
        return escape_cached("Public")
    status = document.access_status
    return _ACCESS_WORDS.get(status, _NOT_ACCESSIBLE) if status else _NOT_ACCESSIBLE


def _capitalise(words: str) -> str:
    return words[:1].upper() + words[1:]


# Cached because many pages share places, originators, dates and access.
@lru_cache(maxsize=1 << 12)
def _fact(field: str, value: Html) -> Html:
    """Return a fact under the name that its field has on every screen; empty if there is no value."""
    return _FACT(name=_capitalise(name_field(field)), value=value) if value else EMPTY_HTML


@lru_cache(maxsize=1 << 10)
def _languages(languages: tuple[str, ...]) -> Html:
    return escape_cached(", ".join(LANGUAGE_NAMES.get(language, language.upper()) for language in languages))


def _meeting(register: PublicRegister, document: PublicDocument) -> Html:
    meeting = document.meeting
    if meeting is None:
        return EMPTY_HTML
    parts = []
    if meeting.body:
        body = register.body_of(meeting.body)
        parts.append(_ANCHOR(to=f"bodies/{slug_of(body.key)}.html", words=body.name))
    if meeting.start:
        parts.append(days_html(meeting.start, meeting.end))
    return join_html(parts, "<br>")


def _codes(register: PublicRegister, document: PublicDocument) -> Html:
    return join_html((_code(register, entry.code)(words=escape_text(entry)) for entry in document.subject_codes), " ")


@lru_cache(maxsize=1 << 10)
def _code(register: PublicRegister, code: SubjectCode) -> MarkupTemplate:
    return _CODE.prefill(to=code_name(code), title=register.code_titles.get(code, code.name))


def _commission(register: PublicRegister, document: PublicDocument) -> Iterator[Html]:
    for target in document.commission_documents:
        yield escape_cached(target.text) if isinstance(target, ExternalReference) else titled_link(register, target)


def _agenda(document: PublicDocument) -> Html:
    agenda = document.agenda
    if agenda is None:
        return EMPTY_HTML
    if agenda.adopted:
        return join_html((escape_cached("adopted on"), day_html(agenda.adopted)), " ")
    return escape_cached(str(agenda.state))


@lru_cache(maxsize=1 << 10)
def _procedure_link(file: ExternalReference) -> Html:
    return _ANCHOR(to=f"files/{procedure_name(file)}.html", words=file)


def _sections(register: PublicRegister, document: PublicDocument) -> Iterator[Html]:
    if document.items:
        yield _ITEMS(body=items_section(register, document))
    family = register.family(document.number)
    if len(family) > 1:
        members = join_html(_member(register, member.number, this=member is document) for member in family)
        yield _MEMBERS(body=_FAMILY(members=members))
    if thread := thread_section(register, document):
        yield _DOSSIER(body=thread)
    if outgoing := _outgoing_references(register, document):
        yield _REFERS_TO(body=outgoing)
    if incoming := _incoming_references(register, document):
        yield _REFERRED_TO_BY(body=incoming)
    if document.outside_references:
        references = dict.fromkeys((r.kind.forward_words, r.to.text) for r in document.outside_references)
        texts_by_words = group_pairs((words, escape_cached(text)) for words, text in references)
        yield _OUTSIDE(
            body=join_html(
                _reference_list(words)(entries=join_html(texts, _BETWEEN_ENTRIES))
                for words, texts in texts_by_words.items()
            )
        )
    if document.access:
        decisions = join_html(
            _DECISION(on=day_html(decision.on), kind=str(decision.kind).capitalize(), ground=decision.ground or "")
            for decision in document.access
        )
        yield _ACCESS(body=_DECISIONS(rows=decisions))


# Cached because each member of a family shows the family, and their pages are made one after the other.
@lru_cache(maxsize=1 << 10)
def _member(register: PublicRegister, number: DocumentNumber, *, this: bool) -> Html:
    return (_THIS_MEMBER if this else _MEMBER)(link=titled_link(register, number), relation=describe_relation(number))


def _outgoing_references(register: PublicRegister, document: PublicDocument) -> Html:
    on_agenda = {number for item in document.walk_items() for number in item.documents} if document.items else ()
    numbers_by_words = group_pairs(
        (reference.kind.forward_words, reference.number)
        for reference in pointers_of(document)
        if reference.kind is not ReferenceKind.CITES or reference.number not in on_agenda
    )
    return _reference_lists(register, numbers_by_words)


def _incoming_references(register: PublicRegister, document: PublicDocument) -> Html:
    pointing = register.pointing_to(document.number)
    return _reference_lists(register, group_pairs((r.kind.backward_words, r.number) for r in pointing))


def _reference_lists(register: PublicRegister, numbers_by_words: dict[str, list[DocumentNumber]]) -> Html:
    return join_html(
        _reference_list(words)(
            entries=join_html([titled_link(register, number) for number in numbers], _BETWEEN_ENTRIES)
        )
        for words, numbers in numbers_by_words.items()
    )


@cache
def _reference_list(words: str) -> MarkupTemplate:
    return _REFERENCES.prefill(words=words)
