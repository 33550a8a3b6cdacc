"""Find and normalise external references: court cases, Commission documents, acts, Official Journal, addresses."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from somei_cli.errors import NotAValue
from somei_cli.model.groups import join_spellings
from somei_cli.model.references import ExternalReference, OutsideKind

NormalForm = Callable[[re.Match[str]], str | None]

# Blanks of any kind and a line break of running text; bounded, so that matching takes linear time.
_S, _S1 = r"\s{0,4}", r"\s{1,4}"
_YEAR = r"(?:19|20)[0-9]{2}"
_NO = r"(?:[Nn][or]s?|Nru|[Nn]\.?\s?[°º]|№|[Nn]|[čČ]|[šŠ]t|[Bb]r|αριθ)\.?"

# The stems of the words for each kind of act; letters that follow are an ending.
_ACTS = {
    "Framework Decision": "framework decision|rahmenbeschlu|décision cadre|kaderbesluit|rammeafgørelse|rambeslut"
    "|decisión marco|decisione quadro|decisão quadro|puitepäätö|decyzja ramow|decyzji ramow|decyzję ramow",
    "Implementing Regulation": "implementing regulation|durchführungsverordnung|règlement d'exécution"
    "|uitvoeringsverordening|gennemførelsesforordning|genomförandeförordning",
    "Implementing Decision": "implementing decision|durchführungsbeschlu|décision d'exécution|uitvoeringsbesluit",
    "Implementing Directive": "implementing directive|durchführungsrichtlinie",
    "Delegated Regulation": "delegated regulation|delegierte verordnung|delegierten verordnung|règlement délégué"
    "|gedelegeerde verordening",
    "Delegated Decision": "delegated decision",
    "Delegated Directive": "delegated directive",
    "Joint Action": "joint action|gemeinsame maßnahme|gemeinsamen maßnahme|action commune",
    "Common Position": "common position|gemeinsamer standpunkt|gemeinsamen standpunkt|position commune",
    "Regulation": "regulation|reg.|règlement|verordnung|reglamento|regolamento|regulament|verordening|forordning"
    "|förordning|asetu|nařízení|nariadeni|rozporządzeni|rendelet|uredb|регламент|κανονισμ|määru|regula|regulu"
    "|reglament|regolament|rialachán",
    "Directive": "directive|richtlinie|directiva|direttiv|diretiva|richtlijn|direktiv|směrnic|smernic|dyrektyw"
    "|irányelv|директив|οδηγί|direktīv|direktyv|treoir",
    "Decision": "decision|décision|beschlu|entscheidung|decisión|decisão|besluit|beschikking|afgørelse|beslut|päätö"
    "|rozhodnut|decyzj|határozat|odluk|sklep|решени|απόφασ|otsu|lēmum|sprendim|deċiżjoni|cinneadh|decizi",
    "Recommendation": "recommendation|empfehlung|recommandation|aanbeveling|recomendación|raccomandazione",
}
_DOMAINS = {
    "EU": "EU UE ЕС ΕΕ EÚ EL AE",
    "EC": "EC EG CE EF ΕΚ EY WE EK EZ EÜ KE ЕО EO EB",
    "EEC": "EEC EWG CEE EØF EEG ΕΟΚ ETY EHS EGK EGS EMÜ EEK",
    "ECSC": "ECSC EGKS CECA",
    "Euratom": "Euratom EURATOM Евратом Ευρατόμ",
    "JHA": "JHA JI JAI GAI RIA JBZ RIF YOS SVV WSiSW IB PNZ PUP JSK TI TVR ПВР ΔΕΥ",
    "CFSP": "CFSP GASP PESC FUSP GBVB GUSP Gusp YUTP SZBP WPZiB KKBP SZVP ZVSP ÜVJP KĀDP BUSP PESK ОВППС ΚΕΠΠΑ",
    "EC or EU": "ES",
}
_DOMAIN_OF = {spelling: domain for domain, spellings in _DOMAINS.items() for spelling in spellings.split()}
_DOMAIN = f"(?:{'|'.join(sorted(_DOMAIN_OF, key=lambda name: (-len(name), name)))})"

_JOURNALS = (
    r"ABl\.|JO|DO|GUUE|GU|PB|EUT|EFT|EUVL|EYVL|Dz\.\s?U\.|Úř\. věst\.|Ú\. v\.(?: E[ÚS])?|HL|UL|SL|ELT|OV|OL|ĠU|ΕΕ|ОВ"
)
_FINAL = (
    r"(?:final|FINAL|endg(?:ültig|\.)?|endelig|slutlig|def(?:initi\w{1,5}|\.)?|lopullinen|τελικό|окончателен|végleges"
    r"|v konečn\w{1,5} znění|konečné znenie|wersja ostateczna|lõplik|galīgā redakcija|galutinis|finali|finală|končno)"
)
_PROCEDURE = (
    r"(?:COD|CNS|NLE|APP|AVC|SYN|ACC|PRT|CNB|CNC|BUD|BUI|DEC|DEA|INI|INL|INS|RSP|RPS|IMM|REG|DCE|GBD|ACI|COS|ICA|CSL)"
)
_STEP_OF_A_CASE = r"(?:P\(R\)|PPU|RENV|INTP|DEP|REV|RX(?:-II)?|R|P)"


class _Pattern(NamedTuple):
    """How one kind of reference is written; the pattern is tried only on a text that contains `hint`.

    Few texts need a long `source`, which is a function. Only kinds with `starts_with_digit` may begin with a digit.
    `year` finds the year in the normal form of a kind that is numbered by year. What is written like this only
    `on_letterhead` is searched for nowhere else.
    """

    kind: OutsideKind
    hint: str
    source: str | Callable[[], str]
    normal_form: NormalForm
    starts_with_digit: bool = False
    year: str = ""
    on_letterhead: bool = False

    @property
    def regex(self) -> re.Pattern[str]:
        return _compile(self.source)


@cache
def _compile(source: str | Callable[[], str]) -> re.Pattern[str]:
    """Compile a pattern on first use; the entry of a document needs few of them."""
    return re.compile(source if isinstance(source, str) else source())


def _spell_stems(words: str) -> Iterator[str]:
    """Yield patterns of stems: with small or capital initials, in capitals, and with a blank or a hyphen inside."""
    for stem in words.split("|"):
        first, *later_words = re.escape(stem).split("\\ ")
        initials = (f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in later_words)
        ending = "[ -]".join([first[1:], *initials]).replace("'", "['’]")
        yield from (f"{first[0].upper()}{ending}", f"{first[0]}{ending}")
        if stem.isalpha() and stem.isascii():
            yield stem.upper()


def _as_written(match: re.Match[str]) -> str:
    return " ".join(match[0].split()).replace("‑", "-").replace("–", "-")


def _case(match: re.Match[str]) -> str:
    step = f" {match['step']}" if match["step"] else ""
    return f"{match['court']}-{match['number']}/{match['year']}{step}"


def _case_without_court(match: re.Match[str]) -> str | None:
    # Since 1989 every case has the letter of its court.
    return f"Case {match['number']}/{match['year']}" if 53 <= int(match["year"]) <= 89 else None


def _commission(match: re.Match[str]) -> str | None:
    kind = {"KOM": "COM", "SEK": "SEC"}.get(match["type"], match["type"])
    year = int(match["year"] or match["slashed"])
    if match["slashed"] and kind in {"C", "PV"}:
        return None
    if year < 100:
        year += 1900 if year >= 52 else 2000
    version = f"/{match['version']}" if match["version"] else ""
    final = f" final{version}" if match["final"] else ""
    annex = f" - {_annex(match['annex'])}" if match["annex"] else ""
    part = f" PART {match['part']}" if match["part"] else ""
    return f"{kind}({year}) {int(match['number'])}{final}{annex}{part}"


def _draft_act(match: re.Match[str]) -> str:
    return f"D{match['number']}/{match['version']}"


def _annex(words: str) -> str:
    return " ".join(word if word == "to" else word.upper() for word in words.split())


def _act(match: re.Match[str]) -> str | None:
    first, second = match["first"], match["second"]
    number_first = not _is_year(first) or (bool(match["no"]) and _is_year(second))
    year = second if number_first else first
    if not _is_year(year):
        return None
    word = next(name for name, pattern in _act_words() if pattern.fullmatch(match["word"]))
    domains = ", ".join(_domain(spelling, year) for spelling in re.findall(_DOMAIN, match["before"] or ""))
    after = f"/{_domain(match['after'], year)}" if match["after"] else ""
    parts = (word, f"({domains})" if domains else "", "No" if number_first else "", f"{first}/{second}{after}")
    return " ".join(part for part in parts if part)


@cache
def _act_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each kind of act with a pattern for its words."""
    return tuple((name, re.compile("|".join(_spell_stems(words)))) for name, words in _ACTS.items())


