"""Headings that group the items of Coreper's agendas: the configurations of the Council, and the parts of the agenda.

Below `III. Discussion items` they stand between the items, in bold type: `Environment`. They belong to no item.
"""

import re
from functools import cache

# The subjects of the configurations, today's and earlier ones; a heading joins one or several of them.
_SUBJECTS = """
en general affairs, institutional affairs, general and institutional affairs, foreign affairs, external relations,
trade, development, defence, economic and financial affairs, ecofin, economic and financial questions, budget,
justice and home affairs, employment, social policy, health, consumer affairs, consumers, competitiveness, internal
market, industry, research, space, tourism, transport, telecommunications, energy, agriculture, fisheries,
environment, education, youth, culture, sport, audiovisual affairs, civil protection, cohesion, cohesion policy,
horizontal questions, horizontal issues, horizontal matters, statistics
fr affaires générales, affaires institutionnelles, affaires étrangères, relations extérieures, commerce,
développement, défense, affaires économiques et financières, questions économiques et financières, budget, justice
et affaires intérieures, emploi, politique sociale, santé, consommateurs, compétitivité, marché intérieur, industrie,
recherche, espace, tourisme, transports, télécommunications, énergie, agriculture, pêche, environnement, éducation,
jeunesse, culture, sport, audiovisuel, protection civile, cohésion, questions horizontales
de allgemeine angelegenheiten, institutionelle angelegenheiten, auswärtige angelegenheiten, außenbeziehungen, handel,
entwicklung, verteidigung, wirtschaft und finanzen, haushalt, justiz und inneres, beschäftigung, sozialpolitik,
gesundheit, verbraucherschutz, wettbewerbsfähigkeit, binnenmarkt, industrie, forschung, raumfahrt, tourismus,
verkehr, telekommunikation, energie, landwirtschaft, fischerei, umwelt, bildung, jugend, kultur, sport,
katastrophenschutz, kohäsion, horizontale fragen
es asuntos generales, asuntos exteriores, relaciones exteriores, comercio, desarrollo, defensa, asuntos económicos y
financieros, presupuesto, justicia y asuntos de interior, empleo, política social, sanidad, consumidores,
competitividad, mercado interior, industria, investigación, espacio, transporte, telecomunicaciones, energía,
agricultura, pesca, medio ambiente, educación, juventud, cultura, deporte
it affari generali, affari esteri, relazioni esterne, commercio, sviluppo, difesa, economia e finanza, questioni
economiche e finanziarie, bilancio, giustizia e affari interni, occupazione, politica sociale, salute, consumatori,
competitività, mercato interno, industria, ricerca, spazio, trasporti, telecomunicazioni, energia, agricoltura,
pesca, ambiente, istruzione, gioventù, cultura, sport
nl algemene zaken, buitenlandse zaken, externe betrekkingen, handel, ontwikkeling, defensie, economische en
financiële zaken, begroting, justitie en binnenlandse zaken, werkgelegenheid, sociaal beleid, volksgezondheid,
consumentenzaken, concurrentievermogen, interne markt, industrie, onderzoek, ruimtevaart, vervoer, telecommunicatie,
energie, landbouw, visserij, milieu, onderwijs, jeugd, jongeren, cultuur, sport
da almindelige anliggender, udenrigsanliggender, handel, udvikling, forsvar, økonomi og finans, budget, retlige og
indre anliggender, beskæftigelse, socialpolitik, sundhed, forbrugerpolitik, konkurrenceevne, det indre marked,
industri, forskning, rummet, transport, telekommunikation, energi, landbrug, fiskeri, miljø, uddannelse, ungdom,
kultur, sport
sv allmänna frågor, utrikes frågor, handel, utveckling, försvar, ekonomiska och finansiella frågor, budget, rättsliga
och inrikes frågor, sysselsättning, socialpolitik, hälso- och sjukvård, konsumentfrågor, konkurrenskraft, inre
marknad, industri, forskning, rymden, transport, telekommunikation, energi, jordbruk, fiske, miljö, utbildning,
ungdom, kultur, idrott
fi yleiset asiat, ulkoasiat, kauppa, kehitys, puolustus, talous- ja rahoitusasiat, talousarvio, oikeus- ja sisäasiat,
työllisyys, sosiaalipolitiikka, terveys, kuluttaja-asiat, kilpailukyky, sisämarkkinat, teollisuus, tutkimus,
avaruus, liikenne, televiestintä, energia, maatalous, kalastus, ympäristö, koulutus, nuoriso, kulttuuri, urheilu
pt assuntos gerais, negócios estrangeiros, relações externas, comércio, desenvolvimento, defesa, assuntos económicos e
financeiros, orçamento, justiça e assuntos internos, emprego, política social, saúde, consumidores, competitividade,
mercado interno, indústria, investigação, espaço, transportes, telecomunicações, energia, agricultura, pescas,
ambiente, educação, juventude, cultura, desporto
el γενικές υποθέσεις, εξωτερικές υποθέσεις, εμπόριο, ανάπτυξη, άμυνα, οικονομικά και δημοσιονομικά θέματα,
προϋπολογισμός, δικαιοσύνη και εσωτερικές υποθέσεις, απασχόληση, κοινωνική πολιτική, υγεία, καταναλωτές,
ανταγωνιστικότητα, εσωτερική αγορά, βιομηχανία, έρευνα, διάστημα, μεταφορές, τηλεπικοινωνίες, ενέργεια, γεωργία,
αλιεία, περιβάλλον, παιδεία, νεολαία, πολιτισμός, αθλητισμός
pl sprawy ogólne, sprawy zagraniczne, handel, rozwój, obrona, sprawy gospodarcze i finansowe, budżet, wymiar
sprawiedliwości i sprawy wewnętrzne, zatrudnienie, polityka społeczna, zdrowie, ochrona konsumentów,
konkurencyjność, rynek wewnętrzny, przemysł, badania, badania naukowe, przestrzeń kosmiczna, transport,
telekomunikacja, energia, rolnictwo, rybołówstwo, środowisko, edukacja, młodzież, kultura, sport
cs obecné záležitosti, zahraniční věci, obchod, rozvoj, obrana, hospodářské a finanční věci, rozpočet, spravedlnost a
vnitřní věci, zaměstnanost, sociální politika, zdraví, ochrana spotřebitele, konkurenceschopnost, vnitřní trh,
průmysl, výzkum, vesmír, doprava, telekomunikace, energetika, zemědělství, rybolov, rybářství, životní prostředí,
vzdělávání, mládež, kultura, sport
sk všeobecné záležitosti, zahraničné veci, obchod, rozvoj, obrana, hospodárske a finančné záležitosti, rozpočet,
spravodlivosť a vnútorné veci, zamestnanosť, sociálna politika, zdravie, spotrebiteľské záležitosti,
konkurencieschopnosť, vnútorný trh, priemysel, výskum, vesmír, doprava, telekomunikácie, energetika,
poľnohospodárstvo, rybárstvo, životné prostredie, vzdelávanie, mládež, kultúra, šport
sl splošne zadeve, zunanje zadeve, trgovina, razvoj, obramba, ekonomske in finančne zadeve, proračun, pravosodje in
notranje zadeve, zaposlovanje, socialna politika, zdravje, varstvo potrošnikov, konkurenčnost, notranji trg,
industrija, raziskave, vesolje, promet, telekomunikacije, energija, kmetijstvo, ribištvo, okolje, izobraževanje,
mladina, kultura, šport
hr opći poslovi, vanjski poslovi, trgovina, razvoj, obrana, ekonomski i financijski poslovi, proračun, pravosuđe i
unutarnji poslovi, zapošljavanje, socijalna politika, zdravstvo, pitanja potrošača, konkurentnost, unutarnje
tržište, industrija, istraživanje, svemir, promet, telekomunikacije, energetika, poljoprivreda, ribarstvo, okoliš,
obrazovanje, mladi, kultura, sport
hu általános ügyek, külügyek, kereskedelem, fejlesztés, védelem, gazdasági és pénzügyek, költségvetés, bel- és
igazságügy, foglalkoztatás, szociálpolitika, egészségügy, fogyasztóvédelem, versenyképesség, belső piac, ipar,
kutatás, űrkutatás, világűr, közlekedés, távközlés, energia, mezőgazdaság, halászat, környezetvédelem, környezet,
oktatás, ifjúság, kultúra, sport
ro afaceri generale, afaceri externe, comerț, dezvoltare, apărare, afaceri economice și financiare, buget, justiție și
afaceri interne, ocuparea forței de muncă, politică socială, sănătate, consumatori, competitivitate, piața internă,
industrie, cercetare, spațiu, transporturi, telecomunicații, energie, agricultură, pescuit, mediu, educație,
tineret, cultură, sport
bg общи въпроси, външни работи, търговия, развитие, отбрана, икономически и финансови въпроси, бюджет, правосъдие и
вътрешни работи, заетост, социална политика, здравеопазване, потребителски въпроси, конкурентоспособност, вътрешен
пазар, промишленост, научни изследвания, космическо пространство, транспорт, телекомуникации, енергетика, селско
стопанство, рибарство, околна среда, образование, младеж, култура, спорт
et üldasjad, välisasjad, kaubandus, areng, kaitse, majandus- ja rahandusküsimused, eelarve, justiits- ja siseküsimused,
tööhõive, sotsiaalpoliitika, tervis, tarbijakaitse, konkurentsivõime, siseturg, tööstus, teadusuuringud, kosmos,
transport, telekommunikatsioon, energeetika, põllumajandus, kalandus, keskkond, haridus, noored, kultuur, sport
lv vispārējās lietas, ārlietas, tirdzniecība, attīstība, aizsardzība, ekonomika un finanses, budžets, tieslietas un
iekšlietas, nodarbinātība, sociālā politika, veselība, patērētāju lietas, konkurētspēja, iekšējais tirgus,
rūpniecība, pētniecība, kosmoss, transports, telekomunikācijas, enerģētika, lauksaimniecība, zivsaimniecība, vide,
izglītība, jaunatne, kultūra, sports
lt bendrieji reikalai, užsienio reikalai, prekyba, plėtra, gynyba, ekonomikos ir finansų reikalai, biudžetas,
teisingumas ir vidaus reikalai, užimtumas, socialinė politika, sveikata, vartotojų reikalai, konkurencingumas,
vidaus rinka, pramonė, moksliniai tyrimai, kosmosas, transportas, telekomunikacijos, energetika, žemės ūkis,
žuvininkystė, aplinka, švietimas, jaunimas, kultūra, sportas
mt affarijiet ġenerali, affarijiet barranin, kummerċ, żvilupp, difiża, affarijiet ekonomiċi u finanzjarji, baġit,
ġustizzja u affarijiet interni, impjiegi, politika soċjali, saħħa, affarijiet tal-konsumatur, kompetittività, suq
intern, industrija, riċerka, spazju, trasport, telekomunikazzjoni, enerġija, agrikoltura, sajd, ambjent,
edukazzjoni, żgħażagħ, kultura, sport
ga gnóthaí ginearálta, gnóthaí eachtracha, trádáil, forbairt, gnóthaí eacnamaíocha agus airgeadais, buiséad, ceartas
agus gnóthaí baile, fostaíocht, beartas sóisialta, sláinte, gnóthaí tomhaltóirí, iomaíochas, margadh inmheánach,
tionsclaíocht, taighde, spás, iompar, teileachumarsáid, fuinneamh, talmhaíocht, iascach, comhshaol, oideachas, óige,
cultúr, spórt
"""
_JOINED = re.compile(r"\s?[,;/&()–—]\s?|\s-\s|\s(?:and|et|und|y|e|en|og|och|ja|και|i|a|in|és|și|и|un|ir|u|agus)\s")
_PART_OF_AGENDA = re.compile(
    r"(?i)(?:non-)?discussion items\b|discussion (?:of|on) the [\"“'‘]II\b|"
    r"items? for discussion\b|points? (?:for|pour) d[ie]scussion\b|erörterungspunkte\b|besprekingspunten\b|"
    r"points (?:de|à) (?:discussion|débattre)|punti (?:di|in) discussione|puntos de debate|"
    r"drøftelsespunkter|diskussionspunkter|debates?$|débats$"
)
_LONGEST = 120


