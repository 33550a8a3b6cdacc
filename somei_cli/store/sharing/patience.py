"""How long to wait for another turn, and for how many turns."""

from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import Final

LONGEST: Final = 60.0
"""Seconds after which a clerk is told that the server is busy."""
_SHORTEST: Final = 0.03
_STEPS: Final = 4


@dataclass(slots=True)
class Patience:
    """The patience of one act; the longer it has waited, the sooner it tries again, so that nobody is left behind."""

    longest: float = LONGEST
    losses: int = 0
    _began: float = field(default_factory=monotonic)

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self.longest - (monotonic() - self._began)

    def wait(self) -> bool:
        """Wait after a loss; False where the patience has come to its end."""
        # Whoever loses nothing need not load it.
        import random

        self.losses += 1
        if self.left <= 0:
            return False
        sleep(min(random.uniform(0, self._most()), max(0.0, self.left)))  # noqa: S311 - nothing secret hangs on it
        return True

    def _most(self) -> float:
        """The first losses spread those who came together; who has lost often goes before those who came later."""
        grown = _SHORTEST * 2.0 ** min(self.losses, _STEPS)
        return grown / max(1, self.losses - _STEPS)
