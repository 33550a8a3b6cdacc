"""Compare two documents of a register, by fields, items and references."""

from somei_cli.formats.diff.document import differences
from somei_cli.formats.toml.fields import SHAPES
from somei_cli.model.document_comparison import DocumentComparison, compare_with
from somei_cli.model.document_fields import DOCUMENT_FIELDS
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.field_changes import Difference
from somei_cli.store.register.register import Register

_OF_EACH_ENTRY = {"number"}
"""What two entries never share."""
_IN_OTHER_PARTS = {"items", "references", "outside_references"}
_COMPARED = {
    declared.name
    for declared in DOCUMENT_FIELDS
    if declared.owner != "somei" and declared.name not in _OF_EACH_ENTRY | _IN_OTHER_PARTS
}
_COMPARED_KEYS = {field.key for field in SHAPES["document"].fields if field.name in _COMPARED}


def compare_documents(register: Register, first: DocumentNumber, second: DocumentNumber) -> DocumentComparison:
    """Compare two documents; what somei itself keeps of an entry, such as the file it was read from, is left out."""
    documents = register.get(first), register.get(second)
    fields = (d for d in differences(*documents) if d.field.split(" ")[0] in _COMPARED_KEYS)
    return compare_with(*documents, tuple(map(_with_status_in_words, fields)))


def _with_status_in_words(difference: Difference) -> Difference:
    """Return a difference in the status with the word that files leave out."""
    if difference.field != "status":
        return difference
    return Difference("status", difference.before or str(Status.ISSUED), difference.after or str(Status.ISSUED))
