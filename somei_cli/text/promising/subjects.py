"""Who is meant: the known actor that is the subject of a verb, is asked to do something, or does it."""

import re
from functools import cache
from typing import NamedTuple

from somei_cli.text.promising.futures import Verb
from somei_cli.text.promising.lexicon import Lexicon

_ADVERB = r"(?:,? (?:also|then|therefore|further|jointly|now|still|in turn))?"
_SAME = re.compile(rf"\b(?:it|It|they|They|and){_ADVERB} $")
_ASIDE = re.compile(r"(?P<core>[^,]+), .*,\s*$")
_PARTICIPLE = r"(?:[a-z]+ed|[a-z]+en|shown|drawn|sent|built|held|met|set|put|made|brought|sought|kept)\b"
_PASSIVE = re.compile(rf"\s*(?:soon |again |then )?be {_PARTICIPLE}")
_REPORTED = re.compile(r"\bthat [A-Za-z]")
# Who only hears of something has not promised it.
_HEARERS = re.compile(
    r"\b(?:took note|noted|notes|heard|welcomed|asked|called|(?:was|were) (?:informed|debriefed|invited))\b"
)
_FAR = 300


class Actor(NamedTuple):
    """A name without its article; `start` is where the clause of its own begins, -1 where it is named elsewhere."""

    who: str | None = None
    start: int = -1


def actor_of(sentence: str, verb: Verb, names: Lexicon) -> Actor:
    """Who promises: who is asked, else the subject, else who the passive voice says it is done by.

    Where the clause has a pronoun or no known subject, it is whoever speaks at the beginning of the sentence.
    """
    named = _patterns(names.actors)
    if verb.asked is not None:
        found = named.whole.fullmatch(verb.asked)
        return Actor(_said(found["who"])) if found else Actor()
    chunk = sentence.rfind(";", 0, verb.start) + 1
    before, behind = sentence[chunk : verb.start], sentence[verb.stop : verb.stop + _FAR]
    if (subject := named.subject_of(before)) is not None:
        return Actor(_said(subject["who"]), chunk + subject.start("who"))
    passive = sentence[: verb.stop].endswith(" be") or _PASSIVE.match(behind) is not None
    if passive and (doer := named.doer.search(behind)):
        return Actor(_said(doer["who"]))
    speaker = named.speaker.match(before)
    if speaker is None or _HEARERS.search(before):
        return Actor()
    if same := _SAME.search(before):
        own = same.start() if same[0].strip() != "and" else speaker.start("who")
        return Actor(_said(speaker["who"]), chunk + own)
    reported = passive and _REPORTED.search(before, speaker.end())
    return Actor(_said(speaker["who"])) if reported else Actor()


class _Patterns:
    """How the actors of one register stand in a sentence."""

    def __init__(self, actors: str) -> None:
        one = rf"(?:(?:[Tt]he|[Aa]ll|[Bb]oth) )?(?:EU )?{actors}"
        who = rf"(?P<who>{one}(?:(?:, and |, | and | & ){one})*)"
        self.whole = re.compile(who)
        self.doer = re.compile(rf"\bby {who}")
        self.speaker = re.compile(rf"\s*{who}(?!['’])")
        self._subject = re.compile(rf"(?:^|(?P<edge>[;:,]|\b(?:that|but|while|whereas|and))\s)\s*{who}{_ADVERB}\s*$")
        self._named_last = re.compile(rf"{actors}$")

    def subject_of(self, before: str) -> re.Match[str] | None:
        """The actor right before a verb; words between commas may stand between the two."""
        found = self._subject.search(before)
        if found is None and (aside := _ASIDE.match(before)):
            found = self._subject.search(before, 0, aside.end("core"))
        return None if found is None or self._is_half(before, found) else found

    def _is_half(self, before: str, found: re.Match[str]) -> bool:
        """“… with Europol and Frontex will …”: what stands behind the conjunction is half of a name at best."""
        joined = found["edge"] == "and" or (found["edge"] == "," and " and " in found["who"])
        return joined and self._named_last.search(before[: found.start()].rstrip()) is not None


@cache
def _patterns(actors: str) -> _Patterns:
    return _Patterns(actors)


def _said(who: str) -> str:
    return re.sub(r"^(?:the|all|both) ", "", who, flags=re.IGNORECASE)
