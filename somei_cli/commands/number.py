"""The commands somei number list, next, release and reserve."""

from typing import Annotated

import typer

from somei_cli.actions.numbers import reservations
from somei_cli.actions.numbers.reservations import NumberRequest
from somei_cli.commands.shared import allotment_options as numbering
from somei_cli.commands.shared import document_values, params, session
from somei_cli.commands.shared.act import AllottingAct, ReasonedAct, RequiredReason, require_reason
from somei_cli.commands.shared.open_and_show import Answer, open_register, read_snapshot
from somei_cli.errors import WrongUsage
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.numbers.number_allotment import MOST_NUMBERS, describe_gaps, find_gaps, select_own_numbers
from somei_cli.model.register.conditions import Selection
from somei_cli.render.views.numbers_and_gaps import gaps_view, numbers_view


def list_numbers(
    series: numbering.Series = None,
    year: Annotated[str | None, params.option("--year", "Y", "Of one year only.")] = None,
    status: Annotated[
        Status | None, params.option("--status", "S", "As reserved, or void.", document_values.status)
    ] = None,
    only_gaps: Annotated[bool, typer.Option("--gaps", help="The missing numbers, and why they are missing.")] = False,
    wide: params.Wide = False,
    *,
    answer: Answer,
) -> int:
    """List the office's own numbers and what became of them.

    It says who took each number, when, for what, and what became of it. --gaps lists the numbers without a
    document, each with its reason; the status is 1 if a number has no entry at all.
    """
    snapshot, unread = read_snapshot(open_register(), by_index=only_gaps)
    selection = Selection(series=(series,) if series else (), years=(params.year(year),) if year else ())
    if only_gaps:
        number_gaps = tuple(find_gaps(snapshot, selection))
        answer.show(gaps_view(number_gaps))
        if number_gaps and (answer.form or answer.fields or not session.has_terminal()):
            session.talk(describe_gaps(number_gaps))
        return unread or int(any(gap.document is None for gap in number_gaps))
    documents = select_own_numbers(snapshot, selection._replace(statuses=(status,) if status else ()))
    has_series = bool(series or snapshot.settings.own_series)
    view = numbers_view(documents, has_series=has_series, narrowed=bool(series or year or status), wide=wide)
    answer.show(view)
    return unread or int(not view.records)


def reserve_next_numbers(
    series: numbering.Series = None,
    year: numbering.Year = None,
    count: Annotated[
        int, typer.Option("--count", min=1, max=MOST_NUMBERS, metavar="N", help="How many, in one commit.")
    ] = 1,
    purpose: numbering.Purpose = None,
    offline: numbering.Offline = False,
    *,
    act: AllottingAct,
) -> None:
    """Take the next number of the office's own series.

    It prints the number when the number is yours: if the branch follows a server, when the server has given it to
    you and to nobody else. --dry-run shows the next number and takes none.
    """
    circumstances = act.circumstances()
    receipt = reservations.reserve_next_numbers(
        open_register(), NumberRequest(numbering.year_meant(year), series, purpose, offline), count, circumstances
    )
    numbering.answer_numbers(receipt, as_json=act.as_json)


def release_number(
    number: params.Number,
    reason: RequiredReason = None,
    *,
    act: ReasonedAct,
) -> None:
    """Give up a number that was not used.

    It stays in the register as void, with the reason, and is never given out again.
    """
    act.answer(reservations.release_number(open_register(), number, require_reason(reason), act.circumstances()))


def reserve_numbers(
    numbers: Annotated[
        list[DocumentNumber] | None, params.argument("[NUMBER]…", "These numbers; else the next ones.", params.number)
    ] = None,
    series: numbering.Series = None,
    year: numbering.Year = None,
    count: Annotated[
        int | None, params.option("--count", "N", "How many, in one commit.", min=1, max=MOST_NUMBERS)
    ] = None,
    purpose: numbering.Purpose = None,
    offline: numbering.Offline = False,
    *,
    act: AllottingAct,
) -> None:
    """Reserve numbers for documents to come.

    It reserves the next numbers, or numbers that another office gave you. It prints them when they are yours. Give
    up what you do not use: somei number release
    """
    circumstances = act.circumstances()
    if numbers and (series or year or count or offline):
        raise WrongUsage(
            "The numbers are complete by themselves.", "Leave --series, --year, --count and --offline out."
        )
    register = open_register()
    if numbers:
        receipt = reservations.reserve_numbers(register, tuple(dict.fromkeys(numbers)), purpose, circumstances)
    else:
        receipt = reservations.reserve_next_numbers(
            register, NumberRequest(numbering.year_meant(year), series, purpose, offline), count or 1, circumstances
        )
    numbering.answer_numbers(receipt, as_json=act.as_json)
