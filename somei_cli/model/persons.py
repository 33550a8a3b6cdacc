"""A person as git and commit messages name one: `Name <mail>`."""

import re
from typing import NamedTuple, Self

from somei_cli.errors import NotAValue

_FORM = r"(?P<name>[^<>]*[^<>\s])\s*<(?P<mail>[^<>@\s]+@[^<>@\s]+)>"
_LONGEST = 200


class Person(NamedTuple):
    """Somebody with an address, by which persons are told apart."""

    name: str
    mail: str

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a name and an address.

        Raises:
            NotAValue: where one is missing, or it is not one line of visible words.
        """
        words = typed.strip()
        found = re.fullmatch(_FORM, words) if words.isprintable() and len(words) <= _LONGEST else None
        if found is None:
            raise NotAValue("a person", typed, "a name and an address, as “Ada Clerk <ada@example.org>”")
        return cls(" ".join(found["name"].split()), found["mail"])

    def is_at(self, mail: str) -> bool:
        """Whether this is the person with that address."""
        return self.mail.casefold() == mail.strip().casefold()

    def __str__(self) -> str:
        return f"{self.name} <{self.mail}>"
