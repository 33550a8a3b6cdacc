"""somei edit."""

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from somei_cli.actions import edit
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.act import ActOptions, ApprovedAct
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.commands.shared.typed_fields import is_edit, read_edits
from somei_cli.errors import Refused, WrongUsage
from somei_cli.model.document_edits import DocumentEdits, EditDecision
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.item_refs import ItemPlace
from somei_cli.model.register.words import pluralise
from somei_cli.store.register.register import Register


def edit_documents(
    words: Annotated[
        list[str],
        params.argument("NUMBER… FIELD=VALUE…", "Documents, then fields: subject=TEXT, previous+=15070/19, from=."),
    ],
    item: Annotated[
        ItemPlace | None,
        params.option("--item", "N[.M]", "The fields of item N, or of the line M below it.", ItemPlace.parse),
    ] = None,
    yes: Annotated[bool, typer.Option("-y", "--yes", help="Do not ask before several documents are edited.")] = False,
    *,
    act: ApprovedAct,
) -> None:
    """Correct fields of documents, in one commit.

    FIELD=VALUE sets a field, FIELD+=VALUE and FIELD-=VALUE add to a list and take off, FIELD= clears. Several documents
    are shown and asked about first on a terminal.

    \b
    somei edit 15070/19 subject="Summary of discussions" place=Brussels
    somei edit 15070/19 previous+=13735/19 -m "it is on page 1"
    somei edit 15070/19 --item 2.1 title="Daesh members" text=@notes.txt
    """  # noqa: D301 - the sign keeps the lines apart
    numbers, fields = _tell_apart(words)
    edits = DocumentEdits(read_edits(fields, numbers[0] if numbers else None, item), item)
    if not numbers:
        raise WrongUsage("No document is named.", "Give numbers first: somei edit NUMBER FIELD=VALUE")
    if not edits.fields:
        raise WrongUsage("There is nothing to edit.", "Say what: somei edit NUMBER FIELD=VALUE; see somei help edit")
    if item is not None and len(numbers) > 1:
        raise WrongUsage("--item names an item of one document.", "Edit the documents one by one.")
    register = open_register()
    shown = None if yes or act.dry_run else _ask_about_several(register, numbers, edits, act)
    act.answer(edit.edit_documents(register, numbers, edits, act.circumstances(), shown=shown).receipt)


def _tell_apart(words: Iterable[str]) -> tuple[tuple[DocumentNumber, ...], list[str]]:
    """Return the numbers of documents and the edits; a word that is neither is refused as a number."""
    numbers: list[DocumentNumber] = []
    fields: list[str] = []
    for word in words:
        if is_edit(word):
            fields.append(word)
        else:
            numbers.append(params.number(word))
    return tuple(numbers), fields


def _ask_about_several(
    register: Register, numbers: Sequence[DocumentNumber], edits: DocumentEdits, act: ActOptions
) -> EditDecision | None:
    """Show what would become of several documents, and ask, if a person is there; return what was agreed to.

    Raises:
        Refused: if the answer is no.
    """
    if len(numbers) < 2 or act.as_json or not session.can_ask():
        return None
    preview = edit.edit_documents(register, numbers, edits, act._replace(dry_run=True).circumstances())
    decision = preview.decision
    if decision is None or len(decision.edited) < 2:
        return None
    act.answer(preview.receipt)
    if not session.confirm(f"Edit {pluralise(len(decision.edited), 'document')}?"):
        raise Refused("Nothing was written.")
    return decision
