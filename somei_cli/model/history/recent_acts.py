"""What happened in a register, an act each: its words, who did it and when, and which acts are asked for."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from somei_cli.model.document_number import DocumentNumber

PAST_WORDS = {
    "Add": "Added",
    "Adopt": "Adopted",
    "Bring": "Brought",
    "Carry": "Carried",
    "Change": "Changed",
    "Classify": "Classified",
    "Declassify": "Declassified",
    "Done:": "Done:",
    "Draft": "Drafted",
    "Drop": "Dropped",
    "Edit": "Edited",
    "Import": "Imported",
    "Issue": "Issued",
    "Keep": "Kept",
    "Link": "Linked",
    "Lower": "Lowered",
    "Mend": "Mended",
    "Move": "Moved",
    "Put": "Put",
    "Raise": "Raised",
    "Record": "Recorded",
    "Refuse": "Refused",
    "Release": "Released",
    "Remove": "Removed",
    "Rename": "Renamed",
    "Renumber": "Renumbered",
    "Report": "Reported",
    "Reserve": "Reserved",
    "Retire": "Retired",
    "Revise": "Revised",
    "Settle": "Settled",
    "Start": "Started",
    "Take": "Took",
    "Undo": "Undid",
    "Withdraw": "Withdrew",
}
"""The words that begin the subject of an act, and how the log puts them."""


_FORMER_SUBJECTS = (
    ("Refer no longer from ", "Remove the reference of "),
    ("Refer from ", "Add a reference of "),
    ("Tie ", "Link "),
)
"""How the subjects of some acts began in older histories, and how they begin now."""


def put_into_past(summary: str) -> str:
    """Return the subject of an act as what was done.

    >>> put_into_past("Edit 6001/20"), put_into_past("Refer from 1/20 to 7/20")
    ('Edited 6001/20', 'Added a reference of 1/20 to 7/20')
    """
    for former, present in _FORMER_SUBJECTS:
        if summary.startswith(former):
            summary = present + summary.removeprefix(former)
    verb, _, object_words = summary.partition(" ")
    return f"{PAST_WORDS[verb]} {object_words}" if verb in PAST_WORDS else summary


_LOWERING_BY_UNDO = ", lowering the marking "
"""The subject of an undo that lowers the marking of documents ends with this and what it lowers."""


def describe_lowering(steps: Sequence[tuple[object, object, object]], *, is_only_document: bool) -> str:
    """Return the end of the subject of an undo that lowers markings: of documents, from a marking to another.

    >>> describe_lowering([("1/20", "LIMITE", "none")], is_only_document=True)
    ', lowering the marking from LIMITE to none'
    """
    if not steps:
        return ""
    number, before, after = steps[0]
    if len(steps) > 1:
        return f"{_LOWERING_BY_UNDO}of {len(steps)} documents"
    return f"{_LOWERING_BY_UNDO}{'' if is_only_document else f'of {number} '}from {before} to {after}"


def lowers_marking(summary: str) -> bool:
    """Whether the subject of an act says that it lowered the marking of documents."""
    is_undo = summary.startswith("Undo ") and _LOWERING_BY_UNDO in summary
    return is_undo or summary.startswith("Lower the marking ")


_PUT = r"Put (?P<subject>item .+?|a line) (?P<place>(?:on|under) .*)"


def describe_done(summary: str) -> str:
    """Return the subject of an act as a receipt reports it.

    >>> describe_done("Edit 6001/20"), describe_done("Put item 4 bis on the agenda 16000/26")
    ('Edited 6001/20', 'Item 4 bis put on the agenda 16000/26')
    """
    if name := _closed_follow_up(summary):
        return f"Recorded {name} as done"
    if match := re.fullmatch(_PUT, summary):
        subject = match["subject"]
        return f"{subject[0].upper()}{subject[1:]} put {match['place']}"
    return put_into_past(summary)


def describe_intended(summary: str) -> str:
    """Return the subject of an act as what would be done.

    >>> describe_intended("Edit 6001/20"), describe_intended("Done: 15070/19#2.1")
    ('would edit 6001/20', 'would record 15070/19#2.1 as done')
    """
    if name := _closed_follow_up(summary):
        return f"would record {name} as done"
    verb, _, object_words = summary.partition(" ")
    return f"would {verb.lower()} {object_words}" if verb in PAST_WORDS and verb.isalpha() else summary


def _closed_follow_up(summary: str) -> str:
    """Return the follow-up that an act closed as done; empty for any other act."""
    verb, _, name = summary.partition(" ")
    return name if verb == "Done:" else ""


class RecentAct(NamedTuple):
    """An act: its full hash, when it was done and by whom, the subject of its commit and what its trailers say.

    `action` is None for a commit that no command of somei made; `documents` are then those whose files it changed, and
    `files` the paths of the others, from the folder of the register.
    `undone_act` is the subject of the act that this one took back, if it is an undo itself, or that it did again, if
    that act was undone before (`is_done_again`). `is_undone` says that a later act took this one back. `is_sent` is
    None where there is no server to send it to.
    """

    commit: str
    time: datetime
    author: str
    email: str
    summary: str
    action: str | None = None
    documents: tuple[DocumentNumber, ...] = ()
    files: tuple[str, ...] = ()
    reason: str | None = None
    undone_act: str | None = None
    is_done_again: bool = False
    is_undone: bool = False
    is_sent: bool | None = None

    @property
    def has_lowered_marking(self) -> bool:
        """Whether a command of somei lowered the marking of documents in this act."""
        return bool(self.action) and lowers_marking(self.summary)

    @property
    def takes_back(self) -> bool:
        """Whether this act took back another one, so that to undo it does that one again."""
        return bool(self.undone_act) and not self.is_done_again

    @property
    def words(self) -> str:
        """What was done, as the log says it.

        >>> RecentAct("4f", datetime(2020, 6, 2), "A", "a@b", "Edit 6001/20", "edit").words
        'Edited 6001/20'
        """
        if not self.action:
            return self.summary
        if not self.undone_act:
            return put_into_past(self.summary)
        _, lowers, lowered = self.summary.partition(_LOWERING_BY_UNDO)
        verb = "Did again" if self.is_done_again else "Undid"
        return f"{verb}: {put_into_past(self.undone_act)}" + (f" – lowered the marking {lowered}" if lowers else "")


def order_acts_to_undo(acts: Iterable[RecentAct], person: str) -> list[RecentAct]:
    """Return acts as they are offered: undos last, since to undo one does an act again; a person's own ones first."""
    return sorted(acts, key=lambda act: (act.takes_back, f"{act.author} <{act.email}>" != person))


