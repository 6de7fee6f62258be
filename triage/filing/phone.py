"""Under which form do two spellings of one telephone number meet?"""

from __future__ import annotations

import phonenumbers

_HOME = "DE"  # whose numbers are written without a country
_LEAST = 100_000  # 110 and 115 are nobody's own


def e164(number: str) -> str:
    """+49216239212 for 02162 / 392-12 (ITU-T E.164); "" for what cannot be a number. Never raises."""
    try:
        parsed = phonenumbers.parse(number, _HOME)
    except phonenumbers.NumberParseException:
        return ""
    if (parsed.national_number or 0) < _LEAST or not phonenumbers.is_possible_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
