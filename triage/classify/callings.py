"""Is a word the name of a body or of a calling, by its last part?"""

from __future__ import annotations

from rules.wordlist import folded

_SHORTEST = 8  # letters: shorter names are written out in the rules


_BODIES = tuple(
    sorted(
        folded(
            "amt büro stelle verein verband verbund schule kita leitung beratung zentrum praxis klinik klinikum"
            " ambulanz betreuung kasse mission heimatbund ortsbund feuerwehr polizei gericht haustechnik"
            " gebäudetechnik koordination gesellschaft genossenschaft gewerkschaft pfarrei gemeinde akademie kolleg"
            " universität hochschule bibliothek stiftung agentur kammer innung kanzlei busunternehmen bauunternehmen"
            " transportunternehmen firma fachbetrieb handwerksbetrieb lehrbetrieb management börse vorstand"
            " ausschuss geschäftsführung zugführung sozialdienst pflegedienst fachdienst rettungsdienst"
            " sicherheitsdienst notdienst bezirksdienst krankenhaus autohaus jugendhaus gasthaus generationenhaus"
            " möbelhaus pfarrheim pflegeheim seniorenheim jugendheim altenheim gärtnerei bäckerei metzgerei"
            " fleischerei konditorei tischlerei schreinerei schlosserei dachdeckerei brauerei molkerei wäscherei"
            " bücherei druckerei spedition logistik gebäudereinigung hotel restaurant supermarkt baumarkt großmarkt"
            " kolpingsfamilie hilfswerk bildungswerk sozialwerk jugendwerk stadtwerke kreiswerke behörde verwaltung"
            " ministerium konsulat institut sekretariat team service immobilien"
        )
    )
)
_CALLINGS = tuple(
    sorted(
        folded(
            "leiter leiterin lehrer lehrerin lehrkraft berater beraterin meister meisterin pfleger pflegerin"
            " betreuer betreuerin koordinator koordinatorin anwalt anwältin vormund vormundin arzt ärztin ärzte"
            " therapeut therapeutin psychologe psychologin gynäkologin gynäkologe apotheke apotheker apothekerin"
            " beamtin beamter vorsitzende vorsitzender sprecherin referentin referent beauftragte beauftragter"
            " zugführer chefin verwalter verwalterin vermieterin ausbilder ausbilderin erzieherin pädagogin pädagoge"
            " sachbearbeiterin assistenz inhaberin disponentin hebamme"
        )
    )
)
_ORDINARY = folded(
    "insgesamt gesamt ehrenamt haltestelle bushaltestelle endhaltestelle baustelle tankstelle feuerstelle"
    " lehrstelle arbeitsstelle ausbildungsstelle praktikumsstelle teilzeitstelle vollzeitstelle halbtagsstelle"
    " traumstelle anlaufstelle begleitung anleitung weiterleitung einleitung wasserleitung stromleitung gasleitung"
    " telefonleitung heizungsleitung ausländerbehörde unterstützungsteam fernsehsender kundenservice lieferservice"
    " hausmeister bürgermeister energieberatung rechtsberatung arbeitsgericht nachbargemeinde heimatgemeinde"
    " abendschule fahrschule wunschschule grundschule hauptschule realschule gesamtschule förderschule berufsschule"
    " sonderschule klassenlehrer klassenlehrerin nachhilfelehrer nachhilfelehrerin kinderbetreuung"
    " nachmittagsbetreuung ganztagsbetreuung randzeitenbetreuung betreuung rechtsanwalt rechtsanwältin fachanwalt"
    " hausarzt zahnarzt kinderarzt frauenarzt augenarzt facharzt amtsarzt dolmetscherstelle krankenkasse"
    " zusatzschule"
)  # what people seek or tell of; the rules name those that call


def names_body(form: str) -> bool:
    """Whether a folded word is a body: Bahnhofsmission, Löschzugführung, Gemeindebücherei."""
    return len(form) >= _SHORTEST and form.endswith(_BODIES) and form not in _ORDINARY


def names_caller(form: str) -> bool:
    """Whether a folded word is a body or a calling: Beratungslehrerin, Tischlermeisterin. People seek callings, too."""
    return names_body(form) or (len(form) >= _SHORTEST and form.endswith(_CALLINGS) and form not in _ORDINARY)
