"""An entry in the clerk's own editor: checked when it is saved, offered again, nothing lost, nothing else started."""

import json
import re
import signal
import stat
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from conftest import Answer, Clerk

FILE = "documents/2019/150/ST-15070-2019-INIT.toml"
EDITOR = """
import json, os, sys
from pathlib import Path
steps = Path(__file__).with_name("steps.json")
(step, *later) = json.loads(steps.read_text())
steps.write_text(json.dumps(later))
file = Path(sys.argv[-1])
seen = {"words": sys.argv[1:], "text": file.read_text(), "mode": file.stat().st_mode,
        "folder": file.parent.stat().st_mode, "variables": sorted(os.environ)}
with Path(__file__).with_name("seen.jsonl").open("a") as log:
    log.write(json.dumps(seen) + "\\n")
if isinstance(step, int):
    sys.exit(step)
text = file.read_text()
for old, new in step:
    assert old in text, old
    text = text.replace(old, new)
file.write_text(text)
"""
Edit = Callable[..., Answer]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the editor is, and what it saw; temporary files come beside it."""
    folder = tmp_path / "editor"
    (folder / "temporary").mkdir(parents=True)
    (folder / "editor.py").write_text(EDITOR)
    monkeypatch.setattr("tempfile.tempdir", str(folder / "temporary"))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} '{folder / 'editor.py'}' --wait")
    return folder


@pytest.fixture
def edit(registered: Clerk, folder: Path) -> Edit:
    """Edit the sample: each step is what the editor replaces, or the status with which it ends."""

    def edit(*steps: object, words: Sequence[str] = (), stdin: str = "") -> Answer:
        (folder / "steps.json").write_text(json.dumps(steps))
        return registered.run("edit", "15070/19", *words, stdin=stdin, terminal=True)

    return edit


def _seen(folder: Path) -> list[dict[str, object]]:
    log = folder / "seen.jsonl"
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def _kept_file(answer: Answer) -> Path:
    found = re.search(r"What you wrote is kept in\s+(\S+)", answer.err)
    assert found, answer
    return Path(found[1])


SUBJECT = ('"Summary of discussions"', '"Summary"')


def test_what_the_clerk_saves_is_one_commit(registered: Clerk, folder: Path, edit: Edit) -> None:
    answer = edit([SUBJECT, ("place = ", "note = 'ask Anna'\nplace = ")], words=("-m", "misread"))

    assert answer.status == 0, answer
    assert registered.git("log", "-1", "--format=%B") == (
        "Edit the subject and the note of 15070/19\n\nSomei-Action: edit\nSomei-Document: 15070/19\nReason: misread"
    )
    text = registered.read(FILE)
    assert 'subject = "Summary"\n' in text
    assert 'note = "ask Anna"\n' in text
    assert registered.run("format", "--check").status == 0
    assert list((folder / "temporary").iterdir()) == []


def test_the_editor_gets_a_private_file_outside_of_the_work_tree(
    registered: Clerk, folder: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GIT_DIR", "GIT_EDITOR", "PAGER", "LESSOPEN"):
        monkeypatch.setenv(name, "/nowhere")

    edit([SUBJECT])

    (seen,) = _seen(folder)
    flag, path = seen["words"]  # type: ignore[misc]
    assert (flag, Path(path).name) == ("--wait", "ST-15070-2019-INIT.toml")
    assert registered.folder not in Path(path).parents
    assert stat.S_IMODE(seen["mode"]) == 0o600  # type: ignore[arg-type]
    assert stat.S_IMODE(seen["folder"]) == 0o700  # type: ignore[arg-type]
    assert str(seen["text"]).startswith("#somei: 15070/19\n#somei: Correct the entry")
    assert {"GIT_DIR", "GIT_EDITOR", "PAGER", "LESSOPEN", "EDITOR"} & set(seen["variables"]) == set()  # type: ignore[call-overload]


def test_nothing_saved_is_nothing_changed(registered: Clerk, folder: Path, edit: Edit) -> None:
    before = registered.log()

    assert (edit([]).status, edit([]).err) == (0, "Nothing to change.\n")
    assert registered.log() == before
    assert list((folder / "temporary").iterdir()) == []


def test_faults_are_shown_at_their_line_and_the_editor_is_offered_again(
    registered: Clerk, folder: Path, edit: Edit
) -> None:
    answer = edit(
        [("date = 2020-02-13", 'date = "tomorrow"'), SUBJECT, ('marking = "LIMITE"', 'marking = "LIMITE" # why')],
        [('date = "tomorrow"', "date = 2020-02-12"), (" # why", "")],
        stdin="y\n",
    )

    first, second = (str(seen["text"]).split("\n") for seen in _seen(folder))
    wrong = next(number for number, line in enumerate(first, start=1) if line.startswith("date = "))
    assert f"somei: line {wrong}: “date”: expected a date" in answer.err
    assert "a comment is not kept: write it into “note”" in answer.err
    assert "Open the editor again? [y/N]" in answer.err
    place = second.index('date = "tomorrow"')
    assert second[place - 1].startswith("#somei: “date”: expected a date")
    assert answer.status == 0
    assert "date = 2020-02-12\n" in registered.read(FILE)
    assert 'subject = "Summary"\n' in registered.read(FILE)
    assert "#somei" not in registered.read(FILE)


def test_what_a_rule_says_is_shown_at_its_line(registered: Clerk, folder: Path, edit: Edit) -> None:
    wrong, right = "end = 2019-12-01", "end = 2019-12-05"

    answer = edit([("start = 2019-12-04", f"start = 2019-12-04\n{wrong}")], [(wrong, right)], stdin="y\n")

    assert answer.status == 0
    again = str(_seen(folder)[1]["text"]).split("\n")
    place = again.index(wrong)
    assert re.match(r"#somei: .*\[[A-Z]+\d+\]$", again[place - 1])
    assert f"somei: line {place}: the meeting ends on 1 Dec 2019, before it starts [DATE005]" in answer.err
    assert right in registered.read(FILE)


def test_what_the_clerk_wrote_is_kept_and_named_if_they_give_up(registered: Clerk, edit: Edit) -> None:
    before = registered.log(), registered.read(FILE)

    answer = edit([SUBJECT, ("date = ", "dated on ")], stdin="n\n")

    assert (answer.status, "Nothing was written." in answer.err) == (5, True)
    assert 'subject = "Summary"' in _kept_file(answer).read_text()
    assert (registered.log(), registered.read(FILE)) == before


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ([("15070/19", "15071/19")], "somei: “number” is not edited"),
        ([('number = "15070/19"', 'number = "15070/19"\nstatus = "draft"')], "Use: somei issue 15070/19 or withdraw"),
        ([("COSI 254", "COSI 255")], "somei classify 15070/19"),
        ([('kind = "agenda"', 'kind = "cites"')], "somei xref add 15070/19"),
        ([('marking = "LIMITE"', 'marking = "PUBLIC"')], "lowers the marking; that needs a reason"),
        ([("sha256 = ", "sha256 = 'x'\nname2 = ")], "somei import FILE --replace"),
        ([("start = 2019-12-04", "start = 2019-12-04\nend = 2019-12-01")], "[DATE005]"),
        ([("Summary of discussions", "SECRET UE/EU SECRET plan")], "such words are never accepted here"),
    ],
    ids=str,
)
def test_what_has_an_act_of_its_own_is_refused_with_it(registered: Clerk, edit: Edit, step: object, said: str) -> None:
    before = registered.log()

    answer = edit(step, stdin="n\n")

    assert answer.status == 5
    assert said in answer.messages
    assert _kept_file(answer).exists()
    assert registered.log() == before


def test_a_follow_up_has_acts_of_its_own(registered: Clerk, edit: Edit) -> None:
    registered.ok("followup", "add", "A paper", "--doc", "15070/19", "--item", "3", "--who", "Europol")

    answer = edit([('what = "A paper"', 'what = "Two papers"')], stdin="n\n")

    assert (answer.status, "somei followup add VALUE --doc 15070/19 --item 3" in answer.err) == (5, True)


@pytest.mark.parametrize("field", ["summary", "result"])
def test_an_item_of_an_agenda_gets_no_text_in_the_editor_either(clerk: Clerk, folder: Path, field: str) -> None:
    clerk.ok("agenda", "create", "SOMEI", "2020-02-12", "--number", "9/20")
    clerk.ok("agenda", "add-item", "9/20", "Lamps")
    clerk.ok("agenda", "add-item", "9/20", "Reported by the Presidency", "--under", "2")
    before = clerk.log()
    line = 'title = "Reported by the Presidency"'
    (folder / "steps.json").write_text(json.dumps([[(line, f'{line}\n{field} = "was discussed"')], []]))

    answer = clerk.run("edit", "9/20", stdin="y\nn\n", terminal=True)

    word = "text" if field == "summary" else field
    again = str(_seen(folder)[1]["text"]).split("\n")
    place = again.index(f'{field} = "was discussed"')
    assert again[place - 1] == f"#somei: 9/20 is an agenda, whose items have no {word}."
    assert f"somei: line {place}: 9/20 is an agenda, whose items have no {word}." in answer.err
    assert "hint: Write it into the outcome: somei agenda outcome 9/20 --number N" in answer.messages
    assert (answer.status, clerk.log()) == (5, before)


def test_a_change_by_somebody_else_meanwhile_is_not_overwritten(registered: Clerk, folder: Path, edit: Edit) -> None:
    words = [sys.executable, "-m", "somei_cli", "edit", "15070/19", "place=Oslo"]
    script = (folder / "editor.py").read_text()
    act = f"import subprocess; subprocess.run({words!r}, cwd={str(registered.folder)!r}, check=True)"
    (folder / "editor.py").write_text(f"{script}\n{act}\n")

    answer = edit([SUBJECT])

    assert answer.status == 5
    assert "15070/19 was changed meanwhile" in answer.err
    assert 'subject = "Summary"' in _kept_file(answer).read_text()
    assert 'place = "Oslo"' in registered.read(FILE)
    assert "Summary of discussions" in registered.read(FILE)


def test_lines_of_an_entry_that_look_like_ours_stay(registered: Clerk, folder: Path, edit: Edit) -> None:
    registered.ok("edit", "15070/19", "note=One\n#somei: two\n#somei: three")

    assert edit([SUBJECT, ("One", "Four")]).status == 0
    assert "Four\n#somei: two\n#somei: three" in registered.read(FILE)


def test_a_dry_run_keeps_the_text(registered: Clerk, edit: Edit) -> None:
    before = registered.log()

    answer = edit([SUBJECT], words=("-n",))

    assert (answer.status, "Dry run, nothing was written: " in answer.out) == (0, True)
    assert 'subject = "Summary"' in _kept_file(answer).read_text()
    assert registered.log() == before


def test_an_editor_that_fails_writes_nothing(registered: Clerk, folder: Path, edit: Edit) -> None:
    before = registered.log()

    answer = edit(3)

    assert (answer.status, "The editor ended with status 3; nothing was written." in answer.err) == (5, True)
    assert registered.log() == before
    assert list((folder / "temporary").iterdir()) == []


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "No editor is set"), (" ", "No editor is set"), ("none-such", "The editor none-such could not be started"),
     ("vi 'x", "EDITOR cannot be read")],
)  # fmt: skip
def test_without_an_editor_there_is_a_hint(
    registered: Clerk, edit: Edit, monkeypatch: pytest.MonkeyPatch, value: str | None, said: str
) -> None:
    monkeypatch.delenv("EDITOR")
    if value is not None:
        monkeypatch.setenv("EDITOR", value)

    answer = edit()

    assert (answer.status, said in answer.err) == (3, True), answer
    assert "somei edit NUMBER FIELD=VALUE" in answer.err


def test_visual_comes_before_editor(folder: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", f"{sys.executable} '{folder / 'editor.py'}' --visual")

    edit([SUBJECT])

    assert _seen(folder)[0]["words"][0] == "--visual"  # type: ignore[index]


@pytest.mark.parametrize("words", [("--no-input",), ("--item", "1"), ("7/20",)], ids=str)
def test_no_editor_is_started_where_nobody_is_or_where_it_makes_no_sense(
    folder: Path, edit: Edit, words: Sequence[str]
) -> None:
    answer = edit([SUBJECT], words=words)

    assert (answer.status, _seen(folder)) == (2, [])
    assert "There is nothing to edit." in answer.err


def test_no_editor_is_started_without_a_terminal(registered: Clerk, folder: Path, edit: Edit) -> None:
    assert edit([SUBJECT]).status == 0
    before = len(_seen(folder))

    assert registered.run("edit", "15070/19").status == 2
    assert len(_seen(folder)) == before


def test_no_editor_of_a_configuration_is_asked(
    registered: Clerk, edit: Edit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path / 'mark'}'\n")
    program.chmod(0o755)
    for key in ("core.editor", "sequence.editor", "core.pager"):
        registered.git("config", key, str(program))
    monkeypatch.setenv("GIT_EDITOR", str(program))
    monkeypatch.setenv("GIT_SEQUENCE_EDITOR", str(program))
    monkeypatch.delenv("EDITOR")

    assert edit().status == 3
    assert not (tmp_path / "mark").exists()


def test_a_void_number_and_a_layout_that_would_be_lost_are_told_before_the_editor_opens(
    registered: Clerk, folder: Path, edit: Edit
) -> None:
    registered.enter(FILE, "# mine\n" + registered.read(FILE))

    answer = edit([SUBJECT])

    assert (answer.status, "is not in canonical form" in answer.err) == (5, True)
    assert _seen(folder) == []


def test_an_entry_that_is_interrupted_is_kept(registered: Clerk, folder: Path, edit: Edit) -> None:
    script = (folder / "editor.py").read_text()
    (folder / "editor.py").write_text(
        f"{script}\nos.kill(os.getppid(), {int(signal.SIGTERM)})\nimport time; time.sleep(9)\n"
    )

    answer = edit([SUBJECT])

    assert answer.status == 143
    assert 'subject = "Summary"' in _kept_file(answer).read_text()


def test_an_interrupt_is_left_to_the_editor(registered: Clerk, folder: Path, edit: Edit) -> None:
    script = (folder / "editor.py").read_text()
    (folder / "editor.py").write_text(f"{script}\nos.kill(os.getppid(), {int(signal.SIGINT)})\n")

    assert edit([SUBJECT]).status == 0
    assert 'subject = "Summary"\n' in registered.read(FILE)


def test_a_folder_for_temporary_files_in_the_work_tree_is_refused(
    registered: Clerk, folder: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(registered.folder))

    answer = edit([SUBJECT])

    assert (answer.status, "TMPDIR" in answer.err, _seen(folder)) == (3, True, [])
    assert registered.git("status", "--porcelain") == ""


def test_items_of_an_agenda_stay_where_they_are(registered: Clerk, folder: Path, edit: Edit) -> None:
    registered.ok("agenda", "create", "SOMEI", "2020-02-20", "--number", "9/20")
    (folder / "steps.json").write_text(json.dumps([[('number = "2"', 'number = "3"')], [("business", "matters")]]))

    moved = registered.run("edit", "9/20", stdin="n\n", terminal=True)
    renamed = registered.run("edit", "9/20", terminal=True)

    assert (moved.status, "move-item" in moved.err) == (5, True)
    assert renamed.status == 0
    assert "matters" in registered.ok("agenda", "show", "9/20")
