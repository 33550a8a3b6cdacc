"""The help page "The first ten minutes" is played: what it shows is what somei answers."""

import shutil

import pytest
import transcripts
from conftest import PROJECT, SAMPLE, Clerk

PAGE = PROJECT / "somei_cli/manual/tour.md"


def test_the_first_ten_minutes(empty: Clerk, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("COLUMNS", "78")
    monkeypatch.setenv("NO_COLOR", "1")
    shutil.copy(SAMPLE, empty.folder / "15070-19.md")

    transcripts.require_same(PAGE, lambda _: empty, request, folder="/home/clerk/register")
