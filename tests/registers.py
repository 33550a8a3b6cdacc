"""Registers of any size, always alike for one seed: written straight to the disk, committed with one git command."""

import random
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml.document import dump
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document import Document, Meeting
from somei_cli.model.document_number import DocumentNumber, Status, Suffix, SuffixKind
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.markings import Marking
from somei_cli.model.references import Reference, ReferenceKind

PER_YEAR = 25_000
BASES = 16_000
CODES = tuple("COSI CATS JAI JAIEX ENFOPOL CT MIGR VISA FRONT ASIM COPEN DROIPEN PECHE AGRI ECOFIN FISC".split())
TYPES = ("NOTE", "COVER NOTE", "OUTCOME OF PROCEEDINGS", "REPORT", "Of a kind of its own")
BODIES = ("SOMEI", "COSI", "JHA Counsellors", None)
TOPICS = (
    "fishing opportunities for certain fish stocks and groups of fish stocks",
    "conclusion of the Protocol amending the Agreement with the Kingdom of Norway",
    "recognition of professional qualifications, and the “implementation” of agreements",
    "framework for screening of foreign direct investments into the Union",
    "battlefield information in national proceedings",
)


def documents(count: int, seed: int = 1) -> Iterator[Document]:
    """The first ones of a longer register are those of a shorter one; references point backwards."""
    chance = random.Random(seed)
    given: dict[tuple[str, int], int] = {}
    recent: list[DocumentNumber] = []
    suffixes: dict[DocumentNumber, int] = {}
    number = year = 0
    for at in range(count):
        if 2000 + at // PER_YEAR != year:
            year, number = 2000 + at // PER_YEAR, 0
        if number < (at % PER_YEAR + 1) * BASES / PER_YEAR or number < 3:
            number += 1
            this = DocumentNumber("ST", number, year)
        else:
            base = DocumentNumber("ST", chance.randint(max(1, number - 300), number), year)
            suffixes[base] = suffixes.get(base, 0) + 1
            this = DocumentNumber("ST", base.number, year, (Suffix(SuffixKind.REV, suffixes[base]),))
        codes = []
        for code in chance.sample(CODES, chance.choice((1, 1, 2, 3))):
            given[code, year] = given.get((code, year), 0) + 1
            codes.append(CodeEntry(SubjectCode(code), given[code, year]))
        body = chance.choice(BODIES)
        day = date(year, 1, 3) + timedelta(days=at % PER_YEAR * 355 // PER_YEAR)
        back = (int(chance.random() ** 2 * len(recent)) for _ in range(chance.randint(0, 4) if recent else 0))
        cited = dict.fromkeys(recent[-1 - steps] for steps in back)
        yield Document(
            number=this,
            status=chance.choice((Status.ISSUED,) * 20 + (Status.DRAFT, Status.WITHDRAWN)),
            type=chance.choice(TYPES),
            subject=f"Draft conclusions on the {chance.choice(TOPICS)} - {chance.choice(TOPICS)}",
            date=day,
            place="Brussels",
            languages=(chance.choice(("en", "fr", "de")),),
            marking=chance.choice((None, Marking("LIMITE"), Marking("PUBLIC"))),
            subject_codes=tuple(codes),
            originator="General Secretariat of the Council",
            addressee="Delegations",
            meeting=Meeting(body, day) if body else None,
            references=tuple(Reference(to, ReferenceKind.CITES) for to in cited),
            items=tuple(
                Item(number=str(n), title=f"Part {n}: {chance.choice(TOPICS)}") for n in range(1, chance.randint(1, 4))
            ),
        )
        recent.append(this)
        if len(recent) > 8000:
            del recent[:4000]


def write_register(folder: Path, count: int, seed: int = 1) -> tuple[DocumentNumber, ...]:
    """Write documents into a register that is there, and commit them."""
    made: list[DocumentNumber] = []
    for document in documents(count, seed):
        file = folder / path_of(document.number)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dump(document), encoding="utf-8")
        made.append(document.number)
    for words in (("add", "--all"), ("commit", "-qm", f"{count} documents")):
        subprocess.run(["git", *words], cwd=folder, check=True)
    return tuple(made)
