"""The phrases that identify an agenda, in all official languages: its first item, its last, and the list of A items.

And those that identify a note: the titles of its sections.
"""

import re
from functools import lru_cache

from somei_cli.formats.notation.required_letters import find_from_starts

_THE_AGENDA = (
    # The words for the agenda, as the titles of the first item decline them.
    r"(?:provisional |draft |revised |annotated )?agenda|l['’]ordre du jour|tagesordnung|"
    r"(?:voorlopige |ontwerp-?)?agenda|ordine del giorno|"
    r"orden del día|ordem do dia|ordem de trabalhos|agenda|(?:den )?(?:foreløbige )?dagsorden(?:en)?|"
    r"(?:den )?(?:preliminära )?(?:dag|föredragnings)(?:ordningen|listan)|esityslistan|päevakorra|"
    r"darba kārtības|darbotvarkės|porządku(?: obrad| dziennego)?|pořadu(?: jednání)?|programu(?: rokovania| jednání)?|"
    r"dnevnega reda|dnevnog reda|napirend|ordinii de zi|дневния ред|ημερήσιας διάταξης|aġenda|gclár oibre|clár oibre"
)
_ADOPTING = (
    r"adoption|approval|adopting|approbation|annahme|genehmigung|billigung|festlegung|goedkeuring|"
    r"aanneming|vaststelling|"
    r"adozione|approvazione|adopción|aprobación|adoção|aprovação|godkendelse|vedtagelse|godkännande|antagande|"
    r"hyväksyminen|vastuvõtmine|kinnitamine|pieņemšana|apstiprināšana|tvirtinimas|priėmimas|przyjęcie|zatwierdzenie|"
    r"přijetí|schválení|prijatie|schválenie|sprejetje|usvajanje|donošenje|elfogadása|jóváhagyása|adoptarea|aprobarea|"
    r"приемане|одобряване|έγκριση|θέσπιση|adozzjoni|approvazzjoni|glacadh|ghlacadh"
)
_ADOPTING_WORDS = frozenset(_ADOPTING.casefold().split("|"))
_FIRST_ITEM_TITLE = re.compile(
    rf"(?i)\b(?:{_ADOPTING})\b[^.:;]{{0,50}}(?:{_THE_AGENDA})|(?:{_THE_AGENDA})\s(?:a\s)?(?:{_ADOPTING})\b"
)
_OTHER_BUSINESS = (
    r"any other business|other business|other items|miscellaneous|AOB|A\.O\.B\.?|"
    r"questions diverses|points divers|divers|"
    r"sonstiges|verschiedenes|diversen|rondvraag|varie(?: ed eventuali)?|ruegos y preguntas|varios|diversos|"
    r"outras questões|eventuelt|övriga frågor|muut asiat|muud küsimused|muu|citi jautājumi|kiti klausimai|"
    r"įvairūs klausimai|sprawy różne|různé|rôzne|razno|egyebek|egyéb|diverse|alte subiecte|други въпроси|разни|"
    r"διάφορα|λοιπά θέματα|punti oħra|kwistjonijiet oħra|ostalo|aon ghnó eile|gnó eile"
)
_OTHER_BUSINESS_TITLE = re.compile(rf"(?i)(?:{_OTHER_BUSINESS})[\s.:;]{{0,5}}")
_OTHER_BUSINESS_BEHIND = re.compile(rf"(?<=[\w)\]”\"’'])\s(?P<title>(?i:{_OTHER_BUSINESS}))\s*$")
_OTHER_BUSINESS_WITHIN = re.compile(
    rf"(?:(?<=[\w)\]”\"’'])|(?<=\s[0-9]\.)|(?<=\s[0-9]{{2}}\.))\s(?P<title>(?i:{_OTHER_BUSINESS}))"
    r"(?:\s(?=[^\W\d_a-zß-ÿ])|\s*$)"
)
_A = r"[\"“”„'’»«]?[AАΑ][\"“”’'«»]?"
_A_ITEMS = (
    rf"(?:(?<!\w){_A}[\s-]{{0,3}}(?:items|punkte|punkter|punten|punkty|punkt(?:id|ów)?|napirendi pontok|kohdat)|"
    rf"\b(?:po[iu]n|bod|točk|punk|точк|σημεί)[^\W\d_]{{1,6}}\s{_A}(?!\w))"
)
# The list of A items as a title: no sentence that proposes an A item, such as `invites the Council to adopt as A item`.
_A_ITEMS_TITLE = re.compile(
    rf"(?i)(?:\([^()]{{1,12}}\)\s)?(?:(?:{_ADOPTING}|list(?:e|a)?|lijst|elenco)\b[^.:;]{{0,50}}?)?"
    rf"{_A_ITEMS}[^.:;]{{0,40}}"
)
_BEHIND_A_ITEMS = re.compile(rf"(?i:(?:{_ADOPTING})\b[^.:;]{{0,50}}?{_A_ITEMS})\s(?=[^\W\d_a-zß-ÿ])(?!A[Nn][Nn])")
_LIST_OF_A_ITEMS = re.compile(
    r"(?i)(?:non-|not |non |nicht |ikke-|icke )?"
    r"(?:legislative?s?|gesetzgebende|wetgevende|legislatieve|lovgivningsmæssige?|lagstiftande) "
    r"(?:list|liste|lijst|lista)|(?:niet-)?wetgevingslijst|"
    r"(?:list|liste|lijst|elenco|lista|list of) (?:non |no |niet-|nicht |não |non-|ikke-|icke )?"
    r"(?:législative|legislativ[aeo]|legislatieve|wetgevende|legislative items|législatifs|legislativi)"
)
# A usual title and the text it runs into, which begins with a capital.
_USUAL_TITLE = re.compile(
    rf"(?:(?i:(?:Introduction and )?(?:{_ADOPTING})\b[^.:;]{{0,50}}?(?:{_THE_AGENDA})|"
    rf"(?:{_THE_AGENDA})\s(?:a\s)?(?:{_ADOPTING}))"
    rf"(?: provisoire| provisorio| provisional| provisória)?|(?i:{_OTHER_BUSINESS}))(?=\s+[^\W\d_a-z]|\s*$)"
)
_LONGEST_TITLE = 100


