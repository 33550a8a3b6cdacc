"""The program: `python -m somei_cli` is the same as `somei`."""

import gc
import signal
import sys

_NEW_OBJECTS = 250_000


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
    from somei_cli.cli import main as run

    run()


if __name__ == "__main__":
    main()
