"""Views of what was mended, examined or set up: the fixes of a check, the health of a clone, and its git."""

from collections.abc import Iterable, Iterator, Sequence

from somei_cli.formats.git.attributes import ATTRIBUTES, DRIVERS_LINE, VOCABULARY_LINE
from somei_cli.model.register.change import Receipt
from somei_cli.model.register.health import DriverSetup, Health, HealthItem, InitResult, Repair, RepairItem
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import with_short_days
from somei_cli.render.output.line_breaks import split_hint
from somei_cli.render.output.page import DIM, DONE, ERROR, HEADING, WARNING, PageLine, TerminalForm, shorten_commits
from somei_cli.render.output.view import Column, Record, View
from somei_cli.render.views.acts_and_history import differences_rows, differences_view, receipt_record


def fixes_view(receipt: Receipt) -> View:
    """One row per field, and one per file that only gets its canonical form; JSON has one record, like any receipt."""
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


def describe_layout(other_files: int) -> tuple[str, ...]:
    """Return how many files are not in their canonical form, and what brings them into it."""
    if not other_files:
        return ("All files are in their canonical form.",)
    are = "is" if other_files == 1 else "are"
    return (f"{pluralise(other_files, 'file')} {are} not in canonical form. To bring them into it:", "  somei format")


def health_view(examined: Iterable[HealthItem]) -> View:
    """One row per thing that was examined."""
    columns = (Column("thing", "thing", unbroken=True), Column("state", "state", unbroken=True), Column("words", ""))
    records = tuple(
        {
            "thing": part.topic,
            "state": str(part.health),
            "words": part.message,
            "refuses_acts": part.refuses_acts,
        }
        for part in examined
    )
    return View("doctor", columns, records, terminal=health_form)


def repair_view(repairs: Iterable[RepairItem]) -> View:
    """One row per thing that was not in order."""
    columns = (Column("thing", "thing", unbroken=True), Column("repair", "repair", unbroken=True), Column("words", ""))
    rows = tuple({"thing": step.topic, "repair": str(step.repair), "words": step.message} for step in repairs)

    return View("repair", columns, rows, "Nothing is to be repaired.", terminal=repair_form)


def tuning_view(settings: Sequence[tuple[str, str | None, str]]) -> View:
    """One row per setting of git, with its value before and now."""
    columns = (Column("setting", "setting", unbroken=True), Column("before", "before"), Column("now", "now"))
    rows = tuple({"setting": key, "before": before, "now": now} for key, before, now in settings)
    return View("tune", columns, rows, "Every setting is so already.")


def describe_tuning(commits: int, *, has_paths: bool, dry_run: bool) -> str:
    """Return in one sentence whether git keeps the changed paths of the commits now."""
    if dry_run:
        return f"Would set these in this clone, and note the changed paths of {commits:,} commits (dry run)."
    if has_paths:
        return f"Set in this clone; the changed paths of {commits:,} commits are noted."
    return "Set in this clone; git keeps no changed paths here, as in a shallow clone."


def init_view(result: InitResult) -> View:
    """One record for machines; a table has one row per new file and per setting of git."""
    started, drivers = result.started, result.drivers
    files = started.files if started else (str(ATTRIBUTES),) if drivers and drivers.attributes else ()
    commit = (started and started.commit) or (drivers and drivers.commit)
    settings = dict(drivers.settings) if drivers else {}
    rows = (*({"file": file} for file in files), *({"file": f"{key} = {value}"} for key, value in settings.items()))
    table = View("init", (Column("file", "file or setting" if drivers else "file"),), rows, "Nothing to change.")
    whole = {"folder": str(result.folder), "commit": commit, "files": list(files), "settings": settings}
    return View("init", (), (whole,), tabular=table)


def describe_init(result: InitResult, *, dry_run: bool) -> Iterator[str]:
    """Yield what was started, and what was set up for git, one sentence per line."""
    if result.started and dry_run:
        yield f"Would start a register in {result.folder} (dry run)."
    elif result.started:
        yield f"Started a register in {result.folder} (commit {(result.started.commit or '')[:10]})."
    if result.drivers:
        yield from _describe_drivers(result.drivers, dry_run=dry_run)


def _describe_drivers(drivers: DriverSetup, *, dry_run: bool) -> Iterator[str]:
    if not drivers.settings and not drivers.attributes:
        yield "git has somei's drivers in this clone already."
    for key, value in drivers.settings.items():
        yield f"{'Would set' if dry_run else 'Set'} in this clone: {key} = {value}"
    if drivers.attributes:
        wrote = "Would write" if dry_run else f"Wrote (commit {(drivers.commit or '')[:10]})"
        yield f"{wrote} into {ATTRIBUTES}: {DRIVERS_LINE}; {VOCABULARY_LINE}"


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
    elif any(record["refuses_acts"] for record in records):
        words, style = "Nothing is broken, but commands that write are refused", WARNING
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
        label = (f"{sign} {record['thing']}", style)
        for part in split_hint(remark):
            yield PageLine(((part.text, ""),), label=label, label_width=width + 4, whole=part.is_command)
            label = ("", "")
