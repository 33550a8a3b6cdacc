"""Reading the files of a site as a stranger would: where they lead, and which words stand in them."""

import json
import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from urllib.parse import unquote

from somei_cli.text.search_folding import words_in

_TAG = re.compile(r"<[a-zA-Z!?/][^>]*>")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)""")
_LEADING = frozenset(
    "href src action formaction poster srcset data background cite ping manifest xlink:href longdesc codebase".split()
)
_SHEET = re.compile(r"url\(|@import", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]", re.IGNORECASE)
_REGISTER_ID = re.compile(
    r"\b[A-Z]{2,5}(?:-[A-Z]{2,5})?-[1-9][0-9]{0,4}-(?:19|20)[0-9]{2}(?:-INIT|(?:-[A-Z]{3}-[0-9]+)+)"
)
_SCRIPT = re.compile(r'somei\.take\("[^"\\]*",(.*)\);\n', re.DOTALL)
_OWN_SCRIPTS = frozenset({"search.js"})


def ways_out(path: str, text: str) -> Iterator[str]:
    """What leads out of a site, or could: addresses of other hosts, code among the markup."""
    if path.endswith(".css"):
        yield from ("fetches something" for _ in _SHEET.finditer(text))
    if path.endswith(".js") and path not in _OWN_SCRIPTS and not _SCRIPT.fullmatch(text):
        yield "is no file of the search index"
    if not path.endswith((".html", ".xml")):
        return
    for name, value in _attributes(text):
        if name in _LEADING and _SCHEME.match(value.strip()):
            yield f"leads out: {value.strip()[:80]}"
        elif name.startswith("on") or name in {"style", "srcdoc"}:
            yield f"holds an attribute “{name}”"
        elif name == "http-equiv" and value.casefold() == "refresh":
            yield "sends its readers elsewhere"


def links(path: str, text: str) -> Iterator[str]:
    """The paths in the site that a page leads to."""
    if path.endswith((".html", ".xml")):
        for name, value in _attributes(text):
            if name in _LEADING and not _SCHEME.match(value.strip()):
                target = unquote(re.split(r"[?#]", value)[0])
                if target:
                    yield posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for tag in dict.fromkeys(_TAG.findall(text)):
        for name, value in _ATTRIBUTE.findall(tag):
            yield name.casefold(), unescape(value.strip("\"'"))


def words_seen(path: str, text: str) -> set[str]:
    """Every word of a file, also in attributes, and in its own name."""
    if path.endswith(".js") and (found := _SCRIPT.fullmatch(text)):
        with suppress(ValueError):
            text = json.dumps(json.loads(found[1]), ensure_ascii=False)
    elif path.endswith((".html", ".xml")):
        text = unescape(text)
    elif path.endswith(".ics"):
        text = text.replace("\r\n ", "").replace("\\n", " ")
    return set(words_in(f"{path} {text}"))


def numbers_seen(path: str, text: str) -> set[str]:
    """Every identifier of the register in a file, and in its name."""
    return set(_REGISTER_ID.findall(f"{path} {text}"))
