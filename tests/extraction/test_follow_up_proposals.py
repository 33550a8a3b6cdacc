"""What a text promises by a time: the words, the day, who, and what is no promise."""

from datetime import date

import pytest
from conftest import SAMPLE

from somei_cli.extraction.entry import read_document
from somei_cli.extraction.follow_ups.proposals import add_lines, propose_follow_ups, split_sentences
from somei_cli.extraction.sources.readers import read_text
from somei_cli.formats.toml import vocabulary
from somei_cli.formats.toml.holidays_and_presidencies import PRESIDENCIES_FILE, load_presidencies
from somei_cli.model.document import Document
from somei_cli.model.followup.proposals import Proposal, mark_recorded, reference_day, with_new_proposals
from somei_cli.model.importing.draft_entry import SourceText
from somei_cli.model.items_and_follow_ups import FollowUp, Item
from somei_cli.store.disk.packaged_data import read_data_text, read_vocabulary_texts

WORDS = vocabulary.load(read_vocabulary_texts())
TABLE = load_presidencies(read_data_text(PRESIDENCIES_FILE))
MEETING = date(2019, 12, 4)


def _proposed(summary: str, day: date | None = MEETING) -> tuple[Proposal, ...]:
    return propose_follow_ups([Item("Title", number="2", summary=summary)], day, WORDS, TABLE)


def _only(summary: str, day: date | None = MEETING) -> Proposal:
    (one,) = _proposed(summary, day)
    return one


def _sample() -> Document:
    text = SourceText(read_text(SAMPLE.read_text(encoding="utf-8"), SAMPLE.name))
    return Document(**read_document(text, WORDS).fields)  # type: ignore[arg-type]


# ---- the sample


def test_the_sample_promises_three_things_and_nothing_else() -> None:
    document = _sample()

    found = propose_follow_ups(document.items, reference_day(document), WORDS, TABLE)

    assert [(one.item, one.who, one.what, one.due, one.due_as_said) for one in found] == [
        (
            "2",
            "Eurojust",
            "Send a 2nd questionnaire to collect feedback on the use of this information in national court proceedings",
            date(2020, 1, 31),
            "by the end of January 2020",
        ),
        (
            "6",
            "Commission",
            "The mandate could be presented",
            date(2020, 6, 30),
            "by the end of the Croatian Presidency",
        ),
        ("6", None, "The state of play will be revisited", None, "at the next SOMEI"),
    ]


# ---- the day


@pytest.mark.parametrize(
    ("time", "due"),
    [
        ("by the end of January 2020", date(2020, 1, 31)),
        ("by end January", date(2020, 1, 31)),
        ("by end-2020", date(2020, 12, 31)),
        ("by the end of the year", date(2019, 12, 31)),
        ("by the end of next year", date(2020, 12, 31)),
        ("by 15 March 2021", date(2021, 3, 15)),
        ("by 15 March", date(2020, 3, 15)),
        ("by 15/03/2021", date(2021, 3, 15)),
        ("no later than Friday, 31 January 2020", date(2020, 1, 31)),
        ("by 31 January 2020 at the latest", date(2020, 1, 31)),
        ("before 1 February 2020", date(2020, 1, 31)),
        ("before the end of February 2020", date(2020, 2, 29)),
        ("by 15 March next year", date(2020, 3, 15)),
        ("by May next year", date(2020, 5, 31)),
        ("by the year 2021", date(2021, 12, 31)),
        ("by mid-2021", date(2021, 6, 30)),
        ("by mid-January", date(2020, 1, 15)),
        ("in the first half of 2020", date(2020, 6, 30)),
        ("in the second semester of 2020", date(2020, 12, 31)),
        ("by the end of the last quarter of 2020", date(2020, 12, 31)),
        ("in Q1 2020", date(2020, 3, 31)),
        ("in May 2020", date(2020, 5, 31)),
        ("by 2021", date(2021, 12, 31)),
        ("within three months", date(2020, 3, 4)),
        ("in two weeks", date(2019, 12, 18)),
        ("by the end of the Croatian Presidency", date(2020, 6, 30)),
        ("under the incoming Presidency", date(2020, 6, 30)),
        ("under the incoming HR Presidency", date(2020, 6, 30)),
        ("under the German Presidency", date(2020, 12, 31)),
        ("during the Presidency of Portugal", date(2021, 6, 30)),
        ("by the end of the current Presidency", date(2019, 12, 31)),
        ("in its next meeting on 4 May", date(2020, 5, 4)),
        ("at the COSI meeting on 20 and 21 February 2020", date(2020, 2, 21)),
        ("at the next meeting in May 2020", date(2020, 5, 31)),
        ("at the next meeting in May", date(2020, 5, 31)),
        ("at the next SOMEI", None),
        ("at the next meeting", None),
        ("at the next JHA Council", None),
        ("for the next meeting of COSI", None),
        ("before the summer break", None),
        ("in early 2020", None),
        ("by the end of its mandate", None),
        ("under its Presidency", None),
        ("by 4 November", None),  # said in December, that may be the last one as well
        ("under the incoming German Presidency", None),  # the two disagree: nobody knows which is meant
        ("within three months of the adoption", None),
    ],
)
def test_the_last_day_that_the_words_leave(time: str, due: date | None) -> None:
    one = _only(f"Europol will report {time}.")

    assert (one.due, one.due_as_said, one.what) == (due, time, "Report")


