"""The follow-ups of a register with their names (15070/19#2.1: document, item, ordinal), and filters for them."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from somei_cli.errors import NotFound
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.groups import group_pairs
from somei_cli.model.item_refs import (
    NAME_IN_TITLE,
    FollowUpName,
    ItemPlace,
    LocatedItem,
    find_item,
    find_typed_item,
    locate_items,
)
from somei_cli.model.items_and_follow_ups import FollowUp, FollowUpState, Item
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.vocabulary import Vocabulary

SOON = 14
"""Days: what is due within a fortnight is soon."""


def named_follow_ups(document: Document) -> Iterator[tuple[FollowUpName, LocatedItem, FollowUp]]:
    """Yield every follow-up of a document, in printed order, with its name and item."""
    # Most documents have no follow-up, and naming all items takes time.
    for located in locate_items(document) if document.has_follow_ups else ():
        for ordinal, follow_up in enumerate(located.item.follow_ups, start=1):
            yield FollowUpName(document.number, located.place, ordinal), located, follow_up


def newest_name(document: Document, place: ItemPlace) -> FollowUpName:
    """Return the name of the last follow-up of an item."""
    located = find_typed_item(document, place)
    return FollowUpName(document.number, located.place, len(located.item.follow_ups))


def find_follow_up(document: Document, name: FollowUpName) -> tuple[LocatedItem, FollowUp, FollowUpName]:
    """Return the item and the follow-up with this name, and the name as it is written.

    Raises:
        NotFound: with the follow-ups of the document.
    """
    located = find_item(document, name.place)
    name = name._replace(place=located.place)
    if name.ordinal > len(located.item.follow_ups):
        names = ", ".join(str(existing) for existing, _, _ in named_follow_ups(document))
        raise NotFound(f"There is no follow-up {name}.", f"There are: {names}" if names else "It holds none.")
    return located, located.item.follow_ups[name.ordinal - 1], name


DueOf = Callable[[Document, FollowUp], date | None]
"""Computes the due day of an open follow-up that has only words for it."""


class ListedFollowUp(NamedTuple):
    """A follow-up with its document and item; `agendas` are those that name it."""

    name: FollowUpName
    document: Document
    item: Item
    follow_up: FollowUp
    due: date | None = None
    agendas: tuple[DocumentNumber, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor dropped."""
        return self.follow_up.state is FollowUpState.OPEN

    def days_left(self, today: date) -> int | None:
        """Return the days until it is due, below zero if it is late; None if it is closed or has no known day."""
        return (self.due - today).days if self.is_open and self.due else None


def list_follow_ups(documents: Iterable[Document], due_of: DueOf) -> list[ListedFollowUp]:
    """Return every follow-up: the open ones by due day, then the closed ones."""
    all_documents = list(documents)
    agendas = _agendas_naming(all_documents)
    listed = [
        ListedFollowUp(
            name,
            document,
            located.item,
            follow_up,
            _due(document, follow_up, due_of),
            tuple(agendas.get(str(name), ())),
        )
        for document in all_documents
        for name, located, follow_up in named_follow_ups(document)
    ]
    return sorted(listed, key=lambda entry: (not entry.is_open, entry.due or date.max))


def _due(document: Document, follow_up: FollowUp, due_of: DueOf) -> date | None:
    must_compute = follow_up.due is None and follow_up.state is FollowUpState.OPEN
    return due_of(document, follow_up) if must_compute else follow_up.due


# ---- names on agendas


def names_in(agenda: Document) -> Iterator[str]:
    """Yield the names of follow-ups in the titles of items, which are in round brackets."""
    for item in agenda.walk_items():
        if "#" in item.title:
            yield from (match["name"] for match in re.finditer(NAME_IN_TITLE, item.title))


def _agendas_naming(documents: Iterable[Document]) -> dict[str, list[DocumentNumber]]:
    agendas = (document for document in documents if document.agenda is not None)
    return group_pairs((name, agenda.number) for agenda in agendas for name in dict.fromkeys(names_in(agenda)))


# ---- filters


class FollowUpFilter(NamedTuple):
    """Conditions on follow-ups that must all be met; a tuple means any of its values.

    `late` and `soon` (within so many days) together mean one of the two.
    """

    today: date
    late: bool = False
    soon: int | None = None
    bodies: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    states: tuple[FollowUpState, ...] = ()
    documents: tuple[DocumentNumber, ...] = ()

    def select(self, follow_ups: Iterable[ListedFollowUp], vocabulary: Vocabulary) -> list[ListedFollowUp]:
        """Return the follow-ups that meet the conditions."""
        body = Selection(bodies=self.bodies)
        patterns = [_actor_pattern(actor, vocabulary) for actor in self.actors]
        return [
            entry
            for entry in follow_ups
            if self._is_in_time(entry)
            and (not self.states or entry.follow_up.state in self.states)
            and (not self.documents or entry.name.document in self.documents)
            and (not patterns or any(pattern.search(entry.follow_up.who or "") for pattern in patterns))
            and body.matches(entry.document, lambda: vocabulary)
        ]

    def _is_in_time(self, entry: ListedFollowUp) -> bool:
        if not self.late and self.soon is None:
            return True
        if not entry.is_open or entry.due is None:
            return False
        late = entry.due < self.today
        return (self.late and late) or (self.soon is not None and not late and entry.due <= self._horizon(self.soon))

    def _horizon(self, days: int) -> date:
        return self.today + timedelta(days=min(days, (date.max - self.today).days))


def _actor_pattern(actor: str, vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return a pattern for an actor by any of its names, also among others: “Eurojust and Europol”."""
    known_names = [(*term.spellings, term.meaning) for term in vocabulary.terms]
    actor_names = [names for names in known_names if actor.casefold() in map(str.casefold, names)]
    spellings = {actor, *(name for names in actor_names for name in names)}
    names = "|".join(re.escape(name) for name in sorted(spellings, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)
