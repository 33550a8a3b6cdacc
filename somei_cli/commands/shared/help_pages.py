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
        "first-day": "My first day: look round, register, correct, send.",
        "register": "Register documents: from files, by hand, in several languages.",
        "correct": "Correct entries, issue and withdraw documents, undo.",
        "find": "Find documents, and see what happened to them.",
        "tour": "The first ten minutes, command by command.",
        "day": "A clerk's day, from the first letter to the last commit.",
    },
    "Documents": {
        "numbers": "How document numbers are written and typed.",
        "vocabulary": "Subject codes and meeting bodies.",
        "markings": "LIMITE, PUBLIC and other markings.",
        "classified": "What to do if a document turns out to be EU classified.",
        "purge": "For administrators: take classified text out of the history.",
        "access": "Decisions on access, and requests for it.",
        "printing": "Print documents and agendas.",
    },
    "Meetings": {
        "agendas": "Write an agenda, issue and revise it, and make the outcome.",
        "meetings": "Meetings, deadlines and calendars.",
        "followups": "What somebody is to do after a meeting.",
    },
    "Colleagues": {
        "colleagues": "Work with colleagues: send, receive, settle conflicts.",
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
OLD_NAMES = {
    "documents": "correct",
    "searching": "find",
    "sharing": "colleagues",
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
