"""The rules that find errors in documents: what an act must not add, and all that an act loads of the rules."""

from collections.abc import Mapping
from types import MappingProxyType

from somei_cli.rules.areas import (
    agendas,
    dates,
    faulty_references,
    file_form,
    markings,
    numbers,
    reference_targets,
    subject_codes,
    text,
)
from somei_cli.rules.definition.findings import UNREADABLE, Severity
from somei_cli.rules.definition.rule import Rule

AREAS_OF_DOCUMENTS = (
    agendas,
    dates,
    faulty_references,
    file_form,
    markings,
    numbers,
    reference_targets,
    subject_codes,
    text,
)
"""The modules whose rules may find an error in a document."""

DOCUMENT_ERRORS: Mapping[str, Rule] = MappingProxyType(
    {
        rule.code: rule
        for module in AREAS_OF_DOCUMENTS
        for rule in vars(module).values()
        if isinstance(rule, Rule) and rule.severity is Severity.ERROR and rule.code != UNREADABLE
    }
)
"""Those of the catalogue whose scope is a file, a document, a family or the register, by their code.

A file that cannot be read is none of them: an act writes documents.
"""

AWAITED_CODES = frozenset({"XREF001"})
"""Rules that the next act may satisfy, and that a part of a register cannot judge."""
