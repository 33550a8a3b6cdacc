"""What somei and each of its peers are asked to do with the same documents, and what shows that they did it.

A program is asked in the way in which it is quickest: with its caches warm, where it has any, and without what only
tidies up. For a kind of work that it has no command for it is not asked.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from peers_native import Entry


class Kind(StrEnum):
    """A kind of work, in the order of a round: what begins anew comes first, what changes the register last."""

    FROM_NOTHING = "check from nothing"
    UNCHANGED = "check, nothing changed"
    EVERYTHING = "list of everything"
    NUMBERS = "list of all numbers"
    A_DAY = "list of a day"
    FIFTY = "list of 50"
    SHOW = "show one"
    ADD = "add one"
    COMMIT = "add one and commit it"


class Desk(NamedTuple):
    """Where a program works: its command, its folder, the register that is written there, and the folder for caches."""

    command: str
    folder: Path
    register: Sequence[Entry]
    caches: Path

    @property
    def size(self) -> int:
        return len(self.register)

    @property
    def one(self) -> Entry:
        """A document in the middle, without a suffix."""
        return next(one for one in self.register[self.size // 2 :] if " " not in one.made.number)

    @property
    def of_its_day(self) -> int:
        return sum(other.made.day == self.one.made.day for other in self.register)


Asked = Callable[[int], Sequence[str]]
"""The words of a round."""


class Work(NamedTuple):
    """What is asked; it was done if `shown` is found so many times in the answer, or in the file that is left."""

    kinds: Sequence[Kind]
    words: Asked
    shown: str
    times: int = 1
    before: Callable[[int], object] = lambda _: None
    left: str = ""


def _always(*words: str) -> Asked:
    return lambda _: words


def _committed(words: Asked, *how: str) -> Asked:
    """For those who leave it to the clerk."""
    return lambda at: ("sh", "-c", f'"$0" "$@" && git commit -qm Add {" ".join(how)}', *words(at))


def _somei(desk: Desk) -> Iterator[Work]:
    run, day, year = desk.command, str(desk.one.made.day), f"{desk.register[-1].made.day:%y}"

    def forget(_: int) -> None:
        shutil.rmtree(desk.folder / ".git/somei", ignore_errors=True)

    def remember(_: int) -> None:
        subprocess.run([run, "list", "--limit", "1"], cwd=desk.folder, check=True, capture_output=True)

    def add(at: int) -> Sequence[str]:
        return (run, "add", f"{90_000 + at}/{year}", "--subject", "A note", "--type", "NOTE")

    checked, row = rf"^{desk.size} documents checked", r"^\d+/[^\t]+\t\d{4}-\d\d-\d\d\t"
    yield Work([Kind.FROM_NOTHING], _always(run, "check"), checked, before=forget)
    yield Work([Kind.UNCHANGED], _always(run, "check"), checked, before=remember)
    yield Work([Kind.EVERYTHING], _always(run, "list"), row, desk.size)
    yield Work([Kind.NUMBERS], _always(run, "list", "--format", "ids"), r"^ST-", desk.size)
    yield Work([Kind.A_DAY], _always(run, "list", "--since", day, "--until", day), row, desk.of_its_day)
    yield Work([Kind.FIFTY], _always(run, "list", "--limit", "50"), row, 50)
    yield Work([Kind.SHOW], _always(run, "show", desk.one.made.number), rf"^number\t{desk.one.made.number}$")
    yield Work([Kind.ADD, Kind.COMMIT], add, r"^Add 9\d{4}/")


def _doorstop(desk: Desk) -> Iterator[Work]:
    # Without the option it also writes every item anew.
    check, add = _always(desk.command, "--no-reformat"), _always(desk.command, "add", "DOC")
    silent = r"\Abuilding .*\nloading .*\nvalidating items\.\.\.\n\Z"
    yield Work([Kind.FROM_NOTHING, Kind.UNCHANGED], check, silent)
    yield Work([Kind.EVERYTHING], _always(desk.command, "publish", "DOC"), r"^1\.\d+ +DOC\d{6} ", desk.size)
    yield Work([Kind.ADD], add, r"^added item: DOC")
    yield Work([Kind.COMMIT], _committed(add), r"^added item: DOC")


def _strictdoc(desk: Desk) -> Iterator[Work]:
    export, entry, left = (desk.command, "export", "--formats=json"), '"UID": "DOC-', "output/json/index.json"

    def forget(_: int) -> None:
        shutil.rmtree(desk.folder / "output", ignore_errors=True)

    # Where nothing is to be parsed, starting processes to parse it only costs.
    again = _always(*export, "--no-parallelization", ".")
    yield Work([Kind.FROM_NOTHING], _always(*export, "."), entry, desk.size, forget, left)
    yield Work([Kind.UNCHANGED, Kind.EVERYTHING], again, entry, desk.size, left=left)


def _papis(desk: Desk) -> Iterator[Work]:
    run = (desk.command, "--lib", str(desk.folder))
    listing = (*run, "list", "--all")
    fields = ("--format", "{doc[number]}\t{doc[date]}\t{doc[title]}")

    def forget(_: int) -> None:
        shutil.rmtree(desk.caches / "papis", ignore_errors=True)

    def add(folder: str, *how: str) -> Asked:
        values = {"title": "A note", "author": "Presidency", "institution": "Council", "type": "report"}

        def words(at: int) -> Sequence[str]:
            own = {**values, "number": f"{90_000 + at}/00", "ref": f"{folder}{at}", "date": "2000-12-31"}
            told = [word for key, value in own.items() for word in ("--set", key, value)]
            return (*run, "add", "--batch", *how, "--folder-name", f"{folder}{at}", *told)

        return words

    row, number = r"^\d+/[^\t]+\t\d{4}-\d\d-\d\d\t", desk.one.made.number
    yield Work([Kind.FROM_NOTHING], _always(*run, "doctor", "--all"), "No errors found!", before=forget)
    yield Work([Kind.UNCHANGED], _always(*run, "doctor", "--all"), "No errors found!")
    yield Work([Kind.EVERYTHING], _always(*listing, *fields), row, desk.size)
    yield Work([Kind.NUMBERS], _always(*listing), r"/ST-[^/]+$", desk.size)
    yield Work([Kind.A_DAY], _always(*listing, *fields, f"date:{desk.one.made.day}"), row, desk.of_its_day)
    show = _always(*run, "export", "--format", "yaml", f'number:"^{number}$"')
    yield Work([Kind.SHOW], show, rf"^number: {number}$")
    yield Work([Kind.ADD], add("added"), r"Moving document to .*/added")
    yield Work([Kind.COMMIT], add("committed", "--git"), r"Moving document to .*/committed")


def _reuse(desk: Desk) -> Iterator[Work]:
    all_licensed = rf"Files with license information: {desk.size} / {desk.size}$"
    yield Work([Kind.FROM_NOTHING, Kind.UNCHANGED], _always(desk.command, "lint"), all_licensed)
    yield Work([Kind.EVERYTHING], _always(desk.command, "spdx"), r"^FileName: \./documents/", desk.size)


def _beancount(desk: Desk) -> Iterator[Work]:
    ledger = str(desk.folder / "main.beancount")
    query = (str(Path(desk.command).with_name("bean-query")), ledger)
    select = "select entry_meta('number'), date, narration where account = 'Assets:Register'"
    day, number = desk.one.made.day, desk.one.made.number
    entry = r'^  number: "'
    yield Work([Kind.FROM_NOTHING], _always(desk.command, "--no-cache", ledger), r"\A\Z")
    yield Work([Kind.UNCHANGED], _always(desk.command, ledger), r"\A\Z")
    yield Work([Kind.EVERYTHING], _always(*query, "print"), entry, desk.size)
    numbers = _always(*query, "--format", "csv", select.replace(", date, narration", ""))
    yield Work([Kind.NUMBERS], numbers, r"^\d+/", desk.size)
    yield Work([Kind.A_DAY], _always(*query, f"print from date = {day}"), entry, desk.of_its_day)
    yield Work([Kind.FIFTY], _always(*query, "--format", "csv", f"{select} limit 50"), r"^\d+/", 50)
    yield Work([Kind.SHOW], _always(*query, f"print from meta('number') = '{number}'"), f'{entry}{number}"')


def _hledger(desk: Desk) -> Iterator[Work]:
    run, day, number = (desk.command, "--file", "main.journal"), desk.one.made.day, desk.one.made.number

    def coming(name: str) -> Callable[[int], object]:
        text = f"{desk.register[-1].made.day} * (90000/00) A note\n  assets:register  1 DOC\n  income:documents\n"
        return lambda at: (desk.folder / f"{name}{at}.journal").write_text(text)

    def take(name: str) -> Asked:
        return lambda at: (*run, "import", f"{name}{at}.journal")

    entry = r"^\d{4}-\d\d-\d\d \* \("
    yield Work([Kind.FROM_NOTHING, Kind.UNCHANGED], _always(*run, "check"), r"\A\Z")
    yield Work([Kind.EVERYTHING], _always(*run, "print"), entry, desk.size)
    yield Work([Kind.NUMBERS], _always(*run, "codes"), r"^\d+/", desk.size)
    yield Work([Kind.A_DAY], _always(*run, "print", f"date:{day}"), entry, desk.of_its_day)
    yield Work([Kind.SHOW], _always(*run, "print", f"code:^{number}$"), rf"{entry}{number}\)")
    yield Work([Kind.ADD], take("added"), r"^imported 1 new", before=coming("added"))
    yield Work([Kind.COMMIT], _committed(take("committed"), "--all"), r"^imported 1 new", before=coming("committed"))


WORK: dict[str, Callable[[Desk], Iterator[Work]]] = {
    "somei": _somei,
    "doorstop": _doorstop,
    "strictdoc": _strictdoc,
    "papis": _papis,
    "reuse": _reuse,
    "beancount": _beancount,
    "hledger": _hledger,
}
"""By program, somei first."""