@pytest.mark.parametrize(
    "time", ["by the end of January", "by 15 March", "within three months", "by the end of the year"]
)
def test_without_a_day_to_reckon_from_there_is_none(time: str) -> None:
    assert _only(f"Europol will report {time}.", None).due is None


def test_a_whole_date_needs_no_day_to_reckon_from() -> None:
    assert _only("Europol will report by the end of January 2020.", None).due == date(2020, 1, 31)


def test_the_last_of_a_month_stays_in_the_month() -> None:
    assert _only("Europol will report within three months.", date(2019, 11, 30)).due == date(2020, 2, 29)


# ---- what is no promise


@pytest.mark.parametrize(
    "sentence",
    [
        "The report was presented by the end of 2020.",
        "The report was presented at the last meeting.",
        "Europol will recall the report that was presented by the end of January 2020.",
        "The Commission will build on what was agreed by the end of 2018.",
        "It will not be possible to finalise the work by the end of 2020.",
        "The report could not be ready by the end of 2020.",
        "The Commission asked whether the report would be ready by March 2020.",
        "If the agreement is signed by June 2020, the Commission will report to the Council.",
        "Will the Commission present its report by June 2020?",
        "The deadline could have been met by the end of January 2020.",
        "The Regulation will enter into force in January 2021.",
        "The paper will be presented by the incoming Presidency.",
        "The number of entries will rise by two months.",
        "The database should grow by 2020 entries.",
        "The strategy covers actions to be completed by 2025.",
        "Work should have begun under the Romanian Presidency.",
        "Work will build on the seminar held under the Romanian Presidency.",
        "At its next meeting, CATS was informed of the results.",
        "The Priorities under the incoming Croatian Presidency were presented.",
        "The Commission will present a draft mandate to the Council.",
        "The opinion will follow in due course.",
        "The work would go on as agreed at the COSI meeting on 4 November.",
        "The work would go on as agreed at the COSI meeting in March.",
        "Interpol will look at new threats in the next phase.",
    ],
)
def test_nothing_is_invented(sentence: str) -> None:
    assert _proposed(sentence) == ()


# ---- who and what


