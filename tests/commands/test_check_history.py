"""The history proved: every tampering is found, honest work is not, and a clone remembers what it has seen."""

import json
import os
import subprocess
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from conftest import PROJECT, Answer, Clerk, prepared
from fast_import import Stream, foundation

from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml import document as codec
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.markings import LIMITE

ONE, TWO = "documents/2019/000/ST-1-2019-INIT.toml", "documents/2019/000/ST-2-2019-INIT.toml"


@prepared
def kept(empty: Clerk) -> Clerk:
    """A register of two documents, as somei would have made it."""
    one = Document(num("1/19"), type="NOTE", subject="One", date=date(2019, 1, 7), marking=LIMITE)
    two = Document(num("2/19"), type="NOTE", subject="Two", date=date(2019, 1, 8))
    stream = Stream()
    stream.commit(foundation())
    for document in (one, two):
        said = f"Add\n\nSomei-Action: add\nSomei-Document: {document.number}"
        stream.commit({str(path_of(document.number)): codec.dump(document)}, said)
    stream.write(empty.folder)
    empty.git("reset", "-q", "--hard")
    return empty


def num(printed: str) -> DocumentNumber:
    return DocumentNumber.parse(printed)


def by_hand(clerk: Clerk, message: str = "By hand") -> None:
    clerk.git("add", "-A")
    clerk.git("commit", "-qm", message)


def found(clerk: Clerk, *words: str) -> set[tuple[str, str | None]]:
    """Codes and documents of what the proof found, without the remark that somebody worked by hand."""
    records = json.loads(clerk.run("check", "--history", "--json", "--select", "HIST", *words).out)["records"]
    return {(r["code"], r["document"]) for r in records if r["code"] not in {"HIST009", "FILE001"}}


def edit(clerk: Clerk, path: str, old: str, new: str) -> None:
    text = clerk.read(path)
    assert old in text
    clerk.write(path, text.replace(old, new))


# ---- tampering, each found though the newest state may look honest


def deleted(clerk: Clerk) -> None:
    clerk.git("rm", "-q", ONE)
    by_hand(clerk)


def put_back(clerk: Clerk) -> None:
    deleted(clerk)
    clerk.git("checkout", "-q", "HEAD~", "--", ONE)
    by_hand(clerk)


def renumbered(clerk: Clerk) -> None:
    edit(clerk, ONE, "1/19", "3/19")
    by_hand(clerk)


def renamed(clerk: Clerk) -> None:
    clerk.git("mv", ONE, ONE.replace("ST-1", "ST-3"))
    edit(clerk, ONE.replace("ST-1", "ST-3"), "1/19", "3/19")
    by_hand(clerk)


def given_again(clerk: Clerk) -> None:
    deleted(clerk)
    clerk.write(ONE, 'number = "1/19"\nsubject = "Lamps"\n')
    by_hand(clerk)


def revived(clerk: Clerk) -> None:
    edit(clerk, ONE, 'number = "1/19"\n', 'number = "1/19"\nstatus = "void"\nreason = "given twice"\n')
    by_hand(clerk)
    edit(clerk, ONE, 'status = "void"\nreason = "given twice"\n', "")
    by_hand(clerk)


def linked(clerk: Clerk) -> None:
    (clerk.folder / ONE).unlink()
    (clerk.folder / ONE).symlink_to("/etc/passwd")
    by_hand(clerk)


def linked_for_a_while(clerk: Clerk) -> None:
    linked(clerk)
    (clerk.folder / ONE).unlink()
    clerk.git("checkout", "-q", "HEAD~", "--", ONE)
    by_hand(clerk)


def folder_linked(clerk: Clerk) -> None:
    (clerk.folder / "documents").rename(clerk.folder / "elsewhere")
    (clerk.folder / "documents").symlink_to("elsewhere")
    by_hand(clerk)


def executable(clerk: Clerk) -> None:
    (clerk.folder / ONE).chmod(0o755)
    by_hand(clerk)


def submodule(clerk: Clerk) -> None:
    """A .gitmodules that asks git to say nothing of it comes with the clone."""
    clerk.write(".gitmodules", f'[submodule "x"]\n\tpath = {ONE}\n\turl = https://x.example\n\tignore = all\n')
    clerk.git("rm", "-q", "--cached", ONE)
    clerk.git("add", ".gitmodules")
    clerk.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},{ONE}")
    clerk.git("commit", "-qm", "Pin")


