"""How items are treated: words that are the last ones of a title stay there, unless a sign sets them apart."""

import pytest

from somei_cli.extraction.items.blocks import split_main_text
from somei_cli.extraction.items.items import read_items
from somei_cli.extraction.items.treatments import is_treatment
from somei_cli.extraction.sources.readers import read_text
from somei_cli.model.items_and_follow_ups import Item, ItemKind

TREATMENTS = " ".join(
    """
    Partial general approach; General approach; Political agreement; Adoption; Approval; Endorsement; Agreement;
    Authorisation; Orientation générale; Accord politique; Approbation; Allgemeine Ausrichtung; Politische Einigung;
    Annahme; Billigung; Algemene oriëntatie; Politiek akkoord; Aanneming; Goedkeuring; Orientamento generale;
    Accordo politico; Adozione; Approvazione; Orientación general; Acuerdo político; Adopción; Aprobación;
    Orientação geral; Acordo político; Adoção; Aprovação; Generel indstilling; Politisk enighed; Vedtagelse;
    Godkendelse; Allmän riktlinje; Politisk överenskommelse; Antagande; Godkännande; Yleisnäkemys; Hyväksyminen;
    Üldine lähenemisviis; Vastuvõtmine; Vispārēja pieeja; Pieņemšana; Bendras požiūris; Priėmimas; Podejście ogólne;
    Porozumienie polityczne; Przyjęcie; Zatwierdzenie; Obecný přístup; Politická dohoda; Přijetí; Schválení;
    Všeobecné smerovanie; Prijatie; Schválenie; Splošni pristop; Sprejetje; Általános megközelítés; Elfogadás;
    Abordare generală; Acord politic; Adoptare; Aprobare; Concluzii; Общ подход; Приемане; Одобряване; Γενική
    προσέγγιση; Έγκριση; Approċċ ġenerali; Adozzjoni; Opći pristup; Usvajanje; Donošenje; Exchange of views; Policy
    debate; Public debate; Orientation debate; Open debate; Discussion; Échange de vues; Débat d'orientation; Débat
    public; Gedankenaustausch; Orientierungsaussprache; Aussprache; Gedachtewisseling; Oriënterend debat; Scambio di
    opinioni; Scambio di vedute; Dibattito orientativo; Cambio de impresiones; Debate de orientación; Troca de
    pontos de vista; Debate de orientação; Drøftelse; Udveksling af synspunkter; Politisk drøftelse; Orienterende
    debat; Diskussion; Riktlinjedebatt; Näkemysten vaihto; Periaatekeskustelu; Arvamuste vahetus; Poliitiline
    mõttevahetus; Viedokļu apmaiņa; Politikas debates; Keitimasis nuomonėmis; Politinis debatas; Wymiana poglądów;
    Debata polityczna; Debata orientacyjna; Výměna názorů; Orientační rozprava; Výmena názorov; Politická rozprava;
    Izmenjava mnenj; Orientacijska razprava; Eszmecsere; Irányadó vita; Schimb de opinii; Dezbatere de orientare;
    Обмен на мнения; Ориентационен дебат; Ανταλλαγή απόψεων; Συζήτηση προσανατολισμού; Skambju ta' fehmiet;
    Dibattitu ta' politika; Razmjena mišljenja; Orijentacijska rasprava; State of play; Progress report; Oral
    information; Stocktaking; État des travaux; Sachstand; Fortschrittsbericht; Stand van zaken; Voortgangsverslag;
    Stato dei lavori; Estado de los trabajos; Ponto da situação; Fremskridtsrapport; Lägesrapport; Tilannekatsaus;
    Stan prac; Aktuální stav; Aktuálny stav; Trenutno stanje; Situația actuală; Актуално състояние; Πορεία των
    εργασιών
    """.split()
).split("; ")
AGENDA = "1. Adoption of the agenda\n2. {title}\n3. Any other business\n"


def second(title: str) -> Item:
    """The second item of an agenda, read in plain text."""
    return read_items(split_main_text(read_text(AGENDA.format(title=title), "x.txt")).blocks, lambda _: ())[0][1]


@pytest.mark.parametrize("words", TREATMENTS)
def test_the_last_words_of_a_title_stay_in_it(words: str) -> None:
    assert is_treatment(words)
    for title in (f"EU-INTERPOL Cooperation {words}", f"The lamps of the northern coast {words}"):
        assert (second(title).title, second(title).kind, second(title).summary) == (title, None, None)
        assert [part.title for part in second(f"Oil\n   a) {title}\n   b) Fog").subitems] == [title, "Fog"]


@pytest.mark.parametrize("words", TREATMENTS)
def test_a_treatment_counts_behind_a_sign_that_sets_it_apart(words: str) -> None:
    for line in (
        " – {}",
        " - {}",
        ": {}",
        " ({})",
        " [{}]",
        "    {}",
        "\n   {}",
        " 7810/22 {}",
        " (Riga, 3 March 2022) {}",
    ):
        item = second(f"Lamps of the north{line.format(words)}")
        assert item.title in ("Lamps of the north", "Lamps of the north (Riga, 3 March 2022)"), line
        assert item.summary == words, line
        assert item.kind in (ItemKind.DECISION, ItemKind.DISCUSSION, ItemKind.INFORMATION), line


@pytest.mark.parametrize(
    "title", ["Trade (CETA) Agreement", "Decision on the signing of the\n   Agreement between the Union and Canada"]
)
def test_what_only_looks_like_a_treatment_is_a_part_of_the_title(title: str) -> None:
    assert second(title).title == " ".join(title.split())
