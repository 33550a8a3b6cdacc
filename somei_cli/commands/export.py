"""The commands somei export, somei export --diff and somei export check."""

from pathlib import Path
from typing import Annotated

import typer

from somei_cli.actions.publication.committed_register import read_committed_register
from somei_cli.actions.publication.export import ExportOrder, export_as_text, export_to_folder, order_export
from somei_cli.actions.publication.exposure import compare_exposure
from somei_cli.actions.publication.verify import verify_export_folder
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared import revision_params as revisions
from somei_cli.commands.shared.open_and_show import PlainAnswer, say_if_unmarked_is_unset, say_unread, show_view, watch
from somei_cli.commands.shared.pages import show_receipt
from somei_cli.errors import WrongUsage
from somei_cli.formats.export.formats import ALL_FORMS, ONLY_SHEETS, FormName
from somei_cli.formats.export.manifest import NO_BASE, read_base_address
from somei_cli.formats.git.revision_range import read_range
from somei_cli.model.publication.public_view_changes import Audience
from somei_cli.render.output.page import shorten_commits
from somei_cli.render.output.streams import print_message, print_text
from somei_cli.render.views.publication import (
    describe_export,
    describe_export_proof,
    describe_exposure,
    export_faults_view,
    export_receipt,
    export_view,
    exposure_view,
)
from somei_cli.store.register.find import find_register


def show_exposed(between: str, *, as_json: bool, exit_code: bool) -> int:
    """Show what becomes public, or stops being public, between two commits; a single commit is compared with HEAD."""
    start = session.folder()
    span = revisions.resolve_range(find_register(start), read_range(between))
    changes = compare_exposure(start, span, watch)
    for path in changes.unread:
        print_message(f"somei: {path} could not be read")
    show_view(exposure_view(changes.exposed), as_json=as_json)
    if changes.exposed and (as_json or not session.has_terminal()):
        session.talk(describe_exposure(changes.exposed))
    return 3 if changes.unread else int(exit_code and bool(changes.exposed))


_form = params.choice(FormName, "the form of the export")


def write_export(
    forms: Annotated[
        list[FormName] | None,
        params.option(
            "--format", "FORM", f"{', '.join(ALL_FORMS)}; may be repeated. A sheet: csv, tsv, jsonl, xlsx.", _form
        ),
    ] = None,
    output: Annotated[
        Path | None, params.option("-o --output", "DIR", "The folder to write into; for a sheet, the file.")
    ] = None,
    revision: Annotated[str, typer.Option("--at", metavar="REV", help="The commit to export.")] = "HEAD",
    public: Annotated[bool, typer.Option("--public", help="Only what is public; this is the default.")] = False,
    internal: Annotated[bool, typer.Option("--internal", help="Everything, for use inside the institution.")] = False,
    base: Annotated[
        str, typer.Option("--base", parser=read_base_address, metavar="URL", help="What addresses in it begin with.")
    ] = NO_BASE,
    between: Annotated[str, params.option("--diff", "A..B", "What becomes public from A to B.")] = "",
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="With --diff: status 1 if anything becomes public.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="A sheet of whole entries, for the house: the inverse of import --table.")
    ] = False,
    fields: Annotated[
        str, params.option("--fields", "A,B", "A sheet of these fields, for the house: edit it, then edit --from it.")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over the file of a sheet.")] = False,
    dry_run: params.DryRun = False,
    as_json: params.AsJson = False,
) -> int:
    """Write the public part of the register for other systems.

    The same commit always gives the same bytes. With -o it writes all formats, or those you name, and a manifest
    with their hashes. One format without -o goes to standard output. It never reads edits that are not committed.
    somei export check DIR checks what was written.

    With --fields or --all it writes one sheet, CSV, TSV, JSON lines or XLSX, for inside the house: all entries, also
    those that are LIMITE, with the blob id of each. Only with --public does a sheet hold what the public may see, and
    no more.
    """
    if public and internal:
        raise WrongUsage("An export is public or internal, not both.", "Leave out --internal.")
    if not set(ONLY_SHEETS).isdisjoint(forms or ()) and not (fields or everything):
        raise WrongUsage("TSV and XLSX are forms of a sheet.", "Say what it holds: --all, or --fields number,subject")
    if fields or everything:
        if between or base != NO_BASE or (fields and everything):
            raise WrongUsage("A sheet has --fields or --all, and neither --diff nor --base.", "Leave out the others.")
        # Few exports are sheets.
        from somei_cli.commands.export_sheet import SheetWish, write_sheet

        chosen = tuple(dict.fromkeys(forms or ()))
        return write_sheet(SheetWish(chosen, fields, output, revision, public, force, dry_run, as_json))
    audience = Audience.INTERNAL if internal else Audience.PUBLIC
    if force:
        raise WrongUsage("--force writes over the file of a sheet.", "Leave it out: a folder is always written anew.")
    if between:
        if forms or output or internal:
            raise WrongUsage("--diff writes no files, and shows only what is public.", "Leave out the other options.")
        return show_exposed(between, as_json=as_json, exit_code=exit_code)
    order = order_export(forms or (), audience, base, is_stream=output is None)
    if output is None and (dry_run or as_json):
        raise WrongUsage("Standard output takes the export itself.", "Name a folder for it with -o DIR.")
    return _write_forms(order, output, revision, dry_run=dry_run, as_json=as_json)


def _write_forms(order: ExportOrder, output: Path | None, revision: str, *, dry_run: bool, as_json: bool) -> int:
    """Write an export into a folder, or to standard output, and return the exit status."""
    source = read_committed_register(session.folder(), revision, watch)
    say_unread(source.unread)
    if order.audience is Audience.PUBLIC:
        say_if_unmarked_is_unset(has_setting=source.register.settings.has_public_unmarked)
    if output is None:
        for piece in export_as_text(source, order):
            print_text(piece)
    else:
        export = export_to_folder(source, order, output, watch, dry_run=dry_run)
        if as_json:
            show_view(export_view(export.manifest, export.changed, export.removed), as_json=True)
        if session.has_terminal() and not (dry_run or as_json):
            receipt = export_receipt(export.manifest, len(export.changed), export.removed, str(output))
            show_receipt(receipt)
        else:
            sentence = describe_export(export.manifest, len(export.changed), export.removed, dry=dry_run)
            session.talk(shorten_commits(sentence) if session.has_terminal() else sentence)
    return 3 if source.unread else 0


def verify_export(
    folder: Annotated[Path, params.argument("DIR", "What somei export wrote.")],
    answer: PlainAnswer,
) -> int:
    """Check that an export is complete and reveals nothing.

    It makes the export again from its commit and compares the two. It also looks for words that must not be public.
    The status is 1 with findings, and 3 if something could not be examined.
    """
    proof = verify_export_folder(session.folder(), folder, watch)
    for words in proof.unseen:
        print_message(f"somei: {words}")
    if proof.findings or answer.form:
        answer.show(export_faults_view(proof.findings))
    sentence = describe_export_proof(proof.manifest, len(proof.findings), is_whole=not proof.unseen)
    session.talk(shorten_commits(sentence) if session.has_terminal() else sentence)
    return 1 if proof.findings else 3 if proof.unseen else 0
