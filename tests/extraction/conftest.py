"""The packaged vocabulary, a reader of texts with it, and what it read of the subject."""

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


@pytest.fixture(scope="session")
def subject() -> Callable[[Reading], object]:
    return lambda reading: reading.fields.get("subject")


@pytest.fixture(scope="session")
def doubts() -> Callable[[Reading], list[str]]:
    """Return a function that gives the messages of the doubts about the subject."""
    return lambda reading: [doubt.message for doubt in reading.doubts if doubt.field == "subject"]
