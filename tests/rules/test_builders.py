"""No rule says anything about what a builder makes by itself: an example then shows the one change that it is about."""

import inspect
from collections.abc import Callable, Iterator
from datetime import date
from types import ModuleType
from typing import Any

import pytest
from rules import builders, examples, faults, history_builders, shipped_register
from rules.builders import Case, agenda, beside_list, case, in_clone, note, outcome
from rules.history_builders import step, told, turn

from somei_cli.model.document import Document

SOUND: dict[Callable[..., Any], Case] = {
    note: case(note()),
    agenda: case(agenda()),
    outcome: case(outcome()),
    in_clone: in_clone(),
    beside_list: beside_list(note()),
    examples.promised: case(examples.promised()),
    examples.revised: case(agenda(), examples.revised()),
    examples.reached: case(examples.reached()),
    examples.act: case(examples.PREPARATION, examples.act()),
    examples.to_come: case(examples.to_come()),
    examples.council: case(examples.council("GAC", date(2019, 11, 20))),
}
"""What each builder of documents makes, beside what it names."""
PLANTED: dict[Callable[..., Document], Document] = {
    faults.plan: faults.plan(),
    faults.second_item: faults.second_item(),
    faults.to_come: faults.to_come(),
    shipped_register.of_2020: shipped_register.of_2020("1/20"),
    shipped_register.of_2026: shipped_register.of_2026("1/26"),
}
"""The same of those that are registered beside the documents that are shipped."""
OF_GIVEN_DOCUMENTS: set[Callable[..., Any]] = {case, shipped_register.shipped}
"""They make nothing of their own."""


def functions(*modules: ModuleType) -> Iterator[Callable[..., Any]]:
    for module in modules:
        for _, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not function.__name__.startswith("_"):
                yield function


def test_every_builder_of_documents_is_held_to_it() -> None:
    made = functions(builders, examples, faults, history_builders, shipped_register)
    documents = {function for function in made if inspect.signature(function).return_annotation in {Document, Case}}
    assert documents == SOUND.keys() | PLANTED.keys() | OF_GIVEN_DOCUMENTS


@pytest.mark.parametrize("builder", SOUND, ids=lambda builder: builder.__name__)
def test_what_a_builder_makes_is_sound(builder: Callable[..., Any]) -> None:
    assert SOUND[builder].check().findings == ()


@pytest.mark.parametrize("builder", PLANTED, ids=lambda builder: builder.__name__)
def test_what_is_planted_is_sound(builder: Callable[..., Document]) -> None:
    assert shipped_register.beside(PLANTED[builder])(shipped_register.untouched()).findings() == ()


def test_the_outcome_of_an_agenda_agrees_with_it() -> None:
    assert case(agenda(), outcome(of=agenda())).check().findings == ()
    assert case(agenda("1/19"), outcome(of=agenda("1/19"))).check().findings == ()


def test_registering_a_sound_document_is_a_sound_step() -> None:
    for document in (note(), agenda(), outcome()):
        assert told(step(turn(None, document))).check().findings == ()
