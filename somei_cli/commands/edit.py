"""somei edit."""

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from somei_cli.actions import edit
from somei_cli.commands.shared import params, questions, session
from somei_cli.commands.shared.act import ActOptions, ApprovedAct, require_reason
from somei_cli.commands.shared.asked_number import asked_number
from somei_cli.commands.shared.filters import selection_of
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.commands.shared.receipts import answer_receipt
from somei_cli.commands.shared.typed_fields import doubted_field, is_edit, read_edits
from somei_cli.errors import Refused, WrongUsage
from somei_cli.model.document_edits import DocumentEdits, EditDecision
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.item_refs import ItemPlace
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.words import pluralise
from somei_cli.store.register.register import Register


def edit_documents(
    words: Annotated[
        list[str] | None,
        params.argument("[NUMBER… FIELD=VALUE…]", "Documents, then fields: subject=TEXT, previous+=15070/19, from=."),
    ] = None,
    where: Annotated[
        list[str] | None,
        params.option("--where", "FILTER=VALUE", "Edit the documents that somei list --FILTER VALUE finds."),
    ] = None,
    item: Annotated[
        ItemPlace | None,
        params.option("--item", "N[/M]", "The fields of item N, or of the line M below it.", ItemPlace.parse),
    ] = None,
    confirm: Annotated[
        list[str] | None,
        params.option("--confirm", "FIELD", "The value is right: end the doubt about it.", doubted_field),
    ] = None,
    waive: Annotated[
        list[str] | None,
        params.option("--waive", "RULE", "What this rule finds is right as it is; -m says why.", params.line),
    ] = None,
    end_waiver: Annotated[
        list[str] | None, params.option("--end-waiver", "RULE", "End the waiver of this rule.", params.line)
    ] = None,
    from_: Annotated[
        str | None,
        params.option("--from", "FILE", "Edit by a sheet that somei export --fields wrote: CSV or XLSX."),
    ] = None,
    dates: params.Dates = None,
    yes: Annotated[bool, typer.Option("-y", "--yes", help="Do not ask before several documents are edited.")] = False,
    *,
    act: ApprovedAct,
) -> int:
    """Correct fields of documents.

    FIELD=VALUE sets a field, FIELD+=VALUE adds to a list, FIELD-=VALUE takes away from it, and FIELD= clears the
    field. All changes are one commit. On a terminal you see several documents first and are asked; elsewhere, what
    --where finds is edited only with --yes.

    With --waive, checks no longer report what a rule finds in these documents, with -m as the reason.

    With --from, the cells that you changed in a sheet become edits, each shown before it is made. An entry that has
    changed since the sheet was written is left out and named.

    A number alone opens the entry in your editor (VISUAL or EDITOR). Without a number you choose a document from a
    list. Both need a terminal.
    """
    if item is not None and confirm:
        raise WrongUsage("--confirm names fields of a document, not of an item.", "Use --confirm items.")
    if item is not None and (waive or end_waiver):
        raise WrongUsage("A waiver is of a document, not of an item.", "Leave --item out.")
    if from_ is not None:
        if words or where or item or confirm or waive or end_waiver:
            raise WrongUsage("The sheet says what is edited, and how.", "Leave out the other words, or --from.")
        # Few edits are made in a sheet.
        from somei_cli.commands.edit_sheet import edit_by_sheet

        return edit_by_sheet(open_register(), from_, act, dates=dates, yes=yes)
    if dates:
        raise WrongUsage("--dates is about the dates of a sheet.", "Name the sheet with --from FILE.")
    if waive:
        act = act._replace(message=require_reason(act.message))
    edits = DocumentEdits(
        (),
        item,
        tuple(dict.fromkeys(confirm or ())),
        {rule.upper(): act.message or "" for rule in waive or ()},
        tuple(dict.fromkeys(rule.upper() for rule in end_waiver or ())),
    )
    _edit_fields(words, where, edits, act, yes=yes)
    return 0


def _edit_fields(
    words: list[str] | None, where: list[str] | None, edits: DocumentEdits, act: ActOptions, *, yes: bool
) -> None:
    """Edit the documents that are named or found, or one that is chosen, as the words and the other edits say."""
    item = edits.item
    if not (words or where or item) and edits.is_empty:
        chosen = asked_number(None, "edit", "NUMBER… FIELD=VALUE…")
        if chosen is None:
            return
        words = [str(chosen)]
    numbers, fields = _tell_apart(words or ())
    edits = edits._replace(fields=read_edits(fields, numbers[0] if numbers else None, item))
    if where and numbers:
        raise WrongUsage("Documents are named, and --where finds others.", "Give numbers, or --where FILTER=VALUE.")
    if not (numbers or where):
        raise WrongUsage("No document is named.", "Give numbers first: somei edit NUMBER FIELD=VALUE")
    if edits.is_empty and len(numbers) == 1 and item is None and session.can_ask() and session.has_terminal():
        # Few edits need an editor.
        from somei_cli.commands.edit_text import edit_in_editor

        edit_in_editor(open_register(), numbers[0], act)
        return
    if edits.is_empty:
        raise WrongUsage("There is nothing to edit.", "Say what: somei edit NUMBER FIELD=VALUE; see somei help correct")
    if item is not None and (where or len(numbers) > 1):
        raise WrongUsage("--item names an item of one document.", "Edit the documents one by one.")
    selected = selection_of(where) if where else numbers
    register = open_register()
    edit.refuse_unwaivable(register, edits.waived)
    agreed = None if yes or act.dry_run else _ask_about_several(register, selected, edits, act)
    act.answer(edit.edit_documents(register, selected, edits, act.circumstances(), agreed=agreed).receipt)


def _tell_apart(typed: Iterable[str]) -> tuple[tuple[DocumentNumber, ...], list[str]]:
    """Return the numbers of documents and the edits; a word that is neither is refused as a number."""
    numbers: list[DocumentNumber] = []
    fields: list[str] = []
    for word in typed:
        if is_edit(word):
            fields.append(word)
        else:
            number = params.number_in_register(word)
            numbers.append(number if isinstance(number, DocumentNumber) else number.find())
    return tuple(numbers), fields


def _ask_about_several(
    register: Register, selected: Sequence[DocumentNumber] | Selection, edits: DocumentEdits, act: ActOptions
) -> EditDecision | None:
    """Show what would become of several documents, and ask, if a person is there; return what was agreed to.

    Documents that were named are edited without being asked about if nobody is there.

    Raises:
        Refused: if the answer is no, or nobody can be asked about documents that a filter found.
    """
    named = not isinstance(selected, Selection)
    can_ask = session.can_ask() and not act.as_json
    if named and (len(selected) < 2 or not can_ask):
        return None
    preview = edit.edit_documents(register, selected, edits, act._replace(dry_run=True).circumstances())
    count = len(preview.decision.edited) if preview.decision else 0
    if count < 2:
        return None
    documents = pluralise(count, "document")
    if not can_ask:
        hint = "Look at them with --dry-run, then repeat the command with --yes."
        raise Refused(f"{documents} would be edited, and nobody can be asked.", hint)
    answer_receipt(preview.receipt, as_json=False, is_preview=True)
    if not questions.confirm(f"Edit {documents}?"):
        raise Refused("Nothing was written.")
    return preview.decision
