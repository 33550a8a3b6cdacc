"""The titles of acts, of conclusions of the European Council and of work programmes that have no header table."""

import re
from collections.abc import Iterable

from somei_cli.extraction.cover.body_names import COUNCIL_NAMES
from somei_cli.extraction.cover.printed_dates import find_days
from somei_cli.extraction.cover.printed_titles import PrintedTitle, UnclearTitle, alternatives, without_edges
from somei_cli.extraction.joined_lines import begins_a_sentence, is_dashed

_ACTS = alternatives("""
    REGULATION | DIRECTIVE | DECISION | RECOMMENDATION | РЕГЛАМЕНТ | ДИРЕКТИВА | РЕШЕНИЕ | NAŘÍZENÍ | SMĚRNICE |
    ROZHODNUTÍ | FORORDNING | DIREKTIV | AFGØRELSE | VERORDNUNG | RICHTLINIE | BESCHLUSS | ΚΑΝΟΝΙΣΜΟΣ | ΟΔΗΓΙΑ |
    ΑΠΟΦΑΣΗ | REGLAMENTO | DIRECTIVA | DECISIÓN | MÄÄRUS | DIREKTIIV | OTSUS | ASETUS | DIREKTIIVI | PÄÄTÖS |
    RÈGLEMENT | DÉCISION | RIALACHÁN | TREOIR | CINNEADH | UREDBA | DIREKTIVA | ODLUKA | RENDELET | RENDELETE |
    IRÁNYELV | IRÁNYELVE | HATÁROZAT | HATÁROZATA | REGOLAMENTO | DIRETTIVA | DECISIONE | REGLAMENTAS |
    DIREKTYVA | SPRENDIMAS | REGULA | DIREKTĪVA | LĒMUMS | REGOLAMENT | DEĊIŻJONI | VERORDENING | RICHTLIJN |
    BESLUIT | ROZPORZĄDZENIE | DYREKTYWA | DECYZJA | REGULAMENTO | DIRETIVA | DECISÃO | REGULAMENTU |
    REGULAMENTUL | DECIZIA | NARIADENIE | SMERNICA | ROZHODNUTIE | SKLEP | FÖRORDNING | BESLUT
""")
_ACT_WORD = re.compile(rf"(?<![\w-]){_ACTS}(?!\w)")
# Whoever adopts the act, with a comma: below the title, above the first citation.
_FORMULA = re.compile(
    rf"(?:(?:THE|DER|LE|EL|IL|O|DE|HET)\s{{1,4}})?(?:[^\W\d_a-zß-ÿ][^\n,:;a-zß-ÿ0-9]{{3,60}}\s{{1,4}})?"
    rf"(?:(?:THE|DER|LE|EL|IL|O|DE|TO|ΤΟ)\s{{1,4}})?{COUNCIL_NAMES}(?=\s?[,–—-]|\s{{1,4}}(?:HAR|HAVE|OVAT|ON|HAT|HABEN)\b)"
)
_CITING = alternatives("""
    Having regard | vu le | vu la | vu l' | gestützt auf | gestützt | visto il | vista la | visto | vista |
    vistos | tendo em conta | gelet op | under henvisning til | med beaktande av | ottavat huomioon | ottaa
    huomioon | uwzględniając | s ohledem na | so zreteľom na | ob upoštevanju | uzimajući u obzir | tekintettel
    | având în vedere | като взеха предвид | като взе предвид | έχοντας υπόψη | võttes arvesse | atsižvelgdama |
    atsižvelgdami | ņemot vērā | wara li kkunsidra | ag féachaint
""")
_FIRST_CITATION = re.compile(rf"(?im)^[ \t]{{0,20}}{_CITING}(?!\w)")
_EEA = re.compile(
    r"\(Text with EEA relevance\)|\(Texte présentant de l['’]intérêt pour l['’]EEE\)|\(Text von Bedeutung für den EWR\)"
)
# The rest of a letterhead in one line: (OR. en) 2000/0032 (COD) LEX 277 PE-CONS 3625/1/01 REV 1 INF 56.
_LETTERHEAD_RUN = re.compile(
    r"(?:\s{0,4}(?:\(OR\. ?[a-z]{2}(?:[,/ ]{1,2}[a-z]{2}){0,4}\)|[0-9]{4}/[0-9]{4} ?\([A-Z]{3}\)|LIMITE|PUBLIC|"
    r"(?:[A-Z]{2,3}-?[A-Z]{0,4} )?[0-9]{1,5}(?:/[0-9]{1,2})?/[0-9]{2}(?![0-9/])|(?:REV|ADD|COR) ?[0-9]{1,2}(?![0-9])|"
    r"[A-Z][A-Z/-]{1,14}(?: [A-Z]{2,5})? [0-9]{1,4}(?![0-9/]))(?=\s)){1,40}\s{1,4}"
)
# The foot of the cover page, on the line of the title.
_FOOT_IN_LINE = re.compile(
    r"\sPE-CONS [0-9]{1,5}(?:/[0-9]{1,2})?/[0-9]{2}(?![0-9/])|"
    r"\s[0-9]{4,5}(?:/[0-9]{1,2})?/[0-9]{2}(?: (?:REV|ADD|COR) ?[0-9]{1,2})? [A-Za-z]{2,4}(?:/[A-Za-z]{2,4}){1,2}\s"
)
_SIGNATURE_LIST = re.compile(r"(?m)^[ \t]{0,20}(?:Done at|ANNEX|CONTENTS|Whereas)\b")
_EUROPEAN_COUNCIL = alternatives("""
    European Council | Европейски съвет | Европейския съвет | Evropská rada | Evropské rady | Europæiske Råd |
    Europäischer Rat | Europäischen Rates | Europäischen Rats | Ευρωπαϊκό Συμβούλιο | Ευρωπαϊκού Συμβουλίου |
    Consejo Europeo | Euroopa Ülemkogu | Eurooppa-neuvosto | Eurooppa-neuvoston | Conseil européen | Comhairle
    Eorpach | Europsko vijeće | Europskog vijeća | Európai Tanács | Consiglio europeo | Europos Vadovų Taryba |
    Europos Vadovų Tarybos | Eiropadome | Eiropadomes | Kunsill Ewropew | Europese Raad | Rada Europejska | Rady
    Europejskiej | Conselho Europeu | Consiliul European | Consiliului European | Európska rada | Európskej rady
    | Evropski svet | Evropskega sveta | Europeiska rådet | Europeiska rådets
""")
_CONCLUSIONS = alternatives("""
    conclusions | заключения | závěry | konklusioner | Schlussfolgerungen | συμπεράσματα | συμπερασματα |
    conclusiones | järeldused | päätelmät | conclúidí | zaključci | következtetések | következtetései |
    conclusioni | išvados | secinājumi | konklużjonijiet | conclusies | konkluzje | conclusões | concluzii |
    concluziile | závery | sklepi | slutsatser
""")
_CONCLUSIONS_TITLE = re.compile(
    rf"(?i)^(?:(?=[^\n]{{0,160}}\b{_CONCLUSIONS}\b)[^\n.;]{{0,80}}?\b{_EUROPEAN_COUNCIL}\b[^\n.;]{{0,120}})$"
)
_MEETING_OF_THE_EUROPEAN_COUNCIL = re.compile(
    rf"(?i)(?=[^\n]{{0,120}}(?:19|20)[0-9]{{2}})(?:[^\W\d_]{{1,12}} ){{0,4}}{_EUROPEAN_COUNCIL}\b[^\n.;]{{0,80}}"
)
# The number of a page, and a heading with the mark of a footnote: `1 PRESIDENCY CONCLUSIONS 11 EUROPEAN COUNCIL …`.
_PAGE_AND_HEADING = re.compile(
    rf"^[0-9]{{1,3}}\s(?:[^\W\d_a-zß-ÿ]{{4,20}}\s){{0,3}}?(?i:{_CONCLUSIONS})\s?[0-9]{{1,2}}\s"
)
_DAY_STOP = re.compile(r"(?<=[0-9])\.")
_NAMES_CONCLUSIONS = re.compile(rf"(?i)\b{_CONCLUSIONS}\b")
_BEGINS_CONCLUSIONS = re.compile(rf"(?i)\b(?:{_EUROPEAN_COUNCIL}|{_CONCLUSIONS})\b")
_DRAFT = alternatives("""
    draft | provisional | indicative | annotated | projet de | ontwerp | voorlopige | foreløbigt | foreløbige |
    vorläufiges | vorläufige
""")
_PROGRAMMES = alternatives("""
    agendas | ordres du jour | Tagesordnungen | work programme | working programme | programme of work |
    programme de travail | Arbeitsprogramm | werkprogramma | arbejdsprogram | arbetsprogram | programma di
    lavoro | programa de trabajo | programa de trabalho | operational programme | 18-month programme |
    eighteen-month programme | calendar of meetings
""")
_PROGRAMME = re.compile(rf"(?i)(?:{_DRAFT}\s{{1,3}}){{0,2}}{_PROGRAMMES}(?!\w)")
# What continues the title of a programme below a blank line.
_GOES_ON = re.compile(r"\s*(?:FOR|OF|DURING|PREPARED|UNDER|BY|POUR|DU|DE|DES|PENDANT|SOUS|FÜR|DER|DES|WÄHREND|UNTER)\b")
_LONGEST_ACT_TITLE = 1500
_LONGEST_TITLE = 300
_SAME_BEGINNING = 45


