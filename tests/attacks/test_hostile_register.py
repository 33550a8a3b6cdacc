"""Every command, in every form of its answer, about a register in which each text of the corpus stands everywhere."""

from pathlib import Path

import pytest
from attacks.command_walk import ALL, commands, forms, line
from attacks.conftest import Attacked, filled, sound_register, whatever_was_run
from attacks.corpus import FILES, MARKER, WORDS

_ASKED = [(path, command, form) for path, command in commands() for form in forms(command)]
_NAMES = list(WORDS)


@pytest.mark.one_in(8)
@pytest.mark.parametrize("name", _NAMES)
def test_no_text_in_the_register_does_harm(attacked: Attacked, tmp_path: Path, name: str) -> None:
    filled(attacked, WORDS[name].encode("utf-8", "replace").decode())
    at = _NAMES.index(name)
    for turn, (path, command, form) in enumerate(_ASKED):
        if ALL or turn % len(_NAMES) == at:
            attacked.asks([*line(path, command), *form], terminal=(turn + at) % 2 == 1)
    assert whatever_was_run(tmp_path / "home") == whatever_was_run(tmp_path / "temporary") == []
    assert not (attacked.folder / MARKER).exists()
    assert attacked.git("fsck", "--no-dangling") == ""


_PLACES = (
    "documents/2019/000/ST-1-2019-INIT.toml",
    "somei.toml",
    "vocabulary/bodies.toml",
    "vocabulary/subject_codes.toml",
)


@pytest.mark.one_in(8)
@pytest.mark.parametrize("name", FILES)
def test_no_file_in_the_register_does_harm(attacked: Attacked, name: str) -> None:
    at = list(FILES).index(name)
    for turn, place in enumerate(_PLACES):
        if not ALL and (turn + at) % 4:
            continue
        if not (attacked.folder / ".git").exists():
            sound_register(attacked)
        file = attacked.folder / place
        kept = file.read_bytes() if file.exists() else None
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(FILES[name])
        for step, (path, command, form) in enumerate(_ASKED):
            if ALL or step % 31 == at % 31:
                attacked.asks([*line(path, command), *form])
        if kept is None:
            file.unlink()
        else:
            file.write_bytes(kept)
