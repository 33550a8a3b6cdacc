"""Where a document can be read: its address in the Council's public register, or the file that the clone keeps."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from somei_cli.errors import NotFound, SomeiError, shell_word
from somei_cli.formats.notation.document_numbers import PublicAddress, public_address
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.store.register.register import Register
from somei_cli.store.register.source_copies import find_kept_copy

_USUAL_LANGUAGE = "en"
_WITHOUT_TEXT = frozenset({Status.RESERVED, Status.VOID})


def find_address(document: Document, language: str | None) -> PublicAddress:
    """Return the address of a document, in a language or else in English, or in the one that its entry names.

    Raises:
        NotFound: if the public register has no place for such a number, or there is no document under it.
    """
    if document.status in _WITHOUT_TEXT:
        raise NotFound(f"{document.number} is {document.status}; there is no document under it.", _look_at(document))
    if language is None:
        languages = document.languages or (_USUAL_LANGUAGE,)
        language = _USUAL_LANGUAGE if _USUAL_LANGUAGE in languages else languages[0]
    return public_address(document.number, language)


def find_addresses(register: Register, numbers: Iterable[DocumentNumber]) -> Mapping[DocumentNumber, PublicAddress]:
    """Return the addresses of those documents that stand in the register and have one."""
    addresses = {}
    for number in numbers:
        # A file that cannot be read is named by the answer that needs it.
        with suppress(SomeiError, OSError):
            document = register.find(number)
            if document:
                addresses[number] = find_address(document, None)
    return addresses


def find_kept_file(register: Register, document: Document) -> Path:
    """Return the path of the file that a document was imported from, as this clone keeps it.

    Raises:
        NotFound: if it was not imported, or its file was not kept here.
    """
    if document.source is None:
        raise NotFound(f"{document.number} was not imported from a file.", _look_at(document))
    copy = find_kept_copy(register, document.source.sha256)
    if copy is None:
        hint = "Import it again to keep it: somei import FILE --keep-file"
        raise NotFound(f"This clone keeps no file of {document.number}.", hint)
    return copy


def _look_at(document: Document) -> str:
    return f"Look at the entry: somei show {shell_word(document.number)}"