def broken_and_mended(clerk: Clerk) -> None:
    """What was changed in the shadow of a broken file is compared with the last text that could be read."""
    text = clerk.read(ONE)
    clerk.write(ONE, text + "[[[\n")
    by_hand(clerk)
    clerk.write(ONE, text.replace('marking = "LIMITE"\n', ""))
    by_hand(clerk)


def lowered(clerk: Clerk) -> None:
    edit(clerk, ONE, 'marking = "LIMITE"\n', "")
    by_hand(clerk)


def lowered_and_raised(clerk: Clerk) -> None:
    lowered(clerk)
    clerk.git("checkout", "-q", "HEAD~", "--", ONE)
    by_hand(clerk)


def deleted_by_a_merge(clerk: Clerk) -> None:
    clerk.git("switch", "-qc", "side")
    clerk.ok("add", "3/19", "--subject", "Three")
    clerk.git("switch", "-q", "main")
    clerk.git("merge", "-q", "--no-ff", "--no-commit", "side")
    clerk.git("rm", "-qf", ONE)
    clerk.git("commit", "-qm", "Merge side")


def made_up_by_a_merge(clerk: Clerk) -> None:
    clerk.git("switch", "-qc", "side")
    edit(clerk, ONE, '"One"', '"Uno"')
    by_hand(clerk)
    clerk.git("switch", "-q", "main")
    clerk.git("merge", "-q", "--no-ff", "--no-commit", "side")
    edit(clerk, ONE, "2019-01-07", "2019-02-07")
    by_hand(clerk, "Merge side")


def swapped_serial(clerk: Clerk) -> None:
    clerk.ok("classify", "1/19", "COSI 7")
    edit(clerk, ONE, "COSI 7", "COSI 8")
    by_hand(clerk)
    clerk.ok("classify", "2/19", "COSI 7")


def another_document(clerk: Clerk) -> None:
    edit(clerk, ONE, '"One"', '"Lamps"')
    edit(clerk, ONE, "2019-01-07", "2019-06-07")
    edit(clerk, ONE, '"NOTE"', '"REPORT"')
    by_hand(clerk)


def put_into_the_past(clerk: Clerk) -> None:
    clerk.write("vocabulary/terms.toml", clerk.read("vocabulary/terms.toml") + "\n")
    clerk.git("add", "-A")
    env = {
        "GIT_COMMITTER_DATE": "2001-01-01T00:00:00Z",
        "PATH": os.environ["PATH"],
        "HOME": os.environ["HOME"],
    }
    tree, head = clerk.git("write-tree"), clerk.git("rev-parse", "HEAD")
    words = ["git", "-c", "user.name=A", "-c", "user.email=a@b", "commit-tree", tree, "-p", head, "-m", "Old"]
    made = subprocess.run(words, cwd=clerk.folder, env=env, capture_output=True, text=True, check=True).stdout.strip()
    clerk.git("reset", "-q", "--hard", made)


TAMPERINGS: dict[Callable[[Clerk], None], set[tuple[str, str | None]]] = {
    deleted: {("HIST001", "1/19")},
    put_back: {("HIST001", "1/19")},
    renumbered: {("HIST002", "1/19")},
    renamed: {("HIST002", "1/19")},
    given_again: {("HIST001", "1/19"), ("HIST003", "1/19")},
    revived: {("HIST007", "1/19")},
    linked: {("HIST011", "1/19")},
    linked_for_a_while: {("HIST011", "1/19")},
    folder_linked: {("HIST001", "1/19"), ("HIST001", "2/19"), ("HIST011", None)},
    executable: {("HIST011", "1/19")},
    submodule: {("HIST011", "1/19")},
    broken_and_mended: {("HIST012", "1/19"), ("HIST006", "1/19")},
    lowered: {("HIST006", "1/19")},
    lowered_and_raised: {("HIST006", "1/19")},
    deleted_by_a_merge: {("HIST001", "1/19")},
    made_up_by_a_merge: {("HIST010", "1/19")},
    swapped_serial: {("HIST013", "2/19")},
    another_document: {("HIST004", "1/19")},
    put_into_the_past: {("HIST014", None)},
}


