"""The footnotes and endnotes of a DOCX: which are called, under which mark, and where their text is."""

from collections.abc import Iterator

from somei_cli.text.sources.docx.styles import attribute
from somei_cli.text.sources.nodes import Node, local
from somei_cli.text.sources.numerals import roman


class Notes:
    """Notes get their marks in the order in which the text calls them."""

    def __init__(self, footnotes: Node | None, endnotes: Node | None) -> None:
        """Take the roots of the two parts, or None where the document has none."""
        self._texts = {
            (local(note.tag), attribute(note, "id")): note
            for root in (footnotes, endnotes)
            if root is not None
            for note in root
        }
        self._marks: dict[tuple[str, str], str] = {}
        self._counts = {"footnote": 0, "endnote": 0}

    def called(self, reference: Node, run: Node) -> str:
        """The mark under which a run calls a note."""
        kind = local(reference.tag).removesuffix("Reference")
        key = kind, attribute(reference, "id")
        if attribute(reference, "customMarkFollows") in ("1", "true", "on"):
            self._marks[key] = "".join(part.text or "" for part in run if local(part.tag) == "t").strip()
        elif key not in self._marks:
            self._counts[kind] += 1
            self._marks[key] = roman(self._counts[kind]) if kind == "endnote" else str(self._counts[kind])
        return self._marks[key]

    def texts(self) -> Iterator[tuple[str, Node]]:
        """The mark and the text of every note that is called, footnotes first."""
        for kind in self._counts:
            for key, mark in self._marks.items():
                if key[0] == kind and key in self._texts:
                    yield mark, self._texts[key]
