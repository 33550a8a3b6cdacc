"""A person as git and commit messages write one: `Name <mail>`."""

import re
from typing import NamedTuple, Self

from somei_cli.errors import NotAValue

_FORM = r"(?P<name>[^<>]*[^<>\s])\s*<(?P<mail>[^<>@\s]+@[^<>@\s]+)>"
_LONGEST = 200


class Person(NamedTuple):
    """A person's name and address. Two that share one of both are the same person."""

    name: str
    mail: str

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a name and an address.

        Raises:
            NotAValue: if one is missing, or it is not one line of visible words.
        """
        words = typed.strip()
        match = re.fullmatch(_FORM, words) if words.isprintable() and len(words) <= _LONGEST else None
        if match is None:
            raise NotAValue("a person", typed, "a name and an address, as “Ada Clerk <ada@example.org>”")
        return cls(" ".join(match["name"].split()), match["mail"])

    def has_address(self, mail: str) -> bool:
        """Whether this person has the address. A tag after a plus sign does not count."""
        return _address(self.mail) == _address(mail)

    def is_same(self, name: str, mail: str) -> bool:
        """Whether this person has the name or the address."""
        return self.has_address(mail) or _folded(self.name) == _folded(name)

    def __str__(self) -> str:
        return f"{self.name} <{self.mail}>"


def address_of(person: str) -> str:
    """Return the address of `Name <mail>`, by which a person is identified; other text unchanged."""
    try:
        return "@".join(_address(Person.parse(person).mail))
    except NotAValue:
        return person


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _address(mail: str) -> tuple[str, str]:
    local, _, host = mail.strip().casefold().rpartition("@")
    return local.partition("+")[0], host
