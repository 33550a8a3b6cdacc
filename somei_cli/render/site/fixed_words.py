"""The words that a site is made with, whatever a register holds: those of the pages of one sample."""

from collections.abc import Callable, Iterator

from somei_cli.model.public_register import open_to_public
from somei_cli.model.site_pages import Fate, WrittenFile
from somei_cli.render.site.building import site_jobs
from somei_cli.text.sample import empty, sample, without_sample
from somei_cli.text.site_manifest import dump, manifest_of

_OF_LONG_LISTS = " ".join(("By year. By number. Latest.", *(f"{n}xx {n}xxx" for n in range(1000))))
"""The sample has too few documents for a list to be cut."""


def words_of_sites(data_text: Callable[[str], str]) -> frozenset[str]:
    """Those of the pages, of their names, and of the manifest."""
    return without_sample(_texts(data_text))


def _texts(data_text: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for register in (sample(), empty()):
        for job in site_jobs(open_to_public(register), data_text):
            yield from ((page.path, page.content.decode()) for page in job())
    yield "manifest.json", dump(manifest_of("", "", 0, [WrittenFile("", "", 0, Fate.SAME)]))
    yield "", _OF_LONG_LISTS
