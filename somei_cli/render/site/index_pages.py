"""The home page, and the lists by year, subject, meeting body and procedure.

A list that is too long for a page is split by year, then by number.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from somei_cli.model.groups import group_pairs
from somei_cli.model.meeting.meetings import MeetingRole, role_of
from somei_cli.model.publication.output_files import SiteFile, code_name, procedure_name, slug_of
from somei_cli.model.publication.public_register import PublicBody, PublicBodyMeeting, PublicRegister, newest
from somei_cli.model.register.public_view import PublicDocument, Visibility
from somei_cli.render.site.html import EMPTY_HTML, Html, MarkupTemplate, escape_cached, join_html
from somei_cli.render.site.html_fragments import days_html, document_list, number_anchor
from somei_cli.render.site.layout import Frame, page, root_path

MAX_PER_PAGE = 300
"""How many documents a page lists."""
_LATEST_OF_LIST = 20

_PAGE = MarkupTemplate("""
<header class="title"><p class="kicker">{kicker}</p><h1><span class="subject">{title}</span></h1>
<p class="lead">{lead}{count}</p></header>{before}{body}
""")
_PART = MarkupTemplate('<section aria-labelledby="{id}"><h2 id="{id}">{title}</h2>{body}</section>')
_TILES = MarkupTemplate('<ul class="tiles">{tiles}</ul>')
_TILE = MarkupTemplate('<li><a href="{to}">{words} <span class="count">{count}</span></a></li>')


class SiteList(NamedTuple):
    """A list of documents with its address, without the file ending; `before` is shown on its first page only.

    `depth` is how often it was split already: 1 if all its documents are of one year. `sublists` are the lists that it
    is split into.
    """

    path: str
    title: str
    kicker: str
    section: str
    documents: Sequence[PublicDocument]
    crumbs: tuple[tuple[str, str], ...] = ()
    lead: str = ""
    before: Html = EMPTY_HTML
    feed: str = ""
    oldest_first: bool = False
    depth: int = 0
    sublists: "Sequence[SiteList]" = ()


class _SplitLevel(NamedTuple):
    """A way to split a list: the key of a sublist, and its title and file name by that key."""

    key: Callable[[PublicDocument], int]
    words: Callable[[int], str]
    name: Callable[[int], str]


_SPLIT_LEVELS = (
    _SplitLevel(lambda d: d.number.year, str, str),
    _SplitLevel(
        lambda d: d.number.number // 1000, lambda n: f"{n * 1000 or 1} to {n * 1000 + 999}", lambda n: f"{n}xxx"
    ),
    _SplitLevel(lambda d: d.number.number // 100, lambda n: f"{n * 100 or 1} to {n * 100 + 99}", lambda n: f"{n}xx"),
)


def with_sublists(site_list: SiteList) -> Iterator[SiteList]:
    """Yield a list and, if it is too long for a page, its sublists, and theirs."""
    sublists = _split_list(site_list)
    yield site_list._replace(sublists=sublists)
    for sublist in sublists:
        yield from with_sublists(sublist)


def site_list_page(register: PublicRegister, site_list: SiteList) -> SiteFile:
    """Return the page of a list: its documents, or links to its sublists."""
    root = root_path(site_list.path)
    if site_list.sublists:
        links = (
            (f"{root}{sublist.path}.html", sublist.title, len(sublist.documents)) for sublist in site_list.sublists
        )
        latest = document_list(register, root, newest(site_list.documents, _LATEST_OF_LIST))
        sublist_links = _PART(id="parts", title="By number" if site_list.depth else "By year", body=link_tiles(links))
        return _page(register, site_list, Html(sublist_links + _PART(id="latest", title="Latest", body=latest)))
    body = document_list(
        register, root, site_list.documents if site_list.oldest_first else reversed(site_list.documents)
    )
    return _page(register, site_list, _PART(id="documents", title="Documents", body=body) if site_list.before else body)


def _split_list(site_list: SiteList) -> list[SiteList]:
    """Return the sublists of a list that is too long, the latest first; the limits between them never change."""
    if len(site_list.documents) <= MAX_PER_PAGE or site_list.depth >= len(_SPLIT_LEVELS):
        return []
    level = _SPLIT_LEVELS[site_list.depth]
    documents_by_key = group_pairs((level.key(document), document) for document in site_list.documents)
    # The sublists of a year are beside its page; those of any other list are in a folder of its name.
    folder = site_list.path.rpartition("/")[0] if site_list.depth else site_list.path
    stem = f"{site_list.path.rpartition('/')[2].partition('-')[0]}-" if site_list.depth else ""
    return [
        site_list._replace(
            path=f"{folder}/{stem}{level.name(key)}",
            title=level.words(key)
            if not site_list.depth
            else f"{site_list.title.partition(':')[0]}: {level.words(key)}",
            kicker=f"{site_list.kicker}: {site_list.title}" if not site_list.depth else site_list.kicker,
            documents=documents,
            crumbs=(*site_list.crumbs, (f"{site_list.path}.html", site_list.title)),
            lead="",
            before=EMPTY_HTML,
            feed="",
            depth=site_list.depth + 1,
        )
        for key, documents in sorted(documents_by_key.items(), reverse=True)
    ]


def document_count(documents: int) -> str:
    """Return a number of documents in words."""
    return f"{documents:,} document{'s' * (documents != 1)}"


def link_tiles(pairs: Iterator[tuple[str, str, int]]) -> Html:
    """Return links to lists, made of address, name and number of documents."""
    return _TILES(
        tiles=join_html(_TILE(to=address, words=words, count=f"{count:,}") for address, words, count in pairs)
    )


def _page(register: PublicRegister, site_list: SiteList, body: Html) -> SiteFile:
    feed = (site_list.feed, f"{site_list.title}: newest documents") if site_list.feed else None
    content = _PAGE(
        kicker=site_list.kicker,
        title=site_list.title,
        lead=f"{site_list.lead} · " if site_list.lead else "",
        count=document_count(len(site_list.documents)),
        before=site_list.before,
        body=body,
    )
    return page(
        f"{site_list.path}.html",
        register,
        Frame(site_list.title, site_list.crumbs, site_list.section, feed),
        content,
    )


_LATEST_OF_ALL = 20
_MAX_MEETINGS = 100
_HOME_CRUMB = ("index.html", "Register")

_FIRST = MarkupTemplate("""
<header class="title home"><h1><span class="subject">{register}</span></h1>
<p class="lead">{count}, and how they refer to each other. Search above, or begin with a year, a subject code or a
body.</p>
</header>
<div class="columns"><section aria-labelledby="newest"><h2 id="newest">Newest documents</h2>{newest}
<p class="more"><a href="feed.xml">Follow as a feed (Atom)</a></p></section>
<div class="aside"><section aria-labelledby="years"><h2 id="years">Years</h2>{years}</section>
<section aria-labelledby="codes"><h2 id="codes">Most used subject codes</h2>{codes}
<p class="more"><a href="codes.html">All subject codes</a></p></section>
{bodies}</div></div>
""")
_BODIES = MarkupTemplate("""
<section aria-labelledby="bodies"><h2 id="bodies">Bodies</h2>{tiles}
<p class="more"><a href="meetings.ics">All meetings as a calendar (iCalendar)</a></p></section>
""")
_LIST_PAGE = MarkupTemplate(
    '<header class="title"><h1><span class="subject">{title}</span></h1><p class="lead">{lead}</p></header>{body}'
)
_TABLE = MarkupTemplate("""
<div class="scroll" tabindex="0" role="group" aria-label="{title}"><table><caption class="unseen">{title}</caption>
<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>
""")
_HEAD = MarkupTemplate('<th scope="col"{kind}>{words}</th>')
_NUMBER = Html(' class="count"')
_ROW = MarkupTemplate(
    '<tr><th scope="row"><a href="{to}">{name}</a></th><td>{title}</td><td class="count">{count}</td></tr>'
)
_MEETINGS_PART = MarkupTemplate("""
<section aria-labelledby="meetings"><h2 id="meetings">Meetings</h2>{table}
<p class="more"><a href="{calendar}">All as a calendar (iCalendar)</a></p></section>
""")
_MEETING = MarkupTemplate('<tr><th scope="row">{days}</th><td>{agenda}</td><td>{outcome}</td><td>{others}</td></tr>')
_FOLLOW = MarkupTemplate('<p class="more"><a href="{to}">Follow as a feed (Atom)</a></p>')
_ABOUT = MarkupTemplate("""
<header class="title"><h1><span class="subject">About these pages</span></h1></header><div class="prose">
<p>These pages show what the public may see of the register of documents named above. They were made from its files by
somei, without anything from elsewhere: no other host is asked, nothing is counted, nothing is kept in your browser.</p>
<h2>How much is shown</h2>
<dl class="terms"><dt>No stamp</dt><dd>The document is public.</dd>
<dt>Text not public</dt><dd>Its entry is public (number, date, subject, subject codes), its text is not. That is so
for documents marked LIMITE until they are released. You can ask the institution for access under Regulation (EC) No
1049/2001.</dd>
<dt>Partly public</dt><dd>Parts were released on request.</dd>
<dt>Number only</dt><dd>There is such a document; nothing else of it is public.</dd>
<dt>Withdrawn</dt><dd>The document was taken back; its number is never given again.</dd></dl>
<h2>Addresses that stay</h2>
<p>Each document has the address of its identifier in the public register, as
<span class="no">ST-15070-2019-INIT.html</span>, for good.</p>
<h2>Feeds and calendars</h2>
<p>The newest documents of all, of each subject code and of each body can be followed as
<a href="feed.xml">Atom feeds</a>, meetings as <a href="meetings.ics">calendars</a>.</p>
<h2>For everybody</h2>
<p>The pages work without a server, with the keyboard alone, with screen readers, in light and dark, at every width, and
in print. Only the search needs scripts.</p></div>
""")


def home_page(register: PublicRegister) -> SiteFile:
    """Return the home page."""
    documents_by_code = register.by_code
    frequent_codes = sorted(documents_by_code, key=lambda code: (-len(documents_by_code[code]), code.name))[:12]
    bodies = (
        (f"bodies/{slug_of(public_body.key)}.html", public_body.key, len(documents))
        for public_body, documents in _busiest_bodies(register)
    )
    body = _FIRST(
        register=register.name,
        count=document_count(len(register.documents)),
        newest=document_list(register, "", newest(_with_public_entry(register.documents.values()), _LATEST_OF_ALL)),
        years=_years(register),
        codes=link_tiles(
            (f"codes/{code_name(code)}.html", str(code), len(documents_by_code[code])) for code in frequent_codes
        ),
        bodies=_BODIES(tiles=link_tiles(bodies)) if register.by_body else EMPTY_HTML,
    )
    feed = ("feed.xml", f"{register.name}: newest documents")
    return page("index.html", register, Frame(register.name, feed=feed), body)


def _busiest_bodies(register: PublicRegister) -> list[tuple[PublicBody, tuple[PublicDocument, ...]]]:
    return sorted(register.by_body.items(), key=lambda pair: (-len(pair[1]), pair[0].key))[:12]


def _with_public_entry(documents: Iterable[PublicDocument]) -> Iterator[PublicDocument]:
    """Return the documents of which more than the number is public."""
    return (document for document in documents if document.shown > Visibility.NUMBER)


def _years(register: PublicRegister) -> Html:
    years = sorted(register.by_year, reverse=True)
    return link_tiles((f"years/{year}.html", str(year), len(register.by_year[year])) for year in years)


def about_page(register: PublicRegister) -> SiteFile:
    """Return the page about the site."""
    return page("about.html", register, Frame("About these pages", (_HOME_CRUMB,)), _ABOUT())


def overview_pages(register: PublicRegister) -> Iterator[SiteFile]:
    """Yield the pages of all years, subjects, meeting bodies and procedures."""
    yield _overview_page(register, "years.html", "Years", "The year is that of the number.", _years(register))
    codes = join_html(
        _ROW(
            to=f"codes/{code_name(code)}.html",
            name=code,
            title=register.code_titles.get(code, ""),
            count=f"{len(documents):,}",
        )
        for code, documents in register.by_code.items()
    )
    lead = "The codes on the first page of a document say what it is about."
    yield _overview_page(
        register, "codes.html", "Subject codes", lead, _table("Subject codes", "Code", "Meaning", codes)
    )
    bodies = join_html(
        _ROW(to=f"bodies/{slug_of(body.key)}.html", name=body.key, title=body.name, count=f"{len(documents):,}")
        for body, documents in register.by_body.items()
    )
    lead = "The bodies whose meetings the documents are about."
    yield _overview_page(register, "bodies.html", "Meetings", lead, _table("Bodies", "Body", "Name", bodies))
    yield from _file_pages(register)


def _file_pages(register: PublicRegister) -> Iterator[SiteFile]:
    """Yield the page of the procedures by the year in their name, and one for each year."""
    years: dict[str, list[tuple[str, str, int]]] = {}
    for file, documents in register.by_file.items():
        year = file.text[:4] if re.match(r"[0-9]{4}/", file.text) else "others"
        years.setdefault(year, []).append((f"{procedure_name(file)}.html", file.text, len(documents)))
    lead = "Documents of one interinstitutional file, by the year in its name."
    year_links = link_tiles(
        (f"files/in-{year}.html", year, len(documents)) for year, documents in sorted(years.items(), reverse=True)
    )
    yield _overview_page(register, "files.html", "Procedures", lead, year_links)
    for year, files in years.items():
        frame = Frame(f"Procedures of {year}", (_HOME_CRUMB, ("files.html", "Procedures")), "files.html")
        lead = "With the number of their documents."
        body = _LIST_PAGE(title=f"Procedures of {year}", lead=lead, body=link_tiles(iter(files)))
        yield page(f"files/in-{year}.html", register, frame, body)


def _table(title: str, first: str, second: str, body: Html) -> Html:
    heads = join_html(
        (
            _HEAD(words=first, kind=EMPTY_HTML),
            _HEAD(words=second, kind=EMPTY_HTML),
            _HEAD(words="Documents", kind=_NUMBER),
        )
    )
    return _TABLE(title=title, heads=heads, rows=body) if body else escape_cached("None yet.")


def _overview_page(register: PublicRegister, path: str, title: str, lead: str, body: Html) -> SiteFile:
    return page(path, register, Frame(title, (_HOME_CRUMB,), path), _LIST_PAGE(title=title, lead=lead, body=body))


def site_lists(register: PublicRegister) -> Iterator[SiteList]:
    """Yield every list of documents: by year, subject, meeting body and procedure."""
    for year, documents in register.by_year.items():
        yield SiteList(
            f"years/{year}", str(year), "Year", "years.html", documents, (_HOME_CRUMB, ("years.html", "Years")), depth=1
        )
    for code, documents in register.by_code.items():
        path = f"codes/{code_name(code)}"
        title, feed = register.code_titles.get(code, ""), f"{path}.xml"
        follow = _FOLLOW(to=feed.rpartition("/")[2])
        crumbs = (_HOME_CRUMB, ("codes.html", "Subject codes"))
        yield SiteList(path, code.name, "Subject code", "codes.html", documents, crumbs, title, follow, feed)
    for body, documents in register.by_body.items():
        path = f"bodies/{slug_of(body.key)}"
        crumbs = (_HOME_CRUMB, ("bodies.html", "Meetings"))
        before = Html(_meetings(register, body) + _FOLLOW(to=f"{path}.xml".rpartition("/")[2]))
        kicker = "Body" if body.key == body.name else f"Body · {body.key}"
        yield SiteList(path, body.name, kicker, "bodies.html", documents, crumbs, "", before, f"{path}.xml")
    for file, documents in register.by_file.items():
        path = f"files/{procedure_name(file)}"
        crumbs = (_HOME_CRUMB, ("files.html", "Procedures"))
        yield SiteList(path, file.text, "Interinstitutional file", "files.html", documents, crumbs, oldest_first=True)


def _meetings(register: PublicRegister, body: PublicBody) -> Html:
    meetings = register.meetings(body)
    if not meetings:
        return EMPTY_HTML
    table = _TABLE(
        title=f"Meetings of {body.name}",
        heads=join_html(
            _HEAD(words=words, kind=EMPTY_HTML) for words in ("On", "Agenda", "Outcome", "Other documents")
        ),
        rows=join_html(_meeting(meeting) for meeting in reversed(meetings[-_MAX_MEETINGS:])),
    )
    return _MEETINGS_PART(table=table, calendar=f"{slug_of(body.key)}.ics")


def _meeting(meeting: PublicBodyMeeting) -> Html:
    by_role: dict[MeetingRole, list[Html]] = {}
    for document in meeting.documents:
        role = role_of(document)
        role = role if role in {MeetingRole.AGENDA, MeetingRole.OUTCOME} else MeetingRole.PAPER
        by_role.setdefault(role, []).append(number_anchor("../", document.number))
    agenda, outcome, other_documents = (
        join_html(by_role.get(role, ()), "<br>")
        for role in (MeetingRole.AGENDA, MeetingRole.OUTCOME, MeetingRole.PAPER)
    )
    return _MEETING(days=days_html(meeting.first, meeting.last), agenda=agenda, outcome=outcome, others=other_documents)
