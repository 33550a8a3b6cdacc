"""Read the data files and the help pages that are part of somei's package."""

from importlib.resources import files


def read_data_text(name: str) -> str:
    """Return the text of a file in `somei_cli/data/`."""
    return (files("somei_cli") / "data" / name).read_text(encoding="utf-8")


def read_vocabulary_texts() -> dict[str, str]:
    """Return the vocabulary of a new register, by file name."""
    # Imported here since help pages and completion scripts do not need it.
    from somei_cli.formats.register_paths import VOCABULARY_FILES

    return {name: read_data_text(name) for name in VOCABULARY_FILES}


def list_help_topics() -> tuple[str, ...]:
    """Return the topics of `somei help`."""
    return tuple(sorted(page.name.removesuffix(".md") for page in (files("somei_cli") / "manual").iterdir()))


def read_help_page(topic: str) -> str:
    """Return the page of a topic as Markdown.

    Raises:
        FileNotFoundError: if there is no such topic.
    """
    return (files("somei_cli") / "manual" / f"{topic}.md").read_text(encoding="utf-8")
