"""The answer that the scheduled check keeps in the git folder of a clone."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.store.git.repository import open_clone

CHECK_FILE: Final = "last-check.json"
"""Its name in somei's own folder."""
_LARGEST: Final = 64 << 20


class KeptCheck(NamedTuple):
    """When the answer was kept, and the severities of the findings that it had then."""

    modified: datetime
    severities: tuple[str, ...]


def read_last_check(root: Path) -> KeptCheck | None:
    """Return the answer that the last scheduled check of this clone kept; None if there is none.

    Raises:
        Unreadable: if the file is no such answer.
    """
    path = open_clone(root).somei_dir / CHECK_FILE
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST)
            modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unreadable(CHECK_FILE, error.strerror or "it cannot be read") from error
    try:
        records = json.loads(text)["records"]
        severities = [record["severity"] for record in records if record.get("state") != "fixed"]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(CHECK_FILE, "it is not the answer of a check") from error
    return KeptCheck(modified, tuple(map(str, severities)))
