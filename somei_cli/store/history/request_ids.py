"""Find the commit of an earlier call by its request id, and read back what it did."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from somei_cli.errors import NotANumber, Refused
from somei_cli.formats.git.commit_messages import ACTION, DOCUMENT, REQUEST, read_trailers
from somei_cli.formats.notation.document_numbers import read_number
from somei_cli.formats.register_paths import DOCUMENTS, path_of
from somei_cli.formats.toml import document as codec
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.numbers.number_allotment import ALLOT_ACTION, describe_numbers
from somei_cli.model.numbers.provisional_numbers import RequestIds
from somei_cli.model.register.access_requests import KEEP_ACTION, AccessRequest
from somei_cli.model.register.change import Change
from somei_cli.model.register.git_identity import address_of
from somei_cli.store.git.command import Git
from somei_cli.store.git.head import find_upstream_commit, read_own_addresses
from somei_cli.store.history.entry_search import find_certain_replacements, find_entries_with_words
from somei_cli.store.register.git_files import Committed
from somei_cli.store.register.register import Register


def find_earlier_act(
    register: Register, request: str, head: str, since: str | None = None
) -> tuple[Change, str] | None:
    """Return the change that an earlier call with this request id made, and its commit; None if there is none.

    `find_request_commit` finds it by its message. A clerk who rewrote the message may have dropped the trailer; then
    the documents that hold an allotment with this request id are used.

    Raises:
        Refused: see `read_change`.
    """
    git = Git(register.root)
    commit_of_request = find_request_commit(git, request, head, since)
    if commit_of_request:
        return read_change(register, commit_of_request, head), commit_of_request
    allotted = () if since else _find_allotted(git, request, head)
    if not allotted:
        return None
    path = git.literal_pathspec(path_of(allotted[0].number))
    commit = git.run("rev-list", "-1", head, "--", path).decode().strip()
    summary = f"Reserve {describe_numbers([document.number for document in allotted])}"
    return Change(ALLOT_ACTION, summary, puts=allotted, request=request), commit


def find_earlier_act_in_clone(register: Register, request: str, head: str) -> tuple[Change, str] | None:
    """Find an earlier act in the history of `head`, else in that of the upstream branch as git last saw it.

    Another branch of this clone may have pushed it.
    """
    earlier = find_earlier_act(register, request, head)
    upstream = None if earlier else find_upstream_commit(Git(register.root))
    return find_earlier_act(register, request, upstream) if upstream and upstream != head else earlier


def _find_allotted(git: Git, request: str, head: str) -> tuple[Document, ...]:
    """Return the first issues of the last two years whose numbers this person was allotted with a request id."""
    files = Committed(git, head)
    years = sorted(int(name) for name in files.names(DOCUMENTS) if name.isdecimal())
    entries = find_entries_with_words(files, [request], years[-2:])
    own_addresses = _own_addresses(git.folder)
    candidates = ((entry, entry.allotted) for entry in entries if entry.allotted and entry.number == entry.number.base)
    return tuple(
        entry
        for entry, allotment in candidates
        if allotment.request == request and address_of(allotment.by) in own_addresses
    )


def _find_settled(git: Git, request: str | None, head: str) -> tuple[Document, ...]:
    allotted = _find_allotted(git, request, head) if request else ()
    return tuple(document for document in allotted if not document.number.is_provisional)


def find_request_commit(git: Git, request: str, head: str, since: str | None = None) -> str | None:
    """Return the commit with a request id, an own one if there are several; with `since`, only commits after that one.

    The trailers of each message are read: anybody may write the words of a trailer into a reason.
    """
    command = ("log", "--fixed-strings", f"--grep={REQUEST}: {request}", "--format=%H%x00%ae%x00%B%x00%x00")
    output = git.run(*command, f"{since}..{head}" if since else head, "--").decode(errors="replace")
    entries = (entry.split("\0", 2) for entry in output.split("\0\0\n") if entry.strip())
    matches = [
        (commit, mail) for commit, mail, message in entries if request in read_trailers(message).get(REQUEST, ())
    ]
    own_addresses = _own_addresses(git.folder) if len(matches) > 1 else frozenset()
    return next(
        (commit for commit, mail in matches if mail.casefold() in own_addresses), matches[0][0] if matches else None
    )


def read_change(register: Register, commit: str, head: str) -> Change:
    """Return the change that the commit of an earlier call made; provisional numbers as a sync replaced them since.

    Raises:
        Refused: if another person used the same request id, or a provisional number was taken back.
    """
    git = Git(register.root)
    mail, _, message = git.run("log", "-1", "--format=%ae%n%B", commit, "--").decode(errors="replace").partition("\n")
    trailers = read_trailers(message)
    if mail.casefold() not in _own_addresses(register.root):
        request_named, summary = next(iter(trailers.get(REQUEST, ())), ""), message.partition("\n")[0]
        hint = "Give every act a request of its own, such as: $(uuidgen)"
        raise Refused(f"The request {request_named} was made by another person: {summary}.", hint)
    (action,) = trailers.get(ACTION, ["act"])[:1]
    request = next(iter(trailers.get(REQUEST, ())), None)
    summary = message.partition("\n")[0]
    numbers = _read_numbers(trailers)
    if action == KEEP_ACTION:
        access_request = _find_kept_request(git, head, request)
        return Change(
            action,
            f"Keep the request for access {access_request.name}",
            access_requests=(access_request,),
            request=request,
        )
    puts = _read_documents(git, commit, numbers)
    if any(number.is_provisional for number in numbers):
        provisional_requests: RequestIds = {
            document.number: document.allotted.request
            for document in puts
            if document.allotted and document.number.is_provisional
        }
        replacements = find_certain_replacements(Committed(git, head), provisional_requests)
        # If two clones made the same request, a sync joined their documents: find them by the request id.
        settled_documents = _read_documents(git, head, sorted(replacements.values())) or _find_settled(
            git, request, head
        )
        if settled_documents:
            puts = (*(document for document in puts if not document.number.is_provisional), *settled_documents)
            summary = f"{summary}, settled as {describe_numbers([document.number for document in settled_documents])}"
        else:
            _refuse_taken_back(_read_documents(git, head, numbers), numbers, request)
    return Change(action, summary, puts=puts, request=request)


def _find_kept_request(git: Git, commit: str, request: str | None) -> AccessRequest:
    """Return the access request that an act kept, under its present name: a merge renames one of two with one name."""
    # Imported here since only this act needs it.
    from somei_cli.store.register.access_requests import read_all_requests

    for access_request in read_all_requests(Committed(git, commit)):
        if isinstance(access_request, AccessRequest) and access_request.request_id == request:
            return access_request
    hint = "Give every act a request of its own, such as: $(uuidgen)"
    raise Refused(f"What the request {request} kept is gone.", hint)


def _read_numbers(trailers: Mapping[str, Sequence[str]]) -> list[DocumentNumber]:
    """Return the documents that a message names; a trailer that is not a number is skipped."""
    numbers = []
    for name in trailers.get(DOCUMENT, ()):
        with suppress(NotANumber):
            numbers.append(read_number(name))
    return numbers


def _refuse_taken_back(documents: Iterable[Document], numbers: Iterable[DocumentNumber], request: str | None) -> None:
    """Refuse if a provisional number is not allotted to this request id any more: another act may have it now."""
    still_allotted = {
        document.number for document in documents if document.allotted and document.allotted.request == request
    }
    for number in numbers:
        if number.is_provisional and number not in still_allotted:
            hint = "Give every act a request of its own, such as: $(uuidgen)"
            raise Refused(f"The request {request} was given {number}, which has been taken back since.", hint)


def read_documents_before(register: Register, commit: str, numbers: Iterable[DocumentNumber]) -> tuple[Document, ...]:
    """Return the documents as they were before the commit of an earlier call; those that it added are left out."""
    git = Git(register.root)
    parent = git.run_or_none("rev-parse", "--verify", "--quiet", f"{commit}^")
    if parent is None:
        return ()
    return _read_documents(git, parent.decode().strip(), numbers)


def _read_documents(git: Git, commit: str, numbers: Iterable[DocumentNumber]) -> tuple[Document, ...]:
    """Return those of some documents that a commit holds."""
    files = Committed(git, commit).read_existing(map(path_of, numbers))
    documents = (codec.load(text).document for _, text in files if isinstance(text, str))
    return tuple(document for document in documents if document)


def _own_addresses(root: Path) -> frozenset[str]:
    return frozenset(mail.casefold() for mail in read_own_addresses(root))
