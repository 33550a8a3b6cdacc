"""A search with the index finds what a search through all files finds, in the same order, whatever is asked."""

import os
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import EVERYTHING, Clerk
from hostile_texts import TEXTS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from registers import write_register
from strategies import documents, items_with, numbers, outside

from somei_cli.actions.read.search import find_documents
from somei_cli.errors import NotAPattern, WrongUsage
from somei_cli.formats.notation.search_query import read_patterns, read_terms, read_word_terms
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml.document import dump
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.items_and_follow_ups import FollowUp
from somei_cli.model.markings import Marking
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.search.absent_fields import FIELD_TESTS, Companion
from somei_cli.model.search.plan import Conditions
from somei_cli.model.search.ranked_matches import Query
from somei_cli.store.index import database
from somei_cli.store.index import id_order as order
from somei_cli.store.index.open import open_indexed_snapshot
from somei_cli.store.register.register import Register

VOCABULARY = (
    "fish fishing fishes Fisch data dates protection evaluation Évaluation l’aide Østre ostre straße COSI JAI 13735/19"
    " 2/00 532 2019 a ab ſtop ENFO\u200bPOL ﬁsh æther İstanbul Ελλάδα ΕΛΛΆΔΑ ¦ – agreement"
).split(" ")
HOSTILE = (
    "NEAR(fish data, 2)", '"', '""', "*", "fish*", 'fish"*', "fish OR data", "AND", "NOT", "subject:fish",
    "{subject}:a", "^fish", "-fish", "fish + data", "a\0b", "\0", "fish\0", "';--", "\udcff", "fi\udcffsh", "15070/19",
    "(", "fish)", "¦", "fish ¦ data", "%", "_", "fi_h", *TEXTS.values(),
)  # fmt: skip
PATTERNS = ("fish", "fi(sh)?ing", "fish|data", "prot.ction", "^.", "[0-9]+/19", "ſtop|STOP", "stop", "ﬁsh", "x{0}", "")
NAMES = ("2/00", "CM 3/19", "COSI", "COSI 1", "OJ CRP2 2", "JAI")
LIMITS = (None, 1, 2, 5, 50)
SOME = st.sampled_from(VOCABULARY)


def texts() -> st.SearchStrategy[str]:
    """Texts that have words in common."""
    return st.lists(SOME, min_size=1, max_size=5).map(" ".join)


def optional(some: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), some)


def alike() -> st.SearchStrategy[Document]:
    """Documents that one search may find together."""
    items = items_with(
        texts(),
        number=st.sampled_from((None, "1", "2")),
        summary=optional(texts()),
        follow_ups=st.one_of(
            st.just(()), st.tuples(st.tuples(texts(), optional(SOME)).map(lambda told: FollowUp(*told)))
        ),
    )
    return st.builds(
        Document,
        st.builds(DocumentNumber.from_parts, st.just(""), st.sampled_from(("ST", "CM", "PE-CONS")), st.integers(1, 40),
                  st.sampled_from((1999, 2000, 2019))),
        subject=optional(texts()),
        date=optional(st.sampled_from((date(1999, 5, 1), date(2019, 5, 1)))),
        note=optional(texts()),
        marking=optional(st.sampled_from((Marking("LIMITE"), Marking("PUBLIC")))),
        originator=optional(texts()),
        addressee=optional(texts()),
        subject_codes=st.lists(
            st.builds(lambda n, s: CodeEntry.parse(f"{n} {s}" if s else n), st.sampled_from(("COSI", "JAI", "OJ CRP2")),
                      st.integers(0, 3)), max_size=2).map(tuple),
        items=st.lists(items, max_size=2).map(tuple),
        commission_documents=st.lists(outside().filter(lambda o: o.kind == "commission"), max_size=1).map(tuple),
        previous_documents=st.lists(st.just(DocumentNumber.parse("2/00")), max_size=1).map(tuple),
    )  # fmt: skip


@st.composite
def queries(draw: st.DrawFn) -> Query:
    """What a clerk may type, and what nobody would."""
    how = draw(st.sampled_from(("words", "words", "fuzzy", "regex")))
    word = st.one_of(SOME, SOME, texts(), SOME.map(lambda w: w[:2] + "*"), SOME.map(lambda w: w[1:]),
                     SOME.map(lambda w: f'"{w} data"'), st.sampled_from(HOSTILE), st.text(max_size=5),
                     numbers().map(str), st.sampled_from(NAMES))  # fmt: skip
    try:
        if how == "regex":
            terms = read_patterns(draw(st.lists(st.one_of(st.sampled_from(PATTERNS), word), max_size=2)))
        else:
            terms = read_terms(draw(st.lists(word, max_size=4)), lambda _: True, fuzzy=how == "fuzzy")
    except (WrongUsage, NotAPattern):
        terms = ()
    return Query(terms, draw(st.booleans()))


@st.composite
def conditions(draw: st.DrawFn) -> Conditions:
    """Mostly none."""
    if draw(st.booleans()):
        return Conditions()
    few = st.one_of(st.just(()), st.just(()), SOME.filter(str.isalpha).map(read_word_terms))
    return Conditions(
        draw(few),
        draw(few),
        draw(few),
        draw(st.one_of(st.just(()), st.tuples(st.one_of(outside(), st.just(DocumentNumber.parse("2/00")))))),
        draw(st.lists(st.sampled_from(tuple(FIELD_TESTS)), max_size=1).map(tuple)),
        draw(st.lists(st.sampled_from(Companion), max_size=1).map(tuple)),
    )


