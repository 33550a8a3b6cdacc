"""What a sync offers the server in the place of own commits, noted before it is sent.

The server may take it while its answer is lost, or somei is killed before the branch here has followed: by the note
the own commits are then known to be there already, under other hashes, and are not sent a second time.
"""

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from somei_cli.store.clone import Clone
from somei_cli.store.disk import refusing_disk, write_over
from somei_cli.store.sharing.landing import is_part
from somei_cli.store.sharing.server import Server

_HASHES: Final = re.compile(r"[0-9a-f]{40,64} [0-9a-f]{40,64}")


def note_offer(clone: Clone, server: Server, here: str, tip: str) -> None:
    """Note that the branch here, which ends in `here`, will stand on the server as `tip`."""
    with refusing_disk():
        file = _file(clone)
        offers = {**_read(file), server.tracking: f"{here} {tip}"}
        write_over(file, json.dumps(offers).encode(), mode=0o600)


def taken_before(clone: Clone, server: Server, base: str, here: str) -> str | None:
    """The newest own commit that the server has taken already under another hash; None where it has taken none."""
    offer = _read(_file(clone)).get(server.tracking, "")
    if not isinstance(offer, str) or not _HASHES.fullmatch(offer):
        return None
    own, tip = offer.split(" ")
    known = clone.git.ask("cat-file", "-e", tip) is not None and is_part(clone, own, here)
    return own if known and is_part(clone, tip, base) else None


def _file(clone: Clone) -> Path:
    return clone.make_private() / "offers.json"


def _read(file: Path) -> dict[str, object]:
    with suppress(OSError, ValueError):
        held = json.loads(file.read_bytes())
        return held if isinstance(held, dict) else {}
    return {}