def begins_with_act(words: str) -> bool:
    """Whether words begin with the name of an act in capitals, in any official language.

    >>> [begins_with_act(words) for words in ("DECYZJA RADY w sprawie lamp", "COUNCIL DECISION on lamps", "Decyzja")]
    [True, False, False]
    """
    return _ACT_WORD.match(words) is not None


def find_act_title(text: str, start: int, end: int) -> PrintedTitle | UnclearTitle | None:
    """Find the title of an act that stands first in a text: from its name in capitals down to who adopts it.

    It ends before the formula of who adopts the act, the first citation, or where it is printed again.
    """
    region = text[start : min(end, start + _LONGEST_ACT_TITLE)]
    act = _ACT_WORD.search(region)
    if act is None:
        return None
    paragraph_start = region.rfind("\n\n", 0, act.start()) + 2 if "\n\n" in region[: act.start()] else 0
    if letterhead := _LETTERHEAD_RUN.match(region, paragraph_start, act.start()):
        # A page in one line: languages, numbers and codes are right before the title.
        paragraph_start = letterhead.end()
    before = region[paragraph_start : act.start()]
    if (
        before != before.upper()
        or len(before) > _LONGEST_TITLE // 2
        or re.search(r"[a-zß-ÿ]{4}", region[:paragraph_start])
    ):
        return None
    title_start = paragraph_start + len(before) - len(before.lstrip(" \n\t*_#|-"))
    title = region[title_start:]
    if not re.search(r"(?i)\b(?:EU|EC|EEC|UE|CE|EG|ЕС|ΕΕ|[EÉ]\.?U|2[0-9]{3})\b|,|\bcouncil\b|parl", title[:200]):
        return None
    ends = [
        m.start()
        for pattern in (_FORMULA, _FIRST_CITATION, _SIGNATURE_LIST, _FOOT_IN_LINE)
        if (m := pattern.search(title))
    ]
    beginning = r"\s{1,4}".join(re.escape(word) for word in title[:_SAME_BEGINNING].split()[:-1])
    if beginning and (again := re.compile(beginning).search(title, 1)):
        ends.append(again.start())
    # An act on a cover page is printed again on the next, with its number: DECISION No …/2013/EU.
    ends += [
        paragraph.start()
        for paragraph in re.finditer(r"(?<=\n)\s*\n[^\na-zß-ÿ]{0,80}", title)
        if _ACT_WORD.search(paragraph[0]) and re.search(r"[a-zß-ÿ]{3}", title[: paragraph.start()])
    ]
    if eea := _EEA.search(title):
        ends.append(eea.end())
    # On a cover page of its own nothing but the footer follows.
    if not ends and start + title_start + len(title.rstrip()) >= len(text.rstrip()):
        ends.append(len(title.rstrip()))
    words = re.sub(r"(?:\.[ ]?){4,}|…(?:[ ]?…)+", "...", title[: min(ends, default=_LONGEST_TITLE)])
    words = " ".join(without_edges(words).split())
    if not ends or not re.search(r"[^\W\d_a-zß-ÿ]", words) or len(words) < _SAME_BEGINNING // 2:
        return UnclearTitle(words, start + title_start)
    return PrintedTitle(words, start + title_start, start + title_start + min(ends))


