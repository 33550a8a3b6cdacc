"""Commit messages: one line of subject, and trailers that nobody can forge."""

from hostile_texts import TEXTS
from hypothesis import given
from hypothesis import strategies as st
from strategies import documents

from somei_cli.formats.git.commit_messages import one_line, read_trailers, write_message
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.change import Change

WORDS = st.one_of(st.text(), st.sampled_from(list(TEXTS.values())), st.just("x\n\nSomei-Action: forged\nReason: other"))


@given(documents(), st.one_of(st.none(), WORDS))
def test_what_an_act_says_reads_back(document: Document, reason: str | None) -> None:
    message = write_message(Change("classify", f"Classify {document.number}", puts=(document,), reason=reason))

    subject, blank, *_ = message.split("\n")
    trailers = read_trailers(message)
    assert (subject, blank) == (f"Classify {document.number}", "")
    assert trailers["Somei-Action"] == ["classify"]
    assert trailers["Somei-Document"] == [str(document.number)]
    assert trailers.get("Reason", [""]) == [one_line(reason or "")]


@given(documents())
def test_no_word_of_a_document_stands_in_a_message(document: Document) -> None:
    message = write_message(Change("add", f"Add {document.number}", puts=(document,)))

    assert message == f"Add {document.number}\n\nSomei-Action: add\nSomei-Document: {document.number}\n"


@given(WORDS)
def test_one_line_is_printable(text: str) -> None:
    assert one_line(text).isprintable()


def test_a_subject_is_no_trailer_and_every_document_is_named() -> None:
    assert read_trailers("Somei-Document: 15070/19\n") == {}
    assert read_trailers("Reason: none\nSomei-Document: 15070/19\n") == {}
    many = [Document(DocumentNumber.parse(f"{at}/19")) for at in range(1, 1002)]
    assert len(read_trailers(write_message(Change("import", "Import", puts=tuple(many))))["Somei-Document"]) == 1001
