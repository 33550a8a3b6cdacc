"""Conditions of a search beyond words: who wrote it to whom, what it cites, an item, and what is not there."""

from typing import NamedTuple

from somei_cli.model.document import Document
from somei_cli.model.query.spelling import Plain
from somei_cli.model.query.terms import WordsTerm
from somei_cli.model.references import Target
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.search.presence import FIELDS, Companion, Holds, cited_by


class Conditions(NamedTuple):
    """All of them must hold; several words of one kind must all occur."""

    originator: tuple[WordsTerm, ...] = ()
    addressee: tuple[WordsTerm, ...] = ()
    item: tuple[WordsTerm, ...] = ()
    cites: tuple[Target, ...] = ()
    missing: tuple[str, ...] = ()
    without: tuple[Companion, ...] = ()

    def sieve(self, snapshot: Snapshot) -> Holds:
        """What tells whether a document of the snapshot fits; the register is looked through only where it must."""
        if not self.without:
            return self._holds
        from somei_cli.model.search.companions import lacks

        lacking = tuple(lacks(companion, snapshot) for companion in dict.fromkeys(self.without))
        return lambda document: self._holds(document) and all(holds(document) for holds in lacking)

    def _holds(self, document: Document) -> bool:
        return (
            _in_text(self.originator, document.originator)
            and _in_text(self.addressee, document.addressee)
            and (not self.item or any(_in_text(self.item, part.title) for part in document.walk_items()))
            and (not self.cites or not set(self.cites).isdisjoint(cited_by(document)))
            and not any(FIELDS[field](document) for field in self.missing)
        )


def _in_text(wanted: tuple[WordsTerm, ...], held: str | None) -> bool:
    if not wanted:
        return True
    text = Plain(held or "")
    return all(next(words.within(text), None) for words in wanted)
