"""The program: `python -m somei_cli` is the same as `somei`."""

import gc
import signal
import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_NEW_OBJECTS = 250_000
_LOADED_BY_USE = ("bz2", "ipaddress", "locale", "lzma", "platform", "subprocess", "sysconfig", "tokenize")
"""Modules of Python that others import at every start, and that hardly any call of somei uses."""


def main() -> None:
    """The console script."""
    if sys.platform == "win32":
        from somei_cli.errors import SystemUnsupported

        refusal = SystemUnsupported("Windows")
        sys.stderr.write(f"somei: {refusal}\n")
        sys.exit(refusal.exit_status)
    # Until the program is there to tidy up after an interruption there is nothing to tidy up: it may just end.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Starting makes thousands of objects that stay; looking through them for what could go costs a tenth of a command.
    gc.set_threshold(_NEW_OBJECTS)
    for name in _LOADED_BY_USE:
        _load_by_use(name)
    from somei_cli.cli import main as run

    run()


def _load_by_use(name: str) -> None:
    """Put a module in the place of one of Python's, which loads that as soon as anything in it is asked for.

    A twentieth of a command goes into such modules: urllib imports `ipaddress`, shutil `lzma`, inspect `tokenize`.
    The LazyLoader of Python does the same, but until Python 3.12 two threads must not be the first to ask at once.
    """
    # Python may have been built without the library that compresses; then the import itself must fail.
    if name in sys.modules or (name in {"bz2", "lzma"} and not find_spec(f"_{name}")):
        return
    stand_in = ModuleType(name)

    def load(attribute: str) -> Any:
        if attribute.startswith("__") and attribute != "__all__":
            raise AttributeError(attribute)
        if sys.modules.get(name) is stand_in:
            del sys.modules[name]
        module = import_module(name)
        # Whoever has imported the stand-in goes on with it.
        stand_in.__dict__.update(module.__dict__)
        stand_in.__dict__.pop("__getattr__", None)
        return getattr(module, attribute)

    stand_in.__dict__["__getattr__"] = load
    sys.modules[name] = stand_in


if __name__ == "__main__":
    main()
