"""somei resolve on a terminal: a clerk decides field by field, and everything is written at the end."""

from somei_cli.actions.conflict_questions import ConflictAnswers, ConflictSession, list_sync_questions
from somei_cli.commands.shared import questions
from somei_cli.commands.shared.typed_fields import read_conflict_value
from somei_cli.errors import Interrupted, SomeiError
from somei_cli.model.document_edits import DocumentEdits
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.merge import Conflict, Decisions, FieldQuestion, MergeSide, ResolvedFile
from somei_cli.model.register.sync import StuckCommit
from somei_cli.render.output.streams import print_messages
from somei_cli.render.views.sync import (
    describe_lowering,
    describe_question,
    describe_sides,
    describe_sides_of_sync,
)
from somei_cli.store.register.register import Register

_SIDES = {"o": MergeSide.OURS, "ours": MergeSide.OURS, "t": MergeSide.THEIRS, "theirs": MergeSide.THEIRS}
_EDIT = ("e", "edit")
_SKIP = ("", "s", "skip")


def resolve_by_asking(conflicts: ConflictSession) -> tuple[ResolvedFile, ...]:
    """Ask about each field in conflict; then write the documents of which all fields are decided.

    Raises:
        Interrupted: if the clerk stops; nothing was written.
    """
    answers: dict[DocumentNumber, ConflictAnswers] = {}
    try:
        for number, field_questions in conflicts.questions():
            if not answers:
                print_messages(describe_sides(is_rebasing=conflicts.is_rebasing))
            answers[number] = _ask_about_document(conflicts, number, field_questions)
    except Interrupted as stop:
        raise Interrupted(stop.signal, "Nothing was written, and no answer is kept.") from stop
    return conflicts.write(answers)


def ask_about_stuck_commit(register: Register, stuck: StuckCommit, decisions: Decisions) -> Decisions | None:
    """Ask about the fields that stopped a sync; return the decisions with the answers, None if one is left open.

    Raises:
        Interrupted: if the clerk stops; nothing was sent.
    """
    field_questions = list_sync_questions(register, stuck, decisions)
    answers = ConflictAnswers({})
    try:
        if field_questions:
            print_messages(describe_sides_of_sync())
        for place, question in enumerate(field_questions, start=1):
            print_messages(describe_question(stuck.number, question, place, len(field_questions)))
            answers = _ask_about_field(None, stuck.number, question.conflict, answers)
    except Interrupted as stop:
        raise Interrupted(stop.signal, "Nothing was sent, nothing changed here, and no answer is kept.") from stop
    is_decided = field_questions and len(answers.sides) == len(field_questions)
    return decisions.with_document(stuck.number, answers.sides) if is_decided and stuck.number else None


def _ask_about_document(
    conflicts: ConflictSession, number: DocumentNumber, field_questions: tuple[FieldQuestion, ...]
) -> ConflictAnswers:
    answers = ConflictAnswers({})
    for place, question in enumerate(field_questions, start=1):
        print_messages(describe_question(number, question, place, len(field_questions)))
        answers = _ask_about_field(conflicts, number, question.conflict, answers)
    return answers


def _ask_about_field(
    conflicts: ConflictSession | None, number: DocumentNumber | None, conflict: Conflict, answers: ConflictAnswers
) -> ConflictAnswers:
    """Ask until the field is decided or left open; return the answers with this one. A sync takes no other value."""
    while True:
        choices = "ours, theirs, edit or skip? [o/t/e/S]" if conflicts else "ours, theirs or skip? [o/t/S]"
        word = questions.ask(choices).casefold()
        if word in _SKIP:
            return answers
        side = _SIDES.get(word)
        if side and conflict.is_lowered_by(side) and not questions.confirm(describe_lowering(conflict, side)):
            continue
        if side:
            return answers._replace(sides={**answers.sides, conflict.field: side})
        if word in _EDIT and conflicts and number:
            edits = _ask_for_value(conflicts, number, conflict, answers)
            if edits:
                return edits
            continue
        print_messages([f"Type o, t{', e' if conflicts else ''} or s; Enter skips the field."])


def _ask_for_value(
    conflicts: ConflictSession, number: DocumentNumber, conflict: Conflict, answers: ConflictAnswers
) -> ConflictAnswers | None:
    """Ask for a value, and return the answers with it; None if it cannot be, which is said."""
    typed = questions.ask("New value, or Enter for none:")
    if not typed:
        return None
    try:
        edits: DocumentEdits = read_conflict_value(typed, conflict.field, number)
        edited = ConflictAnswers({**answers.sides, conflict.field: MergeSide.OURS}, (*answers.edits, edits))
        conflicts.try_answers(number, edited)
    except SomeiError as refusal:
        print_messages([f"somei: {refusal}", *([f"hint: {refusal.hint}"] if refusal.hint else [])])
        return None
    return edited
