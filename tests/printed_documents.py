"""Documents to print: an agenda with everything an agenda can have, and the one of a Council meeting."""

from datetime import date

from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Agenda, Document, Meeting
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items_and_follow_ups import Item, ItemKind
from somei_cli.model.markings import Marking

number = DocumentNumber.parse

AGENDA = Document(
    number=number("7511/1/20 REV 1"),
    type="PROVISIONAL AGENDA",
    subject="Provisional agenda of the JHA Senior Officials Meeting EU-Interpol",
    date=date(2020, 5, 27),
    place="Brussels",
    languages=("en",),
    marking=Marking("LIMITE"),
    subject_codes=tuple(map(CodeEntry.parse, ("JAIEX 61", "COSI 77", "CATS 32", "CT 29", "JAI 401"))),
    originator="Presidency",
    addressee="Delegations",
    previous_documents=(number("7511/20"),),
    meeting=Meeting("SOMEI", date(2020, 6, 10)),
    agenda=Agenda(issued=date(2020, 5, 27), revises=number("7511/20")),
    items=(
        Item("Adoption of the agenda", "1"),
        Item("Follow-up to the meeting of 4 December 2019", "2", documents=(number("15070/19"),)),
        Item(
            "Counter Terrorism",
            "3",
            kind=ItemKind.DISCUSSION,
            documents=(number("7602/20"), number("7602/20 ADD 1")),
            subitems=(
                Item(
                    "Battlefield information",
                    subitems=(
                        Item("Second questionnaire of Eurojust"),
                        Item("Biometrics in the Schengen Information System"),
                    ),
                ),
                Item("INTERPOL Operation NEPTUNE III", documents=(number("WK 5120/20"),)),
            ),
        ),
        Item("Information Clearing House on migrant smuggling", "4", kind=ItemKind.INFORMATION, by="Europol"),
        Item(
            "Operational cooperation in the Western Balkans: state of play of respective activities, including the EU "
            "Policy Cycle/EMPACT",
            "5",
            documents=(number("7488/2/20 REV 2"),),
        ),
        Item("Technological developments and the fight against crime", "6", possible=True),
        Item("Global cybercrime conference", "7", withdrawn=True, documents=(number("7533/20"),)),
        Item("Συνεργασία – Сътрудничество – Kooperazzjoni: ħ ġ ż ċ", "8"),
        Item("EU-INTERPOL Cooperation Agreement", "8 bis", kind=ItemKind.DECISION, documents=(number("7701/20"),)),
        Item("Any other business", "9"),
    ),
)

COUNCIL = Document(
    number=number("14407/19"),
    type="PROVISIONAL AGENDA",
    date=date(2019, 11, 25),
    place="Brussels",
    languages=("en",),
    subject_codes=(CodeEntry.parse("OJ CONS 67"),),
    meeting=Meeting("JHA", date(2019, 12, 2), date(2019, 12, 3)),
    agenda=Agenda(issued=date(2019, 11, 25)),
    items=(
        Item("Adoption of the agenda", "1"),
        Item('Approval of "A" items', "2", subitems=(Item("Non-legislative list"), Item("Legislative list"))),
        Item("Regulation on lamps", "3", legislative=True, summary="General approach", kind=ItemKind.DECISION),
        Item("Directive on fog", "4", legislative=True, documents=(number("14502/19"),)),
        Item("Harbours", "5", summary="State of play", kind=ItemKind.INFORMATION),
        Item("Any other business", "6"),
    ),
)
