"""The publish lag as a view: one line a year and code."""

from collections.abc import Iterable

from somei_cli.model.publish_lag import Lag
from somei_cli.render.view import Column, View

_COLUMNS = (
    Column("year", "year", kept=True),
    Column("code", "code", kept=True, style="bold"),
    Column("documents", "LIMITE", kept=True, told=True),
    Column("released", "released", kept=True, told=True),
    Column("days_median", "median days", kept=True, told=True),
    Column("days_longest", "longest", kept=True, told=True),
    Column("partly_released", "in part", kept=True, told=True),
    Column("refused", "refused", kept=True, told=True),
    Column("undecided", "undecided", kept=True, told=True),
    Column("never", "never", kept=True, told=True),
)


def lag_view(lags: Iterable[Lag]) -> View:
    """Days from issue to release, and how many were never released."""
    return View("access-report", _COLUMNS, tuple(lag._asdict() for lag in lags), "No LIMITE document fits.")
