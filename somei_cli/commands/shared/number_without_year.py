"""A document number as far as it was typed, `15070` or `CM 5125`; which one is meant is looked up in the register."""

import re
from contextlib import suppress

from somei_cli.actions.read.named_documents import find_without_year
from somei_cli.commands.shared import session
from somei_cli.commands.shared.interinstitutional_files import read_interinstitutional_file
from somei_cli.errors import NotANumber, SomeiError, shell_word
from somei_cli.model.document_number import KNOWN_SERIES, DocumentNumber
from somei_cli.store.register.find import find_register
from somei_cli.store.register.register import open_register

_PATTERN = r"(?:([A-Z]{2,5}(?:-[A-Z]{2,5})?) ?)?([1-9][0-9]{0,4})( .*)?"


class NumberWithoutYear(session.LateValue):
    """What a number of the register says but for its year; without a series it may be of any."""

    def __init__(self, typed: str) -> None:
        match = re.fullmatch(_PATTERN, typed.strip().upper()) if typed.isascii() else None
        if match is None or match[1] not in {None, *KNOWN_SERIES}:
            raise NotANumber(typed, "expected NUMBER/YEAR")
        self._typed, self._has_series = typed, match[1] is not None
        self._of_some_year = DocumentNumber.parse(f"{match[1] or 'ST'} {match[2]}/00{match[3] or ''}")

    def find(self) -> DocumentNumber:
        """Return the only number of the register that fits; see `find_without_year`."""
        series, number, _, suffixes = self._of_some_year
        register = open_register(find_register(session.folder()))
        return find_without_year(register, self._typed, series if self._has_series else None, number, suffixes)


def read_number_without_year(typed: str, refusal: NotANumber) -> NumberWithoutYear:
    """Read a number that lacks its year; what is none either is refused, with what shows a thing of such a name.

    Raises:
        NotANumber: the refusal of a whole number.
    """
    try:
        return NumberWithoutYear(typed)
    except NotANumber:
        refusal.hint = _hint_at_name(typed) or refusal.hint
        raise refusal from None


def _hint_at_name(typed: str) -> str:
    """Return what shows a thing that has a name of another kind: the file of a dossier, or a follow-up."""
    document, mark, _ = typed.partition("#")
    if mark:
        return f"To show a follow-up: somei followup list --doc {shell_word(document)}"
    with suppress(SomeiError):
        read_interinstitutional_file(typed)
        return f"To show a dossier: somei thread {shell_word(typed)}"
    return ""
