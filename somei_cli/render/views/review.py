"""A review of a branch: as a table, as a record, and as Markdown for a merge request.

In Markdown, no text from a file can become markup, a mention or a link.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from somei_cli.model.history.change_consequences import ChangeMeaning
from somei_cli.model.history.changes_with_origins import NetChange
from somei_cli.model.register.words import pluralise
from somei_cli.render.findings.records import finding_record
from somei_cli.render.output.formats import code_span
from somei_cli.render.output.view import Column, Record, View
from somei_cli.render.views.acts_and_history import (
    change_record,
    changes_view,
    declaration_word,
    describe_change_counts,
    document_or_path,
)
from somei_cli.rules.definition.findings import Finding, Severity
from somei_cli.rules.engine.branch_review import BranchReview

if TYPE_CHECKING:
    from somei_cli.render.output.page import TerminalForm

_MAX_LINES = 200
"""How many lines a collapsed section has at most: code hosts limit the length of a comment."""


def changes_markdown(changes: Sequence[NetChange]) -> str:
    """Return a heading with counts, a warning with the serious changes, and the others collapsed."""
    return (
        "\n".join([f"## Register: {describe_change_counts(changes)}", "", *change_blocks(changes)]).rstrip("\n") + "\n"
    )


def change_blocks(changes: Sequence[NetChange]) -> Iterator[str]:
    """Yield the lines below the heading."""
    grave_changes = [change for change in changes if change.consequence.is_grave]
    other_changes = [change for change in changes if not change.consequence.is_grave]
    if grave_changes:
        alarming = sum(change.is_alarming for change in grave_changes)
        declaration = f"{alarming} not declared" if alarming else "all declared"
        yield "> [!WARNING]"
        yield f"> **{pluralise(len(grave_changes), 'serious change')}, {declaration}**"
        yield ">"
        yield from (f"> {line}" for line in map(_change_line, grave_changes))
        yield ""
    if other_changes:
        yield from collapsed_section(
            pluralise(len(other_changes), "other change" if grave_changes else "change"),
            map(_change_line, other_changes),
        )


def collapsed_section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a collapsed section; the lines beyond the limit are only counted."""
    remaining = iter(lines)
    yield from ("<details>", f"<summary>{heading}</summary>", "")
    yield from islice(remaining, _MAX_LINES)
    remaining_count = sum(1 for _ in remaining)
    if remaining_count:
        yield f"- and {remaining_count} more; `somei diff` shows them all"
    yield from ("", "</details>", "")


def _change_line(change: NetChange) -> str:
    place = f"**{change.document}**" if change.document else code_span(change.path)
    line = f"- {place}: {meaning_markdown(change.weighed.meaning)} · {_declaration_markdown(change)}"
    commit = change.introduced_by
    if commit:
        line += f" · {code_span(commit.author)}, {commit.time:%Y-%m-%d}, {commit.commit[:10]}"
    if commit and commit.reason:
        line += f", because {code_span(commit.reason)}"
    return line


def _declaration_markdown(change: NetChange) -> str:
    word = declaration_word(change.declared)
    return f"**{word}**" if change.is_alarming else word


def meaning_markdown(meaning: ChangeMeaning) -> str:
    """Return the meaning of a change with its values as code."""
    return meaning.sentence.replace("“{}”", "{}").format(*map(code_span, meaning.values))


def review_view(review: BranchReview, fail_on: Severity) -> View:
    """One record for machines; a table has one row per conflict, finding and change, with what blocks a merge first."""
    columns = (
        Column("part", "part", unbroken=True, style="bold"),
        Column("document", "document", unbroken=True, text=document_or_path, style="bold cyan"),
        Column("class", "class", unbroken=True),
        Column("words", "what it means"),
        Column("who", "who"),
        Column("commit", "commit", unbroken=True, text=lambda r: str(r["commit"] or "")[:10]),
    )
    rows_table = View("review", columns, tuple(_rows(review)), "Nothing to review.")

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.history_on_terminal import review_form

        return review_form(review, fail_on, tuple(_describe_findings(review)))

    return View("review", (), (_record(review, fail_on),), tabular=rows_table, terminal=form)


