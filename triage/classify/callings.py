"""Is a word the name of a body or of a calling, by its last part?"""

from __future__ import annotations

from rules.fold import fold
from rules.wordlist import WordList

_SHORTEST = 8  # letters: shorter names are written out in the rules


def _folded(text: str) -> frozenset[str]:
    return frozenset(map(fold, WordList(text)))


_LAST_PARTS = tuple(
    sorted(
        _folded(
            "amt büro stelle verein verband verbund schule kita leitung leiter leiterin lehrer lehrerin lehrkraft"
            " beratung berater beraterin zentrum praxis klinik klinikum ambulanz meister meisterin pfleger pflegerin"
            " betreuer betreuerin betreuung kasse mission heimatbund ortsbund feuerwehr polizei gericht haustechnik"
            " gebäudetechnik koordination koordinator koordinatorin gesellschaft genossenschaft gewerkschaft pfarrei"
            " gemeinde akademie kolleg universität hochschule bibliothek stiftung agentur kammer innung kanzlei"
            " anwalt anwältin vormund vormundin arzt ärztin ärzte therapeut therapeutin psychologe psychologin"
            " gynäkologin gynäkologe apotheke apotheker apothekerin busunternehmen bauunternehmen transportunternehmen"
            " firma fachbetrieb handwerksbetrieb lehrbetrieb beamtin beamter management börse vorsitzende vorsitzender"
            " vorstand ausschuss sprecherin geschäftsführung zugführung zugführer sozialdienst pflegedienst"
            " fachdienst rettungsdienst sicherheitsdienst notdienst bezirksdienst krankenhaus autohaus jugendhaus"
            " gasthaus generationenhaus möbelhaus pfarrheim pflegeheim seniorenheim wohnheim jugendheim altenheim"
            " gärtnerei bäckerei metzgerei tischlerei schreinerei wäscherei bücherei druckerei spedition logistik"
            " hotel restaurant supermarkt baumarkt großmarkt kolpingsfamilie hilfswerk bildungswerk sozialwerk"
            " jugendwerk referentin referent beauftragte beauftragter"
        )
    )
)
_ORDINARY = _folded(
    "insgesamt gesamt ehrenamt haltestelle endhaltestelle baustelle tankstelle feuerstelle lehrstelle arbeitsstelle"
    " ausbildungsstelle praktikumsstelle teilzeitstelle vollzeitstelle halbtagsstelle traumstelle anlaufstelle"
    " begleitung anleitung weiterleitung einleitung wasserleitung stromleitung gasleitung telefonleitung heizungsleitung"
    " hausmeister bürgermeister energieberatung rechtsberatung arbeitsgericht nachbargemeinde heimatgemeinde"
    " abendschule fahrschule wunschschule grundschule hauptschule realschule gesamtschule förderschule berufsschule"
    " sonderschule klassenlehrer klassenlehrerin nachhilfelehrer nachhilfelehrerin kinderbetreuung"
    " nachmittagsbetreuung ganztagsbetreuung randzeitenbetreuung betreuung rechtsanwalt rechtsanwältin fachanwalt"
    " hausarzt zahnarzt kinderarzt frauenarzt augenarzt facharzt amtsarzt dolmetscherstelle krankenkasse zusatzschule"
)  # what people seek or tell of; the rules name those that call


def names_body(form: str) -> bool:
    """Whether a folded word is a body or a calling: Bahnhofsmission, Beratungslehrerin, Löschzugführung."""
    return len(form) >= _SHORTEST and form.endswith(_LAST_PARTS) and form not in _ORDINARY
