"""Registers of any size, made up but lifelike: 25,000 documents a year, always the same, in git within seconds.

Reading or writing them asks nothing of somei: the texts are built here in its canonical form, and a test holds them
to that.
"""

import random
import subprocess
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from fast_import import foundation

FIRST_YEAR, A_YEAR, FIRST_ISSUES = 2000, 25_000, 16_000
CLOSED, LONGEST = 7, 12
"""Every so many numbers one is LIMITE, and a file has no more documents that follow each other."""
A_DAY = 100
"""How many documents come in one commit."""

_CODES = (
    "PECHE AGRI ENV ECOFIN JAI ENFOPOL COSI TRANS ENER SOC COMPET TELECOM RELEX PESC COMER WTO DEVGEN EDUC CULT CODEC "
    "SAN VETER FISC UEM STATIS RECH JEUN VISA FRONT COPEN DROIPEN JUSTCIV COWEB ELARG CORDROGUE CSC INF API PI MI ENT"
).split()
_TYPES = ("NOTE", "COVER NOTE", "'I/A' ITEM NOTE", "REPORT", "OUTCOME OF PROCEEDINGS", "INFORMATION NOTE", "PROPOSAL")
_ORIGINATORS = (
    "General Secretariat of the Council",
    "Presidency",
    "Permanent Representatives Committee (Part 1)",
    "Permanent Representatives Committee (Part 2)",
    "Secretary-General of the European Commission",
    "Délégation française",
    "Ελληνική αντιπροσωπεία",
)
_ADDRESSEES = (
    "Delegations",
    "Council",
    "Permanent Representatives Committee/Council",
    "Antici Group",
    "JHA Counsellors",
)
_ACTS = (
    "Proposal for a Council Regulation",
    "Draft Council Decision",
    "Draft Council conclusions",
    "Recommendation for a Council Decision",
    "Progress report",
    "Proposal for a Directive of the European Parliament and of the Council",
)
_MATTERS = (
    "fixing for {year} the fishing opportunities for certain fish stocks in the Baltic Sea",
    "on the conclusion of the Agreement between the European Union and the Kingdom of Norway",
    "on the recognition of professional qualifications",
    "on the mobilisation of the European Globalisation Adjustment Fund in {year}",
    "concerning restrictive measures in view of the situation in Côte d'Ivoire",
    "on the deployment of alternative fuels infrastructure",
    "on common rules for access to the international market for coach and bus services",
    "establishing a framework for the screening of foreign direct investments",
    'on the \\"once only\\" principle in the exchange of evidence',
    "on combating the trafficking of firearms",
)
_STAGES = (
    "",
    " - General approach",
    " - Adoption",
    " - Mandate for negotiations",
    " - Exchange of views",
    " - Approval",
)
_ITEMS = ("State of play", "Information from the Presidency", "Information from the Commission", "Exchange of views")
_KINDS = ("cites", "cites", "answers", "implements", "summarises")
_SUFFIXES = ("ADD", "REV", "COR", "ADD", "REV")
_LANGUAGES = ("en", "en", "en", "fr", "de")
_FILES = ("COD", "NLE", "CNS", "APP")


class Made(NamedTuple):
    """One document: the path of its file, what stands in it, and its number and day."""

    path: str
    text: str
    number: str
    day: date


class _Known(NamedTuple):
    """A document that came before: its first issue, its suffix, and how many it has behind it."""

    base: int
    year: int
    suffix: str
    behind: int = 0


class _Latest:
    """What may be referred to: public texts that stand, and each is followed once, so that files stay short."""

    def __init__(self, draw: random.Random) -> None:
        self.chance = draw.random
        self._known: deque[_Known] = deque(maxlen=6_000)
        self._revised: dict[tuple[int, int], str] = {}
        self._followed: deque[_Known] = deque(maxlen=6_000)

    def add(self, base: int, year: int, suffix: str, behind: int) -> None:
        if suffix.startswith("REV"):
            self._revised[base, year] = suffix
        if base % CLOSED:
            self._known.append(_Known(base, year, suffix, behind))

    def earlier(self) -> str | None:
        """Most references are young: the square of a chance is near nought."""
        known = self._known[-1 - int(self.chance() * self.chance() * len(self._known))] if self._known else None
        return known and self._as_it_stands(known)

    def before(self) -> tuple[str, int] | None:
        """A text to follow, and how many are behind it then."""
        place = 1 + int(self.chance() * self.chance() * len(self._known))
        if place > len(self._known) or (known := self._known[-place]) in self._followed or known.behind >= LONGEST:
            return None
        self._followed.append(known)
        return self._as_it_stands(known), known.behind + 1

    def _as_it_stands(self, known: _Known) -> str:
        if known.suffix and not known.suffix.startswith("REV"):
            return _number(known.base, known.year, known.suffix)
        return _number(known.base, known.year, self._revised.get((known.base, known.year), ""))


def documents() -> Iterator[Made]:
    """Documents without end, always the same ones; what they refer to came before them."""
    draw = random.Random(6)
    latest = _Latest(draw)
    for year in count(FIRST_YEAR):
        yield from _a_year(year, draw, latest)


