"""The table of commands: their names, their functions, what each does, and the help of groups."""

from typing import NamedTuple


class Command(NamedTuple):
    """A command, and what others must know of it; tests and word lists are made from this.

    `function` is `module:function` below `somei_cli.commands`, imported when it is called. A command that `acts` makes
    commits whose Somei-Action is its words, or one of `actions` where histories have others. One that `writes_files`
    writes without an act. `takes_number`: it may take a number of the office's own series. `tells_texts`: its answer
    may hold words of documents.
    """

    function: str
    acts: bool = False
    actions: tuple[str, ...] = ()
    writes_files: bool = False
    takes_number: bool = False
    needs_register: bool = True
    tells_texts: bool = True


class Group(NamedTuple):
    """Commands that share the first word; `unsaid` is meant if an option or a number follows that word.

    If it `takes_words`, it is meant too if any other word follows that is none of the commands.
    """

    help: str
    commands: dict[str, Command]
    unsaid: str | None = None
    takes_words: bool = False


COMMANDS: dict[str, Command | Group] = {
    "init": Command("init:init", writes_files=True, needs_register=False, tells_texts=False),
    "import": Command("import_:import_", acts=True, takes_number=True),
    "add": Command("add:add_document", acts=True, takes_number=True),
    "show": Command("show:show"),
    "open": Command("open_:open_document", tells_texts=False),
    "list": Command("list_:list_"),
    "search": Command("search:search"),
    "stats": Command("stats:stats"),
    "export": Group(
        "Exports: what the public may see of a commit, for other systems; written, and proved.",
        {"write": Command("export:write_export", writes_files=True), "check": Command("export:verify_export")},
        unsaid="write",
    ),
    "edit": Command("edit:edit_documents", acts=True),
    "classify": Command("classify:classify", acts=True),
    "issue": Command("issue_withdraw:issue_document", acts=True, actions=("issue", "agenda issue")),
    "withdraw": Command("issue_withdraw:withdraw_document", acts=True),
    "renumber": Command("renumber:renumber_document", acts=True),
    "codes": Group(
        "Subject codes: which there are, and how they change.",
        {
            "list": Command("codes:list_codes"),
            "add": Command("vocabulary:add_code", acts=True),
            "edit": Command("vocabulary:edit_code", acts=True),
            "rename": Command("vocabulary:rename_code", acts=True),
            "retire": Command("vocabulary:retire_code", acts=True),
        },
        unsaid="list",
        takes_words=True,
    ),
    "bodies": Group(
        "Meeting bodies: which there are, by what codes and names documents show them.",
        {
            "list": Command("vocabulary:list_bodies", tells_texts=False),
            "add": Command("vocabulary:add_body", acts=True),
            "edit": Command("vocabulary:edit_body", acts=True),
        },
        unsaid="list",
        takes_words=True,
    ),
    "access": Group(
        "Access to documents: what was decided, and how long it took.",
        {
            "record": Command(
                "access:record_access",
                acts=True,
                actions=("access release", "access partly-release", "access refuse", "access declassify"),
            ),
            "report": Command("access:report_access"),
        },
        unsaid="record",
    ),
    "xref": Group(
        "Cross-references: what documents say of each other.",
        {
            "add": Command("xref.add_remove:add_reference", acts=True),
            "remove": Command("xref.add_remove:remove_reference", acts=True),
            "list": Command("xref.list_:list_references"),
            "graph": Command("xref.graph:draw_references"),
            "scan": Command("xref.scan:scan_references"),
        },
        unsaid="list",
    ),
    "thread": Command("thread:thread"),
    "request": Group(
        "Requests for access: the sheet to begin with, and the day of the reply.",
        {
            "new": Command("request:create_request", acts=True),
            "show": Command("request:show_request"),
            "list": Command("request:list_requests"),
        },
    ),
    "agenda": Group(
        "Agendas: from the first draft to the outcome of the meeting.",
        {
            "create": Command("agenda.create:create_agenda", acts=True, takes_number=True),
            "add-item": Command("agenda.add_item:add_item", acts=True),
            "edit-item": Command("agenda.edit_item:edit_item", acts=True),
            "move-item": Command("agenda.move_item:move_item", acts=True),
            "remove-item": Command("agenda.remove_item:remove_item", acts=True),
            "withdraw-item": Command("agenda.withdraw_item:withdraw_item", acts=True),
            "board": Command("agenda.board:show_board"),
            "issue": Command("agenda.issue:issue_agenda", acts=True),
            "revise": Command("agenda.revise:revise_agenda", acts=True),
            "adopt": Command("agenda.adopt:adopt_agenda", acts=True),
            "outcome": Command("agenda.outcome:create_outcome", acts=True),
            "compare": Command("agenda.compare:compare_agenda"),
            "show": Command("agenda.show:show_agenda"),
            "print": Command("agenda.print:print_agenda"),
        },
        unsaid="show",
    ),
    "followup": Group(
        "Follow-ups: what was promised at a meeting, by when, and what became of it.",
        {
            "add": Command("followup.add:add_follow_up", acts=True),
            "list": Command("followup.list_:list_follow_ups"),
            "done": Command("followup.done_drop:close_follow_up", acts=True),
            "move": Command("followup.move:move_follow_up", acts=True),
            "drop": Command("followup.done_drop:drop_follow_up", acts=True),
            "carry": Command("followup.carry:carry_follow_ups", acts=True),
            "scan": Command("followup.scan:scan_follow_ups", acts=True),
        },
    ),
    "number": Group(
        "Numbers that the office gives out itself: taken, given up, accounted for.",
        {
            "next": Command("number:reserve_next_numbers", acts=True, actions=("number reserve",), takes_number=True),
            "reserve": Command("number:reserve_numbers", acts=True, takes_number=True),
            "release": Command("number:release_number", acts=True),
            "list": Command("number:list_numbers"),
        },
    ),
    "meeting": Group(
        "Meetings: read off the documents that name a body and a day.",
        {"list": Command("meeting:list_meetings"), "show": Command("meeting:show_meeting")},
        unsaid="show",
        takes_words=True,
    ),
    "calendar": Command("calendar_:calendar_", tells_texts=False),
    "site": Group(
        "The site that shows the public what it may see of a register.",
        {"build": Command("site:write_site", writes_files=True), "check": Command("site:check_site")},
    ),
    "status": Command("status:status"),
    "log": Command("log:log"),
    "history": Command("history:history"),
    "diff": Command("diff:diff"),
    "compare": Command("compare_documents:compare_documents"),
    "review": Command("review:review"),
    "undo": Command("undo:undo", acts=True),
    "blame": Command("blame:blame"),
    "resolve": Command("resolve:resolve", writes_files=True),
    "sync": Command("sync:sync", acts=True, tells_texts=False),
    "check": Command("check.check:check", acts=True, actions=("fix",), tells_texts=False),
    "nightly": Command("nightly:nightly", tells_texts=False),
    "explain": Command("explain:explain", needs_register=False, tells_texts=False),
    "format": Command("format_:format_", acts=True),
    "schema": Command("schema:schema", needs_register=False, tells_texts=False),
    "git": Group(
        "What git itself calls: documents merged field by field, and shown in words.",
        {
            "merge": Command("git:run_merge_driver", writes_files=True, needs_register=False),
            "text": Command("git:print_textconv", needs_register=False),
        },
    ),
    "doctor": Command("doctor:doctor", writes_files=True, tells_texts=False),
    "completion": Command("completion:completion", needs_register=False, tells_texts=False),
    "help": Command("help_:help_", needs_register=False, tells_texts=False),
}
