"""Words of a web page outside its text: in attributes, style sheets and scripts, in comments, and after its end."""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from urllib.parse import unquote_to_bytes

from somei_cli.extraction.sources.hidden_lines import (
    DELETED,
    STRUCK,
    LineCounter,
    hidden_lines,
    hidden_lines_between_tags,
)
from somei_cli.extraction.sources.html.page_furniture import is_hidden, is_struck
from somei_cli.extraction.sources.unusual_lettering import reversed_lines
from somei_cli.extraction.sources.xml_nodes import Node, inline_style, text_pieces
from somei_cli.model.importing.draft_entry import Line

_ATTRIBUTE_PLACES = {
    "alt": "alternative text",
    "summary": "alternative text",
    "title": "tooltip",
    "aria-label": "tooltip",
    "content": "document properties",
    "value": "form field",
    "placeholder": "form field",
    "label": "form field",
    "string": "watermark",
    "srcdoc": "embedded page",
}
_LINK_ATTRIBUTES = ("src", "data", "href")
_PLACE_BY_TAG = {
    "header": "page header",
    "footer": "page footer",
    "title": "title of the page",
    "del": DELETED,
    "rt": "ruby text",
    **dict.fromkeys(("svg", "canvas", "map"), "picture"),
    **dict.fromkeys(("iframe", "object", "embed", "audio", "video"), "embedded page"),
    **dict.fromkeys(("textarea", "input", "button", "select", "datalist", "option"), "form field"),
}
_PLACE_BY_ROLE = {"banner": "page header", "contentinfo": "page footer"}
_CODE_PLACES = {"style": "style sheet", "script": "script"}
_MAX_CODE = 4_000_000
_MAX_SHORT_LENGTH, _MAX_PIECES = 80, 200

# String literals, each on one line; blanks and plus signs join neighbouring ones.
_STRING = re.compile(r"\"((?:[^\"\\\n]|\\[^\n]){1,300}+)\"|'((?:[^'\\\n]|\\[^\n]){1,300}+)'|`([^`]{1,300}+)`")
_JOINT = re.compile(r"[\s+]*")
_ESCAPED = re.compile(
    r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(?:([0-9A-Fa-f]{1,6})\s?)|([^\n]))"
)
_ESCAPED_BLANKS = {"n": "\n", "r": "\n", "t": " "}
_MIN_LETTERS = 3
_FROM_ATTRIBUTE = re.compile(r"(?i)attr\(\s{0,9}([\w-]{1,60})")
_DATA_LINK = re.compile(r"\s*data:([^,;]{0,80})((?:;[^,;]{0,80}){0,5}),(.*)", re.DOTALL | re.IGNORECASE)
_MAX_DATA_LENGTH = 200_000

_BOGUS_COMMENT = re.compile(r"(?i)<(?:!(?!--|doctype|\[if|\[endif)|\?(?!xml\b)|/(?![a-z]))([^>]{1,1000})")
_PAGE_END = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|(?P<end></(?:html|body)\s*>)", re.DOTALL | re.IGNORECASE
)
_CAPITALS = re.compile(r"(?i)text-transform\s*:\s*uppercase|(?:font-variant(?:-caps)?|font)\s*:[^;]{0,40}small-caps")
_OVERRIDDEN = re.compile(r"(?i)unicode-bidi\s*:\s*(?:isolate|bidi)-override")
_SELECTOR_NAME = re.compile(r"(?<![\w.#-])([a-z][a-z0-9]{0,20})(?![\w-])|\.([\w-]{1,60})")


def describe_place(node: Node) -> str:
    """Describe where the words of an element are that is not part of the page's text."""
    tag = str(node.tag)
    return (
        _PLACE_BY_TAG.get(tag)
        or (STRUCK if is_struck(node) else "")
        or _PLACE_BY_ROLE.get(node.get("role", "").lower())
        or ("hidden text" if is_hidden(node) else "page furniture")
    )


def find_unshown_words(nodes: Iterable[Node]) -> Iterator[Line]:
    """Yield the words of attributes, and the quoted strings of style sheets and scripts."""
    elements = [node for node in nodes if isinstance(node.tag, str)]
    sheets = "".join((node.text or "")[:_MAX_CODE] for node in elements if node.tag == "style")
    shown_attributes = frozenset(match[1].lower() for match in _FROM_ATTRIBUTE.finditer(sheets))
    capitals, overridden = _StyledElements(sheets, _CAPITALS), _StyledElements(sheets, _OVERRIDDEN)
    for node in elements:
        line_number = node.sourceline or 0
        for name, place in _ATTRIBUTE_PLACES.items():
            if words := node.get(name, ""):
                yield from hidden_lines_between_tags(words, place, line_number)
        for name in shown_attributes.intersection(node.attrib):
            yield from hidden_lines(node.get(name, ""), "style sheet", line_number)
        for name in _LINK_ATTRIBUTES:
            if (words := node.get(name, "")) and (link := _DATA_LINK.match(words)):
                yield from hidden_lines_between_tags(_decode_data_link(link), "embedded page", line_number)
        if code_place := _CODE_PLACES.get(str(node.tag)):
            yield from _quoted_strings((node.text or "")[:_MAX_CODE], code_place, line_number)
        elif capitals.includes(node) and (words := _short_text(node)) != words.upper():
            yield from hidden_lines(words.upper(), "capitals", line_number)
        if "--" in (css := inline_style(node)):
            # A value for `content` in a style sheet.
            yield from _quoted_strings(css, "style sheet", line_number)
        yield from _reversed_words(node, line_number, overridden=overridden.includes(node))


