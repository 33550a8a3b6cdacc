"""What is different between two states of a register, as a view."""

from collections.abc import Sequence

from somei_cli.model.netchanges import NetChange
from somei_cli.model.wording import counted
from somei_cli.render.view import Column, Record, View


def changes_view(changes: Sequence[NetChange]) -> View:
    """One line a change, in the order given."""
    columns = (
        Column("document", "document", kept=True, text=place_of, style="bold cyan"),
        Column("consequence", "class", kept=True, style="bold"),
        Column("declared", "declared", kept=True, text=lambda r: declared_words(r["declared"])),
        Column("words", "what it means"),
        Column("who", "who"),
        Column("commit", "commit", kept=True, text=lambda r: str(r["commit"] or "")[:10]),
        Column("reason", "why", told=True),
    )
    return View("diff", columns, tuple(map(record_of, changes)), "Nothing is different.")


def record_of(change: NetChange) -> Record:
    """A change for machines; `declared` is null for work that is not committed."""
    brought = change.brought
    return {
        "document": str(change.document) if change.document else None,
        "path": change.path,
        "field": change.judged.difference.field,
        "before": change.judged.difference.before,
        "after": change.judged.difference.after,
        "consequence": str(change.consequence),
        "words": str(change.judged.meaning),
        "when": brought.when.isoformat() if brought else None,
        "who": brought.who if brought else None,
        "commit": brought.commit if brought else None,
        "reason": brought.reason if brought else None,
        "declared": change.declared,
    }


def place_of(record: Record) -> str:
    """The document, or the path of a file that stands for none."""
    return str(record["document"] or record["path"])


def declared_words(declared: bool | None) -> str:
    """Whether a commit says what it did, in one word."""
    return "uncommitted" if declared is None else "declared" if declared else "undeclared"


def counts(changes: Sequence[NetChange]) -> str:
    """How many changes there are, and how many are grave."""
    files = len({change.path for change in changes})
    told = [f"{counted(len(changes), 'change')} in {counted(files, 'file')}"]
    grave = sum(change.consequence.grave for change in changes)
    alarming = sum(change.alarming for change in changes)
    if grave:
        told.append(f"{grave} grave" + (f", {alarming} of them not declared" if alarming else ", declared"))
    return "; ".join(told)
