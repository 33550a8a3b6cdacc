"""somei undo."""

from typing import Annotated

from somei_cli.actions.history import undo as undoing
from somei_cli.commands.shared import params, questions, session
from somei_cli.commands.shared.act import ApprovedAct, ask_reason
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.errors import NeedsReason, Refused
from somei_cli.render.output.streams import print_message

_Commit = Annotated[
    str | None, params.argument("[COMMIT]", "The act, as somei log names it; else the newest, or you choose.")
]
_OFFERED = 10
"""Acts among which a clerk chooses."""


def undo(
    commit: _Commit = None,
    *,
    act: ApprovedAct,
) -> None:
    """Take back one act, in a new commit.

    What was changed later in the same files stays. It is refused if a later act depends on this one. A number that
    was entered never leaves the register: undo makes its entry void, and you say why (-m). On a terminal, somei
    shows the last acts that can be taken back and asks which one. In a script it takes back the newest act.
    """
    register = open_register()
    if commit is None and session.can_ask() and not (act.as_json or act.dry_run):
        # Only a terminal is asked.
        from somei_cli.render.views.recent_acts import describe_act_to_undo, describe_acts_to_undo

        acts = undoing.list_acts_to_undo(register, _OFFERED, session.today())
        if meant_act := undoing.find_meant_act(register, acts):
            print_message(describe_act_to_undo(meant_act))
            if not questions.confirm("Take this back?"):
                session.talk("Nothing was taken back.", "hint: Name another act by its commit, which somei log shows.")
                return
            commit = meant_act.commit
        elif not acts:
            raise Refused(
                "Of the last acts, none can be undone.", "Name an older one: somei log, then somei undo COMMIT"
            )
        else:
            ordered_acts = undoing.order_acts(register, acts)
            index = questions.choose(describe_acts_to_undo(ordered_acts), "Which act is taken back?")
            if index is None:
                session.talk("Nothing was taken back.")
                return
            commit = ordered_acts[index].commit
        try:
            act.answer(undoing.undo(register, commit, act.circumstances()))
        except NeedsReason as refusal:
            print_message(str(refusal))
            reason = ask_reason(None)
            if not reason:
                raise
            act.answer(undoing.undo(register, commit, act._replace(message=reason).circumstances()))
        return
    act.answer(undoing.undo(register, commit, act.circumstances()))
