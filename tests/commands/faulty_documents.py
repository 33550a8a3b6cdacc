"""What the tests of checks share: faulty documents, and what a check says of them."""

import json
import os
from typing import Any

from conftest import Clerk
from needs import need

FIRST, SECOND, THIRD = (f"documents/2019/000/ST-{n}-2019-INIT.toml" for n in (1, 2, 3))


def sound(number: str, subject: str = "S") -> str:
    code = f'subject_codes = [\n    "COSI {number[:-3]}",\n]\n'
    return f'number = "{number}"\nsubject = "{subject}"\ndate = 2019-05-01\n{code}'


def faulty(number: str, subject: str = "S") -> str:
    """DATE002, an error, on line 3."""
    return sound(number, subject).replace("2019-05-01", "2018-05-01")


def found(clerk: Clerk, *words: str) -> list[tuple[str, str | None]]:
    """Code and document of every finding."""
    return [(one["code"], one["document"]) for one in records(clerk, *words)]


def records(clerk: Clerk, *words: str) -> list[dict[str, Any]]:
    answer = clerk.run("check", *words, "--json")
    assert answer.status in {0, 1, 3}, answer
    held: list[dict[str, Any]] = json.loads(answer.out)["records"]
    return held


def bound() -> list[str]:
    """What starts a program without the right of root to open every folder."""
    if os.geteuid() != 0:
        return []
    return [need("setpriv"), "--bounding-set=-dac_override,-dac_read_search"]
