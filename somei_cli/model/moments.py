"""Moments of a register as a clerk names them, and what is looked at from one."""

from datetime import date
from enum import Enum
from typing import NamedTuple


class Named(NamedTuple):
    """A commit as somebody named it: a hash, a branch, `HEAD~3`. What it means only git can tell."""

    revision: str


class Now(Enum):
    """The files as they are, whether or not they are committed."""

    NOW = "now"


Moment = date | Named | Now
"""The end of a day, a commit, or now."""
