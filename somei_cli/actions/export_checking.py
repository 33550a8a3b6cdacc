"""Proving an export: it is made again from its commit, and searched for words that must not be public there."""

import hashlib
from pathlib import Path
from typing import NamedTuple

from somei_cli.actions.committed import CommittedRegister, Watch, read_named
from somei_cli.actions.exporting import Maker, Order
from somei_cli.actions.proving_outside import Against, OutputFolder, prove_outside
from somei_cli.actions.withholding import withheld_in
from somei_cli.errors import CannotWork, Unreadable
from somei_cli.model.audience import Audience
from somei_cli.model.outside_faults import OutsideFault, Wrong
from somei_cli.model.publishing import Disclosure
from somei_cli.store.outgoing_folder import bytes_of, paths_in
from somei_cli.text.exporting.fixed_words import words_of_exports
from somei_cli.text.exporting.forms import MANIFEST
from somei_cli.text.exporting.manifest import ExportManifest, manifest_text, read_manifest
from somei_cli.text.withholding import signs_of_bodies
from somei_cli.text.words_seen import words_of


class Proof(NamedTuple):
    """What was found, what could not be looked at and why, and what the export says of itself."""

    findings: tuple[OutsideFault, ...]
    unseen: tuple[str, ...]
    manifest: ExportManifest


def check_export(start: Path, folder: Path, watch: Watch) -> Proof:
    """Prove what lies in a folder.

    Raises:
        CannotWork: there is no manifest that can be read, or its commit is not here.
    """
    manifest = _manifest_in(folder)
    source = read_named(start, manifest.commit, "export", watch)
    outside = _as_it_should_be(source, folder, manifest, watch)
    faults = prove_outside(outside, paths_in(folder), watch, "Looking", much=source.is_large)
    unread = [f"{entry.path} could not be read in the register" for entry in source.unread]
    unseen = [fault.words for fault in faults if fault.wrong is Wrong.UNSEEN]
    return Proof(tuple(fault for fault in faults if fault.wrong is not Wrong.UNSEEN), (*unread, *unseen), manifest)


def _as_it_should_be(source: CommittedRegister, folder: Path, manifest: ExportManifest, watch: Watch) -> OutputFolder:
    maker = Maker(source, Order(manifest.audience, manifest.forms, manifest.base), lambda _, __: False)
    made = maker.make(watch).manifest
    hashes = {fact.path: fact.sha256 for fact in made.files}
    hashes[MANIFEST] = hashlib.sha256(manifest_text(made).encode()).hexdigest()
    against = (Against(Wrong.CHANGED, hashes),)
    if manifest.audience is not Audience.PUBLIC:
        return OutputFolder(folder, against, {})
    bodies = signs_of_bodies(meeting.body for meeting in maker.meetings)
    ours = words_of_exports() | words_of(manifest.base) | bodies
    secret = withheld_in(source, Disclosure(source.snapshot).view, ours, watch)
    return OutputFolder(folder, against, secret)


def _manifest_in(folder: Path) -> ExportManifest:
    path = folder / MANIFEST
    try:
        text = bytes_of(folder, MANIFEST).decode()
    except (Unreadable, UnicodeDecodeError) as error:
        if isinstance(error.__cause__, FileNotFoundError | NotADirectoryError):
            raise CannotWork(f"There is no {MANIFEST} in {folder}.", "Make an export: somei export -o DIR") from None
        raise CannotWork(f"{path} cannot be read.", "Make the export anew: somei export -o DIR") from error
    return read_manifest(text)
