"""Small words of languages with a script of their own, as people write them in Latin letters on a foreign phone."""

from __future__ import annotations

import re

from rules.function_words import WEIGHTS
from rules.wordlist import spoken_in

_WORDS = {
    "fa": "salam man mikham mikhaham mikhahim mikhastam mikonam mikonim mikonad mikone mikonand mikard mikardam"
    " nemikonam nemitavanam nemitoonam nemidanam nemidunam midanam mitavanam mitoonam mitunam mitonid"
    " mitavanid mishe mishavad nemishe mige migan migoyad migoyand miguyand miguyad goft goftan goftand"
    " begam begoyam darm daram darim dare darad darand nadaram nadarim nadarad hastam hastim hast hastid"
    " nistam nist bud budam budim bood boodam bashad bashe shod shode shoma shomo baraye barai baray"
    " chetor chetori chetour chera koja kojast chand chi chie chist aya ya'ni yani vali wali wale agar age"
    " bayad lotfan lutfan tashakor tashakkor mamnun mamnoon merci khanom khanum agha aqa dokhtar dokhtaram"
    " pesar pesaram bacheha bachaha shohar shoharam hamsar hamsaram zanam madar madaram pedar pedaram"
    " baradar khahar khane khana khanevade zendegi kar kardam karde kardan kardand raftam rafte amadam"
    " amade amad umad omad oomad nameh name hala emrooz emruz farda dishab diruz parsal emsal mah mahe sal"
    " saleh sale rooz ruz hafte shab sobh dar az be ba ra ro to ta ke in an ham har hich yek ye do se"
    " chahar panj shesh haft hasht noh dah bist komak kumak moshkel mushkel ejaze eqamat eghamat mosahebe"
    " vakil vakilam pool pul medrese madrese maktab doktor bimarestan shafakhana zaban almani alman kelas"
    " darkhast madrak madarek tarjoman motarjem beram biam biad bia bede bedam bedahad bedid bekonam"
    " bokonam konam konim konid lazem lazim ast hanuz hanoz faghat faqat",
    "ar": "salam alaykum alaikum marhaba mar7aba sabah masa keef kif kef kefak kifkon shlon shlonkom shou shu"
    " sho chou chno shno wach wash lesh leish laysh ween wein wayn fein fin meen min emta imta ana ina"
    " inta inti enta enti intu hiye huwe hiya howa nahna ihna nehna 7na hna hon houn huna bidi bedi bdi"
    " baddi beddi badi biddi bidna badna 3andi 3endi 3ndi 3andna 3andak 3endkon ma3i ma3na ma3ak bas bass"
    " bes lazem lezem lazim mafi mafe ma fi fee w wel wla aw yalli yali illi elli li 3am 3an 3ala 3al 3la"
    " 3and men mn mnel la2 la2eno la2enno li2ano kaman kamen ya3ni yaani ya3tik shukran choukran chokran"
    " shokran law samaht samahto mumkin momken momkin yumkin kwayes kwayis mnih mni7 ktir kteer ktear"
    " kthir shwaya shway shwai chwiya hala2 halla halla2 hallq lissa lessa ba3d ba3den ba3dein abl 2abl"
    " qabel jdid jdide ibni ebni benti binti bint walad wlad awlad wladi zawji zawjti jawzi marti ommi abi"
    " ahl beit bait bayt shaghal shoghol shughul khedma madrase madrasa kors doctor 7akim sakin saken"
    " sakna sakneen skna a3ish 3ayesh 3ayshin mo mu mish mesh mou msh mb3rf ba3ref ba3rf qalo qaloli 2alu"
    " 2aluli 9alou 9alouli galuli gali galouli allah inshallah inchallah nchallah hamdulillah wallah wselt"
    " wesel daba bghit bghat n3awed kifach kifash fach fash chhal 3lach 3lash 3afak 3afakom dyal diali"
    " dial tnajem nnajem nheb n7eb barcha taw yezzi bahi 7atta 7ata kullo kol kolshi kolchi hadi hada"
    " hayda hed heda hadol wara2a wra2 wara2 waraka su2al so2al jaweb jawab 3omri 3umri sne sana",
    "uk": "ya ja ia ty vin vona vono my vy vony mene mani meni mynì tebe tobi yomu yiy jij jiy yii yikh jikh"
    " nam nas vam vas shcho scho sho chy chi tse ce ye je ie buv bula bulo buly bude ne ni ta i ale abo"
    " yak jak iak de koly kudy chomu skilky duzhe bud laska budlaska dobryi dobryj dobrogo dobroho dobry"
    " den dnia dnya dyakuyu diakuiu djakuju dyakuju dakuju vitayu vitaju pyshu pyszu zhyvu zhyvemo zhivemo"
    " zhyve pratsiuiu pratsyuyu pratsjuju pratsyuye znayu znaju znaiu mozhu mozhna mozhe treba potribno"
    " potribna khochu hochu mayu maju maye maje maie dytyna dytynu dytynoyu dytynoju dity ditey dytey"
    " donka donku cholovik cholovika druzhyna mama tato syn syna latynkoyu latynkoju ukr ukrayiny ukrainy"
    " nimechchyni nimetskoyu kazhut kazhe skazaly skazav skazala tilky tezh takozh vzhe shche sche bo"
    " yakshcho jakshcho yakscho shchob schob pislya pislja pered dlia dlya dlja vid do z zi u v na po pro"
    " pry yaka yakyi yakyj jaka likar likarya robota roboty robotu kvartyra kvartyru kvartyri dokumenty"
    " zaraz sama sam roky rokiv misyats misiats",
    "ru": "ya ja ty on ona ono my vy oni menya menja mne mnie tebya nam nas vam vas ego yego jego eyo ejo ee ih"
    " chto shto cto eto etot eta est yest jest byl byla bylo byli budet ne net da i a no ili kak gde kogda"
    " kuda pochemu skolko ochen ochen' pozhaluysta pozhalujsta pozhaluista pojaluista spasibo zdravstvuyte"
    " zdravstvujte zdravstvuite zdrastvuyte privet dobryj dobryy dobriy dobrii dobry den pishu zhivu jivu"
    " zhivem zhivyom zhivut rabotayu rabotaju rabotaet znayu znaju mogu mozhno mojno mozhet mozhete nuzhno"
    " nujno nuzhna nado hochu khochu imeyu rebenok rebyonok rebenka deti detey detej doch doch' dochka"
    " muzh muj zhena mama papa sin syn iz moi moya moja moj moy moyu moju menia govorit govoryat govorjat"
    " skazali skazal skazala tolko tol'ko tozhe toje uzhe uje eshe esche yeshche yesche esli chtoby chtobi"
    " potom teper teper' seychas sejchas posle pered dlya dlja ot do s so u v vo na po pro pri kvartira"
    " kvartiru kvartiry rabota rabotu raboty dokumenty dokumenti pomogite pomoshch pomosch takoj takoy"
    " kakoj kakoy kto nikto nichego hozyain hozjain vozvrashaet latinskimi bukvami telefon deneg dengi"
    " prishel prishlo prislali zarplata vrach bolnica shkola sadik",
    "bg": "az ti toi toj tya tja to nie vie te men mene me mi sam sum sme ste sa si e beshe byah biah shte shta"
    " ne nyama niama njama ima imam imame li i a no ili kak kakvo kakva kude kade kyde koga zashto kolko"
    " mnogo molya molia moля blagodarya blagodaria blagodarq zdraveite zdravejte zdravei dobar den dobyr"
    " jivea zhiveya jiveem zhiveem rabotya rabotia rabotq raboti znam znaya moga mojem mozhe moje trqbva"
    " tryabva triabva iskam iskame dete deteto deca decata sin dushterya dashterya mazh muj jena majka"
    " kazva kazvat kazaha kazal samo sushto syshto sashto veche oshte ako za da se sega sled predi ot do s"
    " sas v vav na po pri tuk tova tazi tozi koito koeto ottuk vsichki vsichkite pari parite rabota"
    " kvartira apartament bolnitsa lekar uchilishte pomosht pomogne pomognete govorya govorq govoria",
    "ps": "salamuna sanga zma za yem yam de da lara lpara manana khpal kawom kawam kom chirta wali waly ghwaram",
    "ti": "selam kemey aloku kemeylo alekum aloni yelen entay abey ane nay ziban deqey hagez tehagzuni yekenyeley",
    "hr": "ja ti on ona ono mi vi oni je sam si smo ste su nisam nije nema nemam imam imamo ima da ne se što"
    " sto šta sta kako gdje gde kada kad zašto zasto koliko jako molim hvala dobar dan zdravo pozdrav moj"
    " moja moje moji mojoj mojem nas nam vas vam trebam treba mogu može moze možete mozete želim zelim"
    " živim zivim živimo radim radi dijete dete djeca deca muž muz žena zena kći sin majka otac stan posao"
    " škola skola kazu kažu rekli rekao rekla samo već vec još jos ako ali ili i a u na za od do s sa iz"
    " po pri prije nakon",
}
_DIGIT_LETTERS = re.compile(r"[a-z]+[23579][a-z]+[a-z23579]*|[3279][a-z]{2,}[23579]?[a-z]*|[a-z]{2,}[2379]")
_GERMAN_COUNTS = re.compile(
    r"[2379](?:[hmx]|km|er|te|ten|zi|zkb|raum|zimmer|tage|jahre|jahr|monate|wochen|mal|fach|std|uhr|nd|rd|th|am|pm)\w*"
)
_LATIN_CODES = 3  # letters such a word needs at least: "b1" and "a2" are levels


def _weights(word: str, languages: set[str]) -> dict[str, float]:
    others = len(WEIGHTS.get(word, {}).keys() - languages)
    return dict.fromkeys(sorted(languages), 1.0 / (len(languages) + 2 * others))


LATIN: dict[str, dict[str, float]] = {  # folded word → language → what it says, less when languages share it
    word: _weights(word, languages) for word, languages in spoken_in(_WORDS).items()
}


def with_digits(word: str) -> bool:
    """Whether a word is Arabic chat spelling, with digits for letters Latin has not: 3andi, la2eno, sa7."""
    letters = sum(map(str.isalpha, word))
    return letters >= _LATIN_CODES and bool(_DIGIT_LETTERS.fullmatch(word)) and not _GERMAN_COUNTS.fullmatch(word)
