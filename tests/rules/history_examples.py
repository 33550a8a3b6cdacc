"""One faulty and one sound example of every rule about history: (faulty, sound) by code."""

from dataclasses import replace
from datetime import date, timedelta

from rules.builders import ITEMS, MEETING_DAY, OUTCOME_ITEMS, Case, agenda, codes, note, num, outcome
from rules.history_builders import CLERK, OTHER, WHEN, deed, held, step, told, turn

from somei_cli.model.document import AccessEvent, AccessKind, Agenda, AgendaState, Allotment
from somei_cli.model.document_number import Status
from somei_cli.model.history.removed_entries_and_serials import meaning_hash
from somei_cli.model.history.steps import HistoryState
from somei_cli.model.items_and_follow_ups import FollowUp, FollowUpState, Item
from somei_cli.model.markings import LIMITE
from somei_cli.model.register.change import NewNumber
from somei_cli.model.register.files_and_faults import Fault
from somei_cli.model.register.settings import TwoPersons
from somei_cli.model.renumber import emptied_entry, renumbered_entry

NOTE, OTHER_NOTE = note(), note("15071/19", subject="Lamps", subject_codes=())
VOID = note(status=Status.VOID, reason="given twice")
ISSUED = agenda(agenda=Agenda(AgendaState.PROVISIONAL, date(2019, 11, 20)))
ADOPTION, TERRORISM, BUSINESS = ITEMS
LATE = Item("Cybercrime", "2 bis")
SECOND = HistoryState(two_persons=TwoPersons(lower_marking=True, void_number=True, alter_agenda=True))
MARKED = note(marking=LIMITE)
REASON = "the originator agreed"
RELEASED = note(access=(AccessEvent(AccessKind.RELEASED, date(2020, 3, 2)),))
REFUSED = note(access=(AccessEvent(AccessKind.REFUSED, date(2020, 3, 2), "4.3(i)"),))
LAMPS = Allotment("Ada <ada@example.org>", date(2019, 11, 20), "f1", "Lamps")
FOG = LAMPS._replace(purpose="Fog")
GIVEN = note(status=Status.RESERVED, allotted=LAMPS)
MOVED = renumbered_entry(NOTE, NewNumber(NOTE.number, num("15072/19")))
BROKEN = (Fault("not valid TOML", 3),)
PROMISED = outcome(
    items=(
        OUTCOME_ITEMS[0]._replace(
            follow_ups=(FollowUp("List", "Eurojust", None, None, FollowUpState.DONE, MEETING_DAY),)
        ),
        *OUTCOME_ITEMS[1:],
    )
)


def gave_codes(number: str, *printed: str) -> Case:
    """A serial of 15070/19 that was taken away comes to another document."""
    freed = HistoryState(freed_serials={("COSI", 2019, 254): num("15070/19")})
    return told(step(turn(note(number, subject_codes=()), note(number, subject_codes=codes(*printed))), past=freed))


