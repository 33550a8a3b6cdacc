"""The register's vocabulary: subject codes, document types, meeting bodies and terms."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from somei_cli.model.codes import SubjectCode
from somei_cli.model.groups import group_pairs

_QUOTATION_MARKS = str.maketrans("", "", "‘’‚‛“”„'\"«»`´")


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """Fold a name for comparison: without case, quotation marks and doubled blanks."""
    return " ".join(text.translate(_QUOTATION_MARKS).casefold().split())


@lru_cache(maxsize=8)
def _names_of(codes: tuple[SubjectCode, ...]) -> frozenset[str]:
    return frozenset(code.name for code in codes)


class RetiredCode(NamedTuple):
    """Since when the Council uses a code no more, and the code that replaces it, if one does."""

    on: date
    replaced_by: SubjectCode | None = None


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

    @property
    def names(self) -> tuple[str, ...]:
        """Its key, its name and the other names that documents print."""
        return (self.key, self.name, *self.also)


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
    """All lists of one register. `codes` are the titles of all codes, those that are `retired` among them."""

    codes: Mapping[SubjectCode, str]
    types: tuple[DocumentType, ...] = ()
    bodies: tuple[MeetingBody, ...] = ()
    terms: tuple[VocabularyTerm, ...] = ()
    retired: Mapping[SubjectCode, RetiredCode] = MappingProxyType({})

    @property
    def code_names(self) -> frozenset[str]:
        """The names of all codes."""
        return _names_of(tuple(self.codes))

    def type_named(self, text: str) -> DocumentType | None:
        """Return the document type with this heading, in any spelling."""
        folded = _folded(text)
        return next((t for t in self.types if folded in map(_folded, (t.heading, *t.also))), None)

    def body_named(self, text: str) -> MeetingBody | None:
        """Return the body with this key or name."""
        folded = _folded(text)
        return next((b for b in self.bodies if folded in map(_folded, b.names)), None)

    def terms_for(self, text: str) -> tuple[VocabularyTerm, ...]:
        """Return every term with this spelling; some abbreviations have two meanings."""
        folded = _folded(text)
        return tuple(t for t in self.terms if folded in map(_folded, t.spellings))

    def successor_of(self, code: SubjectCode) -> SubjectCode | None:
        """Return the code in use that replaces a retired one, perhaps by way of others; None if none does."""
        passed = {code}
        while code in self.retired:
            successor = self.retired[code].replaced_by
            if successor is None or successor in passed:
                return None
            passed.add(successor)
            code = successor
        return code if len(passed) > 1 else None

    def describe_retirement(self, code: SubjectCode) -> str:
        """Return since when a code is retired, and what replaces it."""
        successor = self.successor_of(code)
        return f"{code} is retired since {self.retired[code].on}" + (f"; {successor} replaces it" if successor else "")

    def nearest_codes(self, code: SubjectCode, most: int = 4) -> tuple[SubjectCode, ...]:
        """Return codes that were probably meant: similar spellings first, then those with the same beginning.

        In the place of a retired code stands the one that replaces it.
        """
        import difflib

        names = sorted(c.name for c in self.codes)
        starts = [n for n in names if n.startswith(code.name) or code.name.startswith(n + " ")]
        slips = difflib.get_close_matches(code.name, names, n=most, cutoff=0.6)
        near = map(SubjectCode, dict.fromkeys([*slips, *starts]))
        in_use = (self.successor_of(near_code) if near_code in self.retired else near_code for near_code in near)
        return tuple(dict.fromkeys(filter(None, in_use)))[:most]


def find_renamed_codes(before: Vocabulary, after: Vocabulary) -> Mapping[SubjectCode, SubjectCode]:
    """Return the codes that another one with the same title has taken the place of, each with its new name."""
    if before.codes == after.codes:
        return {}
    removed, added = (
        _codes_by_title(vocabulary.codes, vocabulary.codes.keys() - compared.codes.keys())
        for vocabulary, compared in ((before, after), (after, before))
    )
    return {
        old_codes[0]: added[title][0]
        for title, old_codes in removed.items()
        if len(old_codes) == len(added.get(title, ())) == 1
    }


def _codes_by_title(titles: Mapping[SubjectCode, str], codes: Iterable[SubjectCode]) -> dict[str, list[SubjectCode]]:
    return group_pairs((titles[code], code) for code in codes)


LazyVocabulary = Callable[[], Vocabulary]
"""Reads the vocabulary when it is first needed; most commands need none."""