def _record(review: BranchReview, fail_on: Severity) -> Record:
    merge_base, base, branch = review.commits
    return {
        "branch": review.branch,
        "base": review.base,
        "branch_commit": branch,
        "base_commit": base,
        "merge_base": merge_base,
        "status": review.status(fail_on),
        "blind": review.unjudged_reason or None,
        "unread": review.unread,
        "conflicts": list(review.conflicts),
        "changes": [change_record(change) for change in review.changes],
        "new": [finding_record(finding) for finding in review.findings.new],
        "mended": [finding_record(finding) for finding in review.findings.fixed],
        "other_files": list(review.other_paths),
    }


def _rows(review: BranchReview) -> Iterator[Record]:
    if review.unjudged_reason:
        yield _row("not judged", None, "", "", review.unjudged_reason)
    for path in review.conflicts:
        yield _row("conflict", None, "", "", f"{path}: changed on both sides; merge it by hand")
    for finding in review.findings.new:
        yield _finding_row("new finding", finding)
    for record in changes_view(review.changes).records:
        meaning = f"{record['words']} ({declaration_word(record['declared'])})"
        yield {
            **_row("change", record["document"], record["path"], record["consequence"], meaning),
            **_author_and_commit(record),
        }
    for path in review.other_paths:
        yield _row("other file", None, path, "", "changed, and not judged: not a file of the register")
    for finding in review.findings.fixed:
        yield _finding_row("mended", finding)


def _row(part: str, document: str | None, path: str, kind: str, words: str) -> Record:
    place = {"document": document, "path": path}
    return {"part": part, **place, "class": kind, "words": words, "who": None, "commit": None}


def _author_and_commit(record: Record) -> Record:
    return {"who": record["who"], "commit": record["commit"]}


def _finding_row(part: str, finding: Finding) -> Record:
    return _row(part, finding.document, finding.path, f"{finding.code} {finding.severity}", finding.message)


def describe_review(review: BranchReview, fail_on: Severity) -> str:
    """Return the review in one sentence."""
    status = review.status(fail_on)
    ending = {0: "in order", 1: "not in order"}.get(status, "cannot be judged")
    if review.unjudged_reason:
        return f"{review.branch} onto {review.base}: {ending}: {review.unjudged_reason}"
    parts = [describe_change_counts(review.changes), *_describe_findings(review)]
    if review.unread:
        parts.append(f"{pluralise(review.unread, 'file')} could not be read")
    return f"{review.branch} onto {review.base}: {ending}: {'; '.join(parts)}."


def _describe_findings(review: BranchReview) -> Iterator[str]:
    if review.conflicts:
        yield f"{pluralise(len(review.conflicts), 'file')} in conflict, so the rules were not asked"
    else:
        yield f"{pluralise(len(review.findings.new), 'new finding')}, {len(review.findings.fixed)} mended"
    if review.other_paths:
        yield f"{pluralise(len(review.other_paths), 'other file')} changed"


def review_markdown(review: BranchReview, fail_on: Severity) -> str:
    """Return the review as a comment on a merge request."""
    heading = {0: "in order", 1: "not in order"}.get(review.status(fail_on), "cannot be judged")
    lines = [
        f"## Register: {heading}",
        "",
        f"{code_span(review.branch)} onto {code_span(review.base)}: {describe_change_counts(review.changes)}",
    ]
    lines[-1] += "." if review.unjudged_reason else f"; {'; '.join(_describe_findings(review))}."
    lines += ["", *_blocking_lines(review), *change_blocks(review.changes)]
    if review.other_paths:
        heading = f"{pluralise(len(review.other_paths), 'other file')} changed, not judged"
        lines += collapsed_section(heading, (f"- {code_span(path)}" for path in review.other_paths))
    if review.findings.fixed:
        heading = f"{len(review.findings.fixed)} mended"
        lines += collapsed_section(heading, map(_finding_line, review.findings.fixed))
    return "\n".join(lines).rstrip("\n") + "\n"


def _blocking_lines(review: BranchReview) -> Iterator[str]:
    if review.unjudged_reason:
        yield from (f"**The merged register could not be judged:** {code_span(review.unjudged_reason)}", "")
    if review.conflicts:
        yield from ("**Changed on both sides; merge by hand:**", "")
        yield from (f"- {code_span(path)}" for path in review.conflicts)
        yield ""
    if review.findings.new:
        yield from (f"**{pluralise(len(review.findings.new), 'new finding')}**", "")
        yield from map(_finding_line, review.findings.new)
        yield ""


def _finding_line(finding: Finding) -> str:
    place = code_span(finding.document or f"{finding.path}:{finding.line}")
    return f"- {finding.severity} {finding.code}, {place}: {code_span(finding.message)}"