@pytest.mark.one_in(3)
@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_a_tampering_is_found_however_often_it_is_asked_for(kept: Clerk, tamper: Callable[[Clerk], None]) -> None:
    assert found(kept) == set()

    tamper(kept)

    assert found(kept) == TAMPERINGS[tamper]
    assert found(kept) == TAMPERINGS[tamper], "what stands is told every night"
    _forget(kept)
    assert found(kept) == TAMPERINGS[tamper], "and by a clone that never looked before"


def test_a_number_at_two_paths_is_found_by_the_same_check(kept: Clerk) -> None:
    kept.write(TWO.replace("ST-2", "ST-9"), kept.read(TWO))
    by_hand(kept)

    answer = kept.run("check", "--history")

    assert answer.status == 1
    assert "FILE004" in answer.out
    kept.git("rm", "-q", TWO.replace("ST-2", "ST-9"))
    by_hand(kept)
    assert found(kept) == set(), "what mends it is no loss: the number still stands in its place"


def test_honest_work_is_clean(kept: Clerk) -> None:
    """Commands, a corrected date that is corrected back, a branch, and a file moved to where it belongs."""
    kept.ok("classify", "1/19", "COSI", "--marking", "none", "--reason", "published")
    edit(kept, ONE, "2019-01-07", "2019-02-07")
    by_hand(kept)
    edit(kept, ONE, "2019-02-07", "2019-01-07")
    by_hand(kept)
    kept.git("switch", "-qc", "side")
    kept.ok("add", "3/19", "--subject", "Three", "--marking", "LIMITE")
    kept.ok("classify", "3/19", "--marking", "none", "--reason", "asked for")
    kept.git("switch", "-q", "main")
    kept.ok("classify", "2/19", "CATS")
    kept.git("merge", "-q", "--no-ff", "-m", "Merge side", "side")
    kept.write("documents/2019/ST-5-2019-INIT.toml", 'number = "5/19"\nsubject = "Five"\n')
    by_hand(kept)
    (kept.folder / "documents/2019/ST-5-2019-INIT.toml").rename(kept.folder / ONE.replace("ST-1", "ST-5"))
    by_hand(kept)

    assert found(kept) == set()
    assert kept.run("check", "--history", "--select", "HIST", "--fail-on", "warning").status == 0


def test_an_agenda_from_its_draft_to_its_adoption_is_clean(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMEI_TODAY", "2020-06-12")
    clerk.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "7/20")
    clerk.ok("agenda", "add-item", "7/20", "Cybercrime")
    clerk.ok("agenda", "add-item", "7/20", "Terrorism", "--sub", "Daesh members")
    clerk.ok("agenda", "issue", "7/20", "--date", "2020-05-20")
    clerk.ok("agenda", "add-item", "7/20", "Late")
    clerk.ok("agenda", "withdraw-item", "7/20", "2", "--reason", "no time")
    clerk.ok("agenda", "withdraw-item", "7/20", "3/1", "--reason", "no time")
    clerk.ok("agenda", "adopt", "7/20", "--on", "2020-06-10", "--with", "one item less")
    clerk.ok("agenda", "outcome", "7/20", "--number", "8/20", "--date", "2020-06-11")

    assert found(clerk) == set()
    path = "documents/2020/000/ST-7-2020-INIT.toml"
    edit(clerk, path, "Cybercrime", "Cyber crime")
    by_hand(clerk)
    (record,) = _records(clerk, "--select", "HIST005")
    assert (record["severity"], record["document"]) == ("warning", "7/20")
    edit(clerk, path, 'state = "adopted"', 'state = "provisional"')
    by_hand(clerk)
    assert "its adoption was taken back" in clerk.run("check", "--history").out


def test_the_shipped_register_is_proved_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMEI_TODAY", "2026-12-01")  # Its documents reach into 2026.
    register = Clerk(PROJECT / "register")
    if not (PROJECT / ".git").exists() or register.git("rev-parse", "--is-shallow-repository") == "true":
        pytest.skip("this copy has not the whole history")

    answer = register.run("check", "--history", "--since", _root(register), "--fail-on", "warning")

    assert answer.status == 0, answer


# ---- what is said


def _records(clerk: Clerk, *words: str) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(clerk.run("check", "--history", "--json", *words).out)["records"]
    return records


def _forget(clerk: Clerk) -> None:
    (clerk.folder / ".git/somei/proof.json").unlink()


