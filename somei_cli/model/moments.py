"""Moments of a register, as a clerk names them."""

from datetime import date
from typing import NamedTuple


class Moment(NamedTuple):
    """The end of a day, or a commit under the name that somebody gave it; neither: the files as they are now.

    What the name means only git can tell.
    """

    day: date | None = None
    revision: str | None = None


NOW = Moment()
