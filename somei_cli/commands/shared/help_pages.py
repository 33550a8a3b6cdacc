"""What `somei help` shows: the pages of the manual in sections, and the help of a command that is named."""

import shutil
import textwrap
from collections.abc import Sequence
from typing import Any

from somei_cli.commands.shared.help_text import draw_heading
from somei_cli.commands.shared.lazy_groups import HELP, LazyGroup

PAGES = {
    "Begin": {
        "first-day": "Look round, register, correct, send.",
        "tour": "Most commands once, in ten minutes.",
        "day": "A whole day of a clerk, step by step.",
    },
    "Everyday work": {
        "register": "Enter documents, from their files or by hand.",
        "correct": "Change entries, issue, withdraw, undo.",
        "agendas": "Write, issue and revise agendas; outcomes.",
        "find": "Search, list, count; see what happened.",
        "colleagues": "Send and receive, and settle conflicts.",
    },
    "More for clerks": {
        "numbers": "How document numbers are written and typed.",
        "tables": "Bring in a spreadsheet or another table.",
        "sheets": "Edit entries in a spreadsheet; take them out.",
        "vocabulary": "Subject codes and meeting bodies.",
        "markings": "LIMITE, PUBLIC and other markings.",
        "classified": "If a document turns out to be EU classified.",
        "meetings": "Meetings, their deadlines, and your calendar.",
        "followups": "What somebody is to do after a meeting.",
        "access": "Decisions on access, and requests for it.",
        "history": "What was known when, and who set each value.",
    },
    "Check and publish": {
        "check": "Find mistakes in the register.",
        "rules": "Write rules of the house for the check.",
        "review": "See what a change does before it is accepted.",
        "publish": "Files, pages and calendars for the public.",
        "print": "Print documents and agendas.",
    },
    "Administer": {
        "administer": "Set up register and server, back up.",
        "automate": "Check every night, or before each commit.",
        "repair": "After a crash, or if git lost something.",
        "purge": "Take classified text out of the history.",
    },
    "Reference": {
        "formats": "Forms of the answers, and their fields.",
        "statuses": "Exit statuses, for scripts.",
        "settings": "Every setting of somei.toml.",
        "variables": "Environment variables.",
        "files": "The files of a register.",
        "engineers": "Promises and their tests, git, speed.",
        "performance": "What commands cost, beside other programs.",
    },
}
"""The sections, with their pages and a sentence on each."""
OLD_NAMES = {
    "checking": "check",
    "crashes": "repair",
    "documents": "correct",
    "nights": "automate",
    "printing": "print",
    "searching": "find",
    "sharing": "colleagues",
    "spreadsheets": "sheets",
    "trust": "engineers",
}
"""The earlier names of pages that are not names of commands, with the page that now holds their content."""


def list_pages(topics: Sequence[str]) -> str:
    """Return the list of pages for a terminal."""
    width = min(shutil.get_terminal_size().columns, HELP["max_content_width"])
    column = max(map(len, topics)) + 4
    blocks = [
        "\n".join((draw_heading(title), *(_entry(topic, sentence, column, width) for topic, sentence in pages.items())))
        for title, pages in PAGES.items()
    ]
    return "\n\n".join((*blocks, "A page: somei help PAGE\nA command: somei help COMMAND")) + "\n"


def _entry(topic: str, sentence: str, column: int, width: int) -> str:
    lines = textwrap.wrap(sentence, max(width - column, 20))
    return f"  {topic}".ljust(column) + ("\n" + " " * column).join(lines)


def find_page(words: Sequence[str], topics: Sequence[str]) -> str | None:
    """Return the page that the words name, by its present or an earlier name; None if they can only be a command."""
    if len(words) != 1:
        return None
    return words[0] if words[0] in topics else OLD_NAMES.get(words[0])


def describe_command(root: Any, words: Sequence[str]) -> str | None:
    """Return the help of the command that the words name, as `agenda create`; None if there is no such command."""
    context = root
    for word in words:
        is_group = isinstance(context.command, LazyGroup)
        command = context.command.get_command(context, word) if is_group else None
        if command is None:
            return None
        context = command.context_class(command, info_name=word, parent=context, **HELP)
    return str(context.get_help()) + "\n"
