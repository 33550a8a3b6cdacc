"""The rules of the check; each module holds an area or a part of one.

A new rule takes the code that `next_code` in `somei_cli/rules/catalogue.py` returns for its area. A rule that is
removed leaves its code in the list below.
"""

from collections.abc import Mapping
from types import MappingProxyType

RETIRED_CODES: Mapping[str, str] = MappingProxyType({})
"""Each code of a rule that was removed, and what the rule said. Waivers and baselines may still name it."""
