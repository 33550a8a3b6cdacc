"""Where the subject ends on a page that came as one line, if no label or formula of the text shows it.

Words in capitals before a sentence, the subject named again, a treatment before a sentence, the days of a meeting, and
a heading before `1.`
"""

import re
from collections.abc import Iterator

from somei_cli.extraction.cover.act_titles import begins_with_act
from somei_cli.extraction.cover.printed_dates import find_days, month_number
from somei_cli.extraction.header_table.title_words import GERMAN_VERB, VERB
from somei_cli.extraction.joined_lines import is_unfinished

_OPENERS = (
    "The|In|On|At|By|Following|During|Since|This|These|As|With|Having|It|For|From|Under|After|Article|Further|"
    "Der|Die|Das|Im|Am|Auf|Bei|Mit|Nach|Gemäß|Seit|Le|La|Les|Lors|Au|Dans|Par|Suite|Conformément|Depuis|En|"
    "El|Los|Las|Con|Tras|Desde|Il|Lo|Gli|Nel|Nella|De|Het|Op|Tijdens|Met|Na|Volgens|Os|As|Em|No|På|Den|Det|"
    "Efter|Ved|Vid|Med|W|Podczas|Zgodnie"
)
# A sentence: one of these words, then words of which most are small, down to a full stop.
_SENTENCE = re.compile(
    rf"(?:(?:{_OPENERS})\s|L['’])"
    r"(?P<words>(?:(?!\s(?:1|I|A)\.\s)[^.;\n]|(?<![^\W\d_]{3})(?<!\))\.){8,400})(?:(?<![0-9])[.;]|$)"
)
_SMALL_WORD = re.compile(r"(?<![\w'’-])[a-zß-ÿ]{2,24}(?![\w-])")
_FEWEST_SMALL_WORDS = 3
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{3})[.;](?=\s|$)")
# Words in capitals, figures and signs: the beginning of a subject that is printed in capitals.
_CAPITALS = re.compile(r"(?:[^\sa-zß-ÿ]{1,40}\s){4,60}")
_FEWEST_CAPITALS = 25

_TREATMENT = (
    r"(?:(?:[Ii]nformation|[Bb]riefing|[Pp]resentation) (?:from|by|provided by) (?:the )?(?:incoming |[A-Z][a-z]+ )?"
    r"(?:Presidency|Commission|EEAS|Council|General Secretariat|[Dd]elegation)|"
    r"(?:Partial )?[Gg]eneral approach|Political agreement|Progress report|State of play|Exchange of views|"
    r"(?:Policy|Orientation) debate|Way forward|"
    r"(?:Partielle )?Allgemeine Ausrichtung|Politische Einigung|Sachstand(?:sbericht)?|Fortschrittsbericht|"
    r"Gedankenaustausch|Orientierungsaussprache|Informationen (?:des Vorsitzes|der Kommission)|"
    r"Orientation générale|Accord politique|État des travaux|Échange de vues|Débat d['’]orientation|"
    r"Informations (?:de la présidence|de la Présidence|de la Commission)|"
    r"Orientamento generale|Accordo politico|Orientación general|Acuerdo político|Algemene oriëntatie|"
    r"Stand van zaken|Gedachtewisseling|Generel indstilling|Fremskridtsrapport|Allmän riktlinje|Lägesrapport)"
)
_OTHER_TREATMENTS = (
    "Orienterende (?:debat|drøftelse)|Politisk (?:enighed|drøftelse|debat)|Udveksling af synspunkter|Statusrapport|"
    "Riktlinjedebatt|Politisk överenskommelse|Diskussion|Diskussionsunderlag|Oriënterend debat|Beleidsdebat|"
    "Politiek akkoord|Dibattito orientativo|Scambio di opinioni|Stato dei lavori|Debate de orientación|"
    "Cambio de impresiones|Estado de los trabajos|Orientação geral|Debate de orientação|Troca de pontos de vista|"
    "Aussprache|Politische Aussprache|Billigung|Annahme|Approbation|Adoption|Approval|Endorsement|Vedtagelse|"
    "Antagande|Aanneming|Goedkeuring|Adozione|Approvazione|Adopción|Aprobación|Adoção|Aprovação|"
    "Podejście ogólne|Debata orientacyjna|Obecný přístup|Yleisnäkemys|Általános megközelítés"
)
# What may follow a treatment in a title: `- Adoption Statements by the Member States`.
_PARTS_OF_TITLES = (
    "Statement|Declaration|Letter|Comment|Report|Outcome|Council|Presidency|Commission|Annex|Draft|Proposal|Revised|"
    "Erklärung|Vermerk|Bericht|Entwurf|Vorschlag|Anlage|Déclaration|Projet|Rapport|Dichiarazion|Progetto|Declaraci|"
    "Proyecto|Declaraç|Projeto|Verklaring|Ontwerp|Verslag|Erklæring|Udtalelse|Udkast|Uttalande|Utkast"
)
_TREATMENT_BEHIND_DASH = re.compile(
    rf"(?<=[-–—=] )(?:{_TREATMENT}|{_OTHER_TREATMENTS})(?:\s?/\s?(?i:{_TREATMENT}|{_OTHER_TREATMENTS}))?"
    rf"(?=\s(?!{_PARTS_OF_TITLES})[^\W\d_a-zß-ÿ])"
)
_TREATMENT_BEFORE_TEXT = re.compile(rf"(?<=\s){_TREATMENT}(?=\s(?P<text>(?:{_OPENERS})\s|L['’]))")

