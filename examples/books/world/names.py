"""Names from invented syllables. No dictionary of real names is used, and no two companies begin alike."""

import numpy as np

ONSETS = ("vr", "thr", "kl", "zh", "sk", "gw", "dv", "mb", "spr", "str", "br", "fl", "kh", "j", "l", "m", "n", "p", "r",
          "t", "v", "z", "ch", "gn", "pl", "tr", "h", "y")  # fmt: skip
MIDDLES = (
    "lv",
    "rz",
    "nk",
    "lm",
    "sk",
    "gl",
    "ndr",
    "mb",
    "zm",
    "rv",
    "lth",
    "sp",
    "vr",
    "nth",
    "rl",
    "zd",
    "shk",
    "lg",
)
SOFT = ("l", "m", "n", "r", "s", "t", "v", "k", "th", "d")
VOWELS = ("a", "e", "i", "o", "u", "a", "e", "o", "ae", "io", "ua")
CODAS = ("", "", "n", "r", "l", "sk", "th", "m", "x", "rn", "ld", "k")
LEGAL_FORMS = {
    "producer": ("Mining Co.", "Mines Ltd", "Minas S.A.", "Resources Ltd"),
    "trader": ("Metals Trading SA", "Commodities Ltd", "Handel GmbH", "Merchants LLC"),
    "recycler": ("Recycling Ltd", "Metal Recovery Sp.", "Scrap & Alloys", "Reciclaje S.L."),
    "smelter": ("Smelting Works", "Metallurgy JSC"),
    "customer": ("Cable Works", "Galvanizing", "Battery Co.", "Rod & Wire", "Die Casting"),
    "carrier": ("Shipping Line", "Forwarding", "Logistics BV"),
    "laboratory": ("Assay Laboratory", "Umpire Assayers"),
    "holding": ("Holding NV", "Invest S.A.R.L.", "Partners LP"),
    "financier": ("Trade Bank", "Factoring AG"),
}

DISTINCT = 6
"""Letters within which long words differ."""


class Names:
    """Draws words, companies and persons; no word comes twice, and long words differ within their first letters."""

    def __init__(self, chance: np.random.Generator) -> None:
        self._chance = chance
        self._drawn: set[str] = set()

    def _pick(self, choices: tuple[str, ...]) -> str:
        return choices[int(self._chance.integers(len(choices)))]

    def _letters(self, *, long: bool) -> str:
        end = self._pick(SOFT) + self._pick(VOWELS) if long else ""
        start = self._pick(ONSETS) + self._pick(VOWELS) + self._pick(MIDDLES) + self._pick(VOWELS)
        return start + end + self._pick(CODAS)

    def word(self, *, long: bool = True) -> str:
        """A new capitalised word, such as ``Klinkorath``, or ``Vrelmon`` if it need not be long."""
        while True:
            word = self._letters(long=long)
            mark = word[:DISTINCT] if long else word
            if mark not in self._drawn and len(word) > 4:
                self._drawn.add(mark)
                return word.capitalize()

    def company(self, kind: str) -> str:
        """A new company name with the words usual for its ``kind``."""
        return f"{self.word()} {self._pick(LEGAL_FORMS[kind])}"

    def person(self) -> str:
        """A new given and family name."""
        return f"{self.word(long=False)} {self.word()}"

    def registration(self, country: str) -> str:
        """A number of an invented company register of ``country``."""
        return f"{country}-{int(self._chance.integers(10**5, 10**6))}-{int(self._chance.integers(10, 99))}"

    def address(self) -> str:
        """A street that does not exist."""
        return f"{int(self._chance.integers(1, 240))} {self.word(long=False)} Road, {self.word(long=False)}"
