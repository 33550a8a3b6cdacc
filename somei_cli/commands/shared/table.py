"""The table of commands: their names, their functions, and the help of groups."""

Table = dict[str, "str | Table"]

COMMANDS: Table = {
    "init": "init:init",
    "import": "import_:import_",
    "add": "add:add_document",
    "show": "show:show",
    "list": "list_:list_",
    "search": "search:search",
    "stats": "stats:stats",
    "export": {
        "write": "export:write_export",
        "check": "export:verify_export",
    },
    "classify": "classify:classify",
    "codes": "codes:codes",
    "access": {"record": "access:record_access", "report": "access:report_access"},
    "xref": {
        "add": "xref.add_remove:add_reference",
        "remove": "xref.add_remove:remove_reference",
        "list": "xref.list_:list_references",
        "graph": "xref.graph:draw_references",
        "scan": "xref.scan:scan_references",
    },
    "thread": "thread:thread",
    "request": {"new": "request:create_request", "show": "request:show_request", "list": "request:list_requests"},
    "agenda": {
        "create": "agenda.create:create_agenda",
        "add-item": "agenda.add_item:add_item",
        "move-item": "agenda.move_item:move_item",
        "withdraw-item": "agenda.withdraw_item:withdraw_item",
        "board": "agenda.board:show_board",
        "issue": "agenda.issue:issue_agenda",
        "revise": "agenda.revise:revise_agenda",
        "adopt": "agenda.adopt:adopt_agenda",
        "outcome": "agenda.outcome:create_outcome",
        "compare": "agenda.compare:compare_agenda",
        "show": "agenda.show:show_agenda",
        "print": "agenda.print:print_agenda",
    },
    "followup": {
        "add": "followup.add:add_follow_up",
        "list": "followup.list_:list_follow_ups",
        "done": "followup.done_drop:close_follow_up",
        "move": "followup.move:move_follow_up",
        "drop": "followup.done_drop:drop_follow_up",
        "carry": "followup.carry:carry_follow_ups",
        "scan": "followup.scan:scan_follow_ups",
    },
    "number": {
        "next": "number:reserve_next_numbers",
        "reserve": "number:reserve_numbers",
        "release": "number:release_number",
        "list": "number:list_numbers",
    },
    "meeting": {
        "list": "meeting:list_meetings",
        "show": "meeting:show_meeting",
    },
    "calendar": "calendar_:calendar_",
    "site": {
        "build": "site:write_site",
        "check": "site:check_site",
    },
    "history": "history:history",
    "diff": "diff:diff",
    "review": "review:review",
    "undo": "undo:undo",
    "blame": "blame:blame",
    "resolve": "resolve:resolve",
    "sync": "sync:sync",
    "check": "check.check:check",
    "nightly": "nightly:nightly",
    "explain": "explain:explain",
    "format": "format_:format_",
    "schema": "schema:schema",
    "git": {
        "merge": "git:run_merge_driver",
        "text": "git:print_textconv",
    },
    "doctor": "doctor:doctor",
    "completion": "completion:completion",
    "help": "help_:help_",
}
"""Every command and its function, as `module:function` below `somei_cli.commands`; imported when it is called."""

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
