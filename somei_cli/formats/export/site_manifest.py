"""The manifest of a site: its commit, and the hash and size of every file."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from somei_cli.errors import Unreadable, WrongUsage
from somei_cli.formats.export.manifest import read_web_address
from somei_cli.model.publication.output_files import FileState, WrittenFile

SITE_MANIFEST = "manifest.json"
_SCHEMA = "somei/site/1"
_HASH = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")


class SiteManifest(NamedTuple):
    """What was built: `files` are the hash and size of each file by its path; `maker` is the version of somei.

    `base` is the address at which the site will be, if the feeds were to name it; else they name the first commit.
    """

    commit: str
    maker: str
    documents: int
    files: Mapping[str, tuple[str, int]]
    base: str = ""
    first_commit: str = ""


def make_site_manifest(
    commit: str,
    maker: str,
    documents: int,
    written_files: Sequence[WrittenFile],
    base: str = "",
    first_commit: str = "",
) -> SiteManifest:
    """Return the manifest of the files that exist after a build."""
    files = {file.path: (file.sha256, file.size) for file in written_files if file.state is not FileState.GONE}
    return SiteManifest(commit, maker, documents, dict(sorted(files.items())), base, first_commit)


def site_manifest_text(manifest: SiteManifest) -> str:
    """Return the text of a manifest: one file a line, so that two manifests can be compared."""
    head: dict[str, str | int] = {
        "schema": _SCHEMA,
        "commit": manifest.commit,
        "somei": manifest.maker,
        "documents": manifest.documents,
    }
    if manifest.base:
        head["base"] = manifest.base
    if manifest.first_commit:
        head["first_commit"] = manifest.first_commit
    lines = ",\n".join(
        f'{json.dumps(path)}: {{"sha256": "{sha256}", "bytes": {size}}}'
        for path, (sha256, size) in manifest.files.items()
    )
    return f'{json.dumps(head)[:-1]}, "files": {{\n{lines}\n}}}}\n'


def read_site_manifest(text: str) -> SiteManifest:
    """Read a manifest.

    Raises:
        Unreadable: if the text is not a manifest.
    """
    try:
        record: dict[str, Any] = json.loads(text)
        if record["schema"] != _SCHEMA:
            raise Unreadable(SITE_MANIFEST, "is not the manifest of a site that this somei made")
        files = {str(path): (str(entry["sha256"]), int(entry["bytes"])) for path, entry in record["files"].items()}
        base = read_web_address(record["base"]) if "base" in record else ""
        first_commit = str(record.get("first_commit", ""))
        if first_commit and not _HASH.fullmatch(first_commit):
            raise Unreadable(SITE_MANIFEST, "names no commit as the first one")
        return SiteManifest(
            str(record["commit"]), str(record["somei"]), int(record["documents"]), files, base, first_commit
        )
    except (WrongUsage, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise Unreadable(SITE_MANIFEST, "is not the manifest of a site") from error
