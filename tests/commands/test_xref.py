"""Cross-references: recorded, taken off, listed in both directions, drawn, found in texts."""

import json
import re
from typing import Any

import pytest
from conftest import DOCUMENTS, SAMPLE, Clerk, prepared

ADDRESS = "https://www.interpol.int/en/News-and-Events/Events/2019/88th-INTERPOL-General-Assembly"


def _records(clerk: Clerk, *words: str) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(clerk.ok(*words, "--json"))["records"]
    return records


@prepared
def linked(registered: Clerk) -> Clerk:
    """The sample, the agenda it reports on, and a note that answers it."""
    registered.ok("add", "13735/19", "--subject", "Agenda")
    registered.ok("add", "15071/19", "--subject", "Note")
    registered.ok("xref", "add", "15071/19", "15070/19", "--kind", "answers", "-m", "as the cover says")
    return registered


def test_a_reference_is_one_block_of_the_file(linked: Clerk) -> None:
    path = "documents/2019/150/ST-15071-2019-INIT.toml"

    assert linked.read(path).endswith('\n[[references]]\nto = "15070/19"\nkind = "answers"\n')
    assert linked.git("log", "-1", "--format=%B") == (
        "Add a reference of 15071/19 to 15070/19\n\n"
        "Somei-Action: xref add\nSomei-Document: 15071/19\nReason: as the cover says"
    )


def test_both_directions_are_worked_out(linked: Clerk) -> None:
    records = _records(linked, "xref", "list", "15070/19")

    assert [(r["direction"], r["words"], r["other"], r["here"]) for r in records] == [
        ("to", "reports on", "13735/19", "yes"),
        ("to", "cites", ADDRESS, "outside"),
        ("to", "cites", "C-505/19", "outside"),
        ("from", "is answered by", "15071/19", "yes"),
    ]
    assert [r["other"] for r in _records(linked, "xref", "list", "15070/19", "--to")] == ["15071/19"]
    assert len(_records(linked, "xref", "list", "15070/19", "--from")) == 3
    assert len(_records(linked, "xref", "list", "15070/19", "--from", "--to")) == 4


def test_what_is_only_cited_can_be_asked_for(registered: Clerk) -> None:
    (record,) = _records(registered, "xref", "list", "13735/19")

    assert (record["from"], record["words"], record["item"]) == ("15070/19", "is reported by", "1")


@pytest.mark.parametrize(
    ("target", "kind", "key"),
    [
        ("1/19", "cites", "references"),
        ("1/19", "previous", "previous_documents"),
        ("COM(2018) 302 final", "commission", "commission_documents"),
        ("C-505/19", "cites", "outside_references"),
        ("https://example.org/a?b=c", "cites", "outside_references"),
    ],
)
def test_every_kind_finds_its_field_and_is_taken_off_again(clerk: Clerk, target: str, kind: str, key: str) -> None:
    clerk.ok("add", "15071/19", "--subject", "Note")
    before = clerk.git("rev-parse", "HEAD^{tree}")

    clerk.ok("xref", "add", "15071/19", target, "--kind", kind)
    (record,) = _records(clerk, "show", "15071/19")
    clerk.ok("xref", "remove", "15071/19", target)

    assert target in json.dumps(record[key])
    assert clerk.git("rev-parse", "HEAD^{tree}") == before
    assert "example.org" not in clerk.git("log", "--format=%B")


def test_only_one_kind_is_taken_off(linked: Clerk) -> None:
    linked.ok("xref", "add", "15071/19", "15070/19", "--kind", "cites")

    linked.ok("xref", "remove", "15071/19", "15070/19", "--kind", "answers")

    assert [r["kind"] for r in _records(linked, "xref", "list", "15071/19")] == ["cites"]


# ---- graphs


def test_the_tree_unfolds_nothing_twice_and_ends_in_circles(linked: Clerk) -> None:
    linked.ok("xref", "add", "13735/19", "15071/19")

    around = linked.ok("xref", "graph", "13735/19").splitlines()

    assert around[0] == "13735/19"
    assert len(around) < 12
    assert any("reports on" in line or "is reported by" in line for line in around)


