"""Find the verb with which a sentence promises or asks for something, and the actor who is to do it.

Actors are the names of a register's vocabulary and some common ones: the subject of the verb, whoever it asks, or who
does it in the passive voice.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from somei_cli.model.council_calendar import Presidencies
from somei_cli.model.register.vocabulary import Vocabulary

_ACTOR_KINDS = frozenset({"agency", "institution", "body", "organisation", "person or function"})
# Actors that need no entry in the vocabulary of a register.
_COMMON_ACTORS = (
    "European Commission",
    "Commission services",
    "Commission",
    "COM",
    "EEAS",
    "Council Secretariat",
    "Council General Secretariat",
    "General Secretariat of the Council",
    "General Secretariat",
    "Secretariat",
    "EU Member States",
    "Member States",
    "Member states",
    "EU MSs",
    "MSs",
    "MS",
    "Delegations",
    "delegations",
)
_NO_MATCH = "(?!)"
_PRESIDENCY = r"(?:[Ii]ncoming |[Cc]urrent |[Nn]ext |[Oo]utgoing )?(?:(?:{}) )?(?:Council )?Presidency"


class Lexicon(NamedTuple):
    """The names of a register as patterns.

    `actors` and `bodies` are alternations without groups, longest names first; `presidencies` gives the terms.
    """

    actors: str
    bodies: str
    presidencies: Presidencies


def build_lexicon(vocabulary: Vocabulary, presidencies: Presidencies) -> Lexicon:
    """Build the patterns for the names of one register."""
    bodies = [name for body in vocabulary.bodies for name in (body.key, body.name)]
    bodies += [name for term in vocabulary.terms if term.kind == "body" for name in term.spellings]
    actors = [name for term in vocabulary.terms if term.kind in _ACTOR_KINDS for name in term.spellings]
    countries = [word for country in presidencies.countries for word in country.spellings]
    presidency = _PRESIDENCY.format(_alternation(countries))
    without_articles = (
        name.removeprefix("The ") for name in (*bodies, *actors, *_COMMON_ACTORS) if "Presidency" not in name
    )
    return Lexicon(
        rf"(?:{presidency}|{_alternation(without_articles)})(?![\w-])",
        rf"(?:{_alternation(bodies)})(?![\w-])",
        presidencies,
    )


def _alternation(names: Iterable[str]) -> str:
    longest_first = sorted(set(names), key=lambda n: (-len(n), n))
    return "|".join(map(re.escape, longest_first)) or _NO_MATCH


_NOT_NEGATED = r"(?! (?:not|never|no longer)\b)"
_MODAL = rf"(?:will|shall|must|may|can){_NOT_NEGATED}|(?:would|should|could){_NOT_NEGATED}(?! have been)"
_WISHES = (
    r"(?:plan|intend|aim|hope|expect|promise|wish|want|propose|agree|need|undertake|commit|pledge|offer)s? to|"
    r"(?:planned|intended|aimed|hoped|expected|promised|wished|wanted|proposed|agreed|needed|"
    r"undertook|pledged|offered) to|"
    r"intention to|commit(?:s|ted) (?:itself|themselves) to|undertakes to"
)
_BEING_ASKED = (
    r"(?:is|are|was|were|be) (?:also |therefore |still |now |then )?"
    r"(?:planned|intended|expected|due|scheduled|foreseen|envisaged|invited|asked|requested|encouraged|"
    r"urged|tasked|called upon|set|going|ready)(?: to)?|"
    r"(?:is|are|has|have) to(?= [a-z])|(?<=, )to be(?= [a-z])"
)
_ASKING = (
    r"(?:invite[sd]?|ask(?:s|ed)?|urge[sd]?|request(?:s|ed)?|encourage[sd]?|task(?:s|ed)?|call(?:s|ed)? (?:up)?on) "
)
_PENDING = r"(?:have|has)(?= $)"
_PAST = re.compile(
    r"\b(?:was|were|had|did|has|(?<!will )(?<!would )(?<!should )(?<!must )(?<!to )have|"
    r"enters? into force|appl(?:y|ies)|expires?|last (?:meeting|year))\b"
)
_NEGATION = re.compile(
    r"\b(?:not|never|unable|cannot|unlikely|nobody)\b|\b(?:if|whether|unless)\b[^,]*$", re.IGNORECASE
)
_CLAUSE_START = re.compile(
    r"(?:^|[;:,]|\b(?:that|but|and|while))\s*(?:However|In addition|Finally|Therefore|Moreover)?,?\s*$"
)
_MAX_DISTANCE = 600


class Verb(NamedTuple):
    """The position of the words that look ahead, end exclusive; `addressee` is whom they ask."""

    start: int
    stop: int
    addressee: str | None = None


def find_forward_verb(sentence: str, start: int, stop: int, names: Lexicon) -> Verb | None:
    """Return the verb that a time phrase belongs to, if it promises, plans, asks or commits.

    It is the last one before the phrase, else the first one after a phrase that opens its clause. Returns None if the
    words between the two are in the past, negated, or a condition.
    """
    if sentence.endswith("?"):
        return None
    clause_start = max(0, start - _MAX_DISTANCE, sentence.rfind(";", 0, start) + 1)
    verbs = _find_verbs(sentence, clause_start, start, names)
    if verbs:
        verb = verbs[-1]
        is_past = _PAST.search(sentence, verb.stop, start)
        return None if is_past or _NEGATION.search(sentence, clause_start, start) else verb
    if not _CLAUSE_START.search(sentence[clause_start:start]):
        return None
    clause_end = sentence.find(";", stop)
    verb_behind = next(iter(_find_verbs(sentence, stop, len(sentence) if clause_end < 0 else clause_end, names)), None)
    if verb_behind is None or _PAST.search(sentence, stop, verb_behind.start):
        return None
    return None if _NEGATION.search(sentence, stop, verb_behind.start) else verb_behind


def _find_verbs(sentence: str, low: int, high: int, names: Lexicon) -> list[Verb]:
    return [_verb_of_match(match) for match in _verb_pattern(names.actors).finditer(sentence, low, high)]


@cache
def _verb_pattern(actors: str) -> re.Pattern[str]:
    asking_phrase = rf"{_ASKING}(?P<asked>[^;:]{{2,120}}?) to(?= [a-z])"
    # Lists of what is to be done: “Frontex to report by …”, “Written comments to be sent by …”.
    list_point = rf"^(?:(?:The |All )?{actors}:? to(?= [a-z])|(?:[\w-]+ ){{1,3}}to be(?= [a-z]))"
    return re.compile(
        rf"\b(?:{asking_phrase}|{_MODAL}|{_WISHES}|{_BEING_ASKED}|{_PENDING})(?![\w-])|(?P<list>{list_point})"
    )


def _verb_of_match(match: re.Match[str]) -> Verb:
    if list_point := match["list"]:
        return Verb(match.end() - len("to be" if list_point.endswith(" be") else "to"), match.end())
    return Verb(match.start(), match.end(), match["asked"])


_ADVERB = r"(?:,? (?:also|then|therefore|further|jointly|now|still|in turn))?"
_PRONOUN = re.compile(rf"\b(?:it|It|they|They|and){_ADVERB} $")
_INSERTION = re.compile(r"(?P<core>[^,]+), .*,\s*$")
_PARTICIPLE = r"(?:[a-z]+ed|[a-z]+en|shown|drawn|sent|built|held|met|set|put|made|brought|sought|kept)\b"
_PASSIVE = re.compile(rf"\s*(?:soon |again |then )?be {_PARTICIPLE}")
_REPORTED = re.compile(r"\bthat [A-Za-z]")
# Somebody who only hears of something has not promised it.
_HEARERS = re.compile(
    r"\b(?:took note|noted|notes|heard|welcomed|asked|called|(?:was|were) (?:informed|debriefed|invited))\b"
)
_PASSIVE_WINDOW = 300


class Actor(NamedTuple):
    """A name without its article; `start` is where its clause begins, -1 if the name is not the subject."""

    name: str | None = None
    start: int = -1


def find_actor(sentence: str, verb: Verb, names: Lexicon) -> Actor:
    """Return who is to act: the addressee, else the subject, else the agent of a passive verb.

    If the clause has a pronoun or no known subject, it is the actor at the beginning of the sentence.
    """
    patterns = _patterns_for(names.actors)
    if verb.addressee is not None:
        match = patterns.name.fullmatch(verb.addressee)
        return Actor(_without_article(match["who"])) if match else Actor()
    clause_start = sentence.rfind(";", 0, verb.start) + 1
    before, behind = sentence[clause_start : verb.start], sentence[verb.stop : verb.stop + _PASSIVE_WINDOW]
    if (subject := patterns.find_subject(before)) is not None:
        return Actor(_without_article(subject["who"]), clause_start + subject.start("who"))
    is_passive = sentence[: verb.stop].endswith(" be") or _PASSIVE.match(behind) is not None
    if is_passive and (agent := patterns.agent.search(behind)):
        return Actor(_without_article(agent["who"]))
    speaker = patterns.speaker.match(before)
    if speaker is None or _HEARERS.search(before):
        return Actor()
    if pronoun := _PRONOUN.search(before):
        own_start = pronoun.start() if pronoun[0].strip() != "and" else speaker.start("who")
        return Actor(_without_article(speaker["who"]), clause_start + own_start)
    is_reported = is_passive and _REPORTED.search(before, speaker.end())
    return Actor(_without_article(speaker["who"])) if is_reported else Actor()


class _ActorPatterns:
    """Patterns for the actors of one register in a sentence."""

    def __init__(self, actors: str) -> None:
        single_actor = rf"(?:(?:[Tt]he|[Aa]ll|[Bb]oth) )?(?:EU )?{actors}"
        actor_list = rf"(?P<who>{single_actor}(?:(?:, and |, | and | & ){single_actor})*)"
        self.name = re.compile(actor_list)
        self.agent = re.compile(rf"\bby {actor_list}")
        self.speaker = re.compile(rf"\s*{actor_list}(?!['’])")
        self._subject = re.compile(
            rf"(?:^|(?P<edge>[;:,]|\b(?:that|but|while|whereas|and))\s)\s*{actor_list}{_ADVERB}\s*$"
        )
        self._named_last = re.compile(rf"{actors}$")

    def find_subject(self, before: str) -> re.Match[str] | None:
        """Return the actor right before a verb; an insertion between commas may separate the two."""
        match = self._subject.search(before)
        if match is None and (insertion := _INSERTION.match(before)):
            match = self._subject.search(before, 0, insertion.end("core"))
        return None if match is None or self._is_half(before, match) else match

    def _is_half(self, before: str, match: re.Match[str]) -> bool:
        """Return whether a match is only half of a joined name: “… with Europol and Frontex will …”."""
        is_joined = match["edge"] == "and" or (match["edge"] == "," and " and " in match["who"])
        return is_joined and self._named_last.search(before[: match.start()].rstrip()) is not None


@cache
def _patterns_for(actors: str) -> _ActorPatterns:
    return _ActorPatterns(actors)


def _without_article(name: str) -> str:
    return re.sub(r"^(?:the|all|both) ", "", name, flags=re.IGNORECASE)
