"""Paths of the files of a register; the path of a document follows from its number alone."""

from pathlib import PurePosixPath

from somei_cli.errors import NotANumber
from somei_cli.model.document_number import DocumentNumber

SETTINGS = PurePosixPath("somei.toml")
VOCABULARY = PurePosixPath("vocabulary")
VOCABULARY_FILES = ("subject_codes.toml", "document_types.toml", "bodies.toml", "terms.toml")
DOCUMENTS = PurePosixPath("documents")
REQUESTS = PurePosixPath("requests")
_DOCUMENTS_TEXT = str(DOCUMENTS)


def path_of(number: DocumentNumber) -> PurePosixPath:
    """Return the path of a document: year, number divided by 100, register id.

    That is about 160 files a folder. Two clerks who enter one number conflict in git.
    """
    return PurePosixPath(path_text_of(number))


def path_text_of(number: DocumentNumber) -> str:
    """Return `path_of` as text, in a tenth of the time."""
    return f"{_DOCUMENTS_TEXT}/{number.year}/{number.number // 100:03d}/{number.register_id}.toml"


def folder_of(number: DocumentNumber) -> PurePosixPath:
    """Return the folder that holds the whole family."""
    return path_of(number).parent


def number_of_path(path: PurePosixPath) -> DocumentNumber | None:
    """Return the number of the document whose path below `documents/` this is; None if it is not the path of one."""
    if path.suffix != ".toml":
        return None
    figures, _, year = path.stem.removeprefix("ST-").removesuffix("-INIT").partition("-")
    try:
        if len(path.stem) < 20 and figures.isdecimal() and year.isdecimal():  # nearly all: no pattern is needed
            number = DocumentNumber.from_parts(path.stem, "ST", int(figures), int(year))
        else:
            from somei_cli.formats.notation.document_numbers import read_number

            number = read_number(path.stem)
    except NotANumber:
        return None
    return number if path_of(number) == path else None


def is_vocabulary_path(path: str) -> bool:
    """Return whether a path, of whatever folder a register lies in, is that of a file of the vocabulary."""
    file = PurePosixPath(path)
    return file.name in VOCABULARY_FILES and file.parent.name == str(VOCABULARY)


def vocabulary_path(file: str) -> PurePosixPath:
    """Return the path of one file of the vocabulary."""
    return VOCABULARY / file
