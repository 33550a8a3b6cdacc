"""Words of a web page that are none of its text: what elements, style sheets and scripts tell, and what follows it."""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from urllib.parse import unquote_to_bytes

from somei_cli.extraction.sources.html.page_furniture import is_hidden
from somei_cli.extraction.sources.lettering import reversed_lines
from somei_cli.extraction.sources.markdown import LineCount, lines_aside, marked_aside
from somei_cli.extraction.sources.xml_nodes import Node, style, text_of
from somei_cli.model.importing.draft_entry import Line

_TOLD = {
    "alt": "alternative text",
    "summary": "alternative text",
    "title": "tooltip",
    "aria-label": "tooltip",
    "content": "document properties",
    "value": "form field",
    "placeholder": "form field",
    "label": "form field",
    "srcdoc": "embedded page",
}
_LINKS = ("src", "data", "href")
_BY_TAG = {
    "header": "page header",
    "footer": "page footer",
    "title": "title of the page",
    "del": "deleted text",
    "rt": "ruby text",
    **dict.fromkeys(("svg", "canvas", "map"), "picture"),
    **dict.fromkeys(("iframe", "object", "embed", "audio", "video"), "embedded page"),
    **dict.fromkeys(("textarea", "input", "button", "select", "datalist", "option"), "form field"),
}
_BY_ROLE = {"banner": "page header", "contentinfo": "page footer"}
_CODE = {"style": "style sheet", "script": "script"}
_MOST_CODE = 4_000_000
_SHORT, _MOST_PIECES = 80, 200

# Strings, and those that a blank or a plus sign brings together; each stands in one line.
_STRING = re.compile(r"\"((?:[^\"\\\n]|\\[^\n]){1,300}+)\"|'((?:[^'\\\n]|\\[^\n]){1,300}+)'|`([^`]{1,300}+)`")
_JOINT = re.compile(r"[\s+]*")
_ESCAPED = re.compile(
    r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(?:([0-9A-Fa-f]{1,6})\s?)|([^\n]))"
)
_SHAPES = {"n": "\n", "r": "\n", "t": " "}
_FEWEST = 3
_FROM_ATTRIBUTE = re.compile(r"(?i)attr\(\s{0,9}([\w-]{1,60})")
_DATA = re.compile(r"\s*data:([^,;]{0,80})((?:;[^,;]{0,80}){0,5}),(.*)", re.DOTALL | re.IGNORECASE)
_LONGEST_DATA = 200_000

_BOGUS = re.compile(r"(?i)<(?:!(?!--|doctype|\[if|\[endif)|\?(?!xml\b)|/(?![a-z]))([^>]{1,1000})")
_END = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|(?P<end></(?:html|body)\s*>)", re.DOTALL | re.IGNORECASE
)
_CAPITALS = re.compile(r"(?i)text-transform\s*:\s*uppercase|(?:font-variant(?:-caps)?|font)\s*:[^;]{0,40}small-caps")
_OVERRIDDEN = re.compile(r"(?i)unicode-bidi\s*:\s*(?:isolate|bidi)-override")
_NAME = re.compile(r"(?<![\w.#-])([a-z][a-z0-9]{0,20})(?![\w-])|\.([\w-]{1,60})")


def place_of(node: Node) -> str:
    """Where the words of an element stand that are none of the page's text."""
    tag = str(node.tag)
    return (
        _BY_TAG.get(tag)
        or _BY_ROLE.get(node.get("role", "").lower())
        or ("hidden text" if is_hidden(node) else "page furniture")
    )


def told_by_elements(nodes: Iterable[Node]) -> Iterator[Line]:
    """What the attributes of elements tell, and the quoted words of style sheets and scripts."""
    elements = [node for node in nodes if isinstance(node.tag, str)]
    sheets = "".join((node.text or "")[:_MOST_CODE] for node in elements if node.tag == "style")
    shown = frozenset(found[1].lower() for found in _FROM_ATTRIBUTE.finditer(sheets))
    capitals, overridden = _Selected(sheets, _CAPITALS), _Selected(sheets, _OVERRIDDEN)
    for node in elements:
        at = node.sourceline or 0
        for name, place in _TOLD.items():
            if words := node.get(name, ""):
                yield from marked_aside(words, place, at)
        for name in shown.intersection(node.attrib):
            yield from lines_aside(node.get(name, ""), "style sheet", at)
        for name in _LINKS:
            if (words := node.get(name, "")) and (data := _DATA.match(words)):
                yield from marked_aside(_unpacked(data), "embedded page", at)
        if code := _CODE.get(str(node.tag)):
            yield from _quoted((node.text or "")[:_MOST_CODE], code, at)
        elif capitals.holds(node) and (words := _short(node)) != words.upper():
            yield from lines_aside(words.upper(), "capitals", at)
        yield from _turned(node, at, overridden=overridden.holds(node))


