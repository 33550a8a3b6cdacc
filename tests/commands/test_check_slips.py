"""One slip in a marking or in a number: a check names what was meant, and a scheduled check fails."""

import re
import subprocess

import pytest
from commands.faulty_documents import found, records
from conftest import Clerk, prepared
from rules.shipped_register import copy_sample

OUTCOME = "documents/2019/150/ST-15070-2019-INIT.toml"
SLIPS = (('marking = "LIMITE"', 'marking = "LIMITTE"'), ('to = "13735/19"', 'to = "13753/19"'))


@prepared
def shipped(empty: Clerk) -> Clerk:
    """A clerk in a copy of the register that somei ships, where all is well."""
    copy_sample(empty.folder)
    for words in (("init", "-q"), ("add", "--all"), ("commit", "-qm", "As shipped")):
        empty.git(*words)
    assert empty.run("check", "--fail-on", "warning").status == 0
    return empty


def enter_slips(clerk: Clerk) -> None:
    text = clerk.read(OUTCOME)
    for right, wrong in SLIPS:
        assert right in text
        text = text.replace(right, wrong)
    clerk.enter(OUTCOME, text)


def test_a_check_names_what_was_meant(shipped: Clerk) -> None:
    enter_slips(shipped)

    answer = shipped.run("check")

    assert answer.status == 1
    marking, reference = records(shipped, "--ignore", "GIT")
    assert [(told["code"], told["document"]) for told in (marking, reference)] == [
        ("MARK020", "15070/19"),
        ("XREF017", "15070/19"),
    ]
    assert marking["severity"] == "error"
    assert marking["message"] == "“LIMITTE” is one slip away from LIMITE"
    assert "somei classify 15070/19 --marking LIMITE -m TEXT" in marking["hint"]
    assert reference["severity"] == "warning"
    assert reference["message"] == "13753/19 is not in the register; probably 13735/19 is meant"
    commands = re.findall("somei (xref .*?)(?:$|; )", reference["hint"])
    assert len(commands) == 2
    for command in commands:
        shipped.ok(*command.split())
    shipped.ok("classify", "15070/19", "--marking", "LIMITE", "--reason", "Misspelt")
    assert shipped.git("diff", "HEAD~4", "--", "documents") == ""


@pytest.mark.parametrize("slip", [*SLIPS, None])
def test_the_command_of_cron_mails_both_and_fails(shipped: Clerk, slip: tuple[str, str] | None) -> None:
    text = shipped.ok("nightly", "cron")
    (line,) = [line for line in text.splitlines() if line and not line.startswith("#")]
    night = ["sh", "-c", line.split(" ", 5)[5].replace("\\%", "%")]
    subprocess.run(night, check=True, capture_output=True)  # It makes the baseline.
    assert subprocess.run(night, check=True, capture_output=True).stdout == b""

    if slip:
        shipped.enter(OUTCOME, shipped.read(OUTCOME).replace(*slip))
    else:
        enter_slips(shipped)
    done = subprocess.run(night, check=False, capture_output=True, text=True)

    assert done.returncode == 1
    assert ("MARK020 error [new] “LIMITTE” is one slip away from LIMITE" in done.stdout) == (slip != SLIPS[1])
    assert ("XREF017 warning [new] 13753/19 is not in the register" in done.stdout) == (slip != SLIPS[0])


@pytest.mark.parametrize("helper", ["systemd", "cron", "github", "gitlab"])
def test_every_scheduled_check_fails_on_warnings(shipped: Clerk, helper: str) -> None:
    assert "warning" in re.sub('"', "", shipped.ok("nightly", helper)).partition("--fail-on ")[2].splitlines()[0]


@pytest.mark.parametrize(
    ("marking", "meant"),
    [
        ("LIMITTE", "LIMITE"),
        ("LIMTE", "LIMITE"),
        ("LIMTIE", "LIMITE"),
        ("L1MITE", "LIMITE"),
        ("LIMITED", "LIMITE"),
        ("LIM ITE", "LIMITE"),
        ("LIMITTE JUR", "LIMITE"),
        ("PUBLC", "PUBLIC"),
        ("PUBILC", "PUBLIC"),
        ("RESTREINT UE/EU RESTRICTD", "RESTREINT UE/EU RESTRICTED"),
        ("RESTRENT UE/EU RESTRICTED", "RESTREINT UE/EU RESTRICTED"),
        ("RESTREIN UE", "RESTREINT UE/EU RESTRICTED"),
        ("EU RESTRCITED", "RESTREINT UE/EU RESTRICTED"),
        ("RESTREINT EU", "RESTREINT UE/EU RESTRICTED"),
        ("SECRT UE/EU SECRET", "SECRET UE/EU SECRET"),
        ("SECRET UE/EU SERCET", "SECRET UE/EU SECRET"),
        ("CONFIDENTEL UE", "CONFIDENTIEL UE/EU CONFIDENTIAL"),
        ("TRES SECRET UE/EU TP SECRET", "TRES SECRET UE/EU TOP SECRET"),
    ],
)
def test_a_marking_one_slip_away_from_a_known_one_is_an_error(shipped: Clerk, marking: str, meant: str) -> None:
    shipped.enter(OUTCOME, re.sub(r"(?s)\n\[\[items\]\].*?(?=\n\[waive)", "", shipped.read(OUTCOME)))
    shipped.enter(OUTCOME, shipped.read(OUTCOME).replace('"LIMITE"', f'"{marking}"'))

    (told,) = records(shipped, "--select", "MARK020")

    assert shipped.run("check").status == 1
    assert told["message"] == f"“{marking}” is one slip away from {meant}"
    assert meant in told["hint"]
    assert "MARK001" not in dict(found(shipped, "--select", "MARK"))


