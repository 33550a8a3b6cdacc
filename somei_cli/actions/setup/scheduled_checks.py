"""Make the scripts that run scheduled checks, and checks in a pipeline or before a commit."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from somei_cli.errors import NotFound, WrongUsage, shell_word
from somei_cli.errors.installation import find_public_requirement
from somei_cli.formats.automation import TEMPLATES, Automation, AutomationFile, AutomationPaths, fill_template
from somei_cli.store.disk.durable import refuse_disk_errors
from somei_cli.store.disk.output_files import PUBLIC_FILE, PUBLIC_PROGRAM, write_output_file
from somei_cli.store.disk.packaged_data import read_data_text
from somei_cli.store.git.repository import open_clone
from somei_cli.store.process.program import program_command
from somei_cli.store.register.find import find_path_in_repository
from somei_cli.store.register.last_check import CHECK_FILE
from somei_cli.store.register.register import Register


def make_scripts(helper: Automation, register: Register) -> Iterator[AutomationFile]:
    """Yield the files of a helper, filled in for this register.

    The folder in which the script keeps its last answer is created here, so that the first scheduled check finds it.

    Raises:
        NotARepository: if the register is in no repository.
    """
    clone = open_clone(register.root)
    with refuse_disk_errors():
        somei_dir = clone.make_somei_dir()
    whereabouts = AutomationPaths(
        program_command(),
        register.root.resolve(),
        somei_dir / CHECK_FILE,
        find_path_in_repository(register.root),
        find_public_requirement(),
    )
    for name, template in TEMPLATES[helper].items():
        yield fill_template(helper, name, read_data_text(f"nightly/{template}"), whereabouts)


def write_scripts(
    helper: Automation, scripts: Sequence[AutomationFile], output: Path, *, replace: bool
) -> Iterator[Path]:
    """Write the files of a helper into a folder, or the only one into a file; yield the path of each.

    Raises:
        WrongUsage: if there are several, and the output is not a folder.
        NotFound: if the output is the name of a folder that does not exist, as `.github/workflows`.
    """
    is_folder = output.is_dir()
    if not is_folder and not output.parent.is_dir() and not output.suffix and PurePath(scripts[0].name).suffix:
        raise NotFound(f"There is no folder {output}.", f"Make it with: mkdir -p {shell_word(output)}")
    if len(scripts) > 1 and not is_folder:
        raise WrongUsage(
            f"{helper} has {len(scripts)} files, but {output} is not a folder.", "Name a folder with -o DIR."
        )
    for script in scripts:
        target = output / script.name if is_folder else output
        write_output_file(
            target, script.text.encode(), replace=replace, mode=PUBLIC_PROGRAM if script.executable else PUBLIC_FILE
        )
        yield target
