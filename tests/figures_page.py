"""The page of figures in the manual, and the line of figures in the README: both are made of one file of figures.

Benchmarks note what they measured there (`tests/benchmarks/write_figures.py`); nothing here measures.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import fill
from typing import Any

PROJECT = Path(__file__).parents[1]
FIGURES = PROJECT / "tests/benchmarks/figures.json"
PAGE = PROJECT / "somei_cli/manual/performance.md"
README = PROJECT / "README.md"
README_BLOCK = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- end -->)", re.DOTALL)
_WIDTH = 120
VARIABLE = "FIGURES"
"""The environment variable that names the file in which benchmarks note what they measured."""

_COMMANDS = {
    "show": "`show`",
    "xref list": "`xref list`",
    "list --limit 50": "`list --limit 50`",
    "list --limit 50, as a table": "the same as a table",
    "list after somebody's commit": "`list` after a commit",
    "search, 50 hits": "`search WORDS --limit 50`",
    "history": "`history`",
    "classify --dry-run": "`classify --dry-run`",
    "completion of a number": "completion of a number",
    "check, nothing changed": "`check`, nothing changed",
    "check after one commit": "`check` after a commit",
    "check from nothing": "`check` the first time",
    "add": "`add`",
}
"""The rows of the first table, by their names in the benchmark."""
_KINDS = {
    "check from nothing": "first check",
    "check, nothing changed": "check again",
    "list of everything": "list all",
    "show one": "show",
    "add one and commit it": "add",
}
"""The columns of the second table, in the same way."""

_PAGE = """\
# Performance

What commands cost, and what other programs cost with equal documents. To measure a command of your own register:

```sh
time somei list --limit 50
```

{measured}

## Commands in small and large registers

Times differ between machines, so each command is compared with something known. `somei doctor --tune` came first.

- **E**: a program of the same Python library that does nothing
- **S**: `git status`
- **B**: git reads all documents (`git cat-file --batch`)
- **C**: git adds and commits one file

{commands}

## Other programs

Each did the nearest work with {size:,} equal documents. The figures are multiples of somei's time; a program
below 1 is faster.

{peers}

The programs with a faster first check look at little more than the form of a file. To add a document is to commit it
too. Versions: {versions}.

## Measure again

In a copy of the source, this measures everything, and writes this page:

```sh
python tests/benchmarks/write_figures.py --measure
```

More on speed: `somei help engineers`.
"""


def note_figures(part: str, figures: object) -> None:
    """Note what a benchmark measured, if a file for it is named."""
    if name := os.environ.get(VARIABLE):
        file = Path(name)
        noted = json.loads(file.read_text("utf-8")) if file.exists() else {}
        file.write_text(write_figures({**noted, part: figures}), encoding="utf-8")


def write_figures(figures: Mapping[str, Any]) -> str:
    """Return figures as the text of their file."""
    return json.dumps(figures, indent=1, ensure_ascii=False) + "\n"


def read_figures() -> dict[str, Any]:
    """Return the figures that were measured last."""
    figures: dict[str, Any] = json.loads(FIGURES.read_text("utf-8"))
    return figures


def make_page(figures: Mapping[str, Any]) -> str:
    """Return the page of the manual."""
    return _PAGE.format(
        measured=_fill(
            f"All was measured on {figures['date']}. The figures are processor time of all processes. "
            f"The machine: {figures['machine']}."
        ),
        commands="\n".join(_table_of_commands(figures["commands"])),
        size=figures["peers"]["size"],
        peers="\n".join(_table_of_peers(figures["peers"])),
        versions=", ".join(" ".join(pair).strip() for pair in figures["peers"]["versions"].items()),
    )


def make_readme_line(figures: Mapping[str, Any]) -> str:
    """Return what stands in the README between the comments."""
    seconds = figures["peers"]["seconds"]["somei"]
    first, again = seconds["check from nothing"], seconds["check, nothing changed"]
    words = (
        f"The first check of {figures['peers']['size']:,} documents takes {first:.1f} seconds of processor time, "
        f"the next one {again:.1f} ({figures['date']}, {figures['machine']}). "
        "More figures: `somei\xa0help\xa0performance`."
    )
    # No line ends within the name of a page.
    return _fill(words).replace("\xa0", " ") + "\n"


def _fill(words: str) -> str:
    return fill(words, _WIDTH, break_long_words=False, break_on_hyphens=False)


def write_page_and_readme(figures: Mapping[str, Any]) -> None:
    """Write the page, and the line between the comments of the README."""
    PAGE.write_text(make_page(figures), encoding="utf-8")
    readme = README.read_text("utf-8")
    README.write_text(README_BLOCK.sub(lambda _: make_readme_line(figures), readme), encoding="utf-8")


def _table_of_commands(sizes: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    yield f"| command | {' | '.join(f'{int(size):,}' for size in sizes)} documents |"
    yield "|---" * (len(sizes) + 1) + "|"
    for name, called in _COMMANDS.items():
        cells = [rows.get(name, "") for rows in sizes.values()]
        if any(cells):
            yield _row([called, *cells])


def _table_of_peers(peers: Mapping[str, Any]) -> Iterator[str]:
    yield _row(["", *_KINDS.values()])
    yield "|---" * (len(_KINDS) + 1) + "|"
    own = peers["seconds"]["somei"]
    for program, seconds in peers["seconds"].items():
        yield _row([program, *(_cell(seconds.get(kind), None if seconds is own else own[kind]) for kind in _KINDS)])


def _cell(seconds: float | None, own: float | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds:.2f} s" if own is None else f"{float(f'{seconds / own:.2g}'):g}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
