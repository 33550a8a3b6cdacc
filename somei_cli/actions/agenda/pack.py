"""Collect the pack of an agenda: its papers as this clone keeps them, for inside the house or for the public."""

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import NamedTuple

from somei_cli.actions.publication.committed_register import read_committed_register
from somei_cli.actions.read.print_input import STYLE, STYLE_SHEET, Manuscript, read_manuscript, read_style_file
from somei_cli.errors import CannotWork, Refused, shell_word
from somei_cli.formats.archive import make_archive
from somei_cli.model.agenda.lifecycle import require_agenda_page
from somei_cli.model.agenda.pack import NO_FILE_KEPT, PackedPaper, PackPlan, plan_inside_pack, plan_public_pack
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.change import Tracker
from somei_cli.model.register.public_view import Disclosure, Visibility
from somei_cli.store.disk.output_files import PRIVATE_FILE, PUBLIC_FILE, write_output_file
from somei_cli.store.register.register import Register
from somei_cli.store.register.source_copies import find_kept_copy


class AgendaPack(NamedTuple):
    """A pack with its files: what is to be printed of the agenda, and the papers by their names in the pack.

    `names` are those of the papers that are in it, by their numbers.
    """

    plan: PackPlan
    manuscript: Manuscript
    names: Mapping[DocumentNumber, str]
    files: Mapping[str, bytes]


def collect_inside_pack(register: Register, number: DocumentNumber) -> AgendaPack:
    """Return the pack of an agenda for inside the house; a draft with the current texts of its documents.

    Raises:
        NumberUnknown: if the agenda is not in the register.
        Refused: if it is not an agenda or an outcome, or is classified.
    """
    _require_page(register, number)
    manuscript = read_manuscript(register, number)
    plan = plan_inside_pack(manuscript.document, register.find, manuscript.paper_numbers)
    return _collect_files(register, plan, manuscript)


def collect_public_pack(register: Register, number: DocumentNumber, track: Tracker) -> AgendaPack:
    """Return the pack of an agenda that the public may have, by the rules of an export of the last commit.

    Raises:
        NumberUnknown: if the last commit does not have the agenda.
        Refused: if it is not an agenda or an outcome, or its text is not public.
    """
    _require_page(register, number)
    committed = read_committed_register(register.root, "HEAD", track)
    disclosure = Disclosure(committed.snapshot)
    view = disclosure.view(committed.snapshot.require(number))
    if view is None or view.shown is not Visibility.TEXT:
        raise Refused(
            f"The public may not see the text of {number}, so there is no pack for it.",
            f"Why: somei show {shell_word(number)}; for inside the house leave out --for public.",
        )
    plan = plan_public_pack(view, committed.snapshot, disclosure)
    style, style_sheet = (read_style_file(committed.register, path) for path in (STYLE, STYLE_SHEET))
    paper_numbers = {paper.named: paper.number for paper in plan.papers}
    return _collect_files(register, plan, Manuscript(plan.agenda, style, style_sheet, paper_numbers))


def _require_page(register: Register, number: DocumentNumber) -> None:
    require_agenda_page(register.get(number), f"Look at it with: somei show {shell_word(number)}")


def _collect_files(register: Register, plan: PackPlan, manuscript: Manuscript) -> AgendaPack:
    """Read the kept file of each paper once, and note why one cannot be had."""
    names: dict[DocumentNumber, str] = {}
    files: dict[str, bytes] = {}
    papers: list[PackedPaper] = []
    for paper in plan.papers:
        if paper.sha256 is None or paper.number in names:
            papers.append(paper)
            continue
        copy = find_kept_copy(register, paper.sha256)
        content = _read_copy(copy) if copy else None
        if copy is None or content is None:
            papers.append(paper._replace(sha256=None, reason=NO_FILE_KEPT))
        elif hashlib.sha256(content).hexdigest() != paper.sha256:
            papers.append(paper._replace(sha256=None, reason="the file that this clone keeps is damaged"))
        else:
            # Not the name of the imported file: that may say more than the reader may know.
            names[paper.number] = str(PurePath("papers", f"{paper.number.register_id}{copy.suffix}"))
            files[names[paper.number]] = content
            papers.append(paper)
    return AgendaPack(plan._replace(papers=tuple(papers)), manuscript, names, files)


def _read_copy(copy: Path) -> bytes | None:
    try:
        return copy.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CannotWork(f"{copy} cannot be read: {error.strerror}.") from error


def write_pack(path: Path, pack: AgendaPack, pages: Mapping[str, bytes], *, replace: bool) -> None:
    """Write the archive of a pack with its printed pages; the same pack has the same bytes.

    Raises:
        Refused: if there is a file already, and it is not to be replaced.
    """
    mode = PUBLIC_FILE if pack.plan.is_public else PRIVATE_FILE
    write_output_file(path, make_archive({**pages, **pack.files}), replace=replace, mode=mode)
