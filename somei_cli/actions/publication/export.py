"""Make an export of one commit: the register is read once and written year by year, always in the same bytes."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Protocol

from somei_cli.actions.publication.committed_register import CommittedRegister
from somei_cli.actions.publication.parallel import run_in_pieces
from somei_cli.errors import WrongUsage
from somei_cli.formats.export.dcat import DatasetDescription, dcat_text, sizes_by_form
from somei_cli.formats.export.document_rows import ExportedDocument, export_internal, export_view
from somei_cli.formats.export.formats import (
    ALL_FORMS,
    CATALOGUE,
    INTERNAL_FORMS,
    MANIFEST,
    FormName,
    oparl_base,
    oparl_files,
    year_files,
    yearly_format,
)
from somei_cli.formats.export.manifest import ExportManifest, FileFact, WithheldPart, manifest_text
from somei_cli.formats.export.oparl import MeetingContribution, MeetingIds, contribution_of, meeting_ids
from somei_cli.model.document import Document
from somei_cli.model.groups import group_pairs
from somei_cli.model.publication.public_register import PublicBodyMeeting, public_meetings
from somei_cli.model.publication.public_view_changes import Audience, refuse_classified_export
from somei_cli.model.register.change import Tracker
from somei_cli.model.register.public_view import Disclosure, PublicDocument, Visibility
from somei_cli.store.disk.output_folder import OutgoingFolder


class FileSink(Protocol):
    """Takes the files of an export, and returns whether a file changed."""

    def __call__(self, path: str, content: bytes) -> bool:
        """Take one file."""


class ExportOrder(NamedTuple):
    """What to export: for which audience, in which forms, and with which base of addresses."""

    audience: Audience
    forms: tuple[FormName, ...]
    base: str


def order_export(forms: Collection[FormName], audience: Audience, base: str, *, is_stream: bool) -> ExportOrder:
    """Return the order of an export, with all forms for its audience if none is named; a stream takes one form.

    Raises:
        WrongUsage: several forms for a stream, or a form that cannot hold what is not public.
    """
    allowed = INTERNAL_FORMS if audience is Audience.INTERNAL else ALL_FORMS
    for form in forms:
        if form not in allowed:
            hint = "With --internal: " + ", ".join(INTERNAL_FORMS) + "."
            raise WrongUsage(f"The form {form} holds only what is public.", hint)
    if is_stream and len(set(forms)) != 1:
        hint = "A folder with -o DIR, or one form with --format."
        raise WrongUsage("Where should the export go, and in which form?", hint)
    return ExportOrder(audience, tuple(form for form in allowed if not forms or form in forms), base)


class ExportResult(NamedTuple):
    """The manifest of an export, the paths of the files that changed, and how many old files were removed."""

    manifest: ExportManifest
    changed: tuple[str, ...]
    removed: int = 0


class _Year(NamedTuple):
    files: tuple[FileFact, ...]
    changed: tuple[str, ...]
    documents: int
    left_out: WithheldPart
    contributions: tuple[MeetingContribution, ...]


class _YearNotes:
    """Counts of the documents of a year, made while they pass; none of them is kept.

    `base` is the base of OParl addresses, `meetings` the ids of meetings.
    """

    def __init__(self, base: str, meetings: MeetingIds) -> None:
        self._base = base
        self._meetings = meetings
        self.documents = 0
        self.entries = 0
        self.by_number: list[str] = []
        self.contributions: list[MeetingContribution] = []

    def note_each(self, documents: Iterable[ExportedDocument]) -> Iterator[ExportedDocument]:
        """Yield the documents, and count each."""
        for exported in documents:
            self.documents += 1
            if exported.view:
                self._note(exported.view)
            yield exported

    def _note(self, view: PublicDocument) -> None:
        if view.shown is Visibility.NUMBER:
            self.by_number.append(str(view.number))
        self.entries += view.shown is Visibility.ENTRY
        if contribution := contribution_of(view, self._base, self._meetings):
            self.contributions.append(contribution)


class Exporter:
    """Makes the files of an export and hands each to `write_file`.

    Raises:
        Refused: for an internal audience, if a document is EU classified.
    """

    def __init__(self, source: CommittedRegister, order: ExportOrder, write_file: FileSink) -> None:
        if order.audience is Audience.INTERNAL:
            refuse_classified_export(source.snapshot)
        self.source = source
        self.order = order
        self.write_file = write_file
        self._disclosure = Disclosure(source.snapshot)

    @cached_property
    def by_year(self) -> dict[int, list[Document]]:
        """The documents of each year of numbers, in order."""
        return group_pairs((document.number.year, document) for document in self.source.snapshot)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years with documents to export."""
        if self.order.audience is Audience.INTERNAL:
            return tuple(self.by_year)
        return tuple(year for year, documents in self.by_year.items() if any(map(self._view, documents)))

    @cached_property
    def meetings(self) -> tuple[PublicBodyMeeting, ...]:
        """The meetings to export; only OParl has them."""
        if FormName.OPARL not in self.order.forms:
            return ()
        return public_meetings(self.source.snapshot, self._disclosure)

    @cached_property
    def _meeting_ids(self) -> MeetingIds:
        return meeting_ids(self.meetings)

    def make(self, track: Tracker) -> ExportResult:
        """Make all files except that of the manifest."""
        order, name = self.order, self.source.snapshot.settings.name
        # Compute the cached property before the processes start, so that they share it.
        len(self._meeting_ids)
        results = run_in_pieces(self._write_year, self.years, parallel=self.source.is_large)
        years = list(track(results, len(self.years), "Writing"))
        files = [fact for year in years for fact in year.files]
        changed = [path for year in years for path in year.changed]
        extra: list[tuple[str, str]] = []
        if FormName.OPARL in order.forms:
            contributions = [contribution for year in years for contribution in year.contributions]
            extra += oparl_files(self.meetings, contributions, self.years, order.base, name)
        if FormName.DCAT in order.forms:
            facts = [(fact.path, fact.bytes) for fact in files] + [(path, len(text.encode())) for path, text in extra]
            sizes = sizes_by_form(facts)
            description = DatasetDescription(name, self.source.committed, order.base, self.years, sizes)
            extra.append((CATALOGUE, dcat_text(description)))
        for path, text in extra:
            fact, is_changed = self._write(path, text.encode())
            files.append(fact)
            changed += [path] if is_changed else []
        manifest = ExportManifest(
            self.source.commit,
            self.source.committed,
            order.audience,
            order.forms,
            order.base,
            sum(year.documents for year in years),
            self._count_withheld(years),
            tuple(sorted(files)),
        )
        return ExportResult(manifest, tuple(sorted(changed)))

    def text(self) -> Iterator[str]:
        """Yield the text of the only form, piece by piece.

        Raises:
            WrongUsage: if the form has several files.
        """
        (name,) = self.order.forms
        if name is FormName.DCAT:
            yield dcat_text(
                DatasetDescription(
                    self.source.snapshot.settings.name, self.source.committed, self.order.base, self.years, ()
                )
            )
            return
        form = yearly_format(name, self.order.base)
        if form is None or name is FormName.OPARL:
            raise WrongUsage(f"The form {name} consists of several files.", "Name a folder for them with -o DIR.")
        yield form.head
        separator = ""
        for year in self.years:
            for exported in self._exported_documents(year):
                yield separator + form.row(exported) + form.ending
                separator = form.separator
        yield form.tail("")

    def _write_year(self, year: int) -> _Year:
        order, meetings = self.order, self._meeting_ids
        notes = _YearNotes(oparl_base(order.base), meetings)
        index = self.years.index(year)
        following = "".join(map(str, self.years[index + 1 : index + 2]))
        facts: list[FileFact] = []
        changed: list[str] = []
        documents = notes.note_each(self._exported_documents(year))
        for path, content in year_files(order.forms, order.base, year, documents, following, meetings):
            fact, is_changed = self._write(path, content)
            facts.append(fact)
            changed += [path] if is_changed else []
        left_out = WithheldPart(tuple(notes.by_number), notes.entries)
        return _Year(tuple(facts), tuple(changed), notes.documents, left_out, tuple(notes.contributions))

    def _write(self, path: str, content: bytes) -> tuple[FileFact, bool]:
        fact = FileFact(path, hashlib.sha256(content).hexdigest(), len(content))
        return fact, self.write_file(path, content)

    def _exported_documents(self, year: int) -> Iterator[ExportedDocument]:
        for document in self.by_year[year]:
            if self.order.audience is Audience.INTERNAL:
                yield export_internal(document)
            elif view := self._view(document):
                yield export_view(view)

    def _view(self, document: Document) -> PublicDocument | None:
        return self._disclosure.view(document)

    def _count_withheld(self, years: Iterable[_Year]) -> WithheldPart:
        years = list(years)
        exported_count = sum(year.documents for year in years)
        return WithheldPart(
            tuple(number for year in years for number in year.left_out.by_number),
            sum(year.left_out.entries for year in years),
            len(self.source.snapshot.documents) - exported_count,
            len(self.source.unread),
        )


def export_to_folder(
    source: CommittedRegister, order: ExportOrder, output: Path, track: Tracker, *, dry_run: bool
) -> ExportResult:
    """Write an export into a folder, and remove what an earlier one left there; the manifest comes last.

    Raises:
        Refused: for an internal audience, if a document is EU classified; if the folder holds other files.
    """
    folder = OutgoingFolder(output, dry=dry_run, private=order.audience is Audience.INTERNAL)
    exporter = Exporter(source, order, folder.write)
    folder.begin(source.register.root)
    export = exporter.make(track)
    removed = folder.remove_all_but({MANIFEST, *(fact.path for fact in export.manifest.files)})
    folder.write(MANIFEST, manifest_text(export.manifest).encode())
    return export._replace(removed=removed)


def export_as_text(source: CommittedRegister, order: ExportOrder) -> Iterator[str]:
    """Yield the text of an export in one form; see `Exporter.text`."""
    return Exporter(source, order, lambda _, __: False).text()
