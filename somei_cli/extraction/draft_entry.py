"""The draft entry of the importer while it grows: fields with their evidence, doubts, remarks, ambiguous numbers."""

from dataclasses import dataclass, field

from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Doubt, Evidence


@dataclass
class DraftEntry:
    """What has been read so far. The keys of `fields` are attributes of Document."""

    fields: dict[str, object] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    remarks: list[Doubt] = field(default_factory=list)
    candidates: dict[DocumentNumber, tuple[DocumentNumber, ...]] = field(default_factory=dict)

    def set_field(self, name: str, value: object, line: int, words: str, key: str = "") -> None:
        """Set a field, with the line and the words it was read from.

        `key` is the name of the field in the evidence, if it differs.
        """
        self.fields[name] = value
        self.evidence.append(Evidence(key or name, line, " ".join(words.split())[:200]))

    def add_doubt(self, name: str, message: str, line: int = 0, words: str = "") -> None:
        """Add a doubt: what is missing, damaged or contradictory, and the words in that place."""
        self.doubts.append(Doubt(name, message, line, " ".join(words.split())[:200]))

    def add_remark(self, name: str, message: str, line: int = 0) -> None:
        """Add a remark: what the clerk should know, though nothing is doubtful."""
        self.remarks.append(Doubt(name, message, line))

    @property
    def type(self) -> str:
        """The type heading, empty if there is none."""
        return str(self.fields.get("type", ""))
