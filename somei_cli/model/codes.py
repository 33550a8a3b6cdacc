"""Subject codes and their serials, as printed on the letterhead: ENFOPOL 532."""

import re
from functools import cache, partial
from typing import NamedTuple, Self

from somei_cli.errors import NotACode

_CODE = r"[A-Z][A-Z0-9]{0,14}(?:[ /-][A-Z0-9]{1,12}){0,2}"
_WITH_SERIAL = r"(?P<code>.+?) +(?P<serial>[1-9][0-9]{0,4})"
# Patterns are compiled on first use: many commands read no code.
_compile = cache(partial(re.compile, flags=re.ASCII))

LARGEST_SERIAL = 99_999
"""A larger number is not a serial but the last word of a code."""

ENDS_IN_A_NUMBER = frozenset({"OJ 133"})
"""The agenda of the Article 133 Committee: the one code whose last word is itself a number."""


class SubjectCode(NamedTuple):
    """A code such as COSI, OJ CRP2 or CFSP/PESC; the vocabulary says whether it is in use."""

    name: str

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a code; it becomes upper case and inner blanks are folded.

        Raises:
            NotACode: if it does not have the form of a code.
        """
        name = " ".join(typed.upper().split())
        if not _compile(_CODE).fullmatch(name):
            raise NotACode(typed)
        return cls(name)

    def __str__(self) -> str:
        return self.name


class CodeEntry(NamedTuple):
    """A code on one document, with its serial: a count of the documents with that code in the year of the number.

    The serial is None if the document shows the bare code.
    """

    code: SubjectCode
    serial: int | None = None

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read `COSI 254`, or a bare code.

        Raises:
            NotACode: if it does not have the form of a code.
        """
        folded = " ".join(typed.upper().split())
        match = _compile(_WITH_SERIAL).fullmatch(folded)
        if match is None or folded in ENDS_IN_A_NUMBER:
            return cls(SubjectCode.parse(typed))
        return cls(SubjectCode.parse(match["code"]), int(match["serial"]))

    def __str__(self) -> str:
        return f"{self.code.name} {self.serial}" if self.serial is not None else self.code.name
