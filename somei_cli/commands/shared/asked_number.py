"""The number of a document that was typed, or is asked for at the terminal."""

from somei_cli.commands.shared import questions, session
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.errors import WrongUsage
from somei_cli.model.document_number import DocumentNumber


def asked_number(
    typed: DocumentNumber | None, command: str, missing: str = "NUMBER", *, can_ask: bool = True
) -> DocumentNumber | None:
    """Return the number that was typed, else one that a person chooses; None if nothing is chosen.

    `missing` is what the help calls it; without `can_ask` other words forbid the question.

    Raises:
        WrongUsage: if nobody can be asked, or the register has no document to choose.
    """
    if typed is not None:
        return typed
    if can_ask and session.can_ask() and session.has_terminal():
        # Few calls name no document.
        from somei_cli.actions.read.named_documents import list_newest_documents
        from somei_cli.render.views.lists_on_terminal import describe_documents_to_choose

        if documents := list_newest_documents(open_register()):
            index = questions.choose(describe_documents_to_choose(documents), "Which document?")
            if index is None:
                session.talk("No document was chosen.")
            return None if index is None else documents[index].number
    raise WrongUsage(f"Missing argument '{missing}'.", f"See: somei {command} --help")