def text_after_end(text: str) -> tuple[str, int]:
    """Return what follows the end of a page, and the number of its first line; browsers show it all the same."""
    end = next((match for match in _PAGE_END.finditer(text) if match["end"]), None)
    return (text[end.end() :], 1 + text.count("\n", 0, end.end())) if end else ("", 0)


def bogus_comments(text: str) -> Iterator[Line]:
    """Yield what browsers take for a comment: CDATA sections, declarations and instructions of other languages."""
    counter = LineCounter(text)
    begin = text.find("<![CDATA[")
    while begin >= 0:
        end = text.find("]]>", begin)
        yield from hidden_lines_between_tags(
            text[begin + 9 : end if end >= 0 else None], "comment", counter.line_number_at(begin)
        )
        begin = text.find("<![CDATA[", end) if end >= 0 else -1
    counter = LineCounter(text)
    for match in _BOGUS_COMMENT.finditer(text):
        if not match[1].startswith("[CDATA["):
            yield from hidden_lines(match[1], "comment", counter.line_number_at(match.start()))


class _StyledElements:
    """The elements with a certain style: in their own attribute, or by their tag or class in a style sheet."""

    def __init__(self, sheets: str, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        rules = (rule.rpartition("{") for rule in sheets.split("}"))
        selectors = (selector.rpartition("{")[2] for selector, _, declarations in rules if pattern.search(declarations))
        matches = [match for selector in selectors for match in _SELECTOR_NAME.finditer(selector)]
        self._tags = frozenset(match[1] for match in matches if match[1])
        self._classes = frozenset(match[2] for match in matches if match[2])

    def includes(self, node: Node) -> bool:
        """Return whether an element has the style."""
        css = inline_style(node)
        return (
            bool(css and self._pattern.search(css))
            or node.tag in self._tags
            or (bool(self._classes) and not self._classes.isdisjoint(node.get("class", "").split()))
        )


def _reversed_words(node: Node, line_number: int, *, overridden: bool) -> Iterator[Line]:
    """Yield the words of an element that is displayed from right to left, as a reader sees them."""
    if overridden or (node.tag == "bdo" and node.get("dir", "").lower() != "ltr"):
        yield from reversed_lines(f"\u202e{_short_text(node)}", line_number)
    words = (node.text or "", node.tail or "")
    if any("\u202e" in piece for piece in words):
        yield from reversed_lines(_short_text(node), line_number)
        for piece in words:
            yield from reversed_lines(" ".join(piece.split()), line_number)


def _short_text(node: Node) -> str:
    """Return the text of an element if it is short, else ""."""
    words = " ".join("".join(islice(text_pieces(node), _MAX_PIECES)).split())
    return words if len(words) <= _MAX_SHORT_LENGTH else ""


def _quoted_strings(code: str, place: str, first_line: int) -> Iterator[Line]:
    """Yield the strings in a style sheet or script, each alone, and joined if the code joins them."""
    counter = LineCounter(code)
    joined: list[str] = []
    end = -1
    for match in _STRING.finditer(code):
        words = _ESCAPED.sub(_decode_escape, next(group for group in match.groups() if group is not None))
        if joined and (joint := _JOINT.match(code, end)) and joint.end() != match.start():
            yield from _joined_strings(joined, place, first_line + counter.line_number_at(end) - 1)
            joined = []
        joined.append(words)
        end = match.end()
        number = first_line + counter.line_number_at(match.start()) - 1
        if link := _DATA_LINK.match(words):
            yield from hidden_lines_between_tags(_decode_data_link(link), "embedded page", number)
        elif sum(map(str.isalpha, words)) >= _MIN_LETTERS:
            yield from hidden_lines_between_tags(words, place, number)
    yield from _joined_strings(joined, place, first_line + counter.line_number_at(max(end, 0)) - 1)


def _joined_strings(pieces: Sequence[str], place: str, number: int) -> Iterator[Line]:
    if 1 < len(pieces) <= _MAX_PIECES:
        yield from hidden_lines_between_tags("".join(pieces), place, number)


def _decode_escape(escaped: re.Match[str]) -> str:
    r"""Return the letter that is written as an escape: `\u0041`, `\x41`, or `\41` in style sheets."""
    code = escaped[1] or escaped[2] or escaped[3] or escaped[4]
    if code:
        number = int(code, 16)
        return chr(number) if 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else ""
    return _ESCAPED_BLANKS.get(escaped[5], escaped[5])


def _decode_data_link(link: re.Match[str]) -> str:
    """Return the content of a `data:` link if it is text, else ""."""
    kind, options = link[1].lower(), link[2].lower()
    if kind and not re.search(r"text|html|xml|json", kind):
        return ""
    words = unquote_to_bytes(link[3][:_MAX_DATA_LENGTH])
    if "base64" in options:
        try:
            words = base64.b64decode(b"".join(words.split()) + b"==")
        except (binascii.Error, ValueError):
            return ""
    return words.decode("utf-8", "replace")
