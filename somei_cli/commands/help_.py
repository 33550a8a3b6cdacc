"""somei help."""

from typing import Annotated

import typer

from somei_cli.commands.shared import session
from somei_cli.commands.shared.table import COMMANDS
from somei_cli.errors import NotFound
from somei_cli.render.output.streams import write, write_pages
from somei_cli.store.disk.packaged_data import help_page, help_topics


def help_(
    topic: Annotated[str, typer.Argument(metavar="[TOPIC]", help="What about.", show_default=False)] = "",
) -> None:
    """Show a help page; without a topic, which there are."""
    topics = help_topics()
    if not topic:
        write("".join(f"{name}\n" for name in topics))
        return
    if topic not in topics:
        own = f"See: somei {topic} --help. " if topic in COMMANDS else ""
        raise NotFound(f"There is no help page “{topic}”.", f"{own}Pages: {', '.join(topics)}")
    page = help_page(topic)
    if not session.is_watched():
        write(page)
        return
    from somei_cli.render.output.table import drawn_markdown

    write_pages(drawn_markdown(page, session.current().color))
