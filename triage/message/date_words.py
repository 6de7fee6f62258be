"""How do the languages of our mail name months, halves of the day and time zones in a Date field?"""

from __future__ import annotations

# the month by what its names begin with, languages end with a semicolon: January | February | …
_NAMES = """
jan january | feb february | mar march | apr april | may | jun june | jul july | aug august | sep sept september | oct
  october | nov november | dec december ;
jan jän januar jänner | feb februar feber | mär märz mrz maerz | apr april | mai | jun juni | jul juli | aug august |
  sep sept september | okt oktober | nov november | dez dezember ;
janv janvier | févr fév février fevr | mars | avr avril | mai | juin | juil juillet | août aout | sept septembre |
  octobre | novembre | déc décembre ;
ene enero | febrero | marzo | abr abril | mayo | junio | julio | ago agosto | septiembre set | octubre | noviembre |
  dic diciembre ;
gen gennaio | febbraio | marzo | aprile | mag maggio | giu giugno | lug luglio | agosto | settembre | ott ottobre |
  novembre | dicembre ;
janeiro | fev fevereiro | março | abril | maio mai | junho | julho | agosto | set setembro | out outubro | novembro |
  dez dezembro ;
januari | februari | mrt maart | april | mei | juni | juli | augustus | september | okt oktober | november | december
  ;
oca ocak | şub şubat | mart | nis nisan | mayıs mayis | haz haziran | tem temmuz | ağu ağustos | eyl eylül | eki ekim
  | kas kasım | ara aralık ;
sty stycznia | lut lutego | marca | kwi kwietnia | maj maja | cze czerwca | lip lipca | sie sierpnia | wrz września |
  paź października | lis listopada | gru grudnia ;
ian ianuarie | februarie | martie | aprilie | mai | iun iunie | iul iulie | august | septembrie | octombrie | noi
  noiembrie | decembrie ;
янв января | фев февр февраля | мар марта | апр апреля | мая май | июн июня | июл июля | авг августа | сен сент
  сентября | окт октября | ноя нояб ноября | дек декабря ;
січ січня | лют лютого | бер березня | кві квіт квітня | тра трав травня | чер черв червня | лип липня | сер серпня |
  вер вересня | жов жовтня | лис листопада | гру груд грудня ;
яну януари | февруари | март | април | май | юни | юли | август | септември | октомври | ноември | декември ;
يناير | فبراير | مارس | أبريل ابريل | مايو | يونيو | يوليو | أغسطس | سبتمبر | أكتوبر | نوفمبر | ديسمبر ;
janar | shkurt | mars | prill | maj | qershor | korrik | gusht | shtator | tetor | nëntor | dhjetor
"""
MONTHS = {
    name: number
    for language in _NAMES.split(";")
    for number, names in enumerate(language.split("|"), start=1)
    for name in names.split()
}

HALVES = {"am": 0, "vorm": 0, "öö": 0, "πμ": 0, "ص": 0, "pm": 12, "nachm": 12, "ös": 12, "μμ": 12, "م": 12}

# minutes ahead of UTC. RFC 5322 §4.3 defines the North American ones; the others are those our mail really has
ZONES = {
    **dict.fromkeys(("ut", "utc", "gmt", "z", "wet"), 0),
    "est": -300,
    "edt": -240,
    "cst": -360,
    "cdt": -300,
    "mst": -420,
    "mdt": -360,
    "pst": -480,
    "pdt": -420,
    **dict.fromkeys(("cet", "mez", "met", "bst", "west"), 60),
    **dict.fromkeys(("cest", "mesz", "mest", "eet"), 120),
    **dict.fromkeys(("eest", "msk", "trt"), 180),
    "irst": 210,
    "aft": 270,
    "pkt": 300,
    **dict.fromkeys(("msd", "gst"), 240),
    **dict.fromkeys(("hkt", "sgt"), 480),
    **dict.fromkeys(("jst", "kst"), 540),
}
