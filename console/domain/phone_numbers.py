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


def grouped(phone: str) -> str:
    """A Norwegian number as people write it (`01 55 41 07`); another stands as it is."""
    digits = phone.removeprefix("+47").replace(" ", "")
    if len(digits) != 8 or not digits.isdigit():
        return phone
    return " ".join(digits[at : at + 2] for at in range(0, 8, 2))
