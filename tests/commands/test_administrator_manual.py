"""The help pages on checking, reviewing, publishing and looking back: the blocks of a terminal on them are played."""

import pytest
import transcripts
from conftest import PROJECT, Clerk, set_day

AGENDA = "13735/19 --subject Agenda --type NOTE --date 2019-11-08 --body SOMEI --on 2019-12-04 --from Presidency"
OUTCOME = "15070/19 --type NOTE --date 2020-02-13 --marking LIMITE --body SOMEI --on 2019-12-04"


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    """A register with a note that cites an agenda with two digits swapped, and a branch that lowers a marking."""
    clerk.ok("add", *AGENDA.split(), "--code", "COSI 201")
    clerk.ok("add", *OUTCOME.split(), "--subject", "Summary of discussions", "--code", "COSI 254")
    clerk.ok("xref", "add", "15070/19", "13753/19")
    clerk.git("switch", "-qc", "branch")
    clerk.ok("classify", "15070/19", "--marking", "none", "-m", "Released")
    clerk.git("switch", "-q", "main")
    return clerk


@pytest.mark.parametrize("name", ["check", "review", "publish", "print", "history", "formats"])
def test_a_page_is_played(
    office: Clerk, name: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    set_day(monkeypatch, "2020-06-10")
    monkeypatch.setenv("COLUMNS", "78")
    monkeypatch.setenv("NO_COLOR", "1")

    transcripts.require_same(PROJECT / f"somei_cli/manual/{name}.md", lambda _: office, request, folder="~/register")
