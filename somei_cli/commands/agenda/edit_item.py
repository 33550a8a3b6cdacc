"""somei agenda edit-item."""

from typing import Annotated, Any, Literal

import typer

from somei_cli.actions.agenda import items
from somei_cli.commands.agenda.options import Agenda, ItemNumber
from somei_cli.commands.shared import document_values, params
from somei_cli.commands.shared.act import Act
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.errors import NotAValue, WrongUsage, shell_word
from somei_cli.formats.sanitize import has_invisible_characters
from somei_cli.formats.toml.document import normalise_text
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items_and_follow_ups import Item, ItemKind
from somei_cli.store.disk.input_files import read_text

_Cleared = Literal[""]


# An empty word clears a field: it is read as itself.


def _line(typed: str) -> str:
    return params.line(typed) if typed.strip() else ""


def _number(typed: str) -> DocumentNumber | _Cleared:
    return params.number(typed) if typed.strip() else ""


def _kind(typed: str) -> ItemKind | _Cleared:
    return document_values.item_kind(typed) if typed.strip() else ""


def _text(typed: str) -> str:
    """A text of several lines: the words themselves, `@FILE` for those of a file, `@-` for those of standard input."""
    text = normalise_text(read_text(typed[1:]) if typed.startswith("@") else typed).strip()
    if has_invisible_characters(text):
        raise NotAValue("a text", typed[:40], "visible words, in lines")
    return text


def edit_item(
    agenda: Agenda,
    item: ItemNumber,
    title: Annotated[str | None, params.option("--title", "TEXT", "As it will be printed.", params.line)] = None,
    sub: Annotated[
        list[str] | None, params.option("--sub", "TEXT", "All lines below it; they replace the old ones.", _line)
    ] = None,
    doc: Annotated[
        list[Any] | None, params.option("--doc", "N", "All its documents; they replace the old ones.", _number)
    ] = None,
    kind: Annotated[Any, params.option("--kind", "K", ", ".join(ItemKind), _kind)] = None,
    by: Annotated[str | None, params.option("--by", "WHO", "Who presents it.", _line)] = None,
    legislative: Annotated[
        bool | None, typer.Option("--legislative/--no-legislative", help="In the public part.", show_default=False)
    ] = None,
    possible: Annotated[
        bool | None, typer.Option("--poss/--no-poss", help="(poss.): may be dropped.", show_default=False)
    ] = None,
    text: Annotated[str | None, params.option("--text", "TEXT|@FILE", "In an outcome: what was said.", _text)] = None,
    result: Annotated[str | None, params.option("--result", "TEXT", "In an outcome: the result.", _line)] = None,
    *,
    act: Act,
) -> None:
    """Edit an item of a draft agenda or a draft outcome.

    Only the fields that you name change; an empty word ("") clears one. --sub names all lines below the item in
    their order; a line that is there already keeps what it holds. In a draft outcome you write what the meeting
    said.
    """
    values = {
        "title": title,
        "subitems": None if sub is None else tuple(Item(title=line) for line in sub if line),
        "documents": None if doc is None else _listed(doc),
        "kind": kind,
        "by": by,
        "legislative": legislative,
        "possible": possible,
        "summary": text,
        "result": result,
    }
    named = {name: None if value == "" else value for name, value in values.items() if value is not None}
    if not named:
        raise WrongUsage(
            f"No change to item {item} is given.",
            f"Give one: somei agenda edit-item {shell_word(agenda)} N --title TEXT",
        )
    act.answer(items.edit_item(open_register(), agenda, item, named, act.circumstances()))


def _listed(typed: list[DocumentNumber | _Cleared]) -> tuple[DocumentNumber, ...]:
    """Return the documents of an item, each once."""
    return tuple(dict.fromkeys(number for number in typed if number))
