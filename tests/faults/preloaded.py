"""A Python that has loaded somei, and for each request goes on as a copy of itself, as if it had just been started.

Half of what a short command costs is to load the program. Where hundreds of runs differ in the disk alone, it is loaded
once. Nothing of somei has run yet in a copy: it has its own words, folder, environment, streams and session, and it
ends as any Python does. Whatever is about starting, loading or signals starts a Python of its own.

`python preloaded.py FD` serves at the socket FD. A request is one message of JSON with three descriptors.
"""

import ctypes
import gc
import json
import os
import pkgutil
import runpy
import signal
import socket
import sys
import time
from importlib import import_module
from pathlib import Path

LONGEST = 100
"""Seconds until a copy that does not end is killed."""
LARGEST_REQUEST = 1 << 18
LIBRARIES = ("rich.console", "rich.table", "rich.text", "rtoml", "sqlite3", "subprocess", "tempfile", "tomli_w")


def load() -> None:
    """Load the modules of the program, and the libraries that most of its commands load when they run."""
    import somei_cli

    names = (module.name for module in pkgutil.walk_packages(somei_cli.__path__, "somei_cli."))
    for name in (*names, *LIBRARIES):
        if not name.endswith("__main__"):
            import_module(name)
    # Else every copy would look through all of it for what could go, and so have all of it copied.
    gc.collect()
    gc.freeze()


def serve(line: socket.socket) -> list[str] | None:
    """Fork for each request, and return its words in the copy; None in the server itself, at the end."""
    while True:
        message, descriptors, _, _ = socket.recv_fds(line, LARGEST_REQUEST, 3)
        if not message:
            return None
        request = json.loads(message)
        copy = os.fork()
        if not copy:
            line.close()
            become(request, descriptors)
            return list(request["words"])
        for descriptor in descriptors:
            os.close(descriptor)
        signal.signal(signal.SIGALRM, lambda *_, group=copy: os.killpg(group, signal.SIGKILL))
        signal.alarm(LONGEST)
        _, status = os.waitpid(copy, 0)
        signal.alarm(0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        line.send(str(os.waitstatus_to_exitcode(status)).encode())


def become(request: dict[str, object], descriptors: list[int]) -> None:
    """Take on streams, session, folder and environment; then the library of faults reads what is asked of it."""
    os.setsid()
    for stream, descriptor in enumerate(descriptors):
        os.dup2(descriptor, stream)
        os.close(descriptor)
    os.chdir(str(request["folder"]))
    os.environ.clear()
    os.environ.update(request["environment"])  # type: ignore[call-overload]
    sys.dont_write_bytecode = "PYTHONDONTWRITEBYTECODE" in os.environ
    time.tzset()
    ctypes.CDLL(os.environ["LD_PRELOAD"]).begin()


def run(words: list[str]) -> None:
    """Run what follows the name of Python on a command line: `-m` and a module, or a script."""
    if words[0] == "-m":
        sys.argv, sys.path[0] = words[1:], str(Path.cwd())
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv, sys.path[0] = words, str(Path(words[0]).parent)
        runpy.run_path(words[0], run_name="__main__")


if __name__ == "__main__":
    # No child of the tests, some of which see to it that they have none.
    if os.fork():
        os._exit(0)
    load()
    with socket.socket(fileno=int(sys.argv[1])) as listening:
        asked = serve(listening)
    if asked:
        run(asked)
