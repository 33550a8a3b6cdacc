"""Words that are no commands: those of other tools, which name ours; beginnings of commands; misspelt ones."""

import difflib
from collections.abc import Collection

OTHER_WORDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("correct", "amend", "set", "modify", "change", "update", "fix"), ("edit",)),
    **dict.fromkeys(("rm", "delete", "remove", "del"), ("undo", "withdraw", "number release")),
    **dict.fromkeys(("revert", "reset"), ("undo",)),
    **dict.fromkeys(("rename", "mv", "move"), ("renumber", "codes rename", "agenda move-item")),
    "cancel": ("withdraw", "undo", "number release"),
    "void": ("number release", "undo"),
    "print": ("agenda print", "show"),
    **dict.fromkeys(("new", "create", "register", "insert"), ("add", "import", "agenda create")),
    "ls": ("list",),
    **dict.fromkeys(("find", "grep"), ("search", "list")),
    **dict.fromkeys(("cat", "view", "read", "info"), ("show",)),
    **dict.fromkeys(("commit", "push", "pull", "fetch", "send", "save"), ("sync",)),
    "merge": ("resolve", "sync"),
    "tag": ("classify",),
    "release": ("access record", "number release"),
    **dict.fromkeys(("references", "refs", "links", "cite"), ("xref",)),
    **dict.fromkeys(("validate", "lint", "verify"), ("check",)),
    **dict.fromkeys(("browse", "url"), ("open",)),
    **dict.fromkeys(("setup", "start"), ("init",)),
    **dict.fromkeys(("task", "tasks", "todo", "due", "overdue", "deadlines"), ("followup list",)),
    **dict.fromkeys(("dossier", "procedure", "file"), ("thread",)),
    **dict.fromkeys(("who", "why"), ("history", "blame")),
    **dict.fromkeys(("reserve", "next"), ("number reserve", "number next")),
    **dict.fromkeys(("man", "manual", "usage"), ("help",)),
}
"""Each word with the commands that it may mean, the likeliest first. None of the words is a command."""


def complete_command(typed: str, names: Collection[str], *, is_first: bool) -> str | None:
    """Return the only name that begins with what was typed; None for several, and for a word of another tool.

    `is_first`: it stands in the place of the first word, where words of other tools are known.
    """
    beginnings = [name for name in names if typed and name.startswith(typed)]
    return beginnings[0] if len(beginnings) == 1 and not (is_first and typed.casefold() in OTHER_WORDS) else None


def hint_at_command(typed: str, names: Collection[str], *, is_first: bool) -> str:
    """Return the hint for a word that is none of the names: what it may mean; empty if nothing is like it."""
    if is_first and (commands := OTHER_WORDS.get(typed.casefold())):
        named = [f"somei {command}" for command in commands]
        listing = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"
        return f"Here that is {listing}. See: {named[0]} --help"
    beginnings = [name for name in names if typed and name.startswith(typed)]
    similar = dict.fromkeys((*beginnings, *difflib.get_close_matches(typed, names, n=3, cutoff=0.5)))
    return f"Did you mean: {', '.join(similar)}?" if similar else ""