def _bare_act(match: re.Match[str]) -> str | None:
    year = match["first"]
    return f"{year}/{match['second']}/{_domain(match['after'], year)}" if _is_year(year) else None


def _is_year(digits: str) -> bool:
    if len(digits) == 4:
        return digits.startswith(("19", "20"))
    return len(digits) == 2 and int(digits) >= 52


def _domain(spelling: str, year: str) -> str:
    domain = _DOMAIN_OF[spelling]
    if domain == "EC or EU":
        # Czechs, Slovaks and Slovenes mean the Community by ES, Latvians and Lithuanians the Union.
        return "EU" if len(year) == 4 and int(year) >= 2010 else "EC"
    return domain


def _journal(match: re.Match[str]) -> str | None:
    if match["journal"] != "OJ" and not match["day"]:
        return None
    series = match["series"] + (match["sub"] or match["sub_behind"] or "")
    where = f", {match['electronic']}" if match["electronic"] else f" {match['number']}"
    date = f", {int(match['day'])}.{int(match['month'])}.{match['year']}" if match["day"] else ""
    page = f", p. {match['page']}" if match["page"] else ""
    return f"OJ {series}{where}{date}{page}"


def _file(match: re.Match[str]) -> str:
    procedure = match["procedure"] or match["bare"]
    year = match["year"] if len(match["year"]) == 4 else f"19{match['year']}"
    return f"{year}/{int(match['number']):04d}{match['part'] or ''}({procedure})"


