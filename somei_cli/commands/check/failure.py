"""A check that ends with an error still writes a valid file for code hosts, with the error as its one finding."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePosixPath

from somei_cli.commands.check.report_files import ReportFile
from somei_cli.commands.shared import session
from somei_cli.errors import AnswerLost, ReaderGone, SomeiError, Unreadable, WrongUsage, refusal_of
from somei_cli.render.findings.formats import CheckFormat
from somei_cli.store.process.background_query import wait_for_background_git

_FOR_HOSTS = frozenset((CheckFormat.JUNIT, CheckFormat.SARIF, CheckFormat.GITHUB, CheckFormat.GITLAB))
"""The formats of files that a pipeline hands on, whatever the status.

JSON tells a refusal as for every command, and never as an answer: what may be compared with must be a whole one.
"""


@contextmanager
def failure_reported(form: CheckFormat | None, reports: Iterable[ReportFile] = ()) -> Iterator[None]:
    """Write the files that a code host expects if the check inside raises, and raise the error again.

    Wrong usage is not reported in a file: the format may not be known yet.
    """
    try:
        yield
    except (WrongUsage, AnswerLost, ReaderGone):
        raise
    except Exception as error:
        host_reports = tuple(report for report in reports if report.form in _FOR_HOSTS)
        if form in _FOR_HOSTS or host_reports:
            _report(form, host_reports, error)
        raise


def _report(form: CheckFormat | None, reports: Iterable[ReportFile], error: Exception) -> None:
    # Git in the background may hold the last files that the system lets somei open.
    wait_for_background_git()
    from somei_cli.render.findings.formats import FORMATTERS
    from somei_cli.render.findings.records import failed_check
    from somei_cli.render.output.streams import print_text
    from somei_cli.store.disk.output_files import write_output_file

    refusal = refusal_of(error) if isinstance(error, OSError) else error
    sentence, hint = f"A fault of somei itself: {type(error).__name__}.", ""
    if isinstance(refusal, SomeiError):
        sentence, hint = str(refusal), refusal.hint
    path, line = (refusal.path, refusal.line) if isinstance(refusal, Unreadable) else ("", 0)
    answer = failed_check(sentence, hint, path, line, _place(), session.today())
    if form in _FOR_HOSTS:
        print_text(FORMATTERS[form](answer))
    # What went wrong comes first: a report that cannot be written either is not the error to tell.
    with suppress(SomeiError):
        for report in reports:
            write_output_file(report.path, report.content(answer), replace=True)


def _place() -> PurePosixPath:
    """Return the folder of the register in its repository, or an empty path if it cannot be found."""
    from somei_cli.store.register.find import find_path_in_repository, find_register

    try:
        return find_path_in_repository(find_register(session.folder()))
    except (SomeiError, OSError):
        return PurePosixPath()