@cache
def _subjects() -> frozenset[str]:
    """Return the subjects as such, and the parts of those that hold a joining word: economic, financial affairs."""
    listed = (" ".join(line.split()) for line in re.split(r"(?m)^(?=[a-z]{2} )", _SUBJECTS) if line.strip())
    names = {name.strip() for line in listed for name in line[3:].casefold().split(",")}
    parts = {tuple(_JOINED.split(name)) for name in names}
    return frozenset(names | {part.strip() for split in parts for part in split})


def is_configuration(line: str) -> bool:
    """Whether a line is nothing but the name of a Council configuration, in any official language.

    >>> [is_configuration(line) for line in ("Environment", "Umwelt", "Transport, Telecommunications and Energy")]
    [True, True, True]
    >>> is_configuration("Environment: state of play"), is_configuration("Education of seafarers")
    (False, False)
    """
    words = " ".join(line.split()).strip(" :*_")
    if not words or len(words) > _LONGEST or not words[0].isupper():
        return False
    folded = words.casefold().removesuffix(" council")
    return all(part in _subjects() for part in map(str.strip, _JOINED.split(folded)) if part)


def is_part_of_coreper_agenda(title: str) -> bool:
    """Whether a title is that of the part of a Coreper agenda whose items have numbers of their own.

    >>> is_part_of_coreper_agenda("Discussion items II"), is_part_of_coreper_agenda("Discussion of lamps")
    (True, False)
    """
    return _PART_OF_AGENDA.match(title.strip()) is not None
