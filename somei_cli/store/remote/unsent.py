"""The documents that a clone has and its server has not, or not so: committed here and not sent, or not committed."""

from pathlib import PurePosixPath

from somei_cli.formats.register_paths import DOCUMENTS, number_at
from somei_cli.formats.toml import document as codec
from somei_cli.model.document import Document
from somei_cli.store.git.ancestry import forked_at
from somei_cli.store.git.command import Git
from somei_cli.store.git.history_dates import tip
from somei_cli.store.register.changed_files import between, in_work_tree
from somei_cli.store.register.committed_files import Committed
from somei_cli.store.register.register import Register
from somei_cli.store.register.work_tree_files import WorkTree


def unsent_documents(register: Register, base: str) -> tuple[Document, ...]:
    """The documents that were entered or changed here since this clone and `base`, the server's commit, parted.

    What only the server changed since is not among them. Of an edited file what lies on the disk counts, unless
    it cannot be read.
    """
    git = Git(register.root)
    head = tip(git)
    fork = forked_at(git, head, base) if head else None
    if head is None or fork is None:
        return ()
    touches = (*(between(git, fork, head) if fork != head else ()), *in_work_tree(git, head))
    paths = sorted({touch.path for touch in touches if _is_document(touch.path)})
    held = (*Committed(git, head).some(paths), *WorkTree(register.root).some(paths))
    documents: dict[PurePosixPath, Document] = {}
    for path, text in held:
        document = codec.load(text).document if isinstance(text, str) else None
        if document:
            documents[path] = document
    return tuple(documents.values())


def _is_document(path: PurePosixPath) -> bool:
    return path.is_relative_to(DOCUMENTS) and number_at(path) is not None
