"""The site as jobs: pages that are made together, so that several processes can share the work.

The words that a site is made with, whatever a register holds: those of the pages of one sample.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from somei_cli.formats.export.site import manifest_of, site_manifest_text
from somei_cli.formats.leaks.sample_register import empty, sample, without_sample
from somei_cli.model.publication.output_files import Fate, Job, SiteFile, WrittenFile
from somei_cli.model.publication.public_register import PublicRegister, open_to_public
from somei_cli.model.register.public_view import PublicDocument
from somei_cli.render.site.document_page import document_page
from somei_cli.render.site.feeds import calendar_pages, feed_pages
from somei_cli.render.site.html import MarkupTemplate
from somei_cli.render.site.index_pages import (
    SiteList,
    about_page,
    first_page,
    list_pages,
    shelf_page,
    shelves,
    with_parts,
)
from somei_cli.render.site.layout import Frame, page
from somei_cli.render.site.search_index import search_pages

_TOGETHER = 500

_SEARCH = MarkupTemplate("""
<header class="title"><h1><span class="subject">Search</span></h1>
<p class="lead" id="status" role="status">Type words, a number such as 15070/19, or a code such as ENFOPOL 532.</p>
</header>
<noscript><p class="note">The search needs scripts. Without them, look by <a href="years.html">year</a>,
<a href="codes.html">subject</a>, <a href="bodies.html">body</a> or <a href="files.html">procedure</a>.</p></noscript>
<ul class="docs" id="hits"></ul>
<p class="more"><button id="more" type="button" hidden>Show more</button></p>
<section class="prose" aria-labelledby="how"><h2 id="how">How to search</h2>
<p>All words must be met, in the title, the items, the type or the originator; of a word of
three letters or more the beginning is enough. Case and accents do not count. The newest come first.</p></section>
""")


def site_jobs(register: PublicRegister, data_text: Callable[[str], str]) -> Sequence[Job]:
    """Everything that the site of a register is made of; `data_text` reads what somei brings along."""
    jobs: list[Job] = [
        partial(search_pages, register),
        *(partial(_shelves, register, some) for some in _heaps(register)),
        partial(_gateways, register, data_text),
        partial(feed_pages, register),
        partial(calendar_pages, register),
    ]
    documents = list(register.documents.values())
    jobs.extend(
        partial(_documents, register, documents[at : at + _TOGETHER]) for at in range(0, len(documents), _TOGETHER)
    )
    return jobs


def _documents(register: PublicRegister, documents: Sequence[PublicDocument]) -> Iterator[SiteFile]:
    for document in documents:
        yield document_page(register, document)


def _shelves(register: PublicRegister, some: Sequence[SiteList]) -> Iterator[SiteFile]:
    for shelf in some:
        yield shelf_page(register, shelf)


def _heaps(register: PublicRegister) -> Iterator[list[SiteList]]:
    """Lists by the handful, so that no job is much smaller than the others; those of about the same time together.

    They tell of the same documents then, whose rows are at hand.
    """
    every = (part for shelf in shelves(register) for part in with_parts(shelf))
    heap: list[SiteList] = []
    size = 0
    for shelf in sorted(every, key=_about_when):
        heap.append(shelf)
        size += len(shelf.documents)
        if size > 10 * _TOGETHER:
            yield heap
            heap, size = [], 0
    if heap:
        yield heap


def _about_when(shelf: SiteList) -> tuple[int, int]:
    last = shelf.documents[-1].number
    return last.year, last.number // 1000


def _gateways(register: PublicRegister, data_text: Callable[[str], str]) -> Iterator[SiteFile]:
    yield first_page(register)
    yield about_page(register)
    yield from list_pages(register)
    crumbs = (("index.html", "Register"),)
    yield page("search.html", register.name, Frame("Search", crumbs, script="search.js"), _SEARCH())
    for name in ("site.css", "search.js"):
        yield SiteFile(name, data_text(f"site/{name}").encode())


_OF_LONG_LISTS = " ".join(("By year. By number. Latest.", *(f"{n}xx {n}xxx" for n in range(1000))))
"""The sample has too few documents for a list to be cut."""


def words_of_sites(data_text: Callable[[str], str]) -> frozenset[str]:
    """Those of the pages, of their names, and of the manifest."""
    return without_sample(_texts(data_text))


def _texts(data_text: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for register in (sample(), empty()):
        for job in site_jobs(open_to_public(register), data_text):
            yield from ((page.path, page.content.decode()) for page in job())
    yield "manifest.json", site_manifest_text(manifest_of("", "", 0, [WrittenFile("", "", 0, Fate.SAME)]))
    yield "", _OF_LONG_LISTS
