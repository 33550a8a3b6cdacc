"""Questions about what an import reads in doubt, at a terminal: field by field, and file by file."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from somei_cli.actions.importing.read import ReadingOptions, with_answer
from somei_cli.actions.importing.register import ImportOptions, can_be_asked_about, make_answered_verdict
from somei_cli.commands.shared import questions
from somei_cli.commands.shared.typed_fields import FIELDS, assignment
from somei_cli.errors import Refused, SomeiError, WrongUsage
from somei_cli.model.document import Document
from somei_cli.model.importing.draft_entry import FileReading
from somei_cli.model.importing.import_decisions import ImportVerdict
from somei_cli.model.kept_doubts import doubted_key
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.line_breaks import fold_message
from somei_cli.render.output.streams import print_message, terminal_width
from somei_cli.render.views.imports import describe_file_in_doubt, describe_question


class _Answer(StrEnum):
    """What a person says of a field in doubt, or of its file; the first letter is enough."""

    KEEP = "keep"
    CHANGE = "change"
    EMPTY = "empty"
    SKIP = "skip"
    QUIT = "quit"


_OFFERS: Mapping[_Answer, str] = {
    _Answer.KEEP: "[k]eep it, with the doubt",
    _Answer.CHANGE: "[c]hange it",
    _Answer.EMPTY: "leave it [e]mpty",
    _Answer.SKIP: "[s]kip the file",
    _Answer.QUIT: "[q]uit asking",
}
_REQUIRED = frozenset({"number", "subject", "source"})
"""The keys of fields that cannot be left empty."""


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
    question = fold_message(", ".join(_OFFERS[offer] for offer in offers) + "?", terminal_width() - 2)
    while True:
        answer = _read_answer(questions.ask_line(question), offers)
        try:
            if answer in {_Answer.SKIP, _Answer.QUIT}:
                raise _Left(answer)
            if answer is _Answer.KEEP:
                return reading
            if answer is _Answer.EMPTY:
                return with_answer(reading, _empty_values(key), wishes)
            if answer is _Answer.CHANGE:
                return with_answer(reading, _ask_value(_typed_word(key)), wishes)
            print_message("Type one of the letters in brackets.")
        except SomeiError as refusal:
            print_message(str(refusal))
            if refusal.hint:
                print_message(f"hint: {refusal.hint}")


def _offers(reading: FileReading, key: str, *, may_quit: bool) -> list[_Answer]:
    """Return what may be answered: nothing is kept of a number or a subject that was not found."""
    left_out = {
        _Answer.KEEP: key in reading.missing,
        _Answer.CHANGE: _typed_word(key) not in FIELDS,
        _Answer.EMPTY: key in _REQUIRED,
        _Answer.QUIT: not may_quit,
    }
    return [answer for answer in _Answer if not left_out.get(answer, False)]


def _read_answer(typed: str, offers: Sequence[_Answer]) -> _Answer | None:
    word = typed.casefold()
    return next((offer for offer in offers if word and offer.startswith(word)), None)


def _ask_value(word: str) -> dict[str, Any]:
    """Ask for the value of a field; return it by its attribute.

    Raises:
        WrongUsage: if it does not fit the field.
    """
    typed = questions.ask_line(f"{word} =")
    if not typed:
        raise WrongUsage("Nothing was typed.")
    if word == "number" and typed.casefold() == "next":
        raise WrongUsage("A number is given out to the whole import.", "Use: --set number=next")
    attribute, value = assignment(f"{word}={typed}")
    return {attribute: value}


def _typed_word(key: str) -> str:
    """Return the word by which the value in doubt of a field is typed; of a meeting its day is in doubt."""
    return "on" if key == "meeting" else key


def _empty_values(key: str) -> dict[str, Any]:
    if key == "meeting":
        return {"meeting.start": None, "meeting.end": None}
    attribute, _ = FIELDS.get(key, (key, None))
    return {attribute: Document.__dataclass_fields__[attribute].default}
