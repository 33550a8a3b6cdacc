"""The words for the labels of the header table and for the beginning of a main text, in all official languages."""

import re
from enum import Enum, auto


class LabelKind(Enum):
    """The field that a label announces."""

    FROM = auto()
    TO = auto()
    ON = auto()
    DATED = auto()
    PREVIOUS = auto()
    COMMISSION = auto()
    SUBJECT = auto()
    TIME = auto()
    OTHER = auto()


# Separated by strokes. `#` is a number sign (No., Nr., n°, №); blanks, points and accents need not be printed.
LABEL_WORDS: dict[LabelKind, str] = {
    LabelKind.FROM: """
        From | from | From the | from the | FROM | of | Of | Originator | От | Odesílatel | Od | fra | Fra |
        Afsender | Absender | des | der | Αποστολέας | της | του | από | De | de | de la | du | Del | del |
        Remitente | Saatja | Lähettäjä | Origine | Expéditeur | Ó | Küldi | Feladó | Mittente | dal | dalla | da
        | Dal | Da | nuo | Nuo | Siuntėjas | Sūtītājs | minn | Minn | van | Van | Sursă | Sursa | Expeditor |
        Din partea | De la | Remetente | Pošiljatelj | från | Från | Odosielateľ""",
    LabelKind.TO: """
        To | to | To the | to the | TO | Addressee | До | Příjemce | Komu | til | Til | Modtager | Empfänger |
        für | für den | für die | Αποδέκτης | προς | Προς | A | al | à | À | à la | au | aux | Saaja |
        Vastaanottaja | Destinataire | Chuig | Za | Címzett | Destinatario | Destinatário | alla | Al | ai | kam
        | Kam | Gavėjas | Saņēmējs | lil | Lil | aan | Aan | Do | para | Para | Destinatar | Către | Prejemnik |
        till | Till | Príjemca""",
    LabelKind.ON: """
        On | on | ON | Date of the meeting | Date of meeting | Date | Date(s) | Date and time | DATE | Meeting
        date | Datum | Data | data | Fecha | Dato | Dátum | Kuupäev | Päivämäärä | Дата | Ημερομηνία""",
    LabelKind.DATED: """
        dated | date of receipt | received | received on | vom | den | av den | af | en date du | du jour | le |
        op | d.d. | dd. | con fecha de | in data | con data | z dnia | ze dne | z dne | Дата на получаване |
        Datum přijetí | modtaget | modtaget den | modtagelsesdato | Eingangsdatum | Eingegangen am | Ημερομηνία
        παραλαβής | Fecha de recepción | Kättesaamise kuupäev | saapunut | saapumispäivä | date de réception |
        reçu le | Dáta a fuarthas | Datum primitka | Az átvétel dátuma | Data di ricezione | gavimo data | gauta
        | Saņemšanas datums | Data meta waslet | Data tar-riċevuta | Data tal-wasla | ingekomen | ontvangen |
        datum van ontvangst | ingekomen op | Data otrzymania | data de receção | data de recepção | Data
        primirii | Dátum prijatia | Dátum doručenia | Datum prejema | mottagen den | mottagen | ankomstdatum |
        inkom den""",
    LabelKind.SUBJECT: """
        Subject | subject | SUBJECT | Subj. | Относно | Předmět | Věc | Vedr. | Vedrørende | Emne | Betr. |
        Betrifft | Θέμα | Asunto | Teema | Asia | Objet | objet | Ábhar | Predmet | Tárgy | Oggetto | Dalykas |
        Temats | Suġġett | Betreft | Onderwerp | Dotyczy | Assunto | Subiect | Vec | Zadeva | Ärende""",
    LabelKind.TIME: """Time | time | TIME | Heure | Uhrzeit | Hora | Ora""",
    LabelKind.OTHER: """
        Contact | Contact person | Tel. | Tel./Fax. | Tel. / Fax. | Tel Fax | Tél. | Tél./Fax. | Telephone |
        Fax. | E-mail | Email | Venue | Place | Meeting room | Room | Encl. | Interpretation | Lieu | Courriel |
        Personne de contact""",
    LabelKind.PREVIOUS: """
        # prev. doc. | # prev. docs. | # previous doc. | # previous docs. | # previous document | # previous
        documents | # prev. document | # prev. opinion | # prev. op. | Previous doc. | Previous docs. | Previous
        document | Previous documents | Prev. doc. | Prev. doc. no. | # prevo doc. | # предх. док. | Č.
        předchozího dokumentu | Č. předch. dok. | Tidl. dok. nr. | Tidligere dok. nr. | Tidl. dok. | # Vordok. |
        # Vordokument | # προηγ. εγγρ. | # doc. prec. | # doc. préc. | # doc. ant. | Documento anterior |
        Eelmise dok. nr. | Eelm. dok. nr. | Ed. asiak. nro | Edell. asiak. nro | Uimh. réamhdhoic. | # preth.
        dok. | Előző dok. sz. | Előző dokumentum száma | Ankstesnio dokumento # | Ankst. dok. # | Iepr. dok. # |
        Iepriekšējā dok. # | # dok. preċ. | # vorig doc. | # vorige doc. | # vorige docs. | # poprz. dok. | #
        doc. anterior | # doc. precedent | Č. predch. dok. | Č. predchádzajúceho dokumentu | # predh. dok. |
        Föreg. dok. nr. | Föregående dok. nr.""",
    LabelKind.COMMISSION: """
        # Cion doc. | # Cion docs. | # Cion prop. | # Cion proposal | # Commission doc. | # Commission prop. | #
        Commission proposal | # Commission document | # Comm. doc. | # Com. doc. | # Com. prop. | # COM doc. | #
        CION doc. | # CION prop. | Cion doc. # | Cion prop. # | # док. Ком. | # предл. Ком. | Č. dok. Komise |
        Č. dok. Kom. | Č. návrhu Komise | Č. návrhu Kom. | Komm. dok. nr. | Kom. dok. nr. | Komm. forsl. nr. |
        Kom. forsl. nr. | Kommissionens forslag nr. | # Komm. dok. | # Kommissionsdok. | # Kommissionsvorschlag
        | # Komm. vorschl. | # Kommissionsvorschl. | # εγγρ. Επιτρ. | # πρότ. Επιτρ. | # doc. Ción | # prop.
        Ción | # doc. Cion | # prop. Cion | # doc. Comm. | # doc. Com. | # prop. Com. | # prop. Comm. |
        Komisjoni dok. nr. | Kom. dok. nr. | Komisjoni ettep. nr. | Kom:n asiak. nro | Kom:n ehd. nro |
        Komission asiak. nro | Uimh. dhoic. ón gCoimisiún | # dok. Kom. | # prijedl. Kom. | Biz. dok. sz. | Biz.
        jav. sz. | A Bizottság dok. sz. | Komisijos dok. # | Komisijos dokumento # | Komisijos pasiūl. # | K-jas
        dok. # | K-jas priekšl. # | Komisijas dok. # | # dok. Cion | # prop. Cion | # Comdoc. | # Comvoorst. | #
        Comv. | # Comvoorstel | # wniosku Kom. | # wniosku Komisji | # dok. Komisji | # doc. Csie | # prop. Csie
        | # doc. Comisie | Č. návrhu Komisie | Č. dok. Komisie | # predl. Kom. | # pred. Kom. | # predl.
        Komisije | # dok. Komisije | Komm. förslag nr. | Komm. dok. nr. | Kom. förslag nr. | Kommissionens
        förslag nr.""",
}


_OPENING_PHRASES = {
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
OPENING_PHRASE = re.compile("|".join(_OPENING_PHRASES.values()))
"""Matches where a main text begins; within a line, the caller checks the blank before it."""
