"""Emphasis stays on the letters that it was put on, however a text is folded."""

from hypothesis import given
from hypothesis import strategies as st

from somei_cli.render.output.table import fold_lines, spans_by_line


@given(st.text("ab– •é[:#", max_size=60), st.integers(4, 30), st.data())
def test_folding_moves_emphasis_with_its_letters(text: str, width: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    lines = fold_lines(text, width)
    spans = spans_by_line(text, [(start, end)], lines)

    told = "".join(line[a:b] for line, runs in zip(lines, spans, strict=True) for a, b in runs)
    assert told == text[start:end].replace(" ", "")
