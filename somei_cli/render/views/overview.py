"""The view of how a register stands."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from somei_cli.model.document import Status
from somei_cli.model.history.overview import LastCheck, Overview
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import moment_in_words
from somei_cli.render.output.page import DIM, ERROR, HEADING, WARNING, PageLine, TerminalForm
from somei_cli.render.output.view import Column, Record, View
from somei_cli.render.views.recent_acts import act_line, act_record, describe_act

_COLUMNS = (Column("what", "what", unbroken=True, style="bold"), Column("answer", "answer"))
_LABEL_WIDTH = 15
_SHOWN_STATUSES = (Status.DRAFT, Status.RESERVED, Status.WITHDRAWN, Status.VOID)


def overview_view(overview: Overview, today: date) -> View:
    """A page with one line for each question; JSON has one record."""
    rows = tuple({"what": question, "answer": answer} for question, answer in _rows(overview, today))
    page = View("status", _COLUMNS, rows, headless=True)

    form = TerminalForm(page=lambda _: _page_lines(overview, today))
    return View("status", (), (_record(overview),), tabular=page, terminal=lambda: form)


def _page_lines(overview: Overview, today: date) -> Iterator[PageLine]:
    """Yield the lines of the page on a terminal: what is late or waits has a colour, commands stand at the right."""
    for question, answer in _rows(overview, today):
        if question == "last check" and overview.last_check:
            answer = _describe_check_moment(overview.last_check, today, moment_in_words)  # noqa: PLW2901
        if question in {"", "last acts"}:
            continue
        words, _, command = answer.partition(": somei ")
        right = ((f"somei {command}", ""),) if command else ()
        style = _style_of(question, overview)
        yield PageLine(((words, style),), label=(question.upper(), HEADING), label_width=_LABEL_WIDTH, right=right)
    if overview.last_acts:
        yield PageLine((("LAST ACTS", HEADING),))
        yield from (act_line(act)._replace(indent=1) for act in overview.last_acts)
        yield PageLine((("More: somei log", DIM),))


def _style_of(question: str, overview: Overview) -> str:
    """Return the colour of an answer."""
    check = overview.last_check
    is_wrong = {
        "stopped": True,
        "follow-ups": bool(overview.overdue_follow_ups),
        "last check": bool(overview.check_fault or (check and check.errors)),
    }
    waits = {
        "not committed": overview.edited != 0,
        "not sent": bool(overview.unsent),
        "last check": bool(check and check.warnings),
    }
    return ERROR if is_wrong.get(question) else WARNING if waits.get(question) else ""


def _record(overview: Overview) -> Record:
    check = overview.last_check
    return {
        "documents": overview.document_count,
        **{str(status): overview.documents.get(status, 0) for status in Status},
        "follow_ups_open": overview.open_follow_ups,
        "follow_ups_overdue": overview.overdue_follow_ups,
        "stopped_merge": overview.stopped_merge,
        "files_not_committed": overview.edited,
        "acts_not_sent": overview.unsent,
        "last_check": check
        and {
            "when": check.checked.isoformat(),
            "errors": check.errors,
            "warnings": check.warnings,
            "information": check.information,
            "acts_since": check.acts_since,
        },
        "last_check_fault": overview.check_fault,
        "last_acts": [act_record(act) for act in overview.last_acts],
    }


def _rows(overview: Overview, today: date) -> Iterator[tuple[str, str]]:
    if overview.stopped_merge:
        yield "stopped", overview.stopped_merge
    yield "documents", _describe_documents(overview)
    yield "follow-ups", _describe_follow_ups(overview)
    if overview.edited is None:
        yield "not committed", "git could not tell: somei doctor"
    elif overview.edited:
        yield "not committed", f"{pluralise(overview.edited, 'file')} changed by hand: somei diff"
    yield "not sent", _describe_unsent(overview.unsent)
    yield "last check", _describe_check(overview.last_check, overview.check_fault, today)
    for index, act in enumerate(overview.last_acts):
        yield "" if index else "last acts", describe_act(act)


def _describe_documents(overview: Overview) -> str:
    if not overview.document_count:
        return "none yet; register the first: somei import FILE"
    parts = [f"{count} {status}" for status in _SHOWN_STATUSES if (count := overview.documents.get(status, 0))]
    return f"{overview.document_count}" + (f" ({', '.join(parts)})" if parts else "")


def _describe_follow_ups(overview: Overview) -> str:
    if not overview.open_follow_ups:
        return "none open"
    if not overview.overdue_follow_ups:
        return f"{overview.open_follow_ups} open: somei followup list"
    return f"{overview.open_follow_ups} open, {overview.overdue_follow_ups} overdue: somei followup list --overdue"


def _describe_unsent(unsent: int | None) -> str:
    if unsent is None:
        return "this branch follows no server"
    return f"{pluralise(unsent, 'act')}: somei sync" if unsent else "nothing; all acts were sent"


def _describe_check(check: LastCheck | None, fault: str | None, today: date) -> str:
    if fault:
        return f"its answer cannot be read: {fault}"
    if check is None:
        return "no scheduled check left an answer in this clone: somei help nights"
    return _describe_check_moment(check, today, lambda moment: f"{moment:%Y-%m-%d %H:%M}")


def _describe_check_moment(check: LastCheck, today: date, in_words: Callable[[datetime], str]) -> str:
    counts = ((check.errors, "error"), (check.warnings, "warning"))
    findings = ", ".join(pluralise(count, noun) for count, noun in counts if count) or "no errors, no warnings"
    since = f"; {pluralise(check.acts_since, 'act')} since" if check.acts_since else ""
    old = "; none since: see whether it still runs" if check.is_old(today) else ""
    return f"{in_words(check.checked)}: {findings}{since}{old}"
