"""The command somei search, and saved searches: `@name` stands for words that somei.toml keeps."""

import re
import shlex
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from somei_cli.actions.read.search import find_documents
from somei_cli.commands.shared import filters as selecting
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.as_of import AsOf, KnownAt, open_as_of
from somei_cli.commands.shared.open_and_show import open_register, read_snapshot, show_view
from somei_cli.errors import NoSavedSearch, NotAValue, SomeiError, Unreadable, WrongUsage
from somei_cli.formats.notation.search_query import read_patterns, read_terms, read_word_terms
from somei_cli.model.query.searched_words_and_patterns import SearchTerm, WordsTerm
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.search.absent_fields import FIELD_TESTS, Companion
from somei_cli.model.search.plan import Conditions
from somei_cli.model.search.ranked_matches import Query
from somei_cli.render.output.streams import print_text
from somei_cli.render.output.view import SAMPLED_RECORDS, ViewFormat
from somei_cli.render.views.documents import indexed_list_keys
from somei_cli.render.views.search import saved_search_toml, search_view

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_WITH_A_VALUE = frozenset({"--save", "-C", "--register", "--color"})
_HELP = frozenset({"-h", "--help"})
_ALONE = frozenset({"--no-input", "-q", "--quiet", "-v", "--verbose"})


def is_saved(words: Sequence[str]) -> bool:
    """Whether the first word names a saved search."""
    return bool(words) and words[0].startswith("@")


def run_saved(context: typer.Context, words: Sequence[str], searches: Mapping[str, str]) -> int:
    """Search with the saved words and options, and with those typed after the name.

    An option typed now replaces the saved one; an option that may be repeated is added to it.

    Raises:
        NoSavedSearch: there is no saved search of that name.
        Unreadable: the saved words are not a search.
    """
    name = words[0][1:]
    if name not in searches:
        raise NoSavedSearch(name, searches)
    inner = _read_saved(context, name, searches[name])
    for option, typed in context.params.items():
        saved = inner.params.get(option)
        if option == "words":
            inner.params[option] = [*(saved or ()), *words[1:]]
        elif type(typed) in {list, tuple}:
            inner.params[option] = [*(saved or ()), *typed]
        elif typed or type(typed) is int:
            inner.params[option] = typed
    with inner:
        status: int = context.command.invoke(inner)
    return status


def _read_saved(context: typer.Context, name: str, line: str) -> Any:
    """Parse the saved words as the command parses typed ones.

    Raises:
        Unreadable: they cannot be parsed; names the search.
    """
    try:
        saved = shlex.split(line)
    except ValueError as wrong:
        raise _broken_search(name, "a quotation mark is not closed") from wrong
    if not _HELP.isdisjoint(saved[: saved.index("--")] if "--" in saved else saved):
        raise _broken_search(name, "--help is no part of a search")
    try:
        inner: Any = context.command.make_context(context.info_name, saved, parent=context.parent)
    except typer.TyperException as wrong:
        raise _broken_search(name, wrong.format_message()) from wrong
    except SomeiError as wrong:
        raise _broken_search(name, str(wrong)) from wrong
    if is_saved(inner.params["words"] or ()):
        raise _broken_search(name, "it names another saved search")
    if inner.params["save"] is not None or inner.params["register"]:
        raise _broken_search(name, "--save and --register are no part of a search")
    return inner


def _broken_search(name: str, why: str) -> Unreadable:
    return Unreadable("somei.toml", f"the saved search “{name}”: {why}")


def search_name(typed: str) -> str:
    """Return the name of a saved search, without the @.

    Raises:
        NotAValue: the name could not be typed at a shell.
    """
    name = typed.removeprefix("@")
    if not _NAME.fullmatch(name):
        raise NotAValue("the name of a search", typed, "letters, figures, - and _")
    return name


def search_line(typed: Sequence[str]) -> str:
    """Return the words typed after `search`, without the options that are not part of the search."""
    words = list(typed[typed.index("search") + 1 :])
    kept_words: list[str] = []
    while words:
        word = words.pop(0)
        if word == "--":
            kept_words += [word, *words]
            break
        if word in _WITH_A_VALUE:
            words = words[1:]
        elif word not in _ALONE and word.partition("=")[0] not in _WITH_A_VALUE:
            kept_words.append(word)
    return shlex.join(kept_words)


def _field(typed: str) -> str:
    if typed.casefold() not in FIELD_TESTS:
        raise NotAValue("the missing field", typed, "one of " + ", ".join(FIELD_TESTS))
    return typed.casefold()


def _companion(typed: str) -> Companion:
    return Companion(params.one_of(Companion, typed, "what is without"))


def _texts(option: str, help_text: str) -> Any:
    return typer.Option(option, metavar="TEXT", help=help_text, show_default=False)


def search(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help="What to look for.", show_default=False)
    ] = None,
    *,
    any_: Annotated[bool, typer.Option("--any", help="One of the words is enough.")] = False,
    regex: Annotated[bool, typer.Option("--regex", help="Each word is a regular expression.")] = False,
    fuzzy: Annotated[bool, typer.Option("--fuzzy", help="Words may be misspelt.")] = False,
    originator: Annotated[list[str] | None, _texts("--from", "Words of the field From.")] = None,
    addressee: Annotated[list[str] | None, _texts("--to", "Words of the field To.")] = None,
    cites: Annotated[
        list[str] | None,
        typer.Option("--cites", metavar="NUMBER", help="Refers to this text.", show_default=False),
    ] = None,
    item: Annotated[list[str] | None, _texts("--item", "Words of the title of one item.")] = None,
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
    view_format: params.How = None,
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
    selection = selecting.selection(year, since, until, code, marking, type_, body, language, status, access)
    conditions = Conditions(
        originator=_read_all(originator),
        addressee=_read_all(addressee),
        item=_read_all(item),
        cites=tuple(map(params.target, cites or ())),
        missing=tuple(missing or ()),
        without=tuple(without or ()),
    )
    if not words and selection == Selection() and conditions == Conditions():
        raise WrongUsage("There is nothing to look for.", "Give words, or a condition such as --missing date.")
    if save is not None:
        print_text(saved_search_toml(search_name(save), search_line(session.current().words)))
        session.talk("Put these lines into somei.toml; the search is then: somei search @" + search_name(save))
        return 0
    snapshot, status_of_files = read_snapshot(open_as_of(as_of, known_at).register)
    query = Query(_terms(words or [], snapshot, regex=regex, fuzzy=fuzzy), any_)
    # That there is anything at all is told by the first one, and which fields there are by more than may be shown.
    most = None if sort or limit is None else max(limit, SAMPLED_RECORDS if fields else 1)
    hits = find_documents(snapshot, query, selection, conditions, limit=most)
    shown_hits = hits if sort or fields or limit is None else hits[:limit]
    keys = indexed_list_keys(ViewFormat.JSON if as_json else view_format, fields, sort)
    show_view(
        search_view(shown_hits, keys), as_json=as_json, view_format=view_format, fields=fields, sort=sort, limit=limit
    )
    return status_of_files or (0 if hits else 1)


def _read_all(typed: list[str] | None) -> tuple[WordsTerm, ...]:
    return tuple(words for argument in typed or () for words in read_word_terms(argument))


def _terms(words: list[str], snapshot: Snapshot, *, regex: bool, fuzzy: bool) -> tuple[SearchTerm, ...]:
    if regex:
        return read_patterns(words)
    return read_terms(words, lambda code: code in snapshot.vocabulary.codes, fuzzy=fuzzy)
