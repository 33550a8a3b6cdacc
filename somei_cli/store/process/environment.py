"""The variables of the user that programs get which somei starts."""

import os
import re
from typing import Final

# The user's variables are kept for identity and dates, for the files of settings, and for the search upwards.
_DROPPED_VARIABLES: Final = re.compile(
    r"(?:GIT_(?!(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL|DATE)\Z|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)\Z|CEILING_DIRECTORIES\Z)"
    r"|(?:PAGER|EDITOR|VISUAL)\Z|LESS)"
)


def inherited_environment() -> dict[str, str]:
    """Return the variables of the user without those by which git would start programs or work elsewhere."""
    return {name: value for name, value in os.environ.items() if not _DROPPED_VARIABLES.match(name)}