def find_conclusions_title(text: str, start: int, end: int, opening_phrase: re.Pattern[str]) -> PrintedTitle | None:
    """Find the title of conclusions of the European Council: `European Council meeting (26 June 2025) – Conclusions`.

    Name, days and conclusions may stand on lines of their own: `EUROPEAN COUNCIL` / `19 AND 20 JUNE 2003`. It ends
    above a line that begins with an `opening_phrase` of a main text, or a sentence.
    """
    region = text[start : min(end, start + _LONGEST_TITLE * 2)]
    if not _BEGINS_CONCLUSIONS.search(region):
        return None
    lines = [(m.start(), m[0]) for m in re.finditer(r"[^\n]*[^\s][^\n]*", region)]
    body = next(
        (index for index, (_, line) in enumerate(lines) if _begins_text(line.strip(), opening_phrase)), len(lines)
    )
    announces = body < len(lines) and _NAMES_CONCLUSIONS.search(lines[body][1]) is not None
    for first, (title_start, first_line) in enumerate(lines[: min(body, 6)]):
        if not _BEGINS_CONCLUSIONS.search(first_line):
            continue
        if first + 1 < body and _goes_on_below(first_line, lines[first + 1][1]):
            # To whom conclusions go: `European Council` above `European Council (17-18 June 2004)`.
            continue
        for count in range(1, min(5, body - first + 1)):
            last_start, last_line = lines[first + count - 1]
            title = _PAGE_AND_HEADING.sub("", _join_title(line for _, line in lines[first : first + count]))
            # The text below may say that these are the conclusions.
            is_announced = announces and first + count == body and _MEETING_OF_THE_EUROPEAN_COUNCIL.fullmatch(title)
            if is_announced or is_title_of_conclusions(title):
                return PrintedTitle(title, start + title_start, start + last_start + len(last_line))
    return None


