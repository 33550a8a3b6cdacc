"""The packaged vocabulary, and a reader of texts with it."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from somei_cli.extraction.entry import read_document
from somei_cli.extraction.sources.readers import read_text
from somei_cli.formats.register_paths import VOCABULARY_FILES
from somei_cli.formats.toml import vocabulary as lists
from somei_cli.model.importing.draft_entry import Reading, SourceText
from somei_cli.model.register.vocabulary import Vocabulary

Read = Callable[..., Reading]
DOCUMENTS = Path(__file__).parents[1] / "documents"


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    data = files("somei_cli") / "data"
    return lists.load({name: (data / name).read_text(encoding="utf-8") for name in VOCABULARY_FILES})


@pytest.fixture(scope="session")
def read(vocabulary: Vocabulary) -> Read:
    def read(text: str, name: str = "x.txt") -> Reading:
        return read_document(SourceText(read_text(text, name)), vocabulary)

    return read


@pytest.fixture(scope="session")
def read_file(read: Read) -> Callable[[str], Reading]:
    return lambda name: read((DOCUMENTS / name).read_text(encoding="utf-8"), name)
