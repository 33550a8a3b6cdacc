"""Sheets set as the Council sets its documents, for the reader of PDFs: words put where they stand, in any order."""

import re
from collections.abc import Iterable
from pathlib import Path

from fpdf import FPDF

LEFT, VALUES, RIGHT, EDGE = 70, 170, 350, 525
PITCH = 14.0
FOOT = 780

LETTERHEAD = (
    (LEFT, 80, "Council of the"),
    (LEFT, 94, "European Union"),
    (RIGHT, 81, "Brussels, 21 March 2018"),
    (RIGHT, 95, "(OR. en, fr)"),
    (LEFT, 130, "Interinstitutional File:"),
    (LEFT, 144, "2017/0144 (COD)"),
    (RIGHT, 130, "7345/1/18"),
    (RIGHT, 144, "REV 1"),
    (RIGHT, 172, "LIMITE"),
    (RIGHT, 200, "COSI 61"),
    (RIGHT, 214, "ENFOPOL 140"),
    (RIGHT, 228, "JAI 255"),
)
BOX = (
    ("From:", "Working Party on Harbour Lights"),
    ("On:", "7 and 8 March 2018"),
    ("To:", "Delegations"),
    ("No. prev. doc.:", "6901/18"),
    ("Subject:", "Keeping the lights of the northern coast", "- Summary of discussions"),
)


class Paper:
    """A PDF in the making; places are in points from the upper left corner of the page to the baseline."""

    def __init__(self, size: str | tuple[float, float] = "A4", *, landscape: bool = False) -> None:
        self.pdf = FPDF("landscape" if landscape else "portrait", "pt", size)
        self.page()

    def page(self) -> None:
        self.pdf.add_page()

    def put(self, x: float, y: float, words: str, style: str = "", size: float = 12, font: str = "Times") -> float:
        """Set words, and tell where they end."""
        self.pdf.set_font(font, style, size)
        self.pdf.text(x, y, words)
        return x + self.pdf.get_string_width(words)

    def put_all(self, words: Iterable[tuple[float, float, str]]) -> None:
        for x, y, text in words:
            self.put(x, y, text)

    def mark(self, x: float, y: float, mark: str) -> float:
        """Set a footnote mark behind words that end there."""
        return self.put(x, y - 4, mark, size=7)

    def foot(self, number: str, page: int) -> None:
        """The page footer, in two rows."""
        self.put(LEFT, FOOT, number)
        self.put(300, FOOT, "AB/cd")
        self.put(EDGE - 6, FOOT, str(page))
        self.put(250, FOOT + PITCH, "DGD 1C")
        self.put(350, FOOT + PITCH, "LIMITE", "B")
        self.put(EDGE - 20, FOOT + PITCH, "EN", "B", 16)

    def bytes(self) -> bytes:
        return bytes(self.pdf.output())


def box_rows(y: float) -> tuple[list[tuple[float, float, str]], list[tuple[float, float, str]], float]:
    """The labels and the values of the box from this height on, and where it ends."""
    labels, values = [], []
    for label, *lines in BOX:
        labels.append((LEFT, y, label))
        for line in lines:
            values.append((VALUES, y, line))
            y += PITCH
        y += 4
    return labels, values, y


def lamps(documents: Path) -> bytes:
    """The document of `lamps_lines.txt` on three pages, its columns drawn one after the other."""
    head, body = (documents / "lamps_lines.txt").read_text(encoding="utf-8").split("\n1.", 1)
    assert "OUTCOME OF PROCEEDINGS" in head
    paper = Paper()
    labels, values, y = box_rows(300)
    paper.put_all(labels)
    paper.put_all(LETTERHEAD)
    paper.put_all(values)
    paper.put(220, 270, "OUTCOME OF PROCEEDINGS", "B")
    y += 20
    page = 1
    for line in f"1.{body}".split("\n"):
        if line.startswith("7345/1/18"):
            paper.foot("7345/1/18 REV 1", page)
            page += 1
        elif "DGD 1C" in line:
            paper.page()
            y = 80
        else:
            for part in re.finditer(r"\S.*?(?=\s{2,}|$)", line):
                paper.put(LEFT + 6 * part.start(), y, part[0])
            y += PITCH
    return paper.bytes()


def long_paper(pages: int) -> bytes:
    """An outcome of many pages with embedded fonts, as a word processor makes them: forty lines and a citation each."""
    import typst

    lamps = " ".join(
        f"Lamp {n} of the district was lit again by its keeper in the course of the night." for n in range(35)
    )
    footer = r"7345/1/18 REV 1 #h(1fr) AB/cd #h(1fr) #context counter(page).display() \ DGD 1C #h(1fr) EN"
    source = rf"""
#set text(font: "Libertinus Serif", size: 11pt)
#set page(footer: [{footer}])
Council of the European Union #h(1fr) Brussels, 21 March 2018 \
#h(1fr) 7345/1/18 REV 1 \
#h(1fr) COSI 61

*NOTE*

From: Presidency \
To: Delegations \
Subject: Lamps of the north

#for page in range({pages}) [{lamps} It was set out in 6955/18. #pagebreak(weak: true)]
"""
    return bytes(typst.compile(source.encode(), ignore_system_fonts=True))
