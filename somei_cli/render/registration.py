"""What became of the files of an import: one line a file, and the commits."""

from collections import Counter
from collections.abc import Sequence

from somei_cli.model.registration import Registration
from somei_cli.model.sifting import ImportOutcome, ImportVerdict
from somei_cli.model.wording import counted
from somei_cli.render.changes import approval_words, differences_rows, receipt_record, sent_words
from somei_cli.render.reading import doubt_words, reading_record
from somei_cli.render.view import Column, Record, View


def verdicts_view(verdicts: Sequence[ImportVerdict]) -> View:
    """JSON: everything that was read, one record a file. Tables: what becomes of each file, and why."""
    columns = (
        Column("file", "file"),
        Column("number", "document", kept=True, style="bold cyan"),
        Column("outcome", "outcome", kept=True),
        Column("reason", "why", told=True),
    )
    shown = View("import", columns, tuple(map(_row, verdicts)), "There are no files.")
    records = tuple({**reading_record(v.intake), "outcome": v.outcome, "reason": _reason(v)} for v in verdicts)
    return View("import", (), records, shown=shown)


def registrations_view(registrations: Sequence[Registration]) -> View:
    """One record a commit, with the files it was made from and those that were left out."""
    return View("receipt", (), tuple(_registration(r) for r in registrations))


def registration_words(registrations: Sequence[Registration], passed_over: int) -> list[str]:
    """The whole import in one sentence, for standard error, and what it still needs."""
    outcomes = Counter(v.outcome for r in registrations for v in r.verdicts)
    words = [f"{count} {outcome}" for outcome, count in outcomes.items()]
    if passed_over:
        words.append(f"{counted(passed_over, 'file')} of other kinds passed over")
    commits = [r.receipt.commit[:10] for r in registrations if r.receipt.commit]
    told = f"commit {commits[0]}" if len(commits) == 1 else f"{len(commits)} commits" if commits else "no commit"
    waiting = [line for r in registrations for line in approval_words(r.receipt)]
    sent = [r.receipt for r in registrations if r.receipt.sent][-1:]
    files = f"{counted(sum(outcomes.values()), 'file')}: {', '.join(words) or 'nothing to read'} ({told})"
    return [files, *(line for receipt in sent for line in sent_words(receipt)), *waiting]


def _registration(registration: Registration) -> Record:
    return {
        **receipt_record(registration.receipt),
        "files": [{**_row(v), "doubts": [d.message for d in v.intake.doubts]} for v in registration.verdicts],
        "differences": list(differences_rows(registration.held)),
    }


def _row(verdict: ImportVerdict) -> Record:
    return {
        "file": verdict.intake.file,
        "number": str(verdict.document.number) if verdict.document else None,
        "outcome": str(verdict.outcome),
        "reason": _reason(verdict),
    }


def _reason(verdict: ImportVerdict) -> str | None:
    """Why a file was left out, without its name, which stands beside."""
    if verdict.refusal is None:
        return None
    words = str(verdict.refusal).removeprefix(f"{verdict.intake.file}: ")
    if verdict.outcome is ImportOutcome.DOUBTFUL and verdict.intake.doubts and not verdict.intake.missing:
        first = verdict.intake.doubts[0]
        more = f" (and {len(verdict.intake.doubts) - 1} more)" if len(verdict.intake.doubts) > 1 else ""
        return f"{first.field}: {doubt_words(first, verdict.intake)}{more}"
    return words
