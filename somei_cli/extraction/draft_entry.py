"""The reading as it grows: fields with the evidence for each, doubts, and what could mean several documents."""

from dataclasses import dataclass, field

from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Doubt, Evidence


@dataclass
class DraftEntry:
    """What is known so far; keys are attributes of Document."""

    fields: dict[str, object] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    remarks: list[Doubt] = field(default_factory=list)
    candidates: dict[DocumentNumber, tuple[DocumentNumber, ...]] = field(default_factory=dict)

    def put(self, name: str, value: object, line: int, words: str, key: str = "") -> None:
        """Set a field, with the line and the words it was read from; `key` where evidence names it otherwise."""
        self.fields[name] = value
        self.evidence.append(Evidence(key or name, line, " ".join(words.split())[:200]))

    def doubt(self, name: str, message: str, line: int = 0, words: str = "") -> None:
        """Say what is missing, damaged or contradictory, and the words that stand there."""
        self.doubts.append(Doubt(name, message, line, " ".join(words.split())[:200]))

    def remark(self, name: str, message: str, line: int = 0) -> None:
        """Say what the clerk should know, though nothing is doubtful."""
        self.remarks.append(Doubt(name, message, line))

    @property
    def type(self) -> str:
        """The type heading, empty where there is none."""
        return str(self.fields.get("type", ""))
