"""The help page of agendas is a whole meeting, played from the draft to the last follow-up done."""

import pytest
import transcripts
from conftest import PROJECT, Clerk, set_day

PAGE = PROJECT / "somei_cli/manual/agendas.md"


def test_a_whole_meeting(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    set_day(monkeypatch, "2020-06-11")
    monkeypatch.setenv("COLUMNS", "78")
    monkeypatch.setenv("NO_COLOR", "1")

    transcripts.require_same(PAGE, lambda _: clerk, request)

    assert "open" not in clerk.ok("followup", "list", "--state", "all", "--fields", "state").splitlines()
    assert clerk.run("check", "--select", "AGD,FUP", "--fail-on", "warning").status == 0
