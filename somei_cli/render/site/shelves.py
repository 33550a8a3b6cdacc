"""Lists of documents that stay short at any size: where one would grow long, it is cut by year, then by number."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from somei_cli.model.public_register import PublicRegister, newest
from somei_cli.model.publishing import PublicDocument
from somei_cli.model.site_pages import SiteFile
from somei_cli.render.site.frame import Frame, page, root_of
from somei_cli.render.site.markup import NOTHING, Html, MarkupTemplate, joined
from somei_cli.render.site.words import rows

MOST = 300
"""So many documents stand on one page."""
_NEWEST = 20

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
        latest = rows(register, root, newest(shelf.documents, _NEWEST))
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
