"""somei import."""

from collections.abc import Sequence
from typing import Annotated

import typer

from somei_cli.actions.importing import register_intakes, take_in, without_text
from somei_cli.commands import params, session
from somei_cli.commands.acts import answer_receipt, circumstances
from somei_cli.commands.answers import answer, open_register
from somei_cli.commands.assigning import assignment
from somei_cli.errors import Refused, SomeiError
from somei_cli.model.readings import Doubt, Intake
from somei_cli.model.vocabulary import Vocabulary
from somei_cli.render.changes import receipt_words
from somei_cli.render.reading import import_view
from somei_cli.render.streams import say
from somei_cli.store.intake import incoming


def import_(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Texts or Markdown; - for standard input.")],
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="Fill in or override a field.", show_default=False),
    ] = None,
    titles_only: Annotated[
        bool, typer.Option("--titles-only", help="Leave out the text under the items; keep their titles.")
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace an entry that is there already.")] = False,
    accept_doubts: Annotated[bool, typer.Option("--accept-doubts", help="Register in spite of doubts.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse whatever is doubtful.")] = False,
    dry_run: params.DryRun = False,
    message: params.Message = None,
    as_json: params.AsJson = False,
) -> int:
    """Register documents from their text: what was read is shown with its line, then written as one commit.

    What is missing or doubtful is said; nothing is guessed. A reading in doubt asks on a terminal,
    and stops without one unless --accept-doubts is given.
    """
    register = open_register()
    given = dict(assignment(words) for words in set_ or ())
    intakes, status = _taken_in(files, register.vocabulary, given, alone=len(files) == 1 and not as_json)
    if titles_only:
        intakes = tuple(map(without_text, intakes))
    if dry_run or not as_json:
        answer(import_view(intakes), as_json=as_json)
        _tell_doubts(intakes)
    how = circumstances(message, dry_run=dry_run)
    if dry_run and as_json:
        return status or (5 if strict and any(i.doubts for i in intakes) else 0)
    _settle(intakes, strict=strict, accept=accept_doubts or dry_run)
    receipt = register_intakes(register, intakes, how, replacing=replace)
    if as_json:
        answer_receipt(receipt, as_json=True)
    else:
        session.tell(receipt_words(receipt))
    return status


def _taken_in(
    files: Sequence[str], words: Vocabulary, given: dict[str, object], *, alone: bool
) -> tuple[tuple[Intake, ...], int]:
    """Every file as far as it can be read; one that cannot be stands in the answer with the reason."""
    intakes: list[Intake] = []
    status = 0
    for name in files:
        try:
            intakes.append(take_in(incoming(name), words, given))
        except SomeiError as refusal:
            if alone:
                raise
            status = max(status, refusal.exit_status)
            intakes.append(Intake(name, None, doubts=(Doubt("file", str(refusal)),)))
    return tuple(intakes), status


def _tell_doubts(intakes: Sequence[Intake]) -> None:
    for intake in intakes:
        for doubt in intake.doubts:
            place = f", line {doubt.line}" if doubt.line else ""
            say(f"doubt: {intake.file}{place}: {doubt.field}: {doubt.message}")


def _settle(intakes: Sequence[Intake], *, strict: bool, accept: bool) -> None:
    """Stop where something is missing, or in doubt and nobody accepts it.

    Raises:
        Refused: naming the option that helps.
    """
    for intake in intakes:
        if intake.missing and not any(doubt.field == "file" for doubt in intake.doubts):
            field = intake.missing[0]
            raise Refused(f"{intake.file}: no {field} was found.", f"Give it with --set {field}=…")
    doubts = sum(len(intake.doubts) for intake in intakes)
    if not doubts or (accept and not strict):
        return
    if not strict and session.can_ask() and session.agrees(f"Register in spite of {_count(doubts)}?"):
        return
    hint = "Correct it with --set FIELD=VALUE" + ("." if strict else ", or register with --accept-doubts.")
    raise Refused(f"The reading leaves {_count(doubts)}; nothing was registered.", hint)


def _count(doubts: int) -> str:
    return "1 doubt" if doubts == 1 else f"{doubts} doubts"
