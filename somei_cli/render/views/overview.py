"""The view of how a register stands."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from somei_cli.model.document_number import Status
from somei_cli.model.history.overview import LastCheck, Overview
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import short_day, with_zone
from somei_cli.render.output.view import Column, Record, View
from somei_cli.render.views.recent_acts import act_line, act_record, describe_recent_act

if TYPE_CHECKING:
    from somei_cli.render.output.page import PageLine, TerminalForm

_COLUMNS = (Column("what", "what", unbroken=True, style="bold"), Column("answer", "answer"))
_LABEL_WIDTH = 15
_NO_SERVER = "not known; this branch follows no server"
_NO_CHECK = "no nightly check ran in this clone: somei help automate"
_UNCONNECTED = "this register is not connected to a server"
_UNLINKED = "not known: this branch is not linked to one on the server: somei sync"
_LATER_ON_PAGE = {
    _NO_CHECK: "none here; your administrator sets it up: somei help automate",
}

_SHOWN_STATUSES = (Status.DRAFT, Status.RESERVED, Status.WITHDRAWN, Status.VOID)


def overview_view(overview: Overview, today: date) -> View:
    """A page with one line for each question; JSON has one record."""
    rows = tuple({"what": question, "answer": answer} for question, answer in _rows(overview, today))
    page = View("status", _COLUMNS, rows, headless=True)
    return View("status", (), (_record(overview),), tabular=page, terminal=lambda: _terminal_form(overview, today))


def _terminal_form(overview: Overview, today: date) -> "TerminalForm":
    # Only a terminal has pages.
    from somei_cli.render.output.page import TerminalForm

    return TerminalForm(page=lambda _: _page_lines(overview, today))


def _page_lines(overview: Overview, today: date) -> "Iterator[PageLine]":
    """Yield the lines of the page on a terminal: what is late or waits has a colour, commands stand at the right."""
    from somei_cli.render.output.page import DIM, HEADING, PageLine

    for question, answer in _rows(overview, today):
        if question == "last check" and overview.last_check:
            answer = _describe_check_on(overview.last_check, today, short_day(overview.last_check.day))  # noqa: PLW2901
        if question in {"", "last acts"}:
            continue
        answer = _plain_answer(answer, overview)  # noqa: PLW2901
        words, _, command = answer.partition(": somei ")
        right = ((f"somei {command}", ""),) if command else ()
        style = _style_of(question, overview)
        yield PageLine(((words, style),), label=(question.upper(), HEADING), label_width=_LABEL_WIDTH, right=right)
    if overview.last_acts:
        yield PageLine((("LAST ACTS", HEADING),))
        # What changed no document concerns who looks after the register: the log shows it.
        acts = [act for act in overview.last_acts if act.action or act.documents]
        # An act and the undo that took it back say nothing new together.
        shown = [act for act in acts if act.has_lowered_marking or not (act.takes_back or act.is_undone)]
        yield from (act_line(act)._replace(indent=1, cut=True) for act in shown)
        if taken_back := sum(act.takes_back and not act.is_undone for act in acts):
            yield PageLine(((f"{pluralise(taken_back, 'act')} taken back", DIM),), indent=1)
        yield PageLine(((with_zone("More: somei log", (act.time for act in overview.last_acts)), DIM),))


def _plain_answer(answer: str, overview: Overview) -> str:
    """Return an answer as a terminal says it; a pipe keeps the words that scripts may look for."""
    if answer == _NO_SERVER:
        return _UNLINKED if overview.has_remote else _UNCONNECTED
    return _LATER_ON_PAGE.get(answer, answer)


def _style_of(question: str, overview: Overview) -> str:
    """Return the colour of an answer."""
    from somei_cli.render.output.page import ERROR, WARNING

    check = overview.last_check
    is_wrong = {
        "stopped": True,
        "not committed": bool(overview.gone),
        "follow-ups": bool(overview.overdue_follow_ups),
        "last check": bool(overview.check_fault or (check and check.errors)),
    }
    waits = {
        "not committed": overview.edits_looked_for and overview.edited != 0,
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
        "doubts_kept": overview.doubts,
        "stopped_merge": overview.stopped_merge,
        "files_not_committed": overview.edited,
        "edits_looked_for": overview.edits_looked_for,
        "documents_gone": overview.gone,
        "acts_not_sent": overview.unsent,
        "last_check": check
        and {
            "day": check.day.isoformat(),
            "commit": check.commit,
            "status": check.status,
            "whole": check.is_whole,
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
    yield (
        "doubts",
        f"in {pluralise(overview.doubts, 'document')}: somei list --doubts" if overview.doubts else "none",
    )
    yield "follow-ups", _describe_follow_ups(overview)
    if not overview.edits_looked_for:
        yield "not committed", "not looked for in so large a register: somei diff"
    elif overview.edited is None:
        yield "not committed", "git could not tell: somei doctor"
    elif overview.edited:
        yield "not committed", _describe_edits(overview.edited, overview.gone)
    yield "not sent", _describe_unsent(overview)
    yield "last check", _describe_check(overview.last_check, overview.check_fault, today)
    if not overview.last_acts:
        yield "last acts", "nothing was committed on this branch yet"
    for index, act in enumerate(overview.last_acts):
        yield "" if index else "last acts", describe_recent_act(act)


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
    counts = f"{overview.open_follow_ups} open, of these {overview.overdue_follow_ups} overdue"
    return f"{counts}: somei followup list --overdue"


def _describe_edits(edited: int, gone: int) -> str:
    changed = [f"{pluralise(edited - gone, 'file')} changed by hand"] if edited > gone else []
    if not gone:
        return f"{changed[0]}: somei diff"
    return ", ".join((*changed, f"{pluralise(gone, 'document')} gone")) + ": somei check"


def _describe_unsent(overview: Overview) -> str:
    if overview.is_detached:
        return "not known; detached HEAD: git switch BRANCH"
    if overview.unsent is None:
        return _NO_SERVER
    if not overview.unsent:
        return "nothing; all acts were sent"
    return f"{pluralise(overview.unsent, 'act')}: somei sync"


def _describe_check(check: LastCheck | None, fault: str | None, today: date) -> str:
    if fault:
        return f"its answer cannot be read: {fault}"
    if check is None:
        return _NO_CHECK
    return _describe_check_on(check, today, str(check.day))


def _describe_check_on(check: LastCheck, today: date, day: str) -> str:
    """Return what the last check said, given its day in words."""
    counts = ((check.errors, "error"), (check.warnings, "warning"))
    findings = ", ".join(pluralise(count, noun) for count, noun in counts if count) or "no errors, no warnings"
    return f"{day}: " + "; ".join((findings, *_describe_limits(check, today)))


def _describe_limits(check: LastCheck, today: date) -> Iterator[str]:
    """Yield why the answer of the last check may not hold for the register as it is now."""
    if not check.is_whole:
        yield "it looked at a part only"
    if check.status not in {0, None}:
        yield "it could not look at everything (status 3)" if check.status == 3 else f"it ended with {check.status}"
    if check.acts_since is None:
        yield "it looked at another history than this branch has" if check.commit else "its commit is not known"
    elif check.acts_since:
        yield f"{pluralise(check.acts_since, 'act')} since"
    if check.is_old(today):
        yield "none since: see whether it still runs"
