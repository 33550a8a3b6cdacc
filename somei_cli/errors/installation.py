"""Where this somei was installed from, what to type to install a part of it, and where problems are reported.

The package index of Python has no somei, and whoever took that name there would run code in offices. So a part is
always asked for with an address: that from which somei was installed (PEP 610), else the one in its metadata.
"""

import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution, version
from importlib.util import find_spec
from pathlib import Path
from shlex import quote
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

_UNKNOWN_ADDRESS = "ADDRESS"
"""Stands for the address if the files of somei were copied without its metadata."""


class Part(NamedTuple):
    """An optional part of somei: the name to install it by, what it is for, and its module and library."""

    extra: str
    purpose: str
    module: str
    library: str


PARTS = (
    Part("pdf", "read PDF", "pypdfium2", "pypdfium2"),
    Part("docx", "read and print DOCX", "docx", "python-docx"),
    Part("html", "read HTML", "lxml", "lxml"),
    Part("print", "print PDF", "typst", "typst"),
    Part("xlsx", "read XLSX", "openpyxl", "openpyxl"),
)


def is_installed(part: Part) -> bool:
    """Return whether a part is installed, without importing it."""
    try:
        return find_spec(part.module) is not None
    except (ImportError, ValueError):
        return False


def describe_library(part: Part) -> str:
    """Return the name and the version of the library that an installed part is."""
    try:
        return f"{part.library} {version(part.library)}"
    except PackageNotFoundError:
        return part.library


def suggest_installation(*extras: str) -> str:
    """Return the line that installs these parts into the environment that this somei runs in."""
    command, source = _install_command(), _read_source()
    # These make the environment anew, with nothing but what is asked for.
    is_made_anew = command.startswith(("pipx", "uv tool"))
    kept_extras = [part.extra for part in PARTS if is_made_anew and part.extra not in extras and is_installed(part)]
    names = ",".join((*kept_extras, *extras))
    if source.get("dir_info", {}).get("editable"):
        folder = unquote(urlsplit(source["url"]).path)
        return f"{command} --editable {quote(f'{folder}[{names}]')}"
    return f"{command} {quote(f'somei[{names}] @ {_address(source)}')}"


def find_public_requirement() -> str:
    """Return what other machines install: never a folder or a file of this one."""
    source = _read_source()
    return f"somei @ {_address({} if source.get('url', '').startswith('file:') else source)}"


def find_project_address() -> str:
    """Return the address of the project on the web; nothing if it is not known."""
    return _project_urls().get("repository", "")


def find_issue_address() -> str:
    """Return the address to which problems are reported; nothing if it is not known."""
    return _project_urls().get("issues", "")


def _install_command() -> str:
    """Return the program that made this environment, with the words that install into it."""
    place = Path(sys.prefix)
    if (place / "uv-receipt.toml").exists():
        return "uv tool install"
    if (place / "pipx_metadata.json").exists():
        return "pipx install --force"
    if find_spec("pip") is None:
        return f"uv pip install --python {quote(sys.executable)}"
    return f"{quote(sys.executable)} -m pip install"


def _address(source: dict[str, Any]) -> str:
    url = re.sub("^(https?://)[^/@]*@", r"\1", str(source.get("url", "")))
    if "vcs_info" in source:
        revision = source["vcs_info"].get("requested_revision") or source["vcs_info"].get("commit_id", "")
        return f"{source['vcs_info'].get('vcs', 'git')}+{url}" + (f"@{revision}" if revision else "")
    if url:
        return url
    package = _distribution()
    repository = _project_urls().get("repository")
    return f"git+{repository}@v{package.version}" if package and repository else f"git+{_UNKNOWN_ADDRESS}"


def _read_source() -> dict[str, Any]:
    """Return what the installer noted down of the place that somei came from; nothing for a package index."""
    package = _distribution()
    try:
        source = json.loads((package and package.read_text("direct_url.json")) or "{}")
    except (OSError, ValueError):
        return {}
    return source if isinstance(source, dict) else {}


def _project_urls() -> dict[str, str]:
    package = _distribution()
    lines = package.metadata.get_all("Project-URL", []) if package else []
    return {label.strip().lower(): url.strip() for label, _, url in (line.partition(",") for line in lines)}


def _distribution() -> Distribution | None:
    try:
        return distribution("somei")
    except PackageNotFoundError:
        return None
