"""Which invented people stand in for real ones, by language?"""

from __future__ import annotations

from typing import NamedTuple


class Names(NamedTuple):
    """Names people of a language bear: given names of women, of men, and family names."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every one of them."""
        return self.women + self.men + self.families


def _names(women: str, men: str, families: str) -> Names:
    return Names(tuple(women.split()), tuple(men.split()), tuple(families.split()))


_LATIN = {
    "de": _names(
        "Sabine Claudia Petra Heike Ulrike Kerstin Anja Birgit", "Stefan Jürgen Uwe Frank Dieter Bernd Torsten Ralf",
        "Weber Neumann Krüger Hoffmann Lehmann Vogt Schuster Brandt Seidel Winkler",
    ),
    "en": _names(
        "Emily Grace Joyce Linda Rebecca Susan", "Brian Kevin Simon Patrick Steven Philip",
        "Carter Bennett Hughes Foster Parker Collins Turner Reynolds",
    ),
    "tr": _names(
        "Sevgi Yasemin Meltem Hatice Nalan Songül", "Cem Tuncay Orhan Levent Erdal Bülent",
        "Kaya Arslan Çetin Koç Aydın Şahin Polat Güneş",
    ),
    "ar": _names(
        "Rania Lubna Hanan Nadia Salma Samar", "Tarek Karim Ziad Hisham Walid Nabil",
        "Mansour Khalil Saleh Darwish Hamdan Nassar Issa Shahin",
    ),
    "fr": _names(
        "Céline Mireille Sandrine Aurélie Chantal Odile", "Thierry Didier Laurent Gérard Serge Olivier",
        "Moreau Lambert Girard Fontaine Rousseau Mercier",
    ),
    "pl": _names(
        "Beata Dorota Grażyna Iwona Elżbieta Danuta", "Marek Zbigniew Wojciech Leszek Dariusz Mirosław",
        "Nowak Kowalska Kowalski Wójcik Zielińska Zieliński Mazur Pawlak Wieczorek",
    ),
    "ro": _names(
        "Mirela Daniela Corina Violeta Raluca Simona", "Sorin Marius Dorin Florin Liviu Cezar",
        "Popescu Munteanu Stoica Dumitru Rusu Lazăr",
    ),
    "nl": _names(
        "Saskia Marieke Femke Ineke Anneke Wilma", "Sander Maarten Jeroen Wouter Pieter Ruud",
        "Bakker Visser Mulder Smit Dekker Hendriks",
    ),
    "ku": _names(
        "Rojda Zilan Hêvî Gulistan Şîrîn Newroz", "Azad Baran Serhat Dilovan Rêber Welat",
        "Demirtaş Zana Botan Ronahî Welatî Tekin",
    ),
    "sq": _names(
        "Arta Drita Mimoza Vjosa Liridona Teuta", "Agim Besnik Arben Ilir Fatmir Gëzim",
        "Krasniqi Berisha Gashi Morina Shala Bytyqi",
    ),
    "es": _names(
        "Carmen Lucía Pilar Rosario Marta Beatriz", "Javier Alfonso Ramón Ignacio Andrés Rafael",
        "García Navarro Serrano Molina Ortega Castillo",
    ),
    "it": _names(
        "Giulia Paola Chiara Silvia Elena Franca", "Marco Luca Giorgio Paolo Stefano Matteo",
        "Rossi Bianchi Ferrari Colombo Ricci Greco",
    ),
    "pt": _names(
        "Joana Teresa Fernanda Inês Beatriz Sofia", "Rui Nuno Tiago Vasco Duarte Gonçalo",
        "Silva Santos Pereira Carvalho Moreira Teixeira",
    ),
    "so": _names(
        "Hodan Ifrah Sahra Nasteexo Faduma Ubax", "Cabdi Liibaan Guuleed Warsame Jaamac Bashiir",
        "Warsame Cilmi Faarax Guuleed Nuur Xasan",
    ),
    "ti": _names(
        "Selam Lemlem Rahwa Tsega Abeba Hiwet", "Tesfu Berhane Yonas Filmon Haile Mebrahtu",
        "Gebremariam Haile Weldu Kidane Ghebre Tekeste",
    ),
    "sr": _names(
        "Jelena Milica Dragana Snežana Ivana Vesna", "Dragan Zoran Nenad Goran Milan Bojan",
        "Petrović Jovanović Nikolić Ilić Pavlović Savić",
    ),
    "fa": _names(
        "Laleh Shirin Nasrin Parvin Soraya Mahnaz", "Farid Jamshid Kaveh Omid Behzad Navid",
        "Karimi Nazari Sadeghi Rezai Ahmadzai Noori",
    ),
    "uk": _names(
        "Iryna Nadiia Larysa Tetiana Halyna Vira", "Taras Bohdan Ostap Petro Mykola Andrii",
        "Melnyk Shevchenko Bondarenko Tkachenko Lysenko Marchenko",
    ),
}  # fmt: skip
_CYRILLIC = {
    "uk": _names(
        "Ірина Надія Лариса Тетяна Галина Віра", "Тарас Богдан Остап Петро Микола Андрій",
        "Мельник Шевченко Бондаренко Ткаченко Лисенко Марченко",
    ),
    "ru": _names(
        "Ирина Надежда Лариса Татьяна Галина Вера", "Сергей Павел Олег Виктор Николай Борис",
        "Морозов Морозова Волков Волкова Лебедев Лебедева Козлов Козлова",
    ),
    "bg": _names(
        "Десислава Радка Цветелина Пенка Снежана Ваня", "Стоян Красимир Пламен Румен Тодор Ангел",
        "Стоянов Стоянова Тодоров Тодорова Колев Колева",
    ),
}  # fmt: skip
_ARABIC = {
    "ar": _names(
        "رانيا لبنى حنان نادية سلمى سمر", "طارق كريم زياد هشام وليد نبيل", "منصور خليل صالح درويش حمدان نصار",
    ),
    "fa": _names(
        "لاله شیرین پروین ثریا مهناز فرشته", "فرید جمشید کاوه امید بهزاد نوید", "کریمی نظری صادقی رضایی احمدزی نوری",
    ),
}  # fmt: skip
_ETHIOPIC = {"ti": _names("ሰላም ለምለም ራህዋ ጸጋ ኣበባ ሂወት", "ተስፉ በርሀ ዮናስ ፊልሞን ሃይለ መብራህቱ", "ገብረማርያም ወልዱ ኪዳነ ገብረ ተከስተ ሃብተ")}
_SCRIPTS = {"latin": _LATIN, "cyrillic": _CYRILLIC, "arabic": _ARABIC, "ethiopic": _ETHIOPIC}
_FIRST = {"latin": "de", "cyrillic": "uk", "arabic": "ar", "ethiopic": "ti"}
STREETS = (
    "Lindenstraße", "Gartenstraße", "Rosenstraße", "Birkenstraße", "Amselstraße", "Wiesenstraße", "Mühlenstraße",
    "Ahornstraße",
)  # fmt: skip
TOWNS = ("Neudorf", "Altenfeld", "Waldhausen", "Mittelstadt", "Oberwalde", "Seeheim")
EVERYBODY = frozenset(
    name.casefold() for languages in _SCRIPTS.values() for names in languages.values() for name in names.all
)


def script_of(word: str) -> str:
    """latin, cyrillic, arabic or ethiopic; "" for any other, whose words have no stand-ins."""
    sign = next((letter for letter in word if letter.isalpha()), "")
    for script, first, last in (("arabic", "\u0600", "\u08ff"), ("cyrillic", "\u0400", "\u052f")):
        if first <= sign <= last:
            return script
    if "\u1200" <= sign <= "\u139f":
        return "ethiopic"
    return "latin" if (sign and sign < "\u0250") or "\u1e00" <= sign <= "\u1eff" else ""


def names_of(language: str, script: str) -> Names | None:
    """Names of that language in that script; of the script's first language when it has none. None: no such script."""
    languages = _SCRIPTS.get(script)
    return languages.get(language, languages[_FIRST[script]]) if languages else None