def _eli(match: re.Match[str]) -> str:
    return f"http://data.europa.eu/eli/{match['path']}"


def _address(match: re.Match[str]) -> str:
    """Return the address without the punctuation of the sentence around it; brackets that it opens itself stay."""
    address = match[0]
    stripped = address.rstrip(".,;:!?'*_\\|)]}")
    open_brackets = {close: stripped.count(opened) - stripped.count(close) for opened, close in ("()", "[]", "{}")}
    end = len(stripped)
    for index, character in enumerate(address[end:], end + 1):
        if character in open_brackets:
            open_brackets[character] -= 1
            if open_brackets[character] < 0:
                break
            end = index
    return address[:end]


_ELI = (
    r"https?://(?:data\.europa\.eu|eur-lex\.europa\.eu)/eli/"
    r"(?P<path>[a-z_]{1,20}/[0-9]{4}/[0-9]{1,6}(?:/[\w-]{1,40}){0,6})"
)
# No control characters and no marks that change the direction of writing: addresses are shown to people.
_IN_ADDRESS = r"[^\s<>\"“”„«»`\x00-\x20\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]"
_URL = rf"[Hh]ttps?://\w{_IN_ADDRESS}*"
_WWW = rf"(?<![\w./@-])www\.\w{_IN_ADDRESS}*"
_ECLI = r"ECLI(?<![A-Za-z0-9]ECLI):[A-Z]{2}:[A-Z0-9]{1,7}:[0-9]{4}:[A-Z0-9](?:[A-Z0-9.]{0,23}[A-Z0-9])?"
_CELEX = (
    rf"[0-9CE](?<![A-Za-z0-9/.-].){_YEAR}[A-Z]{{1,2}}[0-9]{{4}}"
    r"(?:\([0-9]{2}\)|R\([0-9]{2}\))?(?:-[0-9]{8})?(?![A-Za-z0-9])"
)
_FILE = (
    rf"(?<![\w/.-])(?P<year>{_YEAR})/(?P<number>[0-9]{{3,4}})(?P<part>[A-Z])?"
    rf"(?:{_S}\({_S}(?P<procedure>{_PROCEDURE}){_S}\)|[/ ](?P<bare>{_PROCEDURE})(?!\w))"
)
_LETTERHEAD_FILE = (
    rf"(?<![\w/.-])(?P<year>{_YEAR}|9[0-9])\s?/\s?(?P<number>[0-9]{{3,4}})\s?(?P<part>[A-Z](?![A-Z]))?\s{{0,3}}"
    rf"(?:\(\s?(?P<procedure>{_PROCEDURE})\s?\)|[/ ]?(?P<bare>{_PROCEDURE})(?!\w))"
)
_COMMISSION = (
    r"(?<![\w/-])(?P<type>COM|JOIN|SWD|SEC|KOM|SEK|C|PV)"
    rf"(?:{_S}\({_S}(?P<year>{_YEAR}|[0-9]{{2}}){_S}\){_S}|/(?P<slashed>{_YEAR})/)(?P<number>[0-9]{{1,5}})"
    rf"(?:{_S}(?P<final>{_FINAL})(?!\w)(?:/(?P<version>[0-9])(?![0-9]))?)?"
    rf"(?:{_S}[-–/,]?{_S}(?P<annex>A(?:NNEX(?:ES)?|nnex(?:es)?){_S1}[0-9IVX]{{1,4}}(?:{_S1}to{_S1}[0-9IVX]{{1,4}})?))?"
    rf"(?:{_S}[-–/,]?{_S}P(?:ART|art){_S1}(?P<part>[0-9]{{1,2}}/[0-9]{{1,2}}))?"
)
# Drafts of acts that the Commission sends to a committee, and then to the Council: D 033683/04.
_DRAFT_ACT = rf"(?<![\w/-])D{_S}(?P<number>[0-9]{{6}})[/-](?P<version>[0-9]{{2}})(?![\w/])"
_OJ = (
    rf"(?<!\w)(?P<journal>OJ|{_JOURNALS}){_S1}(?:{_NO}{_S1})?(?P<series>[LC])\s?(?P<sub>[IAE])?"
    rf"(?:,?{_S}(?P<electronic>(?:C/)?20[0-9]{{2}}/[0-9]{{1,5}})|{_S}(?P<number>[0-9]{{1,3}})"
    r"(?:\s?(?P<sub_behind>[IAE])(?!\w))?)(?![0-9])"
    rf"(?:{_S}(?:,|of|vom|du|del|della|de|do|af|av|van|z|от|της)?{_S}"
    r"(?P<day>[0-9]{1,2})[./](?P<month>[0-9]{1,2})[./](?P<year>[0-9]{4}))?"
    rf"(?:{_S},?{_S}(?:p|P|S|s|blz|str|lk|lpp|σ|с)\.{_S}(?P<page>[0-9]{{1,4}}))?"
)
_SITTING = r"(?<![\w/-])(?:RC-)?[ABCT][0-9]{1,2}[-‑][0-9]{4}/[0-9]{4}(?![\w/])"
_QUESTION = r"(?<![\w/-])[EPHOG][-‑][0-9]{4,6}/(?:[0-9]{4}|[0-9]{2})(?![\w/])"
_ADOPTED = r"P[0-9]{1,2}_T[AC](?:-PROV)?\([0-9]{4}\)[0-9]{4}(?!\w)"
_COMMITTEE = r"(?<!\w)PE\s[0-9]{3}\.[0-9]{3}(?:v[0-9]{2}-[0-9]{2})?(?!\w)"
_CASE = (
    r"(?P<court>[CTF])(?<![\w/-].)[-‑–]\s?(?P<number>[0-9]{1,4})/(?P<year>[0-9]{2})"
    rf"(?:\s(?P<step>{_STEP_OF_A_CASE}))?(?![\w/])"
)
_OLD_CASE = (
    rf"(?<!\w)(?:{join_spellings(_spell_stems('case|cases|rechtssache|rechtssachen|affaire|zaak|asunto|causa'))}){_S1}"
    rf"(?:{_NO}{_S})?(?P<number>[0-9]{{1,3}})/(?P<year>[0-9]{{2}})(?![\w/])"
)


