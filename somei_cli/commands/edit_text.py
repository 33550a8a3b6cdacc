"""somei edit NUMBER: an entry in the clerk's own editor, checked when it is saved."""

from collections.abc import Sequence

from somei_cli.actions.edit import EditedEntry
from somei_cli.commands.shared import session
from somei_cli.commands.shared.act import ActOptions
from somei_cli.errors import EditConflict, NotFound, Refused, WrongUsage
from somei_cli.formats.sanitize import clean_line
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.files_and_faults import Fault
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.streams import print_message
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
        _edit_until_committed(entry, editor, act)
    except BaseException:
        _keep_text(entry)
        raise
    if act.dry_run:
        _keep_text(entry)
    else:
        entry.remove()


def _keep_text(entry: EditedEntry) -> None:
    """Say where the text is that was not committed; an unchanged one is removed."""
    if entry.is_changed:
        print_message(f"What you wrote is kept in {clean_line(str(entry.path))}")
    else:
        entry.remove()


def _edit_until_committed(entry: EditedEntry, editor: tuple[str, ...], act: ActOptions) -> None:
    while not _edit_once(entry, editor, act):
        if not session.confirm("Open the editor again?"):
            raise Refused("Nothing was written.")


def _edit_once(entry: EditedEntry, editor: tuple[str, ...], act: ActOptions) -> bool:
    """Open the editor once; return whether the entry was committed. If not, what is wrong was shown."""
    status = open_in_editor(editor, entry.path)
    if status:
        raise Refused(f"The editor ended with status {status}; nothing was written.")
    if not entry.is_changed:
        session.talk("Nothing to change.")
        return True
    if faults := entry.find_faults():
        _show_faults(faults)
        return False
    try:
        receipt = entry.commit(act.circumstances())
    except EditConflict:
        raise
    except (Refused, NotFound, WrongUsage) as refusal:
        if faults := entry.mark(refusal):
            _show_faults(faults)
        else:
            print_message(f"somei: {refusal}")
        if refusal.hint:
            print_message(f"hint: {refusal.hint}")
        return False
    act.answer(receipt)
    return True


def _show_faults(faults: Sequence[Fault]) -> None:
    for fault in faults:
        place = f"line {fault.line}: " if fault.line else ""
        print_message(f"somei: {place}{fault.message}")
    print_message(f"{pluralise(len(faults), 'fault')}; nothing was written yet.")
