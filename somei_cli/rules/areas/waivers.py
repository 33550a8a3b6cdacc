"""FILE: what somei.toml and the documents say to the check: waivers that are of no use, settings that nobody reads."""

import re
from collections.abc import Iterator
from datetime import date

from somei_cli.formats.toml.fields import WAIVE
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Background, Flaw, HeldWaiver, Scope, Waivers, rule

_WORDS = re.compile(r"[^\W\d_]{3}")
"""What a reason holds at least: a word of three letters."""


@rule("FILE005", Severity.WARNING, Scope.CHECK)
def waiver_not_needed(waivers: Waivers, background: Background) -> Iterator[Flaw]:
    """A waiver is no longer needed.

    The fault that it let pass is gone. A waiver left behind would hide the next fault of the same kind, with a
    reason that was never meant for it.
    """
    for held in waivers:
        run_out = is_run_out(held.waiver.until, background.today)
        if held.known and held.judged and not held.used and not run_out:
            yield _of_waiver(held, f"the waiver of {held.waiver.code} lets nothing pass", "Remove it.")


@rule("FILE006", Severity.WARNING, Scope.CHECK)
def waiver_run_out(waivers: Waivers, background: Background) -> Iterator[Flaw]:
    """A waiver has run out.

    Waivers in somei.toml may have a last day, so that “for now” does not become “for ever”. From the next day on
    the findings are told again.
    """
    for held in waivers:
        waiver = held.waiver
        if held.known and is_run_out(waiver.until, background.today):
            whose = f", owned by {waiver.owner}," if waiver.owner else ""
            asked = f"Ask {waiver.owner}: mend" if waiver.owner else "Mend"
            about = f" for {waiver.document}" if waiver.document else ""
            hint = f"{asked} what it let pass and remove the waiver, or decide anew with a later day in “until”."
            yield _of_waiver(held, f"the waiver of {waiver.code}{about}{whose} ran until {waiver.until}", hint)


@rule("FILE007", Severity.WARNING, Scope.CHECK)
def waiver_of_nothing(waivers: Waivers, _: Background) -> Iterator[Flaw]:
    """A waiver names no rule that can be waived.

    Its code is misspelled, or belongs to a rule that nobody may let pass: a file that cannot be read (FILE001), and
    the rules about waivers themselves. Whoever wrote it believes that something is taken care of, and it is not.
    """
    for held in waivers:
        if not held.known:
            hint = "Correct the code; somei explain --all lists the rules."
            yield _of_waiver(held, f"“{held.waiver.code}” is no rule that can be waived", hint)


@rule("FILE012", Severity.WARNING, Scope.CHECK)
def waiver_without_reason(waivers: Waivers, _: Background) -> Iterator[Flaw]:
    """A waiver gives no reason.

    Whoever comes after you has to decide whether the fault may still pass, and has only these words to go by. “ok” or
    a dash is no reason; who decided it, and what would have to change, is one.
    """
    for held in waivers:
        if held.known and not _WORDS.search(held.waiver.reason):
            hint = "Say in one line why it may pass, and what would have to change."
            yield _of_waiver(held, f"the waiver of {held.waiver.code} says nothing", hint)


@rule("FILE013", Severity.WARNING, Scope.CHECK)
def setting_nobody_reads(_: Waivers, background: Background) -> Iterator[Flaw]:
    """A key of somei.toml is none that somei knows.

    A misspelt “complete” or “own_series” leaves the setting as it was, and whoever wrote it believes that it holds.
    The key may also come from a later version of somei.
    """
    for key, line in background.settings.strange:
        hint = "Correct the spelling or take it out; somei help files tells the settings."
        yield Flaw(None, (), f"“{key}” is no setting", hint, line=line)


def _of_waiver(held: HeldWaiver, message: str, hint: str) -> Flaw:
    at = (WAIVE, held.waiver.code) if held.stands_in else ()
    return Flaw(held.stands_in, at, message, hint, line=held.waiver.line)


def is_run_out(until: date | None, today: date) -> bool:
    """Whether the last day of a waiver has passed."""
    return until is not None and until < today
