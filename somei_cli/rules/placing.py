"""Placing: from a flaw to a finding, with the path, line and column of what is wrong."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from somei_cli.model.entries import DocumentFile
from somei_cli.rules.findings import Finding
from somei_cli.rules.rule import Flaw, Rule
from somei_cli.text.paths import SETTINGS, number_at
from somei_cli.text.places import Places

Met = tuple[Rule, Flaw, DocumentFile | None]
"""A flaw with its rule and the file that it lies in; no file stands for somei.toml."""


def placed(met: Iterable[Met]) -> Iterator[Finding]:
    """Findings with their lines; the lines of a file are counted only where something was found in it."""
    in_order = sorted(met, key=_path)
    for path, group in groupby(in_order, key=_path):
        places: Places | None = None
        for rule, flaw, entry in group:
            line = flaw.line
            if not line and flaw.at and entry:
                places = places or Places(entry.text)
                line = places.line(flaw.at)
            number = flaw.about or (number_at(entry.path) if entry else None)
            yield Finding(
                code=rule.code,
                severity=flaw.severity or rule.severity,
                path=path,
                line=line or 1,
                column=flaw.column or 1,
                document=str(number) if number else None,
                message=flaw.message,
                hint=flaw.hint,
            )


def _path(met: Met) -> str:
    entry = met[2]
    return str(entry.path) if entry else str(SETTINGS)
