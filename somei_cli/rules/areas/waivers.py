"""FILE: waivers that are unused, expired, wrong or unreasoned, and settings that somei does not know."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from somei_cli.formats.toml.fields import WAIVE
from somei_cli.model.register.settings import Settings
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, RuleContext, Scope, Waivers, WaiverUse, rule

_FIELD_PREFIX = "public_fields."
_REASON_WORD = r"[^\W\d_]{3}"
"""What a reason holds at least: a word of three letters."""


@rule("FILE005", Severity.WARNING, Scope.CHECK)
def waiver_not_needed(waivers: Waivers, context: RuleContext) -> Iterator[Flaw]:
    """A waiver is no longer needed.

    The fault that it excused is gone. A waiver left behind would hide the next fault of the same kind, with a reason
    that was not meant for it.
    """
    for waiver_use in waivers:
        has_expired = is_expired(waiver_use.waiver.until, context.today)
        if waiver_use.can_be_waived and waiver_use.judged and not waiver_use.used and not has_expired:
            yield _flaw_of_waiver(waiver_use, f"the waiver of {waiver_use.waiver.code} excuses nothing", "Remove it.")


@rule("FILE006", Severity.WARNING, Scope.CHECK)
def waiver_expired(waivers: Waivers, context: RuleContext) -> Iterator[Flaw]:
    """A waiver has run out.

    Waivers in somei.toml may have a last day, so that “for now” does not become “for ever”. From the next day on the
    findings are reported again.
    """
    for waiver_use in waivers:
        waiver = waiver_use.waiver
        if waiver_use.can_be_waived and is_expired(waiver.until, context.today):
            owner = f", owned by {waiver.owner}," if waiver.owner else ""
            request = f"Ask {waiver.owner}: correct" if waiver.owner else "Correct"
            document = f" for {waiver.document}" if waiver.document else ""
            hint = f"{request} what it excused and remove the waiver, or decide again and set a later day in “until”."
            yield _flaw_of_waiver(
                waiver_use, f"the waiver of {waiver.code}{document}{owner} ran until {waiver.until}", hint
            )


@rule("FILE007", Severity.WARNING, Scope.CHECK)
def waiver_of_unknown_rule(waivers: Waivers, _: RuleContext) -> Iterator[Flaw]:
    """A waiver names something that is not a rule, or a rule that cannot be waived.

    Its code is misspelt, or belongs to a rule that nobody may waive: a file that cannot be read (FILE001), and the
    rules about waivers themselves. Whoever wrote it believes that something is excused, and it is not.
    """
    for waiver_use in waivers:
        if not waiver_use.can_be_waived:
            hint = "Correct the code; somei explain --all lists the rules."
            yield _flaw_of_waiver(waiver_use, f"“{waiver_use.waiver.code}” is not a rule that can be waived", hint)


def gives_reason(words: str) -> bool:
    """Return whether the reason of a waiver is one."""
    return re.search(_REASON_WORD, words) is not None


@rule("FILE012", Severity.WARNING, Scope.CHECK)
def waiver_without_reason(waivers: Waivers, _: RuleContext) -> Iterator[Flaw]:
    """A waiver gives no reason.

    Whoever comes after you must decide whether the fault may still be excused, and has only these words to go by. “ok”
    or a dash is not a reason; who decided it, and what would have to change, is one.
    """
    for waiver_use in waivers:
        if waiver_use.can_be_waived and not gives_reason(waiver_use.waiver.reason):
            hint = "Say in one line why it is excused, and what would have to change."
            yield _flaw_of_waiver(waiver_use, f"the waiver of {waiver_use.waiver.code} gives no reason", hint)


@rule("FILE013", Severity.WARNING, Scope.CHECK)
def setting_nobody_reads(_: Waivers, context: RuleContext) -> Iterator[Flaw]:
    """A key of somei.toml is not one that somei knows.

    A misspelt “complete” or “own_series” leaves the setting as it was, although whoever wrote it believes that it
    holds. The same is true of a meeting body under [deadlines] that the vocabulary does not have. The key may also
    come from a later version of somei.
    """
    settings = context.settings
    for key, line in settings.strange:
        field = key.removeprefix(_FIELD_PREFIX)
        message = f"“{key}” is not a setting"
        if field != key:
            message = f"“{field}” in public_fields is not a field that a setting can make public"
        yield Flaw(None, (), message, _correct_key(key, Settings._fields), line=line)
    for body in settings.deadlines:
        if body not in context.bodies:
            hint, line = _correct_key(body, context.bodies), settings.deadline_lines.get(body, 0)
            yield Flaw(None, (), f"“{body}” in [deadlines] is not a body of the vocabulary", hint, line=line)


def _correct_key(key: str, known_keys: Iterable[str]) -> str:
    # Hardly ever is a key misspelt.
    from somei_cli.model.register.unknown_values import nearest_spellings

    near = nearest_spellings(key, known_keys)
    return (
        "Correct the spelling or remove it; "
        + (f"near it: {', '.join(near)}; " if near else "")
        + "somei help settings lists the settings."
    )


def _flaw_of_waiver(waiver_use: WaiverUse, message: str, hint: str) -> Flaw:
    key_path = (WAIVE, waiver_use.waiver.code) if waiver_use.holder else ()
    return Flaw(waiver_use.holder, key_path, message, hint, line=waiver_use.waiver.line)


def is_expired(until: date | None, today: date) -> bool:
    """Return whether the last day of a waiver has passed."""
    return until is not None and until < today
