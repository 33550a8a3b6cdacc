"""The manifest of an export: its commit, the files beside it, and how much was withheld."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

from somei_cli.errors import CannotWork, WrongUsage
from somei_cli.formats.export.formats import ALL_FORMS, MANIFEST, FormName
from somei_cli.formats.sanitize import clean_json
from somei_cli.model.publication.public_view_changes import Audience

EDITION: Final = 2
"""Raised whenever the same commit is written in different bytes."""
SCHEMA: Final = "somei/export-manifest/1"
_HASH: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_COMMIT: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", re.ASCII)
_BASE: Final = re.compile(
    r"https?://[^\s/?#\"<>\\]+/(?:[^\s?#\"<>\\]*/)?|urn:[A-Za-z0-9][A-Za-z0-9-]{0,31}:(?:[\w./-]*[:/])?", re.ASCII
)
NO_BASE: Final = "urn:somei:"


class FileFact(NamedTuple):
    """The path, hash and size of one file beside the manifest."""

    path: str
    sha256: str
    bytes: int


class WithheldPart(NamedTuple):
    """What was left out, wholly or in part: numbers where a number may be published, otherwise counts."""

    by_number: tuple[str, ...] = ()
    entries: int = 0
    omitted: int = 0
    unreadable: int = 0


class ExportManifest(NamedTuple):
    """Everything that is needed to make the same files again and to verify them."""

    commit: str
    committed: datetime
    audience: Audience
    forms: tuple[FormName, ...]
    base: str
    documents: int
    left_out: WithheldPart
    files: tuple[FileFact, ...]
    edition: int = EDITION


def read_base_address(typed: str) -> str:
    """Return the base of addresses, with a slash or a colon at its end.

    Raises:
        WrongUsage: if it is not an address.
    """
    address = typed if typed.endswith(("/", ":")) else typed + "/"
    if not _BASE.fullmatch(address) or len(address) > 500:
        raise WrongUsage(f"“{typed}” is not an address.", "Write it as https://register.example.org/ or urn:name:")
    return address


def read_web_address(typed: str) -> str:
    """Return the address at which a site will be, with a slash at its end.

    Raises:
        WrongUsage: if it is not the address of a web site.
    """
    address = read_base_address(typed)
    if not address.startswith("http"):
        raise WrongUsage(f"“{typed}” is not the address of a web site.", "As https://register.example.org/")
    return address


def manifest_text(manifest: ExportManifest) -> str:
    """Return the text of a manifest; equal manifests give equal bytes."""
    left_out = manifest.left_out
    record = {
        "schema": SCHEMA,
        "edition": manifest.edition,
        "commit": manifest.commit,
        "committed": manifest.committed.isoformat(),
        "audience": str(manifest.audience),
        "forms": list(map(str, manifest.forms)),
        "base": manifest.base,
        "counts": {"documents": manifest.documents, "files": len(manifest.files)},
        "left_out": {
            "by_number_only": list(left_out.by_number),
            "text_of": left_out.entries,
            "not_told": left_out.omitted,
            "unreadable": left_out.unreadable,
        },
        "files": [file._asdict() for file in manifest.files],
    }
    return clean_json(json.dumps(record, ensure_ascii=False, indent=1)) + "\n"


def unfinished_text() -> str:
    """Return what takes the place of the manifest while the first files are written."""
    return json.dumps({"schema": SCHEMA, "unfinished": True}) + "\n"


def is_manifest(text: str) -> bool:
    """Return whether a text is the manifest of an export, finished or not."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and record.get("schema") == SCHEMA


def read_manifest(text: str) -> ExportManifest:
    """Read a manifest, which somebody may have edited by hand.

    Raises:
        CannotWork: if it is not a manifest, is of another edition, or belongs to an unfinished export.
    """
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        raise CannotWork(f"{MANIFEST} is not JSON.", _MAKE_AGAIN_HINT) from None
    if not isinstance(record, dict) or record.get("schema") != SCHEMA:
        raise CannotWork(f"{MANIFEST} is not the manifest of an export.", _MAKE_AGAIN_HINT)
    if record.get("unfinished"):
        raise CannotWork("The export was never finished.", _MAKE_AGAIN_HINT)
    if record.get("edition") != EDITION:
        raise CannotWork(
            f"The export has edition {record.get('edition')!s:.20}; this somei writes {EDITION}.",
            "Make it again, or check it with the somei that made it.",
        )
    try:
        return _parse_manifest(record)
    except (KeyError, TypeError, ValueError, AttributeError, WrongUsage):
        raise CannotWork(f"{MANIFEST} is damaged: a field is missing or of another kind.", _MAKE_AGAIN_HINT) from None


_MAKE_AGAIN_HINT: Final = "Make it again: somei export -o DIR"


def _parse_manifest(record: Mapping[str, Any]) -> ExportManifest:
    left_out = record["left_out"]
    files = tuple(
        FileFact(_require_path(file["path"]), _require_hash(file["sha256"]), _require_count(file["bytes"]))
        for file in record["files"]
    )
    if not _COMMIT.fullmatch(record["commit"]):
        raise ValueError(record["commit"])
    return ExportManifest(
        record["commit"],
        datetime.fromisoformat(record["committed"]),
        Audience(record["audience"]),
        tuple(ALL_FORMS[ALL_FORMS.index(name)] for name in record["forms"]),
        read_base_address(record["base"]),
        _require_count(record["counts"]["documents"]),
        WithheldPart(
            tuple(map(str, left_out["by_number_only"])),
            _require_count(left_out["text_of"]),
            _require_count(left_out["not_told"]),
            _require_count(left_out["unreadable"]),
        ),
        files,
    )


def _require_path(path: str) -> str:
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise ValueError(path)
    return path


def _require_hash(digest: str) -> str:
    if not _HASH.fullmatch(digest):
        raise ValueError(digest)
    return digest


def _require_count(count: int) -> int:
    if type(count) is not int or count < 0:
        raise ValueError(count)
    return count
