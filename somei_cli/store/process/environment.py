"""The variables of the user that programs get which somei starts."""

import os
from typing import Final

# The user's variables are kept for identity and dates, for the files of settings, and for the search upwards.
_KEPT_OF_GIT: Final = frozenset(
    (
        *(f"GIT_{person}_{part}" for person in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL", "DATE")),
        *(f"GIT_CONFIG_{files}" for files in ("GLOBAL", "SYSTEM", "NOSYSTEM")),
        "GIT_CEILING_DIRECTORIES",
    )
)
_PROGRAMS: Final = frozenset(("PAGER", "EDITOR", "VISUAL"))


def inherited_environment() -> dict[str, str]:
    """Return the variables of the user without those by which git would start programs or work elsewhere."""
    return {name: value for name, value in os.environ.items() if not _is_dropped(name)}


def _is_dropped(name: str) -> bool:
    is_of_git = name.startswith("GIT_") and name not in _KEPT_OF_GIT
    return is_of_git or name in _PROGRAMS or name.startswith("LESS")
