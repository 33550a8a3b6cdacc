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
        From | from | frorn | Frorn | From the | from the | FROM | of | Of | Originator | От | Odesílatel | Od | od |
        fra |
        Fra |
        Afsender | Absender | des | der | Αποστολέας | της | του | από | De | de | de la | du | Del | del |
        Remitente | Emisor | Saatja | Lähettäjä | Origine | Expéditeur | Ó | Küldi | Feladó | Mittente | dal | dalla
        | da | Dal | Da | nuo | Nuo | Siuntėjas | Sūtītājs | minn | Minn | van | Van | Sursă | Sursa | Expeditor |
        Din partea | De la | Remetente | Pošiljatelj | Afzender | Nadawca | Avsändare | Nosūtītājs | från | Från |
        Odosielateľ | de los | de las | do | dos | das | dai | dagli | dalle | della | dello | dell' | degli | delle""",
    LabelKind.TO: """
        To | to | To the | to the | TO | Addressee | До | Příjemce | Pro | Komu | til | Til | Modtager | Empfänger |
        für | für den | für die | Αποδέκτης | προς | Προς | A | al | à | À | à la | au | aux | Saaja |
        Vastaanottaja | Destinataire | Chuig | Za | Címzett | Destinatario | Destinatário | alla | Al | ai | kam
        | Kam | Gavėjas | Saņēmējs | lil | Lil | aan | Aan | Do | para | Para | Destinatar | Către | Prejemnik |
        Primatelj | Geadresseerde | Ontvanger | Adresat | Mottagare | Adresāts |
        till | Till | Príjemca | a la | a las | a los | ao | aos | às | alle | agli | allo | all' | an den | an die""",
    LabelKind.ON: """
        On | on | ON | held on | Held on | Date of the meeting | Date of meeting | Date | date | Date(s) | DATE |
        Date and time | Meeting date |
        Datum | Data | data | Fecha | Dato | dato | Dátum | Kuupäev | Päivämäärä | Päivä | Дата | Ημερομηνία |
        στις | Tag""",
    LabelKind.DATED: """
        dated | date of receipt | received | received on | vom | den | av den | af | en date du | du jour | le |
        op | d.d. | dd. | con fecha de | con fecha |
        de fecha | in data | de data | con data | z dnia | ze dne | z dne | Дата на получаване |
        Datum přijetí | modtaget | modtaget den | modtagelsesdato | Eingangsdatum | Eingegangen am | Ημερομηνία
        παραλαβής | με ημερομηνία | Fecha de recepción | Kättesaamise kuupäev | saapunut | saapumispäivä |
        date de réception | reçu le | Dáta a fuarthas | Datum primitka | Az átvétel dátuma | Data di ricezione |
        gavimo data | gauta | Saņemšanas datums | Data meta waslet | Data tar-riċevuta | Data tal-wasla |
        ingekomen | ontvangen | datum van ontvangst | ingekomen op | Data otrzymania | data de receção |
        data de recepção | Data primirii | Dátum prijatia | Dátum doručenia | Datum prejema | mottagen den |
        mottagen | ankomstdatum |
        inkom den""",
    LabelKind.SUBJECT: """
        Subject | subject | SUBJECT | SUbject | Subj. | Относно | Předmět | Věc | Vedr. | Vedrørende | Emne | Betr. |
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
        document | Previous documents | Prev. doc. | Prev. doc. no. | prev. doc. |
        prev. docs. | Prev. docs. | Prevo doc. | # prevo doc. | # предх. док. | Č.
        předchozího dokumentu | Č. předch. dok. | Tidl. dok. nr. | Tidligere dok. nr. | Tidl. dok. | # Vordok. |
        # Vordokument | # προηγ. εγγρ. | # doc. prec. | # doc. préc. | # doc. ant. | Documento anterior |
        Eelmise dok. nr. | Eelm. dok. nr. | Ed. asiak. nro | Edell. asiak. nro | Uimh. réamhdhoic. | # preth.
        dok. | Előző dok. sz. | Előző dokumentum száma | Ankstesnio dokumento # | Ankstesnio dok. # |
        Ankst. dok. # | Iepr. dok. # |
        Iepriekšējā dok. # | # dok. preċ. | # vorig doc. | # vorige doc. | # vorige docs. | # poprz. dok. | #
        doc. anterior | # doc. precedent | Č. predch. dok. | Č. predchádzajúceho dokumentu | # predh. dok. |
        Föreg. dok. nr. | Föregående dok. nr. | Tidigare dok. nr. | # document précédent | # documents précédents |
        # documento anterior | # documento precedente | # vorig document | # poprzedniego dokumentu | Č. předch.
        dokumentu | # prethodnog dokumenta | # prethodnog dok. | # prejšnjega dokumenta | Č. predchádzajúceho dok. |
        # documentului anterior | Edellisen asiakirjan nro | # предходен документ | # tad-dokument preċedenti |
        # προηγούμενου εγγράφου | Vordok. # | Vorheriges Dokument | # des Vordokuments | Tidl. dokument |
        Uimh. doic. roimhe seo""",
    LabelKind.COMMISSION: """
        # Cion doc. | # Cion docs. | # Cion prop. | # Cion props. | # Cion proposal | # Commission doc. |
        # Commission prop. | # Commission proposal | # Commission document | # Comm. doc. | # Com. doc. |
        # Com. prop. | # COM doc. | # CION doc. | # CION prop. | Cion doc. # | Cion prop. # |
        # док. Ком. | # предл. Ком. | Č. dok. Komise |
        Č. dok. Kom. | Č. návrhu Komise | Č. návrhu Kom. | Komm. dok. nr. | Kom. dok. nr. | Komm. forsl. nr. |
        Kom. forsl. nr. | Kommissionens forslag nr. | # Komm. dok. | # Kommissionsdok. | # Kommissionsvorschlag
        | # Komm. vorschl. | # Kommissionsvorschl. | # εγγρ. Επιτρ. | # πρότ. Επιτρ. | # doc. Ción | # prop.
        Ción | # doc. Cion | # prop. Cion | # doc. Comm. | # doc. Com. | # prop. Com. | # prop. Comm. |
        Komisjoni dok. nr. | Kom. dok. nr. | Komisjoni ettep. nr. | Kom:n asiak. nro | Kom:n ehd. nro |
        Komission asiak. nro | Uimh. dhoic. ón gCoimisiún | Uimh. doic. ón gCoimisiún | Uimh. doic. ón gCoim. |
        Uimh. doic. Cion | # dok. Kom. | # prijedl. Kom. | Biz. dok. sz. | Biz.
        jav. sz. | A Bizottság dok. sz. | Komisijos dok. # | Komisijos dokumento # | Komisijos pasiūl. # | K-jas
        dok. # | K-jas priekšl. # | Komisijas dok. # | # dok. Cion | # prop. Cion | # Comdoc. | # Comvoorst. | #
        Comv. | # Comvoorstel | # wniosku Kom. | # wniosku Komisji | # dok. Komisji | # doc. Csie | # prop. Csie
        | # doc. Comisie | Č. návrhu Komisie | Č. dok. Komisie | # predl. Kom. | # pred. Kom. | # predl.
        Komisije | # dok. Komisije | # document de la Commission | # proposition Cion | # proposition de la
        Commission | # propuesta de la
        Comisión | # documento de la Comisión | # doc. della Commissione | # documento da Comissão | # dokumentu
        Komisji | # dokumenta Komisije | # Commissiedoc. | # Commissiedocument | # des Kommissionsdokuments |
        # на документ на Комисията | # εγγράφου της Επιτροπής | # documentului Comisiei | Komisjoni dokumendi nr. |
        Komm. förslag nr. | Komm. försl. nr. | Komm. dok. nr. | Kom. förslag nr. | Kommissionens
        förslag nr.""",
}


