"""All files of a site as jobs, so that several worker processes can share the work."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from somei_cli.formats.export.site_manifest import make_site_manifest, site_manifest_text
from somei_cli.formats.leaks.program_words import find_program_words, make_empty_register, make_sample_register
from somei_cli.model.publication.output_files import FileState, Job, SiteFile, WrittenFile
from somei_cli.model.publication.public_register import PublicRegister, public_register_of
from somei_cli.model.register.public_view import PublicDocument
from somei_cli.render.site.document_page import document_page
from somei_cli.render.site.feeds_and_calendars import calendar_pages, feed_pages
from somei_cli.render.site.html import MarkupTemplate
from somei_cli.render.site.index_pages import (
    SiteList,
    about_page,
    home_page,
    overview_pages,
    site_list_page,
    site_lists,
    with_sublists,
)
from somei_cli.render.site.layout import Frame, page, search_examples
from somei_cli.render.site.search_index import search_files

_BATCH_SIZE = 500

_SEARCH = MarkupTemplate("""
<header class="title"><h1><span class="subject">Search</span></h1>
<p class="lead" id="status" role="status">{lead}</p>
</header>
<noscript><p class="note">The search needs scripts. Without them, look by <a href="years.html">year</a>,
<a href="codes.html">subject code</a>, <a href="bodies.html">body</a> or
<a href="files.html">procedure</a>.</p></noscript>
<ul class="docs" id="hits"></ul>
<p class="more"><button id="more" type="button" hidden>Show more</button></p>
<section class="prose how" aria-labelledby="how"><h2 id="how">How to search</h2>
<p>A document is found if it has all the words: in its subject, its items, its type or its originator. The
beginning of a word is enough, from three letters on. Capital letters and accents make no difference. The newest come
first. The number or the identifier of a document{identifier} finds that document first. A code finds all documents on
the subject; with the number behind it, it finds the one that bears both, if that number is public.</p></section>
""")


def site_jobs(
    register: PublicRegister, data_text: Callable[[str], str], base: str = "", first_commit: str = ""
) -> Sequence[Job]:
    """Return the jobs that make all files of the site; `data_text` reads somei's packaged data.

    `base` is the address that the site will have, `first_commit` the register's, if they are known.
    """
    jobs: list[Job] = [
        partial(search_files, register),
        *(partial(_list_pages, register, lists) for lists in _batch_lists(register)),
        partial(_entry_pages, register, data_text),
        partial(feed_pages, register, base, first_commit),
        partial(calendar_pages, register),
    ]
    documents = list(register.documents.values())
    jobs.extend(
        partial(_documents, register, documents[start : start + _BATCH_SIZE])
        for start in range(0, len(documents), _BATCH_SIZE)
    )
    return jobs


def _documents(register: PublicRegister, documents: Sequence[PublicDocument]) -> Iterator[SiteFile]:
    for document in documents:
        yield document_page(register, document)


def _list_pages(register: PublicRegister, lists: Sequence[SiteList]) -> Iterator[SiteFile]:
    for site_list in lists:
        yield site_list_page(register, site_list)


def _batch_lists(register: PublicRegister) -> Iterator[list[SiteList]]:
    """Yield batches of lists: no job is much smaller than the others, and lists of about the same time are together.

    Such lists contain the same documents, whose rows are then in the cache.
    """
    all_lists = (part for site_list in site_lists(register) for part in with_sublists(site_list))
    batch: list[SiteList] = []
    size = 0
    for site_list in sorted(all_lists, key=_newest_thousand):
        batch.append(site_list)
        size += len(site_list.documents)
        if size > 10 * _BATCH_SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _newest_thousand(site_list: SiteList) -> tuple[int, int]:
    last = site_list.documents[-1].number
    return last.year, last.number // 1000


def _entry_pages(register: PublicRegister, data_text: Callable[[str], str]) -> Iterator[SiteFile]:
    yield home_page(register)
    yield about_page(register)
    yield from overview_pages(register)
    yield _search_page(register)
    for name in ("site.css", "search.js"):
        yield SiteFile(name, data_text(f"site/{name}").encode())


def _search_page(register: PublicRegister) -> SiteFile:
    examples = search_examples(register)
    number = f" such as {examples.number}" if examples else ""
    code = f" such as {examples.code}" if examples and examples.code else ""
    body = _SEARCH(
        lead=f"Type words, a number{number}, or a code{code}.",
        identifier=f", as {examples.register_id}," if examples else "",
    )
    return page("search.html", register, Frame("Search", (("index.html", "Register"),), script="search.js"), body)


_WORDS_OF_LONG_LISTS = " ".join(("By year. By number. Latest.", *(f"{n}xx {n}xxx" for n in range(1000))))
"""The sample register has too few documents for a list to be split, so the words of split lists are added here."""


def template_words(data_text: Callable[[str], str]) -> frozenset[str]:
    """Return the words of the pages, file names and manifest that come from somei, not from a register.

    The leak check ignores them.
    """
    return find_program_words(_sample_texts(data_text))


def _sample_texts(data_text: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for register in (make_sample_register(), make_empty_register()):
        for job in site_jobs(public_register_of(register), data_text):
            yield from ((file.path, file.content.decode()) for file in job())
    yield "manifest.json", site_manifest_text(make_site_manifest("", "", 0, [WrittenFile("", "", 0, FileState.SAME)]))
    yield "", _WORDS_OF_LONG_LISTS