def _root(clerk: Clerk) -> str:
    return clerk.git("log", "--format=%H", "--reverse").split("\n")[0]


def test_a_finding_names_its_commit_and_the_sentence_how_far_the_proof_goes(kept: Clerk) -> None:
    lowered(kept)
    commit = kept.git("rev-parse", "HEAD")

    (record,) = _records(kept, "--select", "HIST006")
    answer = kept.run("check", "--history", "--select", "HIST006")

    assert (record["commit"], record["path"], record["line"]) == (commit, ONE, 1)
    assert record["message"].endswith(f"without a reason (commit {commit[:10]})")
    assert answer.status == 1
    assert f"history verified from {_root(kept)[:10]} to {commit[:10]}, 4 commits" in answer.err
    assert "history" not in kept.run("check").err


def test_without_being_asked_the_history_is_not_looked_at(kept: Clerk) -> None:
    lowered(kept)

    assert "HIST" not in kept.run("check").out
    assert "HIST" not in kept.run("check", "--format", "junit").out, "what was not looked at has not passed"
    assert "HIST001" in kept.run("check", "--format", "junit", "--history", "--since", "HEAD").out
    assert not (kept.folder / ".git/somei/proof.json").exists()


def test_work_by_hand_is_worth_knowing_unless_it_says_what_it_is(kept: Clerk) -> None:
    edit(kept, ONE, '"One"', '"Uno"')
    by_hand(kept, "Correct\n\nSomei-Action: edit\nSomei-Document: 1/19")
    edit(kept, ONE, '"Uno"', '"Eins"')
    edit(kept, TWO, '"Two"', '"Zwei"')
    by_hand(kept)

    (record,) = _records(kept, "--select", "HIST009")

    assert (record["severity"], record["commit"]) == ("info", kept.git("rev-parse", "HEAD"))
    assert record["message"].startswith("1/19, 2/19 edited by hand")


def test_rules_of_the_history_are_chosen_ignored_narrowed_and_waived_as_all_others(kept: Clerk) -> None:
    lowered(kept)

    assert kept.run("check", "--history", "--ignore", "HIST").status == 0
    assert kept.run("check", "--history", "2/19").status == 0
    assert kept.run("check", "--history", "1/19").status == 1
    waiver = '[[waivers]]\ncode = "HIST006"\ndocument = "1/19"\nreason = "published on paper before"\n'
    kept.write("somei.toml", kept.read("somei.toml") + waiver)
    answer = kept.run("check", "--history")
    assert (answer.status, "1 waived" in answer.err) == (0, True)
    assert "FILE005" not in kept.run("check").out, "without the proof nobody can say that the waiver is not needed"
    assert "FILE005" not in kept.run("check", "--history", "--since", "HEAD").out


def test_the_findings_repeat_no_words_of_a_document(kept: Clerk) -> None:
    another_document(kept)
    deleted(kept)

    answer = kept.run("check", "--history")

    assert "Lamps" not in answer.out + answer.err
    assert "Lamps" not in (kept.folder / ".git/somei/proof.json").read_text()


# ---- what a clone remembers


def test_what_was_proved_is_kept_for_its_owner_alone(kept: Clerk) -> None:
    before = kept.git("status", "--porcelain"), kept.log()
    usual = os.umask(0)
    try:
        kept.ok("check", "--history")
    finally:
        os.umask(usual)

    file = kept.folder / ".git/somei/proof.json"
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert (kept.git("status", "--porcelain"), kept.log()) == before


@pytest.mark.parametrize("rewrite", ["amended", "reset", "rebased away"])
def test_a_rewritten_history_is_told_until_somebody_accepts_it(kept: Clerk, rewrite: str) -> None:
    kept.ok("check", "--history")
    if rewrite == "amended":
        kept.git("commit", "-q", "--amend", "-m", "Another")
    elif rewrite == "reset":
        kept.git("reset", "-q", "--hard", "HEAD~")
    else:
        kept.git("checkout", "-q", "--orphan", "fresh")
        kept.git("commit", "-qm", "As if nothing had been")
        kept.git("branch", "-qM", "main")

    for _ in range(2):
        assert ("HIST016", None) in found(kept)
        assert kept.run("check", "--history").status == 1
    accepted = kept.run("check", "--history", "--accept-rewritten")
    assert accepted.status == 0
    assert "from now on that is accepted" in accepted.err
    assert kept.run("check", "--history").status == 0
    assert "accepted" not in kept.run("check", "--history", "--accept-rewritten").err


