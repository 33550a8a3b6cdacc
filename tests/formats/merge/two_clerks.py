"""Two clerks who edit the same document, as hypothesis strategies; and a document as a bag of facts."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from hypothesis import strategies as st
from strategies import codes, documents, follow_ups, items, lines, markings, numbers

from somei_cli.formats.toml.document import to_table
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items_and_follow_ups import FollowUp, FollowUpState, Item
from somei_cli.model.references import Reference, ReferenceKind

Some = st.SearchStrategy
Edit = Callable[[Document], Document]

COPIED = (
    "status", "reason", "type", "subject", "date", "place", "languages", "interinstitutional_files", "originator",
    "addressee", "note", "source", "versions", "doubts", "meeting", "agenda", "access", "previous_documents",
    "commission_documents", "outside_references", "subject_codes", "items", "extra",
)  # fmt: skip
COPIED_BY_NONE = ("marking", "references", "waive", "number", "allotted")
"""The other fields: the first three are edited in other ways, and no clerk writes the last two."""
_NUMBER = DocumentNumber.parse("15070/19")
_WORDS = st.sampled_from(("Ports", "Counter Terrorism", "Cybercrime threats", "Drugs and ports", "Terrorism"))
_KINDS = st.sampled_from(ReferenceKind)
_RULES = st.sampled_from(("DATE001", "XREF001"))


class Versions(NamedTuple):
    """A document, and what each of two clerks made of it."""

    base: Document
    ours: Document
    theirs: Document


def versions() -> Some[Versions]:
    """Both clerks make up to four edits, of single facts or of whole fields; one of them may do nothing."""
    some = st.lists(edits(), min_size=1, max_size=4)
    return st.builds(_edited, st.one_of(_usual(), _usual(), documents()), some, st.one_of(some, some, st.just([])))


def following() -> Some[Versions]:
    """A document, what a first act made of it, and what later ones made of that."""
    some = st.lists(edits(), min_size=1, max_size=3)
    first = st.builds(lambda base, made: (base, _after(base, made)), st.one_of(_usual(), _usual(), documents()), some)
    return st.builds(lambda held, made: Versions(*held, _after(held[1], made)), first, some)


def _usual() -> Some[Document]:
    """Entries as they are met: a few codes and references, numbered items with lines and promises below them."""
    promise = st.builds(lambda what, who: FollowUp(what, who=who), _WORDS, st.sampled_from((None, "Eurojust")))
    line = _WORDS.map(Item)
    item = st.builds(
        lambda title, lines, promises: Item(title, subitems=tuple(lines), follow_ups=tuple(promises)),
        _WORDS,
        st.lists(line, max_size=2),
        st.lists(promise, max_size=2),
    )
    held = st.lists(item, min_size=1, max_size=3)
    return st.builds(
        lambda marking, codes_, items_: Document(_NUMBER, marking=marking, subject_codes=codes_, items=items_),
        st.one_of(st.none(), markings()),
        st.lists(codes(), max_size=3).map(tuple),
        st.one_of(held.map(_numbered), held.map(_numbered), held.map(tuple)),
    )


def _edited(base: Document, ours: list[Edit], theirs: list[Edit]) -> Versions:
    return Versions(base, _after(base, ours), _after(base, theirs))


def _after(document: Document, made: list[Edit]) -> Document:
    for edit in made:
        document = edit(document)
    return document


def edits() -> Some[Edit]:
    """What a clerk does to an entry."""
    place = st.integers(0, 2)
    words = st.sampled_from(("first", "second", "third"))
    return st.one_of(
        st.builds(_copying, st.sampled_from(COPIED), documents()),
        st.builds(lambda m: lambda d: replace(d, marking=m), st.one_of(st.none(), markings())),
        st.builds(lambda c: lambda d: replace(d, subject_codes=_with_code(d, c)), codes()),
        st.builds(lambda p: lambda d: replace(d, subject_codes=_without(d.subject_codes, p)), place),
        st.builds(lambda n, k: lambda d: replace(d, references=(*d.references, Reference(n, k))), numbers(), _KINDS),
        st.builds(lambda p: lambda d: replace(d, references=_without(d.references, p)), place),
        st.builds(lambda p, w: lambda d: _item(d, p, summary=w), place, words),
        st.builds(lambda p, w: lambda d: _item(d, p, result=w), place, words),
        st.builds(lambda p, w: lambda d: _item(d, p, title=f"{_title(d, p)} {w}"), place, words),
        st.builds(lambda p, f: lambda d: _promising(d, p, f), place, follow_ups()),
        st.builds(lambda p: lambda d: _done(d, p), place),
        st.builds(lambda i: lambda d: replace(d, items=(*d.items, i)), items()),
        st.builds(lambda w: lambda d: replace(d, items=(*d.items, Item(w, str(len(d.items) + 1)))), words),
        st.builds(lambda p, w: lambda d: _with_line(d, p, w), place, words),
        st.builds(lambda w: lambda d: replace(d, items=_numbered([Item(w), *d.items])), words),
        st.builds(lambda p: lambda d: replace(d, items=_without(d.items, p)), place),
        st.builds(lambda: lambda d: replace(d, items=d.items[::-1])),
        st.builds(lambda c, r: lambda d: replace(d, waive=tuple({**dict(d.waive), c: r}.items())), _RULES, lines()),
    )


def _copying(field: str, other: Document) -> Edit:
    return lambda document: replace(document, **{field: getattr(other, field)})


def _with_code(document: Document, code: CodeEntry) -> tuple[CodeEntry, ...]:
    return (*(held for held in document.subject_codes if held.code != code.code), code)


def _without(held: tuple[Any, ...], place: int) -> tuple[Any, ...]:
    return tuple(one for at, one in enumerate(held) if at != place)


def _numbered(held: list[Item]) -> tuple[Item, ...]:
    return tuple(item._replace(number=str(at)) for at, item in enumerate(held, start=1))


def _title(document: Document, place: int) -> str:
    return document.items[place].title if place < len(document.items) else ""


def _item(document: Document, place: int, **changes: Any) -> Document:
    if place >= len(document.items):
        return document
    held = document.items
    return replace(document, items=(*held[:place], held[place]._replace(**changes), *held[place + 1 :]))


def _with_line(document: Document, place: int, words: str) -> Document:
    held = document.items[place].subitems if place < len(document.items) else ()
    return _item(document, place, subitems=(*held, Item(words)))


def _promising(document: Document, place: int, promise: FollowUp) -> Document:
    held = document.items[place].follow_ups if place < len(document.items) else ()
    return _item(document, place, follow_ups=(*held, promise))


def _done(document: Document, place: int) -> Document:
    held = document.items[place].follow_ups if place < len(document.items) else ()
    return _item(document, place, follow_ups=(*(f._replace(state=FollowUpState.DONE) for f in held[:1]), *held[1:]))


# ---- facts


def facts(document: Document) -> Counter[str]:
    """Everything a document says, each fact under what it is about; a list of rows says nothing by its order."""
    return Counter(_facts("", to_table(document)))


def most_facts(base: Document, ours: Document, theirs: Document) -> Counter[str]:
    """How often each fact may stand in the merge: what both clerks wrote stands once.

    Facts do not tell items without numbers from each other. Where the base has several, or each clerk added one of
    its own, each may have written the same words below another one, and both stand.
    """
    held, ours_, theirs_ = facts(base), facts(ours), facts(theirs)
    most = ours_ | theirs_
    unnumbered, ours_unnumbered, theirs_unnumbered = (
        {item.title for item in side.items if item.number is None} for side in (base, ours, theirs)
    )
    has_own = bool(
        ours_unnumbered - theirs_unnumbered - unnumbered and theirs_unnumbered - ours_unnumbered - unnumbered
    )
    if has_own or sum(item.number is None for item in base.items) > 1:
        both = held + (ours_ - held) + (theirs_ - held)
        most |= Counter({fact: count for fact, count in both.items() if fact.startswith("/items//")})
    return most


def _facts(about: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _facts(f"{about}/{key}", inner)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _facts(f"{about}/{_identity(inner, place)}", inner)
    else:
        yield f"{about} = {value!r}"


def _identity(row: Any, place: int) -> str:
    """What a row is known by; an item without a number may be reworded and stays what it is."""
    if not isinstance(row, dict):
        return ""
    if "what" in row:
        return str(place)
    if "field" in row:
        # A field may have several doubts.
        return str(sorted(row.items(), key=str))
    named_by = ("number",) if "title" in row else ("on", "to", "kind", "item")
    return " ".join(str(row[key]) for key in named_by if key in row)
