"""Modes: the kinds of files as git tells them."""

from typing import Final

PLAIN: Final = "100644"
"""The only kind of file that a register holds."""
EXECUTABLE: Final = "100755"
LINK: Final = "120000"
SUBMODULE: Final = "160000"

TEXTS: Final = frozenset({PLAIN, EXECUTABLE})
"""What can be read."""
PLAIN_OR_NONE: Final = frozenset({PLAIN, ""})
"""What a change may leave, where no mode stands for no file."""
