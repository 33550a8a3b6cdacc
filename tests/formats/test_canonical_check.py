"""What is taken for canonical at sight is what writing it again would give."""

from conftest import EVERYTHING
from extraction.typing_slips import slipped
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import documents

from somei_cli.formats.toml.canonical_check import is_surely_canonical
from somei_cli.formats.toml.document import dump, load

EVERYDAY = """\
number = "14860/1/18 REV 1"
type = "'I/A' ITEM NOTE"
subject = "The \\"once only\\" principle, C:\\\\ and Ελλάδα"
date = 2019-12-04
languages = [
    "en",
]
marking = "LIMITE"
subject_codes = [
    "COSI 254",
    "JAI",
]
note = \"\"\"
a
b\"\"\"

[meeting]
body = "SOMEI"
start = 2019-12-04

[[references]]
to = "13735/19"
kind = "agenda"
item = "1"

[[references]]
to = "13736/19"
kind = "cites"

[[items]]
number = "1"
title = "A"
possible = true
documents = [
    "1/19",
]

[[items.subitems]]
title = "B"

[[items.subitems.follow_ups]]
what = "x"
due = 2020-01-01
state = "done"

[[items.follow_ups]]
what = "y"

[[items.follow_ups.moved]]
on = 2020-01-01
from = 2019-12-31

[[items]]
title = "C"
"""


def test_everyday_files_are_told_at_sight() -> None:
    assert is_surely_canonical(EVERYDAY)
    assert is_surely_canonical('number = "1/19"\n')


@given(slipped(st.one_of(st.just(EVERYDAY), documents(extra=st.just(()), waive=st.just(())).map(dump))))
@settings(max_examples=500 if EVERYTHING else 150)
def test_nothing_else_is_taken_for_canonical(text: str) -> None:
    document = load(text).document
    if document is not None and is_surely_canonical(text):
        assert dump(document) == text


def test_what_is_never_written_is_no_canonical_form() -> None:
    for line in ('status = "issued"\n', "languages = []\n", 'subject = "a\\tb"\n', "later = 1\n", 'note = """\na"""\n'):
        assert not is_surely_canonical('number = "1/19"\n' + line)
    for text in ("", "\n", 'number = "1/19"', 'number = "1/19"\n\n', 'subject = "x"\nnumber = "1/19"\n', "# a\n"):
        assert not is_surely_canonical(text)
    assert not is_surely_canonical('number = "1/19"\n\n[[items]]\ntitle = "A"\n\n[meeting]\nbody = "B"\n')
