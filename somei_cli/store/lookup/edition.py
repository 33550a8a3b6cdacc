"""Which index this version of somei keeps."""

from somei_cli import __version__

EDITION = f"12 {__version__}"
"""Another one is built anew. The first word rises with every change of the tables or of what goes into them."""