@pytest.mark.parametrize(
    "marking",
    (
        "NOT FOR PUBLICATION, SENSITIVE, EUROPOL SECRET, US SECRET, SECRET UK, ES SECRET, SECRET, NOT PUBLIC, "
        "LIMITED DISTRIBUTION, DIFFUSION LIMITEE, PUBLICATION, NATO UNCLASSIFIED, RESTRICTED, MEETING DOCUMENT, "
        "COREU LIMITED, SECRETARIAT"
    ).split(", "),
)
def test_an_honest_marking_that_nobody_knows_is_a_warning(shipped: Clerk, marking: str) -> None:
    shipped.enter(OUTCOME, shipped.read(OUTCOME).replace('"LIMITE"', f'"{marking}"'))

    (told,) = records(shipped, "--select", "MARK", "--ignore", "MARK009")

    assert (told["code"], told["severity"]) == ("MARK001", "warning")


@pytest.mark.parametrize(
    "marking", ["PUBLIC", "LIMITE JUR", "RESTREINT UE/EU RESTRICTED/RELEASABLE TO NATO", "SECRET UE/EU SECRET CRYPTO"]
)
def test_a_known_marking_with_an_addition_is_no_slip(shipped: Clerk, marking: str) -> None:
    shipped.enter(OUTCOME, shipped.read(OUTCOME).replace('"LIMITE"', f'"{marking}"'))

    assert found(shipped, "--select", "MARK001,MARK020") == []


def test_a_register_that_is_complete_takes_no_dangling_reference(shipped: Clerk) -> None:
    shipped.enter("somei.toml", shipped.read("somei.toml").replace("complete = false", "complete = true"))
    shipped.enter(OUTCOME, shipped.read(OUTCOME).replace(*SLIPS[1]))

    (told,) = records(shipped, "--select", "XREF")

    assert shipped.run("check", "--select", "XREF").status == 1
    assert (told["code"], told["severity"]) == ("XREF001", "error")
    assert "13735/19" in told["hint"]


@pytest.mark.parametrize("number", ["13753/19", "13738/19", "1375/19", "3735/19", "13735/18", "13735/16", "13735/91"])
def test_a_reference_one_slip_away_from_what_it_must_mean_is_a_warning(shipped: Clerk, number: str) -> None:
    shipped.enter(OUTCOME, shipped.read(OUTCOME).replace('to = "13735/19"', f'to = "{number}"'))

    (told,) = records(shipped, "--select", "XREF")

    assert (told["code"], told["severity"]) == ("XREF017", "warning")
    assert told["message"] == f"{number} is not in the register; probably 13735/19 is meant"


def test_an_honest_reference_is_information(shipped: Clerk) -> None:
    """It stands beside the right one, or nothing says that the neighbour is meant."""
    text = shipped.read(OUTCOME)
    shipped.enter(
        OUTCOME, text.replace("[[references]]", '[[references]]\nto = "13753/19"\nkind = "cites"\n\n[[references]]', 1)
    )
    assert found(shipped, "--select", "XREF") == [("XREF001", "15070/19")]

    shipped.enter(OUTCOME, text.replace('to = "13735/19"\nkind = "agenda"', 'to = "12345/19"\nkind = "agenda"'))
    assert shipped.run("check", "--select", "XREF", "--fail-on", "warning").status == 0


def test_the_reference_is_judged_again_when_what_it_must_mean_comes_or_goes(shipped: Clerk) -> None:
    shipped.enter(OUTCOME, shipped.read(OUTCOME).replace(*SLIPS[1]))
    agenda = "documents/2019/137/ST-13735-2019-INIT.toml"
    text = shipped.read(agenda)
    for body in (text, None, text.replace("2019-12-04", "2019-12-05"), text):
        if body is None:
            (shipped.folder / agenda).unlink()
        else:
            shipped.write(agenda, body)
        assert records(shipped) == records(shipped, "--no-index")
