"""Commit messages: a subject of one line that names numbers only, and trailers that say what was done."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from somei_cli.model.register.change import Change

APPROVED_BY = "Approved-by"
"""The trailer that names a second person."""

ACTION = "Somei-Action"
"""The trailer that names an act of somei's."""

DOCUMENT = "Somei-Document"
"""The trailer that names a document which was changed."""

QUOTED = "Somei-Quoted"
"""The trailer that names a line or a field whose words only quote an EU classification."""

REASON = "Reason"
"""The trailer that tells why, in the words of a clerk."""

UNDOES = "Somei-Undoes"
"""The trailer that names the commit of the act which is taken back."""

REQUEST = "Somei-Request"
"""The trailer that names the asking for numbers: a commit is found by it when the answer of a server was lost."""


def message_of(change: "Change") -> str:
    """The message of one act. Words of the clerk stand in the Reason trailer, folded to one line."""
    trailers = [f"{ACTION}: {change.action}"]
    trailers += [f"{DOCUMENT}: {number}" for number in change.numbers]
    trailers += [f"{QUOTED}: {one_line(_describe_quotation(number, place))}" for number, place in change.quoted]
    if change.undoes:
        trailers.append(f"{UNDOES}: {change.undoes}")
    if change.request:
        trailers.append(f"{REQUEST}: {one_line(change.request)}")
    if change.reason:
        trailers.append(f"{REASON}: {one_line(change.reason)}")
    if change.approved_by:
        trailers.append(f"{APPROVED_BY}: {one_line(str(change.approved_by))}")
    return f"{one_line(change.summary)}\n\n" + "\n".join(trailers) + "\n"


def _describe_quotation(number: object, place: int | str) -> str:
    place_name = f"line {place}" if isinstance(place, int) else place
    return f"{number} {place_name}" if number else place_name


def one_line(text: str) -> str:
    """Without line breaks and control characters, so that no word can pass for a trailer."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def trailers_in(message: str) -> dict[str, list[str]]:
    """The trailers of the last paragraph of a commit message, by name; the subject is never one."""
    trailers: dict[str, list[str]] = {}
    _, *paragraphs = message.strip().split("\n\n")
    for line in paragraphs[-1].split("\n") if paragraphs else ():
        name, colon, value = line.partition(": ")
        if colon and name.replace("-", "").isalnum():
            trailers.setdefault(name, []).append(value.strip())
    return trailers
