"""Comments of a file by hand: found to be kept."""

from hypothesis import given
from hypothesis import strategies as st
from strategies import documents, prose

from somei_cli.formats.toml.comments import find_comments
from somei_cli.formats.toml.document import dump
from somei_cli.model.document import Document


@given(documents(extra=st.just(())), st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_a_comment_at_the_end_is_found(document: Document, words: str) -> None:
    assert find_comments(f"{dump(document)}# {words}\n") == (words,)


@given(prose())
def test_a_number_sign_inside_a_text_is_none(text: str) -> None:
    from tomli_w import dumps

    assert find_comments(dumps({"note": f"# {text} #", "list": [text, "#"]}, multiline_strings="\r" not in text)) == ()


def test_comments_stand_in_order() -> None:
    text = "# one\nnumber = '1/19' # two # and more\nnote = '''\n# none\n''' #three\nsubject = \"#\\\"#\"\n#\n"

    assert find_comments(text) == ("one", "two # and more", "three")
