"""Changes on a terminal: the history and blame of a document, the difference of two states, the review of a branch."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import PurePosixPath

from somei_cli.formats.git.revision_range import RevisionRange
from somei_cli.formats.register_paths import number_of_path
from somei_cli.model.classified_entries import WITHHELD
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference, FieldChange, Origin
from somei_cli.model.history.change_consequences import Consequence
from somei_cli.model.history.changes_with_origins import NetChange
from somei_cli.model.history.recent_acts import lowers_marking, put_into_past
from somei_cli.model.markings import Marking, level_of
from somei_cli.model.register.words import pluralise
from somei_cli.render.findings.findings_on_terminal import findings_lines
from somei_cli.render.output.dates import moment_in_words, with_short_days, with_zone
from somei_cli.render.output.field_names import name_field, value_in_words
from somei_cli.render.output.page import (
    CODE,
    DIM,
    DONE,
    EMPTY_LINE,
    ERROR,
    HEADING,
    WARNING,
    ListColumn,
    PageLine,
    StyledWords,
    TerminalForm,
    join_words,
    marking_style,
    short_commit,
    shorten_address,
    shorten_commits,
)
from somei_cli.render.output.view import Column, Record
from somei_cli.render.views.receipt_on_terminal import change_lines
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.engine.branch_review import BranchReview

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
    note = " · ".join((pluralise(len(commits), "commit"), *ways, "undo one: somei undo COMMIT"))
    zone = with_zone("", (change.time for change in changes))
    yield PageLine(((note, DIM),), right=((zone, DIM),) if zone else ())


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
    lowered = _find_lowering([change.difference for change in commit])
    is_lowering = lowers_marking(first.summary) or lowered is not None
    if lowered and not lowers_marking(first.summary):
        words += f" – lowered the marking from {lowered.before} to {lowered.after or 'none'}"
    source = [c.difference.after for c in commit if c.difference.field == "source name" and c.difference.after]
    if first.action == "import" and source and source[0] != WITHHELD:
        words += f" from {source[0]}"
    return PageLine(
        ((f"{first.author}  ", DIM), (words, f"{HEADING} {WARNING}" if is_lowering else HEADING)),
        label=(moment_in_words(first.time), ""),
        label_width=_WHEN_WIDTH,
        right=((short_commit(first.commit), DIM),),
    )


def _find_lowering(differences: Sequence[Difference]) -> Difference | None:
    """Return the change that lowered the marking of a document that stays; a withheld value is not a marking."""
    is_removed = any(difference.field == "number" and difference.after is None for difference in differences)
    marking = next((difference for difference in differences if difference.field == "marking"), None)
    if is_removed or marking is None or WITHHELD in (marking.before, marking.after):
        return None
    before, after = (Marking.parse(str(value)) if value else None for value in (marking.before, marking.after))
    return marking if level_of(after) < level_of(before) else None


def describe_act_on(number: DocumentNumber, summary: str, action: str | None) -> str:
    """Return what an act did, without the number of the document that it is known to be about."""
    if not action:
        return f"{summary} (by hand)" if summary else "by hand"
    words = shorten_commits(put_into_past(summary))
    words = words.replace(f"the marking of {number} ", "the marking ")
    if words.endswith((f" subject codes to {number}", f" subject codes of {number}")):
        words = words.removesuffix(f" to {number}").removesuffix(f" of {number}")
    if action == "edit":
        words = words.removesuffix(f" of {number}")
    shorter = words.removesuffix(f" {number}")
    # “in 7200/20” keeps its number.
    return words if shorter.rpartition(" ")[2] in _PREPOSITIONS else shorter


def _change_lines(differences: Sequence[Difference]) -> Iterator[PageLine]:
    is_new = any(difference.field == "number" and difference.before is None for difference in differences)
    names = [name_field(difference.field) for difference in differences]
    width = max((len(name) for name in names if len(name) <= _LONGEST_NAME), default=0) + 2
    for name, difference in zip(names, differences, strict=True):
        values = tuple(_values(difference, is_new=is_new))
        if len(name) > _LONGEST_NAME:
            yield PageLine(((name, DIM),), indent=_INDENT)
            yield PageLine(values, indent=_INDENT + 2)
        else:
            yield PageLine(values, label=(name, DIM), label_width=width, indent=_INDENT)


def _values(difference: Difference, *, is_new: bool) -> Iterator[StyledWords]:
    field = difference.field
    before, after = (value_in_words(field, value) for value in (difference.before, difference.after))
    # Of a marking the word for nothing is the one that is typed, as in a receipt.
    nothing = "none" if field == "marking" else "taken out"
    if difference.before is not None:
        yield before, _style(field, before) or DIM
        yield "  →  ", ""
    elif field == "marking" and not is_new:
        yield nothing, DIM
        yield "  →  ", ""
    yield (after, _style(field, after)) if difference.after is not None else (nothing, DIM)


def _style(field: str, value: str) -> str:
    return marking_style(value) if field == "marking" else ""


_WANTED = 30
"""Cells of a value: with fewer, who set it stands in the last lines alone, which name each commit."""


def blame_form(origins: Sequence[Origin], *, wide: bool) -> TerminalForm:
    """Return what a terminal shows of who set each value: one line for each, and below them the acts with reasons.

    `wide`: all columns, and whole values.
    """
    one_line = (
        ListColumn(Column("field", "field", text=_shown_field)),
        ListColumn(
            Column("value", "value", text=_words_of("value")),
            cut=True,
            is_whole=lambda r: r["field"] == "marking",
            wanted=_WANTED,
        ),
        ListColumn(
            Column("who", "who", style=DIM, text=lambda r: r["who"] or "not committed"),
            leaves=1,
            # The legend names who made each commit.
            in_stack=not all(origin.setting for origin in origins),
        ),
        ListColumn(Column("when", "when", style=DIM, text=_shown_moment)),
        ListColumn(Column("commit", "commit", style=DIM, text=_shown_commit)),
    )
    return TerminalForm(
        one_line=() if wide else one_line,
        stacks_list=True,
        legend=lambda _: _legend_of_commits(origins),
        note=lambda count, is_short: with_zone(
            pluralise(count, "value") + (" · whole values: --wide" if is_short else ""),
            (origin.setting.time for origin in origins if origin.setting),
        ),
        texts={**_TEXTS, "value": _words_of("value")},
    )


def _words_of(key: str) -> Callable[[Record], str]:
    """Return what puts a value into words, by the field of the record if that was chosen too."""
    return lambda record: _shorten_addresses(value_in_words(str(record.get("field") or ""), record[key]))


def _shorten_addresses(words: str) -> str:
    return re.sub(r"https?://\S+", lambda address: shorten_address(address[0]), words)


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


_STEP = 3
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
            yield PageLine(((describe_range(typed), HEADING),), right=_zone_of(listed))
        yield from _section_lines(listed)
        yield PageLine(((f"{_describe_counts(listed)} · one document: somei history NUMBER", DIM),))

    return TerminalForm(page=lambda records: lines(changes[: len(records)]))


def _zone_of(changes: Sequence[NetChange]) -> tuple[StyledWords, ...]:
    """Return the time zone of the commits that made these changes, for the right edge of a heading."""
    zone = with_zone("", (change.introduced_by.time for change in changes if change.introduced_by))
    return ((zone, DIM),) if zone else ()


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
    sentence = f"  {_describe_meaning(first)}" if is_new and len(changes) == 1 else ""
    yield PageLine(
        ((place, f"{HEADING} {CODE}"), (sentence, "")),
        right=tuple(join_words(_origin(changes))),
    )
    if first.introduced_by and first.introduced_by.reason:
        yield PageLine(((first.introduced_by.reason, ""),), indent=_STEP)
    if sentence:
        return
    for change in changes:
        if change.consequence in _SENTENCES or change.consequence is Consequence.NEW:
            style = ERROR if change.consequence.is_grave else ""
            yield PageLine(((_describe_meaning(change), style),), label=("!", style), label_width=2, indent=_STEP)
    altered = [change.weighed.difference for change in changes if change.consequence is Consequence.AGENDA]
    if altered:
        yield PageLine((("the issued agenda was altered", ERROR),), label=("!", ERROR), label_width=2, indent=_STEP)
        yield from change_lines(altered, indent=_STEP + 2)
    plain = [c.weighed.difference for c in changes if not c.consequence.is_grave and c.consequence != Consequence.NEW]
    yield from change_lines(plain, indent=_STEP)


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


def _describe_meaning(change: NetChange) -> str:
    """Return what a change means, without the keys of files and in the words of days."""
    meaning, field = change.weighed.meaning, change.weighed.difference.field
    if change.consequence is Consequence.NUMBER and field == "number" and meaning.values:
        return meaning.sentence.format(name_field(field), *meaning.values[1:])
    return with_short_days(str(meaning))


# ---- the review of a branch


def review_form(review: BranchReview, fail_on: Severity, summary: Sequence[str]) -> TerminalForm:
    """Return what a terminal shows of a review: the verdict, what blocks a merge, the changes, and what was mended."""
    return TerminalForm(page=lambda _: _review_lines(review, fail_on, summary))


_VERDICTS = {0: ("in order", DONE), 1: ("not in order", ERROR)}


def _review_lines(review: BranchReview, fail_on: Severity, summary: Sequence[str]) -> Iterator[PageLine]:
    verdict, style = _VERDICTS.get(review.status(fail_on), ("cannot be judged", ERROR))
    words = ((f"{review.branch} onto {review.base}: ", HEADING), (verdict, f"{HEADING} {style}"))
    yield PageLine(words, right=_zone_of(review.changes))
    if review.unjudged_reason:
        yield PageLine(((review.unjudged_reason, ERROR),), label=("!", ERROR), label_width=2, indent=_STEP)
    if review.unread:
        yield PageLine(((f"{pluralise(review.unread, 'file')} could not be read", WARNING),), indent=_STEP)
    if review.conflicts:
        yield from (EMPTY_LINE, PageLine((("CHANGED ON BOTH SIDES, TO BE MERGED BY HAND", f"{HEADING} {ERROR}"),)))
        for path in review.conflicts:
            yield PageLine(((str(number_of_path(PurePosixPath(path)) or path), CODE),), indent=_STEP, whole=True)
    serious = [change for change in review.changes if change.consequence.is_grave]
    yield from _section_lines(serious)
    if review.findings.new:
        yield from (EMPTY_LINE, PageLine((("NEW FINDINGS", HEADING),)))
        yield from findings_lines(review.findings.new, is_fixed=False)
    yield from _section_lines([change for change in review.changes if change not in serious])
    if review.findings.fixed:
        yield from (EMPTY_LINE, PageLine((("MENDED", HEADING),)))
        yield from findings_lines(review.findings.fixed, is_fixed=True)
    if review.other_paths:
        yield from (EMPTY_LINE, PageLine((("OTHER FILES, WHICH ARE NOT JUDGED", HEADING),)))
        for path in review.other_paths:
            yield PageLine(((path, CODE),), indent=_STEP, whole=True)
    yield PageLine(((" · ".join(_describe_review(review, summary)), DIM),))


def _describe_review(review: BranchReview, summary: Sequence[str]) -> Iterator[str]:
    yield _describe_counts(review.changes)
    if not review.unjudged_reason:
        yield from summary
    if review.findings.new:
        yield f"somei explain {max(review.findings.new, key=lambda finding: finding.severity.rank).code}"
