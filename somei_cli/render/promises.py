"""Follow-ups that texts seem to promise, with the numbers by which they are taken."""

from collections.abc import Iterable

from somei_cli.model.promises import PromisesFound
from somei_cli.model.proposals import Proposal
from somei_cli.render.view import Column, Record, View


def promises_view(found: Iterable[PromisesFound]) -> View:
    """One line a proposal, in order of appearance; JSON holds the sentences too."""
    texts = tuple(found)
    columns: tuple[Column, ...] = (
        Column("proposal", "no.", kept=True, style="bold cyan"),
        Column("item", "item", kept=True, told=True),
        Column("who", "who"),
        Column("what", "what"),
        Column("due", "due", kept=True, told=True),
        Column("due_as_said", "as said"),
        Column("line", "line", kept=True, told=True),
        Column("known", "held", kept=True, told=True),
    )
    if len(texts) > 1:
        columns = (Column("file", "file"), *columns)
    pairs = [(text, one) for text in texts for one in text.proposals]
    records = tuple(_record(at, text, one) for at, (text, one) in enumerate(pairs, start=1))
    return View("followup-scan", columns, records, "Nothing is promised by a time.")


def _record(at: int, text: PromisesFound, one: Proposal) -> Record:
    return {
        "proposal": at,
        "file": text.file,
        "document": str(text.document) if text.document else None,
        "item": one.item,
        "who": one.who,
        "what": one.what,
        "due": one.due.isoformat() if one.due else None,
        "due_as_said": one.due_as_said,
        "sentence": one.sentence,
        "line": one.line or None,
        "known": one.known,
    }
