"""Mutation: the register that is shipped, with one planted fault, gives exactly the rule that is about it."""

from collections import Counter

import pytest
from rules.faults import FAULTS
from rules.shipped_register import untouched, whole

from somei_cli.rules.catalogue import CATALOGUE
from somei_cli.rules.definition.findings import Severity

PLANTED_IN_A_HISTORY = frozenset({"HIST", "GIT", "REQ", "LIST"})
"""Areas whose faults no document shows."""


def test_the_untouched_register_is_clean() -> None:
    assert untouched().findings() == ()


def test_the_whole_register_lacks_only_what_it_cites() -> None:
    """Documents of other years name more than is registered, and say so for information."""
    copy = whole()
    assert 25 <= len(copy.files) <= 40
    assert {finding.code for finding in copy.findings()} == {"CODE009", "FILE009", "NUM003", "XREF001"}
    assert {finding.severity for finding in copy.findings()} == {Severity.INFO}


@pytest.mark.parametrize("code", FAULTS)
def test_a_planted_fault_gives_its_rule_and_no_other(code: str) -> None:
    before = Counter((finding.code, finding.message) for finding in untouched().findings())
    after = Counter((finding.code, finding.message) for finding in FAULTS[code](untouched()).findings())
    assert {told for told, _ in after - before} == {code}


def test_every_rule_has_a_planted_fault() -> None:
    assert list(FAULTS) == [code for code, rule in CATALOGUE.items() if rule.area not in PLANTED_IN_A_HISTORY]