def _act_source() -> str:
    word = join_spellings(spelling for stems in _ACTS.values() for spelling in _spell_stems(stems))
    return (
        rf"(?<!\w)(?P<word>{word})\w{{0,8}}{_S}"
        rf"(?:\(?(?P<before>{_DOMAIN}(?:[,/]{_S}{_DOMAIN}){{0,2}})\)?{_S})?"
        rf"(?P<no>{_NO}{_S})?(?P<first>[0-9]{{1,4}})/(?P<second>[0-9]{{1,4}})(?:/(?P<after>{_DOMAIN}))?(?![\w/])"
    )


_BARE_ACT = rf"(?<![\w/.-])(?P<first>[0-9]{{4}}|[0-9]{{2}})/(?P<second>[0-9]{{1,4}})/(?P<after>{_DOMAIN})(?![\w/])"

# The most specific first: what one pattern matches is masked for the next.
_PATTERNS = (
    _Pattern(OutsideKind.ELI, "/eli/", _ELI, _eli),
    _Pattern(OutsideKind.URL, "://", _URL, _address),
    _Pattern(OutsideKind.URL, "www.", _WWW, _address),
    _Pattern(OutsideKind.ECLI, "ECLI:", _ECLI, _as_written, year=r":([0-9]{4}):"),
    _Pattern(OutsideKind.CELEX, "", _CELEX, _as_written, starts_with_digit=True),
    _Pattern(OutsideKind.FILE, "/", _FILE, _file, starts_with_digit=True, year=r"^([0-9]{4})/"),
    _Pattern(OutsideKind.FILE, "/", _LETTERHEAD_FILE, _file, starts_with_digit=True, on_letterhead=True),
    _Pattern(OutsideKind.COMMISSION, "", _COMMISSION, _commission, year=r"\(([0-9]{4})\)"),
    _Pattern(OutsideKind.COMMISSION, "D", _DRAFT_ACT, _draft_act),
    _Pattern(OutsideKind.OFFICIAL_JOURNAL, "", _OJ, _journal),
    _Pattern(OutsideKind.PARLIAMENT, "/", _SITTING, _as_written),
    _Pattern(OutsideKind.PARLIAMENT, "/", _QUESTION, _as_written),
    _Pattern(OutsideKind.PARLIAMENT, "_T", _ADOPTED, _as_written),
    _Pattern(OutsideKind.PARLIAMENT, "PE", _COMMITTEE, _as_written),
    _Pattern(OutsideKind.CASE, "/", _CASE, _case, year=r"/([0-9]{2})\b"),
    _Pattern(OutsideKind.CASE, "/", _OLD_CASE, _case_without_court),
    _Pattern(OutsideKind.ACT, "/", _act_source, _act),
    _Pattern(OutsideKind.ACT, "/", _BARE_ACT, _bare_act, starts_with_digit=True),
)


