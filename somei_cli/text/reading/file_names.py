"""The name of a file, as words in which a classification may stand."""

from somei_cli.errors import Classified
from somei_cli.model.readings import Line
from somei_cli.text.reading.letterhead.classified import Pages, refuse_classified


def lines_of_name(name: str) -> tuple[Line, ...]:
    """The name, and its words: names part them by hyphens and low lines; a short level has a hyphen of its own."""
    return Line(name, 0), Line(name.replace("_", " ").replace("-", " "), 0)


def refuse_classified_name(name: str) -> None:
    """Refuse a file whose name says that it is classified, if nothing but its references is read.

    Raises:
        Classified: naming the level.
    """
    try:
        refuse_classified(Pages((), (), (), (), lines_of_name(name)), None)
    except Classified as refusal:
        refusal.hint = f"{Classified.hint} A file that only speaks of a level is read under another name."
        raise
