"""Parsers that turn typed words into values of a document: its languages, marking, status, references, kinds of items.

They stand apart from `params`, which every command loads: the kinds and markings of documents take time to load.
"""

from somei_cli.commands.shared.params import choice, number
from somei_cli.errors import NotAValue, SomeiError
from somei_cli.model.document import LANGUAGES
from somei_cli.model.document_number import Status
from somei_cli.model.items_and_follow_ups import ItemKind
from somei_cli.model.markings import Marking
from somei_cli.model.references import ReferenceKind, Target


def target(typed: str) -> Target:
    """A document number, else an outside reference."""
    from somei_cli.formats.notation.external_references import parse_external_reference

    try:
        return number(typed)
    except SomeiError as not_a_number:
        try:
            return parse_external_reference(typed)
        except SomeiError:
            raise not_a_number from None


def any_marking(typed: str) -> Marking | None:
    """A marking as a document may bear it, a misspelt one too, or `none` for no marking."""
    return None if typed.strip().casefold() in {"none", "unmarked"} else Marking.parse(typed)


def marking_or_none(typed: str) -> Marking | None:
    """The same to be written.

    Raises:
        NotAValue: for what can be none, and for LIMITE or PUBLIC misspelt; other words count as the highest level.
    """
    marking = any_marking(typed)
    if marking and marking.is_slip:
        raise NotAValue("the marking", typed, "LIMITE, PUBLIC, a classification, or none")
    return marking


def language(typed: str) -> str:
    """A language by its two letters."""
    code = typed.strip().casefold()
    if code not in LANGUAGES:
        raise NotAValue("the language", typed, "two letters, as en")
    return code


reference_kind = choice(ReferenceKind, "the kind of a reference")
item_kind = choice(ItemKind, "the kind of an item")
status = choice(Status, "the status")
