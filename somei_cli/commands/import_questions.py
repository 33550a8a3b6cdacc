"""Questions about what an import reads in doubt, at a terminal: field by field, and file by file."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from somei_cli.actions.importing.read import ReadingOptions, with_answer, with_confirmed_field
from somei_cli.actions.importing.register import ImportOptions, can_be_asked_about, make_answered_verdict
from somei_cli.commands.shared import params, questions
from somei_cli.commands.shared.typed_fields import FIELDS, LIST_WORDS, assignment
from somei_cli.errors import Refused, SomeiError, WrongUsage
from somei_cli.model.document import Document
from somei_cli.model.importing.draft_entry import Doubt, FileReading, with_typed_item
from somei_cli.model.importing.import_decisions import ImportVerdict
from somei_cli.model.kept_doubts import doubted_key
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.line_breaks import fold_message
from somei_cli.render.output.streams import print_message, terminal_width
from somei_cli.render.views.imports import describe_file_in_doubt, describe_question, is_read


class _Answer(StrEnum):
    """What a person says of a field in doubt, or of its file; the first letter is enough."""

    RIGHT = "right"
    TYPE = "type"
    LATER = "later"
    SKIP = "skip"
    QUIT = "quit"


_OFFERS: Mapping[_Answer, str] = {
    _Answer.RIGHT: "[r]ight",
    _Answer.TYPE: "[t]ype",
    _Answer.LATER: "[l]ater (the doubt stays)",
    _Answer.SKIP: "[s]kip the file",
    _Answer.QUIT: "[q]uit asking",
}
_REQUIRED = frozenset({"number", "subject", "source"})
"""The keys of fields that cannot be left empty."""
_ITEMS = "items"
# 7. Any other business
_TYPED_ITEM = re.compile(r"(?:(?P<number>[0-9]{1,3}(?: ?(?:bis|ter|quater))?|[IVXL]{1,6})[.)]\s*)?(?P<title>\S.*)")


class _Left(Exception):
    """A file is left out, or all files that were not asked about."""

    def __init__(self, answer: _Answer) -> None:
        super().__init__(answer)
        self.answer = answer


def ask_about_file(verdict: ImportVerdict, wishes: ReadingOptions) -> ImportVerdict:
    """Ask about each field in doubt of a file; return the verdict after it, unchanged if the file is skipped.

    Raises:
        Refused: if the terminal ends before all is answered.
    """
    try:
        return make_answered_verdict(_ask(verdict.file_reading, wishes, may_quit=False))
    except _Left:
        return verdict


def ask_about_files(
    verdicts: Sequence[ImportVerdict], wishes: ReadingOptions, options: ImportOptions
) -> list[ImportVerdict]:
    """Ask about the files in doubt, one after the other; return all verdicts after it.

    A file that is skipped is left out. To quit leaves out that file and all others in doubt that come after it.

    Raises:
        Refused: if the terminal ends before all is answered.
    """
    answered = list(verdicts)
    doubtful = [place for place, verdict in enumerate(verdicts) if can_be_asked_about(verdict, options, alone=False)]
    for ordinal, place in enumerate(doubtful, start=1):
        reading = verdicts[place].file_reading
        print_message(describe_file_in_doubt(reading, ordinal, len(doubtful)))
        try:
            answered[place] = make_answered_verdict(_ask(reading, wishes, may_quit=True))
        except _Left as left:
            if left.answer is _Answer.QUIT:
                left_out = pluralise(len(doubtful) - ordinal + 1, "file")
                print_message(f"{left_out} in doubt left out; the others are registered.")
                break
    return answered


def _ask(reading: FileReading, wishes: ReadingOptions, *, may_quit: bool) -> FileReading:
    """Return a reading after each of its fields in doubt was asked about.

    Raises:
        _Left: if the file is left out.
        Refused: if the terminal ends.
    """
    try:
        for key in dict.fromkeys(doubted_key(doubt.field) for doubt in reading.doubts):
            reading = _ask_about_field(reading, key, wishes, may_quit=may_quit)
    except EOFError:
        raise Refused("Not all questions were answered; nothing was registered.") from None
    return reading


def _ask_about_field(reading: FileReading, key: str, wishes: ReadingOptions, *, may_quit: bool) -> FileReading:
    for line in describe_question(key, reading):
        print_message(line)
    offers = _offers(reading, key, may_quit=may_quit)
    question = fold_message(f"{' · '.join(offers.values())}?", terminal_width() - 2)
    while True:
        answer = _read_answer(questions.ask_line(question), list(offers))
        try:
            if answer in {_Answer.SKIP, _Answer.QUIT}:
                raise _Left(answer)
            if answer is _Answer.RIGHT:
                return with_confirmed_field(reading, key)
            if answer is _Answer.LATER:
                return reading
            if answer is _Answer.TYPE:
                values = _ask_items(reading) if key == _ITEMS else _ask_value(reading, key)
                return with_answer(reading, values, wishes)
            print_message("Type one of the letters in brackets.")
        except SomeiError as refusal:
            print_message(str(refusal))
            if refusal.hint:
                print_message(f"hint: {refusal.hint}")


def _offers(reading: FileReading, key: str, *, may_quit: bool) -> dict[_Answer, str]:
    """Return what may be answered, in words: a number or a subject that was not found is never right, nor left."""
    left_out = {
        _Answer.RIGHT: key in reading.missing,
        _Answer.TYPE: key != _ITEMS and _typed_word(reading, key) not in FIELDS,
        _Answer.LATER: key in reading.missing,
        _Answer.QUIT: not may_quit,
    }
    offers = {answer: _OFFERS[answer] for answer in _Answer if not left_out.get(answer, False)}
    if _Answer.RIGHT in offers and key != "source" and not is_read(reading, key):
        is_list = key == _ITEMS or key in LIST_WORDS
        offers[_Answer.RIGHT] += ", there are none" if is_list else ", there is none"
    if _Answer.TYPE in offers and (proposals := _proposals(reading, key)):
        offers[_Answer.TYPE] += f" [{', '.join(doubt.proposal for doubt in proposals)}]"
    elif key == _ITEMS:
        offers[_Answer.TYPE] += " them"
    return offers


def _proposals(reading: FileReading, key: str) -> list[Doubt]:
    """Return the doubts about a field if each of them proposes a value."""
    doubts = [doubt for doubt in reading.doubts if doubted_key(doubt.field) == key]
    return doubts if all(doubt.proposal for doubt in doubts) else []


def _read_answer(typed: str, offers: Sequence[_Answer]) -> _Answer | None:
    word = typed.casefold()
    return next((offer for offer in offers if word and offer.startswith(word)), None)


def _ask_value(reading: FileReading, key: str) -> dict[str, Any]:
    """Ask for the value of a field; return it by its attribute.

    Raises:
        WrongUsage: if it does not fit the field.
    """
    word = _typed_word(reading, key)
    proposal = next((doubt.proposal for doubt in _proposals(reading, key)), "")
    if not proposal and key not in _REQUIRED:
        typed = questions.ask_line(f"{word} (Enter: leave it empty) =")
        if not typed:
            return _empty_values(key)
    else:
        typed = questions.ask_line(f"{word} ={f' [{proposal}]' if proposal else ''}") or proposal
    if not typed:
        raise WrongUsage("Nothing was typed.")
    if word == "number" and typed.casefold() == "next":
        raise WrongUsage("A number is given out to the whole import.", "Use: --set number=next")
    attribute, value = assignment(f"{word}={typed}")
    return {attribute: value}


def _ask_items(reading: FileReading) -> dict[str, Any]:
    """Ask for the numbers that items lost, if that is all that is in doubt, else for items, one a line.

    Raises:
        WrongUsage: if nothing is typed, or what is no item.
    """
    items = reading.draft.items if reading.draft else ()
    for doubt in (proposals := _proposals(reading, _ITEMS)):
        if doubt.item is not None:
            item = items[doubt.item]
            typed = questions.ask_line(f"the number of “{item.title}” = [{doubt.proposal}]") or doubt.proposal
            items = (*items[: doubt.item], item._replace(number=params.line(typed)), *items[doubt.item + 1 :])
    if proposals:
        return {_ITEMS: items}
    in_place = " It takes the place of the item with its number." if items else ""
    print_message(f"One item a line, as: 7. Any other business.{in_place} An empty line ends.")
    before = items
    while typed := questions.ask_line("item ="):
        match = _TYPED_ITEM.fullmatch(params.line(typed))
        if match is None:
            raise WrongUsage(f"“{typed}” is no item.")
        items = with_typed_item(items, match["number"], match["title"])
    if items == before:
        raise WrongUsage("Nothing was typed.")
    return {_ITEMS: items}


def _typed_word(reading: FileReading, key: str) -> str:
    """Return the word by which the value in doubt of a field is typed; of a meeting its body is, or its day."""
    if key != "meeting":
        return key
    doubted = {doubt.field for doubt in reading.doubts if doubted_key(doubt.field) == key}
    return "body" if doubted == {"body"} else "on"


def _empty_values(key: str) -> dict[str, Any]:
    if key == "meeting":
        return {"meeting.start": None, "meeting.end": None}
    attribute, _ = FIELDS.get(key, (key, None))
    return {attribute: Document.__dataclass_fields__[attribute].default}
