"""Every word of the corpus typed in every place of every command."""

from pathlib import Path
from typing import Any

import pytest
from attacks.command_walk import ALL, commands, line, places, sampled
from attacks.conftest import Attacked, sound_register, whatever_was_run
from attacks.corpus import FILES, MARKER, WORDS

_NAMES = list(WORDS)
_COMMANDS = commands()
_MOST = 2
"""Words for each place in a usual run; `ATTACKS=all` tries them all."""


@pytest.mark.one_in(8)
@pytest.mark.parametrize(("path", "command"), _COMMANDS, ids=[" ".join(path) for path, _ in _COMMANDS])
def test_no_word_in_any_place_does_harm(
    attacked: Attacked, tmp_path: Path, path: tuple[str, ...], command: Any
) -> None:
    sound_register(attacked)
    turn = sum(map(ord, " ".join(path)))
    for at, place in enumerate(places(path, command)):
        for name in sampled(_NAMES, turn + 7 * at, _MOST):
            words = line(path, command, place, WORDS[name])
            attacked.asks([*words[: len(path)], *([] if at % 2 else ["-v"]), *words[len(path) :]], terminal=at % 3 == 2)
    _assert_unharmed(attacked, tmp_path)


@pytest.mark.one_in(8)
@pytest.mark.parametrize(("path", "command"), _COMMANDS, ids=[" ".join(path) for path, _ in _COMMANDS])
def test_no_word_of_the_surroundings_does_harm(
    attacked: Attacked, tmp_path: Path, path: tuple[str, ...], command: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound_register(attacked)
    turn = sum(map(ord, " ".join(path)))
    names = [name for name in _NAMES if "\0" not in WORDS[name]]
    variables = ("SOMEI_TODAY", "SOMEI_REGISTER", "COLUMNS", "LINES", "TERM", "TZ", "LANG", "PAGER", "EDITOR", "USER")
    for variable in sampled(variables, turn, 2):
        for name in sampled(names, turn, 1):
            with monkeypatch.context() as patched:
                patched.setenv(variable, WORDS[name])
                attacked.asks(line(path, command))
    _assert_unharmed(attacked, tmp_path)


def _assert_unharmed(clerk: Attacked, tmp_path: Path) -> None:
    assert whatever_was_run(tmp_path / "home") == whatever_was_run(tmp_path / "temporary") == []
    assert not (clerk.folder / MARKER).exists()
    assert clerk.git("fsck", "--no-dangling") == ""
    said = clerk.git("log", "--format=%B")
    assert "Somei-Request: forged" not in [row.strip() for row in said.splitlines()]
    assert clerk.run("list").status in {0, 3}


_TAKING_FILES = [(path, one) for path, one in _COMMANDS if "FILE" in str([p.metavar for p in one.params])]


@pytest.mark.one_in(8)
@pytest.mark.parametrize("name", FILES)
def test_no_file_that_is_given_does_harm(attacked: Attacked, tmp_path: Path, name: str) -> None:
    sound_register(attacked)
    endings = (".md", ".txt", ".html", ".pdf", ".docx", ".toml", ".json")
    for turn, (path, command) in enumerate(_TAKING_FILES):
        if not ALL and (turn + list(FILES).index(name)) % 4:
            continue
        for ending in sampled(endings, turn + list(FILES).index(name), 1):
            file = tmp_path / f"given{ending}"
            file.write_bytes(FILES[name])
            for place in places(path, command):
                if (
                    place.name in {"files", "texts", "file", "baseline", "compare", "origin_text"}
                    or place.option == "--from"
                ):
                    attacked.asks(line(path, command, place, str(file)))
    _assert_unharmed(attacked, tmp_path)
