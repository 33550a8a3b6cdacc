"""A long run by hand, led by what the code does with the input: `python tests/fuzz/by_hand.py TARGET SECONDS [FOLDER]`.

Needs atheris (`pip install atheris`, Python 3.11 to 3.13 on Linux), which the tests do without. FOLDER keeps the
inputs that reached something new, for the next run, and what brought a target down.
"""

import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent.parent)]

import atheris  # noqa: E402

with atheris.instrument_imports(include=["somei_cli"]):
    from fuzz.targets import LARGEST_INPUT, TARGETS, seeds


def main() -> None:
    """Run one target until it falls or the time is over."""
    name, seconds, *rest = sys.argv[1:]
    folder = Path(rest[0] if rest else tempfile.mkdtemp(prefix=f"fuzz-{name}-"))
    folder.mkdir(parents=True, exist_ok=True)
    for at, seed in enumerate(seeds(name)):
        (folder / f"seed-{at}").write_bytes(seed)
    limits = (f"-max_len={LARGEST_INPUT}", f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2048")
    atheris.Setup(["by_hand", str(folder), *limits, f"-artifact_prefix={folder}/fallen-"], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