def is_first_agenda_title(title: str) -> bool:
    """Whether a title is that of the item with which every agenda begins.

    >>> [is_first_agenda_title(title) for title in ("Introduction and adoption of the agenda", "Oil")]
    [True, False]
    """
    return _names_adoption(title[:_LONGEST_TITLE])


def _names_adoption(words: str) -> bool:
    # Most words have none of those for adoption: a cheap first test.
    if _ADOPTING_WORDS.isdisjoint(re.findall(r"\w+", words.casefold())):
        return False
    return _FIRST_ITEM_TITLE.search(words) is not None


def is_other_business(title: str) -> bool:
    """Whether a title is that of the last item, other business, in any language.

    >>> [is_other_business(t) for t in ("Any other business.", "Övriga frågor", "Other business of the fleet")]
    [True, True, False]
    """
    return bool(_OTHER_BUSINESS_TITLE.fullmatch(title.strip()))


def find_other_business_behind(words: str) -> int:
    """Return the offset of the title of other business, if words end with it and another title is before it; else 0.

    >>> find_other_business_behind("Lamps (first reading) Any other business")
    22
    >>> find_other_business_behind("Agenda and any other business"), find_other_business_behind("5. Other business")
    (0, 0)
    """
    match = _OTHER_BUSINESS_BEHIND.search(words, max(0, len(words) - _LONGEST_TITLE))
    return match.start("title") if match and match["title"][0].isupper() else 0


def names_agenda_item(line: str) -> bool:
    """Whether a line, which may hold many items, has the title of the first or the last item of an agenda.

    >>> names_agenda_item("PROVISIONAL AGENDA Adoption of the agenda Lamps"), names_agenda_item("Lamps")
    (True, False)
    """
    return is_other_business(line) or _names_adoption(line[:_SEARCHED_TEXT])


def is_agenda_title(title: str) -> bool:
    """Whether a title can only be in an agenda; the one that every agenda begins with may run into text."""
    title = find_usual_title(title) or title
    if len(title) > _LONGEST_TITLE:
        return False
    return is_first_agenda_title(title) or is_other_business(title) or bool(_A_ITEMS_TITLE.fullmatch(title.strip()))


def is_list_of_a_items(words: str) -> bool:
    """Whether words name one of the lists below the item of the A items, and nothing else.

    >>> [is_list_of_a_items(words) for words in ("Non-legislative list", "Liste non législative", "Legislative lamps")]
    [True, True, False]
    """
    return len(words) <= _LONGEST_TITLE and bool(_LIST_OF_A_ITEMS.fullmatch(words.strip(" :.")))


def is_title_of_a_items(title: str) -> bool:
    """Whether a title is that of the item with the lists of A items."""
    return len(title) <= _LONGEST_TITLE and bool(_A_ITEMS_TITLE.fullmatch(title.strip()))


