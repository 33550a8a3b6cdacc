"""Where things lie in a register: the path of a document follows from its number alone."""

from pathlib import PurePosixPath

from somei_cli.errors import NotANumber
from somei_cli.model.document_number import DocumentNumber

SETTINGS = PurePosixPath("somei.toml")
VOCABULARY = PurePosixPath("vocabulary")
VOCABULARY_FILES = ("subject_codes.toml", "document_types.toml", "bodies.toml", "terms.toml")
DOCUMENTS = PurePosixPath("documents")
REQUESTS = PurePosixPath("requests")


def path_of(number: DocumentNumber) -> PurePosixPath:
    """Year of the number, number divided by 100, register id: about 160 files a folder, a clash is a git conflict."""
    return PurePosixPath(spelled_path_of(number))


def spelled_path_of(number: DocumentNumber) -> str:
    """The same as text: it is made in a tenth of the time, and nearly every file lies where it should."""
    return f"{DOCUMENTS}/{number.year}/{number.number // 100:03d}/{number.register_id}.toml"


def folder_of(number: DocumentNumber) -> PurePosixPath:
    """The folder that holds the whole family."""
    return path_of(number).parent


def number_at(path: PurePosixPath) -> DocumentNumber | None:
    """The number that a path below `documents/` stands for; None where no number has this path."""
    if path.suffix != ".toml":
        return None
    from somei_cli.formats.notation.document_numbers import read_number

    try:
        number = read_number(path.stem)
    except NotANumber:
        return None
    return number if path_of(number) == path else None


def vocabulary_path(file: str) -> PurePosixPath:
    """One file of the vocabulary."""
    return VOCABULARY / file