@cache
def _patterns_in_addresses() -> tuple[tuple[OutsideKind, re.Pattern[str]], ...]:
    sources = ((OutsideKind.ECLI, _ECLI), (OutsideKind.CELEX, _CELEX))
    return tuple((kind, re.compile(rf"(?:(?<=:)|(?<=%3A)){source}")) for kind, source in sources)


def parse_external_reference(typed: str) -> ExternalReference:
    """Parse one external reference in any spelling, and return its normal form.

    Raises:
        NotAValue: if no kind of reference is written like this.
    """
    word = " ".join(typed.split())
    for spelling in (word, word.upper()):
        for pattern in sorted(_PATTERNS, key=lambda pattern: pattern.kind is not OutsideKind.CASE):
            may_match = pattern.hint in spelling and (pattern.starts_with_digit or not word[:1].isdigit())
            match = pattern.regex.fullmatch(spelling) if may_match else None
            normal = pattern.normal_form(match) if match else None
            only_in_normal_form = pattern.kind is OutsideKind.URL or pattern.on_letterhead
            if normal is None or (only_in_normal_form and normal != spelling):
                continue
            return _make_reference(pattern.kind, normal)
    raise NotAValue(
        "the reference", typed, "one such as C-505/19, COM(2018) 302 final, Directive 95/46/EC or an address"
    )


