"""somei search."""

from typing import Annotated, Any

import typer

from somei_cli.actions.read.search import look_for
from somei_cli.commands import params, selecting, session
from somei_cli.commands.answers import answer, open_register
from somei_cli.commands.moments import AsOf, KnownAt, open_then
from somei_cli.commands.reading import readable
from somei_cli.commands.saved_searches import is_saved, line_of, run_saved, search_name
from somei_cli.errors import NotAValue, WrongUsage
from somei_cli.formats.notation.search_query import read_patterns, read_terms, read_words
from somei_cli.model.query.terms import SearchTerm, WordsTerm
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.search.filters import Conditions
from somei_cli.model.search.presence import FIELDS, Companion
from somei_cli.model.search.rank import Query
from somei_cli.render.output.streams import write
from somei_cli.render.output.view import KNOWN_BY, ViewFormat
from somei_cli.render.views.documents import shown_in_outline
from somei_cli.render.views.search import saved_search_lines, search_view


def _field(typed: str) -> str:
    if typed.casefold() not in FIELDS:
        raise NotAValue("the missing field", typed, "one of " + ", ".join(FIELDS))
    return typed.casefold()


def _companion(typed: str) -> Companion:
    return Companion(params.one_of(Companion, typed, "what is without"))


def _texts(option: str, told: str) -> Any:
    return typer.Option(option, metavar="TEXT", help=told, show_default=False)


def search(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help="What to look for.", show_default=False)
    ] = None,
    *,
    any_: Annotated[bool, typer.Option("--any", help="One of the words is enough.")] = False,
    regex: Annotated[bool, typer.Option("--regex", help="Each word is a regular expression.")] = False,
    fuzzy: Annotated[bool, typer.Option("--fuzzy", help="WordsTerm may be misspelt.")] = False,
    originator: Annotated[list[str] | None, _texts("--from", "WordsTerm of the field From.")] = None,
    addressee: Annotated[list[str] | None, _texts("--to", "WordsTerm of the field To.")] = None,
    cites: Annotated[
        list[str] | None,
        typer.Option("--cites", metavar="NUMBER", help="Refers to this text.", show_default=False),
    ] = None,
    item: Annotated[list[str] | None, _texts("--item", "WordsTerm of the title of one item.")] = None,
    missing: Annotated[
        list[str] | None,
        typer.Option("--missing", parser=_field, metavar="FIELD", help="Has no such field.", show_default=False),
    ] = None,
    without: Annotated[
        list[Companion] | None,
        typer.Option(
            "--without",
            parser=_companion,
            metavar="WHAT",
            help="Has no agenda, outcome, references or items.",
            show_default=False,
        ),
    ] = None,
    year: selecting.Years = None,
    since: selecting.Since = None,
    until: selecting.Until = None,
    code: params.Code = None,
    marking: selecting.Markings = None,
    type_: selecting.Types = None,
    body: params.BodyThatMet = None,
    language: selecting.Languages = None,
    status: selecting.Statuses = None,
    access: selecting.Accesses = None,
    save: Annotated[
        str | None,
        typer.Option(
            "--save", metavar="NAME", help="Print the lines that keep this search in somei.toml.", show_default=False
        ),
    ] = None,
    how: params.How = None,
    as_json: params.AsJson = False,
    fields: params.Fields = "",
    sort: params.Sort = "",
    limit: params.Limit = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> int:
    """Find documents by words of their subjects, items and texts, by number or by code; @NAME is a saved search.

    All words must occur, without regard to case and accents; "several words" is a phrase, word* a beginning.
    """
    if words and is_saved(words):
        return run_saved(context, words, open_register().settings.searches)
    wanted = selecting.selection(year, since, until, code, marking, type_, body, language, status, access)
    conditions = Conditions(
        originator=_each(originator),
        addressee=_each(addressee),
        item=_each(item),
        cites=tuple(map(params.target, cites or ())),
        missing=tuple(missing or ()),
        without=tuple(without or ()),
    )
    if not words and wanted == Selection() and conditions == Conditions():
        raise WrongUsage("There is nothing to look for.", "Give words, or a condition such as --missing date.")
    if save is not None:
        write(saved_search_lines(search_name(save), line_of(session.current().words)))
        session.tell("Put these lines into somei.toml; the search is then: somei search @" + search_name(save))
        return 0
    snapshot, status_of_files = readable(open_then(as_of, known_at).register)
    query = Query(_terms(words or [], snapshot, regex=regex, fuzzy=fuzzy), any_)
    # That there is anything at all is told by the first one, and which fields there are by more than may be shown.
    most = None if sort or limit is None else max(limit, KNOWN_BY if fields else 1)
    found = look_for(snapshot, query, wanted, conditions, most=most)
    shown = found if sort or fields or limit is None else found[:limit]
    keys = shown_in_outline(ViewFormat.JSON if as_json else how, fields, sort)
    answer(search_view(shown, keys), as_json=as_json, how=how, fields=fields, sort=sort, limit=limit)
    return status_of_files or (0 if found else 1)


def _each(typed: list[str] | None) -> tuple[WordsTerm, ...]:
    return tuple(words for one in typed or () for words in read_words(one))


def _terms(words: list[str], snapshot: Snapshot, *, regex: bool, fuzzy: bool) -> tuple[SearchTerm, ...]:
    if regex:
        return read_patterns(words)
    return read_terms(words, lambda code: code in snapshot.vocabulary.codes, fuzzy=fuzzy)
