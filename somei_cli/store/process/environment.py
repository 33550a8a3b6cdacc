"""The variables of the user that programs get which somei starts."""

import os
from typing import Final

# The user's variables are kept for identity and dates, for the files of settings, and for the search upwards.
_KEPT: Final = frozenset(
    "GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_AUTHOR_DATE GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_COMMITTER_DATE"
    " GIT_CONFIG_GLOBAL GIT_CONFIG_SYSTEM GIT_CONFIG_NOSYSTEM GIT_CEILING_DIRECTORIES".split()
)
_PROGRAMS: Final = ("PAGER", "EDITOR", "VISUAL")


def inherited_environment() -> dict[str, str]:
    """Return the variables of the user without those by which git would start programs or work elsewhere."""
    dropped = {name for name in os.environ if name.startswith(("GIT_", "LESS")) or name in _PROGRAMS}
    return {name: value for name, value in os.environ.items() if name not in dropped or name in _KEPT}
