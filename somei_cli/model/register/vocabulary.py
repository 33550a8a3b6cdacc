"""The register's vocabulary: subject codes, document types, meeting bodies and terms."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from somei_cli.model.codes import SubjectCode


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """Fold a name for comparison: without case, quotation marks and doubled blanks."""
    return " ".join(re.sub(r"[‘’‚‛“”„'\"«»`´]", "", text).casefold().split())


class DocumentType(NamedTuple):
    """A heading below the codes, such as OUTCOME OF PROCEEDINGS, with other spellings that documents use."""

    heading: str
    purpose: str
    also: tuple[str, ...] = ()


class MeetingBody(NamedTuple):
    """A meeting body. `key` is its short name (SOMEI), `also` are printed names."""

    key: str
    name: str
    codes: tuple[SubjectCode, ...] = ()
    also: tuple[str, ...] = ()


class VocabularyTerm(NamedTuple):
    """An abbreviation or a proper name, as documents use it."""

    term: str
    meaning: str
    kind: str
    also: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """The term and all its variants."""
        return (self.term, *self.also)


class Vocabulary(NamedTuple):
    """All lists of one register."""

    codes: Mapping[SubjectCode, str]
    types: tuple[DocumentType, ...] = ()
    bodies: tuple[MeetingBody, ...] = ()
    terms: tuple[VocabularyTerm, ...] = ()

    def type_named(self, text: str) -> DocumentType | None:
        """Return the document type with this heading, in any spelling."""
        folded = _folded(text)
        return next((t for t in self.types if folded in map(_folded, (t.heading, *t.also))), None)

    def body_named(self, text: str) -> MeetingBody | None:
        """Return the body with this key or name."""
        folded = _folded(text)
        return next((b for b in self.bodies if folded in map(_folded, (b.key, b.name, *b.also))), None)

    def terms_for(self, text: str) -> tuple[VocabularyTerm, ...]:
        """Return every term with this spelling; some abbreviations have two meanings."""
        folded = _folded(text)
        return tuple(t for t in self.terms if folded in map(_folded, t.spellings))

    def nearest_codes(self, code: SubjectCode, most: int = 4) -> tuple[SubjectCode, ...]:
        """Return codes that were probably meant: similar spellings first, then those with the same beginning."""
        import difflib

        names = sorted(c.name for c in self.codes)
        starts = [n for n in names if n.startswith(code.name) or code.name.startswith(n + " ")]
        slips = difflib.get_close_matches(code.name, names, n=most, cutoff=0.6)
        return tuple(SubjectCode(n) for n in dict.fromkeys([*slips, *starts]))[:most]


LazyVocabulary = Callable[[], Vocabulary]
"""Reads the vocabulary when it is first needed; most commands need none."""
