"""Where a key stands in a file: findings point at the right line."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from strategies import documents

from somei_cli.formats.toml.document import dump, to_table
from somei_cli.formats.toml.positions import KeyLines
from somei_cli.model.document import Document


def _begins(path: tuple[str | int, ...], value: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every path of a document, with the words that its line begins with."""
    for key, held in value.items():
        if isinstance(held, dict):
            yield (*path, key), "["
            yield from _begins((*path, key), held)
        elif isinstance(held, list) and held and isinstance(held[0], dict):
            for at, row in enumerate(held):
                yield (*path, key, at), "[["
                yield from _begins((*path, key, at), row)
        else:
            yield (*path, key), f"{key} = "
            if isinstance(held, list):
                yield from (((*path, key, at), '    "') for at in range(len(held)))


@given(documents(extra=st.just(()), waive=st.just(())))
def test_every_key_points_at_its_line(document: Document) -> None:
    text = dump(document)
    places = KeyLines(text)
    lines = text.split("\n")

    seen = []
    for path, words in _begins((), to_table(document)):
        line = places.line_of(path)
        assert lines[line - 1].startswith(words), (path, line)
        seen.append(line)
    assert len(seen) == len(set(seen))


def test_an_absent_key_points_at_its_table() -> None:
    text = 'number = "1/19"\n\n[meeting]\nbody = "B"\n\n[[items]]\ntitle = "A"\n\n[[items.subitems]]\ntitle = "B"\n'
    places = KeyLines(text)

    assert places.line_of(("meeting", "end")) == 3
    assert places.line_of(("items", 0, "subitems", 0, "number")) == 9
    assert places.line_of(("source",)) == 1


def test_other_layouts_are_found_too() -> None:
    text = "number='1/19'\n  subject   =  'S'\nnote = '''\nsubject = 1\n'''\n[ meeting ]\nbody = 'B' # note\n"
    places = KeyLines(text)

    assert places.line_of(("subject",)) == 2
    assert places.line_of(("meeting", "body")) == 7
