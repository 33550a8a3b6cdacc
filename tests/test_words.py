"""What somei says of itself: every command it names is there, every page and word list is fresh."""

import re
from pathlib import Path

import completion_words
import pytest
from conftest import PROJECT

from somei_cli.commands.shared.table import COMMANDS, Group

_NAMED = re.compile(r"\bsomei (?:-C [^ ]+ )?(?P<command>[a-z]+)(?: (?P<sub>[a-z]+(?:-[a-z]+)*))?")
_PROSE = frozenset({"to", "is", "and", "keeps", "check", "cites"})


def _texts() -> list[Path]:
    package = [*(PROJECT / "somei_cli").rglob("*.py"), *(PROJECT / "somei_cli/manual").glob("*.md")]
    return [*package, PROJECT / "README.md", PROJECT / "CONTRIBUTING.md"]


@pytest.mark.parametrize("path", _texts(), ids=lambda p: str(p.relative_to(PROJECT)))
def test_every_command_that_a_hint_or_a_page_names_is_there(path: Path) -> None:
    for quoted in re.findall(r"(?:[:`$] ?|with |“)(somei [a-z][^`\n\"]*)", path.read_text(encoding="utf-8")):
        named = _NAMED.match(quoted)
        assert named, quoted
        assert named["command"] in COMMANDS, quoted
        group = COMMANDS[named["command"]]
        if isinstance(group, Group):
            # A number or an option behind the name of a group may stand for the command that need not be said.
            said = named["sub"] or group.unsaid
            assert said in group.commands, quoted


def test_the_completion_offers_what_the_commands_have() -> None:
    assert completion_words.FILE.read_text(encoding="utf-8") == completion_words.words(), (
        "Run: python tests/completion_words.py"
    )
