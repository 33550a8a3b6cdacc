"""Read the runs of one Word paragraph, and count the footnotes and endnotes that they call.

Breaks, tabs and symbols become text; hidden and deleted words and the codes of fields do not.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from somei_cli.extraction.sources.docx.styles import DocxStyles, Look, is_on, relation_key, word_attribute
from somei_cli.extraction.sources.line_builder import GAP, LineBuilder, to_roman
from somei_cli.extraction.sources.xml_nodes import Node, find_child, local_name


class DocxNotes:
    """The footnotes and endnotes; they get their marks in the order in which the text calls them."""

    def __init__(self, footnotes: Node | None, endnotes: Node | None) -> None:
        """Take the roots of the two parts, or None if the document has none."""
        self._texts = {
            (local_name(note.tag), word_attribute(note, "id")): note
            for root in (footnotes, endnotes)
            if root is not None
            for note in root
        }
        self._marks: dict[tuple[str, str], str] = {}
        self._counts = {"footnote": 0, "endnote": 0}

    def mark_for(self, reference: Node, run: Node) -> str:
        """Return the mark under which a run calls a note."""
        kind = local_name(reference.tag).removesuffix("Reference")
        key = kind, word_attribute(reference, "id")
        if word_attribute(reference, "customMarkFollows") in ("1", "true", "on"):
            self._marks[key] = "".join(part.text or "" for part in run if local_name(part.tag) == "t").strip()
        elif key not in self._marks:
            self._counts[kind] += 1
            self._marks[key] = to_roman(self._counts[kind]) if kind == "endnote" else str(self._counts[kind])
        return self._marks[key]

    def texts(self) -> Iterator[tuple[str, Node]]:
        """Yield the mark and the text of every note that was called, footnotes first."""
        for kind in self._counts:
            for key, mark in self._marks.items():
                if key[0] == kind and key in self._texts:
                    yield mark, self._texts[key]


_SIGN_TAGS = {
    "tab": GAP,
    "ptab": GAP,
    "noBreakHyphen": "-",
    "softHyphen": "",
}
# Properties are not text; `del` and `moveFrom` are what a revision deleted.
_SKIPPED_TAGS = frozenset(
    "pPr rPr sdtPr sdtEndPr customXmlPr smartTagPr del moveFrom instrText delText delInstrText rt rubyPr "
    "footnoteRef endnoteRef annotationRef".split()
)
_DRAWN_TAGS = frozenset({"graphicData", "p"})
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_BREAK_TAGS = frozenset({"br", "cr"})
_MAX_SHORT_LENGTH = 80
_LINK_CODE = re.compile(r"\bHYPERLINK\s{1,9}\"([^\"\s]{1,500})\"")
# What Symbol and Wingdings, fonts of signs, draw for these code points; all others become a bullet.
_SYMBOLS = {0xF02D: "-", 0xF0B0: "°", 0xF0B1: "±", 0xF0A3: "≤", 0xF0B3: "≥", 0xF0A7: "▪", 0xF020: " ", 0xF0A0: " "}
_SYMBOL_TABLE = {code: _SYMBOLS.get(code, "•") for code in range(0xF000, 0xF100)}


@dataclass
class ParagraphRuns:
    """A paragraph being read: its lines so far, its text boxes, and its hidden words.

    `links` are the addresses of the part by their relation keys. `_printed_words` are its words as printed: lower-case
    letters are capitals if the run says so.
    """

    styles: DocxStyles
    notes: DocxNotes
    look: Look
    links: Mapping[str, str]
    builders: list[LineBuilder] = field(default_factory=lambda: [LineBuilder()])
    boxes: list[Node] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    _printed_words: list[str] = field(default_factory=list)
    _in_capitals: bool = False
    _is_struck: bool = False
    _has_raised: bool = False
    _fields_in_result: list[bool] = field(default_factory=list)

    def read(self, node: Node) -> None:
        """Read the content of an element."""
        for part in node:
            name = local_name(part.tag)
            if name == "r":
                self._read_run(part)
            elif name == "sdt" and is_placeholder(part):
                continue
            elif name == "AlternateContent":
                for branch in choose_alternative(part):
                    self.read(branch)
            elif name not in _SKIPPED_TAGS:
                self._read_sign(part, name, stressed=False)

    def capitals(self) -> str:
        """Return the words as printed, if a short paragraph is printed in capitals but typed otherwise; else ""."""
        printed = self.printed_text()
        return printed if self._has_raised and len(printed) <= _MAX_SHORT_LENGTH else ""

    def printed_text(self) -> str:
        """Return the words as printed, with the marks that change their direction."""
        return "".join(self._printed_words)

    def _read_run(self, run: Node) -> None:
        look = self.styles.run_look(find_child(run, "rPr"), self.look)
        if is_on(look, "vanish"):
            self.hidden += [text.text or "" for text in run.iter("{*}t")]
            return
        self._in_capitals = is_on(look, "caps", "smallCaps")
        self._is_struck = is_on(look, "strike", "dstrike")
        stressed = is_on(look, "b", "i")
        for part in run:
            name = local_name(part.tag)
            if name in ("fldChar", "instrText"):
                self._track_field(part)
            elif name in ("footnoteReference", "endnoteReference"):
                if mark := self.notes.mark_for(part, run):
                    self.builders[-1].add_footnote_mark(mark)
                if word_attribute(part, "customMarkFollows") in ("1", "true", "on"):
                    return
            elif name == "AlternateContent":
                for branch in choose_alternative(part):
                    self.read(branch)
            elif name not in _SKIPPED_TAGS:
                self._read_sign(part, name, stressed=stressed)

    def _read_sign(self, part: Node, name: str, *, stressed: bool) -> None:
        """Read one piece of a run, or an element that may hold runs."""
        if name == "txbxContent":
            self.boxes.append(part)
        elif not all(self._fields_in_result):
            return
        elif name == "t":
            words = (part.text or "").translate(_SYMBOL_TABLE)
            self._add_words(words, stressed=stressed)
            self._printed_words.append(words.upper() if self._in_capitals else words)
            self._has_raised = self._has_raised or self._printed_words[-1] != words
        elif name in _SIGN_TAGS:
            self._add_words(_SIGN_TAGS[name])
        elif name == "sym":
            self._add_words(_symbol_sign(word_attribute(part, "char")))
        elif name in _BREAK_TAGS:
            self.builders.append(LineBuilder())
        elif name == "bdo" and word_attribute(part, "val") == "rtl":
            self._printed_words.append("\u202e")
            self.read(part)
            self._printed_words.append("\u202c")
        elif name in _DRAWN_TAGS and next(part.iter(_DRAWN_TEXT), None) is not None:
            # The words of a drawing are no part of the paragraph that it is anchored in.
            self.builders.append(LineBuilder())
            self.read(part)
            self.builders.append(LineBuilder())
        else:
            if name == "hyperlink":
                self.builders[-1].add_link(self.links.get(relation_key(part), ""))
            self.read(part)

    def _add_words(self, words: str, *, stressed: bool = True) -> None:
        """Add words to the line, or to those that are struck out; a tab keeps the columns apart in any case."""
        if self._is_struck and words != GAP:
            self.builders[-1].add_struck(words)
        else:
            self.builders[-1].add(words, stressed=stressed)

    def _track_field(self, part: Node) -> None:
        """Track fields: only the result of a field is text, not its code; both may hold other fields."""
        if code := _LINK_CODE.search(part.text or ""):
            self.builders[-1].add_link(code[1])
        kind = word_attribute(part, "fldCharType")
        if kind == "begin":
            self._fields_in_result.append(False)
        elif kind == "separate" and self._fields_in_result:
            self._fields_in_result[-1] = True
        elif kind == "end" and self._fields_in_result:
            self._fields_in_result.pop()


def is_placeholder(control: Node) -> bool:
    """Return whether a content control shows only the prompt for what to enter."""
    properties = find_child(control, "sdtPr")
    return properties is not None and find_child(properties, "showingPlcHdr") is not None


def choose_alternative(alternatives: Node) -> Iterator[Node]:
    """Yield the first alternative with words; alternatives say the same for newer and older programs."""
    branches = list(alternatives)
    yield from [b for b in branches if next(b.iter("{*}t"), None) is not None][:1]


def _symbol_sign(code: str) -> str:
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return sign.translate(_SYMBOL_TABLE) if sign.isprintable() or ord(sign) in _SYMBOL_TABLE else ""
