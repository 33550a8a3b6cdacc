"""The pictures of the README: one page of an agenda and one of an outcome, as somei prints them.

Each picture bears the digest of what it shows: what stands on the sheet, and how it is laid out. A test fails where
that has changed since; `pytest tests/test_pictures.py --accept` makes the pictures anew. The pixels themselves are
not compared: they depend on the machine that draws them.
"""

import hashlib
import json
from pathlib import Path

import pypdfium2
import pytest
from conftest import PROJECT, SAMPLE
from PIL import Image, PngImagePlugin
from printables import AGENDA

from somei_cli.actions.importing import Wishes, take_in
from somei_cli.model.documents import Document
from somei_cli.render.paper.composing import sheet_of
from somei_cli.render.paper.pdf import as_pdf
from somei_cli.render.paper.style import Style
from somei_cli.store.intake import Incoming
from somei_cli.store.packaged import data_text, vocabulary_texts
from somei_cli.text import vocabulary

PICTURES = PROJECT / "tests/pictures"
_WORDS = vocabulary.load(vocabulary_texts())
_SCALE = 1.25


def _outcome() -> Document:
    document = take_in(SAMPLE.name, Incoming(SAMPLE.name, SAMPLE.read_bytes()), _WORDS, Wishes()).document
    assert document
    return document


@pytest.mark.parametrize("name", ["agenda", "outcome"])
def test_the_pictures_show_what_is_printed_now(name: str, request: pytest.FixtureRequest) -> None:
    document = AGENDA if name == "agenda" else _outcome()
    sheet, template = sheet_of(document, _WORDS, Style()), data_text("templates/paper.typ")
    digest = hashlib.sha256(json.dumps([repr(sheet), template]).encode()).hexdigest()
    picture = PICTURES / f"{name}.png"
    if request.config.getoption("--accept"):
        _draw(as_pdf(sheet, Style(), template).content, digest, picture)
    with Image.open(picture) as drawn:
        assert drawn.info["Digest"] == digest, "Run: pytest tests/test_pictures.py --accept"


def _draw(pdf: bytes, digest: str, picture: Path) -> None:
    """The first page, in few shades of grey: small enough to be kept."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=_SCALE).to_pil()
    told = PngImagePlugin.PngInfo()
    told.add_text("Digest", digest)
    page.convert("L").quantize(16).save(picture, optimize=True, pnginfo=told)
