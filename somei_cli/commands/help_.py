"""somei help."""

from typing import Annotated

import typer

from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.help_pages import describe_command, find_page, list_pages
from somei_cli.commands.shared.other_words import hint_at_command
from somei_cli.commands.shared.table import COMMANDS
from somei_cli.errors import NotFound
from somei_cli.render.output.streams import print_text
from somei_cli.render.output.terminal import print_for_people
from somei_cli.store.disk.packaged_data import list_help_topics, read_help_page


def help_(
    ctx: typer.Context,
    words: Annotated[list[str] | None, params.argument("[PAGE|COMMAND]", "A page, or a command in its words.")] = None,
) -> None:
    """Show a help page, or the help of a command.

    Without a word it lists the pages. If a page and a command have the same name, the page is shown; somei COMMAND
    --help always shows the command. Earlier names of pages are understood too.
    """
    topics = list_help_topics()
    if not words:
        print_for_people(list_pages(topics) if session.has_terminal() else "".join(f"{name}\n" for name in topics))
        return
    topic = find_page(words, topics)
    if topic is None:
        described = describe_command(ctx.find_root(), words)
        if described is None:
            near = hint_at_command(words[0], [*topics, *COMMANDS], is_first=True)
            raise NotFound(f"There is no help page “{' '.join(words)}”.", f"{near} Pages: {', '.join(topics)}".strip())
        print_for_people(described)
        return
    page = read_help_page(topic)
    if not session.has_terminal():
        print_text(page)
        return
    from somei_cli.render.output.manual_page import draw_markdown

    print_for_people(draw_markdown(page, session.current().color))
    if topic in COMMANDS:
        session.talk("", f"The options of the command: somei {topic} --help")
