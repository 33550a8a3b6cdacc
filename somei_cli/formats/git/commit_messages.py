"""Commit messages: a subject of one line that names numbers only, and trailers that say what was done."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from somei_cli.model.register.change import Change

APPROVED_BY = "Approved-by"
"""The trailer that names the second person."""

ACTION = "Somei-Action"
"""The trailer that names the act."""

DOCUMENT = "Somei-Document"
"""The trailer that names a changed document."""

QUOTED = "Somei-Quoted"
"""The trailer that names a line or a field whose words only quote an EU classification."""

REASON = "Reason"
"""The trailer that gives the reason, in the words of the clerk."""

RENUMBERED = "Somei-Renumbered"
"""The trailer that names the number from which a document went to another one."""
SETTINGS_KEY = "Somei-Settings"
"""The trailer that names a changed key of the settings."""

UNDOES = "Somei-Undoes"
"""The trailer that names the commit of the act that is undone."""

REQUEST = "Somei-Request"
"""The trailer with the request id of an allotment: it finds the commit if the reply of the remote was lost."""


def write_message(change: "Change") -> str:
    """Return the commit message of an act; the reason of the clerk is folded to one line in its trailer."""
    trailers = [f"{ACTION}: {change.action}"]
    trailers += [f"{DOCUMENT}: {number}" for number in change.numbers]
    if change.renumbered:
        trailers.append(f"{RENUMBERED}: {change.renumbered.old}")
    trailers += [f"{QUOTED}: {one_line(_describe_quotation(number, place))}" for number, place in change.quoted]
    if change.searches:
        trailers.append(f"{SETTINGS_KEY}: searches")
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
    """Return the text without line breaks and control characters, so that none of it is read as a trailer."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def read_trailers(message: str) -> dict[str, list[str]]:
    """Return the trailers in the last paragraph of a commit message, by name; the subject is never one."""
    trailers: dict[str, list[str]] = {}
    _, *paragraphs = message.strip().split("\n\n")
    for line in paragraphs[-1].split("\n") if paragraphs else ():
        name, colon, value = line.partition(": ")
        if colon and name.replace("-", "").isalnum():
            trailers.setdefault(name, []).append(value.strip())
    return trailers
