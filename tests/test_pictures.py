"""The pictures of the README: one page of an agenda and one of an outcome, as somei prints them, and one of the site.

Each picture bears the digest of what it shows: what stands on the sheet, and how it is laid out. A test fails where
that has changed since; `pytest tests/test_pictures.py --accept` makes the pictures anew. The pixels themselves are
not compared: they depend on the machine that draws them.
"""

import hashlib
import json
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from conftest import CHROMIUM, PROJECT, SAMPLE
from PIL import Image, PngImagePlugin
from printed_documents import AGENDA

from somei_cli.actions.importing.read import ReadingOptions, read_file
from somei_cli.formats.toml import vocabulary
from somei_cli.model.document import AccessEvent, AccessKind, Document
from somei_cli.model.publication.public_register import public_register_of
from somei_cli.model.register.settings import Settings
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.render.paper.compose import compose_sheet
from somei_cli.render.paper.paper_settings import Style
from somei_cli.render.paper.pdf import as_pdf
from somei_cli.render.site.build import site_jobs
from somei_cli.store.disk.input_files import IncomingFile
from somei_cli.store.disk.packaged_data import read_data_text, read_vocabulary_texts

PICTURES = PROJECT / "tests/pictures"
_WORDS = vocabulary.load(read_vocabulary_texts())
_SCALE = 1.25
SHOWN = "ST-7511-2020-REV-1.html"
_WINDOW = "900,1180"


def _outcome() -> Document:
    document = read_file(SAMPLE.name, IncomingFile(SAMPLE.name, SAMPLE.read_bytes()), _WORDS, ReadingOptions()).document
    assert document
    return document


@pytest.mark.parametrize("name", ["agenda", "outcome"])
def test_the_pictures_show_what_is_printed_now(name: str, request: pytest.FixtureRequest) -> None:
    document = AGENDA if name == "agenda" else _outcome()
    sheet, template = compose_sheet(document, _WORDS, Style()), read_data_text("templates/paper.typ")
    digest = hashlib.sha256(json.dumps([repr(sheet), template]).encode()).hexdigest()
    picture = PICTURES / f"{name}.png"
    if request.config.getoption("--accept"):
        _draw(as_pdf(sheet, Style(), template).content, digest, picture)
    with Image.open(picture) as drawn:
        assert drawn.info["Digest"] == digest, "Run: pytest tests/test_pictures.py --accept"


def test_the_picture_of_the_site_shows_what_is_built_now(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    released = AccessEvent(AccessKind.RELEASED, date(2020, 6, 10), "1")
    first = replace(AGENDA, number=AGENDA.number.base, date=date(2020, 5, 11), previous_documents=(), agenda=None)
    held = tuple(replace(one, access=(released,)) for one in (_outcome(), first, AGENDA))
    register = public_register_of(Snapshot(held, lambda: _WORDS, Settings()))
    pages = {page.path: page.content for job in site_jobs(register, read_data_text) for page in job()}
    digest = hashlib.sha256(pages[SHOWN] + pages["site.css"]).hexdigest()
    picture = PICTURES / "site.png"
    if request.config.getoption("--accept"):
        for path in (SHOWN, "site.css"):
            (tmp_path / path).write_bytes(pages[path])
        _photograph(tmp_path / SHOWN, tmp_path / "page.png")
        with Image.open(tmp_path / "page.png") as seen:
            _keep(seen.convert("RGB").quantize(32), digest, picture)
    with Image.open(picture) as drawn:
        assert drawn.info["Digest"] == digest, "Run, where Chromium is: pytest tests/test_pictures.py --accept"


def _photograph(page: Path, to: Path) -> None:
    assert CHROMIUM, "a picture of the site is made with Chromium"
    words = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={_WINDOW}"]
    subprocess.run(
        [CHROMIUM, *words, f"--screenshot={to}", page.as_uri()], check=True, capture_output=True, timeout=120
    )


def _draw(pdf: bytes, digest: str, picture: Path) -> None:
    """The first page, in few shades of grey: small enough to be kept."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=_SCALE).to_pil()
    _keep(page.convert("L").quantize(16), digest, picture)


def _keep(drawn: Image.Image, digest: str, picture: Path) -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Digest", digest)
    drawn.save(picture, optimize=True, pnginfo=told)
