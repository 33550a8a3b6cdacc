"""The made-up documents in the native form of each peer of somei: an entry for each, with all that it refers to.

Each form is the one in which that program is quickest: Doorstop's is one document of many items, where items of two
would be compared with each other; StrictDoc's are documents of a thousand requirements, which it reads side by side.
"""

import json
import subprocess
import tomllib
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from registers_at_scale import Made

_A_FILE = 1_000

_DOORSTOP = "settings:\n  digits: 6\n  itemformat: yaml\n  prefix: DOC\n  sep: ''\n"
_BEANCOUNT = "2000-01-01 open Assets:Register\n2000-01-01 open Income:Documents\n"
_HLEDGER = "commodity 1. DOC\naccount assets:register\naccount income:documents\n"
_REUSE = """\
version = 1
[[annotations]]
path = "**"
SPDX-FileCopyrightText = "2020 A Clerk"
SPDX-License-Identifier = "CC0-1.0"
"""


class Entry(NamedTuple):
    """What a peer is told of a document: its place, from 1, and the places of those that it refers to, among it."""

    at: int
    made: Made
    name: str
    subject: str
    sender: str
    marking: str
    codes: Sequence[str]
    refers: Sequence[int]


def entries(made: Iterable[Made]) -> list[Entry]:
    """The documents as peers see them."""
    places: dict[str, int] = {}
    found = []
    for at, one in enumerate(made, start=1):
        fields = tomllib.loads(one.text)
        refers = list(dict.fromkeys(places[number] for number in _referred(fields)))
        name = Path(one.path).stem
        marking = fields.get("marking", "none")
        found.append(Entry(at, one, name, fields["subject"], fields["from"], marking, fields["subject_codes"], refers))
        places[one.number] = at
    return found


def _referred(fields: Mapping[str, Any]) -> Iterator[str]:
    yield from fields.get("previous_documents", ())
    yield from (reference["to"] for reference in fields.get("references", ()))
    for item in fields.get("items", ()):
        yield from item.get("documents", ())


def write_native(peer: str, register: Sequence[Entry], folder: Path) -> None:
    """Write a register for one of `PEERS` into a folder, and commit it in git, where somei's is too."""
    for path, text in _FORMS[peer](register):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "Begin")):
        subprocess.run(["git", *words], cwd=folder, check=True)


def _doorstop(register: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    yield "doc/.doorstop.yml", _DOORSTOP
    for one in register:
        parents = [register[other - 1] for other in sorted(one.refers)]
        links = "".join(f"\n- {_uid(other)}: {_stamp(other)}" for other in parents) or "[]"
        item = _yaml(
            active="true",
            codes=_quoted(one.codes),
            date=f"'{one.made.day}'",
            derived="false",
            header=f"|\n  {one.made.number}",
            level=f"'1.{one.at}'",
            links=links,
            marking=one.marking,
            normative="true",
            ref="''",
            reviewed=_stamp(one, parents),
            sender=_quoted(one.sender),
            text=f"|\n  {one.subject}",
        )
        yield f"doc/{_uid(one)}.yml", item


def _uid(one: Entry) -> str:
    return f"DOC{one.at:06d}"


def _stamp(one: Entry, parents: Iterable[Entry] = ()) -> str:
    """What Doorstop notes of a text that somebody has reviewed; else its first check would write every item."""
    hashed = "".join((_uid(one), one.subject, *map(_uid, parents)))
    return urlsafe_b64encode(sha256(hashed.encode()).digest()).decode()


def _strictdoc(register: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    for begin in range(0, len(register), _A_FILE):
        parts = [f"[DOCUMENT]\nTITLE: Register from {begin + 1}\n"]
        for one in register[begin : begin + _A_FILE]:
            relations = "".join(f"- TYPE: Parent\n  VALUE: DOC-{other}\n" for other in one.refers)
            parts.append(
                f"[REQUIREMENT]\nUID: DOC-{one.at}\nTAGS: {', '.join(one.codes)}\nTITLE: {one.made.number}\n"
                f"STATEMENT: >>>\n{one.subject}\n<<<\n"
                f"COMMENT: >>>\n{one.sender}, {one.made.day}, {one.marking}\n<<<\n"
                + (relations and f"RELATIONS:\n{relations}")
            )
        yield f"documents{begin:06d}.sdoc", "\n".join(parts)


def _papis(register: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    for one in register:
        codes = "".join(f"\n- {code}" for code in one.codes)
        refers = "".join(f"\n- DOC{other}" for other in one.refers) or "[]"
        info = _yaml(
            author=_quoted(one.sender),
            date=f"'{one.made.day}'",
            institution="Council",
            marking=one.marking,
            number=f"'{one.made.number}'",
            papis_id=f"'{one.at:032x}'",
            ref=f"DOC{one.at}",
            refers=refers,
            tags=codes,
            title=_quoted(one.subject),
            type="report",
            year=str(one.made.day.year),
        )
        yield str(Path(one.made.path).with_suffix("") / "info.yaml"), info


def _beancount(register: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    parts = [_BEANCOUNT]
    for one in register:
        links = " ".join(f"^{each.name}" for each in (one, *(register[other - 1] for other in one.refers)))
        tags = " ".join("#" + code.replace(" ", "-") for code in one.codes)
        parts.append(
            f"{one.made.day} * {_quoted(one.sender)} {_quoted(one.subject)} {tags} {links}\n"
            f'  number: "{one.made.number}"\n  marking: "{one.marking}"\n'
            "  Assets:Register  1 DOC\n  Income:Documents\n"
        )
    yield "main.beancount", "\n".join(parts)


def _hledger(register: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    parts = [_HLEDGER]
    for one in register:
        tags = {"from": one.sender, "marking": one.marking, "codes": " ".join(one.codes)}
        tags |= {"refers": " ".join(register[other - 1].name for other in one.refers)} if one.refers else {}
        parts.append(
            f"{one.made.day} * ({one.made.number}) {one.subject}\n"
            + "".join(f"    ; {key}: {value}\n" for key, value in tags.items())
            + "    assets:register  1 DOC\n    income:documents\n"
        )
    yield "main.journal", "\n".join(parts)


def _reuse(register: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    yield "REUSE.toml", _REUSE
    yield "LICENSES/CC0-1.0.txt", "CC0\n"
    yield from ((one.made.path, one.made.text) for one in register)


def _yaml(**values: str) -> str:
    return "".join(f"{key}: {value}\n" for key, value in values.items())


def _quoted(value: str | Sequence[str]) -> str:
    return json.dumps(value, ensure_ascii=False)


_FORMS = {
    "doorstop": _doorstop,
    "strictdoc": _strictdoc,
    "papis": _papis,
    "reuse": _reuse,
    "beancount": _beancount,
    "hledger": _hledger,
}
PEERS = tuple(_FORMS)
