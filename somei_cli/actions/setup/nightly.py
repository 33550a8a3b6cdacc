"""Make the scripts that run scheduled checks, and checks in a pipeline or before a commit."""

from collections.abc import Iterator

from somei_cli.formats.automation import TEMPLATES, Helper, Script, Whereabouts, script
from somei_cli.store.disk.durable import refusing_disk
from somei_cli.store.disk.packaged_data import data_text
from somei_cli.store.git.repository import open_clone
from somei_cli.store.process.program import program
from somei_cli.store.register.find import place_in_repository
from somei_cli.store.register.register import Register

_ANSWER_FILE = "last-check.json"


def scripts(helper: Helper, register: Register) -> Iterator[Script]:
    """Yield the files of a helper, filled in for this register.

    The folder in which the script keeps its last answer is created here, so that the first scheduled check finds it.

    Raises:
        NotARepository: if the register is in no repository.
    """
    clone = open_clone(register.root)
    with refusing_disk():
        somei_dir = clone.make_private()
    whereabouts = Whereabouts(
        program(), register.root.resolve(), somei_dir / _ANSWER_FILE, place_in_repository(register.root)
    )
    for name, template in TEMPLATES[helper].items():
        yield script(helper, name, data_text(f"nightly/{template}"), whereabouts)
