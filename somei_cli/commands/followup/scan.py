"""somei followup scan."""

from typing import Annotated

import typer

from somei_cli.actions.followup.proposals import promises_of_entry, promises_of_file, take_promises
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import answer_receipt, circumstances
from somei_cli.commands.shared.open import answer, open_register
from somei_cli.errors import NotANumber, NotAValue, NotFound, WrongUsage
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.followup.proposals import PromisesFound
from somei_cli.render.views.followups import promises_view
from somei_cli.store.disk.input_files import is_there
from somei_cli.store.register.register import Register


def scan_follow_ups(
    texts: Annotated[list[str], typer.Argument(metavar="FILE…|NUMBER", help="Texts, - for standard input.")],
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE", help="Where the text of NUMBER stands.", show_default=False),
    ] = None,
    take: Annotated[
        list[str] | None,
        typer.Option("--take", metavar="N|all", help="Take proposals into the items of NUMBER.", show_default=False),
    ] = None,
    quoted: params.Quoted = None,
    dry_run: params.DryRun = False,
    message: params.Message = None,
    view_format: params.How = None,
    as_json: params.AsJson = False,
    fields: params.Fields = "",
    limit: params.Limit = None,
) -> None:
    """Find what a text promises by a time, and propose it as follow-ups; --take records what is chosen.

    The day is worked out from the words and the day of the meeting; where it is not certain, it stays empty.
    """
    register = open_register()
    if take:
        numbers = _read_choice(take)
        number = _single_number(texts, "--take")
        receipt = take_promises(
            register, number, numbers, source, circumstances(message, dry_run=dry_run, quoted=quoted)
        )
        answer_receipt(receipt, as_json=as_json)
        return
    if source is not None:
        promises = [promises_of_file(register, source, _single_number(texts, "--from"))]
    else:
        promises = [_find_promises(register, text) for text in texts]
    answer(promises_view(promises), as_json=as_json, how=view_format, fields=fields, limit=limit)


def _find_promises(register: Register, text: str) -> PromisesFound:
    if is_there(text):
        return promises_of_file(register, text)
    try:
        number = params.number(text)
    except NotANumber:
        raise NotFound(f"There is no file {text}, and it is no document number.") from None
    return promises_of_entry(register, number)


def _single_number(texts: list[str], option: str) -> DocumentNumber:
    """Return the one document that an option is about."""
    if len(texts) > 1:
        raise WrongUsage(f"{option} goes with one document.", "Name it by its number, as 15070/19.")
    if is_there(texts[0]):
        raise WrongUsage(
            f"{option} goes with the number of a document, not with a file.",
            "Name the document, and the file with --from FILE.",
        )
    return params.number(texts[0])


def _read_choice(words: list[str]) -> tuple[int, ...] | None:
    """Return the proposals to record; None means all."""
    parts = [part.strip() for word in words for part in word.split(",")]
    if parts == ["all"]:
        return None
    if not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        raise NotAValue("the proposals to take", ", ".join(parts), "all, or numbers as 1,3")
    return tuple(map(int, parts))
