"""What a valid value is, as hypothesis strategies."""

from collections.abc import Callable
from datetime import date
from functools import cache
from inspect import Parameter, signature
from typing import Any

from hostile_texts import TEXTS
from hypothesis import strategies as st

from somei_cli.formats.notation.external_references import parse_external_reference
from somei_cli.formats.toml import field_value_conversions as kinds
from somei_cli.formats.toml.field_value_conversions import ValueKind
from somei_cli.formats.toml.fields import SHAPES, Field
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import (
    Document,
)
from somei_cli.model.document_number import KNOWN_SERIES, DocumentNumber, Suffix, SuffixKind
from somei_cli.model.items_and_follow_ups import FollowUp, FollowUpState, Item, ItemKind, Move
from somei_cli.model.markings import Marking

Some = st.SearchStrategy


# ---- numbers


def series() -> Some[str]:
    """Known series mostly, and others of the same form."""
    unknown = st.from_regex(r"\A[A-Z]{2,5}(-[A-Z]{2,5})?\Z")
    return st.one_of(st.just("ST"), st.sampled_from(KNOWN_SERIES), unknown)


def suffixes() -> Some[tuple[Suffix, ...]]:
    """Chains of up to four steps."""
    step = st.builds(Suffix, st.sampled_from(SuffixKind), st.integers(0, 999))
    return st.lists(step, max_size=4).map(tuple)


@cache
def numbers() -> Some[DocumentNumber]:
    """Every document number there can be."""
    years = st.integers(1952, 2051)
    return st.one_of(
        st.builds(DocumentNumber.from_parts, st.just(""), series(), st.integers(1, 99_999), years, suffixes()),
        st.builds(
            DocumentNumber.from_parts, st.just(""), st.just("PROV"), st.integers(1, 999_999_999_999), years, suffixes()
        ),
    )


# ---- text


@cache
def lines() -> Some[str]:
    """One line that holds something, of any characters: what is odd is for rules to find, not lost on the way."""
    odd = st.sampled_from([" ".join(text.split("\n")) for text in TEXTS.values()])
    any_line = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=12)
    return st.one_of(any_line, odd, st.just('subject = "x"')).filter(lambda text: bool(text.strip()))


def labels() -> Some[str]:
    """Numbers of items: of any characters too, and short."""
    return lines().filter(lambda text: len(text) <= 24)


def prose() -> Some[str]:
    """Text of several lines, some of which look like TOML."""
    line = st.one_of(
        lines(), st.sampled_from(["", "[meeting]", "[[items]]", 'title = """', "'''", "# no", '"' * 5, "]"])
    )
    return st.lists(line, max_size=4).map("\n".join)


def markings() -> Some[Marking]:
    """Markings that are known, and others of the same form."""
    known = ("LIMITE", "PUBLIC", "RESTREINT UE", "LIMITE JUR", "TRES SECRET UE/EU TOP SECRET", "NATO 12/3")
    return st.sampled_from(known).map(Marking.parse)


def codes() -> Some[CodeEntry]:
    """Codes with and without a serial."""
    names = st.sampled_from(("COSI", "ENFOPOL", "OJ CRP2", "CFSP/PESC", "OJ 133", "JAI"))
    serials = st.one_of(st.none(), st.integers(1, 99_999))
    return st.builds(lambda name, serial: CodeEntry.parse(f"{name} {serial}" if serial else name), names, serials)


# ---- documents


def _one_of_each(make: type, **given: Some[Any]) -> Some[Any]:
    """A value of a class: each field as given, or left out where the class lets it be absent."""
    parameters = signature(make).parameters
    required = {name for name in given if parameters[name].default is Parameter.empty}
    needed = {name: given[name] for name in required}
    rest = {name: strategy for name, strategy in given.items() if name not in required}
    return st.fixed_dictionaries(needed, optional=rest).map(lambda values: make(**values))


def _many(of: Some[Any], most: int = 3) -> Some[tuple[Any, ...]]:
    return st.lists(of, max_size=most).map(tuple)


def outside() -> Some[Any]:
    """Texts that are no Council documents."""
    known = ("C-505/19", "COM(2018) 302 final", "Directive 95/46/EC", "https://example.org/a?b=c#d", "2018/0330(COD)")
    return st.sampled_from(known).map(parse_external_reference)


