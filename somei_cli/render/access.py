"""The publish lag as a view: one line a year and code."""

from collections.abc import Iterable

from somei_cli.model.publish_lag import Lag
from somei_cli.render.view import Column, View

_COLUMNS = (
    Column("year", "year", kept=True),
    Column("code", "code", kept=True, style="bold"),
    Column("documents", "LIMITE"),
    Column("released", "released"),
    Column("days_median", "median days"),
    Column("days_longest", "longest"),
    Column("partly_released", "in part"),
    Column("refused", "refused"),
    Column("undecided", "undecided"),
    Column("never", "never"),
)


def lag_view(lags: Iterable[Lag]) -> View:
    """Days from issue to release, and how many were never released."""
    return View("access-report", _COLUMNS, tuple(lag._asdict() for lag in lags), "No LIMITE document fits.")
