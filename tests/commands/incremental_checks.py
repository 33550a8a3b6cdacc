"""A copy of the shipped register in git, at which whatever a check keeps is held against a check of everything."""

import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path, PurePosixPath

from rules.builders import num
from rules.faults import FAULTS
from rules.shipped_register import TODAY, copy_sample, untouched

from somei_cli.actions.check.check import check_register
from somei_cli.actions.check.incremental import check_work_tree
from somei_cli.actions.check.plan import CheckPlan
from somei_cli.rules.definition.findings import Report
from somei_cli.store.register.register import Register

COMPLETE = 'complete = true\nown_series = ["ST", "CM"]\nreview_months = 60\n'


_made: dict[str, Path] = {}
"""What was made with these settings before, to be copied."""


class Desk:
    """A copy of the shipped register in git."""

    def __init__(self, folder: Path, settings: str = "") -> None:
        self.folder = folder
        made = _made.get(settings)
        if made and made.is_dir():
            shutil.copytree(made, folder)
            return
        copy_sample(folder)
        text = (folder / "somei.toml").read_text(encoding="utf-8")
        if settings:
            kept = text.splitlines(keepends=True)
            text = settings + "".join(line for line in kept if not line.startswith(("complete", "own", "review")))
        (folder / "somei.toml").write_text(text, encoding="utf-8")
        for words in (("init", "-q"), ("add", "--all"), ("commit", "-qm", "As shipped")):
            self.git(*words)
        # Beside the folders of tests, which go when their test has passed.
        _made[settings] = Path(tempfile.mkdtemp(dir=folder.parents[1])) / "register"
        shutil.copytree(folder, _made[settings])

    def git(self, *words: str) -> str:
        return subprocess.run(["git", *words], cwd=self.folder, check=True, capture_output=True, text=True).stdout

    def put(self, path: PurePosixPath, text: str | None) -> None:
        file = self.folder / path
        if text is None:
            file.unlink()
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def kept(self, today: date = TODAY) -> Report:
        first, again = (check_work_tree(Register(self.folder), CheckPlan(today)) for _ in range(2))
        assert first is not None, "the index was of no use"
        assert again == first
        return first

    def agree(self, today: date = TODAY) -> None:
        whole = check_register(Register(self.folder, indexed=False), CheckPlan(today)).report
        assert self.kept(today) == whole
        numbers = tuple(sorted({num(one.document) for one in whole.findings if one.document and one.code != "GIT005"}))[
            :3
        ]
        if numbers:
            some, same = (
                check_register(Register(self.folder, indexed=indexed), CheckPlan(today, numbers)).report
                for indexed in (True, False)
            )
            assert some == same


def changes_of(code: str) -> dict[PurePosixPath, str | None]:
    before, after = untouched().files, FAULTS[code](untouched()).files
    changed: dict[PurePosixPath, str | None] = dict(after.items() - before.items())
    return {**dict.fromkeys(before.keys() - after.keys()), **changed}
