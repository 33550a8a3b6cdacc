"""The victim: one commit of three files in the repository named on the command line.

Prints the commit, or the kind of refusal and its sentence with status 3. The clone is put together by hand, since
GitPython only looks for it and would make each of some hundred runs three times as long.
"""

import sys
from pathlib import Path, PurePosixPath

from somei_cli.errors import SomeiError
from somei_cli.store.git.command import Git
from somei_cli.store.git.repository import Clone
from somei_cli.store.transaction.transaction import transaction

CHANGE = {
    PurePosixPath("st/1.toml"): b"new one\n",
    PurePosixPath("st/x/9.toml"): b"nine\n",
    PurePosixPath("st/4.toml"): None,
}
"""An edit, a new file in a new folder, and a removal."""


def clone_at(top: Path) -> Clone:
    """An ordinary clone, as `open_clone` would find it."""
    git_dir = top / ".git"
    return Clone(top, git_dir, git_dir, "sha1", Git(top))


def main() -> int:
    """Make the commit."""
    try:
        with transaction(clone_at(Path(sys.argv[1])), wait=5) as writing:
            sys.stdout.write(str(writing.commit(CHANGE, "Change")))
    except SomeiError as refusal:
        sys.stdout.write(f"{type(refusal).__name__}: {refusal}")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
