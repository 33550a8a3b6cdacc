"""Find the commit that set each value of a document, with its author, date and reason."""

from collections.abc import Mapping

from somei_cli.actions.history.log import (
    VersionStep,
    find_former_number,
    read_setting,
    read_version_steps,
    refuse_unknown_field,
)
from somei_cli.errors import NotFound, shell_word
from somei_cli.formats.diff.version_alignment import align_versions, find_unchanged_fields
from somei_cli.formats.register_paths import path_of
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import WHOLE, FieldPath, Origin, Shown
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import load_zone
from somei_cli.store.history.file_history import list_revisions
from somei_cli.store.register.register import Register

ValueNames = dict[str, frozenset[str]]


def blame(register: Register, number: DocumentNumber, field: FieldPath = WHOLE) -> tuple[Origin, ...]:
    """Return every value of a document in canonical order, with the commit that set it.

    If a merge kept the file of one parent, that parent is followed, else the first one with the same value; a value
    that no parent has was set by the merge. A value that a document had under a former number was set there.

    Raises:
        NumberUnknown: if the document was never in the register.
        NotFound: if it is no longer in the register.
        NotAValue: if no document has the field.
    """
    git = Git(register.root)
    steps = read_version_steps(list_revisions(git, path_of(number)))
    document = register.find(number)
    if document is None:
        if any(step.version.document for step in steps.values()):
            raise NotFound(f"{number} is no longer in the register.", f"See: somei history {shell_word(number)}")
        raise register.refuse_number(number)
    values = _list_values(document)
    refuse_unknown_field(field, (name for name, _ in values))
    set_by, zone = _find_settings(git, number, document, steps), load_zone(register.settings.time_zone)
    return tuple(
        Origin(number, name, value, read_setting(*set_by[name], zone) if name in set_by else None)
        for name, value in values
        if field.holds(name)
    )


def _find_settings(
    git: Git, number: DocumentNumber, document: Document, steps: Mapping[str, VersionStep]
) -> dict[str, tuple[DocumentNumber, VersionStep]]:
    """Return the step that set each value, with the number that the document then had."""
    settings = {name: (number, step) for name, step in _find_setting_steps(document, steps).items()}
    values = dict(_list_values(document))
    for commit, step in steps.items():
        former = find_former_number(git, number, step)
        renumbered = step.version.document
        if former is None or renumbered is None:
            continue
        values_then = dict(_list_values(renumbered))
        earlier = _find_settings(git, former.number, renumbered, former.steps)
        settings |= {
            name: earlier[name]
            for name, (_, setting_step) in settings.items()
            if setting_step.revision.commit.hash == commit and name in earlier and values[name] == values_then.get(name)
        }
    return settings


def _list_values(document: Document) -> list[tuple[str, Shown]]:
    return [(names[0], contents[0]) for names, contents in align_versions(document)]


def _find_setting_steps(document: Document, steps: Mapping[str, VersionStep]) -> dict[str, VersionStep]:
    """Return the step that set each value; a value that is not committed has none."""
    setting_steps: dict[str, VersionStep] = {}
    # For each commit still to be visited: the values it has, by their names there, with their present names.
    sought: dict[str, ValueNames] = {}
    if steps:
        newest = list(steps)[-1]
        own_names = {names[0]: frozenset(names[:1]) for names, _ in align_versions(document)}
        sought[newest] = _trace_to_parent(steps[newest].version.document, document, own_names)
    for commit, step in reversed(list(steps.items())):
        remaining = sought.pop(commit, {})
        for earlier in step.revision.parents if remaining else ():
            traced = _trace_to_parent(steps[earlier].version.document, step.version.document, remaining)
            sought[earlier] = _merge_names(sought.get(earlier, {}), traced)
            traced_names = frozenset[str]().union(*traced.values())
            remaining = {
                name: untraced
                for name, current_names in remaining.items()
                if (untraced := current_names - traced_names)
            }
        setting_steps |= {name: step for current_names in remaining.values() for name in current_names}
    return setting_steps


def _trace_to_parent(earlier: Document | None, later: Document | None, names: ValueNames) -> ValueNames:
    """Return the values that an earlier version has too, under their names there, with their present names."""
    traced: dict[str, set[str]] = {}
    for name, earlier_name in find_unchanged_fields(earlier, later).items():
        traced.setdefault(earlier_name, set()).update(names.get(name, ()))
    return {earlier_name: frozenset(current_names) for earlier_name, current_names in traced.items() if current_names}


def _merge_names(first: ValueNames, second: ValueNames) -> ValueNames:
    return {name: first.get(name, frozenset()) | second.get(name, frozenset()) for name in {**first, **second}}
