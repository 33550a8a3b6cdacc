"""An act that was asked for before: found in the history by its request, and read back from its commit."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from somei_cli.errors import NotANumber, Refused
from somei_cli.formats.git.commit_messages import ACTION, DOCUMENT, REQUEST, trailers_in
from somei_cli.formats.notation.document_numbers import read_number
from somei_cli.formats.register_paths import DOCUMENTS, path_of
from somei_cli.formats.toml import document as codec
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.numbers.number_allotment import ALLOTTED, span
from somei_cli.model.numbers.provisional_numbers import Asked
from somei_cli.model.register.access_requests import KEEPING, AccessRequest
from somei_cli.model.register.change import Change
from somei_cli.model.register.persons import address_of
from somei_cli.store.git.command import Git
from somei_cli.store.git.head import own_mails, upstream_of
from somei_cli.store.history.find_entries import entries_naming, settled_there
from somei_cli.store.register.committed_files import Committed
from somei_cli.store.register.register import Register


def asked_before(register: Register, request: str, within: str, since: str | None = None) -> tuple[Change, str] | None:
    """What was done on a request, as `change_of` tells it, and the commit; looked for as by `find_request`.

    Whoever words a message anew may drop the request from it: the entries that were given numbers tell it too.

    Raises:
        Refused: as of `change_of`.
    """
    git = Git(register.root)
    found = find_request(git, request, within, since)
    if found:
        return change_of(register, found, within), found
    given = () if since else _given_on(git, request, within)
    if not given:
        return None
    path = git.literally(path_of(given[0].number))
    commit = git.run("rev-list", "-1", within, "--", path).decode().strip()
    summary = f"Reserve {span([one.number for one in given])}"
    return Change(ALLOTTED, summary, puts=given, request=request), commit


def asked_here(register: Register, request: str, head: str) -> tuple[Change, str] | None:
    """The same, also where another branch of the clone brought it to the server, as far as the server was seen."""
    known = asked_before(register, request, head)
    there = None if known else upstream_of(Git(register.root))
    return asked_before(register, request, there) if there and there != head else known


def _given_on(git: Git, request: str, within: str) -> tuple[Document, ...]:
    """The first issues of the last two years that were given numbers on a request of this person."""
    held = Committed(git, within)
    years = sorted(int(name) for name in held.names(DOCUMENTS) if name.isdecimal())
    found = entries_naming(held, [request], years[-2:])
    own = _own(git.folder)
    allotted = ((one, one.allotted) for one in found if one.allotted and one.number == one.number.base)
    return tuple(one for one, taken in allotted if taken.request == request and address_of(taken.by) in own)


def _settled_on(git: Git, request: str | None, within: str) -> tuple[Document, ...]:
    given = _given_on(git, request, within) if request else ()
    return tuple(one for one in given if not one.number.is_provisional)


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


def change_of(register: Register, commit: str, within: str) -> Change:
    """What the commit of an earlier call did, as `within` knows it: a provisional number by what a sync made of it.

    Raises:
        Refused: where it was the call of another person, who chose the same request, or its provisional number is gone.
    """
    git = Git(register.root)
    mail, _, message = git.run("log", "-1", "--format=%ae%n%B", commit, "--").decode(errors="replace").partition("\n")
    trailers = trailers_in(message)
    if mail.casefold() not in _own(register.root):
        named, summary = next(iter(trailers.get(REQUEST, ())), ""), message.partition("\n")[0]
        hint = "Give every act a request of its own, such as: $(uuidgen)"
        raise Refused(f"The request {named} was that of another person: {summary}.", hint)
    (action,) = trailers.get(ACTION, ["act"])[:1]
    request = next(iter(trailers.get(REQUEST, ())), None)
    summary = message.partition("\n")[0]
    numbers = _numbers_in(trailers)
    if action == KEEPING:
        kept = _kept(git, within, request)
        return Change(action, f"Keep the request for access {kept.name}", access_requests=(kept,), request=request)
    puts = _documents(git, commit, numbers)
    if any(number.is_provisional for number in numbers):
        takers: Asked = {one.number: one.allotted.request for one in puts if one.allotted and one.number.is_provisional}
        given = settled_there(Committed(git, within), takers)
        # Asked for in two clones, the entries of both became one.
        settled = _documents(git, within, sorted(given.values())) or _settled_on(git, request, within)
        if settled:
            puts = (*(document for document in puts if not document.number.is_provisional), *settled)
            summary = f"{summary}, settled as {span([document.number for document in settled])}"
        else:
            _refuse_gone(_documents(git, within, numbers), numbers, request)
    return Change(action, summary, puts=puts, request=request)


def _kept(git: Git, commit: str, request: str | None) -> AccessRequest:
    """The request for access that an act kept, under the name that it has now: one of two in a merge gets another."""
    # Nothing else of this asks for them.
    from somei_cli.store.register.access_requests import every_request

    for one in every_request(Committed(git, commit)):
        if isinstance(one, AccessRequest) and one.asking == request:
            return one
    hint = "Give every act a request of its own, such as: $(uuidgen)"
    raise Refused(f"What the request {request} kept is not there any more.", hint)


def _numbers_in(trailers: Mapping[str, Sequence[str]]) -> list[DocumentNumber]:
    """The documents that a message names; anybody may have written something else there."""
    numbers = []
    for name in trailers.get(DOCUMENT, ()):
        with suppress(NotANumber):
            numbers.append(read_number(name))
    return numbers


def _refuse_gone(held: Iterable[Document], numbers: Iterable[DocumentNumber], request: str | None) -> None:
    """Stop where a provisional number is no more what it was: it may be that of another act since."""
    own = {one.number for one in held if one.allotted and one.allotted.request == request}
    for number in numbers:
        if number.is_provisional and number not in own:
            hint = "Give every act a request of its own, such as: $(uuidgen)"
            raise Refused(f"The request {request} was given {number}, which was taken back since.", hint)


def before_of(register: Register, commit: str, numbers: Iterable[DocumentNumber]) -> tuple[Document, ...]:
    """How some documents stood before the commit of an earlier call; what that entered is not among them."""
    git = Git(register.root)
    parent = git.ask("rev-parse", "--verify", "--quiet", f"{commit}^")
    if parent is None:
        return ()
    return _documents(git, parent.decode().strip(), numbers)


def _documents(git: Git, commit: str, numbers: Iterable[DocumentNumber]) -> tuple[Document, ...]:
    """Those of some documents that a commit holds."""
    held = Committed(git, commit).some(map(path_of, numbers))
    read = (codec.load(text).document for _, text in held if isinstance(text, str))
    return tuple(document for document in read if document)


def _own(root: Path) -> frozenset[str]:
    return frozenset(mail.casefold() for mail in own_mails(root))
