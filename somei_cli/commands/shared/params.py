"""Options and arguments that commands share, and the parsers that turn typed words into values."""

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from somei_cli.commands.shared import session
from somei_cli.errors import NotANumber, NotAValue, NotFound
from somei_cli.formats.sanitize import has_invisible_characters
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document_number import DocumentNumber
from somei_cli.render.output.view import ViewFormat

if TYPE_CHECKING:
    from somei_cli.commands.shared.number_without_year import NumberWithoutYear
    from somei_cli.formats.notation.typed_dates import Period

Word = TypeVar("Word", bound=StrEnum)


def number(typed: str) -> DocumentNumber:
    """A document number in any written form; the printed one is tried first, since nearly all are typed so."""
    try:
        return DocumentNumber.parse(typed)
    except NotANumber:
        from somei_cli.formats.notation.document_numbers import read_number

        return read_number(typed)


def number_in_register(typed: str) -> "DocumentNumber | NumberWithoutYear":
    """The same, or one that lacks its year and is still to be found in the register."""
    try:
        return number(typed)
    except NotANumber as refusal:
        from somei_cli.commands.shared.number_without_year import read_number_without_year

        return read_number_without_year(typed, refusal)


def number_or_file(typed: str) -> DocumentNumber:
    """A document by its number, or by the path of its file."""
    try:
        return number(typed)
    except NotANumber:
        return number(typed.rpartition("/")[2].removesuffix(".toml"))


def number_of_text(typed: str) -> DocumentNumber:
    """The document whose text is meant, by a word that names no file."""
    try:
        return number(typed)
    except NotANumber:
        raise NotFound(f"There is no file {typed}, and it is not a document number.") from None


def day(typed: str) -> date:
    """A day as people write it: 2019-12-04, 4.12.2019, 4 December 2019, today, end of Croatian Presidency."""
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        # Nearly all are typed as files have them.
        from somei_cli.formats.notation.typed_dates import read_day
        from somei_cli.store.disk.packaged_calendar_tables import read_packaged_presidencies

        return read_day(typed, session.today(), read_packaged_presidencies)


def date_order(typed: str) -> str:
    """What stands first in dates that are written in figures alone."""
    from somei_cli.formats.notation.typed_dates import DateOrder

    return one_of(DateOrder, typed, "the order of dates")


def first_day(typed: str) -> date:
    """A day from which something counts: the same, or the first day of a month, a year or a Presidency."""
    return _period(typed).first


def last_day(typed: str) -> date:
    """A day up to which something counts: the same, or the last day of a month, a year or a Presidency."""
    return _period(typed).last


def _period(typed: str) -> "Period":
    from somei_cli.formats.notation.typed_dates import read_period
    from somei_cli.store.disk.packaged_calendar_tables import read_packaged_presidencies

    return read_period(typed, session.today(), read_packaged_presidencies)


def line(typed: str) -> str:
    """A line of text as the register stores it.

    Raises:
        NotAValue: for empty text, line breaks, and characters that cannot be seen.
    """
    from somei_cli.formats.toml.document import normalise_text

    text = normalise_text(typed).strip()
    if not text or "\n" in text or has_invisible_characters(text):
        raise NotAValue("a line of text", typed, "visible words on one line")
    return text


def quoted_field(typed: str) -> str:
    """A field whose words only quote an EU classification: `subject`, `items.2`, `reason`.

    Raises:
        NotAValue: for what is the name of no field.
    """
    # Needed by hardly any command.
    from somei_cli.formats.toml.classified_words import QUOTABLE_FIELDS

    name = typed.strip()
    if name.partition(".")[0] not in QUOTABLE_FIELDS:
        raise NotAValue("the field that only quotes", typed, "a field, as subject, title, items.2 or reason")
    return name


def quoted_place(typed: str) -> str:
    """The same, or the number of a line; 0 stands for what has no line."""
    word = typed.strip()
    return str(int(word)) if word.isascii() and word.isdigit() and len(word) < 10 else quoted_field(word)


