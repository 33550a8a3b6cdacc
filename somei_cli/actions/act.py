"""Carry out an act: read the register, decide, refuse new errors, and make one commit, or stop before it (dry run)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from somei_cli.errors import OwnApproval, Refused, RulesBroken, WrongUsage
from somei_cli.formats.diff.document import differences_to_show
from somei_cli.formats.toml.classified_words import declare_quoted_levels
from somei_cli.model.agenda.lifecycle import is_issued_agenda, refuse_renumbered
from somei_cli.model.classified_entries import is_classified
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.history.two_person_rule import acts_needing_approval
from somei_cli.model.kept_doubts import without_answered_doubts, without_doubt_about_number
from somei_cli.model.numbers.number_allotment import ALLOT_ACTION, ALLOTTING_ACTIONS
from somei_cli.model.register.change import (
    ActResult,
    Change,
    D,
    Decision,
    Receipt,
    Tracker,
    apply_change,
    track_silently,
)
from somei_cli.model.register.git_identity import Person
from somei_cli.model.register.retired_codes import remark_retired_codes
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.definition.findings import Finding
from somei_cli.rules.engine.added_errors import find_added_errors
from somei_cli.store.git.head import follows_no_branch, read_own_addresses
from somei_cli.store.register.register import Register
from somei_cli.store.transaction.change_commit import commit_change, preview_change

Reads = DocumentNumber | Callable[[], Snapshot]
"""What an act reads: the family of a document, or what a function reads."""


class Circumstances(NamedTuple):
    """What goes with every act: day, reason, dry run, approval.

    `request` is the request id; `request_given` says that the clerk gave it, so the act may have been done already.
    `quoted` are the fields whose words only quote a level of EU classified information. `track` reports the progress of
    an act on many documents.
    """

    today: date
    request: str
    reason: str | None = None
    dry_run: bool = False
    approved_by: Person | None = None
    request_given: bool = False
    quoted: tuple[str, ...] = ()
    track: Tracker = track_silently

    @property
    def earlier_request(self) -> str | None:
        """The request id under which an earlier call may have done the act."""
        return self.request if self.request_given else None


def carry_out(
    register: Register,
    reads: Reads,
    decide: Callable[[Snapshot], Change],
    circumstances: Circumstances,
    *,
    allots: bool = False,
    action: str = "",
) -> Receipt:
    """Carry out one act and return its receipt; see `carry_out_decision`."""

    def decide_change(before: Snapshot) -> Decision:
        return Decision(decide(before), before)

    return carry_out_decision(register, reads, decide_change, circumstances, allots=allots, action=action).receipt


def carry_out_decision(
    register: Register,
    reads: Reads,
    decide: Callable[[Snapshot], D],
    circumstances: Circumstances,
    *,
    allots: bool = False,
    action: str = "",
    lists_new_fields: bool = True,
) -> ActResult[D]:
    """Carry out one act: decide, check, write; return its receipt with the decision that was carried out.

    What `decide` needs is read while the lock keeps other writers out of this clone. The change must not add an error
    to the families that it touches; errors that exist already do not block it.

    An act that `allots` a number or a serial is carried out on the remote that the branch follows, if there is one:
    only there the numbers of all clones are known. It is decided on the state of the remote, again if that changes.
    `action` is the name of the act: a request id of another act is refused. Without `lists_new_fields` the receipt
    names new documents, but does not list their fields.

    Raises:
        RulesBroken: with the errors that the change would add.
        LevelNamed: if typed words name an EU level and are not declared as quoted.
        OwnApproval: if the clerk would be the second person too.
    """
    approver = circumstances.approved_by
    if approver and any(map(approver.has_address, read_own_addresses(register.root))):
        raise OwnApproval(approver.mail)

    def decide_and_check() -> D:
        before = register.family(reads) if isinstance(reads, DocumentNumber) else reads()
        decision = decide(before.with_unsent(register.read_unsent))
        return replace(decision, change=_check_change(decision, circumstances))

    result = _write(register, decide_and_check, circumstances, allots=allots)
    _refuse_other_action(result.receipt, action, circumstances)
    return result._replace(
        receipt=_complete_receipt(register, result, circumstances, lists_new_fields=lists_new_fields)
    )


def _check_change(decision: Decision, circumstances: Circumstances) -> Change:
    """Return the change of a decision with its circumstances, if nothing speaks against it."""
    before, change = decision.before, decision.change
    renumbered = change.renumbered
    # An agenda that goes to another number leaves no items behind.
    vacated = {renumbered.old} if renumbered else set()
    refuse_renumbered(before, (document for document in change.puts if document.number not in vacated))
    change = change._replace(
        reason=circumstances.reason or change.reason,
        approved_by=circumstances.approved_by,
        request=circumstances.earlier_request or change.request,
    )
    if circumstances.quoted and not change.reason:
        raise WrongUsage("Accepting words with an EU classification needs a reason.", "Give it with -m TEXT.")
    change = _without_answered_doubts(before, change)
    change = declare_quoted_levels(before, change, circumstances.quoted, circumstances.earlier_request)
    after = apply_change(before, change)
    new_findings = find_added_errors(
        before, after, change.numbers, circumstances.today, renumbered, circumstances.track
    )
    if new_findings:
        raise refuse_errors(tuple(new_findings))
    return change


def refuse_errors(findings: Sequence[Finding], hint: str = "") -> RulesBroken:
    """Return the refusal of a change that would add errors; it names their rules, and without a hint where to read on.

    One error stands in the first line, several have a line each.
    """
    codes = list(dict.fromkeys(finding.code for finding in findings))
    sentences = [f"{finding.document or finding.path}: {finding.message}" for finding in findings]
    rules = f"Refused by {'rules' if codes[1:] else 'rule'} {', '.join(codes)}:"
    if sentences[1:]:
        lines = [f"  {sentence} [{finding.code}]" for sentence, finding in zip(sentences, findings, strict=True)]
        message = "\n".join([rules, *lines])
    else:
        message = f"{rules} {sentences[0]}"
    explain = ", ".join(f"somei explain {code}" for code in codes)
    places = ((f.document or f.path, f.line, f"{f.message} [{f.code}]") for f in findings)
    return RulesBroken(message, hint or f"Nothing was written. What the rule asks, and why: {explain}", places)


def _without_answered_doubts(before: Snapshot, change: Change) -> Change:
    """Return the change without the doubts that documents kept about what it changes.

    An import brings doubts of its own, and an undo those of the state to which it goes back.
    """
    if change.undoes or change.relayout or change.action == "import":
        return change
    if change.renumbered:
        new = change.renumbered.new
        return change._replace(puts=tuple(without_doubt_about_number(document, new) for document in change.puts))
    puts = (without_answered_doubts(before.get(document.number), document) for document in change.puts)
    return change._replace(puts=tuple(puts))


def _write(register: Register, decide: Callable[[], D], circumstances: Circumstances, *, allots: bool) -> ActResult[D]:
    """Make the commit on the remote if the act allots there, else here; a dry run stops before it."""
    if allots and (circumstances.dry_run or not follows_no_branch(register.root)):
        # The modules for the remote are imported only for acts that may need it, most of them only if there is one.
        from somei_cli.store.remote.remote import find_remote_register

        remote = find_remote_register(register)
        if remote:
            from somei_cli.actions.act_on_remote import act_on_remote

            dry_run, request_given = circumstances.dry_run, circumstances.request_given
            request = circumstances.request
            return act_on_remote(register, remote, decide, request, dry_run=dry_run, request_given=request_given)
    if circumstances.dry_run:
        return preview_change(register, decide, circumstances.track)
    return commit_change(register, decide, earlier_request=circumstances.earlier_request, track=circumstances.track)


def _complete_receipt(
    register: Register, result: ActResult[D], circumstances: Circumstances, *, lists_new_fields: bool
) -> Receipt:
    """Return the receipt with the differences, and with what a second person must still approve."""
    receipt = result.receipt
    before = result.decision.before if result.decision else _documents_before(register, receipt)
    after = {document.number: document for document in receipt.change.puts}
    differences = tuple(
        (number, differences_to_show(earlier, after.get(number)) if earlier or lists_new_fields else ())
        for number in (*after, *receipt.change.drops)
        for earlier in [before.get(number)]
    )
    unapproved = () if circumstances.approved_by else tuple(_find_unapproved(register, before, receipt.change))
    return receipt._replace(
        differences=differences,
        unapproved=unapproved,
        remarks=(*receipt.remarks, *remark_retired_codes(before, receipt.change.puts)),
        other_differences=_list_other_differences(before, receipt.change) if result.decision else (),
        before=tuple(document for number, _ in differences if (document := before.get(number))),
        is_final=any(_is_final(before.get(number), document, circumstances) for number, document in after.items()),
    )


def may_be_final(document: Document) -> bool:
    """Return whether an act on a document may be one that is not undone; of most documents every act can be undone."""
    return is_issued_agenda(document) or is_classified(document.marking)


def _is_final(before: Document | None, after: Document, circumstances: Circumstances) -> bool:
    """Return whether an act will not be undone for what it did to a document."""
    if not may_be_final(after):
        return False
    # Few acts need this.
    from somei_cli.model.history.undo import TouchedEntry, is_final

    return is_final(TouchedEntry(after.number, before, after, after, before), circumstances.today)


def _list_other_differences(before: Snapshot, change: Change) -> tuple[Difference, ...]:
    """Return what a change does to the vocabulary and to the settings, beside adding codes."""
    if change.vocabulary is None and not change.searches:
        return ()
    # Few acts change a list or a setting: import only then.
    from somei_cli.formats.diff.file_field_changes import vocabulary_differences

    known_words = before.settings.searches
    searches = (Difference(f"searches {name}", known_words.get(name), words) for name, words in change.searches.items())
    return (*vocabulary_differences(before.vocabulary, change.vocabulary or before.vocabulary), *searches)


def _refuse_other_action(receipt: Receipt, action: str, circumstances: Circumstances) -> None:
    """Raise Refused if the given request id is that of another act; an allotment may stand for any act that allots."""
    done_action = receipt.change.action
    is_same = done_action == action or (done_action == ALLOT_ACTION and action in ALLOTTING_ACTIONS)
    if circumstances.request_given and not is_same:
        raise make_other_act_refusal(receipt, circumstances)


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


def _find_unapproved(register: Register, before: Snapshot, change: Change) -> Iterator[str]:
    """Yield what the register requires a second person for."""
    rule = register.settings.two_persons
    for document in change.puts if any(rule) else ():
        for words in acts_needing_approval(rule, before.get(document.number), document):
            yield f"{document.number} {words}"