_OPENING_PHRASES = {
    "en": "Delegations (?:will|are|have|please|receive|get|find|were|had|may|can|could|should|must) |"
    "Members of the Convention (?:will|receive|find|are) ?|Please find|Member States'? delegations|"
    "Attached|At (?:its|the) (?:informal )?meeting|In preparation (?:of|for) |For (?:the|its) meeting |"
    "Sir, |We hereby |"
    "As (?:agreed|announced|requested|decided|indicated) |The following (?:delegations|text) |To (?:that|this) end|"
    "Based on the (?:discussions?|outcome|comments) |Under the [A-Z][a-z]{3,12} Presidency, |Over the (?:past|last) |"
    "Having (?:regard|considered|examined) |"
    "Building (?:up)?on|Following [A-Za-z]|Further to|In line with|On the basis of|"
    "Dear (?:Sir|Madam|Mr|President)|In (?:the )?(?:light|view) of|In accordance with|By letter|"
    "With a view to|On [0-9]{1,2} [A-Z][a-z]{2,9}|"
    "Pursuant to|Since [0-9]|During (?:the|its)|"
    r"Commission (?:staff working )?document (?:COM|SEC|SWD|JOIN) ?\([0-9]{4}\) [0-9]{1,4}(?: final)? is attached|"
    "(?:On p|P)age [0-9]{1,3}(?:,| and) (?:(?:the )?(?:[a-z]{3,8} )?(?:paragraph|article|Article|point|recital|annex|"
    "Annex|line|footnote|item|sentence|indent|subparagraph|table|words?))",
    "bg": "На [0-9]{1,2} [а-я]{3,9} |"
    "Председателството (?:пред|вн)|Комисията (?:пред|прие)|На (?:своето )?заседание|Приложено |Делегациите (?=[а-я])",
    "cs": r"Dne [0-9]{1,2}\. |Předsednictví (?:před|navrh)|Komise (?:před|přij)|Na (?:svém )?zasedání|"
    "Delegace (?:naleznou|obdrží)|V příloze ",
    "da": r"Den [0-9]{1,2}\. [a-z]{3,9} |Kommissionen har |På mødet den |"
    "Hermed følger|Hoslagt følger|Vedlagt følger|Delegationerne (?=[a-zæøå])|"
    "(?:Formandskabet|Gruppen|Udvalget) (?:fremlægger|har|behandlede|drøftede)",
    "de": "Der Vorsitz (?:legt|unterbreitet|schlägt) |Die Kommission hat |In ihrer Sitzung |Auf seiner Tagung |"
    "(?:Der|Die|Das) (?:Rat|Gruppe|Vorsitz|AStV|Ausschuss) (?:hat|wird|ist) |Sehr geehrte|"
    "Die Delegationen (?=[a-zäöü])|Die Mitglieder des Konvents|Anbei |In der Anlage |"
    r"Seite [0-9]{1,3}, (?:Artikel|Absatz|Nummer|Erwägungsgrund|Zeile|Anhang)|Auf Seite [0-9]|"
    r"Mit Schreiben |Am [0-9]{1,2}\. [A-Z]|Im Anschluss an |Im Hinblick auf |Mit Blick auf |Nachstehend ",
    "el": "Στις [0-9]|Η Προεδρία (?:υπο|προτ|δι[αέ]|θα |έχει )|Η Επιτροπή (?:υπέβ|ενέκ)|Κατά τη (?:συνεδρίαση|σύνοδο)|"
    r"Επισυνάπτ|Διαβιβάζεται|Οι αντιπροσωπ[ίε][^\s0-9]{1,3} (?=[α-ώ])",
    "es": "La Presidencia (?:ha|es|propone|presenta) |La Comisión (?:ha|presentó) |En su (?:reunión|sesión) |"
    "El (?:Consejo|Grupo|Comité) |Adjunto se|Se (?:adjunta|remite)|Las [Dd]elegaciones (?=[a-zá-ú])|En el anexo|"
    "(?:En la p|P)ágina [0-9]{1,3}, (?:artículo|apartado|considerando|punto|línea|anexo)|"
    "El [0-9]{1,2} de [a-z]{4,10} de |A raíz de |Con vistas a ",
    "et": "Eesistuja(?:riik)? (?:esit|tegi)|Komisjon (?:esit|võttis)|Delegatsioonidele |Käesolevaga ",
    "fi": "Puheenjohtajavaltio (?:on|esittää) |Komissio (?:on|antoi|hyväksyi) |Neuvosto (?:on|antoi|hyväksyi) |"
    "Valtuuskunnille |Valtuuskunnat (?=[a-zäö])|Oheisena ",
    "fr": "La (?:[Pp]résidence|Commission|délégation [a-zéèç-]{4,16}) (?:a|est|propose|soumet|présente) |"
    "(?:Monsieur|Madame)(?:,| l[ea] | l['’])|"
    "Le (?:Conseil|[Gg]roupe|Comité|Coreper|COREPER)(?: européen)? (?:a|est|s'est) |"
    "Les d[eé]?l[eé]?gations (?:trouveront|sont)|Veuillez trouver|Vous trouverez|Suite (?:à|aux)|Lors de (?:sa|la)|"
    "(?:[ÀA] la p|P)age [0-9]{1,3}, (?:article|paragraphe|considérant|point|ligne|annexe|à l)|"
    "Le [0-9]{1,2}(?:er)? [a-zéû]{3,9} (?:19|20)[0-9]|À la suite d|En vue d(?:e la|u) |"
    "Conformément à|Par lettre|Les membres de la Convention",
    "ga": "Chuir an |Ghlac an |Gheobhaidh |Gheofar ",
    "hr": "Predsjedništvo (?:pred|podn)|Komisija je |Na sastanku |Za delegacije |U Prilogu |Delegacije u prilogu",
    "hu": "Az elnökség (?:be|elő|java)|A Bizottság (?:be|elő|elfog)|Mellékelten |Csatoltan |A delegációk (?=[a-zá-ű])",
    "it": "La (?:[Pp]residenza|Commissione) (?:ha|è|propone|presenta) |Nella riunione |"
    "Il (?:Consiglio|Gruppo|Comitato) |Si (?:trasmett|alleg)|Le delegazioni (?=[a-zà-ù])|Con lettera|"
    "(?:A p|P)agina [0-9]{1,3}, (?:articolo|paragrafo|considerando|punto|riga|allegato)|"
    "Il [0-9]{1,2}[°º]? [a-z]{5,9} (?:19|20)[0-9]|A seguito de",
    "lt": "Komisija (?:pateik|priėm)|Posėdyje |Delegacijoms |Pridedam",
    "lv": "Prezidentvalsts (?:ir|ies)|Komisija (?:ir|ies)|Sanāksmē |Pielikumā |Delegācij(?:ām|as (?:pielikumā|saņem))",
    "mt": "Il-(?:Presidenza|Kummissjoni) (?:ip|ppr|adot|qed )|Id-[Dd]elegazzjonijiet|Għad-[Dd]elegazzjonijiet",
    "nl": "Het voorzitterschap (?:heeft|legt|is) |De Commissie heeft |Tijdens (?:haar|zijn) vergadering |"
    "De (?:Raad|Groep) (?:heeft|is) |Hooggeachte |Geachte |Hierbij ga|Hierna ga|De delegaties (?=[a-z])|"
    "(?:Op b|B)ladzijde [0-9]{1,3}, (?:artikel|lid|overweging|punt|regel|bijlage)|"
    "In bijlage |Voor de delegaties |Op [0-9]{1,2} [a-z]{3,9} |Naar aanleiding van |Met het oog op ",
    "pl": "Prezydencja (?:przed|zapro)|Komisja (?:przed|przyj)|Na posiedzeniu |"
    "(?:Rada|Grupa|Komitet) (?:przyj|osiąg|omów)|Delegacje (?=[a-zęąśćżźłóń])|W załącz|"
    "W dniu [0-9]|W związku z |Prezydencja [a-z]{4,14}(?:ła|a) ",
    "pt": "A Presidência (?:apresent|propõe|submete)|A Comissão (?:apresentou|adotou) |Na (?:sua )?reunião |"
    "O (?:Conselho|Grupo|Comité) |Junto se envia|Em anexo|Envia-se|As delegações (?=[a-zà-ú])|Os membros da Convenção|"
    "Em [0-9]{1,2} de |Na sequência d",
    "ro": "Președinția (?:a|propune|prezintă) |Comisia a |În (?:cadrul )?reuniun|"
    "În anexă|Delegațiil(?:or |e (?:găsesc|vor|primesc) )|Se pune la dispoziți|"
    "La [0-9]{1,2} [a-z]{3,10} (?:19|20)[0-9]",
    "sk": "Dňa [0-9]|"
    "Predsedníctvo (?:pred|navrh)|Komisia (?:pred|prij)|Na (?:svojom )?zasadnutí |Delegáciám |V prílohe ",
    "sl": r"Dne [0-9]{1,2}\. |"
    "Predsedstvo (?:pred|je )|Komisija je |Na seji |Delegacije (?:prejmejo|dobijo|v prilogi)|V prilogi ",
    "sv": "Ordförandeskapet (?:har|lägger|föreslår) |Kommissionen (?:har|lade|antog) |Vid mötet |"
    "(?:Rådet|Gruppen|Kommittén) (?:har|antog|enades) |För delegationerna |Bifogat följer|"
    "Delegationerna (?=[a-zåäö])|Härmed |Vid sitt möte|Den [0-9]{1,2} [a-z]{3,9} ",
}
# Each begins with a capital: at most places nothing else needs to be tried.
OPENING_PHRASE = re.compile(rf"(?![a-z0-9 ])(?:{'|'.join(_OPENING_PHRASES.values())})")
"""Matches where a main text begins; within a line, the caller checks the blank before it."""