def _a_year(year: int, draw: random.Random, latest: _Latest) -> Iterator[Made]:
    serials, ordinals, issued = dict.fromkeys(_CODES, 0), dict[tuple[int, str], int](), 0
    for at in range(A_YEAR):
        suffix = ""
        if issued < at * FIRST_ISSUES // A_YEAR + 1:
            issued += 1
            base = issued
        else:
            base = max(1, issued - int(draw.random() * 300))
            kind = _SUFFIXES[int(draw.random() * len(_SUFFIXES))]
            ordinals[base, kind] = ordinal = ordinals.get((base, kind), 0) + 1
            suffix = f"{kind} {ordinal}"
        day = date(year, 1, 3) + timedelta(at * 360 // A_YEAR)
        number = _number(base, year, suffix)
        before = latest.before() if draw.random() < 0.3 else None
        text = _text(base, number, day, serials, draw, latest, before[0] if before else "")
        yield Made(_path(base, year, suffix), text, number, day)
        latest.add(base, year, suffix, before[1] if before else 0)


def _number(base: int, year: int, suffix: str) -> str:
    infix = suffix[4:] + "/" if suffix.startswith("REV") else ""
    return f"{base}/{infix}{year % 100:02d}" + (f" {suffix}" if suffix else "")


def _path(base: int, year: int, suffix: str) -> str:
    return f"documents/{year}/{base // 100:03d}/ST-{base}-{year}-{suffix.replace(' ', '-') or 'INIT'}.toml"


def _text(
    base: int, number: str, day: date, serials: dict[str, int], draw: random.Random, latest: _Latest, before: str
) -> str:
    chance, year = draw.random, day.year

    def one_of(words: tuple[str, ...]) -> str:
        return words[int(chance() * len(words))]

    lines = [f'number = "{number}"', f'type = "{one_of(_TYPES)}"']
    matter = one_of(_MATTERS).format(year=year)
    lines += [f'subject = "{one_of(_ACTS)} {matter}{one_of(_STAGES)}"', f"date = {day}", 'place = "Brussels"']
    lines += _array("languages", [one_of(_LANGUAGES)])
    # A family is of one procedure, and has one marking.
    if base % CLOSED == 0:
        lines.append('marking = "LIMITE"')
    codes = dict.fromkeys(_CODES[int(chance() * chance() * len(_CODES))] for _ in range(1 + int(chance() * 4)))
    for code in codes:
        serials[code] += 1
    lines += _array("subject_codes", [f"{code} {serials[code]}" for code in codes])
    if base % 2:
        lines += _array("interinstitutional_files", [f"{year}/{1 + base % 420:04d}({_FILES[base % 4]})"])
    lines += [f'from = "{one_of(_ORIGINATORS)}"', f'to = "{one_of(_ADDRESSEES)}"']
    return "\n".join([*lines, *_references(draw, latest, before), *_items(draw, latest)]) + "\n"


def _references(draw: random.Random, latest: _Latest, before: str) -> Iterator[str]:
    chance = draw.random
    if before:
        yield from _array("previous_documents", [before])
    if chance() < 0.5:
        for other in dict.fromkeys(latest.earlier() for _ in range(1 + int(chance() * 4))):
            if other and other != before:
                kind = _KINDS[int(chance() * len(_KINDS))]
                yield from ("", "[[references]]", f'to = "{other}"', f'kind = "{kind}"')


def _items(draw: random.Random, latest: _Latest) -> Iterator[str]:
    chance = draw.random
    if chance() < 0.3:
        titles = ("Adoption of the agenda", *_ITEMS[int(chance() * len(_ITEMS)) :], "Any other business")
        for place, title in enumerate(titles, start=1):
            yield from ("", "[[items]]", f'number = "{place}"', f'title = "{title}"')
            paper = latest.earlier() if chance() < 0.3 else None
            if paper:
                yield from _array("documents", [paper])


def _array(key: str, values: Iterable[str]) -> list[str]:
    return [f"{key} = [", *(f'    "{value}",' for value in values), "]"]


def write_register(folder: Path, size: int) -> int:
    """Make a register of this size in git, checked out, by a commit for each hundred documents; tells its bytes."""
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    git = ["git", "-C", str(folder)]
    total = 0
    with subprocess.Popen([*git, "fast-import", "--quiet"], stdin=subprocess.PIPE) as reader:
        assert reader.stdin
        begun = {path: text for path, text in foundation().items() if isinstance(text, str)}
        # Nobody reviews the old LIMITE documents of a made-up register.
        begun |= {"somei.toml": f"{begun['somei.toml']}review_months = 0\n", ".gitattributes": "* -text\n"}
        reader.stdin.write(_commit("Start the register", date(FIRST_YEAR, 1, 1), begun))
        coming = islice(documents(), size)
        while made := tuple(islice(coming, A_DAY)):
            total += sum(len(one.text.encode()) for one in made)
            message = f"Import {len(made)} documents\n\nSomei-Action: import\n"
            reader.stdin.write(_commit(message, made[0].day, {one.path: one.text for one in made}))
    assert reader.returncode == 0
    subprocess.run([*git, "reset", "-q", "--hard"], check=True)
    return total


def _commit(message: str, day: date, files: dict[str, str]) -> bytes:
    seconds = (day - date(1970, 1, 1)).days * 86_400 + 36_000
    lines = ["commit refs/heads/main", f"committer A Clerk <clerk@example.org> {seconds} +0000", _data(message)]
    lines += [f"M 100644 inline {path}\n{_data(text)}" for path, text in files.items()]
    return ("\n".join(lines) + "\n").encode()


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}"


def kept_register(folder: Path, size: int) -> None:
    """Write a register with the tag `made`, to which benchmarks go back, unless it stands there from the last time."""
    if not folder.exists():
        write_register(folder, size)
        subprocess.run(["git", "-C", str(folder), "tag", "made"], check=True)
