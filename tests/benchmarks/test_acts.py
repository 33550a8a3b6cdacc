"""What each act on one document costs beside an empty program (E) and a bare `git commit` (C), in a large register.

    DOCUMENTS=1k,10k pytest tests/benchmarks/test_acts.py

Each round plays the life of a document, an agenda and a code with the program itself, every act a process of its own.
Prints Markdown, asserts no times; what counts is the processor time of all that an act starts, as E + n C. `ROUNDS` is
how often (7), `SOMEI` the program.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import pytest
from benchmarks.test_scale import ROUNDS, SIZES, SOMEI
from empty_program import empty_program
from registers_at_scale import kept_register
from stopwatch import Cost, stopwatch

DAY = "2020-02-12"
BARE_COMMIT = "git add bare.txt && git commit -q -m Bare -- bare.txt"


def acts(at: int) -> Iterator[tuple[str, Sequence[str]]]:
    """Acts of one round, each with its name; every one works on what those before it made."""
    note, right, agenda, outcome, draft = (f"{18_000 + 10 * at + each}/20" for each in range(5))
    code, renamed = f"ZZ{'ABCDEFGHIJ'[at % 10]}", f"ZZZ{'ABCDEFGHIJ'[at % 10]}"
    yield "add", ("add", note, "--subject", "A note", "--type", "NOTE", "--date", "2020-02-03")
    yield "edit", ("edit", note, "subject=Another note", "place=Brussels")
    yield "classify CODE", ("classify", note, "COSI")
    yield "classify CODE SERIAL", ("classify", note, f"SIRIS {at + 1}")
    yield "classify --drop", ("classify", note, "--drop", "SIRIS")
    yield "classify --marking", ("classify", note, "--marking", "LIMITE")
    yield "access", ("access", note, "release", "--on", "2020-02-10")
    yield "xref add", ("xref", "add", note, f"{18_000 + 10 * at + 9}/20")
    yield "undo", ("undo", "-m", "not meant")
    yield "renumber", ("renumber", note, right, "-m", "two figures swapped")
    yield "withdraw", ("withdraw", right, "-m", "sent by mistake")
    yield "agenda create", ("agenda", "create", "SOMEI", DAY, "--number", agenda)
    yield "agenda add-item", ("agenda", "add-item", agenda, "Lamps")
    yield "agenda edit-item", ("agenda", "edit-item", agenda, "2", "--title", "Lamps and oil")
    yield "agenda move-item", ("agenda", "move-item", agenda, "3", "--to", "2")
    yield "agenda remove-item", ("agenda", "remove-item", agenda, "2")
    yield "agenda issue", ("agenda", "issue", agenda, "--date", "2020-02-05")
    yield "agenda adopt", ("agenda", "adopt", agenda, "--on", DAY)
    yield "agenda outcome", ("agenda", "outcome", agenda, "--number", outcome)
    yield "edit --item", ("edit", outcome, "--item", "1", "result=adopted")
    yield "issue", ("issue", outcome)
    yield "number reserve", ("number", "reserve", draft)
    yield "number release", ("number", "release", draft, "-m", "not needed")
    yield "codes add", ("codes", "add", code, "A code")
    yield "codes rename", ("codes", "rename", code, renamed, "-m", "misspelt")
    yield "codes retire", ("codes", "retire", renamed, "--replaced-by", "COSI", "-m", "joined")
    yield "bodies add", ("bodies", "add", code, f"Party {code}")
    yield "bodies edit", ("bodies", "edit", code, f"Other party {code}")
    yield "status", ("status",)


@pytest.mark.parametrize("size", SIZES)
def test_acts_on_one_document(tmp_path: Path, size: int, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / str(size)
    kept_register(folder, size)
    for words in (("git", "reset", "-q", "--hard", "made"), (SOMEI, "doctor", "--tune"), (SOMEI, "check", "-q")):
        subprocess.run(words, cwd=folder, check=False, capture_output=True)
    floors = {"E": empty_program(tmp_path), "C": ("sh", "-c", BARE_COMMIT)}
    costs: dict[str, list[Cost]] = {}
    with stopwatch({**os.environ, "SOMEI_TODAY": "2020-02-14"}) as watch:
        for at in range(ROUNDS):
            (folder / "bare.txt").write_text(f"{os.getpid()} {at}\n", encoding="utf-8")
            commands = {name: (SOMEI, *words) for name, words in acts(at)}
            for name, words in {**floors, **commands}.items():
                cost = watch.time(words, folder)
                assert cost.status == 0, (name, words)
                costs.setdefault(name, []).append(cost)

    empty, commit = (median(cost.cpu for cost in costs.pop(name)) for name in floors)
    lines = [f"E {1000 * empty:.0f} ms, C {1000 * commit:.0f} ms", "", "| act | ms | processor ms | E + n C |"]
    lines.append("|---|---|---|---|")
    for name, runs in costs.items():
        wall, cpu = median(cost.wall for cost in runs), median(cost.cpu for cost in runs)
        lines.append(f"| {name} | {1000 * wall:.0f} | {1000 * cpu:.0f} | {(cpu - empty) / commit:.2f} |")
    with capsys.disabled():
        sys.stdout.write(f"\n{size:,} documents\n\n" + "\n".join(lines) + "\n")
