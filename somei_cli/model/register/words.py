"""Words for people: a count with its noun, and the form in which texts are compared."""


def pluralise(count: int, noun: str) -> str:
    """Return a count with its noun in singular or plural.

    >>> pluralise(1, "doubt"), pluralise(3, "doubt")
    ('1 doubt', '3 doubts')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def describe_sparse_checkout(documents: int, *, named: bool = False) -> tuple[str, ...]:
    """Return what to say about documents that a sparse checkout leaves out of the work tree.

    `named` says that those in the answer were read from git.
    """
    if not documents:
        return ()
    remark = "only those that this answer names were looked at" if named else "nobody looked at them"
    return (f"A sparse checkout keeps {pluralise(documents, 'document')} out of this work tree; {remark}.",)


def casefold_text(words: str | None) -> str:
    """Return the form in which words are compared: small letters and single blanks; empty for None."""
    return " ".join((words or "").casefold().split())
