"""Names of the months in the official languages, with the case forms and short forms that stand in dates."""

import re
from collections.abc import Mapping
from functools import cache

# A language, then January to December; a month's names are parted by blanks.
_TABLE = """
bg януари яну | февруари фев | март | април апр | май | юни | юли | август авг | септември септ | октомври окт |
   ноември ноем | декември дек
cs leden ledna | únor února | březen března | duben dubna | květen května | červen června | červenec července |
   srpen srpna | září | říjen října | listopad listopadu | prosinec prosince
da januar | februar | marts | april | maj | juni | juli | august | september | oktober | november | december
de Januar Jänner | Februar Feber | März Maerz | April | Mai | Juni | Juli | August | September | Oktober |
   November | Dezember
el Ιανουάριος Ιανουαρίου | Φεβρουάριος Φεβρουαρίου | Μάρτιος Μαρτίου | Απρίλιος Απριλίου | Μάιος Μαΐου Μαίου |
   Ιούνιος Ιουνίου | Ιούλιος Ιουλίου | Αύγουστος Αυγούστου | Σεπτέμβριος Σεπτεμβρίου | Οκτώβριος Οκτωβρίου |
   Νοέμβριος Νοεμβρίου | Δεκέμβριος Δεκεμβρίου
en January Jan | February Feb | March Mar | April Apr | May | June Jun | July Jul | August Aug |
   September Sept Sep | October Oct | November Nov | December Dec
es enero | febrero | marzo | abril | mayo | junio | julio | agosto | septiembre setiembre | octubre |
   noviembre | diciembre
et jaanuar | veebruar | märts | aprill | mai | juuni | juuli | august | september | oktoober | november |
   detsember
fi tammikuu tammikuuta | helmikuu helmikuuta | maaliskuu maaliskuuta | huhtikuu huhtikuuta |
   toukokuu toukokuuta | kesäkuu kesäkuuta | heinäkuu heinäkuuta | elokuu elokuuta | syyskuu syyskuuta |
   lokakuu lokakuuta | marraskuu marraskuuta | joulukuu joulukuuta
fr janvier | février fevrier | mars | avril | mai | juin | juillet | août aout | septembre | octobre |
   novembre | décembre decembre
ga Eanáir | Feabhra | Márta | Aibreán | Bealtaine | Meitheamh | Iúil | Lúnasa | Fómhair | Dheireadh | Samhain |
   Nollaig
hr siječanj siječnja | veljača veljače | ožujak ožujka | travanj travnja | svibanj svibnja | lipanj lipnja |
   srpanj srpnja | kolovoz kolovoza | rujan rujna | listopad listopada | studeni studenoga studenog |
   prosinac prosinca
hu január | február | március | április | május | június | július | augusztus | szeptember | október |
   november | december
it gennaio | febbraio | marzo | aprile | maggio | giugno | luglio | agosto | settembre | ottobre | novembre |
   dicembre
lt sausis sausio | vasaris vasario | kovas kovo | balandis balandžio | gegužė gegužės | birželis birželio |
   liepa liepos | rugpjūtis rugpjūčio | rugsėjis rugsėjo | spalis spalio | lapkritis lapkričio |
   gruodis gruodžio
lv janvāris janvārī | februāris februārī | marts martā | aprīlis aprīlī | maijs maijā | jūnijs jūnijā |
   jūlijs jūlijā | augusts augustā | septembris septembrī | oktobris oktobrī | novembris novembrī |
   decembris decembrī
mt Jannar | Frar | Marzu | April | Mejju | Ġunju | Lulju | Awwissu | Settembru | Ottubru | Novembru | Diċembru
nl januari | februari | maart | april | mei | juni | juli | augustus | september | oktober | november |
   december
pl styczeń stycznia | luty lutego | marzec marca | kwiecień kwietnia | maj maja | czerwiec czerwca |
   lipiec lipca | sierpień sierpnia | wrzesień września | październik października | listopad listopada |
   grudzień grudnia
pt janeiro | fevereiro | março marco | abril | maio | junho | julho | agosto | setembro | outubro | novembro |
   dezembro
ro ianuarie | februarie | martie | aprilie | mai | iunie | iulie | august | septembrie | octombrie | noiembrie |
   decembrie
sk január januára | február februára | marec marca | apríl apríla | máj mája | jún júna | júl júla |
   august augusta | september septembra | október októbra | november novembra | december decembra
sl januar januarja | februar februarja | marec marca | april aprila | maj maja | junij junija | julij julija |
   avgust avgusta | september septembra | oktober oktobra | november novembra | december decembra
sv januari | februari | mars | april | maj | juni | juli | augusti | september | oktober | november | december
"""


@cache
def month_names() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The twelve months of each language.

    >>> month_names()["de"][2]
    ('März', 'Maerz')
    """
    rows = re.findall(r"(?ms)^([a-z]{2}) (.*?)(?=^[a-z]{2} |\Z)", _TABLE)
    return {language: tuple(tuple(names.split()) for names in months.split("|")) for language, months in rows}
