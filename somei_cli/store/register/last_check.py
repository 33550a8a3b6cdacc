"""The answer that the scheduled check keeps in the git folder of a clone, with a note of that run."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import find_head_commit
from somei_cli.store.git.plain_layout import LAST_CHECK, SOMEI_FOLDER
from somei_cli.store.register.find import find_work_tree

CHECK_FILE: Final = LAST_CHECK.removeprefix(f"{SOMEI_FOLDER}/")
"""Its name in somei's own folder."""
_LARGEST: Final = 64 << 20
_FIXED: Final = "fixed"
_COUNTED: Final = {"error": "errors", "warning": "warnings", "info": "information"}


class CheckRun(NamedTuple):
    """A run of the scheduled check: its day, the commit at HEAD, its exit status, and whether it looked at everything.

    What an earlier version kept has no note of its run: commit and status are None then.
    """

    day: date
    commit: str | None
    status: int | None
    is_whole: bool = True

    def note_in(self, answer: str, status: int) -> bytes:
        """Return the answer of a check in JSON with a note of this run, which ended with a status, and its counts."""
        import json

        report = json.loads(answer)
        severities = Counter(record["severity"] for record in report["records"] if record.get("state") != _FIXED)
        counts = {name: severities[severity] for severity, name in _COUNTED.items()}
        day = self.day.isoformat()
        note = {"day": day, "commit": self.commit, "status": status, "whole": self.is_whole, **counts}
        noted = {"schema": report["schema"], "run": note, "records": report["records"]}
        return (json.dumps(noted, indent=2) + "\n").encode()


class KeptCheck(NamedTuple):
    """The run whose answer was kept, and the severities of the findings that it had then."""

    run: CheckRun
    severities: tuple[str, ...]


def start_run(path: Path, root: Path, day: date, *, is_whole: bool) -> CheckRun | None:
    """Return the note of a run that is beginning; None if its answer is not kept where the scheduled check keeps it."""
    # Any other name is told without asking git.
    if path.name != CHECK_FILE:
        return None
    from somei_cli.store.git.repository import open_clone

    if path.resolve() != open_clone(root).somei_dir / CHECK_FILE:
        return None
    return CheckRun(day, find_head_commit(Git(root)), None, is_whole)


def read_last_check(root: Path) -> KeptCheck | None:
    """Return the answer that the last scheduled check of this clone kept; None if there is none.

    Raises:
        Unreadable: if the file is no such answer.
    """
    try:
        clone = find_work_tree(root.resolve())
        if clone is None:
            return None
        path = clone[1] / LAST_CHECK
        with path.open("rb") as file:
            text = file.read(_LARGEST)
            modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeError) as error:
        raise Unreadable(CHECK_FILE, getattr(error, "strerror", None) or "it cannot be read") from error
    import json

    try:
        answer = json.loads(text)
        severities = [record["severity"] for record in answer["records"] if record.get("state") != _FIXED]
        run = _read_run(answer["run"]) if "run" in answer else CheckRun(modified.date(), None, None)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(CHECK_FILE, "it is not the answer of a check") from error
    return KeptCheck(run, tuple(map(str, severities)))


def _read_run(record: Any) -> CheckRun:
    commit, status = record["commit"], record["status"]
    if not isinstance(commit, str | None) or type(status) is not int:
        raise TypeError
    return CheckRun(date.fromisoformat(record["day"]), commit, status, record["whole"] is True)
