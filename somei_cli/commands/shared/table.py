"""The table of commands: their names, their functions, one sentence on what each does, and the sections of help."""

from typing import NamedTuple


class Command(NamedTuple):
    """A command, and what others must know of it; tests and word lists are made from this.

    `function` is `module:function` below `somei_cli.commands`, imported when it is called; its docstring begins with
    the sentence `help`. A command that `acts` makes commits whose Somei-Action is its words, or one of `actions` where
    histories have others. One that `writes_files` writes without an act. `takes_number`: it may take a number of the
    office's own series. `tells_texts`: its answer may hold words of documents.
    """

    function: str
    help: str
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


SECTIONS = {
    "Documents": "import add show open edit classify issue withdraw renumber compare",
    "Find": "list search stats thread xref explain",
    "Agendas and meetings": "agenda meeting followup calendar",
    "Numbers and colleagues": "number request access codes bodies sync resolve review",
    "Check and history": "status check log digest history blame diff undo",
    "Publish": "export site",
    "Set up": "init doctor nightly format schema git completion help",
}
"""The sections of `somei --help`, with their commands."""

# fmt: off
COMMANDS: dict[str, Command | Group] = {
    "init": Command("init:init", "Start a register in a git repository.",
        writes_files=True, needs_register=False, tells_texts=False),
    "import": Command("import_:import_", "Register documents from their files.", acts=True, takes_number=True),
    "add": Command("add:add_document", "Enter a document by hand.", acts=True, takes_number=True),
    "show": Command("show:show", "Show one document, or print it."),
    "open": Command("open_:open_document", "Open a document on the web, or the file that it came from.",
        tells_texts=False),
    "list": Command("list_:list_", "List documents, in the order of their numbers."),
    "search": Command("search:search", "Find documents by words, by number or by subject code."),
    "stats": Command("stats:stats", "Count documents by year, code, type or another field."),
    "export": Group(
        "Write the public part of the register for others, and check it.",
        {
            "write": Command("export:write_export", "Write the public part of the register for other systems.",
                writes_files=True),
            "check": Command("export:verify_export", "Check that an export is complete and reveals nothing."),
        },
        unsaid="write",
    ),
    "edit": Command("edit:edit_documents", "Correct fields of documents.", acts=True),
    "classify": Command("classify:classify", "Give documents subject codes and a marking.", acts=True),
    "issue": Command("issue_withdraw:issue_document", "Issue a draft: a note, an outcome or an addendum.",
        acts=True, actions=("issue", "agenda issue")),
    "withdraw": Command("issue_withdraw:withdraw_document", "Withdraw a document that was issued.", acts=True),
    "renumber": Command("renumber:renumber_document", "Move a document to its right number.", acts=True),
    "codes": Group(
        "List the subject codes, and change them.",
        {
            "list": Command("codes:list_codes", "List the subject codes and how many documents carry each."),
            "add": Command("vocabulary:add_code", "Add a subject code.", acts=True),
            "edit": Command("vocabulary:edit_code", "Change the title of a subject code.", acts=True),
            "rename": Command("vocabulary:rename_code", "Correct the name of a subject code everywhere.", acts=True),
            "retire": Command("vocabulary:retire_code", "Retire a subject code that the Council no longer uses.",
                acts=True),
        },
        unsaid="list",
        takes_words=True,
    ),
    "bodies": Group(
        "List the meeting bodies, and change them.",
        {
            "list": Command("vocabulary:list_bodies", "List the meeting bodies with their codes and names.",
                tells_texts=False),
            "add": Command("vocabulary:add_body", "Add a meeting body.", acts=True),
            "edit": Command("vocabulary:edit_body", "Change the name, the codes or the other names of a body.",
                acts=True),
        },
        unsaid="list",
        takes_words=True,
    ),
    "access": Group(
        "Record decisions on access, and report on them.",
        {
            "record": Command(
                "access:record_access",
                "Record a decision on access to a document.",
                acts=True,
                actions=("access release", "access partly-release", "access refuse", "access declassify"),
            ),
            "report": Command("access:report_access", "Show how long LIMITE documents waited for their release."),
        },
        unsaid="record",
    ),
    "xref": Group(
        "Record, list and draw the references between documents.",
        {
            "add": Command("xref.add_remove:add_reference", "Record that a document refers to another text.",
                acts=True),
            "remove": Command("xref.add_remove:remove_reference", "Remove a reference from a document.", acts=True),
            "list": Command("xref.list_:list_references", "List what a document refers to and what refers to it."),
            "graph": Command("xref.graph:draw_references", "Draw the references between documents."),
            "scan": Command("xref.scan:scan_references", "Find the references in a text."),
        },
        unsaid="list",
    ),
    "thread": Command("thread:thread", "Show how a dossier went through the Council."),
    "request": Group(
        "Prepare the answer to a request for access.",
        {
            "new": Command("request:create_request", "Draw up the sheet for a request for access.", acts=True),
            "show": Command("request:show_request", "Show the sheet of a request that was kept."),
            "list": Command("request:list_requests", "List the requests that were kept, with the days of reply."),
        },
    ),
    "agenda": Group(
        "Draft, issue and compare agendas, and make outcomes of meetings.",
        {
            "create": Command("agenda.create:create_agenda", "Begin the draft of an agenda.",
                acts=True, takes_number=True),
            "add-item": Command("agenda.add_item:add_item", "Put an item on an agenda.", acts=True),
            "edit-item": Command("agenda.edit_item:edit_item", "Edit an item of a draft agenda or a draft outcome.",
                acts=True),
            "move-item": Command("agenda.move_item:move_item", "Move an item of a draft agenda.", acts=True),
            "remove-item": Command("agenda.remove_item:remove_item", "Remove an item from a draft.", acts=True),
            "withdraw-item": Command("agenda.withdraw_item:withdraw_item", "Withdraw an item that was printed.",
                acts=True),
            "board": Command("agenda.board:show_board", "Show whether the documents of each item are ready."),
            "issue": Command("agenda.issue:issue_agenda", "Issue a draft agenda.", acts=True),
            "revise": Command("agenda.revise:revise_agenda", "Begin the next revision of an agenda.", acts=True),
            "adopt": Command("agenda.adopt:adopt_agenda", "Record that the meeting adopted its agenda.", acts=True),
            "outcome": Command("agenda.outcome:create_outcome", "Make the outcome of a meeting from its agenda.",
                acts=True),
            "compare": Command("agenda.compare:compare_agenda", "Compare an outcome or a revision with its agenda."),
            "show": Command("agenda.show:show_agenda", "Show the items of an agenda or an outcome."),
            "print": Command("agenda.print:print_agenda", "Print an agenda or an outcome as the Council does."),
            "pack": Command("agenda.pack:pack_agenda", "Pack an agenda with the papers of its items into a ZIP file.",
                writes_files=True),
        },
        unsaid="show",
    ),
    "followup": Group(
        "Keep track of what somebody is to do after a meeting.",
        {
            "add": Command("followup.add:add_follow_up", "Record what somebody is to do, and by when.", acts=True),
            "list": Command("followup.list_:list_follow_ups", "List the open follow-ups, the longest overdue first."),
            "done": Command("followup.done_drop:close_follow_up", "Record that a follow-up is done.", acts=True),
            "move": Command("followup.move:move_follow_up", "Give a follow-up another day.", acts=True),
            "drop": Command("followup.done_drop:drop_follow_up", "Drop a follow-up that will not be done.", acts=True),
            "carry": Command("followup.carry:carry_follow_ups", "Put the open follow-ups of a body on its next agenda.",
                acts=True),
            "scan": Command("followup.scan:scan_follow_ups", "Find follow-ups in a text, and record those you choose.",
                acts=True),
        },
    ),
    "number": Group(
        "Take, give up and list the numbers of the office's own series.",
        {
            "next": Command("number:reserve_next_numbers", "Take the next number of the office's own series.",
                acts=True, actions=("number reserve",), takes_number=True),
            "reserve": Command("number:reserve_numbers", "Reserve numbers for documents to come.",
                acts=True, takes_number=True),
            "release": Command("number:release_number", "Give up a number that was not used.", acts=True),
            "list": Command("number:list_numbers", "List the office's own numbers and what became of them."),
        },
    ),
    "meeting": Group(
        "Show meetings with their documents and deadlines.",
        {
            "list": Command("meeting:list_meetings", "List meetings by day, with their agendas and outcomes."),
            "show": Command("meeting:show_meeting", "Show one meeting with its documents and deadlines."),
        },
        unsaid="show",
        takes_words=True,
    ),
    "calendar": Command("calendar_:calendar_", "Make a calendar file of meetings, deadlines and follow-ups.",
        tells_texts=False),
    "site": Group(
        "Make and check web pages of the public part of the register.",
        {
            "build": Command("site:write_site", "Make web pages of the public part of the register.",
                writes_files=True),
            "check": Command("site:check_site", "Check that a site is complete and reveals nothing."),
        },
    ),
    "status": Command("status:status", "Show what is open, overdue or not yet sent."),
    "log": Command("log:log", "Show what happened in the register, newest first."),
    "digest": Command("digest:digest", "Tell the house what is new, changed and due since a day."),
    "history": Command("history:history", "Show what changed in a document, when, by whom and why."),
    "diff": Command("diff:diff", "Show what differs between two states of the register."),
    "compare": Command("compare_documents:compare_documents", "Compare two documents."),
    "review": Command("review:review", "Judge a branch before it is merged."),
    "undo": Command("undo:undo", "Take back one act, in a new commit.", acts=True),
    "blame": Command("blame:blame", "Show who set each value of a document, and when."),
    "resolve": Command("resolve:resolve", "Resolve the conflicts that a merge left in documents.", writes_files=True),
    "sync": Command("sync:sync", "Send your commits to the server and receive those of others.",
        acts=True, tells_texts=False),
    "check": Command("check.check:check", "Check the register against the rules.",
        acts=True, actions=("fix",), tells_texts=False),
    "nightly": Command("nightly:nightly", "Print what makes a computer check the register by itself.",
        tells_texts=False),
    "explain": Command("explain:explain", "Explain a rule, a number, a code, or a word.",
        needs_register=False, tells_texts=False),
    "format": Command("format_:format_", "Bring files into their canonical form.", acts=True),
    "schema": Command("schema:schema", "Print the JSON Schema of a document file, for editors.",
        needs_register=False, tells_texts=False),
    "git": Group(
        "Merge and show documents when git asks for it.",
        {
            "merge": Command("git:run_merge_driver", "Merge three versions of a document, as git's merge driver.",
                writes_files=True, needs_register=False),
            "text": Command("git:print_textconv", "Show a document file in plain words, as git's textconv.",
                needs_register=False),
        },
    ),
    "doctor": Command("doctor:doctor", "Examine what somei needs, and repair it if asked.",
        writes_files=True, tells_texts=False),
    "completion": Command("completion:completion", "Print a script that completes commands in your shell.",
        needs_register=False, tells_texts=False),
    "help": Command("help_:help_", "Show a help page, or the help of a command.",
        needs_register=False, tells_texts=False),
}
# fmt: on
