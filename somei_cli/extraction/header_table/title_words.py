"""How titles begin, and words of running text, which a title has only in a clause or in quotation marks."""

import re

from somei_cli.extraction.joined_lines import begins_a_sentence, ends_a_sentence, is_unfinished

_LONGEST_WITH_FULL_STOP = 14
_SEARCHED_LENGTH = 1000
_SEARCHED_END = 60

TITLE_BEGINS = re.compile(
    r"(?:(?:Amended )?(?:Proposal|Recommendation) for|Initiative of|Draft(?: [A-Z]\w+|:)|"
    r"(?:Council |Framework )?(?:Decision|Regulation|Directive|Resolution|Conclusions?|Recommendation) (?:of|on)|"
    r"(?:Final |Annual |Interim )?Report (?:on|of|from|by)|"
    r"Preparation (?:of|for)|Implementation of|Outcome of|Summary of|Follow-up|Request for|Adoption of|"
    r"Proposition (?:de|modifiée)|Projet (?:de|d['’])|Rapport (?:sur|de|om|over|fra|från|van)|"
    r"Vorschlag|Entwurf|Bericht|Propuesta|"
    r"Proyecto|Informe|Projecto|Raport|Zpráva|Správa o|Poročilo|Izvješće|Jelentés|Έκθεση|Доклад|Ziņojums|Pranešimas|"
    r"Aruanne|Kertomus|"
    r"Proposta|Progetto|Projeto|Relazione|Relatório|Voorstel|Ontwerp|Verslag|Förslag|Utkast|Forslag|Udkast|Ehdotus|"
    r"Wniosek|Projekt|Sprawozdanie|Návrh|Predlog|Prijedlog|Nacrt|Osnutek|Propunere|Proiect|Javaslat|Tervezet|"
    r"Pasiūlymas|Priekšlikums|Ettepanek|Eelnõu|Πρόταση|Σχέδιο|Предложение|Проект|Abbozz|"
    r"Zusammenfassung|Résumé des|Sintesi de\w{1,3}|Resumen de|Síntese d\w{1,2}|Samenvatting|Resumé af|Sammanfattning|"
    r"Yhteenveto|Podsumowanie|Shrnutí|Zhrnutie|Povzetek|Sažetak|Összefoglaló|Rezumat|Santrauka|Kopsavilkums|Kokkuvõte|"
    r"Σύνοψη|Συνοπτική|Обобщение|Резюме|Sommarju)(?!\w)"
)
"""Matches where a title begins; within a line, the caller checks the blank before it."""

GERMAN_VERB = re.compile(r"(?<![\w-])(?:ist|sind|wird|wurden?|haben|hat|hatten?)(?![\w-])")
VERB = re.compile(
    r"(?<![\w-])(?:is|are|was|were|has|have|had|will|would|shall|should|could|must|est|sont|était|étaient|sera|seront|ont|"
    r"sono|hanno|será|están|está|fueron|são|foram|heeft|hebben|wordt|werd|jest|są|sú|sunt|yra|buvo|"
    r"er|har|hade|havde|blev|är|zostały|został|została|jsou|ovat|είναι|έχει|έχουν|беше|бяха|a été|è|"
    r"è stat[oa]|ha sido|é)(?![\w-])"
)
RELATIVE = re.compile(
    r"(?i)(?<!\w)(?:that|which|who|whose|where|when|what|how|if|whether|why|qui|que|qu['’]\w+|dont|où|comment|der|die|wie|"
    r"che|cui|come|quien|cómo|quem|dat|waar|wat|hoe|som|att|hvor\w*|vad|hur|jak|któr\w*|jotka|joka|hogy|amely\w*|"
    r"kas|πως|που|който|която|което|които|kter\w*|ktor\w*|kater\w*|koj[aeiu])(?!\w)|, (?:at|care) "
)
"""Words after which a verb belongs to a clause; for German verbs they must follow a comma."""
_GERMAN_CLAUSE = re.compile(
    r"(?:, (?:[a-zäöü]{2,9} )?(?:d(?:er|ie|as|en|em|enen|eren|essen|ass)|welche\w?|wenn|wo|wie|ob|soweit|sofern)|"
    r"(?:^| )(?:[Ww]ie|[Ww]as|[Ww]o)) "
)
_PRONOUN = re.compile(
    r"(?<![\w'’-])(?:we|they|she|he|you|nous|vous|ils|elles|wir|nosotros|ellos|wij|jullie|jeg|oni|ona)(?![\w'’-])"
)
_QUOTED = re.compile(r"“[^”]{0,300}”|„[^“”]{0,300}[“”]|«[^»]{0,300}»|\"[^\"]{0,300}\"|‘[^’]{0,300}’|\([^()]{0,300}\)")
_ABBREVIATIONS = """
    Prof Mrs Art art Nos Inc Ltd etc vol doc docs prev prop incl resp par abs bzw gem evt kap pkt ust str mil mld lit
    sec corr
""".split()
_TWO_SENTENCES = re.compile(
    rf"[^\W\d_]{{3}}{''.join(rf'(?<!{word})' for word in _ABBREVIATIONS)}[)”\"’']?[.!] {{1,2}}"
    r"[^\W\d_a-zß-ÿ][^\W\d_A-ZÀ-Þ]*(?= |$)"
)
_SENTENCE_WITHIN = re.compile(
    rf"[^\W\d_]{{4}}{''.join(rf'(?<!{word})' for word in _ABBREVIATIONS if len(word) > 3)}\. (?=[^\W\d_A-ZÀ-Þ]{{3}})"
)
_VERBS = ((VERB, RELATIVE), (_PRONOUN, RELATIVE), (GERMAN_VERB, _GERMAN_CLAUSE))
_SEAM = re.compile(r"(?<=[^\s:;,–—-]) (?=[A-ZÀ-Þ])")


def is_running_text(words: str) -> bool:
    """Whether there are two sentences, a sentence after a title, or a verb or pronoun of running text.

    What is quoted or in brackets may be a sentence, and so may be what follows a relative pronoun.
    """
    plain = " ".join(_QUOTED.sub(" ", words[:_SEARCHED_LENGTH]).split())
    is_long_sentence = words.endswith(".") and ends_a_sentence(words) and words.count(" ") > _LONGEST_WITH_FULL_STOP
    if is_long_sentence or _holds_two_sentences(plain) or (". " in plain and _SENTENCE_WITHIN.search(plain)):
        return True
    if "?" not in words and any(_is_main_verb(plain, *pair) for pair in _VERBS):
        return True
    seams = (match for match in _SEAM.finditer(plain) if begins_a_sentence(plain, match.end()))
    return any(
        not is_unfinished(plain[max(0, seam.start() - _SEARCHED_END) : seam.start()])
        and not RELATIVE.search(plain[: seam.end()])
        for seam in seams
    )


def _holds_two_sentences(words: str) -> bool:
    return (". " in words or "! " in words) and _TWO_SENTENCES.search(words) is not None


def _is_main_verb(words: str, verbs: re.Pattern[str], clauses: re.Pattern[str]) -> bool:
    """Whether a verb is among the words, and none before it that opens a clause."""
    verb = verbs.search(words)
    return verb is not None and not clauses.search(words[: verb.start()])


def holds_words_of_text(name: str) -> bool:
    """Whether words that no name has are among the words of a name: a verb, a pronoun, a second sentence."""
    return any(verb.search(name) for verb, _ in _VERBS) or _holds_two_sentences(name)
