"""somei followup scan."""

from typing import Annotated

import typer

from somei_cli.actions.followup import proposals
from somei_cli.actions.followup.proposals import propose_from_entry, propose_from_file
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import ActOptions
from somei_cli.commands.shared.open_and_show import UnsortedAnswer, open_register
from somei_cli.commands.shared.option_groups import options_of
from somei_cli.commands.shared.receipts import answer_receipt
from somei_cli.errors import NotAValue, WrongUsage
from somei_cli.model.document_number import DocumentNumber
from somei_cli.render.views.followups import follow_up_proposals_view
from somei_cli.store.disk.input_files import names_file


def scan_follow_ups(
    texts: Annotated[list[str], typer.Argument(metavar="FILE…|NUMBER", help="Texts, - for standard input.")],
    source: Annotated[str | None, params.option("--from", "FILE", "The file with the text of NUMBER.")] = None,
    take: Annotated[
        list[str] | None, params.option("--take", "N|all", "Record these proposals under the items of NUMBER.")
    ] = None,
    *,
    act: Annotated[ActOptions, options_of(ActOptions, "approved_by", "request", "as_json")],
    answer: UnsortedAnswer,
) -> None:
    """Find follow-ups in a text, and record those you choose.

    It proposes whatever the text promises by a certain time; --take records what you choose. The day follows from
    the words and from the day of the meeting. If it is not certain, it stays empty.
    """
    register = open_register()
    if take:
        numbers = _read_choice(take)
        number = _read_single_number(texts, "--take")
        receipt = proposals.take_proposals(register, number, numbers, source, act.circumstances())
        answer_receipt(receipt, as_json=answer.as_json)
        return
    if source is not None:
        promises = [propose_from_file(register, source, _read_single_number(texts, "--from"))]
    else:
        promises = [
            propose_from_file(register, text)
            if names_file(text)
            else propose_from_entry(register, params.number_of_text(text))
            for text in texts
        ]
    answer.show(follow_up_proposals_view(promises))


def _read_single_number(typed: list[str], option: str) -> DocumentNumber:
    """Return the one document that an option is about."""
    if len(typed) > 1:
        raise WrongUsage(f"{option} goes with one document.", "Name it by its number, as 15070/19.")
    if names_file(typed[0]):
        raise WrongUsage(
            f"{option} goes with the number of a document, not with a file.",
            "Name the document, and the file with --from FILE.",
        )
    return params.number(typed[0])


def _read_choice(typed: list[str]) -> tuple[int, ...] | None:
    """Return the proposals to record; None means all."""
    parts = [part.strip() for word in typed for part in word.split(",")]
    if parts == ["all"]:
        return None
    if not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        raise NotAValue("the proposals to take", ", ".join(parts), "all, or numbers as 1,3")
    return tuple(map(int, parts))
