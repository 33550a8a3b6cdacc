"""somei help."""

from typing import Annotated

from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.table import COMMANDS
from somei_cli.errors import NotFound
from somei_cli.render.output.streams import print_paged, print_text
from somei_cli.store.disk.packaged_data import list_help_topics, read_help_page


def help_(
    topic: Annotated[str, params.argument("[TOPIC]", "What about.")] = "",
) -> None:
    """Show a help page; without a topic, which there are."""
    topics = list_help_topics()
    if not topic:
        print_text("".join(f"{name}\n" for name in topics))
        return
    if topic not in topics:
        own = f"See: somei {topic} --help. " if topic in COMMANDS else ""
        raise NotFound(f"There is no help page “{topic}”.", f"{own}Pages: {', '.join(topics)}")
    page = read_help_page(topic)
    if not session.has_terminal():
        print_text(page)
        return
    from somei_cli.render.output.table import draw_markdown

    print_paged(draw_markdown(page, session.current().color))
