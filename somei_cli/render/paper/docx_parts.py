"""What python-docx does not write of a printed Word file by itself: footnotes, the counting footer, the zip."""

import io
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn

from somei_cli.render.paper.docx_styles import right_edge
from somei_cli.render.paper.sheet import Note, PaperSheet

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip file can name."""


class Footnotes:
    """The part with the footnotes; it comes into being where there are any."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._notes: list[str] = []

    def call(self, paragraph: Any, note: Note) -> None:
        """Call a note behind the words of a paragraph; Word counts them itself."""
        self._notes.append(note.words)
        run = paragraph.add_run()
        run.font.superscript = True
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(len(self._notes)))
        run._r.append(reference)  # noqa: SLF001 - python-docx has no words for footnotes

    def write(self) -> None:
        """Put the words of all that were called into the file."""
        if self._notes:
            part = self._document.part
            blob = self._xml().encode()
            notes = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, part.package)
            part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)

    def _xml(self) -> str:
        separators = "".join(
            f'<w:footnote w:type="{kind}" w:id="{at}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for at, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )
        notes = "".join(
            f'<w:footnote w:id="{at}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> {escape(words)}</w:t></w:r></w:p></w:footnote>'
            for at, words in enumerate(self._notes, start=1)
        )
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        return f"{head}<w:footnotes {nsdecls('w')}>{separators}{notes}</w:footnotes>"


def footer(document: Any, sheet: PaperSheet, width: float) -> None:
    """Two rows at the foot of every page: number and page; unit, marking and language."""
    right_edge(document.styles["Footer"], width)
    first = document.sections[0].footer.paragraphs[0]
    first.add_run(f"{sheet.whole_number}\t")
    for kind, words in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "1"), ("end", "")):
        _field(first.add_run(), kind, words)
    second = document.sections[0].footer.add_paragraph(style="Footer")
    second.add_run(f"{sheet.unit}\t")
    second.add_run("   ".join(filter(None, (sheet.marking, sheet.language)))).bold = True


def _field(run: Any, kind: str, words: str) -> None:
    if kind == "text":
        run.text = words
        return
    element = OxmlElement("w:fldChar" if kind else "w:instrText")
    if kind:
        element.set(qn("w:fldCharType"), kind)
    else:
        element.text = words
    run._r.append(element)  # noqa: SLF001 - python-docx has no words for fields


def saved(document: Any) -> bytes:
    """The bytes of the file: the parts in one order, none with the time of day."""
    written = io.BytesIO()
    document.save(written)
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as read, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as write:
        for name in read.namelist():
            write.writestr(zipfile.ZipInfo(name, _EPOCH), read.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
