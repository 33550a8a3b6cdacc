"""The thread of a dossier: what belongs to it, its order, and where it is not straight."""

import json
from typing import Any

import pytest
from conftest import Clerk, prepared

FILE = "2018/0330(COD)"
PROPOSAL = "COM(2018) 631 final"


def _write(clerk: Clerk, name: str, **fields: object) -> None:
    lines = (f"{key} = {json.dumps(value) if key != 'date' else value}" for key, value in fields.items())
    clerk.write(f"documents/2018/{name}.toml", "subject = 'S'\n" + "\n".join(lines) + "\n")


@prepared
def dossier(clerk: Clerk) -> Clerk:
    """A file from the proposal to the act, with a document that only mentions it."""
    _write(clerk, "123/ST-12345-2018-INIT", number="12345/18", date="2018-09-12", type="COVER NOTE",
           interinstitutional_files=[FILE], commission_documents=[PROPOSAL])  # fmt: skip
    _write(clerk, "130/ST-13000-2018-INIT", number="13000/18", date="2018-10-01", type="NOTE",
           to="Working Party on Frontiers", previous_documents=["12345/18"],
           interinstitutional_files=[FILE])  # fmt: skip
    _write(clerk, "130/ST-13000-2018-REV-1", number="13000/1/18 REV 1", date="2018-10-20", type="NOTE",
           to="Working Party on Frontiers")  # fmt: skip
    _write(clerk, "140/ST-14000-2018-INIT", number="14000/18", date="2018-11-10", type="'I/A' ITEM NOTE",
           to="Permanent Representatives Committee/Council", previous_documents=["13000/1/18 REV 1"])  # fmt: skip
    _write(clerk, "141/ST-14100-2018-INIT", number="14100/18", date="2018-11-12", type="'A' ITEM NOTE",
           to="Council", previous_documents=["13000/1/18 REV 1", "99/18"])  # fmt: skip
    _write(clerk, "150/ST-15000-2018-INIT", number="15000/18", date="2018-11-05", type="OUTCOME OF PROCEEDINGS",
           previous_documents=["14000/18"])  # fmt: skip
    _write(clerk, "000/PE-CONS-33-2018-INIT", number="PE-CONS 33/18", date="2018-12-20",
           interinstitutional_files=[FILE])  # fmt: skip
    _write(clerk, "160/ST-16000-2018-INIT", number="16000/18", date="2018-12-01", commission_documents=[PROPOSAL])
    _write(clerk, "170/ST-17000-2018-INIT", number="17000/18", date="2018-12-01")
    clerk.write(
        "documents/2018/170/ST-17000-2018-INIT.toml",
        f'number = "17000/18"\nsubject = "S"\n\n[[outside_references]]\nto = "{FILE}"\nkind = "cites"\n',
    )
    return clerk


def _thread(clerk: Clerk, *words: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(clerk.ok("thread", *words, "--json"))
    assert answer["schema"] == "somei/thread/1"
    return answer


STAGES = [
    ("99/18", "other"),
    ("12345/18", "proposal"),
    ("13000/18", "working party"),
    ("13000/1/18 REV 1", "working party"),
    ("15000/18", "outcome"),
    ("14000/18", "Coreper"),
    ("14100/18", "Council"),
    ("16000/18", "other"),
    ("PE-CONS 33/18", "act"),
]


@pytest.mark.parametrize("index", [(), ("--no-index",)])
@pytest.mark.parametrize("start", ["12345/18", "15000/18", "PE-CONS 33/18", "16000/18"])
def test_from_wherever_one_starts_the_dossier_is_the_same(dossier: Clerk, start: str, index: tuple[str, ...]) -> None:
    answer = _thread(dossier, start, *index)
    assert [(record["number"], record["stage"]) for record in answer["records"]] == STAGES
    assert (answer["files"], answer["commission_documents"]) == ([FILE], [PROPOSAL])


def test_the_tree_shows_what_follows_what_and_what_is_not_here(dossier: Clerk) -> None:
    answer = dossier.run("thread", "14000/18")
    assert answer.status == 0
    assert answer.out.splitlines() == [
        f"{FILE}, {PROPOSAL}",
        "├─ 99/18  (not in the register)",
        "├─ 12345/18  2018-09-12  proposal  COVER NOTE  S",
        "│  └─ 13000/18  2018-10-01  working party  NOTE  S",
        "│     └─ 13000/1/18 REV 1  2018-10-20  working party  NOTE  S",
        "│        ├─ 14000/18  2018-11-10  Coreper  'I/A' ITEM NOTE  S  ◀",
        "│        │  └─ 15000/18  2018-11-05  outcome  OUTCOME OF PROCEEDINGS  S",
        "│        └─ 14100/18  2018-11-12  Council  'A' ITEM NOTE  S",
        "├─ 16000/18  2018-12-01  other  S",
        "└─ PE-CONS 33/18  2018-12-20  act  S",
    ]
    assert answer.err.splitlines() == [
        "15000/18 is dated before 14000/18, which it follows.",
        "13000/1/18 REV 1 is followed by 2 texts: 14000/18, 14100/18.",
    ]


def test_a_circle_is_told_and_ends(dossier: Clerk) -> None:
    _write(dossier, "000/ST-1-2018-INIT", number="1/18", previous_documents=["2/18"])
    _write(dossier, "000/ST-2-2018-INIT", number="2/18", previous_documents=["1/18"])

    answer = dossier.run("thread", "1/18")
    assert answer.out.splitlines() == [
        "The dossier of 1/18",
        "└─ 1/18  no date  other  S  ◀",
        "   └─ 2/18  no date  other  S",
    ]
    assert "A circle: 1/18 follows 2/18, 2/18 follows 1/18.\n" in answer.err
    assert [one["kind"] for one in _thread(dossier, "1/18")["remarks"]] == ["circle"]


def test_drawings_hold_every_document_and_what_a_name_may_not_break(dossier: Clerk) -> None:
    mermaid = dossier.ok("thread", "14000/18", "--format", "mermaid")
    dot = dossier.ok("thread", "14000/18", "--format", "dot")
    assert mermaid.startswith("flowchart TD\n")
    assert '["14000/18<br/>Coreper<br/>2018-11-10"]' in mermaid
    assert mermaid.count("-->") == dot.count("->") == 6
    assert dot.startswith("digraph dossier {\n")
    assert dot.endswith("}\n")


def test_what_is_left_out_is_said(dossier: Clerk) -> None:
    answer = dossier.run("thread", "13000/18", "--most", "2", "--json")
    assert answer.status == 0
    assert len([one for one in json.loads(answer.out)["records"] if one["here"]]) == 2
    assert "Left out: " in answer.err


def test_there_is_no_thread_of_what_is_not_there(dossier: Clerk) -> None:
    assert dossier.run("thread", "99/18").status == 4
    assert dossier.run("thread", "13000/18", "--format", "svg").status == 2
