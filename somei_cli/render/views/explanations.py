"""Explanations of terms and rules as a page, and the catalogue of rules."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from somei_cli.model.explanations import Explanation
from somei_cli.render.output.view import Column, View

if TYPE_CHECKING:
    from somei_cli.render.output.page import TerminalForm

_PAGE = (Column("field", "field"), Column("value", "value"))


def explanations_view(explanations: Iterable[Explanation]) -> View:
    """One record per explanation; a table shows each as a block."""
    explanations = tuple(explanations)
    records = tuple(
        {
            "thing": explanation.term,
            "kind": explanation.kind,
            "title": explanation.title,
            "parts": [{"part": p, "words": w} for p, w in explanation.parts],
        }
        for explanation in explanations
    )
    rows = []
    for position, explanation in enumerate(explanations):
        if position:
            rows.append({"field": "", "value": ""})
        rows.append({"field": explanation.term, "value": f"{explanation.title}   ({explanation.kind})"})
        rows += [{"field": part, "value": words} for part, words in explanation.parts]

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.vocabulary_on_terminal import explanations_form

        return explanations_form(explanations)

    page = View("explain", _PAGE, tuple(rows), headless=True)
    return View("explain", (), records, tabular=page, terminal=form)


def rules_view(rules: Iterable[Explanation]) -> View:
    """One row per rule."""
    columns = (
        Column("code", "code", unbroken=True, style="bold"),
        Column("severity", "severity", unbroken=True),
        Column("title", "rule"),
    )
    records = tuple({"code": rule.term, "title": rule.title, **dict(rule.parts)} for rule in rules)

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.vocabulary_on_terminal import rules_form

        return rules_form()

    return View("rules", columns, records, terminal=form)
