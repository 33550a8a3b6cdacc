"""Lazy documents read from the index in the order of their numbers, page by page."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from somei_cli.model.document import Document
from somei_cli.model.references import ReferenceKind
from somei_cli.store.index.keys import BASE_OF_KEY
from somei_cli.store.index.row_columns import (
    AGENDA_FACT,
    FOLLOW_UP_FACT,
    REFERENCE_KINDS,
    DocumentRow,
    lazy_document_of,
    select_columns,
)

_PAGE_SIZE = 2_000
_MEETING_CONDITION = (
    "(json_extract(facts, ?) IS NOT NULL"  # noqa: S608 - words of ours
    f" OR document.id IN (SELECT member.id FROM (SELECT DISTINCT {BASE_OF_KEY} AS base"
    " FROM document WHERE live AND (start IS NOT NULL OR body IS NOT NULL OR json_extract(facts, ?) = 1)) AS family"
    " JOIN document AS member ON member.key >= family.base AND member.key < family.base || ':')"
    " OR document.id IN (SELECT reference.document FROM document AS meeting"
    " JOIN reference ON target = meeting.key AND kind = ?"
    " WHERE meeting.live AND (meeting.start IS NOT NULL OR meeting.body IS NOT NULL)))"
)
MEETING_CONDITION = (
    _MEETING_CONDITION,
    (f"$[{AGENDA_FACT}]", f"$[{FOLLOW_UP_FACT}]", REFERENCE_KINDS.index(ReferenceKind.AGENDA)),
)
"""Condition and parameters for the documents of meetings and follow-ups, see `Snapshot.meeting_documents`."""


def read_lazy_documents(
    query: Callable[..., list[tuple[Any, ...]]],
    fetch: Callable[[PurePosixPath], Document],
    where: str,
    parameters: Sequence[object] = (),
) -> Iterator[Document]:
    """Yield the documents that fit a condition; `fetch` reads the file of one."""
    sql = select_columns(
        "folder.path, file.name,",
        "FROM document JOIN file ON file.id = document.id JOIN folder ON folder.id = file.folder"
        f" WHERE live AND {where} AND document.key > ? ORDER BY document.key LIMIT {_PAGE_SIZE}",
    )
    last_key = ""
    while rows := query(sql, (*parameters, last_key)):
        for folder, name, *columns in rows:
            yield lazy_document_of(DocumentRow(*columns), partial(_fetch_file, fetch, folder, name))
        last_key = rows[-1][2]


def _fetch_file(fetch: Callable[[PurePosixPath], Document], folder: str, name: str) -> Document:
    return fetch(PurePosixPath(folder, name))