def test_a_new_version_of_somei_still_knows_what_the_line_must_lead_back_to(kept: Clerk) -> None:
    kept.ok("check", "--history")
    file = kept.folder / ".git/somei/proof.json"
    file.write_text(file.read_text().replace('"edition":"', '"edition":"0'))
    kept.git("commit", "-q", "--amend", "-m", "Another")

    assert found(kept) == {("HIST016", None)}
    assert kept.run("check", "--history", "--accept-rewritten").status == 0
    assert found(kept) == set()


def test_a_fresh_clone_cannot_know_that_its_history_was_rewritten(kept: Clerk) -> None:
    kept.git("commit", "-q", "--amend", "-m", "Another")

    assert found(kept) == set()


def test_a_branch_is_no_rewriting_of_another(kept: Clerk) -> None:
    kept.ok("check", "--history")
    kept.git("switch", "-qc", "side", "HEAD~")
    kept.ok("add", "3/19", "--subject", "Three")

    assert found(kept) == set()
    kept.git("switch", "-q", "--detach", "main")
    answer = kept.run("check", "--history", "-v")
    assert answer.status == 0
    assert "on no branch" in answer.err


HOSTILE = {
    "nothing": b"",
    "no text": b"\xff\xfe\x00",
    "another kind": b"[]",
    "another schema": b'{"schema": "somei/proof/2", "lines": {}}',
    "a deep hole": b"[" * 100_000,
    "no lines": b'{"schema": "somei/proof/1"}',
}


@pytest.mark.parametrize("content", HOSTILE, ids=str)
def test_a_damaged_memory_is_passed_over_and_made_anew(kept: Clerk, content: str) -> None:
    lowered(kept)
    kept.run("check", "--history")
    file = kept.folder / ".git/somei/proof.json"
    file.write_bytes(HOSTILE[content])

    loud, quiet = kept.run("check", "--history", "-v"), kept.run("check", "--history")

    assert loud.status == quiet.status == 1
    assert "verified from the first commit" in loud.err
    assert "note" not in quiet.err
    assert json.loads(file.read_text())["schema"] == "somei/proof/1"


UNFIT: list[tuple[str, Any]] = [
    ("edition", "0"),
    ("newest", "--output=/tmp/x"),
    ("newest", None),
    ("count", -1),
    ("count", True),
    ("gone", []),
    ("gone", {"../../etc": "x"}),
    ("freed", [["COSI", 2019]]),
    ("broken", {"x": "y"}),
    ("two_persons", {}),
    ("two_persons", {"lower_marking": 1, "void_number": 0, "alter_agenda": 0}),
    ("when", "yesterday"),
    ("when", "2020-01-01"),
    ("findings", [{"code": "HIST001"}]),
    ("findings", [7]),
]


def test_a_memory_that_does_not_fit_is_worth_nothing(kept: Clerk) -> None:
    lowered(kept)
    expected = found(kept)
    file = kept.folder / ".git/somei/proof.json"
    sound = json.loads(file.read_text())
    for key, value in UNFIT:
        whole = json.loads(json.dumps(sound))
        whole["lines"]["refs/heads/main ."][key] = value
        file.write_text(json.dumps(whole))

        assert found(kept) == expected, (key, value)
        assert json.loads(file.read_text()) == sound, (key, value)


def test_a_memory_that_is_a_link_is_not_followed(kept: Clerk) -> None:
    kept.ok("check", "--history")
    file = kept.folder / ".git/somei/proof.json"
    elsewhere = kept.folder.parent / "elsewhere.json"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)

    assert "verified from the first commit" in kept.run("check", "--history", "-v").err
    assert not file.is_symlink()


def test_a_folder_in_the_way_of_the_memory_costs_time_only(kept: Clerk) -> None:
    lowered(kept)
    (kept.folder / ".git/somei/proof.json").mkdir(parents=True)

    answer = kept.run("check", "--history", "-v")

    assert answer.status == 1
    assert "could not be saved" in answer.err


