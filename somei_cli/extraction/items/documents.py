"""Find the documents of an agenda item: in the right-hand column, alone on the lines below, or within the title."""

import re
from collections.abc import Iterator
from functools import lru_cache

# Without a series, 2020/2021 and 2020/21 are years: the numbers of documents begin at 5000 there.
_NO_YEARS = r"(?!(?:19|20)[0-9]{2}/(?:19|20)?[0-9]{2}(?![0-9/]))"
_NUMBER = (
    rf"(?:(?:ST|CM|SN|DS|WK|XT|PE-CONS|EUCO)\s?|{_NO_YEARS})"
    r"[0-9]{1,5}(?:/[0-9]{1,2})?/(?!0[0-9]{3})[0-9]{2}(?:[0-9]{2})?"
)
# ADD 1 to 3
_TO = r"(?:\s?[-–]\s?|\s(?:to|till|til|bis|à|al|a|do|t/m)\s)"
_PIECE = re.compile(
    r"(?:[Dd]o[ck]s?\.?:?|to be issued|to follow|will follow|à paraître|suivra|folgt|in preparation|"
    r"poss\.|[()\[\]]|[+,;&*]|and|to|[-–]|LIMITE|PUBLIC|INIT|"
    rf"{_NUMBER}|"
    rf"(?:REV|ADD|COR|EXT|DCL|INIT)\s?(?:[0-9]{{1,3}})?(?:{_TO}[0-9]{{1,3}})?(?:\s?\([a-z, ]{{1,40}}\))?|"
    r"(?:[CK]OM|SWD|JOIN|SE[CK]|C)\s?\([0-9]{2,4}\)\s?[0-9]{1,5}(?: (?:final|endelig|endg\.|def\.)(?:/[0-9])?)?|"
    r"[0-9]{4}/[0-9]{4} ?(?:/ ?[A-Z]{2,4} ?)?\([A-Z]{3}\)|"
    r"[A-Z][A-Z0-9]{0,11}(?:[/-][A-Z0-9]{1,11})?|[0-9]{1,4})\s{0,80}"
)
_DOCUMENT_SIGN = re.compile(
    r"[0-9]{1,5}(?:/[0-9]{1,2})?/[0-9]{2}|(?:^|\+)\s*(?:REV|ADD|COR)\s?[0-9]|(?:COM|SWD|JOIN)\s?\("
)
# Most lines hold none, and then neither a document nor “see annex”.
_FIGURE_OR_BRACKET = re.compile(r"[0-9(]|nnex|nlage")
# Words that make a number part of their sentence: "the text in 15400/22".
_NOT_AFTER_CITING_WORDS = "".join(
    rf"(?<!\b{word}\s)"
    for word in (
        r"ST CM SN DS WK XT PE-CONS EUCO UE-[A-Z]{2} in of to see See No nos\. n\. n° N° nº n\.º Nr\. nr\. "
        r"Nr nr č\. N:o αριθ\. št\. br\. № and or by from with cf\. doc\. docs doc document documents "
        r"documenti documento documentos Dokument Dokuments Dokumente Dokumenten documenten dokument "
        r"dokumentet dokumenter dokumenti dokumentu dokumencie dokumentum έγγραφο asiakirja asiakirjassa "
        r"asiakirjan документ siehe voir zie vedi véase"
    ).split()
)
# A number behind these is that of an act: “Regulation (EU) 2018/1806”.
_NOT_AFTER_ACTS = "".join(
    rf"(?<!{words}\s)"
    for words in r"\(EU\) \(EC\) \(EEC\) \(CFSP\) \(UE\) \(CE\) \(EG\) Euratom\) Regulation Directive Decision".split()
)
_GAP = re.compile(
    r"\s(?:(?<!\s\s)\s{2,}+(?=\S)|"
    # The words behind are looked at first, because few words are followed by a document.
    r"(?=(?:(?:ST|CM|SN|DS|WK|XT)\s[0-9]{1,5}|[0-9]{4,5})/[0-9]|[Dd]o[ck]\.\s?[0-9]{4,5}/|\+\s?(?:ADD|COR|REV)\s?[0-9])"
    rf"{_NOT_AFTER_CITING_WORDS}{_NOT_AFTER_ACTS})"
)
_SUFFIX = rf"(?:REV|ADD|COR)\s?[0-9]{{1,2}}(?:{_TO}[0-9]{{1,2}}(?![0-9/]))?(?:\s?\([a-z, ]{{1,40}}\))?"
_SERIES = r"(?:ST|CM|SN|DS|WK|XT|PE-CONS)\s"
_NOT_AFTER_DOCUMENT_WORDS = "".join(
    rf"(?<!\b{word}\s)"
    for word in (
        r"see No nr nr\. Nr\. n\. n° nº n\.º č\. N:o doc\. docs doc document documents CREST ERAC CONV CIG EEE"
    ).split()
)
# In an agenda without running text a document may follow any word but these.
_CODE = r"[A-Z][A-Z0-9]{1,11}(?:[/ -](?:[A-Z0-9]{2,11}|[AL])){0,2}\s[0-9]{1,4}"
# The codes of the document, and its addenda behind them: “9468/13 AGRILEG 64 VETER 43 + ADD 1 (fr)”.
_CODES_BEHIND = rf"(?:\s{_CODE}(?![\w/])){{0,12}}"
_INSERTED = re.compile(
    rf"\s(?=[dSCDWXP0-9+]){_NOT_AFTER_DOCUMENT_WORDS}(?:(?<!\bin\s)[Dd]o[ck]s?\.?\s{{1,4}})?"
    rf"(?:(?:{_SERIES}[0-9]{{1,5}}|{_NO_YEARS}[0-9]{{4,5}})(?:/[0-9]{{1,2}})?/[0-9]{{2}}(?![\w/])(?:\s{_SUFFIX}){{0,3}}{_CODES_BEHIND}|\+\s?{_SUFFIX}(?:\s{_SUFFIX}){{0,2}})"
    rf"(?:\s?\+\s?{_SUFFIX}(?:\s{_SUFFIX}){{0,2}}){{0,6}}"
)