def selections() -> st.SearchStrategy[Selection]:
    """Mostly none."""
    limited = (None, Marking("LIMITE"))
    return st.sampled_from(
        (
            Selection(),
            Selection(years=(2000,)),
            Selection(years=(1999, 2019), markings=limited),
            Selection(codes=(CodeEntry.parse("COSI 1"), CodeEntry.parse("JAI"))),
            Selection(codes=(CodeEntry.parse("COSI 2"),), statuses=(Status.ISSUED,)),
            Selection(since=date(2000, 1, 1)),
            *(Selection(series=some) for some in (("ST",), ("CM", "SN"), ("ST", "CM"), ("C",))),
        )
    )


class Watched(Register):
    """A register that knows how much of it was read."""

    one_by_one = 0
    all_at_once = 0

    def entry(self, path: Any) -> DocumentFile:
        self.one_by_one += 1
        return super().entry(path)

    def entries(self) -> Iterator[DocumentFile]:
        self.all_at_once += 1
        return super().entries()


def _put(folder: Path, some: list[Document]) -> None:
    for document in some:
        file = folder / path_of(document.number)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dump(document), encoding="utf-8")


def _agree(folder: Path, query: Query, selection: Selection, told: Conditions, most: int | None) -> Watched:
    register = Watched(folder)
    found = open_indexed_snapshot(register)
    assert found
    assert register.all_at_once == 0
    asked = find_documents(found[0], query, selection, told, limit=most)
    read = find_documents(Register(folder).snapshot(), query, selection, told, limit=most)
    assert asked == read
    assert find_documents(Register(folder).snapshot(), query, selection, told)[:most] == read
    return register


@settings(max_examples=40 if EVERYTHING else 15, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.one_of(alike(), alike(), alike(), documents()), max_size=14),
    st.lists(st.tuples(queries(), selections(), conditions(), st.sampled_from(LIMITS)), min_size=6, max_size=6),
    st.randoms(use_true_random=False),
)  # fmt: skip
def test_any_search_of_any_register(
    tmp_path_factory: pytest.TempPathFactory,
    held: list[Document],
    asked: list[tuple[Query, Selection, Conditions, int | None]],
    chance: random.Random,
) -> None:
    clerk = Clerk(tmp_path_factory.mktemp("desk"))
    clerk.ok("init")
    _put(clerk.folder, held[: len(held) // 2])

    for at, (query, selection, told, most) in enumerate(asked):
        if at == 2:
            _put(clerk.folder, held[len(held) // 2 :])
        if at == 4:
            for file in sorted((clerk.folder / "documents").rglob("*.toml")):
                deed = chance.choice(("nothing", "remove", "double", "move", "swap"))
                if deed == "remove":
                    file.unlink()
                elif deed == "double":
                    file.with_name(f"{chance.choice('AZ')}-{file.name}").write_text(file.read_text())
                elif deed == "move":
                    file.rename(file.with_name("ST-1-1998-INIT.toml"))
                elif deed == "swap":
                    file.write_text(file.read_text().replace("fish", "data"))
        register = _agree(clerk.folder, query, selection, told, most)
        whole = {Companion.AGENDA, Companion.OUTCOME} & set(told.without)
        if query.terms and most is None and not whole and not any(hasattr(term, "pattern") for term in query.terms):
            assert register.all_at_once == 0, (query, selection, told)


QUERIES = (
    (["fishing", "opportunities"], 50),
    (["fishing opportunities"], 5),
    (["opp*", "norway"], 5),
    (["3/00"], 5),
    (["COSI", "fish"], 7),
    (["xylophone"], 5),
)


@pytest.mark.parametrize(("typed", "most"), QUERIES)
def test_no_more_is_read_than_is_shown(clerk: Clerk, typed: list[str], most: int) -> None:
    write_register(clerk.folder, 400)

    register = _agree(clerk.folder, Query(read_terms(typed, lambda _: True)), Selection(), Conditions(), most)

    assert register.all_at_once == 0
    assert register.one_by_one <= 50


def test_files_under_other_names_stand_in_order(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    write_register(clerk.folder, 60)
    for at, file in enumerate(sorted((clerk.folder / "documents").rglob("*.toml"))[::3]):
        file.rename(file.with_name(f"{90 - at}.toml"))

    for most in (order._MOST_STRAYS, 4):  # noqa: SLF001 - two ways of building, one answer
        monkeypatch.setattr(order, "_MOST_STRAYS", most)
        for index in (clerk.folder / ".git/somei").glob("index-*"):
            index.unlink()
        for limit in (1, 10, 50):
            _agree(clerk.folder, Query(read_terms(["fishing"], lambda _: True)), Selection(), Conditions(), limit)


def test_an_index_that_changed_a_lot_is_built_anew(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_WORN", 5)
    write_register(clerk.folder, 10)
    clerk.ok("search", "draft")
    (index,) = (clerk.folder / ".git/somei").glob("index-*.db")
    # As long as it is open no other file gets its inode.
    with index.open("rb") as held:
        before = os.fstat(held.fileno()).st_ino
        _change_a_lot(clerk)
        after = index.stat().st_ino

    assert after != before


def _change_a_lot(clerk: Clerk) -> None:
    for turn in range(4):
        for file in (clerk.folder / "documents").rglob("*.toml"):
            file.write_text(file.read_text().replace("Draft", f"Draft {turn}"))
        for words in (("search", "draft", "--limit", "3"), ("search", str(turn))):
            assert clerk.run(*words) == clerk.run(*words, "--no-index")
