"""Carry out an act: read the register, decide, refuse new errors, and make one commit, or stop before it (dry run)."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from somei_cli.errors import OwnApproval, Refused, RulesBroken, WrongUsage
from somei_cli.formats.diff.document import differences_to_show
from somei_cli.formats.toml.classified_words import declare_quoted_levels
from somei_cli.model.agenda.lifecycle import refuse_renumbered
from somei_cli.model.history.two_person_rule import acts_needing_approval
from somei_cli.model.numbers.number_allotment import ALLOT_ACTION, ALLOTTING_ACTIONS
from somei_cli.model.register.change import Change, Receipt, apply_change
from somei_cli.model.register.git_identity import Person
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.engine.check import find_added_errors
from somei_cli.store.git.head import read_own_addresses
from somei_cli.store.register.register import Register
from somei_cli.store.transaction.change_commit import commit_change, texts_of_change

ReadSnapshot = Callable[[], Snapshot]
Decide = Callable[[Snapshot], Change]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What goes with every act: day, reason, dry run, approval.

    `request` is the request id; `request_given` says that the clerk gave it, so the act may have been done already.
    `quoted` are the fields whose words only quote a level of EU classified information.
    """

    today: date
    reason: str | None = None
    dry_run: bool = False
    approved_by: Person | None = None
    request: str = field(default_factory=lambda: os.urandom(16).hex())
    request_given: bool = False
    quoted: tuple[str, ...] = ()


def carry_out(
    register: Register,
    read_snapshot: ReadSnapshot,
    decide: Decide,
    circumstances: Circumstances,
    *,
    allots: bool = False,
    action: str = "",
) -> Receipt:
    """Carry out one act and return its receipt.

    `read_snapshot` reads what `decide` needs, while the lock keeps other writers out of this clone. The change must not
    add an error to the families that it touches; errors that exist already do not block it.

    An act that `allots` a number or a serial is carried out on the remote that the branch follows, if there is one:
    only there the numbers of all clones are known. It is decided on the state of the remote, again if that changes.
    `action` is the name of the act: a request id of another act is refused.

    Raises:
        RulesBroken: with the errors that the change would add.
        LevelNamed: if typed words name an EU level and are not declared as quoted.
        OwnApproval: if the clerk would be the second person too.
    """
    approver = circumstances.approved_by
    if approver and any(map(approver.has_address, read_own_addresses(register.root))):
        raise OwnApproval(approver.mail)
    snapshots: list[Snapshot] = []

    def decide_checked() -> Change:
        before = read_snapshot().with_unsent(register.read_unsent)
        change = decide(before)
        refuse_renumbered(before, change.puts)
        change = change._replace(reason=circumstances.reason or change.reason, approved_by=approver)
        if circumstances.quoted and not change.reason:
            raise WrongUsage("To let words with an EU classification pass needs a reason.", "Give it with -m TEXT.")
        change = declare_quoted_levels(before, change, circumstances.quoted, circumstances.request)
        new_findings = find_added_errors(before, apply_change(before, change), change.numbers, circumstances.today)
        if new_findings:
            raise RulesBroken(
                f"{finding.document or finding.path}: {finding.message} [{finding.code}]" for finding in new_findings
            )
        snapshots.append(before)
        return change._replace(request=circumstances.request) if circumstances.request_given else change

    remote_receipt = _act_on_remote(register, decide_checked, circumstances) if allots else None
    if remote_receipt:
        receipt = remote_receipt
    elif circumstances.dry_run:
        change = decide_checked()
        texts_of_change(register, change)
        receipt = Receipt(change, None)
    else:
        receipt = commit_change(
            register, decide_checked, earlier_request=circumstances.request if circumstances.request_given else None
        )
    done_action = receipt.change.action
    if (
        circumstances.request_given
        and done_action != action
        and not (done_action == ALLOT_ACTION and action in ALLOTTING_ACTIONS)
    ):
        raise make_other_act_refusal(receipt, circumstances)
    before = snapshots[-1] if snapshots else _documents_before(register, receipt)
    changed_documents = {document.number: document for document in receipt.change.puts}
    touched = (*changed_documents, *receipt.change.drops)
    changed = tuple(
        (number, differences_to_show(before.get(number), changed_documents.get(number))) for number in touched
    )
    unapproved = () if approver else tuple(_find_unapproved(register, before, receipt.change))
    return receipt._replace(differences=changed, unapproved=unapproved)


def make_other_act_refusal(receipt: Receipt, circumstances: Circumstances) -> Refused:
    """Return the refusal of a request id that was used for something else."""
    hint = "Give every act a request of its own."
    return Refused(f"The request {circumstances.request} was for another act: {receipt.change.summary}.", hint)


def _documents_before(register: Register, receipt: Receipt) -> Snapshot:
    """Return the documents as they were before an earlier act with this request id."""
    # Few acts are repeated with the same request id.
    from somei_cli.store.history.request_ids import read_documents_before

    documents = read_documents_before(register, receipt.commit, receipt.change.numbers) if receipt.commit else ()
    return register.state.snapshot(documents)


def _act_on_remote(register: Register, decide: Callable[[], Change], circumstances: Circumstances) -> Receipt | None:
    """Carry out the act on the remote that the branch follows; return None if it follows none."""
    # The modules for the remote are imported only for acts that may need it.
    from somei_cli.actions.act_on_remote import act_on_remote
    from somei_cli.store.remote.remote_acts import find_remote_register

    desk = find_remote_register(register)
    if desk is None:
        return None
    decide_with_request = lambda: decide()._replace(request=circumstances.request)  # noqa: E731
    return act_on_remote(
        register,
        desk,
        decide_with_request,
        circumstances.request,
        dry_run=circumstances.dry_run,
        request_given=circumstances.request_given,
    )


def _find_unapproved(register: Register, before: Snapshot, change: Change) -> Iterator[str]:
    """Yield what the register requires a second person for."""
    rule = register.settings.two_persons
    for document in change.puts if any(rule) else ():
        for words in acts_needing_approval(rule, before.get(document.number), document):
            yield f"{document.number} {words}"