# Headings of the first section, which a page of one line puts between the subject and the text.
_FIRST_HEADINGS = "Introduction|Background|Context|Einleitung|Hintergrund|Contexte|Inleiding|Achtergrond|Introduzione"
_OTHER_FIRST_HEADINGS = (
    "Einführung|Kontext|Sachstand|Introducción|Antecedentes|Contesto|Introdução|Indledning|Baggrund|Inledning|Bakgrund|"
    "Johdanto|Tausta|Wprowadzenie|Úvod|Bevezetés|Introducere|Uvod|Sissejuhatus"
)
_FIRST_HEADINGS_IN_CAPITALS = (
    f"{_FIRST_HEADINGS}|{_OTHER_FIRST_HEADINGS}|Historique|Contexto|Kontekst|Taust|Ievads|Įvadas|Въведение|Εισαγωγη"
).upper()
# These may be words of a title in capitals.
_LIKELY_HEADINGS_IN_CAPITALS = (
    "CONTENT|GENERAL|SUMMARY|PURPOSE|INHALT|ALLGEMEINES|ZUSAMMENFASSUNG|CONTENU|CADRE|CONTENIDO|INHOUD|CONTEÚDO|INDHOLD|"
    "INNEHÅLL|TREŚĆ|SOUVISLOSTI|HÁTTÉR|ΙΣΤΟΡΙΚΟ|КОНТЕКСТ"
)
FIRST_SECTION = re.compile(
    rf"\s{{0,4}}(?:I|1)\.\s{{1,3}}(?:{_FIRST_HEADINGS}|{_OTHER_FIRST_HEADINGS}|{_FIRST_HEADINGS_IN_CAPITALS})"
    r"[ ]{1,400}(?=[^\W\d_a-zß-ÿ])"
)
"""Matches the heading of the first section, `I. INTRODUCTION`, before other words of the same line."""
_FIRST_HEADING = re.compile(
    rf"\s(?:{_FIRST_HEADINGS}|GENERAL|(?:{_FIRST_HEADINGS_IN_CAPITALS})(?: [^\Wa-zß-ÿ\d_]{{2,20}}){{0,7}})$"
)
_HEADINGS_BEHIND_SMALL_LETTERS = (
    re.compile(
        rf"(?<=[^\Wa-zß-ÿ\d_]|[a-zß-ÿ)”\"’'0-9.])\s(?:[IVX]{{1,4}}\.\s)?(?:[^\W\d_a-zß-ÿ]{{2,20}}\s){{0,3}}"
        rf"(?:{_FIRST_HEADINGS_IN_CAPITALS}|{_LIKELY_HEADINGS_IN_CAPITALS})(?:\s[^\W\d_a-zß-ÿ]{{2,20}}){{0,6}}$"
    ),
    re.compile(rf"(?<=\w)\s(?:[IVX]{{1,4}}\.\s)?(?:{_FIRST_HEADINGS}|{_OTHER_FIRST_HEADINGS})$"),
)

# The heading of the first section between a title in small letters and a sentence: `lamps INTRODUCTION The report …`.
_HEADING_WITHIN = re.compile(
    rf"(?<=[a-zß-ÿ)”\"’'0-9.])\s(?=(?:(?:I|1|A)\.?\s{{1,3}})?(?:{_FIRST_HEADINGS_IN_CAPITALS})\s"
    r"[^\W\d_a-zß-ÿ][^\W\d_A-ZÀ-Þ]{0,24}[ ,])"
)

