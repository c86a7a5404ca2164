"""Telephone numbers in one form (E.164), Norwegian unless they say otherwise."""

from __future__ import annotations


def e164(text: str) -> str | None:
    """ "21 98 24 74" → "+4721982474"; None for what is no number."""
    import phonenumbers  # noqa: PLC0415 - heavy, and only where numbers are read

    try:
        number = phonenumbers.parse(text, "NO")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
