"""The follow-ups of a whole register, and which of them somebody asks for.

The names of follow-ups, as 15070/19#2.1: the document, the item, and the ordinal among the promises of that item.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple, Self

from somei_cli.errors import NotAValue, NotFound
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.item_refs import ItemAt, ItemPlace, count, find_item, held_items
from somei_cli.model.items import FollowUp, FollowUpState, Item
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.vocabulary import Vocabulary

_FORM = "as 15070/19#2.1"


class FollowUpName(NamedTuple):
    """One promise. Promises are never taken away, so its ordinal among those of the item stays."""

    document: DocumentNumber
    place: ItemPlace
    ordinal: int

    @classmethod
    def parse(cls, typed: str, number: Callable[[str], DocumentNumber] = DocumentNumber.parse) -> Self:
        """Read a name; `number` reads the document's.

        Raises:
            NotAValue: where it is none.
            NotANumber: where only the document's number is none.
        """
        document, _, inner = typed.strip().rpartition("#")
        place, _, ordinal = inner.rpartition(".")
        if not document or not place or not count(ordinal):
            raise NotAValue("a follow-up", typed, f"document, item and ordinal, {_FORM}")
        return cls(number(document), ItemPlace.parse(place), count(ordinal))

    @property
    def within(self) -> str:
        """What it is called in its own document: 2.1."""
        return f"{self.place}.{self.ordinal}"

    def __str__(self) -> str:
        return f"{self.document}#{self.within}"


def named_follow_ups(document: Document) -> Iterator[tuple[FollowUpName, ItemAt, FollowUp]]:
    """Every promise of a document, in printed order."""
    # Most documents hold none: names are made only where there is something to name.
    for held in held_items(document) if document.is_promising else ():
        for ordinal, follow_up in enumerate(held.item.follow_ups, start=1):
            yield FollowUpName(document.number, held.place, ordinal), held, follow_up


def newest(document: Document, place: ItemPlace) -> FollowUpName:
    """The name of the last promise that an item holds."""
    held = find_item(document, place)
    return FollowUpName(document.number, held.place, len(held.item.follow_ups))


def find_follow_up(document: Document, name: FollowUpName) -> tuple[ItemAt, FollowUp, FollowUpName]:
    """A promise, with its item, and its name as it is written.

    Raises:
        NotFound: naming those that are there.
    """
    held = find_item(document, name.place)
    name = name._replace(place=held.place)
    if name.ordinal > len(held.item.follow_ups):
        names = ", ".join(str(one) for one, _, _ in named_follow_ups(document))
        raise NotFound(f"There is no follow-up {name}.", f"There are: {names}" if names else "It holds none.")
    return held, held.item.follow_ups[name.ordinal - 1], name


DueOf = Callable[[Document, FollowUp], date | None]
"""The day by which an open promise is due, worked out anew where the register holds only words."""


class Promise(NamedTuple):
    """One follow-up where it stands; `agendas` are those that name it."""

    name: FollowUpName
    document: Document
    item: Item
    follow_up: FollowUp
    due: date | None = None
    agendas: tuple[DocumentNumber, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nothing is said yet of what became of it."""
        return self.follow_up.state is FollowUpState.OPEN

    def days_left(self, today: date) -> int | None:
        """Days until it is due, below zero where it is late; None where it is closed or nobody knows."""
        return (self.due - today).days if self.is_open and self.due else None


def promises_in(documents: Iterable[Document], due_of: DueOf) -> list[Promise]:
    """Every follow-up: the open ones by the day they are due, then those that are closed."""
    held = list(documents)
    naming = _agendas_naming(held)
    found = [
        Promise(name, document, at.item, one, _due(document, one, due_of), tuple(naming.get(str(name), ())))
        for document in held
        for name, at, one in named_follow_ups(document)
    ]
    return sorted(found, key=lambda p: (not p.is_open, p.due or date.max))


def _due(document: Document, follow_up: FollowUp, due_of: DueOf) -> date | None:
    worked_out = follow_up.due is None and follow_up.state is FollowUpState.OPEN
    return due_of(document, follow_up) if worked_out else follow_up.due


# ---- on agendas

_NAMED = re.compile(r"\((?P<name>[^()#]+#[^()#]+\.[0-9]+)\)")


def names_in(agenda: Document) -> Iterator[str]:
    """The names of follow-ups that stand in the titles of items, in round brackets."""
    for item in agenda.walk_items():
        if "#" in item.title:
            yield from (found["name"] for found in _NAMED.finditer(item.title))


def _agendas_naming(documents: Iterable[Document]) -> dict[str, list[DocumentNumber]]:
    naming: dict[str, list[DocumentNumber]] = {}
    for document in documents:
        if document.agenda is not None:
            for name in dict.fromkeys(names_in(document)):
                naming.setdefault(name, []).append(document.number)
    return naming


# ---- asking


class FollowUpFilter(NamedTuple):
    """Conditions that must all hold; a tuple means: any of these.

    `late` and `soon` (within so many days) together mean: one of the two.
    """

    today: date
    late: bool = False
    soon: int | None = None
    bodies: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    states: tuple[FollowUpState, ...] = ()
    documents: tuple[DocumentNumber, ...] = ()

    def of(self, promises: Iterable[Promise], vocabulary: Vocabulary) -> list[Promise]:
        """Those that are asked for."""
        body = Selection(bodies=self.bodies)
        actors = [_naming(who, vocabulary) for who in self.who]
        return [
            one
            for one in promises
            if self._in_time(one)
            and (not self.states or one.follow_up.state in self.states)
            and (not self.documents or one.name.document in self.documents)
            and (not actors or any(actor.search(one.follow_up.who or "") for actor in actors))
            and body.holds(one.document, lambda: vocabulary)
        ]

    def _in_time(self, one: Promise) -> bool:
        if not self.late and self.soon is None:
            return True
        if not one.is_open or one.due is None:
            return False
        late = one.due < self.today
        return (self.late and late) or (self.soon is not None and not late and one.due <= self._horizon(self.soon))

    def _horizon(self, days: int) -> date:
        return self.today + timedelta(days=min(days, (date.max - self.today).days))


def _naming(who: str, vocabulary: Vocabulary) -> re.Pattern[str]:
    """Somebody by any of their names, also among others: “Eurojust and Europol”."""
    known = [(*term.spellings, term.meaning) for term in vocabulary.terms]
    own = [names for names in known if who.casefold() in map(str.casefold, names)]
    spellings = {who, *(name for names in own for name in names)}
    names = "|".join(re.escape(name) for name in sorted(spellings, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)
