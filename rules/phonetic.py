"""Do two German words sound alike? (Kölner Phonetik, Postel 1969)"""

from __future__ import annotations

_PLAIN = {
    **dict.fromkeys("aeijouy", "0"),
    "b": "1",
    **dict.fromkeys("fvw", "3"),
    **dict.fromkeys("gkq", "4"),
    "l": "5",
    **dict.fromkeys("mn", "6"),
    "r": "7",
    **dict.fromkeys("sz", "8"),
}


def _code(word: str, at: int) -> str:
    letter = word[at]
    before = word[at - 1] if at else ""
    after = word[at + 1] if at + 1 < len(word) else ""
    match letter:
        case "h":
            return ""
        case "p":
            return "3" if after == "h" else "1"
        case "d" | "t":
            return "8" if after and after in "csz" else "2"
        case "x":
            return "8" if before and before in "ckq" else "48"
        case "c":
            return _code_of_c(before, after)
        case _:
            return _PLAIN.get(letter, "")


def _code_of_c(before: str, after: str) -> str:
    if not before:
        return "4" if after and after in "ahkloqrux" else "8"
    return "4" if before not in "sz" and after and after in "ahkoqux" else "8"


def sound(word: str) -> str:
    """The code of a folded word: digits, doubles and inner vowels gone."""
    codes = "".join(_code(word, at) for at in range(len(word)))
    once = "".join(c for at, c in enumerate(codes) if at == 0 or codes[at - 1] != c)
    return once[:1] + once[1:].replace("0", "")