def test_dot_mermaid_and_json_hold_every_link(linked: Clerk) -> None:
    dot, mermaid = (linked.ok("xref", "graph", "--as", form) for form in ("dot", "mermaid"))
    records = _records(linked, "xref", "graph")

    assert len(records) == 4
    assert dot.startswith("digraph register {\n")
    assert dot.count(" -> ") == mermaid.count(" -->|") == 4
    assert '[label="15071/19"]' in dot
    names = set(re.findall(r"^  (n\d+)\[", mermaid, re.MULTILINE))
    assert set(re.findall(r"(n\d+) -->", mermaid)) <= names
    assert linked.ok("xref", "graph", "--as", "json") == linked.ok("xref", "graph", "--json")


def test_the_depth_bounds_a_graph(linked: Clerk) -> None:
    assert len(_records(linked, "xref", "graph", "15071/19", "--depth", "1")) == 1
    assert len(_records(linked, "xref", "graph", "15071/19", "--depth", "2")) == 4


def test_a_long_chain_and_an_empty_graph(clerk: Clerk) -> None:
    for serial in range(1, 40):
        text = f'number = "{serial}/19"\nsubject = "S"\n\n[[references]]\nto = "{serial + 1}/19"\nkind = "cites"\n'
        clerk.write(f"documents/2019/000/ST-{serial}-2019-INIT.toml", text)

    assert len(clerk.ok("xref", "graph").splitlines()) == 40
    assert len(clerk.ok("xref", "graph", "1/19", "--depth", "99").splitlines()) == 40
    assert clerk.run("xref", "graph", "99/19").status == 4


def test_no_references_are_said_in_words(clerk: Clerk) -> None:
    answer = clerk.run("xref", "graph")

    assert (answer.status, answer.out, answer.err) == (0, "", "No cross-references.\n")


# ---- scan


def test_a_text_is_scanned_with_its_lines(registered: Clerk) -> None:
    records = _records(registered, "xref", "scan", str(SAMPLE))

    found = {(r["reference"], r["kind"]) for r in records}
    assert {("13735/19", "document"), ("C-505/19", "case")} <= found
    assert not {"505/19", "2019/88"} & {r["reference"] for r in records}
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    for record in records:
        assert {"file", "line", "reference", "kind"} <= set(record)
        assert record["text"][:8] in lines[record["line"] - 1]


def test_what_a_text_refers_to_stands_below_it_on_a_terminal(registered: Clerk) -> None:
    lines = registered.run("--color", "never", "xref", "scan", "15070/19", terminal=True).out.splitlines()

    assert lines[0] == "15070/19"
    assert re.fullmatch(r"  line +\d+  13735/19", lines[1])
    assert lines[-1].endswith(" · somei xref add NUMBER OTHER")


def test_a_document_and_standard_input_are_scanned(registered: Clerk) -> None:
    own = _records(registered, "xref", "scan", "15070/19")
    piped = json.loads(registered.ok("xref", "scan", "-", "--json", stdin="see 5455/1/24 REV 1"))["records"]

    assert {r["reference"] for r in own} >= {"13735/19", "C-505/19"}
    assert [(r["file"], r["line"], r["reference"]) for r in piped] == [("-", 1, "5455/1/24 REV 1")]


def test_several_files_are_scanned_in_order(registered: Clerk) -> None:
    names = sorted(str(path) for path in DOCUMENTS.glob("*.txt"))[:2]

    records = _records(registered, "xref", "scan", *names, "15070/19")

    files = [r["file"] for r in records]
    assert files == sorted(files, key=[*names, "15070/19"].index)


def test_the_language_of_a_corrigendum_is_kept_with_the_reference(linked: Clerk) -> None:
    path = "documents/2019/150/ST-15071-2019-INIT.toml"

    linked.ok("xref", "add", "15071/19", "10119/18 COR 1 (mt)", "-m", "as the text says")
    linked.ok("xref", "add", "15071/19", "10119/18 COR 1 (sl)", "-m", "and another language")

    assert linked.read(path).endswith('to = "10119/18 COR 1"\nkind = "cites"\nlanguages = [\n    "mt",\n    "sl",\n]\n')
    assert "10119/18 COR 1 (mt, sl)" in linked.ok("show", "15071/19")
    assert _records(linked, "show", "15071/19")[0]["references"][1]["languages"] == ["mt", "sl"]