def goes_on_behind_a_items(title: str) -> bool:
    """Whether a title goes on behind the words for the A items, as if the heading of the next part were in it.

    >>> goes_on_behind_a_items('Approval of "A" items TRANSPORT'), goes_on_behind_a_items('Approval of "A" items')
    (True, False)
    """
    return _BEHIND_A_ITEMS.match(title) is not None


def find_usual_title_within(title: str) -> str:
    """Return the title of other business that a title holds behind other words; "" if it holds none.

    >>> find_usual_title_within("Lamps Any other business Oil"), find_usual_title_within("Lamps and other business")
    ('Any other business', '')
    """
    match = _OTHER_BUSINESS_WITHIN.search(title)
    return match["title"] if match and match["title"][0].isupper() else ""


@lru_cache(maxsize=256)
def find_usual_title(words: str) -> str:
    """Return the title that every agenda has, if words begin with it and continue; else an empty text.

    >>> find_usual_title("Adoption of the agenda The agenda was adopted.")
    'Adoption of the agenda'
    """
    match = _USUAL_TITLE.match(words) if words[:1].isupper() else None
    return match[0] if match else ""


_NUMBER_ONE = re.compile(
    r"(?<!\S)(?:\([^()\n0-9]{1,12}\)[ ])?(?:(?:Item\s)?1|I|l(?=[.)]))[.)]?(?:\s{1,12}|(?=[^\W\d_a-z]))(?=\S)"
)
_NUMBER_ONE_START = re.compile(r"[(1Il](?<!\S.)")
_OPEN_BRACKET = re.compile(r"\([^()\n0-9]{1,12}\Z")
_TITLE_LENGTH = 80
_SEARCHED_TEXT = 4000


@lru_cache(maxsize=4)
def find_first_item(text: str, start: int = 0) -> int | None:
    """Return the offset of the first item, if it is the one with which every agenda begins.

    >>> find_first_item("Brussels, 4 May 2010  1. Adoption of the agenda"), find_first_item("1. Oil")
    (22, None)
    """
    for match in find_from_starts(_NUMBER_ONE_START, _NUMBER_ONE, text, start, min(len(text), start + _SEARCHED_TEXT)):
        title = " ".join(text[match.end() : match.end() + _TITLE_LENGTH].partition("\n\n")[0].split())
        # The figure of “(Part 1)” is none.
        is_in_brackets = match[0].rstrip().endswith(")") and _OPEN_BRACKET.search(
            text, max(0, match.start() - 20), match.start()
        )
        if is_first_agenda_title(title) and not is_in_brackets:
            return match.start()
    return None


# The sections of a note, in all official languages.
_SECTION = (
    r"introduction|general (?:remarks|introduction)|background|context|conclusions?|contexte|einleitung|einführung|"
    r"hintergrund|schlussfolgerung(?:en)?|fazit|inleiding|achtergrond|conclusies?|introduzione|contesto|conclusion[ei]|"
    r"introducción|antecedentes|contexto|conclusi(?:ón|ones)|introdução|conclus(?:ão|ões)|indledning|baggrund|"
    r"konklusion(?:er)?|inledning|bakgrund|slutsats(?:er)?|johdanto|tausta|päätelmät?|sissejuhatus|taust|"
    r"järeldus(?:ed)?|ievads|konteksts|secinājumi|įvadas|aplinkybės|išvados?|wprowadzenie|wstęp|kontekst|wnioski|"
    r"podsumowanie|úvod|souvislosti|závěry?|súvislosti|závery?|uvod|ozadje|sklepi?|zaključ(?:ak|ci|ek|ki)|bevezetés|"
    r"háttér|következtetések|introducere|contextul|concluzi[ei]|въведение|контекст|заключени[ея]|εισαγωγή|ιστορικό|"
    r"συμπεράσματα|daħla|konklużjoni(?:jiet)?|réamhrá|cúlra|conclúid"
)
_SECTION_AND = r"(?:and|et|und|en|e|y|og|och|i|a|&|/)"
_SECTION_TITLE = re.compile(rf"(?i)(?:{_SECTION})(?:\s?{_SECTION_AND}\s?(?:{_SECTION}|state of play))?\s?[.:]?")


def is_section_title(title: str) -> bool:
    """Whether a title is that of a section of a note, and nothing else.

    >>> [is_section_title(title) for title in ("INTRODUCTION", "Background and state of play", "Conclusions on oil")]
    [True, True, False]
    """
    words = title.strip()
    return len(words) <= _LONGEST_TITLE and bool(_SECTION_TITLE.fullmatch(words))
