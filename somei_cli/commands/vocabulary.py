"""The commands somei codes add, edit, rename and retire, and somei bodies list, add and edit."""

from datetime import date
from typing import Annotated

from somei_cli.actions import vocabulary
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import Act, ActOptions, RequiredReason, ask_reason
from somei_cli.commands.shared.open_and_show import Answer, open_register
from somei_cli.commands.shared.option_groups import options_of
from somei_cli.errors import NotAValue
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.register.vocabulary_acts import BodyFields
from somei_cli.render.views.vocabulary import bodies_view


def code_name(typed: str) -> SubjectCode:
    """A subject code as it is named, without a serial.

    Raises:
        NotAValue: for a code with a serial.
    """
    entry = CodeEntry.parse(typed)
    if entry.serial is not None:
        raise NotAValue("the name of a subject code", typed, f"it without a serial, as {entry.code}")
    return entry.code


def body_key(typed: str) -> str:
    """The short name of a meeting body, in capitals.

    Raises:
        NotAValue: for what does not look like one.
    """
    key = " ".join(typed.upper().split())
    if not key.isascii() or not key.replace(" ", "").replace("-", "").replace("/", "").isalnum():
        raise NotAValue("the key of a body", typed, "a short name, as COREPER or COSI SG")
    return key


_ReasonedAct = Annotated[ActOptions, options_of(ActOptions, "approved_by", "request", "message")]
_Code = Annotated[SubjectCode, params.argument("CODE", "As COSI.", code_name)]
_Title = Annotated[str, params.argument("TITLE", "What it is about.", params.line)]
_Key = Annotated[str, params.argument("KEY", "Its short name, as COREPER.", body_key)]
_Codes = Annotated[
    list[SubjectCode] | None, params.option("--code", "CODE", "A code that its documents carry.", code_name)
]
_Also = Annotated[
    list[str] | None, params.option("--also", "NAME", "Another name that documents print for it.", params.line)
]


def add_code(code: _Code, title: _Title, *, act: Act) -> None:
    """Add a subject code."""
    act.answer(vocabulary.add_code(open_register(), code, title, act.circumstances()))


def edit_code(code: _Code, title: _Title, *, act: Act) -> None:
    """Change the title of a subject code."""
    act.answer(vocabulary.edit_code(open_register(), code, title, act.circumstances()))


def rename_code(
    old: Annotated[SubjectCode, params.argument("OLD", "The code as it was typed.", code_name)],
    new: Annotated[SubjectCode, params.argument("NEW", "The code that was meant.", code_name)],
    reason: RequiredReason = None,
    *,
    act: _ReasonedAct,
) -> None:
    """Correct the name of a subject code everywhere.

    The name changes in the vocabulary and in every document that has it. Serials stay. Meeting bodies and saved
    searches follow; running text does not. If the Council itself renamed the code, retire it instead:
    somei codes retire OLD --replaced-by NEW
    """
    circumstances = act._replace(message=ask_reason(reason)).circumstances()
    act.answer(vocabulary.rename_code(open_register(), old, new, circumstances))


def retire_code(
    code: _Code,
    replaced_by: Annotated[
        SubjectCode | None, params.option("--replaced-by", "CODE", "The code that is used from now on.", code_name)
    ] = None,
    on: Annotated[
        date | None, params.option("--on", "DATE", "The last day on which it was used; else today.", params.day)
    ] = None,
    reason: RequiredReason = None,
    *,
    act: _ReasonedAct,
) -> None:
    """Retire a subject code that the Council no longer uses.

    Documents keep the codes that they print. From then on somei remarks on the code if a newer document gets it,
    and completion no longer offers it.
    """
    circumstances = act._replace(message=ask_reason(reason)).circumstances()
    act.answer(vocabulary.retire_code(open_register(), code, replaced_by, on, circumstances))


def list_bodies(
    word: Annotated[str, params.argument("[WORD]", "Part of the key, a name or a code.")] = "",
    *,
    answer: Answer,
) -> int:
    """List the meeting bodies with their codes and names.

    Each body stands with the codes of its documents and the names that they print.
    """
    view = bodies_view(open_register().vocabulary.bodies, word)
    answer.show(view)
    return 0 if view.records else 1


def add_body(
    key: _Key,
    name: Annotated[str, params.argument("NAME", "Its full name.", params.line)],
    codes: _Codes = None,
    also: _Also = None,
    *,
    act: Act,
) -> None:
    """Add a meeting body.

    Documents show a body by its codes (--code) and by the names that they print (--also).
    """
    fields = BodyFields(name, codes=tuple(codes or ()), also=tuple(also or ()))
    act.answer(vocabulary.add_body(open_register(), key, fields, act.circumstances()))


def edit_body(
    key: _Key,
    name: Annotated[str | None, params.argument("[NAME]", "Its full name from now on.", params.line)] = None,
    codes: _Codes = None,
    drop_codes: Annotated[
        list[SubjectCode] | None, params.option("--drop-code", "CODE", "Remove a code.", code_name)
    ] = None,
    also: _Also = None,
    drop_also: Annotated[
        list[str] | None, params.option("--drop-also", "NAME", "Remove a printed name.", params.line)
    ] = None,
    *,
    act: Act,
) -> None:
    """Change the name, the codes or the other names of a body.

    A former name stays among the names that documents print, so that older documents are still found. --drop-also
    removes it.
    """
    fields = BodyFields(
        name, tuple(codes or ()), tuple(drop_codes or ()), also=tuple(also or ()), dropped_names=tuple(drop_also or ())
    )
    act.answer(vocabulary.edit_body(open_register(), key, fields, act.circumstances()))
