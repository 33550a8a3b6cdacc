"""What `somei help` shows: the pages of the manual in sections, and the help of a command that is named."""

import shutil
import textwrap
from collections.abc import Sequence
from typing import Any

from somei_cli.commands.shared.help_text import draw_heading
from somei_cli.commands.shared.lazy_groups import HELP, LazyGroup

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
        "printing": "Print documents and agendas.",
    },
    "Meetings": {
        "agendas": "The life of an agenda, from its draft to the outcome.",
        "meetings": "Meetings, deadlines and calendars.",
        "followups": "What somebody is to do after a meeting.",
    },
    "Colleagues": {
        "sharing": "Many clerks and one register.",
        "history": "See who changed what, when and why.",
        "review": "Compare states, review branches and undo acts.",
    },
    "Check and publish": {
        "checking": "Check a register against the rules.",
        "nights": "Run the checks by a timer or a pipeline.",
        "export": "Export the public part of a register.",
        "site": "Make web pages of the public part of a register.",
    },
    "Reference": {
        "files": "The files of a register.",
        "status": "Exit statuses and forms of output.",
        "variables": "Environment variables.",
        "git": "What git does with documents.",
        "crashes": "Crashes, full disks and locks.",
        "performance": "How long commands take.",
        "trust": "What somei promises, and how each promise is tested.",
    },
}
"""The sections, with their pages and a sentence on each."""


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
