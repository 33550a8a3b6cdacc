"""Going back: the register as it stood at a moment, and what had happened by a day as it was known at another."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from somei_cli.errors import NotFound, NumberUnknown, WrongUsage, as_typed
from somei_cli.model.moments import NOW, Moment
from somei_cli.model.numbers import DocumentNumber
from somei_cli.store.git import Git
from somei_cli.store.holding import Committed
from somei_cli.store.moments import Made, at_the_end_of, beginning_of, coming_of, moment_of, zone_of
from somei_cli.store.register import Register
from somei_cli.text.paths import SETTINGS, path_of


class Past(NamedTuple):
    """A register as it was: `made` is the commit that is read, None for the files as they are.

    `today` is the day that it is looked at from; what happened after the day `by` is left out.
    """

    register: Register
    today: date
    made: Made | None = None
    by: date | None = None

    def need(self, number: DocumentNumber) -> None:
        """Stop where the document was not there then; now is left to what else is asked of the register.

        Raises:
            NotFound: telling when it came.
        """
        if (self.made or self.by) and self.register.find(number) is None:
            raise _not_there(self, number)


def go_back(root: Path, as_of: Moment | None, known_at: Moment | None, today: date) -> Past:
    """The register as it stood at a moment; with both moments, what had happened by the one as known at the other.

    Raises:
        NotFound: where there was no such commit, or no register yet.
        WrongUsage: where both are given and the first is no day.
    """
    if as_of is not None and known_at is not None and as_of.day is None:
        raise WrongUsage("--known-at goes with a day: --as-of DATE.", "A commit goes alone: --as-of REV.")
    by = as_of.day if as_of is not None and known_at is not None else None
    held = known_at if known_at is not None else as_of if as_of is not None else NOW
    made = _made(root, held)
    day = by or held.day or (made.committed.date() if made else today)
    register = _opened(root, made, by) if made else Register(root, by=by)
    return Past(register, min(day, today), made, by)


def _made(root: Path, held: Moment) -> Made | None:
    """The commit that a moment means; none for the files as they are."""
    if held == NOW:
        return None
    git, zone = Git(root), zone_of(Register(root).settings.time_zone)
    if held.day is None:
        return moment_of(git, git.resolve(held.revision or ""), zone)
    commit = at_the_end_of(git, held.day, zone)
    if commit is None:
        first = beginning_of(git, zone)
        hint = f"The first commit is of {first.committed:%Y-%m-%d}." if first else "Nothing is committed yet."
        raise NotFound(f"There was no commit yet at the end of {held.day}.", hint)
    return moment_of(git, commit, zone)


def _opened(root: Path, made: Made, by: date | None) -> Register:
    git = Git(root)
    try:
        return Register(root, Committed(git, made.commit), by)
    except FileNotFoundError:
        zone = made.committed.tzinfo
        came = coming_of(git, SETTINGS, zone, after=made.commit)
        hint = f"It came on {_told(came)}." if came else ""
        raise NotFound(f"There was no register yet in {_name(made)}.", hint) from None


def _not_there(past: Past, number: DocumentNumber) -> NotFound:
    known = Register(past.register.root, past.register.holding).find(number)
    if known and past.by:
        return NotFound(f"{number} is dated {known.date}, after {past.by}.", "Name a later day with --as-of.")
    if past.made is None:
        return NumberUnknown(number, (d.number for d in past.register.family(number)))
    git, zone, path = Git(past.register.root), past.made.committed.tzinfo, path_of(number)
    sentence = f"{number} was not in the register in {_name(past.made)}."
    if later := coming_of(git, path, zone, after=past.made.commit):
        return NotFound(sentence, f"It came on {_told(later)}: --as-of {later.commit[:10]}")
    if coming_of(git, path, zone):
        return NotFound(sentence, f"What became of it: somei history {as_typed(number)}")
    if Register(past.register.root).find(number):
        return NotFound(sentence, "It is not committed yet; without --as-of it is shown.")
    return NumberUnknown(number, (d.number for d in past.register.family(number)))


def _name(made: Made) -> str:
    return f"commit {made.commit[:10]} of {made.committed:%Y-%m-%d %H:%M}"


def _told(made: Made) -> str:
    return f"{made.committed:%Y-%m-%d} with commit {made.commit[:10]}"
