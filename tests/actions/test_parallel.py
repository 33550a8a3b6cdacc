"""Long work in pieces: what comes of it is the same in one process and in two."""

from collections.abc import Sequence
from itertools import islice

from registers_at_scale import documents

from somei_cli.actions.publication.parallel import run_in_pieces
from somei_cli.formats.toml import document as codec
from somei_cli.model.publication.output_files import SiteFile
from somei_cli.model.publication.public_register import public_register_of
from somei_cli.model.register.settings import Settings
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.render.site.build import site_jobs
from somei_cli.store.disk.packaged_data import read_data_text


def test_a_site_is_the_same_however_many_processes_make_it() -> None:
    loaded = (codec.load(one.text).document for one in islice(documents(), 400))
    register = public_register_of(Snapshot(filter(None, loaded), lambda: Vocabulary({}), Settings()))
    jobs = site_jobs(register, read_data_text)

    def pages(at: int) -> Sequence[SiteFile]:
        return list(jobs[at]())

    alone = list(run_in_pieces(pages, range(len(jobs)), parallel=False))
    shared = list(run_in_pieces(pages, range(len(jobs)), parallel=True))

    assert shared == alone
    assert sum(map(len, alone)) > 400
