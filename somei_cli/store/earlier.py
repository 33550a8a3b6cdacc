"""An act that was asked for before: found in the history by its request, and read back from its commit."""

from collections.abc import Iterable
from pathlib import Path

from somei_cli.errors import Refused
from somei_cli.model.changes import Change
from somei_cli.model.documents import Document
from somei_cli.model.numbers import DocumentNumber
from somei_cli.store.git import Git
from somei_cli.store.identity import own_mails
from somei_cli.store.register import Register
from somei_cli.store.stored import Committed
from somei_cli.text import codec
from somei_cli.text.messages import ACTION, REQUEST, trailers_in
from somei_cli.text.number_forms import read_number
from somei_cli.text.paths import path_of


def find_request(git: Git, request: str, within: str, since: str | None = None) -> str | None:
    """The commit of a request, an own one first; only newer ones than `since` are looked at, where it is given.

    The message is read, since anybody may write the words of a request into a reason.
    """
    words = ("log", "--fixed-strings", f"--grep={REQUEST}: {request}", "--format=%H%x00%ae%x00%B%x00%x00")
    told = git.run(*words, f"{since}..{within}" if since else within, "--").decode(errors="replace")
    entries = (entry.split("\0", 2) for entry in told.split("\0\0\n") if entry.strip())
    found = [(commit, mail) for commit, mail, message in entries if request in trailers_in(message).get(REQUEST, ())]
    own = _own(git.folder) if len(found) > 1 else frozenset()
    return next((commit for commit, mail in found if mail.casefold() in own), found[0][0] if found else None)


def change_of(register: Register, commit: str) -> Change:
    """What the commit of an earlier call did.

    Raises:
        Refused: where it was the call of another person, who chose the same request.
    """
    git = Git(register.root)
    mail, _, message = git.run("log", "-1", "--format=%ae%n%B", commit, "--").decode(errors="replace").partition("\n")
    trailers = trailers_in(message)
    if mail.casefold() not in _own(register.root):
        named, summary = next(iter(trailers.get(REQUEST, ())), ""), message.partition("\n")[0]
        hint = "Give every act a request of its own, such as: $(uuidgen)"
        raise Refused(f"The request {named} was that of another person: {summary}.", hint)
    with register.seen_in(Committed(git, commit)):
        numbers = [read_number(name) for name in trailers.get("Somei-Document", ())]
        puts = tuple(document for number in numbers if (document := register.find(number)))
    (action,) = trailers.get(ACTION, ["act"])[:1]
    request = next(iter(trailers.get(REQUEST, ())), None)
    return Change(action, message.partition("\n")[0], puts=puts, request=request)


def before_of(register: Register, commit: str, numbers: Iterable[DocumentNumber]) -> tuple[Document, ...]:
    """How some documents stood before the commit of an earlier call; what that entered is not among them."""
    git = Git(register.root)
    parent = git.ask("rev-parse", "--verify", "--quiet", f"{commit}^")
    if parent is None:
        return ()
    held = Committed(git, parent.decode().strip()).some(map(path_of, numbers))
    read = (codec.load(text).document for _, text in held if isinstance(text, str))
    return tuple(document for document in read if document)


def _own(root: Path) -> frozenset[str]:
    return frozenset(mail.casefold() for mail in own_mails(root))
