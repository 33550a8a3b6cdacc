"""The words that exports are made with, whatever a register holds: those of every form, written for one sample."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

from somei_cli.model.audience import Audience
from somei_cli.model.public_register import PublicRegister, open_to_public
from somei_cli.text.exporting import dcat
from somei_cli.text.exporting.forms import EVERY, FormName, meeting_files, oparl_base, year_files
from somei_cli.text.exporting.leaving import of_view
from somei_cli.text.exporting.manifest import NO_BASE, ExportManifest, FileFact, WithheldPart, manifest_text
from somei_cli.text.exporting.oparl import names_of_meetings, sitting_of
from somei_cli.text.sample import sample, without_sample


@cache
def words_of_exports() -> frozenset[str]:
    """Those of the files, of their names, and of the manifest."""
    return without_sample(_texts(open_to_public(sample())))


def _texts(public: PublicRegister) -> Iterator[tuple[str, str]]:
    views, meetings = public.documents.values(), names_of_meetings(public.gathered)
    made = year_files(EVERY, NO_BASE, 2019, map(of_view, views), "2020", meetings)
    yield from ((path, content.decode()) for path, content in made)
    sittings = [sitting for view in views if (sitting := sitting_of(view, oparl_base(NO_BASE), meetings))]
    yield from meeting_files(public.gathered, sittings, (2019, 2020), NO_BASE, "")
    day = datetime(2019, 1, 1, tzinfo=UTC)
    sizes = tuple((str(name), 1) for name in EVERY if name is not FormName.DCAT)
    yield "dcat", dcat.dcat_text(dcat.Described("", day, NO_BASE, (2019,), sizes))
    facts = (FileFact("a.json", "", 1),)
    manifest = ExportManifest("", day, Audience.PUBLIC, EVERY, NO_BASE, 1, WithheldPart(("1/19",)), facts)
    yield "MANIFEST.json", manifest_text(manifest)
