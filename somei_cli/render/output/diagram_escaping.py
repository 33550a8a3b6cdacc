"""Words inside of diagrams, as the languages of Graphviz and of Mermaid take them."""

from somei_cli.formats.sanitize import clean_line


def dot_words(text: str) -> str:
    """Between quotation marks of DOT."""
    return clean_line(text).replace("\\", "\\\\").replace('"', '\\"')


def mermaid_words(text: str) -> str:
    """In a label of Mermaid, where any sign could be its own."""
    return "".join(c if c.isalnum() or c in " /-.:()" else f"#{ord(c)};" for c in clean_line(text))
