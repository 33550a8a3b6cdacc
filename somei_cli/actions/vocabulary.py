"""Change the vocabulary: subject codes added, renamed, retired and given titles; meeting bodies added and edited."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from somei_cli.actions.act import Circumstances, carry_out
from somei_cli.errors import shell_word
from somei_cli.model.codes import SubjectCode
from somei_cli.model.register import vocabulary_acts as decisions
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import RetiredCode
from somei_cli.model.register.vocabulary_acts import BodyFields
from somei_cli.store.index.open import open_snapshot
from somei_cli.store.register.register import Register


def add_code(register: Register, code: SubjectCode, title: str, circumstances: Circumstances) -> Receipt:
    """Add a code to the vocabulary."""
    return _carry_out(register, lambda before: decisions.add_code(before, code, title), circumstances)


def edit_code(register: Register, code: SubjectCode, title: str, circumstances: Circumstances) -> Receipt:
    """Give a code another title."""
    return _carry_out(register, lambda before: decisions.edit_code(before, code, title), circumstances)


def rename_code(register: Register, old: SubjectCode, new: SubjectCode, circumstances: Circumstances) -> Receipt:
    """Give a code another name, in the vocabulary and in every document that carries it, in one commit."""

    def decide(before: Snapshot) -> Change:
        return decisions.rename_code(before, old, new, circumstances.reason)

    return carry_out(register, partial(open_snapshot, register), decide, circumstances)


def retire_code(
    register: Register,
    code: SubjectCode,
    replaced_by: SubjectCode | None,
    on: date | None,
    circumstances: Circumstances,
) -> Receipt:
    """Retire a code; documents keep it. Meeting bodies that have it are named, since they may need the new one."""

    def decide(before: Snapshot) -> Change:
        retirement = RetiredCode(on or circumstances.today, replaced_by)
        return decisions.retire_code(before, code, retirement, circumstances.reason, is_dated=on is not None)

    receipt = _carry_out(register, decide, circumstances)
    remarks = _remark_bodies(receipt.change, code, replaced_by) if replaced_by else ()
    return receipt._replace(remarks=(*receipt.remarks, *remarks))


def add_body(register: Register, key: str, fields: BodyFields, circumstances: Circumstances) -> Receipt:
    """Add a meeting body to the vocabulary."""
    return _carry_out(register, lambda before: decisions.add_body(before, key, fields), circumstances)


def edit_body(register: Register, key: str, fields: BodyFields, circumstances: Circumstances) -> Receipt:
    """Change the name, the codes or the other printed names of a meeting body."""
    return _carry_out(register, lambda before: decisions.edit_body(before, key, fields), circumstances)


def _carry_out(register: Register, decide: Callable[[Snapshot], Change], circumstances: Circumstances) -> Receipt:
    """Carry out a decision for which the vocabulary alone is read, and no document."""
    return carry_out(register, partial(register.state.snapshot, ()), decide, circumstances)


def _remark_bodies(change: Change, code: SubjectCode, successor: SubjectCode) -> Iterator[str]:
    """Say which bodies are known by a code that was just retired, and how they become known by the new one."""
    for body in change.vocabulary.bodies if change.vocabulary else ():
        if code in body.codes and successor not in body.codes:
            command = f"somei bodies edit {shell_word(body.key)} --code {shell_word(successor)}"
            yield f"{body.key} is known by {code}; to know it by the new code too: {command}"
