"""Words of a document that is not public: in no message, no commit, no log, no file that others may read."""

import os
import shutil
import stat
import traceback
from pathlib import Path
from typing import Any

import pytest
from attacks.command_walk import commands, forms, line, table
from attacks.conftest import AGENDA, LETTER, Attacked
from hostile_texts import quoted, written_by_hand

CANARY = "CANARY-7f3a"
"""Stands in every text of every document here, and in the name of a file that is imported."""

_CALLED = {"body": "SOMEI", "number": "1", "item": "1"}
_COMMANDS = commands()
_IDS = [" ".join(path) for path, _ in _COMMANDS]
_TELLING = {words for words, command in table().items() if command.tells_texts}
"""Commands whose answer may hold words of a document."""


@pytest.fixture
def limited(attacked: Attacked) -> Attacked:
    """A register of documents under LIMITE that hold the canary wherever a text may stand; made once, and copied."""
    kept = attacked.folder.parent.parent / "limited-register"
    if kept.exists():
        shutil.copytree(kept, attacked.folder, dirs_exist_ok=True)
    else:
        _fill(attacked)
        shutil.copytree(attacked.folder, kept)
    return attacked


def _fill(attacked: Attacked) -> None:
    attacked.ok("init")
    settings = attacked.read("somei.toml").replace("own_series = []", 'own_series = ["SN"]')
    attacked.write("somei.toml", settings)
    marked = 'marking = "LIMITE"\nlanguages'
    document = written_by_hand("15070/19", CANARY).replace(
        'languages = ["CANARY\\U0000002d7f3a"]\n', 'languages = ["en"]\n'
    )
    document = document.replace("languages", marked, 1)
    # What things are called is no text: findings name items and rules, calendars name bodies.
    name = quoted(CANARY)
    for key, called in _CALLED.items():
        document = document.replace(f"{key} = {name}", f'{key} = "{called}"')
    document = document.replace(f"\n{name} = ", "\nDATE001 = ")
    attacked.write("documents/2019/150/ST-15070-2019-INIT.toml", document)
    agenda = AGENDA.format(line=f'"{CANARY}"').replace("date = ", 'marking = "LIMITE"\ndate = ', 1)
    attacked.write("documents/2020/050/ST-5000-2020-INIT.toml", agenda)
    attacked.git("add", ".")
    attacked.git("commit", "-qm", "By hand")
    letter = LETTER.format(line=CANARY)
    attacked.write("letter.md", letter)
    for name in ("base", "ours", "theirs"):
        attacked.write(f"{name}.toml", document.replace("2019-12-05", f"2019-12-0{len(name)}"))


@pytest.mark.one_in(3)
@pytest.mark.parametrize(("path", "command"), _COMMANDS, ids=_IDS)
def test_no_word_goes_where_it_may_be_kept(
    limited: Attacked, tmp_path: Path, path: tuple[str, ...], command: Any
) -> None:
    os.umask(0)
    try:
        for form in forms(command):
            answer = limited.asks([*line(path, command), *form])
            # What is said on standard error ends in logs.
            assert CANARY not in answer.err, (path, form, answer.err)
            if " ".join(path) not in _TELLING:
                assert CANARY not in answer.out, (path, form, answer.out)
    finally:
        os.umask(0o022)

    assert CANARY not in limited.git("log", "--all", "--format=%B%N")
    assert CANARY not in limited.git("reflog", "--all")
    assert CANARY not in "\n".join(limited.git("for-each-ref").splitlines())
    assert [file for file in (tmp_path / "temporary").rglob("*") if _holds(file)] == []
    private = limited.folder / ".git/somei"
    if private.exists():
        assert stat.S_IMODE(private.stat().st_mode) == 0o700
        kept = [file for file in private.rglob("*") if file.is_file() and _holds(file)]
        assert [file for file in kept if stat.S_IMODE(file.stat().st_mode) & 0o077] == []
    inside_git = (file for file in (limited.folder / ".git").rglob("*") if private not in (file, *file.parents))
    assert [file for file in inside_git if _holds(file)] == []


def _holds(file: Path) -> bool:
    return CANARY in file.name or (file.is_file() and CANARY.encode() in file.read_bytes())


def test_a_traceback_names_no_value(limited: Attacked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("somei_cli.commands.list_.list_view", None)

    with pytest.raises(TypeError) as fault:
        limited.run("list", "-vv")
    assert CANARY not in "".join(traceback.format_exception(fault.value))
    assert CANARY not in limited.run("list").err
    process = limited.process("show", "15070/19", "--format", CANARY[:3], "-vv")
    assert CANARY.encode() not in process.stderr
