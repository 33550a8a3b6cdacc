"""somei list."""

from somei_cli.commands.shared import filters as selecting
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.as_of import AsOf
from somei_cli.commands.shared.open_and_show import Answer, read_snapshot
from somei_cli.model.register.conditions import Selection
from somei_cli.render.output.view import SAMPLED_RECORDS
from somei_cli.render.views.documents import EMPTY_REGISTER, indexed_list_keys, list_view


def list_(
    filters: selecting.Filters,
    wide: params.Wide = False,
    *,
    answer: Answer,
    moment: AsOf,
) -> int:
    """List documents, in the order of their numbers.

    Repeat an option to accept any of its values. Different options must all be true of a document. On a terminal each
    document has a line, in which a long subject is cut; --wide shows it whole, and all columns. --doubts shows each
    doubt with the words in the file, and what to type if the entry is right.
    """
    selection = filters.selection()
    lists_doubts = selection.doubts and not wide and not answer.fields and session.has_terminal()
    keys = None if lists_doubts else indexed_list_keys(answer.form, answer.fields, answer.sort)
    # A few documents are read sooner than told from the index.
    outlined = keys is not None and answer.limit is None
    by_index = outlined and (lambda held: held.has_many(selection))
    snapshot, status_of_files = read_snapshot(moment.open().register, by_index=by_index)
    selecting.refuse_unknown(snapshot, selection)
    # Which fields there are is told by more records than may be shown.
    most = None if answer.sort or answer.limit is None else max(answer.limit, SAMPLED_RECORDS if answer.fields else 0)
    documents = snapshot.select_lazily(selection) if outlined else snapshot.select(selection, most)
    # Without a condition nothing fits only if there is nothing.
    messages = {Selection(): EMPTY_REGISTER, Selection(doubts=True): "No doubt is left."}
    empty_message = messages.get(selection, "No document fits.")
    answer.show(list_view(documents, keys, empty_message=empty_message, wide=wide, lists_doubts=lists_doubts))
    return status_of_files
