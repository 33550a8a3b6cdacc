"""The commands somei access DOC release|partly-release|refuse|declassify and somei access report."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from somei_cli.actions import access
from somei_cli.commands.shared import filters as selecting
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.act import Act, ActOptions
from somei_cli.commands.shared.as_of import AsOf
from somei_cli.commands.shared.open_and_show import Answer, open_register, read_snapshot, show_view
from somei_cli.commands.shared.pages import is_on_screen
from somei_cli.errors import WrongUsage
from somei_cli.model.access_decisions_and_lag import (
    ALL_CODES,
    AccessDecision,
    list_undecided,
    make_access_event,
    measure_publish_lag,
    read_reply_codes,
)
from somei_cli.model.document_fields import FIELDS_BY_MEMBER
from somei_cli.render.views.access import publish_lag_view
from somei_cli.render.views.single_document import access_decisions_view

_act = params.choice(AccessDecision, "the decision")


def record_access(
    number: params.Number,
    decision: Annotated[
        AccessDecision | None, params.argument("[DECISION]", "release, partly-release, refuse or declassify.", _act)
    ] = None,
    on: Annotated[date | None, params.option("--on", "DATE", "Day of the decision; else today.", params.day)] = None,
    ground: Annotated[
        list[str] | None,
        params.option(
            "--ground", "CODE", "Reply code of Regulation 1049/2001, as 4.1a.1; several times, or with commas."
        ),
    ] = None,
    by: Annotated[str | None, params.option("--by", "WHO", "Who decided.", params.line)] = None,
    *,
    act: Act,
) -> None:
    """Record a decision on access to a document.

    The marking stays as it is printed. A decision of an earlier day is put in its place among the others. Without a
    decision it shows those that are recorded.
    """
    if decision is None:
        if on or ground or by or act != ActOptions(as_json=act.as_json):
            decisions = ", ".join(AccessDecision)
            raise WrongUsage("No decision is named.", f"After the number stands one of: {decisions}")
        show_view(access_decisions_view(open_register().get(number)), as_json=act.as_json)
        return
    grounds = tuple(dict.fromkeys(code for typed in ground or () for code in read_reply_codes(typed)))
    event = make_access_event(decision, on or session.today(), grounds, by)
    act.answer(access.record_access(open_register(), number, decision, event, act.circumstances()))


class ReportBy(StrEnum):
    """What the report has a line for."""

    YEAR = "year"
    CODE = "code"


_report_by = params.choice(ReportBy, "what has a line")


def report_access(
    by: Annotated[
        ReportBy | None,
        params.option("--by", "K", "year, or code: a line for each code, too; else year on a terminal.", _report_by),
    ] = None,
    *,
    filters: Annotated[
        selecting.TypedFilters, selecting.filters_without("marking", "status", "access", "doubts", *FIELDS_BY_MEMBER)
    ],
    answer: Answer,
    moment: AsOf,
) -> int:
    """Show how long LIMITE documents waited for their release.

    There is a line for each year, and with --by code, or outside of a terminal, one for each code. A document counts
    once under each of its codes, and once in the line of the year of its number.
    """
    past = moment.open()
    snapshot, status = read_snapshot(past.register, by_index=True)
    selection = filters.selection()
    selecting.refuse_unknown(snapshot, selection)
    lags = measure_publish_lag(snapshot, selection, past.today)
    on_screen = is_on_screen(answer)
    if by is ReportBy.YEAR or (by is None and on_screen):
        lags = tuple(lag for lag in lags if lag.code == ALL_CODES)
    undecided = list_undecided(snapshot, selection, past.today) if on_screen else ()
    answer.show(publish_lag_view(lags, undecided))
    return status
