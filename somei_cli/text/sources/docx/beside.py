"""Words in a part of a DOCX that stand beside its text: watermarks, words for pictures, what was deleted, comments."""

from collections.abc import Iterator

from somei_cli.text.sources.nodes import Node, local

_ATTRIBUTES = frozenset({"string", "descr", "title", "alt", "tag", "alias", "val", "name"})
_TELLING = frozenset({"docPr", "cNvPr", "textpath", "shape", "shapetype", "docVar", "alias", "tag", "placeholder"})
_PARAGRAPHS = frozenset({"p", "si", "pt"})
_LEFT_OUT = frozenset({"delText", "instrText", "delInstrText", "sdtContent"})


def words_beside(xml: bytes, *, whole: bool) -> Iterator[str]:
    """The words beside the text of a part; with `whole` all its words are, as those of comments and of charts."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        return
    for node in root.iter():
        name = local(node.tag)
        if name in _TELLING:
            yield from (value for key, value in node.attrib.items() if local(key) in _ATTRIBUTES or key in _ATTRIBUTES)
        if whole and name in _PARAGRAPHS:
            yield _text(node)
        elif whole and not len(node) and name != "t":
            yield node.text or ""
        elif name in _LEFT_OUT and (name != "sdtContent" or _is_prompt(node)):
            yield _text(node)


def _is_prompt(content: Node) -> bool:
    """Whether a content control shows what to enter: its words are none of the text, and may say anything."""
    above = content.getparent()
    return above is not None and any(local(below.tag) == "showingPlcHdr" for below in above.iter())


def _text(node: Node) -> str:
    return "".join(below.text or "" for below in node.iter())[:1000]
