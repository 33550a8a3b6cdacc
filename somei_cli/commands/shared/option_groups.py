"""Options that commands take together: one parameter of a command's function stands for all of them."""

from collections.abc import Callable
from functools import cache
from inspect import Parameter, Signature, signature
from typing import Any, NamedTuple


class OptionGroup(NamedTuple):
    """The options that one parameter stands for, and what makes its value of them; it annotates the parameter."""

    make: Callable[..., Any]
    options: tuple[Parameter, ...]


def options_of(group: Callable[..., Any], *left_out: str) -> OptionGroup:
    """Return the fields of a class as options, without some, which keep their defaults."""
    return OptionGroup(group, tuple(field for field in _fields_of(group) if field.name not in left_out))


@cache
def _fields_of(group: Callable[..., Any]) -> tuple[Parameter, ...]:
    """Return the fields of a class; commands take the same class with and without some fields."""
    return tuple(signature(group).parameters.values())


def spread_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function of a command with the options of its groups, in the place of the parameters for these.

    Typer makes the options of a command from the signature of its function.
    """
    groups: dict[str, OptionGroup] = {}
    parameters: list[Parameter] = []
    for parameter in signature(command).parameters.values():
        for group in getattr(parameter.annotation, "__metadata__", ()):
            if isinstance(group, OptionGroup):
                groups[parameter.name] = group
                parameters += group.options
                break
        else:
            parameters.append(parameter)

    def call(**typed: Any) -> Any:
        for name, group in groups.items():
            typed[name] = group.make(**{option.name: typed.pop(option.name) for option in group.options})
        return command(**typed)

    keywords = [parameter.replace(kind=Parameter.KEYWORD_ONLY) for parameter in parameters]
    call.__signature__ = Signature(keywords)  # type: ignore[attr-defined]
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    call.__doc__ = command.__doc__
    return call if groups else command