# Council conclusions on lamps / 2974th EXTERNAL RELATIONS Council meeting / Brussels, 17 November 2009
_COUNCIL_CONCLUSIONS = re.compile(
    r"(?<![^\W\d_])(?P<title>(?:(?:EU |Draft )?(?:Council )?Conclusions?|COUNCIL CONCLUSIONS|Council conclusions) "
    r"(?:of the Council )?(?:on|ON|concerning|regarding) [^.;:]{4,280}?)"
    # The name of the configuration in capitals, without an ordinal only on a line of its own.
    r"(?:[\s.,*_-]{1,12}[0-9]{4}(?:st|nd|rd|th)\s{1,3}[A-Z]{2}[^.;:0-9]{3,120}?|"
    r"[ .,*_-]{0,6}\n[\s*_]{0,40}[A-Z][A-Z ,&-]{5,90})"
    r"\sCouncil\s{1,3}meeting\s{1,40}(?:Brussels|Luxembourg),? {0,2}[0-9]"
)


def find_council_conclusions_title(text: str, start: int, end: int) -> PrintedTitle | None:
    """Find the title of conclusions of the Council, above the meeting that adopted them, its place and its days.

    >>> text = "Conclusions on lamps 2974th EXTERNAL RELATIONS Council meeting Brussels, 17 November 2009"
    >>> find_council_conclusions_title(text, 0, len(text)).text
    'Conclusions on lamps'
    """
    titles = list(_COUNCIL_CONCLUSIONS.finditer(text, start, end))
    if not titles:
        return None
    # The title of a web page may repeat it above the document.
    last = titles[-1]
    return PrintedTitle(" ".join(without_edges(last["title"]).split()), last.start("title"), last.end("title"))


def _begins_text(line: str, opening_phrase: re.Pattern[str]) -> bool:
    return opening_phrase.match(line) is not None or begins_a_sentence(line)


def is_title_of_conclusions(title: str) -> bool:
    """Whether words name the European Council, conclusions and days.

    >>> is_title_of_conclusions("EUROPEAN COUNCIL OSLO CONCLUSIONS OF THE PRESIDENCY 21 and 22 June 2002")
    True
    """
    # `am 25./26. März`: no full stops.
    is_like_one = len(title) <= _LONGEST_TITLE and _CONCLUSIONS_TITLE.match(_DAY_STOP.sub("", title))
    return bool(is_like_one) and next(find_days(title), None) is not None


def _goes_on_below(line: str, below: str) -> bool:
    """Whether the line below repeats the words of a line, and goes on."""
    words, words_below = line.split(), below.split()
    return bool(words) and len(words_below) > len(words) and words_below[: len(words)] == words


def _join_title(lines: Iterable[str]) -> str:
    """Join the lines of a title; a line that begins with a dash keeps it."""
    title = ""
    for line in lines:
        words = without_edges(" ".join(line.split()))
        title += f"{' - ' if is_dashed(line.strip()) else ' '}{words}" if title else words
    return title


def find_programme_title(text: str, start: int, end: int) -> PrintedTitle | UnclearTitle | None:
    """Find the title of a work programme or of agendas for several meetings, in capitals right below the letterhead."""
    for line in re.finditer(
        r"(?m)^[ \t*_#|]*(?P<words>[^\s*_#|][^\n]*)$", text[start : min(end, start + _LONGEST_TITLE * 2)]
    ):
        if not _PROGRAMME.match(line["words"]) or line["words"] != line["words"].upper():
            continue
        title_start = start + line.start("words")
        title_end, lines = title_start, []
        position = title_start
        for following in text[title_start : title_start + _LONGEST_TITLE * 2].split("\n"):
            is_bracket = re.fullmatch(r"\s*\([^()]{3,60}\)\s*", following)
            is_apart = position > title_end
            position += len(following) + 1
            if not following.strip():
                continue
            if following != following.upper() and not is_bracket:
                break
            if is_apart and not (is_bracket or _GOES_ON.match(following)):
                break
            lines.append(without_edges(" ".join(following.split())))
            title_end = position
            if is_bracket:
                break
        title = " ".join(lines)
        if len(title) > _LONGEST_TITLE:
            return UnclearTitle(title[:_LONGEST_TITLE], title_start)
        return PrintedTitle(title, title_start, title_end - 1, several_meetings=True)
    return None
