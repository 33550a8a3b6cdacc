"""What git says of a register in this clone: the facts that rules about git judge."""

from typing import NamedTuple


class Tracked(NamedTuple):
    """A file that git holds, in its own words: path in the register, and mode, where 100644 is a plain file.

    A large register has very many of them, so the path is made one only where it is needed.
    """

    path: str
    mode: str


class FaultyFile(NamedTuple):
    """A file beside the documents that cannot be used, why, and in which line that shows."""

    path: str
    why: str
    line: int = 1


class Surroundings(NamedTuple):
    """The register's .gitattributes (empty where there is none), its files as git holds them, and the drivers.

    `pinned` says whether git leaves line ends alone in every clone, wherever that is written. `drivers_set` says
    whether this clone has the drivers; None where nothing names them and nobody looked. `gone` are documents that git
    has and that are not there any more, `requests_gone` the same of kept requests; `no_requests` are files among those
    that give none.
    """

    attributes: str
    pinned: bool
    tracked: tuple[Tracked, ...]
    drivers_set: bool | None
    gone: tuple[str, ...] = ()
    no_requests: tuple[FaultyFile, ...] = ()
    requests_gone: tuple[str, ...] = ()
