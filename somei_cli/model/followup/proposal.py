"""A follow-up that a text seems to promise, as it is proposed."""

from datetime import date
from typing import NamedTuple

from somei_cli.model.items import FollowUp


class Proposal(NamedTuple):
    """Words that promise something by a time.

    `item` is the printed number of the item they stand in; `due` stays empty where the words name no day that is
    certain; `line` is that of the sentence in the file it was read from, 0 where there is none; `known` says that
    the entry holds the promise already.
    """

    what: str
    due_as_said: str
    sentence: str
    item: str | None = None
    who: str | None = None
    due: date | None = None
    line: int = 0
    known: bool = False

    @property
    def follow_up(self) -> FollowUp:
        """The promise as an item holds it."""
        return FollowUp(self.what, self.who, self.due, self.due_as_said)