_INSTITUTIONS_IN_CAPITALS = (
    "THE COUNCIL OF THE EUROPEAN UNION|THE EUROPEAN PARLIAMENT AND THE COUNCIL(?: OF THE EUROPEAN UNION)?|"
    "THE EUROPEAN COUNCIL|THE MEMBER STATES|СЪВЕТЪТ НА ЕВРОПЕЙСКИЯ СЪЮЗ|RADA EVROPSKÉ UNIE|"
    "RÅDET FOR DEN EUROPÆISKE UNION|DER RAT DER EUROPÄISCHEN UNION|ΤΟ ΣΥΜΒΟΥΛΙΟ ΤΗΣ ΕΥΡΩΠΑΪΚΗΣ ΕΝΩΣΗΣ|"
    "EL CONSEJO DE LA UNIÓN EUROPEA|EUROOPA LIIDU NÕUKOGU|EUROOPAN UNIONIN NEUVOSTO|"
    "LE CONSEIL DE L['’]UNION EUROPÉENNE|COMHAIRLE AN AONTAIS EORPAIGH|VIJEĆE EUROPSKE UNIJE|"
    "AZ EURÓPAI UNIÓ TANÁCSA|IL CONSIGLIO DELL['’]UNIONE EUROPEA|EUROPOS SĄJUNGOS TARYBA|"
    "EIROPAS SAVIENĪBAS PADOME|IL-KUNSILL TAL-UNJONI EWROPEA|DE RAAD VAN DE EUROPESE UNIE|"
    "RADA UNII EUROPEJSKIEJ|O CONSELHO DA UNIÃO EUROPEIA|CONSILIUL UNIUNII EUROPENE|RADA EURÓPSKEJ ÚNIE|"
    "SVET EVROPSKE UNIJE|EUROPEISKA UNIONENS RÅD"
)
FORMULA_IN_CAPITALS = re.compile(
    rf"(?:(?:{_INSTITUTIONS_IN_CAPITALS})\s{{0,2}}(?:,|\n|$)|HAVING REGARD TO\b|"
    r"PUBLIC DELIBERATION ITEMS\b|ITEMS RELATING TO THE FINAL ADOPTION\b|POINTS RELATIFS À L['’]ADOPTION DÉFINITIVE\b|"
    r"PUNKTE BETREFFEND DIE ENDGÜLTIGE ANNAHME\b|PUNTEN BETREFFENDE DE DEFINITIEVE AANNEMING\b|"
    r"(?:DRAFT )?COUNCIL (?:CONCLUSIONS|RESOLUTION|RECOMMENDATION|STATEMENT)\b|"
    r"DRAFT COUNCIL (?:DECISION|REGULATION|DIRECTIVE|ACT)\b|DRAFT (?:REPLY|STATEMENT|MINUTES)\b)"
)
"""Matches the words in capitals with which an act or its draft begins; they are never part of a subject above it."""
