"""The fields of the letterhead, but for the number."""

from collections.abc import Sequence

from somei_cli.model.markings import LIMITE, classification_in
from somei_cli.model.vocabulary import Vocabulary
from somei_cli.text.reading.entry.codes import read_codes
from somei_cli.text.reading.entry.draft import DraftEntry
from somei_cli.text.reading.entry.unread import find_unread_date
from somei_cli.text.reading.letterhead.councilmeetings import is_of_a_meeting
from somei_cli.text.reading.letterhead.letterhead import find_files, find_languages
from somei_cli.text.reading.letterhead.restrictions import find_restriction
from somei_cli.text.reading.letterhead.stamps import find_marking, find_stamp
from somei_cli.text.reading.markings.detection import FoundMarking, decide_marking
from somei_cli.text.reading.masthead import Masthead
from somei_cli.text.reading.scroll import Scroll


def read_letterhead(
    draft: DraftEntry, scroll: Scroll, head: Masthead, vocabulary: Vocabulary, markings: Sequence[FoundMarking]
) -> None:
    """Place, date, original languages, interinstitutional files, marking and subject codes."""
    text = scroll.text
    _read_place_and_date(draft, scroll, head)
    if languages := find_languages(text, head.start, head.end):
        draft.put("languages", languages[0], scroll.number(languages[1]), text[languages[1] : languages[2]])
    files = list(find_files(text, head.start, head.end))
    if files:
        unique = tuple(dict.fromkeys(f[0] for f in files))
        draft.put("interinstitutional_files", unique, scroll.number(files[0][1]), text[files[0][1] : files[-1][2]])
    _marking(draft, scroll, head, markings)
    read_codes(draft, scroll, head, vocabulary)


def _marking(draft: DraftEntry, scroll: Scroll, head: Masthead, markings: Sequence[FoundMarking]) -> None:
    """The highest marking of the file, or what seems to be one on the letterhead; beside LIMITE, a stamp of release."""
    text = scroll.text
    chosen, doubts = decide_marking(markings)
    if chosen:
        draft.put("marking", chosen.marking, chosen.line, chosen.words)
        draft.doubts += doubts
        if (chosen.marking == LIMITE) and (stamp := find_stamp(text, head.start, head.end)):
            words = " ".join(stamp[0].split())
            message = f"stamped {words}: enter the release as an access event"
            draft.remark("access", message, scroll.number(stamp.start()))
    elif public := find_marking(text, head.start, head.end):
        draft.put("marking", public[0], scroll.number(public[1]), str(public[0]))
    elif (meant := find_restriction(text, head.start, head.end)) and classification_in(str(meant[0])) is None:
        # A level that still stands here is one that the clerk says is only quoted.
        line = scroll.number(meant[1])
        draft.put("marking", meant[0], line, str(meant[0]))
        message = f"the words “{meant[0]}” are no marking of the Council's, and seem to restrict the document"
        draft.doubt("marking", message, line)


def _read_place_and_date(draft: DraftEntry, scroll: Scroll, head: Masthead) -> None:
    """Place and date; what looks like a date and is none is doubted, and its place kept."""
    text = scroll.text
    if place_date := head.place_date:
        words, line = text[place_date.start : place_date.end], scroll.number(place_date.start)
        if place_date.place:
            draft.put("place", place_date.place, line, words)
        if is_of_a_meeting(text, place_date):
            return
        if place_date.day:
            draft.put("date", place_date.day, line, words)
        else:
            draft.doubt("date", "what stands there is not one day", line, words)
    elif unread := find_unread_date(text, head.start, head.end):
        line = scroll.number(unread.start)
        if unread.place:
            draft.put("place", unread.place, line, f"{unread.place}, {unread.words}")
        draft.doubt("date", "what stands there is no date of the calendar", line, unread.words)
