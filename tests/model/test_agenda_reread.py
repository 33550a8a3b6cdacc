"""An issued agenda against changes from elsewhere: files read anew, for one."""

import pytest
from rules.builders import ITEMS, agenda, snapshot_of

from somei_cli.errors import Refused
from somei_cli.model.agenda.lifecycle import refuse_renumbered
from somei_cli.model.document import Agenda
from somei_cli.model.document_number import Status
from somei_cli.model.items_and_follow_ups import Item

ADOPTION, TERRORISM, OTHER = ITEMS
CYBER = Item("Cyber", "2 bis")


@pytest.mark.parametrize(
    "items",
    [
        (ADOPTION, OTHER),
        (ADOPTION, TERRORISM._replace(number="3"), OTHER._replace(number="2")),
        (ADOPTION, TERRORISM, CYBER._replace(number="2"), OTHER),
        (ADOPTION, TERRORISM._replace(number="4"), OTHER),
        (),
    ],
)
def test_printed_numbers_are_kept_by_every_command(items: tuple[Item, ...]) -> None:
    with pytest.raises(Refused, match=r"13735/19 has been issued; its item [123] cannot"):
        refuse_renumbered(snapshot_of([agenda()]), [agenda(items=items)])


@pytest.mark.parametrize("items", [ITEMS, (ADOPTION, TERRORISM, CYBER, OTHER), (OTHER, TERRORISM, ADOPTION),
                                   (ADOPTION, TERRORISM._replace(title="Counter-terrorism"), OTHER)])  # fmt: skip
def test_what_keeps_them_may_pass(items: tuple[Item, ...]) -> None:
    refuse_renumbered(snapshot_of([agenda()]), [agenda(items=items)])


def test_drafts_and_documents_that_are_led_as_no_agenda_are_free() -> None:
    for before in (agenda(status=Status.DRAFT), agenda(agenda=None)):
        refuse_renumbered(snapshot_of([before]), [agenda(items=())])
    refuse_renumbered(snapshot_of([]), [agenda(items=())])


def test_an_agenda_is_in_other_hands_whether_its_day_of_issue_is_known_or_not() -> None:
    with pytest.raises(Refused):
        refuse_renumbered(snapshot_of([agenda(agenda=Agenda())]), [agenda(items=())])
