"""Proving a site against the register: it is what its commit gives, leads nowhere else, and holds no withheld word."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from somei_cli import __version__
from somei_cli.actions.publishing_site import put_all
from somei_cli.model.documents import Document
from somei_cli.model.public_register import PublicRegister
from somei_cli.model.site_pages import Fate, Job, SiteFault
from somei_cli.model.withheld_words import held_strings, shown_strings
from somei_cli.store.site_folder import SiteFolder
from somei_cli.text.search_folding import site_words
from somei_cli.text.site_reading import links, numbers_seen, ways_out, words_seen

Watch = Callable[[Iterable[str], int], Iterable[str]]
_LEAST = 3
"""Shorter words say too little, and stand everywhere."""


class Forbidden(NamedTuple):
    """What may stand in no file."""

    words: frozenset[str]
    numbers: frozenset[str]


def forbidden_in(documents: Iterable[Document], public: PublicRegister, own: Iterable[str]) -> Forbidden:
    """The words and numbers that only what is withheld has; `own` are texts of ours, whose words tell nothing."""
    held, shown = held_strings(documents), shown_strings(public)
    allowed = {word for text in (*shown.texts, *own) for word in site_words(text)}
    words = {word for text in held.texts for word in site_words(text)} - allowed
    numbers = {number.register_id for number in held.numbers - shown.numbers}
    told = {number.register_id for number in shown.numbers}
    return Forbidden(frozenset(w for w in words if len(w) >= _LEAST and not w.isdecimal()), frozenset(numbers - told))


def prove(folder: SiteFolder, forbidden: Forbidden, jobs: Sequence[Job], watch: Watch) -> Iterator[SiteFault]:
    """Everything that is wrong with a site, file by file; `watch` sees the files go by that are read."""
    for path in folder.foreign:
        yield SiteFault(path, "was put there by no build")
    yield from _against_manifest(folder)
    if folder.manifest and folder.manifest.maker == __version__:
        for done in put_all(folder, jobs, dry_run=True):
            yield from (SiteFault(put.path, _FATES[put.fate]) for put in done if put.fate in _FATES)
    for path in watch(sorted(folder.held), len(folder.held)):
        yield from _in_file(folder, path, forbidden)


_FATES = {Fate.NEW: "is missing", Fate.CHANGED: "is not what the commit gives"}


def _against_manifest(folder: SiteFolder) -> Iterator[SiteFault]:
    listed = folder.manifest.files if folder.manifest else {}
    for path, (sha256, size) in listed.items():
        if path not in folder.held:
            yield SiteFault(path, "is missing")
        elif folder.digest(path) != (sha256, size):
            yield SiteFault(path, "is not as the manifest has it")


def _in_file(folder: SiteFolder, path: str, forbidden: Forbidden) -> Iterator[SiteFault]:
    text = folder.text(path)
    if text is None:
        yield SiteFault(path, "cannot be read as text")
        return
    for what in dict.fromkeys(ways_out(path, text)):
        yield SiteFault(path, what)
    for target in dict.fromkeys(links(path, text)):
        if target not in folder.held:
            yield SiteFault(path, f"leads to {target}, which is not there")
    leaked = sorted((words_seen(path, text) & forbidden.words) | (numbers_seen(path, text) & forbidden.numbers))
    if leaked:
        # A report may end in a log: it counts the words and does not repeat them.
        yield SiteFault(path, f"holds what is withheld ({len(leaked)} word{'s' * (len(leaked) > 1)})")
