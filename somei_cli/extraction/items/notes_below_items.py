"""Recognise the lines below titles and items that are part of none of them.

Approvals by Coreper, notes, legends, procedure files, and what a site shows below the document.
"""

import re

from somei_cli.extraction.numbers_and_bullets import Mark, MarkedLine

_APPROVAL = (
    r"(?i:(?:approved by (?:the )?|approuvée?s? par le |vom |goedgekeurd door (?:het )?|approvat[oaie] dal |"
    r"aprobad[oa]s? por el |aprovad[oa]s? pelo |godkendt af |godkänt av )"
    r"(?:Coreper|Permanent Representatives Committee|Special Committee on Agriculture|SCA|AStV|"
    r"Speciaal Comité Landbouw|Comité [Ee]special de [Aa]gricultura|[Cc]omité [Ss]pécial [Aa]griculture|"
    r"Sonderausschuss Landwirtschaft|"
    r"Comité des représentants permanents)\b)"
)
_APPROVED_BEHIND = re.compile(rf"(?<=[0-9)])\s(?={_APPROVAL}[^\n]{{0,80}}$)")
_APPROVED = re.compile(_APPROVAL)
_NOTE_BELOW_ITEMS = re.compile(
    r"(?:N\.?\s?B\.?\s?:|N\.B\.\s|p\.m\.|\((?:[xX*]|\*{1,3})\)\s|First reading\b|Special legislative procedure|"
    r"(?:Item )?[Bb]ased on a Commission proposal|Public debate proposed by|Bijzondere wetgevingsprocedure|"
    r"Eerste lezing|"
    r"Op basis van een Commissievoorstel|Première lecture|Erste Lesung|En marge du Conseil|In the margins of)"
)
_LEGEND = re.compile(
    r"(?:Items?|Points?|Punkte?|Punkter|Punt(?:en)?|Punto|Punti)\s"
    r"(?:on|for|to|proposed|based|pour|sur|zu|auf|über|waarover|su)\s?"
    r"(?:which|be|lequel|lesquels|dem|denen|het|een|cui|the)\b"
)
_BASED_ON_PROPOSAL = re.compile(r"Item based on a Commission proposal\.?$")
_SITE_HEADING = re.compile(
    r"(?i)(?:meer informatie|more information|further information|weitere informationen|mehr informationen|"
    r"plus d['’]informations?|en savoir plus|(?:related|recommended) (?:documents|pages|links)|"
    r"zie ook|see also|siehe auch|voir aussi|"
    r"deel deze pagina|share this page|partager cette page|seite teilen)\s?:?"
)
_PROCEDURE_FILE = re.compile(
    r"(?i)[(\[]?(?:interinstitutional|inter-institutional|dossiers?\sinterinstitutionnel|interinstitutionelles?\sdossier|"
    r"interinstitutione(?:el|le)\sdossier|fascicol[oi]\sinteristituzional|expedientes?\sinterinstitucional|"
    r"toimielinten\s(?:välinen\sasia|väliset\sasiat)|interinstitutionel\ssag|interinstitutionellt\särende|"
    r"interinstitutionele?\sdossier|międzyinstytucjonalny\snumer|interinstitucionální\sspis|dossiê\sinterinstitucional)"
)


def split_off_approval(line: str) -> tuple[str, str]:
    """Split a line from the approval by Coreper that stands behind its documents.

    >>> split_off_approval("Lamps 8150/16 approved by Coreper, Part 2, on 27.04.2016")
    ('Lamps 8150/16', 'approved by Coreper, Part 2, on 27.04.2016')
    """
    match = _APPROVED_BEHIND.search(line)
    return (line[: match.start()], line[match.start() :].strip()) if match else (line, "")


def is_note_below_items(words: str) -> bool:
    """Whether a line without a mark is a note or a legend below the last item.

    >>> [is_note_below_items(words) for words in ("NB: Delegates are asked to bring lamps.", "Lamps")]
    [True, False]
    """
    return bool(_NOTE_BELOW_ITEMS.match(words))


def is_site_heading(words: str) -> bool:
    """Whether a line heads what a site shows below the document.

    >>> [is_site_heading(words) for words in ("Meer informatie", "Related documents:", "Information")]
    [True, True, False]
    """
    return bool(_SITE_HEADING.fullmatch(words))


def is_procedure_file_line(words: str) -> bool:
    """Whether a line below a title names the interinstitutional file, which the item does not keep.

    >>> is_procedure_file_line("Interinstitutional file: 2016/0100 (COD)")
    True
    """
    return bool(_PROCEDURE_FILE.match(words))


def is_legend(line: MarkedLine) -> bool:
    """Whether a line explains a mark before items: `(x) Item on which a public debate may be held`."""
    words = line.text.strip()
    if line.mark in (Mark.NUMBER, Mark.ROMAN):
        return False
    return bool(_LEGEND.match(words) or _BASED_ON_PROPOSAL.match(words))


def is_approval(words: str) -> bool:
    """Whether a line says that Coreper approved the item, which then goes to the Council without debate.

    >>> is_approval("approved by Coreper, Part 2, on 28.05.2008")
    True
    """
    return bool(_APPROVED.match(words))


def names_approval(words: str) -> bool:
    """Whether an approval is said somewhere in the words.

    >>> names_approval("Decision approved by Coreper, Part 2, on 28.05.2008")
    True
    """
    return bool(_APPROVED.search(words))
