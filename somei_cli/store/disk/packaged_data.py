"""The data and the help pages that somei brings along."""

from importlib.resources import files


def data_text(name: str) -> str:
    """The text of a file in `somei_cli/data/`."""
    return (files("somei_cli") / "data" / name).read_text(encoding="utf-8")


def vocabulary_texts() -> dict[str, str]:
    """The vocabulary that a new register starts with, by file name."""
    # Help pages and completion scripts need no paths.
    from somei_cli.formats.register_paths import VOCABULARY_FILES

    return {name: data_text(name) for name in VOCABULARY_FILES}


def help_topics() -> tuple[str, ...]:
    """The topics of `somei help`."""
    return tuple(sorted(page.name.removesuffix(".md") for page in (files("somei_cli") / "manual").iterdir()))


def help_page(topic: str) -> str:
    """The page of a topic, Markdown.

    Raises:
        FileNotFoundError: where there is none.
    """
    return (files("somei_cli") / "manual" / f"{topic}.md").read_text(encoding="utf-8")
