"""What a fix changed or would change: one row per field, and one per file that only gets its canonical form."""

from collections.abc import Iterator

from somei_cli.model.register.change import Receipt
from somei_cli.render.output.view import Record, View
from somei_cli.render.views.acts_and_history import differences_rows, differences_view, receipt_record


def fixes_view(receipt: Receipt) -> View:
    """The receipt of a fix; JSON has one record, like the receipt of any act."""
    return View("receipt", (), (receipt_record(receipt),), tabular=differences_view(_rows(receipt)))


def describe_fixes(receipt: Receipt) -> str:
    """Return the fix in one sentence, for standard error."""
    if not receipt.change.puts:
        return "There is nothing to mend."
    result = f"commit {receipt.commit[:10]}" if receipt.commit else "dry run, nothing was written"
    return f"{receipt.change.summary} ({result})"


def _rows(receipt: Receipt) -> Iterator[Record]:
    for number, differences in receipt.differences:
        yield from differences_rows([(number, differences)])
        if not differences:
            yield {"document": str(number), "field": "layout", "before": "another", "after": "canonical"}