def follow_ups() -> Some[FollowUp]:
    return _one_of_each(
        FollowUp,
        what=lines(),
        who=lines(),
        due=st.dates(),
        due_as_said=lines(),
        state=st.sampled_from(FollowUpState),
        closed=st.dates(),
        reason=lines(),
        moved=_many(_one_of_each(Move, on=st.dates(), before=st.dates(), as_said=lines(), reason=lines()), 2),
    )


def _items(below: Some[tuple[Item, ...]]) -> Some[Item]:
    return _one_of_each(
        Item,
        title=lines(),
        number=labels(),
        kind=st.sampled_from(ItemKind),
        legislative=st.booleans(),
        possible=st.booleans(),
        by=lines(),
        documents=_many(numbers(), 2),
        withdrawn=st.booleans(),
        reason=lines(),
        result=lines(),
        summary=prose(),
        subitems=below,
        follow_ups=_many(follow_ups(), 2),
    )


@cache
def items() -> Some[Item]:
    """Items with items below them, up to three deep."""
    return _items(_many(_items(_many(_items(st.just(())), 2)), 2))


def items_with(title: Some[str], **told: Some[Any]) -> Some[Item]:
    """Items of which only this is told: hypothesis would make up whatever else a tuple may have."""
    return st.fixed_dictionaries({"title": title, **told}).map(lambda parts: Item(**parts))


@cache
def foreign() -> Some[tuple[tuple[str, object], ...]]:
    """Keys that this version does not know, with values of every kind."""
    plain: Some[Any] = st.one_of(st.integers(-(2**63), 2**63 - 1), st.booleans(), st.dates(), prose())
    value = st.recursive(
        plain, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(lines(), inner, max_size=3))
    )
    keys = lines().map("x ".__add__)
    return st.dictionaries(keys, value, max_size=2).map(lambda held: tuple(sorted(held.items(), key=_is_table)))


def _is_table(pair: tuple[str, object]) -> bool:
    """Tables stand behind plain values, in every TOML file."""
    _, value = pair
    rows = isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)
    return rows or isinstance(value, dict)


def _of_kind(kind: ValueKind) -> Some[Any]:
    """The values of a kind of field: of a closed list any, of others as above."""
    if words := kind.schema.get("enum"):
        return st.sampled_from(words).map(kind.read)
    return _BY_KIND[kind.words]()


_BY_KIND: dict[str, Callable[[], Some[Any]]] = {
    kinds.LINE.words: lines,
    kinds.LABEL.words: labels,
    kinds.PROSE.words: prose,
    kinds.FLAG.words: st.booleans,
    kinds.COUNT.words: lambda: st.integers(1, 99_999),
    kinds.DAY.words: st.dates,
    kinds.NUMBER.words: numbers,
    kinds.CODE_ENTRY.words: codes,
    kinds.MARKING.words: markings,
    kinds.OUTSIDE.words: outside,
    kinds.FILE.words: lambda: st.just(parse_external_reference("2018/0330(COD)")),
    kinds.TARGET.words: lambda: st.one_of(numbers(), st.just(parse_external_reference("COM(2018) 302 final"))),
}


def _of_shape(name: str) -> Some[Any]:
    """The values of a table, each field as it is declared."""
    shape = SHAPES[name]
    return _one_of_each(shape.make, **{field.name: _of_field(field) for field in shape.fields})


def _of_field(field: Field) -> Some[Any]:
    value = items() if field.shape == "item" else _of_kind(field.kind) if field.kind else _of_shape(field.shape)
    return _many(value, 2 if field.shape == "access" else 3) if field.is_array else value


def documents(**given: Some[Any]) -> Some[Document]:
    """Every document there can be, with keys of later versions too."""
    return _one_of_each(Document, **{**_document_fields(), **given})


@cache
def _document_fields() -> dict[str, Some[Any]]:
    return {
        **{field.name: _of_field(field) for field in SHAPES["document"].fields},
        "waive": st.dictionaries(lines(), lines(), max_size=2).map(lambda rows: tuple(rows.items())),
        "extra": foreign(),
    }


def days() -> Some[date]:
    """Days on which documents were issued."""
    return st.dates(date(1952, 1, 1), date(2051, 12, 31))
