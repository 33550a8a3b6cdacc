"""Settings and vocabulary are bounded like documents: no parser sees what would exhaust it."""

import pytest

from somei_cli.errors import Unreadable
from somei_cli.formats.register_paths import VOCABULARY_FILES
from somei_cli.formats.toml import settings, vocabulary

TOO_MUCH = {
    "dots": ("a." * 50_000 + "a = 1\n", "a key of more than 9 parts"),
    "brackets": ("x = " + "[" * 100_000, "nested deeper than 16"),
    "size": ("#" * (1024 * 1024 + 1), "larger than 1024 KiB"),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_is_too_much_to_parse_is_refused(name: str) -> None:
    text, why = TOO_MUCH[name]

    with pytest.raises(Unreadable, match=why):
        settings.load(f"schema = 1\n{text}")
    for file in VOCABULARY_FILES:
        with pytest.raises(Unreadable, match=rf"vocabulary/{file}.*{why}"):
            vocabulary.load({file: text})
