"""Commit messages: a subject of one line that names numbers only, and trailers that say what was done."""

from somei_cli.model.changes import Change

MOST_NUMBERS = 200
"""So many documents are named in a message at most."""

APPROVED_BY = "Approved-by"
"""The trailer that names a second person."""


def message_of(change: Change) -> str:
    """The message of one act. Words of the clerk stand in the Reason trailer, folded to one line."""
    trailers = [f"Somei-Action: {change.action}"]
    trailers += [f"Somei-Document: {number}" for number in change.numbers[:MOST_NUMBERS]]
    trailers += [f"Somei-Quoted: {number} line {line}" for number, line in change.quoted]
    if change.reason:
        trailers.append(f"Reason: {one_line(change.reason)}")
    if change.approved_by:
        trailers.append(f"{APPROVED_BY}: {one_line(str(change.approved_by))}")
    return f"{one_line(change.summary)}\n\n" + "\n".join(trailers) + "\n"


def one_line(text: str) -> str:
    """Without line breaks and control characters, so that no word can pass for a trailer."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def trailers_in(message: str) -> dict[str, list[str]]:
    """The trailers of the last paragraph of a commit message, by name."""
    found: dict[str, list[str]] = {}
    for line in message.strip().split("\n\n")[-1].split("\n"):
        name, colon, value = line.partition(": ")
        if colon and name.replace("-", "").isalnum():
            found.setdefault(name, []).append(value.strip())
    return found
