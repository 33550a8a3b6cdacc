"""History and blame of a document on a terminal: a heading for each commit with its changes; a line for each value."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from somei_cli.model.classified_entries import WITHHELD
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference, FieldChange, Origin
from somei_cli.model.history.recent_acts import put_into_past
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import moment_in_words
from somei_cli.render.output.field_names import name_field, value_in_words
from somei_cli.render.output.page import (
    DIM,
    HEADING,
    ListColumn,
    PageLine,
    StyledWords,
    TerminalForm,
    marking_style,
    short_commit,
    shorten_commits,
)
from somei_cli.render.output.view import Column, Record

_INDENT, _LONGEST_NAME, _WHEN_WIDTH = 4, 28, 13
_FEW = 3
"""So many fields of an entry's first commit are shown."""
_PREPOSITIONS = frozenset("about as at by for from in into of on to with".split())
_ACT = "act"
"""The field of an act that changed nothing, since others had done the same."""


def history_form(changes: Sequence[FieldChange], *, full: bool) -> TerminalForm:
    """Return what a terminal shows of a history; `full`: every field of the commit that entered the document."""
    return TerminalForm(
        page=lambda records: _page_lines(changes[: len(records)], full=full),
        texts={**_TEXTS, "before": _words_of("before"), "after": _words_of("after")},
    )


def _page_lines(changes: Sequence[FieldChange], *, full: bool) -> Iterator[PageLine]:
    commits = [list(group) for _, group in groupby(changes, key=lambda change: change.commit)]
    is_short = False
    for commit in reversed(commits):
        yield _heading(commit)
        reason = commit[0].reason or ("decided by the merge" if commit[0].merge else "")
        if reason:
            yield PageLine(((reason, ""),), indent=_INDENT)
        if not full and len(commit) > _FEW and _is_entry(commit):
            is_short = True
            yield _entry_line([change.difference for change in commit])
        else:
            yield from _change_lines([c.difference for c in commit if c.difference.field != _ACT])
        if all(change.difference.field == _ACT for change in commit):
            yield PageLine((("nothing changed: others had done the same", DIM),), indent=_INDENT)
    ways = ["all fields: --full"] if is_short else []
    yield PageLine(((" · ".join((pluralise(len(commits), "commit"), *ways, "undo one: somei undo COMMIT")), DIM),))


def _is_entry(commit: Sequence[FieldChange]) -> bool:
    return any(change.difference.field == "number" and change.difference.before is None for change in commit)


def _entry_line(differences: Sequence[Difference]) -> PageLine:
    """Return how many fields were entered, and how the document was marked."""
    marking = next((str(d.after) for d in differences if d.field == "marking" and d.after), "")
    marked = ((", marked ", ""), (marking, _style("marking", marking))) if marking else ((", not marked", ""),)
    return PageLine(((pluralise(len(differences), "field"), ""), *marked), indent=_INDENT)


def _heading(commit: Sequence[FieldChange]) -> PageLine:
    first = commit[0]
    words = describe_act_on(first.document, first.summary, first.action)
    source = [c.difference.after for c in commit if c.difference.field == "source name" and c.difference.after]
    if first.action == "import" and source and source[0] != WITHHELD:
        words += f" from {source[0]}"
    return PageLine(
        ((f"{first.author}  ", DIM), (words, HEADING)),
        label=(moment_in_words(first.time), ""),
        label_width=_WHEN_WIDTH,
        right=((short_commit(first.commit), DIM),),
    )


def describe_act_on(number: DocumentNumber, summary: str, action: str | None) -> str:
    """Return what an act did, without the number of the document that it is known to be about."""
    if not action:
        return f"{summary} (by hand)" if summary else "by hand"
    words = shorten_commits(put_into_past(summary))
    shorter = words.removesuffix(f" {number}")
    # “in 7200/20” keeps its number.
    return words if shorter.rpartition(" ")[2] in _PREPOSITIONS else shorter


def _change_lines(differences: Sequence[Difference]) -> Iterator[PageLine]:
    names = [name_field(difference.field) for difference in differences]
    width = max((len(name) for name in names if len(name) <= _LONGEST_NAME), default=0) + 2
    for name, difference in zip(names, differences, strict=True):
        values = tuple(_values(difference))
        if len(name) > _LONGEST_NAME:
            yield PageLine(((name, DIM),), indent=_INDENT)
            yield PageLine(values, indent=_INDENT + 2)
        else:
            yield PageLine(values, label=(name, DIM), label_width=width, indent=_INDENT)


def _values(difference: Difference) -> Iterator[StyledWords]:
    field = difference.field
    before, after = (value_in_words(field, value) for value in (difference.before, difference.after))
    if difference.before is not None:
        yield before, _style(field, before) or DIM
        yield "  →  ", ""
    yield (after, _style(field, after)) if difference.after is not None else ("taken out", DIM)


def _style(field: str, value: str) -> str:
    return marking_style(value) if field == "marking" else ""


def blame_form(origins: Sequence[Origin], *, wide: bool) -> TerminalForm:
    """Return what a terminal shows of who set each value: one line for each, and below them the acts with reasons.

    `wide`: all columns, and whole values.
    """
    one_line = (
        ListColumn(Column("field", "field", text=_shown_field)),
        ListColumn(
            Column("value", "value", text=_words_of("value")), cut=True, is_whole=lambda r: r["field"] == "marking"
        ),
        ListColumn(Column("who", "who", style=DIM, text=lambda r: r["who"] or "not committed"), leaves=1),
        ListColumn(Column("when", "when", style=DIM, text=_shown_moment)),
        ListColumn(Column("commit", "commit", style=DIM, text=_shown_commit)),
    )
    return TerminalForm(
        one_line=() if wide else one_line,
        legend=lambda _: _legend_of_commits(origins),
        note=lambda count, is_short: pluralise(count, "value") + (" · whole values: --wide" if is_short else ""),
        texts={**_TEXTS, "value": _words_of("value")},
    )


def _words_of(key: str) -> Callable[[Record], str]:
    """Return what puts a value into words, by the field of the record if that was chosen too."""
    return lambda record: value_in_words(str(record.get("field") or ""), record[key])


def _shown_field(record: Record) -> str:
    return name_field(str(record.get("field") or ""))


def _shown_moment(record: Record) -> str:
    return moment_in_words(datetime.fromisoformat(record["when"])) if record["when"] else ""


def _shown_commit(record: Record) -> str:
    return short_commit(record["commit"] or "")


_TEXTS = {"field": _shown_field, "when": _shown_moment, "commit": _shown_commit}


def _is_marking(record: Record) -> bool:
    return bool(record["field"] == "marking")


def _legend_of_commits(origins: Sequence[Origin]) -> Iterator[PageLine]:
    """Yield what each commit did that set one of these values, and why."""
    settings = {o.setting.commit: (o.document, o.setting) for o in origins if o.setting}
    for commit, (number, setting) in settings.items():
        words = describe_act_on(number, setting.summary, setting.action)
        reason = setting.reason or ("decided by the merge" if setting.merge else "")
        why = ((f" – {reason}", ""),) if reason else ()
        yield PageLine(
            ((f"{setting.author}: ", ""), (words, HEADING), *why), label=(short_commit(commit), DIM), label_width=9
        )