_ACT = re.compile(
    r"(?:Position (?:\(EU\) )?of the Council|Standpunkt des Rates|Position du Conseil|Posición del Consejo|"
    r"Posizione del Consiglio|Posição do Conselho|Standpunt van de Raad|Rådets (?:holdning|ståndpunkt)|"
    r"Θέση του Συ[μµ]βουλίου|Stanowisko Rady|Postoj Rady|Pozície Rady|Poziția Consiliului|Neuvoston kanta|A Tanács)|"
    r"(?:Amended |Geänderter |Gewijzigd |Ændret )?(?:Proposal for|Draft|Vorschlag für|Entwurf|Proposition de|Projet de|"
    r"Propuesta de|Proyecto de|Proposta di|Progetto di|Proposta de|Projeto de|Voorstel voor|Ontwerp|Forslag til|"
    r"Udkast til|"
    r"Förslag till|Utkast till|Wniosek|Projekt|Ehdotus|Návrh|Javaslat|Propunere de|Proiect|Predlog|Prijedlog|Ettepanek|"
    r"Priekšlikums|Pasiūlymas|Πρόταση|Предложение|Regulation|Directive|Council [Dd]ecision|Recommendation for)"
)
# Minutes and records have the meeting as their subject: `2803rd meeting of the Council …, held in Brussels on 30 May`.
_MEETING = re.compile(r"(?:[0-9]{1,2}|[0-9] ?[0-9]{3}|[0-9]{3})\s?[^\W\d_.ªº°]{0,4}[.ªº°]? [^\W\d_]{4,20}(?!\w)")
_LONGEST_MEETING = 300
_YEAR_WORD = re.compile(r" [rг]\.(?=\s)")
_BELOW_MEETING = re.compile(
    r"\s(?:[1-9*]\)?\s[^\W\d_a-zß-ÿ][^\W\d_A-Z]{2,20}\s(?:[^\W\d_A-ZÀ-Þ]{2,20}\s){2}|"
    r"CONTENTS\b|SUMMARY\b|SOMMAIRE\b|INHALT|"
    r"INDICE\b|ÍNDICE\b|INHOUD\b|INDHOLD\b|INNEHÅLL\b|Page\b|Seite\b)"
)
_FEWEST_REPEATED_WORDS = 4
_FEWEST_REPEATED_CHARACTERS = 25
_LEAD = re.compile(
    rf"(?:(?<=[\w)”\"’'.])\s)(?P<lead>(?:{_OPENERS})"
    r"(?:\s[^\W\d_a-zß-ÿ]?[a-zß-ÿ’'-]{1,30}){0,3}\s[“\"'‘]?)$"
)
_LONGEST_LEAD = 100
_COPIES = 2


def find_end_in_line(line: str) -> int:
    """Return where a subject at the beginning of a line ends and a sentence begins; 0 if nothing shows it.

    >>> line = "REPORT OF THE NETWORK ON LAMPS In 2012 the network met three times."
    >>> line[: find_end_in_line(line)]
    'REPORT OF THE NETWORK ON LAMPS'
    """
    return min(_find_ends(line), default=0)


def _find_ends(line: str) -> Iterator[int]:
    capitals = _CAPITALS.match(line)
    if (
        capitals
        and capitals[0].isupper()
        and len(capitals[0]) >= _FEWEST_CAPITALS
        and _is_sentence(line, capitals.end())
    ):
        yield capitals.end() - 1
    for treatment in _TREATMENT_BEFORE_TEXT.finditer(line):
        if _is_sentence(line, treatment.start("text")):
            yield treatment.end()
    for treatment in _TREATMENT_BEHIND_DASH.finditer(line):
        if _is_running_sentence(line[treatment.end() :]):
            yield treatment.end()
    if statement := _FIRST_STATEMENT.search(line):
        yield statement.start()
    if heading := _HEADING_WITHIN.search(line):
        yield heading.start()
    if (days_end := _find_days_of_meeting(line)) is not None:
        yield days_end
    if (named_again := _find_subject_named_again(line)) is not None:
        yield named_again


# The statements that a subject ends with: “- Adoption of the legislative act - Statements Statement by Germany”.
_FIRST_STATEMENT = re.compile(
    r"(?<=\b[Ss]tatements)\sStatement by |(?<=\b[Dd]éclarations)\sDéclaration d|(?<=\bErklärungen)\sErklärung de[rs] "
)
_LIKELY_OPENER = re.compile(
    rf"(?<=[^\W\d_A-ZÀ-Þ]|[)”\"’'»0-9])\s(?=(?:{_OPENERS}|Sinds|Hace|Há|Da|Al|Sedan|Siden|Od|Wraz|Il|Ai|Dans|Sur|Tout|Alle|"
    r"Het|Een|Een|Die|Uno?|Una|Um|Uma|Ett?|En|Un|Une|Ein|Eine)\s|L['’]|[^\W\d_a-zß-ÿ][^\W\d_A-ZÀ-Þ]{2,20}\s"
    rf"(?:[^\W\d_A-ZÀ-Þ]{{2,20}}\s){{0,2}}(?:{VERB.pattern}|{GERMAN_VERB.pattern}|ha|hanno)\s)"
)
_FEWEST_WORDS_BEFORE = 2


