"""Several pieces of the importer that read the same field."""

import pytest

from somei_cli.extraction.draft_entry import DraftEntry
from somei_cli.extraction.entry import read_main_text
from somei_cli.extraction.joined_lines import NumberedText
from somei_cli.extraction.masthead import choose_masthead, find_mastheads
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.references import ExternalReference, OutsideKind, OutsideReference, Reference
from somei_cli.model.register.vocabulary import Vocabulary

MAIN_TEXT = "NOTE\nFrom: Presidency\nTo: Delegations\nSubject: Lamps\n\nThe keepers recall 11700/09 and case C-111/17."
LAMP_FILE = ExternalReference(OutsideKind.COMMISSION, "COM(2018) 302 final")


@pytest.mark.xfail(strict=True, reason="the main text replaces what the letterhead refers to")
def test_references_of_the_letterhead_stay_when_the_main_text_has_its_own(vocabulary: Vocabulary) -> None:
    source = NumberedText.of([Line(words, number) for number, words in enumerate(MAIN_TEXT.split("\n"), 1)])
    copies = choose_masthead(find_mastheads(source.text, vocabulary), source.text)
    draft = DraftEntry()
    draft.set_field("references", (Reference(DocumentNumber.parse("6901/18")),), 1, "6901/18")
    draft.set_field("outside_references", (OutsideReference(LAMP_FILE),), 1, "COM(2018) 302 final")

    read_main_text(draft, source, copies, vocabulary, None)

    assert [str(reference.to) for reference in draft.fields["references"]] == ["6901/18", "11700/09"]
    assert [str(reference.to) for reference in draft.fields["outside_references"]] == [
        "COM(2018) 302 final",
        "C-111/17",
    ]
