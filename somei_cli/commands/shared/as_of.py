"""The options `--as-of` and `--known-at`, and opening the register in an earlier state."""

from datetime import date
from typing import Annotated, NamedTuple

from somei_cli.actions.history.as_of import AsOfRegister, open_register_as_of
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open_and_show import say_cut_off
from somei_cli.commands.shared.option_groups import options_of
from somei_cli.errors import DateNotCertain, NotADate
from somei_cli.model.history.moments_and_ranges import NOW, Moment
from somei_cli.store.register.find import find_register


def moment(typed: str) -> Moment:
    """Read a day, or the last one of a month, a year or a Presidency; else the name of a commit."""
    try:
        return Moment(day=params.last_day(typed))
    except DateNotCertain:
        raise
    except NotADate:
        return Moment(revision=typed)


def known_moment(typed: str) -> Moment:
    """Read a day, the name of a commit, or `now`."""
    return NOW if typed.strip().casefold() == "now" else moment(typed)


_AsOf = Annotated[
    Moment | None,
    params.option("--as-of", "DATE|REV", "As the register stood at the end of a day, or in a commit.", moment),
]
_KnownAt = Annotated[
    Moment | None,
    params.option(
        "--known-at",
        "DATE|REV|now",
        "With --as-of DATE: what had happened by then, as known at this moment.",
        known_moment,
    ),
]


class AsOfOptions(NamedTuple):
    """The options that name an earlier state of the register."""

    as_of: _AsOf = None
    known_at: _KnownAt = None

    def open(self) -> AsOfRegister:
        """Open the register as of the moment, or as it is now; name the commit on standard error."""
        past = open_register_as_of(find_register(session.folder()), self.as_of, self.known_at, session.today())
        if past.commit:
            say_cut_off(past.register)
            sentence = f"The register as of commit {past.commit.commit[:10]} ({past.commit.committed:%Y-%m-%d %H:%M})"
            session.talk(f"{sentence}{_left_out(past.until)}.")
        elif past.until:
            session.talk(f"The register as it is now{_left_out(past.until)}.")
        return past


AsOf = Annotated[AsOfOptions, options_of(AsOfOptions)]


def _left_out(by: date | None) -> str:
    return f", without what happened after {by}" if by else ""
