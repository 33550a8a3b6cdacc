"""What `somei help` shows: the pages of the manual in sections, and the help of a command that is named."""

import shutil
import textwrap
from collections.abc import Sequence
from typing import Any

from somei_cli.commands.shared.help_text import draw_heading
from somei_cli.commands.shared.lazy_groups import HELP, LazyGroup
from somei_cli.commands.shared.table import COMMANDS

PAGES = {
    "Begin": {
        "tour": "The first ten minutes, command by command.",
        "day": "A clerk's day, from the first letter to the last commit.",
        "import": "Register documents from their files.",
        "edit": "Correct an entry.",
        "searching": "Search, list and count documents.",
    },
    "Documents": {
        "documents": "The life of a document, from its number to its withdrawal.",
        "numbers": "Document numbers, and the numbers that an office gives out.",
        "vocabulary": "Subject codes and meeting bodies.",
        "markings": "LIMITE, PUBLIC and other markings.",
        "classified": "Documents that turn out to be EU classified.",
        "access": "Decisions on access, and requests for it.",
    },
    "Meetings": {
        "agendas": "The life of an agenda, from its draft to the outcome.",
        "meetings": "Meetings, deadlines and calendars.",
        "followups": "What somebody is to do after a meeting.",
    },
    "Colleagues": {
        "sharing": "Many clerks and one register.",
        "history": "See who changed what, look at earlier states, undo.",
    },
    "Check and publish": {
        "check": "Check a register, and waive what is right.",
        "review": "See what a change does, judge a branch, ask a second person.",
        "publish": "Exports, web pages and calendars.",
        "print": "Print documents and agendas.",
    },
    "Administer": {
        "administer": "Set up a register and a server, back up, upgrade.",
        "automate": "Checks every night, in a pipeline, before a commit.",
        "repair": "Interrupted commands, locks, and what git has lost.",
    },
    "Reference": {
        "formats": "Output formats and their fields.",
        "statuses": "Exit statuses.",
        "settings": "Every setting of somei.toml.",
        "variables": "Environment variables.",
        "files": "The files of a register and of a clone.",
        "engineers": "Promises and their tests, git, speed.",
    },
}
"""The sections, with their pages and a sentence on each."""
OLD_NAMES = {
    "checking": "check",
    "crashes": "repair",
    "export": "publish",
    "git": "engineers",
    "nights": "automate",
    "performance": "engineers",
    "printing": "print",
    "site": "publish",
    "status": "statuses",
    "trust": "engineers",
}
"""The pages that were named differently before, with the page that now holds their content."""


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
    """Return the page that the words name, by its present or an earlier name; None if they can only be a command.

    A present name comes first, then a command, then an earlier name: `help export` shows the command.
    """
    if len(words) != 1:
        return None
    name = words[0]
    if name in topics:
        return name
    return None if name in COMMANDS else OLD_NAMES.get(name)


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
