"""Words planted in every place of random registers: those of places that are not public stand on no page of a site."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import count
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from strategies import documents

from somei_cli.formats.leaks.page_links_and_words import find_links, find_outward_links, read_page_words
from somei_cli.formats.leaks.public_and_withheld_words import (
    public_tokens,
    tokens_in_file,
    tokens_of,
    tokens_of_lists,
    withheld_tokens,
)
from somei_cli.formats.notation.external_references import parse_external_reference
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import AccessKind, Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.markings import Level, Marking, level_of
from somei_cli.model.publication.public_register import public_register_of
from somei_cli.model.references import ExternalReference
from somei_cli.model.register.settings import Settings
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.render.site.build import site_jobs, template_words
from somei_cli.store.disk.packaged_data import read_data_text

NUMBERS = [DocumentNumber.parse(f"{n}") for n in ("1/19", "1/1/19 REV 1", "1/19 ADD 1", "2/19", "CM 3/20", "3/20")]
FILES = [parse_external_reference(text) for text in ("2018/0330(COD)", "2019/0001(NLE)")]
MARKINGS = [None, Marking("LIMITE"), Marking("PUBLIC"), Marking("RESTREINT UE/EU RESTRICTED"), Marking("EYES ONLY")]
OURS = template_words(read_data_text)
NEVER = {"note", "source", "allotted", "waive", "extra", "follow_ups", "reason", "doubts"}
_KEPT = DocumentNumber | Marking | CodeEntry | ExternalReference | None
_PLANTED = re.compile(r"zq[0-9]+xv")


@st.composite
def registers(draw: st.DrawFn) -> list[Document]:
    """Documents of few families, so that they point to each other."""
    numbers = draw(st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=5, unique=True))
    held = [draw(documents(number=st.just(number), marking=st.sampled_from(MARKINGS))) for number in numbers]
    to = st.sampled_from(NUMBERS)
    return [
        replace(
            document,
            previous_documents=tuple(draw(st.lists(to, max_size=2))),
            references=tuple(one._replace(to=draw(to)) for one in document.references),
            interinstitutional_files=tuple(draw(st.lists(st.sampled_from(FILES), max_size=1))),
        )
        for document in held
    ]


def planted(value: Any, word: Iterator[int], places: dict[str, tuple[str, ...]], at: tuple[str, ...] = ()) -> Any:
    """The same value with a word of its own in place of every text; `places` keeps where each stands."""
    if type(value) is str:
        made = f"zq{next(word)}xv"
        places[made] = at
        return made
    if isinstance(value, _KEPT):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        held = {f.name: planted(getattr(value, f.name), word, places, (*at, f.name)) for f in fields(value)}
        return replace(value, **held)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(planted(v, word, places, (*at, name)) for name, v in value._asdict().items()))
    if isinstance(value, dict):
        return {planted(k, word, places, at): planted(v, word, places, at) for k, v in value.items()}
    many = isinstance(value, tuple | list)
    return type(value)(planted(inner, word, places, at) for inner in value) if many else value


def withheld(document: Document, places: dict[str, tuple[str, ...]]) -> set[str]:
    """The words of a document that no page may hold, whoever wrote the rules of publishing."""
    freed = any(event.kind is AccessKind.DECLASSIFIED for event in document.access)
    closed = document.status is not Status.ISSUED or (level_of(document.marking) > Level.LIMITE and not freed)
    return {
        word for word, at in places.items() if closed or NEVER.intersection(at) or (at[-1] == "by" and "access" in at)
    }


@given(registers())
def test_no_withheld_word_is_anywhere(held: list[Document]) -> None:
    word, secret, marked = count(), set(), []
    for document in held:
        places: dict[str, tuple[str, ...]] = {}
        marked.append(planted(document, word, places))
        secret |= withheld(document, places)
    snapshot = Snapshot(marked, lambda: Vocabulary({}), Settings())
    public = public_register_of(snapshot)

    pages = [page for job in site_jobs(public, read_data_text) for page in job()]

    shown = set(_PLANTED.findall(repr(public.documents)))
    seen = {word for page in pages for word in _PLANTED.findall(f"{page.path} {page.content.decode().lower()}")}
    assert not seen & secret
    assert seen <= shown
    texts = {page.path: page.content.decode() for page in pages}
    assert len(texts) == len(pages), "every page is made once"
    assert len({path.casefold() for path in texts}) == len(texts), "also where case does not count"
    # Whatever stands on a page is public or somei's own: nothing leaks, and no proof finds what is none.
    public_signs = tokens_of_lists(public).union(*map(public_tokens, public.documents.values()))
    for path, text in texts.items():
        assert not list(find_outward_links(path, text))
        assert set(find_links(path, text)) <= texts.keys(), path
        name, words = read_page_words(path, text)
        assert tokens_of(name) | tokens_in_file(path, words) <= public_signs | OURS, path
    known = {sign for d in marked for sign, _ in withheld_tokens(d, public.documents.get(d.number))}
    assert secret - shown <= known


@given(registers())
def test_no_text_of_a_register_becomes_markup(held: list[Document]) -> None:
    hostile = "</p><script src=//x>\"'><img onerror=a>{root}%s&amp;]]>"
    told = [
        replace(document, subject=hostile, type=hostile, originator=hostile, place=hostile, marking=None)
        for document in held
    ]
    public = public_register_of(Snapshot(told, lambda: Vocabulary({}), Settings(name=hostile)))

    for page in (page for job in site_jobs(public, read_data_text) for page in job()):
        text = page.content.decode()
        assert not list(find_outward_links(page.path, text))
        if page.path.endswith((".html", ".xml", ".js")) and page.path != "search.js":
            assert "<script src=//x>" not in text
            assert "<img" not in text