def year(typed: str) -> int:
    """The year of a number: 2019, or 19."""
    if typed.isascii() and typed.isdigit() and len(typed) in {2, 4}:
        with suppress(NotANumber):
            return DocumentNumber.parse(f"1/{typed}").year
    raise NotAValue("the year", typed, "two or four digits, of a year with documents")


def one_of(kind: type[Word], typed: str, field: str) -> Word:
    """A word of a closed list, in any case."""
    for word in kind:
        if word.casefold() == typed.casefold():
            return word
    raise NotAValue(field, typed, "one of " + ", ".join(kind))


def choice(kind: type[Word], field: str) -> Callable[[str], Word]:
    """Return what reads a word of a closed list."""
    return lambda typed: one_of(kind, typed, field)


format_of = choice(ViewFormat, "the format")


def number_or_next(typed: str) -> DocumentNumber | None:
    """A document number, or None for `next`: the one that is to be given out."""
    return None if typed.strip().casefold() == "next" else number(typed)


def countable(limit: int | None) -> int | None:
    """A limit that no register reaches is as good as any other."""
    return None if limit is None else min(limit, sys.maxsize)


def yes_or_no(typed: str) -> bool:
    """Return what yes or no means."""
    words = {"yes": True, "true": True, "no": False, "false": False}
    try:
        return words[typed.strip().casefold()]
    except KeyError:
        raise NotAValue("yes or no", typed, "yes or no") from None


def option(names: str, metavar: str, help_text: str, parser: Callable[[str], Any] | None = None, **checks: Any) -> Any:
    """Return an option with a value, whose default is not shown; several names stand with spaces between them."""
    return typer.Option(*names.split(), metavar=metavar, help=help_text, parser=parser, show_default=False, **checks)


def argument(metavar: str, help_text: str, parser: Callable[[str], Any] | None = None, **checks: Any) -> Any:
    """Return an argument whose default is not shown."""
    return typer.Argument(metavar=metavar, help=help_text, parser=parser, show_default=False, **checks)


Number = Annotated[DocumentNumber, argument("NUMBER", "As printed: 15070/19.", number_in_register)]
AskedNumber = Annotated[
    DocumentNumber | None, argument("[NUMBER]", "As printed: 15070/19; else chosen on a terminal.", number_in_register)
]
DryRun = Annotated[bool, typer.Option("-n", "--dry-run", help="Show what would be written; write nothing.")]
Message = Annotated[str | None, option("-m --message", "TEXT", "Why, for the history.", line)]
Quoted = Annotated[
    list[str] | None,
    option("--quoted", "FIELD", "Accept words like SECRET UE in it: they are only quoted. Needs -m.", quoted_field),
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
How = Annotated[
    ViewFormat | None, option("--format", "FORMAT", "table, tsv, csv, json, jsonl, markdown or ids.", format_of)
]
Fields = Annotated[str, option("--fields", "A,B", "Only these fields.")]
Sort = Annotated[str, option("--sort", "FIELD", "Sort by a field; -FIELD reverses the order.")]
Wide = Annotated[bool, typer.Option("--wide", help="On a terminal, show all columns and whole texts.")]
Limit = Annotated[int | None, option("--limit", "N", "Show at most N.", min=0, callback=countable)]
Code = Annotated[
    list[CodeEntry] | None, option("--code", "CODE", "Subject code, with or without serial.", CodeEntry.parse)
]
Subject = Annotated[str | None, option("--subject", "TEXT", "The field Subject.", line)]
BodyThatMet = Annotated[list[str] | None, option("--body", "B", "Body that met.")]
BodyThatMeets = Annotated[list[str] | None, option("--body", "B", "Body that meets.")]
FromDay = Annotated[date | None, option("--since", "D", "In this day, month or year, or later.", first_day)]
ToDay = Annotated[date | None, option("--until", "D", "In this day, month or year, or earlier.", last_day)]
NewCode = Annotated[str | None, option("--new-code", "TITLE", "Add the unknown code to the vocabulary.", line)]
Dates = Annotated[
    str | None, option("--dates", "ORDER", "What dates as 02/05/2020 begin with: dmy, mdy or iso.", date_order)
]
