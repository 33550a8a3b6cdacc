"""somei export --diff."""

from somei_cli.actions.publication.exposure import expose
from somei_cli.commands import revisions, session
from somei_cli.commands.answers import answer
from somei_cli.commands.watching import watch
from somei_cli.formats.git.revision_range import read_range
from somei_cli.render.output.streams import say
from somei_cli.render.views.publication import exposed_view, exposed_words
from somei_cli.store.git.command import Git
from somei_cli.store.register.find import find_register


def show_exposed(between: str, *, as_json: bool, exit_code: bool) -> int:
    """Show what becomes public, or stops being so, between two commits; one alone is compared with HEAD."""
    typed = read_range(between)
    start = session.folder()
    span = revisions.span(Git(find_register(start)), typed._replace(after=typed.after or "HEAD"))
    told = expose(start, span, watch)
    for path in told.unread:
        say(f"somei: {path} could not be read")
    answer(exposed_view(told.exposed), as_json=as_json)
    if told.exposed:
        session.tell(exposed_words(told.exposed))
    return 3 if told.unread else int(exit_code and bool(told.exposed))
