"""Read the files of a site as a browser or a search engine would: their links and their words."""

import json
import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import unquote

from somei_cli.formats.export.site_manifest import SITE_MANIFEST

_TAG = re.compile(r"<[a-zA-Z!?/][^>]*>")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)""")
_LINK_ATTRIBUTES = frozenset(
    "href src action formaction poster srcset data background cite ping manifest xlink:href longdesc codebase".split()
)
_STYLE_FETCH = re.compile(r"url\(|@import", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]", re.IGNORECASE)
_INDEX_SCRIPT = re.compile(r'somei\.take\("[^"\\]*",(.*)\);\n', re.DOTALL)
_INDEX = "search/"
_INDEX_ENTRY = re.compile(r'^"search/[^"]*"', re.MULTILINE)
_PROGRAM_SCRIPTS = frozenset({"search.js"})


def find_outward_links(path: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield what leads out of a site, or could: addresses of other hosts, and code in the markup.

    Each is a message with a placeholder, and the text for it, which may contain anything.
    """
    if path.endswith(".css"):
        yield from (("fetches something", "") for _ in _STYLE_FETCH.finditer(text))
    if path.endswith(".js") and path not in _PROGRAM_SCRIPTS and not _INDEX_SCRIPT.fullmatch(text):
        yield "is not a file of the search index", ""
    if not path.endswith((".html", ".xml")):
        return
    for name, value in _attributes(text):
        if name in _LINK_ATTRIBUTES and _SCHEME.match(value.strip()):
            yield "leads out: {}", value.strip()[:80]
        elif name.startswith("on") or name in {"style", "srcdoc"}:
            yield "holds an attribute “{}”", name
        elif name == "http-equiv" and value.casefold() == "refresh":
            yield "sends its readers elsewhere", ""


def find_links(path: str, text: str) -> Iterator[str]:
    """Yield the paths within the site that a page leads to."""
    if path.endswith((".html", ".xml")):
        for name, value in _attributes(text):
            if name in _LINK_ATTRIBUTES and not _SCHEME.match(value.strip()):
                target = unquote(re.split(r"[?#]", value)[0])
                if target:
                    yield posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def make_links_relative(path: str, text: str, base: str) -> str:
    """Return the text of a feed with links within the site in place of the addresses that begin with its `base`."""
    if not base or not path.endswith(".xml"):
        return text
    return text.replace(f'="{escape(base)}', f'="{"../" * path.count("/")}')


class PageWords(NamedTuple):
    """The words in the name and in the text of a file."""

    name: str
    text: str


def read_page_words(path: str, text: str) -> PageWords:
    """Return the words of a file; of the search index only the indexed words, without its structure.

    The files of the index are named after beginnings of words, and so are entries of its contents and of the manifest.
    """
    if path == SITE_MANIFEST:
        return PageWords(path, _INDEX_ENTRY.sub("", text))
    if not path.startswith(_INDEX):
        return PageWords(path, text)
    match = _INDEX_SCRIPT.fullmatch(text)
    try:
        value = json.loads(match[1]) if match else None
    except ValueError:
        match = None
    if match is None:
        return PageWords(path, text)
    if path.endswith("/contents.js"):
        return PageWords("", "")
    if isinstance(value, dict) and all(isinstance(entry, str) for entry in value.values()):
        return PageWords("", "\n".join(value))
    return PageWords("", match[1])


# find_outward_links and find_links read the same page one after the other.
@lru_cache(maxsize=1)
def _attributes(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(pair for tag in dict.fromkeys(_TAG.findall(text)) for pair in _attributes_of(tag))


@lru_cache(maxsize=1 << 14)
def _attributes_of(tag: str) -> tuple[tuple[str, str], ...]:
    return tuple((name.casefold(), unescape(value.strip("\"'"))) for name, value in _ATTRIBUTE.findall(tag))
