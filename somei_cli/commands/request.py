"""The commands somei request list, new and show."""

from datetime import date
from typing import Annotated

import typer

from somei_cli.actions import access_requests
from somei_cli.actions.access_requests import (
    list_kept_requests,
    make_kept_request_sheet,
    make_request_sheet,
    start_request,
)
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.act import AllottingAct
from somei_cli.commands.shared.open_and_show import Answer, open_register, show_view
from somei_cli.commands.shared.receipts import receipt_lines, report_act
from somei_cli.errors import WrongUsage
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.access_requests import RequestKind, RequestName
from somei_cli.render.output.streams import print_message, print_text
from somei_cli.render.views.access import (
    RequestSheetFormat,
    access_requests_view,
    request_sheet_text,
    request_sheet_view,
)
from somei_cli.render.views.acts_and_history import describe_needs


def list_requests(
    answer: Answer,
) -> int:
    """List the requests that were kept, with the days of reply.

    The status is 3 if one could not be read; the others are listed.
    """
    requests = list_kept_requests(open_register())
    answer.show(access_requests_view(requests.requests, session.today()))
    for request in requests.faulty:
        print_message(f"somei: {request.path}: {request.reason}")
    return 3 if requests.faulty else 0


_form = params.choice(RequestSheetFormat, "the form of the sheet")
Form = Annotated[
    RequestSheetFormat | None,
    typer.Option("--format", parser=_form, metavar="FORM", help="text, markdown or json: ready to paste."),
]


def create_request(
    numbers: Annotated[list[DocumentNumber], params.argument("NUMBER…", "The documents asked for.", params.number)],
    received: Annotated[
        date | None, params.option("--received", "DATE", "Day of its registration; else today.", params.day)
    ] = None,
    confirmatory: Annotated[
        bool, typer.Option("--confirmatory", help="A confirmatory application, after a refusal.")
    ] = False,
    is_kept: Annotated[
        bool, typer.Option("--keep", help="Keep it in the register, as requests/YEAR/N.toml, in one commit.")
    ] = False,
    form: Form = None,
    *,
    act: AllottingAct,
) -> None:
    """Draw up the sheet for a request for access.

    The sheet says for each document what stands between it and the applicant, and by when you must reply. Nothing
    is kept without --keep. With it, somei keeps the day, the kind and the numbers, and nothing about a person. The
    request gets its name when that name is certain: if the branch follows a server, when the server has it.
    """
    if act.message and not is_kept:
        raise WrongUsage("Nothing is kept that the message could explain.", "Add --keep, or leave -m out.")
    if act.request and not is_kept:
        raise WrongUsage("Nothing is kept that could be asked for again.", "Add --keep, or leave --request out.")
    kind = RequestKind.CONFIRMATORY if confirmatory else RequestKind.INITIAL
    circumstances = act.circumstances()
    request = start_request(numbers, kind, received, circumstances.today)
    register = open_register()
    receipt = None
    if is_kept:
        # A file that cannot be read stops the command before anything is kept.
        make_request_sheet(register, request, session.today())
        request, receipt = access_requests.create_request(register, request, circumstances)
    sheet = make_request_sheet(register, request, session.today())
    if form is None and session.has_terminal() and not act.as_json:
        show_view(request_sheet_view(sheet, session.today(), receipt_lines(receipt)))
        session.talk(*(describe_needs(receipt) if receipt else ()))
        return
    print_text(request_sheet_text(RequestSheetFormat.JSON if act.as_json else form or RequestSheetFormat.TEXT, sheet))
    if receipt:
        report_act(receipt)


def show_request(
    name: Annotated[RequestName, params.argument("REQUEST", "Its name, as 2026/3.", RequestName.parse)],
    form: Form = None,
    as_json: params.AsJson = False,
) -> None:
    """Show the sheet of a request that was kept.

    The documents are shown as they are now.
    """
    sheet = make_kept_request_sheet(open_register(), name, session.today())
    if form is None and session.has_terminal() and not as_json:
        show_view(request_sheet_view(sheet, session.today()))
        return
    print_text(request_sheet_text(RequestSheetFormat.JSON if as_json else form or RequestSheetFormat.TEXT, sheet))
