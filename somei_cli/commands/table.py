"""The table of commands: their names, the modules that hold them, and what groups are about."""

Table = dict[str, "str | Table"]

COMMANDS: Table = {
    "init": "init",
    "import": "import_",
    "add": "add",
    "show": "show",
    "list": "list_",
    "search": "search",
    "stats": "stats",
    "export": {
        "write": "export_write",
        "check": "export_check",
    },
    "classify": "classify",
    "codes": "codes",
    "access": {"record": "access_record", "report": "access_report"},
    "xref": {
        "add": "xref_add",
        "remove": "xref_remove",
        "list": "xref_list",
        "graph": "xref_graph",
        "scan": "xref_scan",
    },
    "thread": "thread",
    "request": {"new": "request_new", "show": "request_show", "list": "request_list"},
    "agenda": {
        "create": "agenda_create",
        "add-item": "agenda_add_item",
        "move-item": "agenda_move_item",
        "withdraw-item": "agenda_withdraw_item",
        "board": "agenda_board",
        "issue": "agenda_issue",
        "revise": "agenda_revise",
        "adopt": "agenda_adopt",
        "outcome": "agenda_outcome",
        "compare": "agenda_compare",
        "show": "agenda_show",
        "print": "agenda_print",
    },
    "followup": {
        "add": "followup_add",
        "list": "followup_list",
        "done": "followup_done",
        "move": "followup_move",
        "drop": "followup_drop",
        "carry": "followup_carry",
        "scan": "followup_scan",
    },
    "number": {
        "next": "number_next",
        "reserve": "number_reserve",
        "release": "number_release",
        "list": "number_list",
    },
    "meeting": {
        "list": "meeting_list",
        "show": "meeting_show",
    },
    "calendar": "calendar_",
    "site": {
        "build": "site_build",
        "check": "site_check",
    },
    "history": "history",
    "diff": "diff",
    "review": "review",
    "undo": "undo",
    "blame": "blame",
    "resolve": "resolve",
    "sync": "sync",
    "check": "check",
    "nightly": "nightly",
    "explain": "explain",
    "format": "format_",
    "schema": "schema",
    "git": {
        "merge": "git_merge",
        "text": "git_text",
    },
    "doctor": "doctor",
    "completion": "completion",
    "help": "help_",
}
"""Every command and the module of `somei_cli.commands` that holds it; a command is imported when it is called."""

GROUPS = {
    "export": "Exports: what the public may see of a commit, for other systems; written, and proved.",
    "access": "Access to documents: what was decided, and how long it took.",
    "request": "Requests for access: the sheet to begin with, and the day of the reply.",
    "xref": "Cross-references: what documents say of each other.",
    "agenda": "Agendas: from the first draft to the outcome of the meeting.",
    "followup": "Follow-ups: what was promised at a meeting, by when, and what became of it.",
    "number": "Numbers that the office gives out itself: taken, given up, accounted for.",
    "git": "What git itself calls: documents merged field by field, and shown in words.",
    "site": "The site that shows the public what it may see of a register.",
    "meeting": "Meetings: read off the documents that name a body and a day.",
}

UNSAID = {"access": "record", "export": "write"}
"""The command of a group that is meant where none is named, but an option or a number follows the name of the group."""
