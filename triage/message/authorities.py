"""Which names belong to which mail domains?"""

from __future__ import annotations

from triage.message.phrases import words

# A sender with such a name and another domain is somebody else, or writes from home. Names as `confusables.as_read`
# gives them: lower-case, no accents, ß as ss. A domain holds for its children too.
_NRW = ("nrw.de",)
_LABOUR = ("arbeitsagentur.de",)
_DISTRICT = ("kreis-viersen.de",)

EXACT: dict[str, tuple[str, ...]] = {  # the whole name, or the name before a separator such as " - " or ","
    "kreis viersen": _DISTRICT,
    "kreisverwaltung viersen": _DISTRICT,
    "kim kreis viersen": _DISTRICT,
    "kommunales integrationsmanagement": _DISTRICT,
    "auslanderamt kreis viersen": _DISTRICT,
    "auslanderbehorde kreis viersen": _DISTRICT,
    "jugendamt kreis viersen": _DISTRICT,
    "gesundheitsamt kreis viersen": _DISTRICT,
    "sozialamt kreis viersen": _DISTRICT,
    "landrat kreis viersen": _DISTRICT,
    "stadt viersen": ("viersen.de",),
    "auslanderbehorde viersen": ("viersen.de", "kreis-viersen.de"),
    "stadt kempen": ("kempen.de",),
    "stadt nettetal": ("nettetal.de",),
    "stadt willich": ("willich.de", "stadt-willich.de"),
    "stadt tonisvorst": ("toenisvorst.de",),
    "stadt toenisvorst": ("toenisvorst.de",),
    "burggemeinde bruggen": ("brueggen.de",),
    "gemeinde bruggen": ("brueggen.de",),
    "gemeinde brueggen": ("brueggen.de",),
    "gemeinde grefrath": ("grefrath.de",),
    "gemeinde niederkruchten": ("niederkruechten.de",),
    "gemeinde niederkruechten": ("niederkruechten.de",),
    "gemeinde schwalmtal": ("schwalmtal.de", "gemeinde-schwalmtal.de"),
    "bamf": ("bamf.bund.de", "bamf.de"),
    "polizei nrw": _NRW,
    "polizei viersen": _NRW,
    "bezirksregierung dusseldorf": _NRW,
    "bezirksregierung duesseldorf": _NRW,
    "bundespolizei": ("bund.de", "polizei.bund.de"),
    "deutsche rentenversicherung": ("deutsche-rentenversicherung.de", "drv-bund.de", "drv-rheinland.de"),
    "paypal": ("paypal.com", "paypal.de"),
    "sparkasse krefeld": ("sparkasse-krefeld.de",),
}
BEGINS: dict[str, tuple[str, ...]] = {  # the name, and whatever follows it: nobody else begins so
    "bundesagentur fur arbeit": _LABOUR,
    "bundesagentur fuer arbeit": _LABOUR,
    "agentur fur arbeit": _LABOUR,
    "agentur fuer arbeit": _LABOUR,
    "bundesamt fur migration": ("bamf.bund.de", "bamf.de"),
    "bundesamt fuer migration": ("bamf.bund.de", "bamf.de"),
    "jobcenter kreis viersen": ("jobcenter-ge.de", "jobcenter-kreis-viersen.de", "kreis-viersen.de", *_LABOUR),
    "jobcenter viersen": ("jobcenter-ge.de", "jobcenter-kreis-viersen.de", "kreis-viersen.de", *_LABOUR),
}
# Names worth imitating letter by letter: a word written wholly in Cyrillic or Greek that reads as one of these.
IMITATED = words(
    "paypal apple ebay amazon google facebook whatsapp microsoft outlook office netflix dhl dpd ups hermes "
    "sparkasse postbank commerzbank volksbank targobank comdirect klarna telekom vodafone "
    "jobcenter arbeitsagentur bamf polizei kreis viersen kempen nettetal willich schwalmtal grefrath "
    "support service security administrator admin bank"
)
