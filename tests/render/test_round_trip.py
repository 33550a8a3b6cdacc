"""What is printed and read again gives the same entry, in every form."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import items_with

from somei_cli.actions.importing.read import ReadingOptions, read_file
from somei_cli.formats.notation.external_references import parse_external_reference
from somei_cli.formats.toml import vocabulary
from somei_cli.formats.toml.document import to_table
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document, Meeting
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.markings import Marking
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.render.paper.compose import compose_sheet
from somei_cli.render.paper.formats import PaperFormat
from somei_cli.render.paper.paper_settings import Style
from somei_cli.render.paper.writers import render_sheet
from somei_cli.store.disk.input_files import IncomingFile
from somei_cli.store.disk.packaged_data import read_data_text, read_vocabulary_texts

WORDS: Vocabulary = vocabulary.load(read_vocabulary_texts())
ENDINGS = {
    PaperFormat.MARKDOWN: "md",
    PaperFormat.TEXT: "txt",
    PaperFormat.HTML: "html",
    PaperFormat.PDF: "pdf",
    PaperFormat.DOCX: "docx",
}
Some = st.SearchStrategy

_NOUNS = st.sampled_from("lamps keepers harbours fog oil wicks beacons pilots".split())
_LINKS = st.sampled_from(("and the", "of old", "for new", "in northern", "under the"))
_OPENINGS = st.sampled_from(("Lighthouses", "Cooperation", "Ναυτιλία", "Морски", "Ċkejken ħobż", "Update"))
_SENTENCES = st.sampled_from(
    (
        "The Presidency recalled the need to keep the lamps lit at night.",
        "Delegations asked for more oil, as many lamps are dry.",
        "Europol confirmed that pilots & keepers <work> closer_together on 5 * 3 beacons.",
        "The Commission will report on the wicks of [new] lamps.",
    )
)


@st.composite
def titles(draw: st.DrawFn, most: int = 3) -> str:
    """A title as agendas have them."""
    tail = draw(st.lists(st.tuples(_LINKS, _NOUNS), min_size=1, max_size=most))
    return " ".join([draw(_OPENINGS), draw(st.just("on")), draw(_NOUNS), *(f"{link} {noun}" for link, noun in tail)])


def sub_items(depth: int = 0) -> Some[tuple[Item, ...]]:
    """Lines below an item, and below those."""
    below = sub_items(depth + 1) if depth < 1 else st.just(())
    one = items_with(title=titles(most=1), subitems=below)
    return st.lists(one, max_size=3).map(tuple)


def summaries() -> Some[str]:
    """A few paragraphs."""
    paragraph = st.lists(_SENTENCES, min_size=1, max_size=3).map(" ".join)
    return st.lists(paragraph, min_size=1, max_size=3).map("\n\n".join)


_NUMBERS = st.integers(5000, 9999).map(lambda n: DocumentNumber.parse(f"{n}/19"))


@st.composite
def papers(draw: st.DrawFn, **of_an_item: Some[Any]) -> Document:
    """An outcome or an agenda as a clerk would enter it."""
    day = draw(st.dates(date(2019, 2, 1), date(2019, 12, 20)))
    one = items_with(title=titles(), subitems=sub_items(), **of_an_item)
    inner = draw(st.lists(one, min_size=1, max_size=4, unique_by=lambda item: item.title))
    last = Item("Any other business", summary="Nothing was raised." if "summary" in of_an_item else None)
    first = Item("Adoption of the agenda", summary="The agenda was adopted." if "summary" in of_an_item else None)
    items = [
        Item(i.title, str(at), documents=i.documents, summary=i.summary, subitems=i.subitems)
        for at, i in enumerate((first, *inner, last), start=1)
    ]
    return Document(
        number=DocumentNumber.parse(draw(st.sampled_from(("15070/19", "14860/1/19 REV 1", "CM 5125/19")))),
        type="OUTCOME OF PROCEEDINGS" if "summary" in of_an_item else "PROVISIONAL AGENDA",
        subject=draw(titles()),
        # An agenda is issued before its meeting, an outcome after it.
        date=day + timedelta(days=draw(st.integers(1, 9))) * (1 if "summary" in of_an_item else -1),
        place="Brussels",
        languages=draw(st.sampled_from(((), ("en",), ("en", "fr")))),
        marking=draw(st.sampled_from((None, Marking("LIMITE")))),
        subject_codes=tuple(map(CodeEntry.parse, draw(st.sampled_from(((), ("COSI 254", "JAI 1319"), ("JAIEX 3",)))))),
        interinstitutional_files=draw(st.sampled_from(((), (parse_external_reference("2018/0330(COD)"),)))),
        originator="Presidency",
        addressee="Delegations",
        previous_documents=draw(st.sampled_from(((), (DocumentNumber.parse("6901/18"),)))),
        meeting=Meeting(None, day, draw(st.sampled_from((None, day + timedelta(days=1))))),
        items=tuple(items),
    )


def outcomes() -> Some[Document]:
    return papers(summary=summaries())


def agendas() -> Some[Document]:
    return papers(documents=st.lists(_NUMBERS, max_size=2, unique=True).map(tuple)).filter(_names_none_twice)


def _names_none_twice(document: Document) -> bool:
    named = [number for item in document.items for number in item.documents]
    return len(named) == len(set(named))


def read_again(document: Document, form: PaperFormat) -> Document:
    """What the importer reads of the printed document; references follow from its words."""
    paper = render_sheet(compose_sheet(document, WORDS, Style()), form, Style(), read_data_text)
    assert not paper.remark
    name = f"x.{ENDINGS[form]}"
    intake = read_file(name, IncomingFile(name, paper.content), WORDS, ReadingOptions())
    assert not intake.doubts
    assert intake.document
    return replace(intake.document, source=None, references=(), outside_references=())


@pytest.mark.parametrize("form", [PaperFormat.TEXT, PaperFormat.MARKDOWN, PaperFormat.HTML])
@given(document=st.one_of(outcomes(), agendas()))
@settings(max_examples=40)
def test_text_forms(form: PaperFormat, document: Document) -> None:
    assert to_table(read_again(document, form)) == to_table(document)


@pytest.mark.parametrize("form", [PaperFormat.PDF, PaperFormat.DOCX])
@given(document=st.one_of(outcomes(), agendas()))
@settings(max_examples=15)
def test_other_forms(form: PaperFormat, document: Document) -> None:
    assert to_table(read_again(document, form)) == to_table(document)
