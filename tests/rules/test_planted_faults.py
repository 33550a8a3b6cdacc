"""Mutation: the register that is shipped, with one planted fault, gives exactly the rule that is about it."""

from collections import Counter

import pytest
from rules.faults import FAULTS
from rules.shipped_register import untouched

from somei_cli.rules.catalogue import CATALOGUE

PLANTED_IN_A_HISTORY = frozenset({"HIST", "GIT", "REQ"})
"""Areas whose faults no document shows."""


def test_the_untouched_register_is_clean() -> None:
    assert untouched().findings() == ()


@pytest.mark.parametrize("code", FAULTS)
def test_a_planted_fault_gives_its_rule_and_no_other(code: str) -> None:
    before = Counter((finding.code, finding.message) for finding in untouched().findings())
    after = Counter((finding.code, finding.message) for finding in FAULTS[code](untouched()).findings())
    assert {told for told, _ in after - before} == {code}


def test_every_rule_has_a_planted_fault() -> None:
    assert list(FAULTS) == [code for code, rule in CATALOGUE.items() if rule.area not in PLANTED_IN_A_HISTORY]
