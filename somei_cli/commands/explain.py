"""somei explain."""

import contextlib
from typing import Annotated

import typer

from somei_cli.actions.read.explain import explain as explain_thing
from somei_cli.actions.read.explain import explain_all_rules
from somei_cli.commands.shared import params
from somei_cli.commands.shared.open_and_show import PlainAnswer, open_register
from somei_cli.errors import NoRegister, WrongUsage
from somei_cli.formats.toml import vocabulary
from somei_cli.render.views.explanations import explanations_view, rules_view
from somei_cli.store.disk.packaged_data import read_vocabulary_texts


def explain(
    subject: Annotated[
        list[str] | None, params.argument("THING", "A rule, number, code, marking, abbreviation or word.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All rules.")] = False,
    *,
    answer: PlainAnswer,
) -> None:
    """Explain a rule, a number, a code, or a word.

    That may be a subject code, a marking, an abbreviation, or a word of somei such as waived. A number is explained
    part by part. Outside a register it uses the vocabulary that comes with somei.
    """
    if not (every or subject):
        raise WrongUsage("There is nothing to explain.", "Name a thing, or ask for --all rules.")
    register = None
    with contextlib.suppress(NoRegister):
        register = open_register()
    if every or not subject:
        answer.show(rules_view(explain_all_rules(register)))
        return
    words = register.vocabulary if register else vocabulary.load(read_vocabulary_texts())
    answer.show(explanations_view(explain_thing(" ".join(subject), words, register)))
