"""Carrying out a decision: read what is, decide, pass the ratchet, commit once; or stop before the commit."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from somei_cli.errors import OwnApproval, Refused, RulesBroken, WrongUsage
from somei_cli.formats.diff.document import differences_to_show
from somei_cli.formats.toml.quoted_levels import settle_level_words
from somei_cli.model.agenda.lifecycle import refuse_renumbered
from somei_cli.model.history.two_person_rule import needs_approval
from somei_cli.model.numbers.number_allotment import ALLOTTED, TAKING
from somei_cli.model.register.change import Change, Receipt, after
from somei_cli.model.register.persons import Person
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.engine.check import guard
from somei_cli.store.git.head import own_mails
from somei_cli.store.register.register import Register
from somei_cli.store.transaction.commit import commit, files_of

Look = Callable[[], Snapshot]
Decide = Callable[[Snapshot], Change]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What goes with every act: its day, the reason given, whether it is only to be tried, and who approved it.

    `quoted` are the fields whose words only quote a level of EU classified information.
    """

    today: date
    reason: str | None = None
    dry_run: bool = False
    approved_by: Person | None = None
    request: str = field(default_factory=lambda: os.urandom(16).hex())
    asked_before: bool = False
    quoted: tuple[str, ...] = ()


def act(
    register: Register, look: Look, decide: Decide, how: Circumstances, *, allots: bool = False, action: str = ""
) -> Receipt:
    """Carry out one act.

    `look` reads what the decision needs, while nobody else can write to this clone. A change may not add
    an error to the families it touches; errors that are there already do not block it.

    An act that `allots` a number or a serial is done on the server that the branch follows, if it follows one: only
    there can everybody's numbers be told apart. Then it is decided on what the server has, once or several times.
    `action` is what it is called: the request of another act is not taken for its own.

    Raises:
        RulesBroken: naming the errors it would add.
        LevelNamed: for typed words that name an EU level, and are not declared as quoted.
        OwnApproval: where the clerk would be the second person too.
    """
    approver = how.approved_by
    if approver and any(map(approver.is_at, own_mails(register.root))):
        raise OwnApproval(approver.mail)
    seen: list[Snapshot] = []

    def decided() -> Change:
        before = look().with_unsent(register.read_unsent)
        change = decide(before)
        refuse_renumbered(before, change.puts)
        change = change._replace(reason=how.reason or change.reason, approved_by=approver)
        if how.quoted and not change.reason:
            raise WrongUsage("To let words with an EU classification pass needs a reason.", "Give it with -m TEXT.")
        change = settle_level_words(before, change, how.quoted, how.request)
        fresh = guard(before, after(before, change), change.numbers, how.today)
        if fresh:
            raise RulesBroken(f"{f.document or f.path}: {f.message} [{f.code}]" for f in fresh)
        seen.append(before)
        return change._replace(request=how.request) if how.asked_before else change

    shared = _on_server(register, decided, how) if allots else None
    if shared:
        receipt = shared
    elif how.dry_run:
        change = decided()
        files_of(register, change)
        receipt = Receipt(change, None)
    else:
        receipt = commit(register, decided, asked=how.request if how.asked_before else None)
    done = receipt.change.action
    if how.asked_before and done != action and not (done == ALLOTTED and action in TAKING):
        raise for_another_act(receipt, how)
    before = seen[-1] if seen else _stood_before(register, receipt)
    made = {document.number: document for document in receipt.change.puts}
    touched = (*made, *receipt.change.drops)
    changed = tuple((number, differences_to_show(before.get(number), made.get(number))) for number in touched)
    wanting = () if approver else tuple(_unapproved(register, before, receipt.change))
    return receipt._replace(differences=changed, unapproved=wanting)


def for_another_act(receipt: Receipt, how: Circumstances) -> Refused:
    """The refusal where a request was for something else."""
    hint = "Give every act a request of its own."
    return Refused(f"The request {how.request} was for another act: {receipt.change.summary}.", hint)


def _stood_before(register: Register, receipt: Receipt) -> Snapshot:
    """How the documents stood that an act changed when it was asked for before."""
    # Few acts are asked for twice.
    from somei_cli.store.history.requests import before_of

    held = before_of(register, receipt.commit, receipt.change.numbers) if receipt.commit else ()
    return Snapshot(held, lambda: register.vocabulary, register.settings)


def _on_server(register: Register, decided: Callable[[], Change], how: Circumstances) -> Receipt | None:
    """The act done on the server that the branch follows; None where it follows none."""
    # What talks to a server is loaded only for acts that may have to.
    from somei_cli.actions.act_on_remote import done_on_server
    from somei_cli.store.remote.allot import desk_of

    desk = desk_of(register)
    if desk is None:
        return None
    named = lambda: decided()._replace(request=how.request)  # noqa: E731
    return done_on_server(register, desk, named, how.request, dry_run=how.dry_run, asked_before=how.asked_before)


def _unapproved(register: Register, before: Snapshot, change: Change) -> Iterator[str]:
    """What the register asks a second person for."""
    asks = register.settings.two_persons
    for put in change.puts if any(asks) else ():
        for what in needs_approval(asks, before.get(put.number), put):
            yield f"{put.number} {what}"
