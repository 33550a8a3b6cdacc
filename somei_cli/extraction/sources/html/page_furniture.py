"""Recognise what is not text of a page: elements that no browser shows, and the furniture of the web site."""

import re
from collections.abc import Mapping

from somei_cli.extraction.sources.xml_nodes import Node, inline_style

_NEVER_SHOWN = frozenset(
    "head title script style noscript template svg canvas iframe object embed audio video select datalist option "
    "textarea input button map del rt rp".split()
)
_CODE_TAGS = frozenset({"script", "style"})
_FURNITURE_TAGS = frozenset("nav aside form dialog menu search".split())
_FRAME_TAGS = frozenset({"header", "footer"})
_FURNITURE_ROLES = frozenset(
    "navigation banner contentinfo search dialog alertdialog complementary menu menubar toolbar alert".split()
)
_DOCUMENT_TAGS = frozenset({"main", "article", "section"})
_HIDDEN_STYLE = re.compile(r"(?i)(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-element\s*:\s*comment)")
_STRUCK_TAGS = frozenset({"s", "strike"})
_STRUCK_STYLE = re.compile(r"(?i)(?:^|[;\s])text-decoration(?:-line)?\s*:[^;]{0,60}line-through")
_CONSENT_NAME = re.compile(r"(?i)(?:^|[\s_-])(?:cookies?|consent|gdpr)")


def is_hidden(node: Node) -> bool:
    """Return whether a browser would not show the words of an element, or shows them struck out."""
    if node.tag in ("html", "body"):
        # Some pages are hidden until their scripts have run.
        return False
    css = inline_style(node)
    return (
        node.tag in _NEVER_SHOWN
        or "hidden" in node.attrib
        or is_struck(node)
        or (bool(css) and bool(_HIDDEN_STYLE.search(css)))
    )


def is_struck(node: Node) -> bool:
    """Return whether the words of an element are struck out or deleted."""
    if node.tag in _STRUCK_TAGS or node.tag == "del":
        return True
    css = inline_style(node)
    return bool(css) and bool(_STRUCK_STYLE.search(css))


def is_code(node: Node) -> bool:
    """Return whether an element holds code, not words."""
    return node.tag in _CODE_TAGS


class PageFurniture:
    """Recognises the furniture of one page; an element with most of the page's text is not furniture."""

    def __init__(self, root: Node) -> None:
        self._sizes = _measure_texts(root)
        self._total = self._sizes.get(root, 0)

    def is_furniture(self, node: Node) -> bool:
        """Return whether an element is furniture."""
        return _looks_like_furniture(node) and self._sizes.get(node, 0) * 2 < self._total


def _looks_like_furniture(node: Node) -> bool:
    if node.tag in _FURNITURE_TAGS or node.get("role", "").lower() in _FURNITURE_ROLES:
        return True
    if node.tag in _FRAME_TAGS:
        # The header of an article belongs to its text.
        return next(node.iterancestors(*_DOCUMENT_TAGS), None) is None
    return node.tag == "div" and bool(_CONSENT_NAME.search(f"{node.get('id', '')} {node.get('class', '')}"))


def _measure_texts(root: Node) -> Mapping[Node, int]:
    """Return the length of the text inside each element."""
    nodes = list(root.iter())
    sizes = dict.fromkeys(nodes, 0)
    for node in reversed(nodes):
        if is_hidden(node):
            sizes[node] = 0
        else:
            sizes[node] += len((node.text or "").strip())
        parent = node.getparent()
        if parent is not None:
            sizes[parent] += sizes[node] + len((node.tail or "").strip())
    return sizes