def find_external_references(text: str) -> Iterator[tuple[int, int, ExternalReference]]:
    """Yield every external reference in a text, in order, as (start, end, reference); they never overlap."""
    hits: list[tuple[int, int, ExternalReference]] = []
    for pattern in _PATTERNS:
        if pattern.hint in text and not pattern.on_letterhead:
            new_hits = list(_find_matches(pattern, text))
            text = mask_spans(text, ((start, end) for start, end, _ in new_hits))
            hits += new_hits
    yield from sorted(hits, key=lambda hit: hit[0])


@lru_cache(maxsize=4)
def find_letterhead_references(text: str, start: int, end: int) -> tuple[tuple[int, int, ExternalReference], ...]:
    """Return what is written as on a letterhead between two offsets, in order, as (start, end, reference).

    >>> [str(reference) for _, _, reference in find_letterhead_references("2013/0407 (COD) 98/0287(COD)", 0, 28)]
    ['2013/0407(COD)', '1998/0287(COD)']
    """
    patterns = [pattern for pattern in _PATTERNS if pattern.on_letterhead and pattern.hint in text]
    return tuple(sorted(hit for pattern in patterns for hit in _find_matches(pattern, text, start, end)))


@lru_cache(maxsize=1024)
def find_year(reference: ExternalReference) -> int | None:
    """Return the year in the number of a reference, if its kind is numbered by year."""
    pattern = _year_pattern(reference.kind)
    match = pattern.search(reference.text) if pattern else None
    if match is None:
        return None
    year = int(match[1])
    return year if year > 99 else year + (1900 if year >= 52 else 2000)


@cache
def _year_pattern(kind: OutsideKind) -> re.Pattern[str] | None:
    sources = (pattern.year for pattern in _PATTERNS if pattern.kind is kind and pattern.year)
    return next(map(re.compile, sources), None)


def mask_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text with these spans overwritten, so that every other place keeps its offset."""
    parts, end = [], 0
    for start, stop in spans:
        parts += [text[end:start], "\x00" * (stop - start)]
        end = stop
    return "".join([*parts, text[end:]]) if parts else text


def _find_matches(
    pattern: _Pattern, text: str, start: int = 0, end: int | None = None
) -> Iterator[tuple[int, int, ExternalReference]]:
    for match in pattern.regex.finditer(text, start, len(text) if end is None else end):
        normal = pattern.normal_form(match)
        if normal is not None:
            hit_end = match.start() + len(normal) if pattern.kind is OutsideKind.URL else match.end()
            yield match.start(), hit_end, _make_reference(pattern.kind, normal)


def _make_reference(kind: OutsideKind, normal: str) -> ExternalReference:
    """Return a reference; an address that contains an ECLI or CELEX number becomes a reference to that number."""
    if kind is OutsideKind.URL:
        for named_kind, regex in _patterns_in_addresses():
            if match := regex.search(normal):
                return ExternalReference(named_kind, match[0])
    return ExternalReference(kind, normal)
