"""somei status."""

from somei_cli.actions.read.overview import GitQuestions, count_by_index, count_documents, read_overview
from somei_cli.commands.shared import session
from somei_cli.commands.shared.open_and_show import PlainAnswer, open_register, read_snapshot, say_cut_off
from somei_cli.render.views.overview import overview_view


def status(answer: PlainAnswer) -> int:
    """Show what is open, overdue or not yet sent.

    It shows the number of documents, overdue follow-ups, acts that are not sent, a stopped merge, and the result of
    the last scheduled check in this clone. somei alone, inside a register, shows the same.
    """
    register = open_register()
    questions = GitQuestions(register)
    say_cut_off(register)
    today, status_of_files = session.today(), 0
    counts, index = count_by_index(register)
    if counts is None:
        snapshot, status_of_files = read_snapshot(register, index=index)
        counts = count_documents(snapshot, today)
    answer.show(overview_view(read_overview(register, counts, questions), today))
    return status_of_files