def find_only_act(acts: Sequence[RecentAct], person: str) -> RecentAct | None:
    """Return the newest act if an undo can only mean it: it is the only one, or the only one of a `Name <address>`."""
    if not acts:
        return None
    own_acts = [act for act in acts if f"{act.author} <{act.email}>" == person]
    return acts[0] if len(acts) == 1 or own_acts == [acts[0]] else None


class ActFilter(NamedTuple):
    """Which acts are shown: by days in the register's time zone, part of a name or address, documents and a code.

    `numbers` are the documents asked for, or those that have the code; None means any. An act of the vocabulary on
    the code counts too.
    """

    since: date | None = None
    until: date | None = None
    person: str = ""
    numbers: Collection[DocumentNumber] | None = None
    code: str = ""

    def matches(self, act: RecentAct) -> bool:
        """Whether an act is to be shown."""
        day = act.time.date()
        return (
            (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
            and self.person.casefold() in f"{act.author} <{act.email}>".casefold()
            and (self.numbers is None or self._is_about(act))
        )

    def _is_about(self, act: RecentAct) -> bool:
        on_code = bool(self.code) and (act.action or "").startswith("codes ") and self.code in act.summary.split()
        return on_code or any(number in (self.numbers or ()) for number in act.documents)


ALL_ACTS = ActFilter()
