"""What the readers of DOCX and HTML need of lxml, which tells no types of its own."""

from collections.abc import Collection, Iterator
from typing import Protocol, Self


class Node(Protocol):
    """An element of a tree."""

    @property
    def tag(self) -> object:
        """Its name; comments and the like have none that is a text."""

    @property
    def text(self) -> str | None:
        """The words in front of its first child."""

    @property
    def tail(self) -> str | None:
        """The words behind it, in front of what follows."""

    @property
    def attrib(self) -> Collection[str]:
        """The names of its attributes."""

    @property
    def sourceline(self) -> int | None:
        """The line of the source where it begins."""

    def get(self, key: str, default: str = ..., /) -> str:
        """An attribute, or the default."""

    def getparent(self) -> Self | None:
        """The element around it."""

    def iter(self, *names: str) -> Iterator[Self]:
        """Itself and all elements below, in the order of the text, or those of some names."""

    def iterancestors(self, *names: str) -> Iterator[Self]:
        """The elements around it, or those of some names, the nearest first."""

    def __iter__(self) -> Iterator[Self]: ...


_MAX_STYLE_LENGTH = 2000


def local(name: object) -> str:
    """A name without its namespace, nothing for a comment.

    >>> local("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tbl")
    'tbl'
    """
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def child(node: Node, name: str) -> Node | None:
    """The first child of a name."""
    return next((child_node for child_node in node if local(child_node.tag) == name), None)


def style(node: Node) -> str:
    """The style that an element of a page sets itself, as far as anyone would write one."""
    return node.get("style", "")[:_MAX_STYLE_LENGTH]


def text_of(node: Node) -> Iterator[str]:
    """The pieces of text in an element."""
    for element in node.iter():
        yield element.text or ""
        if element is not node:
            yield element.tail or ""
