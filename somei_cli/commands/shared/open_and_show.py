"""What every command does alike: open the register, read it, answer with a view, and show progress."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.option_groups import options_of
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.words import describe_sparse_checkout
from somei_cli.render.output.formats import Output, print_view
from somei_cli.render.output.streams import print_message
from somei_cli.render.output.view import View, ViewFormat
from somei_cli.store.register.find import find_register
from somei_cli.store.register.register import Register
from somei_cli.store.register.register import open_register as open_register_in
from somei_cli.store.register.sparse import list_sparse_documents
from somei_cli.store.register.work_tree_files import WorkTree

if TYPE_CHECKING:
    from somei_cli.model.register.snapshot import Snapshot
    from somei_cli.store.index.database import Index
    from somei_cli.store.index.open import AnsweredByIndex


def open_register() -> Register:
    """The register that the options, the environment or the working directory name."""
    return open_register_in(find_register(session.folder()), indexed=not session.current().no_index)


def say_cut_off(register: Register) -> None:
    """Say that a shallow clone lacks older history: its oldest commit seems to have made everything before it."""
    from somei_cli.store.git.command import Git
    from somei_cli.store.git.dates import has_whole_history

    if not has_whole_history(Git(register.root)):
        print_message("somei: This clone has only the newest part of the history; older acts are not shown.")
        print_message("hint: Fetch the rest with: git fetch --unshallow")


class AnswerOptions(NamedTuple):
    """The options that say how an answer is shown."""

    view_format: params.How = None
    as_json: params.AsJson = False
    fields: params.Fields = ""
    sort: params.Sort = ""
    limit: params.Limit = None

    @property
    def form(self) -> ViewFormat | None:
        """The format that was asked for."""
        return ViewFormat.JSON if self.as_json else self.view_format

    def show(self, view: View) -> None:
        """Show a view as the options say."""
        print_view(view, Output(self.form, self.fields, self.sort, self.limit, session.current().color))


Answer = Annotated[AnswerOptions, options_of(AnswerOptions)]
UnsortedAnswer = Annotated[AnswerOptions, options_of(AnswerOptions, "sort")]
AnswerInFields = Annotated[AnswerOptions, options_of(AnswerOptions, "sort", "limit")]
PlainAnswer = Annotated[AnswerOptions, options_of(AnswerOptions, "fields", "sort", "limit")]


def show_view(view: View, *, as_json: bool = False, view_format: ViewFormat | None = None) -> None:
    """Show a view in the format that the options ask for."""
    AnswerOptions(view_format, as_json).show(view)


def read_snapshot(
    register: Register,
    *,
    by_index: "AnsweredByIndex" = False,
    about: Iterable[DocumentNumber] = (),
    index: "Index | None" = None,
    with_words: bool = False,
) -> tuple["Snapshot", int]:
    """Return the documents that can be read, and the exit status: 0 if all could be read, else 3.

    `by_index`: the answer needs the index alone. `about`: the numbers that the answer is about; documents that a sparse
    checkout leaves out are read from git for them. `index` is that of the register, if it is open already.
    `with_words`: words will be searched.
    """
    kept_out = len(list_sparse_documents(register.root)) if isinstance(register.files, WorkTree) else 0
    numbers = tuple(about)
    session.talk(*describe_sparse_checkout(kept_out, named=bool(numbers)))
    snapshot, status = _in_work_tree(register, by_index, index, with_words=with_words)
    if not kept_out or not numbers:
        return snapshot, status
    from somei_cli.actions.read.sparse_documents import read_related_sparse_entries

    entries = [entry for number in numbers for entry in read_related_sparse_entries(register, number)]
    unread = [entry for entry in entries if entry.document is None]
    say_unread(unread)
    documents = [entry.document for entry in entries if entry.document]
    return snapshot.with_documents(documents), 3 if unread else status


def _in_work_tree(
    register: Register, by_index: "AnsweredByIndex", index: "Index | None", *, with_words: bool
) -> tuple["Snapshot", int]:
    from somei_cli.store.index.open import open_indexed_snapshot

    indexed = None
    if not session.current().no_index:
        say_first_index(register)
        indexed = open_indexed_snapshot(register, answered_by_index=by_index, index=index, with_words=with_words)
    if indexed:
        snapshot, faulty = indexed
        say_unread(faulty)
        return snapshot, 3 if faulty else 0
    entries = tuple(register.entries())
    unread = [entry for entry in entries if entry.document is None]
    say_unread(unread)
    return register.snapshot_of(entries), 3 if unread else 0


_SOON_READ = 2_000
"""An index of fewer documents than this is there in about half a second."""


def say_first_index(register: Register) -> None:
    """Say on a terminal, before a large register is indexed for the first time, why the answer takes a moment."""
    from somei_cli.store.index.index_file import find_index_file
    from somei_cli.store.index.open import can_use_index

    if session.current().quiet or not sys.stderr.isatty() or not can_use_index(register):
        return
    file = find_index_file(register.root)
    if file and not file.exists() and (count := register.count_files()) > _SOON_READ:
        print_message(f"Reading {count:,} documents for the first time. Later answers come at once.")


def say_unread(unread: Iterable[DocumentFile]) -> None:
    """Name the files that could not be read on standard error, even with -q."""
    for entry in unread:
        fault = entry.faults[0]
        place = f", line {fault.line}," if fault.line else ""
        print_message(f"somei: {entry.path}{place} could not be read: {fault.message}")


def say_if_unmarked_is_unset(*, has_setting: bool) -> None:
    """Say that texts of imports stay closed if the register does not say whether they are public."""
    if not has_setting:
        session.talk(
            "note: somei.toml does not say “public_unmarked”: of an import without a marking only the entry is public.",
            'hint: Say so, or that the text is public: public_unmarked = "entry" or "text" (somei help settings)',
        )


Step = TypeVar("Step")


def watch(steps: Iterable[Step], total: int, words: str) -> Iterator[Step]:
    """Yield the steps, with a progress bar on standard error if that is a terminal."""
    from somei_cli.render.output.progress import show_progress

    return show_progress(steps, total, words, quiet=session.current().quiet)