def behind(text: str) -> tuple[str, int]:
    """What follows the end of a page, which browsers show all the same, and the number of its first line."""
    end = next((found for found in _END.finditer(text) if found["end"]), None)
    return (text[end.end() :], 1 + text.count("\n", 0, end.end())) if end else ("", 0)


def bogus_comments(text: str) -> Iterator[Line]:
    """What browsers take for a comment: sections of characters, declarations and instructions of other languages."""
    count = LineCount(text)
    begin = text.find("<![CDATA[")
    while begin >= 0:
        end = text.find("]]>", begin)
        yield from marked_aside(text[begin + 9 : end if end >= 0 else None], "comment", count.at(begin))
        begin = text.find("<![CDATA[", end) if end >= 0 else -1
    count = LineCount(text)
    for found in _BOGUS.finditer(text):
        if not found[1].startswith("[CDATA["):
            yield from lines_aside(found[1], "comment", count.at(found.start()))


class _Selected:
    """The elements that a style is set for: by themselves, or by their tag or class in a style sheet."""

    def __init__(self, sheets: str, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        rules = (rule.rpartition("{") for rule in sheets.split("}"))
        selectors = (selector.rpartition("{")[2] for selector, _, declared in rules if pattern.search(declared))
        names = [found for selector in selectors for found in _NAME.finditer(selector)]
        self._tags = frozenset(found[1] for found in names if found[1])
        self._classes = frozenset(found[2] for found in names if found[2])

    def holds(self, node: Node) -> bool:
        """Whether the style is set for an element."""
        own = style(node)
        return (
            bool(own and self._pattern.search(own))
            or node.tag in self._tags
            or (bool(self._classes) and not self._classes.isdisjoint(node.get("class", "").split()))
        )


def _turned(node: Node, at: int, *, overridden: bool) -> Iterator[Line]:
    """The words of an element that is shown from right to left, as a reader sees them."""
    if overridden or (node.tag == "bdo" and node.get("dir", "").lower() != "ltr"):
        yield from reversed_lines(f"\u202e{_short(node)}", at)
    words = (node.text or "", node.tail or "")
    if any("\u202e" in piece for piece in words):
        yield from reversed_lines(_short(node), at)
        for piece in words:
            yield from reversed_lines(" ".join(piece.split()), at)


def _short(node: Node) -> str:
    """The words of an element that has few; nothing of a longer one."""
    words = " ".join("".join(islice(text_of(node), _MOST_PIECES)).split())
    return words if len(words) <= _SHORT else ""


def _quoted(code: str, place: str, at: int) -> Iterator[Line]:
    """The strings in a style sheet or a script, each by itself, and those together that are set together."""
    count = LineCount(code)
    joined: list[str] = []
    ended = -1
    for found in _STRING.finditer(code):
        words = _ESCAPED.sub(_letter, next(group for group in found.groups() if group is not None))
        if joined and (joint := _JOINT.match(code, ended)) and joint.end() != found.start():
            yield from _together(joined, place, at + count.at(ended) - 1)
            joined = []
        joined.append(words)
        ended = found.end()
        number = at + count.at(found.start()) - 1
        if data := _DATA.match(words):
            yield from marked_aside(_unpacked(data), "embedded page", number)
        elif sum(map(str.isalpha, words)) >= _FEWEST:
            yield from marked_aside(words, place, number)
    yield from _together(joined, place, at + count.at(max(ended, 0)) - 1)


def _together(pieces: Sequence[str], place: str, number: int) -> Iterator[Line]:
    if 1 < len(pieces) <= _MOST_PIECES:
        yield from marked_aside("".join(pieces), place, number)


def _letter(escaped: re.Match[str]) -> str:
    r"""The letter that is written as an escape: `\u0041`, `\x41`, or `\41` in style sheets."""
    code = escaped[1] or escaped[2] or escaped[3] or escaped[4]
    if code:
        number = int(code, 16)
        return chr(number) if 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else ""
    return _SHAPES.get(escaped[5], escaped[5])


def _unpacked(data: re.Match[str]) -> str:
    """The text of a `data:` link, if it is one."""
    kind, options = data[1].lower(), data[2].lower()
    if kind and not re.search(r"text|html|xml|json", kind):
        return ""
    words = unquote_to_bytes(data[3][:_LONGEST_DATA])
    if "base64" in options:
        try:
            words = base64.b64decode(b"".join(words.split()) + b"==")
        except (binascii.Error, ValueError):
            return ""
    return words.decode("utf-8", "replace")
