"""Words as people say and compare them: a number of things, and text without regard to case and blanks."""


def counted(count: int, noun: str) -> str:
    """A number of things in words.

    >>> counted(1, "doubt"), counted(3, "doubt")
    ('1 doubt', '3 doubts')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def kept_out_words(documents: int, *, named: bool = False) -> tuple[str, ...]:
    """What must be said where a sparse checkout keeps documents out of the work tree; nothing where it keeps none.

    `named` says that those which the answer names were read from git.
    """
    if not documents:
        return ()
    remark = "only those that this answer names were looked at" if named else "nobody looked at them"
    return (f"A sparse checkout keeps {counted(documents, 'document')} out of this work tree; {remark}.",)


def folded(words: str | None) -> str:
    """The form in which words are compared: in small letters, with single blanks; nothing for None."""
    return " ".join((words or "").casefold().split())