@pytest.mark.parametrize(
    ("sentence", "who", "what"),
    [
        ("Delegations are invited to send comments by 15 March 2021.", "Delegations", "Send comments"),
        ("The Presidency invited Member States to reply by 10 January 2020.", "Member States", "Reply"),
        ("The Chair asked experts to reply by 10 January 2020.", None, "The Chair asked experts to reply"),
        ("Delegations have until 15 January 2020 to comment.", "Delegations", "Comment"),
        ("By the end of January 2020, Eurojust will send a note.", "Eurojust", "Send a note"),
        ("Europol and Frontex will send a note by June 2020.", "Europol and Frontex", "Send a note"),
        ("In close contact with Europol and Frontex will follow a note by June 2020.", None, None),
        ("The Commission, together with Europol, will send a note by June 2020.", "Commission", "Send a note"),
        ("The Commission said that it would send a note by June 2020.", "Commission", "Send a note"),
        ("Interpol gave an update and will do so again at the next meeting.", "Interpol", "Do so again"),
        ("It was agreed that COSI would return to it by June 2020.", "COSI", "Return to it"),
        ("Europol will be informed by the end of January 2020.", "Europol", "Europol will be informed"),
        ("The note will be sent by the EEAS by June 2020.", "EEAS", "The note will be sent by the EEAS"),
        ("The incoming HR Presidency intends to meet again by June 2020.", "incoming HR Presidency", "Meet again"),
        ("Frontex to send a note by March 2020.", "Frontex", "Send a note"),
        ("Written comments to be sent by 15 January 2020.", None, "Written comments to be sent"),
        ("The Council took note that others would reply by June 2020.", None, "Others would reply"),
        ("The Commission proposal will be discussed by June 2020.", None, "The Commission proposal will be discussed"),
        (
            "The item would be on the agenda of the next meeting.",
            None,
            "The item would be on the agenda of the next meeting",
        ),
    ],
)
def test_who_promises_what(sentence: str, who: str | None, what: str | None) -> None:
    one = _only(sentence)

    assert one.who == who
    assert what in {None, one.what}


def test_what_is_short() -> None:
    one = _only(f"Europol will report {'on drugs and arms ' * 20}by June 2020.")

    assert len(one.what) <= 200
    assert one.what.endswith("…")


def test_points_of_a_list_are_read_with_their_introduction() -> None:
    first, second = _proposed("Delegations are invited to:\n- send comments by 15 March 2020;\n- reply by mid-2020.")

    assert (first.who, first.what, second.what) == ("Delegations", "Send comments", "Reply")


def test_sentences_end_at_full_stops_that_are_none_of_an_abbreviation() -> None:
    text = "Tools, e.g. SIS,\nare used. A second one.\n\n- a point\n- another"

    assert list(split_sentences(text)) == ["Tools, e.g. SIS, are used.", "A second one.", "a point", "another"]


# ---- lines


def test_a_sentence_is_found_again_over_the_ends_of_lines() -> None:
    text = "1. Drugs\nEuropol came. Europol will\nreport by June 2020. It will\nreport again by May 2021.\n2. Arms\n"
    summary = " ".join(text.splitlines()[1:4])
    found = propose_follow_ups([Item("Drugs", number="1", summary=summary)], MEETING, WORDS, TABLE)

    assert [one.line for one in add_lines(found, read_text(text), {"1": 1, "2": 5})] == [2, 3]


def test_what_is_not_found_stands_at_its_item() -> None:
    (one,) = add_lines([Proposal("W", "by May", "S by May", item="2")], read_text("a\nb\nc"), {"1": 1, "2": 2})

    assert one.line == 2


# ---- taking them into items


def test_what_an_item_holds_is_known_and_not_taken_twice() -> None:
    document = _sample()
    found = propose_follow_ups(document.items, reference_day(document), WORDS, TABLE)

    taken = with_new_proposals(document, found)

    item = taken.item("2")
    assert item is not None
    assert item.follow_ups == (found[0].follow_up,)
    assert with_new_proposals(taken, found) == taken
    assert all(one.is_recorded for one in mark_recorded(found, taken))
    assert taken.item("1") == document.item("1")


def test_of_two_with_the_same_time_the_one_that_is_held_is_known() -> None:
    found = _proposed("Europol will report at the next meeting. Frontex will reply at the next meeting.")

    def known(*held: str) -> list[bool]:
        promises = tuple(FollowUp(what, due_as_said="at the  next meeting") for what in held)
        document = Document(_sample().number, items=(Item("Title", number="2", follow_ups=promises),))
        return [one.is_recorded for one in mark_recorded(found, document)]

    assert known() == [False, False]
    assert known("Reply") == [False, True]
    assert known("In other words") == [True, False]
    assert known("In other words", "Reply") == [True, True]