def test_a_register_below_its_repository_and_a_second_one_are_remembered_apart(empty: Clerk) -> None:
    for name in ("a", "b"):
        empty.ok("init", name) if name == "a" else None
    # The second register lies in the repository of the first.
    empty.ok("init", "a/inner")
    Clerk(empty.folder / "a").ok("add", "1/19", "--subject", "One")
    Clerk(empty.folder / "a/inner").ok("add", "1/19", "--subject", "Another")

    for folder in ("a", "a/inner", "a", "a/inner"):
        assert empty.run("-C", folder, "check", "--history").status == 0
    lines = json.loads((empty.folder / "a/.git/somei/proof.json").read_text())["lines"]
    assert sorted(lines) == ["refs/heads/main .", "refs/heads/main inner"]


@pytest.mark.parametrize("copied", [False, True])
def test_a_register_that_moved_to_another_folder_does_not_begin_anew(empty: Clerk, copied: bool) -> None:
    empty.ok("init", "reg")
    Clerk(empty.folder / "reg").ok("add", "1/19", "--subject", "One", "--marking", "LIMITE")
    Clerk(empty.folder / "reg").ok("add", "2/19", "--subject", "Two")
    top = Clerk(empty.folder / "reg")
    (top.folder / "reg2").mkdir()
    for name in ("somei.toml", "vocabulary", "documents"):
        top.git("mv", name, f"reg2/{name}")
    top.git("rm", "-qf", f"reg2/{TWO}")
    edit(top, f"reg2/{ONE}", 'marking = "LIMITE"\n', "")
    by_hand(top)
    if copied:
        top.git("reset", "-q", "--soft", "HEAD~")
        top.git("reset", "-q", "HEAD", "--", "documents")
        top.git("commit", "-qm", "Copy")
        by_hand(top, "Clear")

    (record,) = [one for one in _records(Clerk(top.folder / "reg2"), "--select", "HIST") if one["code"] != "HIST009"]

    assert (record["code"], record["severity"]) == ("HIST002", "error")
    assert "begins with a move from ." in record["message"]


# ---- a range, and what cannot be verified


def test_a_range_is_proved_by_itself(kept: Clerk) -> None:
    lowered(kept)
    edit(kept, TWO, '"Two"', '"Zwei"')
    by_hand(kept)

    assert found(kept, "--since", "HEAD~") == set()
    assert found(kept, "--since", "HEAD~2") == {("HIST006", "1/19")}
    assert not (kept.folder / ".git/somei/proof.json").exists()
    assert "1 commit:" in kept.run("check", "--history", "--since", "HEAD~").err
    assert kept.run("check", "--history", "--since", "nowhere").status == 4


def test_options_that_do_not_fit_together(kept: Clerk) -> None:
    assert kept.run("check", "--history", "--staged").status == 2
    assert kept.run("check", "--history", "--at", "HEAD").status == 2
    assert kept.run("check", "--accept-rewritten").status == 2
    assert kept.run("check", "--history", "--since", "HEAD", "--accept-rewritten").status == 2


def _shallow(clerk: Clerk, depth: int) -> Clerk:
    clone = clerk.folder.parent / "shallow"
    clerk.git("clone", "-q", "--depth", str(depth), f"file://{clerk.folder}", str(clone))
    return Clerk(clone)


def test_a_shallow_clone_is_proved_only_as_far_as_it_goes(kept: Clerk) -> None:
    lowered(kept)
    shallow = _shallow(kept, 2)

    answer = shallow.run("check", "--history")

    assert answer.status == 3
    assert "shallow" in answer.err
    assert "git fetch --unshallow" in answer.err
    assert found(shallow, "--since", "HEAD~") == {("HIST006", "1/19")}
    assert shallow.run("check").status == 0


def test_before_the_first_commit_there_is_nothing_to_prove(clerk: Clerk) -> None:
    clerk.ok("add", "1/19", "--subject", "Lamps", "--date", "2019-05-02")
    clerk.git("update-ref", "-d", "HEAD")

    answer = clerk.run("check", "--history")

    assert answer.status == 0
    assert "no history yet" in answer.err


def test_a_missing_blob_is_no_proof(kept: Clerk) -> None:
    lowered(kept)
    blob = kept.git("rev-parse", f"HEAD~:{ONE}")
    (kept.folder / ".git/objects" / blob[:2] / blob[2:]).unlink()

    answer: Answer = kept.run("check", "--history")

    assert answer.status == 3
    assert "cannot be verified" in answer.err
