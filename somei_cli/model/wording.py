"""Words as people say and compare them: a number of things, and text without regard to case and blanks."""


def counted(many: int, what: str) -> str:
    """A number of things in words.

    >>> counted(1, "doubt"), counted(3, "doubt")
    ('1 doubt', '3 doubts')
    """
    return f"{many} {what}" if many == 1 else f"{many} {what}s"


def folded(words: str | None) -> str:
    """The form in which words are compared: in small letters, with single blanks; nothing for None."""
    return " ".join((words or "").casefold().split())
