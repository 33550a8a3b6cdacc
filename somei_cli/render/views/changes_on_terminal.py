"""Changes of a register on a terminal: a diff, the review of a branch, what becomes public; serious ones first."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from somei_cli.formats.git.revision_range import RevisionRange
from somei_cli.formats.register_paths import number_of_path
from somei_cli.model.history.change_consequences import Consequence
from somei_cli.model.history.changes_with_origins import NetChange
from somei_cli.model.publication.public_view_changes import ExposedField, Exposure
from somei_cli.model.register.words import pluralise
from somei_cli.render.findings.findings_on_terminal import findings_lines
from somei_cli.render.output.dates import moment_in_words, with_short_days
from somei_cli.render.output.field_names import name_field, value_in_words
from somei_cli.render.output.page import (
    CODE,
    DIM,
    DONE,
    EMPTY_LINE,
    ERROR,
    HEADING,
    WARNING,
    PageLine,
    StyledWords,
    TerminalForm,
    join_words,
    short_commit,
)
from somei_cli.render.views.receipt_on_terminal import change_lines
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.engine.branch_review import BranchReview

_INDENT = 3
_SENTENCES = frozenset((Consequence.MARKING, Consequence.NUMBER, Consequence.UNREADABLE))
"""The classes whose changes are told by a sentence, since their fields alone do not say what they mean."""


# ---- the difference of two states


def describe_range(typed: RevisionRange) -> str:
    """Return which two states are compared, as they were typed.

    >>> describe_range(RevisionRange()), describe_range(RevisionRange("HEAD~2", "HEAD"))
    ('What is not committed yet', 'From HEAD~2 to HEAD')
    """
    if typed.since_merge_base:
        return f"What {typed.after} did since it left {typed.before}"
    if typed.after is None:
        return (
            "What is not committed yet" if typed.before == "HEAD" else f"From {typed.before} to the files as they are"
        )
    return f"From {typed.before} to {typed.after}"


def changes_form(changes: Sequence[NetChange], typed: RevisionRange | None) -> TerminalForm:
    """Return what a terminal shows of the difference of two states, under the words that name them."""

    def lines(listed: Sequence[NetChange]) -> Iterator[PageLine]:
        if typed:
            yield PageLine(((describe_range(typed), HEADING),))
        yield from _section_lines(listed)
        yield PageLine(((f"{_describe_counts(listed)} · one document: somei history NUMBER", DIM),))

    return TerminalForm(page=lambda records: lines(changes[: len(records)]))


def _describe_counts(changes: Sequence[NetChange]) -> str:
    """Return how many changes there are, how many of them are serious, and how many of these nothing declares."""
    files = len({change.path for change in changes})
    words = f"{pluralise(len(changes), 'change')} in {pluralise(files, 'file')}"
    serious = sum(change.consequence.is_grave for change in changes)
    undeclared = sum(change.is_alarming for change in changes)
    if not serious:
        return words
    return f"{words}, {serious} serious" + (f", {undeclared} not declared" if undeclared else ", all declared")


def _section_lines(changes: Sequence[NetChange]) -> Iterator[PageLine]:
    serious = [change for change in changes if change.consequence.is_grave]
    new = [change for change in changes if change.consequence is Consequence.NEW]
    further = [change for change in changes if change not in serious and change not in new]
    for heading, section in (("SERIOUS CHANGES", serious), ("CHANGES", further), ("NEW DOCUMENTS", new)):
        if section:
            yield EMPTY_LINE
            yield PageLine(((heading, f"{HEADING} {ERROR}" if section is serious else HEADING),))
            yield from _document_lines(section)


def _document_lines(changes: Sequence[NetChange]) -> Iterator[PageLine]:
    """Yield the changes by document and commit: where and by whom, why, and below it what changed."""
    in_order = sorted(changes, key=lambda change: not change.is_alarming)
    places = list(dict.fromkeys(map(_place, in_order)))
    for place in places:
        in_place = [change for change in in_order if _place(change) == place]
        for _, group in groupby(in_place, key=lambda change: change.introduced_by):
            yield from _commit_lines(place, list(group))


def _place(change: NetChange) -> str:
    return str(change.document or change.path)


def _commit_lines(place: str, changes: Sequence[NetChange]) -> Iterator[PageLine]:
    first = changes[0]
    is_new = first.consequence is Consequence.NEW
    sentence = f"  {_describe(first)}" if is_new and len(changes) == 1 else ""
    yield PageLine(
        ((place, f"{HEADING} {CODE}"), (sentence, "")),
        right=tuple(join_words(_origin(changes))),
    )
    if first.introduced_by and first.introduced_by.reason:
        yield PageLine(((first.introduced_by.reason, ""),), indent=_INDENT)
    if sentence:
        return
    for change in changes:
        if change.consequence in _SENTENCES or change.consequence is Consequence.NEW:
            style = ERROR if change.consequence.is_grave else ""
            yield PageLine(((_describe(change), style),), label=("!", style), label_width=2, indent=_INDENT)
        elif change.consequence is Consequence.AGENDA:
            yield PageLine(
                (("the issued agenda was altered", ERROR),), label=("!", ERROR), label_width=2, indent=_INDENT
            )
            yield from change_lines([change.weighed.difference], indent=_INDENT + 2)
    plain = [c.weighed.difference for c in changes if not c.consequence.is_grave and c.consequence != Consequence.NEW]
    yield from change_lines(plain, indent=_INDENT)


def _origin(changes: Sequence[NetChange]) -> Iterator[tuple[StyledWords, ...]]:
    """Yield whether a change is declared, who made it and when, and in which commit."""
    first = changes[0]
    if first.declared is None:
        yield (("not committed", WARNING),)
    elif not all(change.declared for change in changes):
        yield (("not declared", ERROR if any(change.is_alarming for change in changes) else WARNING),)
    elif first.consequence.is_grave:
        yield (("declared", DONE),)
    commit = first.introduced_by
    if commit:
        yield ((f"{commit.author}, {moment_in_words(commit.time)}", DIM),)
        yield ((short_commit(commit.commit), DIM),)


def _describe(change: NetChange) -> str:
    """Return what a change means, without the keys of files and in the words of days."""
    meaning, field = change.weighed.meaning, change.weighed.difference.field
    if change.consequence is Consequence.NUMBER and field == "number" and meaning.values:
        return meaning.sentence.format(name_field(field), *meaning.values[1:])
    return with_short_days(str(meaning))


# ---- the review of a branch


def review_form(review: BranchReview, fail_on: Severity) -> TerminalForm:
    """Return what a terminal shows of a review: the verdict, what blocks a merge, the changes, and what was mended."""
    return TerminalForm(page=lambda _: _review_lines(review, fail_on))


_VERDICTS = {0: ("in order", DONE), 1: ("not in order", ERROR)}


def _review_lines(review: BranchReview, fail_on: Severity) -> Iterator[PageLine]:
    verdict, style = _VERDICTS.get(review.status(fail_on), ("cannot be judged", ERROR))
    yield PageLine(((f"{review.branch} onto {review.base}: ", HEADING), (verdict, f"{HEADING} {style}")))
    if review.unjudged_reason:
        yield PageLine(((review.unjudged_reason, ERROR),), label=("!", ERROR), label_width=2, indent=_INDENT)
    if review.unread:
        yield PageLine(((f"{pluralise(review.unread, 'file')} could not be read", WARNING),), indent=_INDENT)
    if review.conflicts:
        yield from (EMPTY_LINE, PageLine((("CHANGED ON BOTH SIDES, TO BE MERGED BY HAND", f"{HEADING} {ERROR}"),)))
        for path in review.conflicts:
            yield PageLine(((str(number_of_path(PurePosixPath(path)) or path), CODE),), indent=_INDENT, whole=True)
    serious = [change for change in review.changes if change.consequence.is_grave]
    yield from _section_lines(serious)
    if review.findings.new:
        yield from (EMPTY_LINE, PageLine((("NEW FINDINGS", HEADING),)))
        yield from findings_lines(review.findings.new, is_fixed=False)
    yield from _section_lines([change for change in review.changes if change not in serious])
    if review.findings.fixed:
        yield from (EMPTY_LINE, PageLine((("MENDED", HEADING),)))
        yield from findings_lines(review.findings.fixed, is_fixed=True)
    yield PageLine(((" · ".join(_describe_review(review)), DIM),))


def _describe_review(review: BranchReview) -> Iterator[str]:
    yield _describe_counts(review.changes)
    if review.conflicts:
        yield f"{pluralise(len(review.conflicts), 'file')} in conflict, so the rules were not asked"
    elif not review.unjudged_reason:
        yield f"{pluralise(len(review.findings.new), 'new finding')}, {len(review.findings.fixed)} mended"
        if review.findings.new:
            yield f"somei explain {review.findings.new[0].code}"


# ---- what becomes public


_EXPOSURES = {
    Exposure.OPENED: (ERROR, "WAS WITHHELD AND BECOMES PUBLIC"),
    Exposure.NEW: (WARNING, "NEW AND PUBLIC"),
    Exposure.CHANGED: ("", "PUBLIC BEFORE AND AFTER, BUT CHANGES"),
    Exposure.CLOSED: ("", "STOPS BEING PUBLIC"),
}


def exposure_form(exposed: Sequence[ExposedField]) -> TerminalForm:
    """Return what a terminal shows of a change of what is public: what becomes public first."""
    return TerminalForm(page=lambda records: _exposure_lines(exposed[: len(records)]))


def _exposure_lines(exposed: Sequence[ExposedField]) -> Iterator[PageLine]:
    for exposure, (style, heading) in _EXPOSURES.items():
        fields = [change for change in exposed if change.exposure is exposure]
        if not fields:
            continue
        if fields[0] != exposed[0]:
            yield EMPTY_LINE
        yield PageLine(((heading, f"{HEADING} {style}".strip()),))
        for number in dict.fromkeys(change.document for change in fields):
            yield PageLine(((str(number), f"{HEADING} {CODE}"),))
            yield from _exposed_lines([change for change in fields if change.document == number])
    documents = len({change.document for change in exposed})
    yield PageLine(((f"{pluralise(documents, 'document')}, {pluralise(len(exposed), 'field')}", DIM),))


def _exposed_lines(changes: Iterable[ExposedField]) -> Iterator[PageLine]:
    rows = [(_name_public(c.difference.field), c.difference) for c in changes]
    width = max(len(name) for name, _ in rows) + 2
    for name, difference in rows:
        field = difference.field
        before, after = (value_in_words(field, value) for value in (difference.before, difference.after))
        words: list[StyledWords] = []
        if difference.before is not None:
            words += [(before, "")]
        if difference.before is not None and difference.after is not None:
            words += [("  →  ", DIM)]
        if difference.after is not None:
            words += [(after, "")]
        yield PageLine(tuple(words), label=(name, DIM), label_width=width, indent=_INDENT)


_PUBLIC_NAMES = {"shown": "what is shown", "publication": "access", "document": "subject"}


def _name_public(field: str) -> str:
    return _PUBLIC_NAMES.get(field) or name_field(field)
