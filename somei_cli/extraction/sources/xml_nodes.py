"""Types and small helpers for the XML elements of lxml, which has no types of its own."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Protocol, Self


class Node(Protocol):
    """An element of an lxml tree."""

    @property
    def tag(self) -> object:
        """Its name; not a string for comments and processing instructions."""

    @property
    def text(self) -> str | None:
        """The text before its first child."""

    @property
    def tail(self) -> str | None:
        """The text after it, up to the next element."""

    @property
    def attrib(self) -> Collection[str]:
        """The names of its attributes."""

    @property
    def sourceline(self) -> int | None:
        """The line of the source on which it begins."""

    def get(self, key: str, default: str = ..., /) -> str:
        """Return an attribute, or the default."""

    def getparent(self) -> Self | None:
        """Return the element around it."""

    def iter(self, *names: str) -> Iterator[Self]:
        """Yield itself and all its descendants in document order, or those with some names."""

    def iterancestors(self, *names: str) -> Iterator[Self]:
        """Yield its ancestors, or those with some names, the nearest first."""

    def __iter__(self) -> Iterator[Self]: ...


_MAX_STYLE_LENGTH = 2000


@lru_cache(maxsize=1024)
def local_name(name: object) -> str:
    """Return a name without its namespace, "" for a comment.

    >>> local_name("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tbl")
    'tbl'
    """
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def find_child(node: Node, name: str) -> Node | None:
    """Return the first child with this name."""
    for child_node in node:
        if local_name(child_node.tag) == name:
            return child_node
    return None


def inline_style(node: Node) -> str:
    """Return the `style` attribute of an HTML element, cut at a length that no page needs."""
    return node.get("style", "")[:_MAX_STYLE_LENGTH]


def text_pieces(node: Node) -> Iterator[str]:
    """Yield the pieces of text inside an element."""
    for element in node.iter():
        yield element.text or ""
        if element is not node:
            yield element.tail or ""