# Codes alone in the right-hand column, below the document that they belong to.
_BRACKETED_CODES = re.compile(rf"{_CODE}(?:[,;]?\s{{1,3}}{_CODE}){{1,9}}")
_SIDE_CODES = re.compile(rf"{_CODE}(?:\s{{1,4}}{_CODE}){{0,4}}")
_CODE_ALONE = re.compile(r"[A-Z]{2,10}(?:[/ -][A-Z]{1,10})?")
_CODE_FAR_RIGHT = re.compile(rf"(?<=\S)\s{{6,200}}(?P<code>{_CODE_ALONE.pattern})\s*$")
_YEAR_LAST = re.compile(r" (?:19|20)[0-9]{2}\s*$")
_SIDE_CODES_LAST = re.compile(rf"(?<=\S)\s{{2,80}}(?P<codes>{_SIDE_CODES.pattern})\s*$")
# What stands in place of a document: “see annex”.
TO_FOLLOW = re.compile(
    r"\((?:(?:documents?|docs?\.?|dok\.?|document[oi]|rév\.) )?(?:to follow|to be (?:issued|published)|will follow|"
    r"in preparation|not yet available|à paraître|suivra|suivront|wird nachgereicht|folgt|noch nicht verfügbar|volgt|"
    r"nog niet beschikbaar|foreligger (?:senere|endnu ikke)|følger|kommer senare|en preparación|se publicará|"
    r"da pubblicare|in preparazione|a publicar|zostanie przekazany|bude předložen)\)"
)
"""Matches what stands in place of a document that is not issued yet."""
_SEE_ANNEX = re.compile(
    r"\(?(?:(?:[Ss]ee |[Vv]oir |[Ss]iehe |[Zz]ie )(?:the )?[Aa]nne(?:xe?|lage)|annexe?)(?: [IVX]{1,3})?\)?"
)
_WIDE_GAP = 6
_RIGHT_HAND_COLUMN = 40
"""So many blanks are before what stands in it, on a line that has nothing else."""
_CITED_IN_SENTENCE = re.compile(
    r"\b(?:in|of|to|see|with|from|by|and|or|under|per)\s(?:(?:doc(?:ument)?s?\.?|the\s\w{1,12})\s)?"
    r"(?:(?:ST|CM|SN|DS|WK|XT|PE-CONS)\s)?[0-9]{4,5}(?:/[0-9]{1,2})?/[0-9]{2}(?![\w/])"
)
_BRACKETS = re.compile(r"\s?(?:\((?P<inside>[^()]{5,120})\)|\[(?P<square>[^][]{5,120})\])")


# “(doc. DS 1055/11, to be distributed)” and “(complaint 2103/2009)” cite it; other words go on around a document.
_CITING_BRACKET = re.compile(r"\(\s?(?:[^\W\d_]{1,12}\.?)?(?:\s(?:DS|SN|WK|CM|ST))?\Z")
_LONGEST_CITING_BRACKET = 20


def without_bracketed_documents(words: str) -> tuple[str, tuple[str, ...]]:
    """Return the words of a title without the brackets that hold only documents, and these documents.

    >>> without_bracketed_documents("Lamps (Doc. 5338/13) and fog (9843/15) of the north (see 1/15)")
    ('Lamps and fog of the north (see 1/15)', ('Doc. 5338/13', '9843/15'))
    """
    brackets = [(m, m["inside"] or m["square"]) for m in _BRACKETS.finditer(words)]
    brackets = [
        (match, inside)
        for match, inside in brackets
        if _BRACKETED_CODES.fullmatch(inside) or (_DOCUMENT_SIGN.search(inside) and is_side_document(inside))
    ]
    for match, _ in reversed(brackets):
        words = words[: match.start()] + words[match.end() :]
    return words, tuple(inside for _, inside in brackets)


def cites_in_words(words: str) -> bool:
    """Whether a line names a document within its sentence, which would lose meaning without it.

    >>> cites_in_words("All items listed in 14643/19, including"), cites_in_words("Lamps 14643/19")
    (True, False)
    """
    return bool(_CITED_IN_SENTENCE.search(words))