HISTORY_EXAMPLES: dict[str, tuple[Case, Case]] = {
    "HIST001": (told(step(turn(NOTE, None))), told(step(turn(None, NOTE)), step(turn(NOTE, VOID)))),
    "HIST002": (
        told(step(turn(NOTE, replace(NOTE, number=num("15071/19"))))),
        told(step(turn(replace(NOTE, number=num("15071/19")), NOTE, number=NOTE.number))),
    ),
    "HIST003": (
        told(step(turn(None, NOTE), past=HistoryState(vanished={NOTE.number: meaning_hash(OTHER_NOTE)}))),
        told(step(turn(None, NOTE), past=HistoryState(vanished={NOTE.number: meaning_hash(NOTE)}))),
    ),
    "HIST004": (
        told(step(turn(NOTE, note(type="COVER NOTE", subject="Lamps", date=date(2020, 1, 7))))),
        told(step(turn(NOTE, note(subject="Summary of the discussions", date=date(2020, 1, 7))))),
    ),
    "HIST005": (
        told(step(turn(ISSUED, replace(ISSUED, items=(ADOPTION, BUSINESS))))),
        told(
            step(
                turn(ISSUED, replace(ISSUED, items=(ADOPTION, TERRORISM, ADOPTION._replace(number="2 bis"), BUSINESS)))
            ),
            step(turn(ISSUED, replace(ISSUED, items=(ADOPTION, TERRORISM._replace(withdrawn=True), BUSINESS)))),
            step(turn(ISSUED, agenda())),
        ),
    ),
    "HIST006": (
        told(step(turn(MARKED, NOTE))),
        told(replace(step(), commit=deed(turn(MARKED, NOTE), Reason=REASON)), step(turn(NOTE, MARKED))),
    ),
    "HIST007": (
        told(step(turn(NOTE, note(status=Status.DRAFT)))),
        told(step(turn(note(status=Status.DRAFT), NOTE)), step(turn(NOTE, VOID))),
    ),
    "HIST008": (
        told(step(turn(RELEASED, REFUSED))),
        told(
            replace(step(), commit=deed(turn(RELEASED, REFUSED), Reason=REASON)),
            step(turn(RELEASED, replace(RELEASED, access=(*RELEASED.access, *REFUSED.access)))),
            step(turn(outcome(), PROMISED)),
        ),
    ),
    "HIST009": (
        told(replace(step(), commit=deed(turn(NOTE, MARKED))._replace(trailers={}))),
        told(step(turn(NOTE, MARKED))),
    ),
    "HIST010": (
        told(step(turn(NOTE, note(place="Luxembourg"), other_parents=(held(note(place="Brussels")),)), is_merge=True)),
        told(step(turn(NOTE, note(place="Brussels"), other_parents=(held(note(place="Brussels")),)), is_merge=True)),
    ),
    "HIST011": (
        told(step(turn(None, NOTE, after=held(NOTE)._replace(mode="120000", document=None, faults=BROKEN)))),
        told(step(turn(NOTE, MARKED, before=held(NOTE)._replace(mode="100755")))),
    ),
    "HIST012": (
        told(step(turn(NOTE, NOTE, after=held(NOTE)._replace(document=None, faults=BROKEN)))),
        told(step(turn(NOTE, NOTE, before=held(NOTE)._replace(faults=BROKEN)))),
    ),
    "HIST013": (gave_codes("15071/19", "COSI 254"), gave_codes("15071/19", "COSI 255")),
    "HIST014": (
        told(step(turn(NOTE, MARKED), past=HistoryState(time=WHEN + timedelta(days=2)))),
        told(step(turn(NOTE, MARKED), past=HistoryState(time=WHEN + timedelta(hours=2)))),
    ),
    "HIST015": (
        told(replace(step(past=SECOND), commit=deed(turn(MARKED, NOTE), Reason=REASON, Approved_by=f"Me <{CLERK}>"))),
        told(replace(step(past=SECOND), commit=deed(turn(MARKED, NOTE), Reason=REASON, Approved_by=f"B <{OTHER}>"))),
    ),
    "HIST016": (told(step(lost_checkpoint="b" * 40)), told(step())),
    "HIST017": (
        told(step(turn(GIVEN, replace(GIVEN, allotted=LAMPS._replace(by="Ben <ben@example.org>"))))),
        told(
            step(turn(GIVEN, note(allotted=LAMPS))),
            replace(step(), commit=deed(turn(GIVEN, replace(GIVEN, allotted=FOG)), Reason="a slip")),
        ),
    ),
    "HIST018": (
        told(
            replace(
                step(), commit=deed(turn(NOTE, VOID), turn(None, MOVED), Somei_Renumbered="15070/19", Reason=REASON)
            )
        ),
        told(
            replace(
                step(),
                commit=deed(
                    turn(NOTE, emptied_entry(NOTE, REASON)),
                    turn(None, MOVED),
                    Somei_Renumbered="15070/19",
                    Reason=REASON,
                ),
            )
        ),
    ),
}
