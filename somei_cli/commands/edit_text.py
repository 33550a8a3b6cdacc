"""somei edit NUMBER: an entry in the clerk's own editor, checked when it is saved."""

from somei_cli.actions.edit import EditedEntry
from somei_cli.commands.shared import questions, session
from somei_cli.commands.shared.act import ActOptions
from somei_cli.errors import Refused
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.change import Receipt
from somei_cli.render.output.streams import print_messages
from somei_cli.render.views.acts_and_history import describe_attempt, describe_kept_text, describe_lost_reason
from somei_cli.store.process.launch import find_editor, open_in_editor
from somei_cli.store.register.register import Register


def edit_in_editor(register: Register, number: DocumentNumber, act: ActOptions) -> None:
    """Open an entry in the editor until it can be committed, or the clerk gives up; then its text is kept and named.

    Raises:
        CannotWork: if there is no editor.
        Refused: if the clerk gives up, or the entry was changed meanwhile.
    """
    editor = find_editor()
    entry = EditedEntry(register, number)
    try:
        receipt = _edit_until_done(entry, editor, act)
        if receipt:
            act.answer(receipt)
        else:
            session.talk("Nothing to change.", *describe_lost_reason(act.message))
    except BaseException:
        print_messages(describe_kept_text(entry.remove_unless_changed()))
        raise
    if act.dry_run:
        print_messages(describe_kept_text(entry.remove_unless_changed()))
    else:
        entry.remove()


def _edit_until_done(entry: EditedEntry, editor: tuple[str, ...], act: ActOptions) -> Receipt | None:
    """Open the editor until nothing is wrong or the clerk gives up; return the receipt of a change."""
    while True:
        if status := open_in_editor(editor, entry.path):
            raise Refused(f"The editor ended with status {status}; nothing was written.")
        attempt = entry.try_commit(act.circumstances())
        if attempt.is_done:
            return attempt.receipt
        print_messages(describe_attempt(attempt.faults, attempt.refusal))
        if not questions.confirm("Open the editor again?"):
            raise Refused("Nothing was written.")
