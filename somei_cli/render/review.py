"""A review as one page: for a terminal, for machines, and for a merge request."""

from collections.abc import Iterator

from somei_cli.model.wording import counted
from somei_cli.render.code_spans import code
from somei_cli.render.findings.tables import record_of as finding_record
from somei_cli.render.netchanges import changes_view, counts, declared_words, place_of
from somei_cli.render.netchanges import record_of as change_record
from somei_cli.render.posting import blocks, folded_away
from somei_cli.render.view import Column, Record, View
from somei_cli.rules.findings import Finding, Severity
from somei_cli.rules.reviewing import Review


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
