"""A review of a branch: as a table, as a record, and as Markdown for a merge request.

In Markdown, no text from a file can become markup, a mention or a link.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from somei_cli.model.history.consequence import ChangeMeaning
from somei_cli.model.history.net_changes import NetChange
from somei_cli.model.register.words import counted
from somei_cli.render.findings.records import record_of as finding_record
from somei_cli.render.output.formats import code
from somei_cli.render.output.view import Column, Record, View
from somei_cli.render.views.history import changes_view, counts, declared_words, place_of
from somei_cli.render.views.history import record_of as change_record
from somei_cli.rules.definition.findings import Finding, Severity
from somei_cli.rules.engine.branch_review import Review

_MAX_LINES = 200
"""How many lines a collapsed section has at most: code hosts limit the length of a comment."""


def changes_markdown(changes: Sequence[NetChange]) -> str:
    """Return a heading with counts, a warning with the grave changes, and the others collapsed."""
    return "\n".join([f"## Register: {counts(changes)}", "", *blocks(changes)]).rstrip("\n") + "\n"


def blocks(changes: Sequence[NetChange]) -> Iterator[str]:
    """Yield the lines below the heading."""
    grave_changes = [change for change in changes if change.consequence.grave]
    other_changes = [change for change in changes if not change.consequence.grave]
    if grave_changes:
        alarming = sum(change.alarming for change in grave_changes)
        declaration = f"{alarming} not declared" if alarming else "all declared"
        yield "> [!WARNING]"
        yield f"> **{counted(len(grave_changes), 'grave change')}, {declaration}**"
        yield ">"
        yield from (f"> {line}" for line in map(_change_line, grave_changes))
        yield ""
    if other_changes:
        yield from folded_away(
            counted(len(other_changes), "other change" if grave_changes else "change"), map(_change_line, other_changes)
        )


def folded_away(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a collapsed section; the lines beyond the limit are only counted."""
    remaining = iter(lines)
    yield from ("<details>", f"<summary>{heading}</summary>", "")
    yield from islice(remaining, _MAX_LINES)
    remaining_count = sum(1 for _ in remaining)
    if remaining_count:
        yield f"- and {remaining_count} more; `somei diff` shows them all"
    yield from ("", "</details>", "")


def _change_line(change: NetChange) -> str:
    place = f"**{change.document}**" if change.document else code(change.path)
    line = f"- {place}: {meaning_markdown(change.judged.meaning)} · {_declaration_markdown(change)}"
    commit = change.brought
    if commit:
        line += f" · {code(commit.who)}, {commit.when:%Y-%m-%d}, {commit.commit[:10]}"
    if commit and commit.reason:
        line += f", because {code(commit.reason)}"
    return line


def _declaration_markdown(change: NetChange) -> str:
    word = declared_words(change.declared)
    return f"**{word}**" if change.alarming else word


def meaning_markdown(meaning: ChangeMeaning) -> str:
    """Return the meaning of a change with its values as code."""
    return meaning.said.replace("“{}”", "{}").format(*map(code, meaning.values))


def review_view(review: Review, fail_on: Severity) -> View:
    """One record for machines; a table has one row per conflict, finding and change, with what blocks a merge first."""
    columns = (
        Column("part", "part", kept=True, style="bold"),
        Column("document", "document", kept=True, text=place_of, style="bold cyan"),
        Column("class", "class", kept=True),
        Column("words", "what it means"),
        Column("who", "who"),
        Column("commit", "commit", kept=True, text=lambda r: str(r["commit"] or "")[:10]),
    )
    rows_table = View("review", columns, tuple(_rows(review)), "Nothing to review.")
    return View("review", (), (_record(review, fail_on),), shown=rows_table)


def _record(review: Review, fail_on: Severity) -> Record:
    merge_base, base, branch = review.commits
    return {
        "branch": review.branch,
        "base": review.base,
        "branch_commit": branch,
        "base_commit": base,
        "merge_base": merge_base,
        "status": review.status(fail_on),
        "blind": review.blind or None,
        "unread": review.unread,
        "conflicts": list(review.conflicts),
        "changes": [change_record(change) for change in review.changes],
        "new": [finding_record(finding) for finding in review.findings.new],
        "mended": [finding_record(finding) for finding in review.findings.mended],
    }


def _rows(review: Review) -> Iterator[Record]:
    if review.blind:
        yield _row("not judged", None, "", "", review.blind)
    for path in review.conflicts:
        yield _row("conflict", None, "", "", f"{path}: changed on both sides; merge it by hand")
    for finding in review.findings.new:
        yield _finding_row("new finding", finding)
    for record in changes_view(review.changes).records:
        meaning = f"{record['words']} ({declared_words(record['declared'])})"
        yield {
            **_row("change", record["document"], record["path"], record["consequence"], meaning),
            **_author_and_commit(record),
        }
    for finding in review.findings.mended:
        yield _finding_row("mended", finding)


def _row(part: str, document: str | None, path: str, kind: str, words: str) -> Record:
    place = {"document": document, "path": path}
    return {"part": part, **place, "class": kind, "words": words, "who": None, "commit": None}


def _author_and_commit(record: Record) -> Record:
    return {"who": record["who"], "commit": record["commit"]}


def _finding_row(part: str, finding: Finding) -> Record:
    return _row(part, finding.document, finding.path, f"{finding.code} {finding.severity}", finding.message)


def verdict(review: Review, fail_on: Severity) -> str:
    """Return the review in one sentence."""
    status = review.status(fail_on)
    ending = {0: "in order", 1: "not in order"}.get(status, "cannot be judged")
    if review.blind:
        return f"{review.branch} onto {review.base}: {ending}: {review.blind}"
    parts = [counts(review.changes), _describe_findings(review)]
    if review.unread:
        parts.append(f"{counted(review.unread, 'file')} could not be read")
    return f"{review.branch} onto {review.base}: {ending}: {'; '.join(parts)}."


def _describe_findings(review: Review) -> str:
    if review.conflicts:
        return f"{counted(len(review.conflicts), 'file')} in conflict, so the rules were not asked"
    return f"{counted(len(review.findings.new), 'new finding')}, {len(review.findings.mended)} mended"


def review_markdown(review: Review, fail_on: Severity) -> str:
    """Return the review as a comment on a merge request."""
    heading = {0: "in order", 1: "not in order"}.get(review.status(fail_on), "cannot be judged")
    lines = [f"## Register: {heading}", "", f"{code(review.branch)} onto {code(review.base)}: {counts(review.changes)}"]
    lines[-1] += "." if review.blind else f"; {_describe_findings(review)}."
    lines += ["", *_blocking_lines(review), *blocks(review.changes)]
    if review.findings.mended:
        heading = f"{len(review.findings.mended)} mended"
        lines += folded_away(heading, map(_finding_line, review.findings.mended))
    return "\n".join(lines).rstrip("\n") + "\n"


def _blocking_lines(review: Review) -> Iterator[str]:
    if review.blind:
        yield from (f"**The merged register could not be judged:** {code(review.blind)}", "")
    if review.conflicts:
        yield from ("**Changed on both sides; merge by hand:**", "")
        yield from (f"- {code(path)}" for path in review.conflicts)
        yield ""
    if review.findings.new:
        yield from (f"**{counted(len(review.findings.new), 'new finding')}**", "")
        yield from map(_finding_line, review.findings.new)
        yield ""


def _finding_line(finding: Finding) -> str:
    place = code(finding.document or f"{finding.path}:{finding.line}")
    return f"- {finding.severity} {finding.code}, {place}: {code(finding.message)}"
