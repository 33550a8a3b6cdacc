"""Well-known originators and addressees, by which the values of a box are told apart where its columns are lost."""

import re

_PERSON = r"[A-ZÀ-Þ][^\n:;,()]{2,60}"
_PARTS = r"(?: ?\([Pp]art (?:1|2|I|II)\))?"
_SECRETARIATS = (
    "Генерален секретариат на Съвета|Generální sekretariát Rady|Generalsekretariatet for Rådet|"
    "Generalsekretariat des Rates|Γενική Γραμματεία του Συμβουλίου|Secretaría General del Consejo|"
    "Nõukogu peasekretariaat|Neuvoston pääsihteeristö|Secrétariat général du Conseil|Glavno tajništvo Vijeća|"
    "[Aa] Tanács Főtitkársága|Segretariato [Gg]enerale del Consiglio|Tarybos generalinis sekretoriatas|"
    "Padomes Ģenerālsekretariāts|Segretarjat Ġenerali tal-Kunsill|(?:het )?[Ss]ecretariaat-generaal van de Raad|"
    "Sekretariat Generalny Rady|Secretariado-Geral do Conselho|Secretariatul General al Consiliului|"
    "Generálny sekretariát Rady|[Gg]eneralni sekretariat Sveta|Rådets generalsekretariat"
)
_PRESIDENCIES = (
    "Председателство(?:то)?|[Pp]ředsednictví|[Ff]ormandskabet|Vorsitz|Προεδρία|Presidencia|[Ee]esistuja(?:riik)?|"
    "[Pp]uheenjohtajavaltio|(?:la )?[Pp]résidence|[Pp]redsjedništvo|[Aa]z? elnökség|[Pp]residenza|"
    "[Pp]rezidentvalsts|(?:het )?[Vv]oorzitterschap|[Pp]rezydencja|Presidência|[Pp]reședinția|[Pp]redsedníctvo|"
    "[Pp]redsedstvo|[Oo]rdförandeskapet"
)
_DELEGATIONS = (
    "[Дд]елегации(?:те)?|[Dd]elegace|[Dd]elegationerne|Delegationen|Αντιπροσωπ[ίε][αε]?ς|Delegaciones|"
    "[Dd]elegatsioonid|[Vv]altuuskunnat|(?:les )?[Dd]élégations|[Dd]elegacije|[Aa] delegációk|[Dd]elegációk|"
    "[Dd]elegazioni|[Dd]elegacijos|[Dd]elegācijas|[Dd]elegazzjonijiet|(?:de )?[Dd]elegaties|[Dd]elegacje|"
    "[Dd]elegações|[Dd]elegațiile|[Dd]elegácie|"
    "[Dd]elegationerna"
)
_OTHER_ADDRESSEES = (
    "Comité des représentants permanents(?: \\([12][^()]{1,10}\\))?(?:/Conseil)?|Ausschuss der Ständigen Vertreter"
    "(?: \\([12]\\. Teil\\))?(?:/Rat)?|Comitato dei [Rr]appresentanti permanenti|Comité de Representantes Permanentes|"
    "Komitet Stałych Przedstawicieli|De Faste Repræsentanters Komité|Comité van permanente vertegenwoordigers|"
    "Comité de Representantes Permanentes|Ständiga representanternas kommitté|Conseil|Rat|Consiglio|Consejo|Conselho|"
    "Raad|Rådet|Rada"
)
ORIGINATORS = (
    rf"{_SECRETARIATS}|{_PRESIDENCIES}|"
    r"(?:The )?(?:(?:[Ii]ncoming|[A-Z][a-z]+) )?Presidency|"
    r"General Secretariat(?: of the Council)?|Council (?:General )?Secretariat|Secretariat|"
    r"Secretary-General of the European Commission, signed by "
    rf"{_PERSON}, (?:Deputy )?(?:Director(?:-General)?|Secretary-General)|"
    rf"Secretary-General of the European Commission(?:, {_PERSON})?|"
    r"(?:European )?Commission(?: services)?|EU Counter-Terrorism Coordinator|(?:Council )?Legal Service|"
    r"European External Action Service(?: \(EEAS\))?|EEAS|Antici Group|Mertens Group|"
    r"High Representative of the Union for Foreign Affairs and Security Policy|Political and Security Committee|"
    r"[A-Z][a-z]+ [Dd]elegation"
)
ADDRESSEES = (
    rf"{_DELEGATIONS}|{_OTHER_ADDRESSEES}|"
    rf"Delegations|Permanent Representatives(?:'|’)? Committee{_PARTS}(?: ?/ ?(?:European )?Council)?|"
    rf"(?:Coreper|COREPER){_PARTS}(?: ?/ ?(?:Council|COUNCIL))?|European Council|"
    r"Council(?: of the European Union)?(?:\s?/\s?(?:European Council|Mixed Committee))?|"
    rf"(?:(?:Mr|Mrs|Ms|M\.) )?{_PERSON},? (?:the )?Secretary-General of the Council of the European Union|"
    r"Working (?:Party|Group) (?:on |of |for )?[^()\n:]{3,110}\([A-Z][A-Za-z /-]{1,20}\)"
    r"(?: ?/ ?Mixed Committee(?: ?\([^()\n]{2,80}\))?)?|"
    r"(?:The )?Members of the (?:European )?Convention|(?:The )?(?:European )?Convention|Article 36 Committee|"
    r"K\.?4 Committee"
)
KNOWN = re.compile(rf"(?:{ORIGINATORS}|{ADDRESSEES})")
ORIGINATOR = re.compile(rf"(?:{ORIGINATORS}|Council|European Council)(?=[\s,;:]|$)")
ADDRESSEE = re.compile(rf"(?:{ADDRESSEES}|{ORIGINATORS})(?=[\s,;:]|$)")
_A_BODY = re.compile(rf"(?<=\s)(?:{ADDRESSEES})(?=\s|$)")
_PART_OF = re.compile(r"(?:\b(?:of|the|del|de|la|du|des|der|dem|di|do|da|van|för|til|af|on)|[’'])\s*$")
LAST = re.compile(rf"(?<=\s)(?:{ADDRESSEES})$")


def next_addressee(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first well-known addressee between two offsets; “del Consejo” is part of another name."""
    bodies = _A_BODY.finditer(text, start, end)
    return next((m for m in bodies if not is_part_of_a_name(text[start : m.start()])), None)


def is_part_of_a_name(before: str) -> bool:
    """Whether words end so that the body behind them is no addressee of its own."""
    return _PART_OF.search(before[-12:]) is not None
