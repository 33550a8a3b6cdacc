"""The options that select documents, the same for every command that lists, searches or counts."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from somei_cli.commands.shared import params
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Status
from somei_cli.model.register.access_status import AccessStatus
from somei_cli.model.register.conditions import Selection

Years = Annotated[list[str] | None, typer.Option("--year", metavar="Y", help="Year of the number.", show_default=False)]
Since = Annotated[
    date | None, typer.Option("--since", parser=params.day, metavar="D", help="Dated from.", show_default=False)
]
Until = Annotated[
    date | None, typer.Option("--until", parser=params.day, metavar="D", help="Dated to.", show_default=False)
]
Markings = Annotated[
    list[str] | None, typer.Option("--marking", metavar="M", help="Marking, or none.", show_default=False)
]
Types = Annotated[list[str] | None, typer.Option("--type", metavar="T", help="Heading.", show_default=False)]
Languages = Annotated[
    list[str] | None, typer.Option("--lang", metavar="XX", help="Original language.", show_default=False)
]
Statuses = Annotated[
    list[Status] | None,
    typer.Option(
        "--status",
        parser=params.status,
        metavar="S",
        help="issued, draft, reserved, withdrawn or void.",
        show_default=False,
    ),
]


def _standing(typed: str) -> AccessStatus:
    return AccessStatus(params.one_of(AccessStatus, "-".join(typed.split()), "how the access stands"))


Accesses = Annotated[
    list[AccessStatus] | None,
    typer.Option(
        "--access",
        parser=_standing,
        metavar="A",
        help="released, partly-released, refused, declassified; undecided: marked, and no decision.",
        show_default=False,
    ),
]


def selection(
    year: Sequence[str] | None,
    since: date | None,
    until: date | None,
    code: Sequence[CodeEntry] | None,
    marking: Sequence[str] | None,
    type_: Sequence[str] | None,
    body: Sequence[str] | None,
    language: Sequence[str] | None,
    status: Sequence[Status] | None,
    access: Sequence[AccessStatus] | None = None,
) -> Selection:
    """The conditions as they were typed; what was not typed sets none."""
    return Selection(
        years=tuple(map(params.year, year or ())),
        since=since,
        until=until,
        codes=tuple(code or ()),
        markings=tuple(map(params.any_marking, marking or ())),
        types=tuple(type_ or ()),
        bodies=tuple(body or ()),
        languages=tuple(map(params.language, language or ())),
        statuses=tuple(status or ()),
        accesses=tuple(access or ()),
    )
