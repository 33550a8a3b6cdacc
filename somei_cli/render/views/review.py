"""A review as one page: for a terminal, for machines, and for a merge request.

Changes as Markdown for a merge request: no text of a file can become markup, a mention or a link in it.
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

_MOST = 200
"""Lines of the part that is folded away: the hosts take only so much in one comment."""


def changes_markdown(changes: Sequence[NetChange]) -> str:
    """A heading with counts, a warning for what is grave, and the rest folded away."""
    return "\n".join([f"## Register: {counts(changes)}", "", *blocks(changes)]).rstrip("\n") + "\n"


def blocks(changes: Sequence[NetChange]) -> Iterator[str]:
    """The lines below the heading."""
    grave = [change for change in changes if change.consequence.grave]
    mild = [change for change in changes if not change.consequence.grave]
    if grave:
        alarming = sum(change.alarming for change in grave)
        told = f"{alarming} not declared" if alarming else "all declared"
        yield "> [!WARNING]"
        yield f"> **{counted(len(grave), 'grave change')}, {told}**"
        yield ">"
        yield from (f"> {line}" for line in map(_line, grave))
        yield ""
    if mild:
        yield from folded_away(counted(len(mild), "other change" if grave else "change"), map(_line, mild))


def folded_away(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """A part that a click opens; what is beyond measure is counted."""
    rest = iter(lines)
    yield from ("<details>", f"<summary>{heading}</summary>", "")
    yield from islice(rest, _MOST)
    left = sum(1 for _ in rest)
    if left:
        yield f"- and {left} more; `somei diff` shows them all"
    yield from ("", "</details>", "")


def _line(change: NetChange) -> str:
    place = f"**{change.document}**" if change.document else code(change.path)
    told = f"- {place}: {meaning_markdown(change.judged.meaning)} · {_standing(change)}"
    brought = change.brought
    if brought:
        told += f" · {code(brought.who)}, {brought.when:%Y-%m-%d}, {brought.commit[:10]}"
    if brought and brought.reason:
        told += f", because {code(brought.reason)}"
    return told


def _standing(change: NetChange) -> str:
    word = declared_words(change.declared)
    return f"**{word}**" if change.alarming else word


def meaning_markdown(meaning: ChangeMeaning) -> str:
    """A sentence with its values as code."""
    return meaning.said.replace("“{}”", "{}").format(*map(code, meaning.values))


def review_view(review: Review, fail_on: Severity) -> View:
    """One record for machines; for people one line a conflict, finding and change, what stops it first."""
    columns = (
        Column("part", "part", kept=True, style="bold"),
        Column("document", "document", kept=True, text=place_of, style="bold cyan"),
        Column("class", "class", kept=True),
        Column("words", "what it means"),
        Column("who", "who"),
        Column("commit", "commit", kept=True, text=lambda r: str(r["commit"] or "")[:10]),
    )
    shown = View("review", columns, tuple(_rows(review)), "Nothing to review.")
    return View("review", (), (_record(review, fail_on),), shown=shown)


def _record(review: Review, fail_on: Severity) -> Record:
    parted, base, branch = review.commits
    return {
        "branch": review.branch,
        "base": review.base,
        "branch_commit": branch,
        "base_commit": base,
        "merge_base": parted,
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
        yield _of_finding("new finding", finding)
    for record in changes_view(review.changes).records:
        told = f"{record['words']} ({declared_words(record['declared'])})"
        yield {**_row("change", record["document"], record["path"], record["consequence"], told), **_by(record)}
    for finding in review.findings.mended:
        yield _of_finding("mended", finding)


def _row(part: str, document: str | None, path: str, kind: str, words: str) -> Record:
    place = {"document": document, "path": path}
    return {"part": part, **place, "class": kind, "words": words, "who": None, "commit": None}


def _by(record: Record) -> Record:
    return {"who": record["who"], "commit": record["commit"]}


def _of_finding(part: str, finding: Finding) -> Record:
    return _row(part, finding.document, finding.path, f"{finding.code} {finding.severity}", finding.message)


def verdict(review: Review, fail_on: Severity) -> str:
    """The page in one sentence."""
    status = review.status(fail_on)
    ending = {0: "in order", 1: "not in order"}.get(status, "cannot be judged")
    if review.blind:
        return f"{review.branch} onto {review.base}: {ending}: {review.blind}"
    told = [counts(review.changes), _found(review)]
    if review.unread:
        told.append(f"{counted(review.unread, 'file')} could not be read")
    return f"{review.branch} onto {review.base}: {ending}: {'; '.join(told)}."


def _found(review: Review) -> str:
    if review.conflicts:
        return f"{counted(len(review.conflicts), 'file')} in conflict, so the rules were not asked"
    return f"{counted(len(review.findings.new), 'new finding')}, {len(review.findings.mended)} mended"


def review_markdown(review: Review, fail_on: Severity) -> str:
    """The page as a comment on a merge request."""
    heading = {0: "in order", 1: "not in order"}.get(review.status(fail_on), "cannot be judged")
    lines = [f"## Register: {heading}", "", f"{code(review.branch)} onto {code(review.base)}: {counts(review.changes)}"]
    lines[-1] += "." if review.blind else f"; {_found(review)}."
    lines += ["", *_stopping(review), *blocks(review.changes)]
    if review.findings.mended:
        heading = f"{len(review.findings.mended)} mended"
        lines += folded_away(heading, map(_finding_line, review.findings.mended))
    return "\n".join(lines).rstrip("\n") + "\n"


def _stopping(review: Review) -> Iterator[str]:
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