def find_likely_sentence(line: str) -> int:
    """Return where in a line a sentence seems to begin, if only one place is like that; 0 if none or several are.

    >>> line = "Rapport om olielagre Fiskere har længe klaget over, at lamperne går ud om natten."
    >>> line[: find_likely_sentence(line)]
    'Rapport om olielagre'
    """
    seams = []
    for match in _LIKELY_OPENER.finditer(line):
        before, sentence = line[: match.start()], line[match.end() :]
        end = _FULL_STOP.search(sentence)
        small_words = len(_SMALL_WORD.findall(sentence[: end.start()])) if end else 0
        if (
            small_words >= _FEWEST_SMALL_WORDS
            and len(before.split()) > _FEWEST_WORDS_BEFORE
            and not is_unfinished(before)
        ):
            seams.append((match.start(), match.end() + end.start() if end else 0))
    first = seams[0] if seams else (0, 0)
    # Another seam within the first sentence is another place where it may begin.
    return 0 if any(first[0] < start < first[1] for start, _ in seams[1:]) else first[0]


def _find_days_of_meeting(line: str) -> int | None:
    """Return where the days end of the meeting that a subject names, if a note, contents or the text follow."""
    if not _MEETING.match(line):
        return None
    days = next(find_days(line[:_LONGEST_MEETING]), None)
    if days is None:
        return _find_day_without_year(line)
    year_word = _YEAR_WORD.match(line, days.end)
    end = year_word.end() if year_word else days.end
    return end if _BELOW_MEETING.match(line, end) or _is_sentence(line, end + 1) else None


# A site ate the year: `held in Brussels on 15 July The text …`, `celebrada el 26 de enero de 1 La información …`.
_DAY_AND_MONTH = re.compile(
    r"\s[0-3]?[0-9]\.? (?:de )?(?P<month>[^\W\d_]{3,12})(?: de)?(?=\s(?:[1-9]\s)?[^\W\d_a-zß-ÿ])"
)


def _find_day_without_year(line: str) -> int | None:
    """Return where the first day without a year ends, if a note or the text follows."""
    day = _DAY_AND_MONTH.search(line, 0, _LONGEST_MEETING)
    if day is None or month_number(day["month"]) is None:
        return None
    return day.end() if _BELOW_MEETING.match(line, day.end()) or _is_sentence(line, day.end() + 1) else None


def _is_running_sentence(words: str) -> bool:
    """Whether words have as many small words as a sentence before their first full stop."""
    end = _FULL_STOP.search(words)
    return end is not None and len(_SMALL_WORD.findall(words[: end.start()])) >= _FEWEST_SMALL_WORDS


def _is_sentence(line: str, start: int, *, has_end: bool = False) -> bool:
    """Whether a sentence begins at an offset; the foot of a page may have cut it, unless it must have its end."""
    sentence = _SENTENCE.match(line, start)
    if sentence is None or (has_end and sentence.end("words") == len(line)):
        return False
    return len(_SMALL_WORD.findall(sentence["words"])) >= _FEWEST_SMALL_WORDS


def _find_subject_named_again(line: str) -> int | None:
    """Return where the sentence begins that names the subject again: `The conference “Lamps of tomorrow: …`.

    The title of the annex or of the text may be the same words once more, right behind the subject.
    """
    words = line.split(" ", 12)[:12]
    beginning = ""
    for count in range(_FEWEST_REPEATED_WORDS, len(words)):
        beginning = " ".join(words[:count])
        if len(beginning) >= _FEWEST_REPEATED_CHARACTERS:
            break
    if len(beginning) < _FEWEST_REPEATED_CHARACTERS:
        return None
    again = line.find(beginning, len(beginning))
    if again < 0:
        return None
    title = line[:again].rstrip(" .-–—*")
    # Words that come a third time are a list of something, or damage.
    if len(title) > len(beginning) and line.startswith(title, again) and line.count(title) == _COPIES:
        return len(title)
    before = line[max(0, again - _LONGEST_LEAD) : again]
    lead = _LEAD.search(before)
    if lead is None or not _is_sentence(line, again - len(before) + lead.start("lead")):
        return None
    return again - len(before) + lead.start("lead") - 1


def without_last_heading(words: str) -> str:
    """Return words without the heading of the first section at their end.

    >>> without_last_heading("Lamps - General approach CONTEXT AND CONTENT OF THE PROPOSAL")
    'Lamps - General approach'
    """
    words = _FIRST_HEADING.sub("", words)
    for pattern in _HEADINGS_BEHIND_SMALL_LETTERS:
        heading = pattern.search(words)
        if heading and _SMALL_WORD.search(words[: heading.start()]):
            return words[: heading.start()].rstrip(" -–—")
    return words


def is_title_of_act(words: str) -> bool:
    """Whether words begin as the title of an act or its draft, which may be as long as a page.

    >>> is_title_of_act("Vorschlag für eine Richtlinie"), is_title_of_act("Report on lamps")
    (True, False)
    """
    return _ACT.match(words) is not None or begins_with_act(words)
