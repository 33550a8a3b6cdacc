"""No rule stumbles: whatever a file may hold, every rule has an answer, and the answer has a place in the file."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from rules.builders import Case, agenda, entry_of, note
from strategies import documents, numbers

from somei_cli.model.document import Document, Meeting
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.settings import Settings

DAYS = st.one_of(st.sampled_from([date.min, date(2019, 12, 4), date.max]), st.dates())
BODIES = st.sampled_from(["GAC", "JHA", "COSI", "European Council"])
MEETINGS = st.tuples(BODIES, DAYS, DAYS).map(lambda held: Meeting(*held))
SETTINGS = (Settings(), Settings(complete=True, own_series=("ST",)), Settings(complete=True, review_months=1))


@given(st.lists(documents(meeting=MEETINGS, date=DAYS), max_size=3), DAYS, st.sampled_from(SETTINGS))
@settings(max_examples=60)
def test_every_rule_has_an_answer(held: list[Document], today: date, own: Settings) -> None:
    _answers(held, today, own)


@given(st.booleans(), numbers(), MEETINGS, DAYS, DAYS, st.sampled_from(SETTINGS))
@settings(max_examples=60)
def test_no_day_is_too_early_or_too_late(
    of_agenda: bool, number: DocumentNumber, meeting: Meeting, day: date, today: date, own: Settings
) -> None:
    build = agenda if of_agenda else note
    _answers([build(str(number), date=day, meeting=meeting)], today, own)


def _answers(held: list[Document], today: date, own: Settings) -> None:
    entries = [entry_of(document) for document in {document.number: document for document in held}.values()]
    report = Case(tuple(entries), own).check(today=today)
    lines = {str(entry.path): entry.text.count("\n") + 1 for entry in entries}
    assert report.unread == 0
    for finding in report.findings:
        assert 1 <= finding.line <= lines[finding.path]
        assert finding.message
        assert finding.hint
