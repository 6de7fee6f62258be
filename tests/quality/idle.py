"""Which frequent words say nothing about a topic, however often they stood beside one?"""

from __future__ import annotations

from rules.fold import fold
from rules.wordlist import WordList

IDLE = frozenset(
    map(
        fold,
        WordList(
            " ahnung akzent allen aller alt anders anfangen angekündigt angerufen anhang ausgabe außen außer"
            " bekommen bereich bereit besten betreff betrifft bez bilder bisher bitten bracht damit dankbar danke"
            " danken dabei dachte dafür dagegen dahin dame davon denen denke deren deshalb desto direkt draußen"
            " dreimal drin durch dürfen egal ehrlich einer einem eines einfach einmal einige erfahrung"
            " erforderlich erscheint erste erklärt etwa evtl extra fam fängt fehlende fertig fest frage fragt"
            " freundlich froh führt füllt ganze ganz gar gearbeitet gebracht geduld gefragt gefunden gegen gehört"
            " gehabt geholt gekommen gemeldet genug genügt genommen gern gerne gesehen gestellt geschickt gewartet"
            " gewohnt gibt gilt ging glaube groß große grund grüßen grüße hab halbe hält hängt hatte heißt helfen"
            " her herzlichen hey hin hinten hoch holen holt hören hört ihm ihn ihnen ihr ihre ihrer innen"
            " innerhalb ins intern irgendein irgendwo jährige jemand jmd kaum kennt klar kommt könnte kriegt kreis"
            " kreishaus lacht lang lassen lässt laut lebe leben lebt legt leider lesen leute lieb liebes liebsten"
            " liegt links mache machen mag man manche mails mehr meldet menschen mich mitte möchten mögen moin"
            " müssen nach name namen neben nebenan nehmen nen nett neu neuer neues new nichts nie nimmt nirgends"
            " nix normal nötig nur nummer oben oder offen ohne ordnung ort ortsteil papa mama pens pers person"
            " plant problem pünktlich rein recht regel regen reicht rest richtig ruhig rückfrage rückmeldung sache"
            " sagt schreiben schreibt schwarz schwer sehen sein seite selber selbst senden sitzt sogar soll"
            " sondern sonst sorge sortiert stand start statt steht stimmt stock straße süchtelner tel tisch tot"
            " tun tut unsere unter unterlagen unten vielen vielleicht voll vorne warum weiß weiter weiterleiten"
            " welche wem wenig wer wert wirklich wissen wohl wollen wollte wort wurde wünscht zeigt zettel ziehen"
            " ziemlich zu zurück zusammen zweimal zweite zwischen überall unbedingt hubert addis romanes norderney"
            " mühe sir madam madame dear regards kind miss names also always another any anyone anything around"
            " asked away back because become being best better both call came close come could different doing"
            " done don't down each else end even ever every everything few find first five four from fine full"
            " gave get getting give given goes going gone good got great had half hand handed happy hear here his"
            " him how i'm into its just keep know knows last later least left less like little live lives long"
            " look made make many may maybe mine more most much must near need never next nice nothing now off"
            " often old once one only other our out over own past people per please put read really right said"
            " same say says second see send sent seven should show since six small some someone something sorry"
            " still stop such sure take tell than thank thanks them then there these thing things third those"
            " three through time times together told too took tried try turn two under use used very wants was way"
            " well went what when where which while who whole why with without write wrote you tek ilk iki üç dört"
            " beş onu onun beni bize bizi diyor dedi verdi geldi artık bile böyle hiç hep var yok так только очень"
            " просто нас его под там тут тихо говорит сказали сказал тільки його вже каже казали пані عند فقط بدون"
            " يقول الخير اگر aussi même par pas tout très aici zice patru"
        ),
    )
)
# of time and haste: nothing of a topic, but of pressure
TIMES = frozenset(
    map(
        fold,
        WordList(
            " abend allein april august bevor damals danach dezember dienstag donnerstag drei dringend dringenden"
            " dringlich eben eilig elf ende endlich erst fast februar freitag früh frühjahr frühling fünf gestern"
            " gleich grad gerade herbst heute hier immer irgendwann januar jede jeden jedes jetzt juli juni kurz"
            " lange langsam längst letzte mai mal manchmal märz minuten mittag mittwoch montag monat monate morgen"
            " mitternacht nachmittag nächsten niemand nochmal november nun oft oktober ostern quartal samstag"
            " schnell schon sechs september sieben sofort sommer sonntag später stunden tage tagen trotzdem vorbei"
            " vorher vormittags während wartet weg weihnachten wochenende wohin zehn zeit zuerst zuletzt zwei"
            " zwölf übermorgen übernächsten already before day days early evening friday january july june march"
            " monday month months nobody october saturday soon spring summer sunday thursday today tomorrow"
            " tonight tuesday until wait want wednesday week weeks winter year years yesterday yet dün bugün yarın"
            " şimdi saat ayın sonra pazartesi salı çarşamba perşembe cuma cumartesi pazar zaman önce вчера сегодня"
            " завтра сейчас теперь потом лет года зараз сьогодні вчора тепер потім سنة الآن بعد قبل اليوم بكرا أمس"
            " مساء منذ سال ماه امروز فردا دیشب امشب ساعت avant demain matin seara"
        ),
    )
)
