"""The words with which the text of a document begins below its subject, in the official languages."""

import re

_FORMULAS = {
    "en": "Delegations (?:will|are|have|please)|Members of the Convention will|Please find|Member States'? delegations|"
    ""
    "Attached|At its meeting|Building (?:up)?on|Following [A-Za-z]|Further to|In line with|On the basis of|"
    "Dear (?:Sir|Madam|Mr|President)|In (?:the )?(?:light|view) of|In accordance with|By letter|"
    "With a view to|On [0-9]{1,2} [A-Z][a-z]{2,9}|"
    "Pursuant to|Since [0-9]|During (?:the|its)",
    "bg": "Приложено |Делегациите ",
    "cs": "Delegace (?:naleznou|obdrží)|V příloze ",
    "da": "Hermed følger|Hoslagt følger|Vedlagt følger|Delegationerne (?:vedlægges|modtager|finder)|"
    "(?:Formandskabet|Gruppen|Udvalget) (?:fremlægger|har|behandlede|drøftede)",
    "de": "(?:Der|Die|Das) (?:Rat|Gruppe|Vorsitz|AStV|Ausschuss) (?:hat|wird|ist) |Sehr geehrte|"
    "Die Delegationen (?:erhalten|finden|werden)|Die Mitglieder des Konvents|Anbei |In der Anlage |"
    "Mit Schreiben ",
    "el": "Επισυνάπτ|Διαβιβάζεται|Οι αντιπροσωπ[ίε]",
    "es": "El (?:Consejo|Grupo|Comité) |Adjunto se|Se (?:adjunta|remite)|Las [Dd]elegaciones|En el anexo",
    "et": "Delegatsioonidele |Käesolevaga ",
    "fi": "Valtuuskunn|Oheisena ",
    "fr": "Monsieur |Madame |Le (?:Conseil|[Gg]roupe|Comité|Coreper|COREPER)(?: européen)? (?:a|est|s'est) |"
    "Les d[eé]?l[eé]?gations (?:trouveront|sont)|Veuillez trouver|Vous trouverez|Suite (?:à|aux)|Lors de (?:sa|la)|"
    "Conformément à|Par lettre|Les membres de la Convention",
    "ga": "Gheobhaidh |Gheofar ",
    "hr": "Za delegacije |U Prilogu |Delegacije u prilogu",
    "hu": "Mellékelten |Csatoltan |A delegációk",
    "it": "Il (?:Consiglio|Gruppo|Comitato) |Si (?:trasmett|alleg)|Le delegazioni|Con lettera",
    "lt": "Delegacijoms |Pridedam",
    "lv": "Pielikumā |Delegācij",
    "mt": "Id-[Dd]elegazzjonijiet|Għad-[Dd]elegazzjonijiet",
    "nl": "De (?:Raad|Groep) (?:heeft|is) |Hooggeachte |Geachte |Hierbij ga|Hierna ga|De delegaties (?:vinden|treffen)|"
    "In bijlage |Voor de delegaties ",
    "pl": "(?:Rada|Grupa|Komitet) (?:przyj|osiąg|omów)|Delegacje (?:otrzymują|znajdą)|W załącz",
    "pt": "O (?:Conselho|Grupo|Comité) |Junto se envia|Em anexo|Envia-se|As delegações|Os membros da Convenção",
    "ro": "În anexă|Delegațiile |Se pune la dispoziți",
    "sk": "Delegáciám |V prílohe ",
    "sl": "Delegacije (?:prejmejo|dobijo|v prilogi)|V prilogi ",
    "sv": "(?:Rådet|Gruppen|Kommittén) (?:har|antog|enades) |För delegationerna |Bifogat följer|"
    "Delegationerna (?:återfinner|bifogas)|Härmed |Vid sitt möte",
}
OPENING = re.compile("|".join(_FORMULAS.values()))
"""Matches where the text begins; within a line the blank before it is for the caller to see to."""
