"""The options of somei check, and which of them go together."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from somei_cli.commands.check.report_files import ReportFile, read_report_file
from somei_cli.commands.shared import params, session
from somei_cli.errors import WrongUsage
from somei_cli.model.document_number import DocumentNumber
from somei_cli.render.findings.formats import CheckFormat
from somei_cli.render.output.view import ViewFormat
from somei_cli.rules.definition.findings import Severity
from somei_cli.store.register.find import find_register

if TYPE_CHECKING:
    from somei_cli.store.git.status import PendingEdits


_format = params.choice(CheckFormat, "the format")
_severity = params.choice(Severity, "the severity")

Form = Annotated[
    CheckFormat | None,
    params.option("--format", "FORMAT", "table, concise, tsv, json, jsonl, junit, sarif, github or gitlab.", _format),
]
FailOn = Annotated[
    Severity,
    typer.Option("--fail-on", parser=_severity, metavar="S", help="error, warning or info: status 1 from here on."),
]
Select = Annotated[list[str] | None, params.option("--select", "CODE", "Only these rules or areas, as XREF.")]
Ignore = Annotated[list[str] | None, params.option("--ignore", "CODE", "Without these rules or areas.")]
Since = Annotated[str | None, params.option("--since", "REV", "Only what changed after this commit.")]
IsStaged = Annotated[bool, typer.Option("--staged", help="Only documents that are staged, as they are staged.")]
At = Annotated[str | None, params.option("--at", "REV", "The register as it is in this commit.")]
Baseline = Annotated[str | None, params.option("--baseline", "FILE", "Leave out findings of this JSON report.")]
Compare = Annotated[
    str | None, params.option("--compare", "FILE", "Compare with this JSON report: new, old and fixed.")
]
HidesStanding = Annotated[
    bool, typer.Option("--no-standing", help="With --compare: show only what is new or fixed, and count the rest.")
]
Keep = Annotated[Path | None, params.option("--keep", "FILE", "Also write the report as JSON, for --compare.")]
Reports = Annotated[
    list[ReportFile] | None,
    params.option("--report", "FORMAT=FILE", "Also write this format to a file; may be repeated.", read_report_file),
]
Information = Annotated[
    bool, typer.Option("--info", help="On a terminal, also show what is only for information; so does -v.")
]
Statistics = Annotated[bool, typer.Option("--statistics", help="Only how often each rule found something.")]
Hub = Annotated[
    tuple[str, str] | None, params.option("--hub", "OLD NEW", "Check a push, as a hook of the server does.")
]
Untrusted = Annotated[
    bool, typer.Option("--untrusted", help="Check a branch that you do not trust; nothing in it is run.")
]
Trusting = Annotated[
    str | None,
    params.option(
        "--trusting",
        "REV",
        "Whose settings, vocabulary and waivers count with --untrusted; else those of origin/HEAD.",
    ),
]
Fix = Annotated[bool, typer.Option("--fix", help="Fix what loses no information, in one commit; then check.")]
History = Annotated[bool, typer.Option("--history", help="Verify every commit of the history too.")]
Against = Annotated[
    str | None, params.option("--against", "FILE", "Compare with this list of others: CSV, TSV, JSON lines, XLSX.")
]
Mapped = Annotated[
    list[str] | None,
    params.option("--map", "COLUMN=FIELD", "With --against: what a column holds, as Title=subject."),
]
AcceptRewritten = Annotated[
    bool, typer.Option("--accept-rewritten", help="With --history: accept a rewritten history.")
]

_COUNTED = {
    form: ViewFormat(form) for form in (CheckFormat.TABLE, CheckFormat.TSV, CheckFormat.JSON, CheckFormat.JSONL)
}


class CheckOptions(NamedTuple):
    """The options of one call of `somei check`."""

    numbers: tuple[DocumentNumber, ...]
    form: CheckFormat | None
    fail_on: Severity
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    since: str | None
    baseline: str | None
    compare: str | None
    keep: Path | None
    reports: tuple[ReportFile, ...]
    hub: tuple[str, str] | None
    revision: str | None
    trusting: str | None
    message: str | None
    staged: bool
    statistics: bool
    untrusted: bool
    fix: bool
    history: bool
    accept_rewritten: bool
    dry_run: bool
    information: bool
    against: str | None = None
    mapped: tuple[str, ...] = ()
    hides_standing: bool = False

    @property
    def shows_information(self) -> bool:
        """Whether a page shows what is only for information: if that is asked for, or makes the check fail."""
        return self.information or self.fail_on is Severity.INFO

    @property
    def given_options(self) -> frozenset[str]:
        """The names of the options that were given."""
        return frozenset(name for name, value in self._asdict().items() if value not in {None, False, ()})


class Refusal(NamedTuple):
    """An option that is refused beside some others, or without the one that it goes with."""

    option: str
    sentence: str
    hint: str = ""
    beside: frozenset[str] = frozenset()
    without: str | None = None


_OF_THE_CLONE = frozenset(
    ("staged", "fix", "history", "accept_rewritten", "statistics", "dry_run", "baseline", "compare", "keep")
)
"""Options that would read the work tree or write to it."""
_OTHER_STATES = frozenset(("staged", "revision"))
_NOT_ALL_OF_THE_WORK_TREE = _OTHER_STATES | {"numbers", "since", "untrusted", "hub", "fix", "against"}
_OTHER_CHECKS = frozenset(("numbers", "since", "staged", "untrusted", "trusting", "fix", "history", "accept_rewritten"))

REFUSALS = (
    Refusal(
        "hub",
        "A push is checked as a whole.",
        "With --hub you can give: --format, --fail-on.",
        frozenset(CheckOptions._fields) - {"hub", "form", "fail_on"},
    ),
    Refusal(
        "against",
        "With --against the whole register is compared with the list, and nothing else is checked.",
        "You can give: --map, --at, --select, --ignore, --baseline, --compare, --keep, --fail-on, --format.",
        _OTHER_CHECKS,
    ),
    Refusal("mapped", "--map is about the columns of a list.", "It goes with --against FILE.", without="against"),
    Refusal(
        "hides_standing",
        "--no-standing is about a comparison.",
        "It goes with --compare FILE.",
        without="compare",
    ),
    Refusal(
        "trusting",
        "--trusting says whom to trust instead of a branch.",
        "It goes with --untrusted.",
        without="untrusted",
    ),
    Refusal(
        "untrusted",
        "An untrusted branch is checked as git holds it.",
        "You can give: --at, --trusting, --since, --select, --ignore, --fail-on, --format.",
        _OF_THE_CLONE,
    ),
    Refusal("dry_run", "Without --fix a check writes nothing.", "--dry-run goes with --fix.", without="fix"),
    Refusal("fix", "Only the files as they are now can be fixed.", "Leave --staged and --at out.", _OTHER_STATES),
    Refusal(
        "staged",
        "--staged and --at name two states of the register.",
        "Give one of them.",
        frozenset(("revision",)),
    ),
    Refusal(
        "accept_rewritten",
        "--accept-rewritten is about the history.",
        "Ask for it: somei check --history",
        without="history",
    ),
    Refusal(
        "history", "The history is that of the branch as it is now.", "Leave --staged and --at out.", _OTHER_STATES
    ),
    Refusal(
        "accept_rewritten",
        "--since verifies a range by itself; it cannot show whether the history was rewritten.",
        beside=frozenset(("since",)),
    ),
)
"""Which options do not go together; the first that applies is told."""


def refuse_combinations(check_options: CheckOptions) -> None:
    """Refuse options that do not go together, and rules that compare a list without one.

    Raises:
        WrongUsage: if some do not.
    """
    words = (word.strip().upper() for argument in check_options.select for word in argument.split(","))
    if check_options.against is None and any(word.startswith("LIST") for word in words):
        raise WrongUsage("The rules of the area LIST compare with a list.", "Name one with --against FILE.")
    options = check_options.given_options
    for refusal in REFUSALS:
        is_lonely = refusal.without is not None and refusal.without not in options
        if refusal.option in options and (is_lonely or refusal.beside & options):
            raise WrongUsage(refusal.sentence, refusal.hint)


def start_git_status(check_options: CheckOptions) -> "PendingEdits | None":
    """Start `git status` in the background if the whole work tree is checked; it takes as long as loading the rules."""
    if check_options.given_options & _NOT_ALL_OF_THE_WORK_TREE or session.current().no_index:
        return None
    from somei_cli.store.git.status import PendingEdits

    return PendingEdits(find_register(session.folder()))


def counted_form(form: CheckFormat | None) -> ViewFormat | None:
    """Return the output format of statistics.

    Raises:
        WrongUsage: the format shows findings at their lines, which statistics do not have.
    """
    if form is None:
        return None
    if form not in _COUNTED:
        raise WrongUsage(f"There are no statistics as {form}.", "Formats: " + ", ".join(_COUNTED))
    return _COUNTED[form]
