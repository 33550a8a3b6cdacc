"""The health of a clone on a terminal, and its repair: what needs attention first, then what is in order."""

from collections.abc import Iterator, Sequence

from somei_cli.model.register.health import Health, Repair
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import with_short_days
from somei_cli.render.output.page import DIM, DONE, ERROR, HEADING, WARNING, PageLine, TerminalForm, shorten_commits
from somei_cli.render.output.view import Record

_HEALTH = {Health.GOOD: ("✓", DONE), Health.NOTE: ("!", WARNING), Health.BAD: ("✗", ERROR)}
_REPAIR = {Repair.REPAIRED: ("✓", DONE), Repair.PLANNED: ("!", WARNING), Repair.LEFT: ("✗", ERROR)}
_LONGEST_TOPIC = 20


def health_form() -> TerminalForm:
    """Return what a terminal shows of the state of a clone."""
    return TerminalForm(page=_health_lines)


def _health_lines(records: Sequence[Record]) -> Iterator[PageLine]:
    bad = sum(record["state"] == Health.BAD for record in records)
    notes = sum(record["state"] == Health.NOTE for record in records)
    words, style = "All that somei needs is in order", DONE
    if bad:
        words, style = f"{pluralise(bad, 'thing')} {'is' if bad == 1 else 'are'} not in order", ERROR
    yield PageLine(((words, f"{HEADING} {style}"), (f", {pluralise(notes, 'note')}" if notes else "", WARNING)))
    worst_first = sorted(records, key=lambda r: list(Health).index(Health(r["state"])), reverse=True)
    yield from _topic_lines(worst_first, [_HEALTH[Health(record["state"])] for record in worst_first])
    if bad:
        yield PageLine((("What a crash left: somei doctor --repair", DIM),))
    else:
        yield PageLine(((f"{pluralise(len(records), 'thing')} examined · the documents: somei check", DIM),))


def repair_form() -> TerminalForm:
    """Return what a terminal shows of what was repaired, and what was left."""
    return TerminalForm(page=_repair_lines)


def _repair_lines(records: Sequence[Record]) -> Iterator[PageLine]:
    yield from _topic_lines(records, [_REPAIR[Repair(record["repair"])] for record in records], is_repair=True)
    counts = {repair: sum(record["repair"] == repair for record in records) for repair in Repair}
    yield PageLine(((", ".join(f"{count} {repair}" for repair, count in counts.items() if count), DIM),))


def _topic_lines(
    records: Sequence[Record], signs: Sequence[tuple[str, str]], *, is_repair: bool = False
) -> Iterator[PageLine]:
    """Yield a line for each thing: its sign and name, and what is to be said of it."""
    width = max((len(record["thing"]) for record in records if len(record["thing"]) <= _LONGEST_TOPIC), default=0)
    for record, (sign, style) in zip(records, signs, strict=True):
        words = with_short_days(shorten_commits(record["words"]))
        remark = f"{record['repair']}: {words}" if is_repair else words
        yield PageLine(((remark, ""),), label=(f"{sign} {record['thing']}", style), label_width=width + 4)