def is_side_document(words: str) -> bool:
    """Whether a line names documents and nothing else; subject codes may be beside them, or alone far to the right.

    >>> [is_side_document(w) for w in ("14402/1/19 REV 1 PTS A 88", "+ COR 1", "Reply to 14402/19")]
    [True, True, False]
    """
    indent = len(words) - len(words.lstrip())
    words = words.strip()
    if indent >= _RIGHT_HAND_COLUMN and _SIDE_CODES.fullmatch(words):
        return True
    if _SEE_ANNEX.fullmatch(words) or TO_FOLLOW.fullmatch(words):
        return True
    words = TO_FOLLOW.sub("", words).rstrip()
    if not words or len(words) > 200 or not _DOCUMENT_SIGN.search(words):
        return False
    position = 0
    while position < len(words):
        piece = _PIECE.match(words, position)
        if piece is None:
            return False
        position = piece.end()
    return True


@lru_cache(maxsize=256)
def without_side_document(words: str) -> tuple[str, str]:
    """Split a line into its words and the documents in its right-hand column or after its title.

    >>> without_side_document("Non-legislative list          14408/19 PTS A 88")
    ('Non-legislative list', '14408/19 PTS A 88')
    >>> without_side_document("Lamps 15400/22 + COR 1"), without_side_document("The text in 15400/22")
    (('Lamps', '15400/22 + COR 1'), ('The text in 15400/22', ''))
    """
    if not _FIGURE_OR_BRACKET.search(words):
        code = _CODE_FAR_RIGHT.search(words)
        return (words[: code.start()].rstrip(), code["code"]) if code else (words, "")
    for gap in _GAP.finditer(words):
        if not gap.start() or not words[: gap.start()].strip():
            continue
        beside = words[gap.end() :].strip()
        if len(gap[0]) == 1 and _is_in_citing_bracket(words, gap.start()):
            continue
        is_column = len(gap[0]) >= _WIDE_GAP and (_SIDE_CODES.fullmatch(beside) or _CODE_ALONE.fullmatch(beside))
        if is_column or is_side_document(beside):
            return words[: gap.start()].rstrip(), beside
    return words, ""


def has_side_document(words: str) -> bool:
    """Whether a line names a document of the right-hand column: beside its words, after them, or alone.

    >>> [has_side_document(w) for w in ("Lamps 15400/22 + COR 1", "15400/22 ENV 3", "The text in 15400/22")]
    [True, True, False]
    """
    return bool(without_side_document(words)[1]) or is_side_document(words)


def is_side_code(words: str) -> bool:
    """Whether a line is nothing but subject codes with serials, as the right-hand column has them.

    >>> is_side_code("ENT 48"), is_side_code("HORIZON 2020")
    (True, False)
    """
    return _SIDE_CODES.fullmatch(words.strip()) is not None and not _YEAR_LAST.search(words)


def is_code_line(words: str) -> bool:
    """Whether a line right below one of documents is their subject code, with or without a serial.

    >>> is_code_line("ENT 48"), is_code_line("CORLX"), is_code_line("Oil")
    (True, True, False)
    """
    return is_side_code(words) or _CODE_ALONE.fullmatch(words) is not None


def without_side_codes(words: str) -> tuple[str, str]:
    """Split a line below one with documents from the codes that stand at its end, in their column.

    >>> without_side_codes("Council on the lamps of the north  TRANS 3 MI 4"), without_side_codes("Horizon 2020")
    (('Council on the lamps of the north', 'TRANS 3 MI 4'), ('Horizon 2020', ''))
    """
    match = _SIDE_CODES_LAST.search(words)
    return (words[: match.start()], match["codes"]) if match else (words, "")


def _insertions(words: str) -> Iterator[re.Match[str]]:
    return (match for match in _INSERTED.finditer(words) if not _is_in_citing_bracket(words, match.start()))


def _is_in_citing_bracket(words: str, start: int) -> bool:
    return _CITING_BRACKET.search(words[max(0, start - _LONGEST_CITING_BRACKET) : start]) is not None


def without_inserted_documents(words: str) -> tuple[str, tuple[str, ...]]:
    """Return the words of a title without documents of the right-hand column that extraction put between them.

    >>> without_inserted_documents("The lamps of the 15184/22 + ADD 1 north and Directive 2010/75/EU")
    ('The lamps of the north and Directive 2010/75/EU', ('15184/22 + ADD 1',))
    >>> without_inserted_documents("The agenda in CM 3666/1/19 REV 1")[1]
    ('CM 3666/1/19 REV 1',)
    """
    documents: list[str] = []
    parts: list[str] = []
    position = 0
    for match in _insertions(words):
        parts.append(words[position : match.start()])
        documents.append(match[0].strip())
        position = match.end()
    parts.append(words[position:])
    return "".join(parts).strip(), tuple(documents)


def text_after_inserted_documents(words: str) -> str:
    """Return the words after the last document that extraction put into a title; empty if there is none.

    >>> text_after_inserted_documents("Regulation on lamps 15184/22 + ADD 1 General approach")
    'General approach'
    """
    inserted = list(_insertions(words))
    return words[inserted[-1].end() :].strip() if inserted else ""
