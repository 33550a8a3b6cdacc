"""Slips of the hand: a text with a few signs, words or lines put in, left out or exchanged."""

from hypothesis import strategies as st

WORDS = (
    *(
        "",
        " ",
        "  ",
        "\t",
        "\u00a0",
        "\n",
        "\r\n",
        "\r",
        "\\n",
        "\\t",
        "\\u200b",
        "\\u0415",
        "'",
        '"',
        '"""',
        "'''",
        "\\",
    ),
    *("1O1", "2l9", "&amp;", "Ã©", "â€™", "\u00ad", "\ufffd", "\ue000", "e\u0301", "\u0415", "\uff11", "\u200b", "EΕE"),
    *("é", "—", "# x\n", "[", "]", "[[", "]]", ".", ",", "=", " = ", "0", "-", "true", "false", "{}", "[]"),
)
LINES = (
    *('status = "issued"', 'status = "void"', "possible = false", 'state = "open"', "languages = []", 'type = ""', ""),
    *("[meeting]", "[agenda]", "[[items]]", "[[items.subitems]]", "[[items.follow_ups]]", "[[references]]", "[waive]"),
    *(
        'title = "x"',
        'title = "x\\ty"',
        "date = 2019-12-04",
        "date = 2019-12-04T00:00:00",
        'number = "1/19"',
        "later = 1",
    ),
    *('subject_codes = ["COSI 1"]', 'note = """\na\nb"""', 'note = """\na"""', "note = '''\na\nb'''", 'kind = "cites"'),
)


@st.composite
def slipped(draw: st.DrawFn, texts: st.SearchStrategy[str], most: int = 3) -> str:
    """One of the texts with up to so many slips."""
    text = draw(texts)
    for _ in range(draw(st.integers(0, most))):
        if draw(st.booleans()):
            lines = text.split("\n")
            at, past = sorted(draw(st.integers(0, len(lines))) for _ in range(2))
            moved = lines[at : min(past, at + 2)]
            lines[at : min(past, at + 2)] = draw(st.sampled_from([[], moved[::-1], [*moved, *moved]]))
            lines.insert(draw(st.integers(0, len(lines))), draw(st.sampled_from(LINES)))
            text = "\n".join(lines)
        else:
            at, length = draw(st.integers(0, len(text))), draw(st.integers(0, 3))
            word = draw(st.one_of(st.sampled_from(WORDS), st.characters(exclude_categories=["Cs"])))
            text = text[:at] + word + text[at + length :]
    return text
