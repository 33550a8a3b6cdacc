"""The command somei search."""

from typing import Annotated

import typer

from somei_cli.actions.read.search import find_documents
from somei_cli.commands.shared import document_values, params, session
from somei_cli.commands.shared import filters as selecting
from somei_cli.commands.shared.as_of import AsOf
from somei_cli.commands.shared.open_and_show import Answer, open_register, read_snapshot
from somei_cli.errors import NotAValue, WrongUsage
from somei_cli.formats.notation.search_query import named_operators, read_patterns, read_terms, read_word_terms
from somei_cli.model.document_fields import FIELDS_BY_WORDS
from somei_cli.model.query.searched_words_and_patterns import SearchTerm, WordsTerm
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.search.absent_fields import FIELD_TESTS, Companion
from somei_cli.model.search.plan import Conditions
from somei_cli.model.search.ranked_matches import Query
from somei_cli.render.output.view import SAMPLED_RECORDS
from somei_cli.render.views.documents import indexed_list_keys
from somei_cli.render.views.search import search_view


def _field(typed: str) -> str:
    if typed.casefold() not in FIELD_TESTS:
        raise NotAValue("the missing field", typed, "one of " + ", ".join(FIELD_TESTS))
    return typed.casefold()


_companion = params.choice(Companion, "what is without")


def search(
    context: typer.Context,
    words: Annotated[list[str] | None, params.argument("[WORD]…", "What to look for.")] = None,
    *,
    any_: Annotated[bool, typer.Option("--any", help="Find documents with any of the words.")] = False,
    regex: Annotated[bool, typer.Option("--regex", help="Each word is a regular expression.")] = False,
    fuzzy: Annotated[bool, typer.Option("--fuzzy", help="Words may be misspelt.")] = False,
    originator: Annotated[list[str] | None, params.option("--from", "TEXT", "Words of the field From.")] = None,
    addressee: Annotated[list[str] | None, params.option("--to", "TEXT", "Words of the field To.")] = None,
    cites: Annotated[list[str] | None, params.option("--cites", "NUMBER", "Documents that refer to this text.")] = None,
    item: Annotated[list[str] | None, params.option("--item", "TEXT", "Words of the title of one item.")] = None,
    missing: Annotated[
        list[str] | None, params.option("--missing", "FIELD", "Documents without this field.", _field)
    ] = None,
    without: Annotated[
        list[Companion] | None,
        params.option("--without", "WHAT", "Has no agenda, outcome, references or items.", _companion),
    ] = None,
    filters: Annotated[selecting.TypedFilters, selecting.filters_without(*FIELDS_BY_WORDS)],
    save: Annotated[
        str | None, params.option("--save", "NAME", "Print the lines that keep this search in somei.toml.")
    ] = None,
    wide: params.Wide = False,
    answer: Answer,
    moment: AsOf,
) -> int:
    """Find documents by words, by number or by subject code.

    A document must contain all words; case and accents do not matter. "several words" in quotation marks is a
    phrase, word* is a beginning, and @NAME is a saved search.
    """
    if words and words[0].startswith("@"):
        from somei_cli.commands.shared.saved_searches import run_saved

        return run_saved(context, words, open_register().settings.searches)
    selection = filters.selection()
    conditions = Conditions(
        originator=_read_all(originator),
        addressee=_read_all(addressee),
        item=_read_all(item),
        cites=tuple(map(document_values.target, cites or ())),
        missing=tuple(missing or ()),
        without=tuple(without or ()),
    )
    if not words and selection == Selection() and conditions == Conditions():
        raise WrongUsage("There is nothing to search for.", "Give words, or a condition such as --missing date.")
    if save is not None:
        from somei_cli.commands.shared.saved_searches import print_lines_to_save

        print_lines_to_save(save)
        return 0
    snapshot, status_of_files = read_snapshot(moment.open().register, with_words=True)
    selecting.refuse_unknown(snapshot, selection)
    query = Query(_read_terms_of(words or [], snapshot, regex=regex, fuzzy=fuzzy), any_)
    # That there is anything at all is told by the first one, and which fields there are by more than may be shown.
    most = None if answer.sort or answer.limit is None else max(answer.limit, SAMPLED_RECORDS if answer.fields else 1)
    hits = find_documents(snapshot, query, selection, conditions, limit=most)
    shown_hits = hits if answer.sort or answer.fields or answer.limit is None else hits[: answer.limit]
    answer.show(search_view(shown_hits, indexed_list_keys(answer.form, answer.fields, answer.sort), wide=wide))
    if not (hits or regex) and ((operators := named_operators(words or [])) or session.has_terminal()):
        from somei_cli.render.views.lists_on_terminal import describe_operators, describe_wider_search

        if session.has_terminal():
            session.talk(*describe_wider_search(words or (), any_=any_, fuzzy=fuzzy))
        if operators:
            session.talk(describe_operators(operators))
    return status_of_files or (0 if hits else 1)


def _read_all(typed: list[str] | None) -> tuple[WordsTerm, ...]:
    return tuple(words for argument in typed or () for words in read_word_terms(argument))


def _read_terms_of(typed: list[str], snapshot: Snapshot, *, regex: bool, fuzzy: bool) -> tuple[SearchTerm, ...]:
    if regex:
        return read_patterns(typed)
    return read_terms(typed, lambda code: code in snapshot.vocabulary.codes, fuzzy=fuzzy)
