"""The pages through which one comes in: the first page, the lists of years, subjects, bodies and procedures.

Lists of documents that stay short at any size: where one would grow long, it is cut by year, then by number.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from somei_cli.model.meeting.meetings import Role, role_of
from somei_cli.model.publication.output_files import SiteFile, code_name, file_name, name_of
from somei_cli.model.publication.public_register import PublicBody, PublicGathering, PublicRegister, newest
from somei_cli.model.register.public_view import PublicDocument, Shown
from somei_cli.render.site.html import NOTHING, Html, MarkupTemplate, escaped, joined
from somei_cli.render.site.layout import Frame, page, root_of
from somei_cli.render.site.wording import anchor, days, rows

MOST = 300
"""So many documents stand on one page."""
_SHELVES_NEWEST = 20

_PAGE = MarkupTemplate("""
<header class="title"><p class="kicker">{kicker}</p><h1><span class="subject">{title}</span></h1>
<p class="lead">{told}{count}</p></header>{before}{body}
""")
_PART = MarkupTemplate('<section aria-labelledby="{id}"><h2 id="{id}">{title}</h2>{body}</section>')
_TILES = MarkupTemplate('<ul class="tiles">{tiles}</ul>')
_TILE = MarkupTemplate('<li><a href="{to}">{words} <span class="count">{count}</span></a></li>')


class SiteList(NamedTuple):
    """A list with a name, at an address without its ending; what stands `before` the list is on its first page only.

    `depth` says how far it is cut already: 1 where all are of one year; `parts` are those that it is cut into.
    """

    path: str
    title: str
    kicker: str
    way: str
    documents: Sequence[PublicDocument]
    crumbs: tuple[tuple[str, str], ...] = ()
    told: str = ""
    before: Html = NOTHING
    feed: str = ""
    oldest_first: bool = False
    depth: int = 0
    parts: "Sequence[SiteList]" = ()


class _Level(NamedTuple):
    """One way to cut: the key of a part, and what the part is called in words and in an address."""

    key: Callable[[PublicDocument], int]
    words: Callable[[int], str]
    name: Callable[[int], str]


_LEVELS = (
    _Level(lambda d: d.number.year, str, str),
    _Level(lambda d: d.number.number // 1000, lambda n: f"{n * 1000 or 1} to {n * 1000 + 999}", lambda n: f"{n}xxx"),
    _Level(lambda d: d.number.number // 100, lambda n: f"{n * 100 or 1} to {n * 100 + 99}", lambda n: f"{n}xx"),
)


def with_parts(shelf: SiteList) -> Iterator[SiteList]:
    """A list and, where it is too long for a page, its parts, and theirs."""
    parts = _parts(shelf)
    yield shelf._replace(parts=parts)
    for part in parts:
        yield from with_parts(part)


def shelf_page(register: PublicRegister, shelf: SiteList) -> SiteFile:
    """The page of a list: the documents, or the ways into its parts."""
    root = root_of(shelf.path)
    if shelf.parts:
        ways = ((f"{root}{part.path}.html", part.title, len(part.documents)) for part in shelf.parts)
        latest = rows(register, root, newest(shelf.documents, _SHELVES_NEWEST))
        cut = _PART(id="parts", title="By number" if shelf.depth else "By year", body=tiles(ways))
        return _page(register, shelf, Html(cut + _PART(id="latest", title="Latest", body=latest)))
    body = rows(register, root, shelf.documents if shelf.oldest_first else reversed(shelf.documents))
    return _page(register, shelf, _PART(id="documents", title="Documents", body=body) if shelf.before else body)


def _parts(shelf: SiteList) -> list[SiteList]:
    """The parts of a list that is too long, the latest first; where they begin never changes."""
    if len(shelf.documents) <= MOST or shelf.depth >= len(_LEVELS):
        return []
    level = _LEVELS[shelf.depth]
    held: dict[int, list[PublicDocument]] = {}
    for document in shelf.documents:
        held.setdefault(level.key(document), []).append(document)
    # The parts of a year lie beside its page, those of anything else in a folder of its name.
    folder = shelf.path.rpartition("/")[0] if shelf.depth else shelf.path
    stem = f"{shelf.path.rpartition('/')[2].partition('-')[0]}-" if shelf.depth else ""
    return [
        shelf._replace(
            path=f"{folder}/{stem}{level.name(key)}",
            title=level.words(key) if not shelf.depth else f"{shelf.title.partition(':')[0]}: {level.words(key)}",
            kicker=f"{shelf.kicker}: {shelf.title}" if not shelf.depth else shelf.kicker,
            documents=documents,
            crumbs=(*shelf.crumbs, (f"{shelf.path}.html", shelf.title)),
            told="",
            before=NOTHING,
            feed="",
            depth=shelf.depth + 1,
        )
        for key, documents in sorted(held.items(), reverse=True)
    ]


def counted(documents: int) -> str:
    """How many documents, in words."""
    return f"{documents:,} document{'s' * (documents != 1)}"


def tiles(pairs: Iterator[tuple[str, str, int]]) -> Html:
    """Ways into lists: address, name, and how many documents there are."""
    return _TILES(tiles=joined(_TILE(to=to, words=words, count=f"{count:,}") for to, words, count in pairs))


def _page(register: PublicRegister, shelf: SiteList, body: Html) -> SiteFile:
    feed = (shelf.feed, f"{shelf.title}: newest documents") if shelf.feed else None
    head = _PAGE(
        kicker=shelf.kicker,
        title=shelf.title,
        told=f"{shelf.told} · " if shelf.told else "",
        count=counted(len(shelf.documents)),
        before=shelf.before,
        body=body,
    )
    return page(f"{shelf.path}.html", register.name, Frame(shelf.title, shelf.crumbs, shelf.way, feed), head)


_NEWEST = 20
_MEETINGS = 100
_HOME = ("index.html", "Register")

_FIRST = MarkupTemplate("""
<header class="title home"><h1><span class="subject">{register}</span></h1>
<p class="lead">{count}, with what they say of each other. Search above, or begin with a year, a subject or a body.</p>
</header>
<div class="columns"><section aria-labelledby="newest"><h2 id="newest">Newest documents</h2>{newest}
<p class="more"><a href="feed.xml">Follow as a feed (Atom)</a></p></section>
<div class="aside"><section aria-labelledby="years"><h2 id="years">Years</h2>{years}</section>
<section aria-labelledby="codes"><h2 id="codes">Most used subjects</h2>{codes}
<p class="more"><a href="codes.html">All subjects</a></p></section>
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
<dt>Text not public</dt><dd>Its entry is public (number, date, title, subjects), its text is not. That is so for
documents marked LIMITE until they are released. You can ask the institution for access under Regulation (EC) No
1049/2001.</dd>
<dt>Partly public</dt><dd>Parts were released on request.</dd>
<dt>Number only</dt><dd>There is such a document; no more of it may be told.</dd>
<dt>Withdrawn</dt><dd>The document was taken back; its number is never given again.</dd></dl>
<h2>Addresses that stay</h2>
<p>Each document has the address of its identifier in the public register, as
<span class="no">ST-15070-2019-INIT.html</span>, for good.</p>
<h2>Feeds and calendars</h2>
<p>The newest documents of all, of each subject and of each body can be followed as <a href="feed.xml">Atom feeds</a>,
meetings as <a href="meetings.ics">calendars</a>.</p>
<h2>For everybody</h2>
<p>The pages work without a server, with the keyboard alone, with screen readers, in light and dark, at every width, and
in print. Only the search needs scripts.</p></div>
""")


def first_page(register: PublicRegister) -> SiteFile:
    """The page that one begins with."""
    held = register.by_code
    often = sorted(held, key=lambda code: (-len(held[code]), code.name))[:12]
    bodies = ((f"bodies/{name_of(b.key)}.html", b.key, len(documents)) for b, documents in _largest(register))
    body = _FIRST(
        register=register.name,
        count=counted(len(register.documents)),
        newest=rows(register, "", newest(_told(register.documents.values()), _NEWEST)),
        years=_years(register),
        codes=tiles((f"codes/{code_name(code)}.html", str(code), len(held[code])) for code in often),
        bodies=_BODIES(tiles=tiles(bodies)) if register.by_body else NOTHING,
    )
    feed = ("feed.xml", f"{register.name}: newest documents")
    return page("index.html", register.name, Frame(register.name, feed=feed), body)


def _largest(register: PublicRegister) -> list[tuple[PublicBody, tuple[PublicDocument, ...]]]:
    return sorted(register.by_body.items(), key=lambda pair: (-len(pair[1]), pair[0].key))[:12]


def _told(documents: Iterable[PublicDocument]) -> Iterator[PublicDocument]:
    """Those of which more than the number is told."""
    return (document for document in documents if document.shown > Shown.NUMBER)


def _years(register: PublicRegister) -> Html:
    years = sorted(register.by_year, reverse=True)
    return tiles((f"years/{year}.html", str(year), len(register.by_year[year])) for year in years)


def about_page(register: PublicRegister) -> SiteFile:
    """What these pages are."""
    return page("about.html", register.name, Frame("About these pages", (_HOME,)), _ABOUT())


def list_pages(register: PublicRegister) -> Iterator[SiteFile]:
    """The lists of all years, subjects, bodies and procedures."""
    yield _list(register, "years.html", "Years", "The year is that of the number.", _years(register))
    codes = joined(
        _ROW(
            to=f"codes/{code_name(code)}.html",
            name=code,
            title=register.code_titles.get(code, ""),
            count=f"{len(held):,}",
        )
        for code, held in register.by_code.items()
    )
    lead = "The codes in the head of a document tell what it is about."
    yield _list(register, "codes.html", "Subjects", lead, _table("Subjects", "Code", "Subject", codes))
    bodies = joined(
        _ROW(to=f"bodies/{name_of(body.key)}.html", name=body.key, title=body.name, count=f"{len(held):,}")
        for body, held in register.by_body.items()
    )
    lead = "Whose meetings documents tell of."
    yield _list(register, "bodies.html", "Meetings", lead, _table("Bodies", "Body", "Name", bodies))
    yield from _file_pages(register)


def _file_pages(register: PublicRegister) -> Iterator[SiteFile]:
    """The procedures by the year in their name, and those of each year."""
    years: dict[str, list[tuple[str, str, int]]] = {}
    for file, held in register.by_file.items():
        year = file.text[:4] if re.match(r"[0-9]{4}/", file.text) else "others"
        years.setdefault(year, []).append((f"{file_name(file)}.html", file.text, len(held)))
    lead = "Documents of one interinstitutional file, by the year in its name."
    ways = tiles((f"files/in-{year}.html", year, len(held)) for year, held in sorted(years.items(), reverse=True))
    yield _list(register, "files.html", "Procedures", lead, ways)
    for year, files in years.items():
        frame = Frame(f"Procedures of {year}", (_HOME, ("files.html", "Procedures")), "files.html")
        lead = "With the number of their documents."
        body = _LIST_PAGE(title=f"Procedures of {year}", lead=lead, body=tiles(iter(files)))
        yield page(f"files/in-{year}.html", register.name, frame, body)


def _table(title: str, first: str, second: str, body: Html) -> Html:
    heads = joined(
        (_HEAD(words=first, kind=NOTHING), _HEAD(words=second, kind=NOTHING), _HEAD(words="Documents", kind=_NUMBER))
    )
    return _TABLE(title=title, heads=heads, rows=body) if body else escaped("None yet.")


def _list(register: PublicRegister, path: str, title: str, lead: str, body: Html) -> SiteFile:
    return page(path, register.name, Frame(title, (_HOME,), path), _LIST_PAGE(title=title, lead=lead, body=body))


def shelves(register: PublicRegister) -> Iterator[SiteList]:
    """Every list of documents."""
    for year, documents in register.by_year.items():
        yield SiteList(
            f"years/{year}", str(year), "Year", "years.html", documents, (_HOME, ("years.html", "Years")), depth=1
        )
    for code, documents in register.by_code.items():
        path = f"codes/{code_name(code)}"
        told, feed = register.code_titles.get(code, ""), f"{path}.xml"
        follow = _FOLLOW(to=feed.rpartition("/")[2])
        crumbs = (_HOME, ("codes.html", "Subjects"))
        yield SiteList(path, code.name, "Subject", "codes.html", documents, crumbs, told, follow, feed)
    for body, documents in register.by_body.items():
        path = f"bodies/{name_of(body.key)}"
        crumbs = (_HOME, ("bodies.html", "Meetings"))
        before = Html(_meetings(register, body) + _FOLLOW(to=f"{path}.xml".rpartition("/")[2]))
        kicker = "Body" if body.key == body.name else f"Body · {body.key}"
        yield SiteList(path, body.name, kicker, "bodies.html", documents, crumbs, "", before, f"{path}.xml")
    for file, documents in register.by_file.items():
        path = f"files/{file_name(file)}"
        crumbs = (_HOME, ("files.html", "Procedures"))
        yield SiteList(path, file.text, "Procedure", "files.html", documents, crumbs, oldest_first=True)


def _meetings(register: PublicRegister, body: PublicBody) -> Html:
    held = register.meetings(body)
    if not held:
        return NOTHING
    table = _TABLE(
        title=f"Meetings of {body.name}",
        heads=joined(_HEAD(words=words, kind=NOTHING) for words in ("On", "Agenda", "Outcome", "Other documents")),
        rows=joined(_meeting(one) for one in reversed(held[-_MEETINGS:])),
    )
    return _MEETINGS_PART(table=table, calendar=f"{name_of(body.key)}.ics")


def _meeting(meeting: PublicGathering) -> Html:
    by_role: dict[Role, list[Html]] = {}
    for document in meeting.documents:
        role = role_of(document)
        role = role if role in {Role.AGENDA, Role.OUTCOME} else Role.PAPER
        by_role.setdefault(role, []).append(anchor("../", document.number))
    agenda, outcome, others = (
        joined(by_role.get(role, ()), "<br>") for role in (Role.AGENDA, Role.OUTCOME, Role.PAPER)
    )
    return _MEETING(days=days(meeting.first, meeting.last), agenda=agenda, outcome=outcome, others=others)
