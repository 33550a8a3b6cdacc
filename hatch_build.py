"""The README of a package: that of the clone, with pictures that can also be seen on a page elsewhere."""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class CustomMetadataHook(MetadataHookInterface):
    """Hatchling calls this for each package that it builds."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the README, with its pictures as they stand at the tag of this version in the declared repository."""
        folder = Path(self.root)
        text = (folder / "README.md").read_text(encoding="utf-8")
        source = (folder / "somei_cli/__init__.py").read_text(encoding="utf-8")
        (version,) = re.findall(r'^__version__ = "(.+)"$', source, re.MULTILINE)
        address = f"{metadata['urls']['Repository']}/raw/v{version}"
        text = re.sub(r"(!\[[^\]]*\]\()(?!https?:)", rf"\1{address}/", text)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
