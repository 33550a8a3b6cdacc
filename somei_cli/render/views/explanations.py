"""Explanations of terms and rules, and the catalogue of rules."""

from collections.abc import Iterable, Iterator, Sequence

from somei_cli.errors import shell_word
from somei_cli.model.explanations import Explanation
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import with_short_days
from somei_cli.render.output.page import (
    CODE,
    DIM,
    EMPTY_LINE,
    ERROR,
    HEADING,
    WARNING,
    ListColumn,
    PageLine,
    TerminalForm,
    marking_style,
)
from somei_cli.render.output.view import Column, View, cell

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

    page = View("explain", _PAGE, tuple(rows), headless=True)
    return View("explain", (), records, tabular=page, terminal=lambda: explanations_form(explanations))


def rules_view(rules: Iterable[Explanation]) -> View:
    """One row per rule."""
    columns = (
        Column("code", "code", unbroken=True, style="bold"),
        Column("severity", "severity", unbroken=True),
        Column("title", "rule"),
    )
    records = tuple({"code": rule.term, "title": rule.title, **dict(rule.parts)} for rule in rules)

    return View("rules", columns, records, terminal=rules_form)


_SEVERITY_STYLES = {"error": ERROR, "warning": WARNING, "info": DIM}


def rules_form() -> TerminalForm:
    """Return what a terminal shows of the rules of the check."""
    columns = (
        ListColumn(Column("code", "rule", style=CODE)),
        ListColumn(Column("severity", "severity")),
        ListColumn(Column("title", "what it finds"), cut=True),
    )
    return TerminalForm(
        one_line=columns,
        stacks_list=True,
        is_dim=lambda record: record["severity"] == "info",
        note=lambda count, _: f"{pluralise(count, 'rule')} · the reason for one: somei explain RULE",
    )


# ---- explanations

_PART_NAMES = {"scope": "looks at", "register id": "in files and URLs", "also": "also printed as"}
_SCOPES = {
    "file": "each file by itself",
    "document": "each document by itself",
    "family": "the documents with one base number",
    "register": "the whole register",
    "history": "the commits of the register",
    "clone": "the clone that you work in",
    "check": "the check itself",
    "list": "the register beside a list of others",
}
_LEAST_LABEL, _INDENT = 9, 2


def explanations_form(explanations: Sequence[Explanation]) -> TerminalForm:
    """Return what a terminal shows of the meanings of a term."""
    by_meaning: dict[tuple[str, str, str], Explanation] = {}
    for explanation in explanations:
        meaning = (explanation.term, explanation.kind, explanation.title)
        shorter = by_meaning.get(meaning)
        if shorter is None or len(shorter.parts) < len(explanation.parts):
            by_meaning[meaning] = explanation
    return TerminalForm(page=lambda _: _explanation_lines(tuple(by_meaning.values())))


def _explanation_lines(explanations: Sequence[Explanation]) -> Iterator[PageLine]:
    for position, explanation in enumerate(explanations):
        if position:
            yield EMPTY_LINE
        style = marking_style(explanation.term) if explanation.kind == "marking" else CODE
        yield PageLine(((explanation.term, f"{HEADING} {style}"), (f"  {explanation.kind}", DIM)))
        yield PageLine(((explanation.title, HEADING),))
        yield from _part_lines(explanation)
    yield from _hint_lines(explanations)


def _part_lines(explanation: Explanation) -> Iterator[PageLine]:
    names = [_PART_NAMES.get(name, name) for name, _ in explanation.parts]
    width = max((len(name) for name in names), default=0)
    for name, (part, words) in zip(names, explanation.parts, strict=True):
        text = _SCOPES.get(words, words) if part == "scope" else with_short_days(words)
        style = _SEVERITY_STYLES.get(words, "") if part == "severity" else ""
        for index, paragraph in enumerate(text.split("\n")):
            label = "" if index else name
            yield PageLine(
                ((paragraph, style),),
                label=(label, DIM),
                label_width=max(width, _LEAST_LABEL) + 2,
                indent=_INDENT,
            )


_COMMANDS = {
    "document number": "The document: somei show {}",
    "subject code": "Its documents: somei list --code {}",
    "marking": "Documents with it: somei list --marking {}",
    "rule": "What the rules find: somei check",
}


def _hint_lines(explanations: Iterable[Explanation]) -> Iterator[PageLine]:
    """Yield what can be asked about the first of the meanings for which there is a command."""
    for explanation in explanations:
        command = _COMMANDS.get(explanation.kind)
        is_absent = any(part == "here" and words != "registered" for part, words in explanation.parts)
        if command and not is_absent:
            yield PageLine(((command.format(shell_word(cell(explanation.term))), DIM),), whole=True)
            return
