"""What may be dialled from the console: numbers as people write them, short ones too."""

from __future__ import annotations

import re

from console.domain.phone_numbers import e164

_WRITTEN = re.compile(r"[+0-9 ().\-/\u00a0\u202f]{2,40}")
_SHORT = re.compile(r"[0-9]{2,6}")
_EMERGENCY = frozenset({"110", "112", "113"})
_ABROAD = re.compile(r"^(?:\+|00)?(?:47)?0*")


def to_dial(text: str) -> str:
    """The number as the exchange is asked for it: E.164, or a short number's digits (02800, 1001).
    Empty for what is no number.
    """
    told = text.strip()
    if not _WRITTEN.fullmatch(told):
        return ""
    bare = re.sub(r"[^+0-9]", "", told)
    return bare if _SHORT.fullmatch(bare) else e164(bare) or ""


def is_emergency(text: str) -> bool:
    """Whether it calls the fire brigade, the police or an ambulance, however it is written."""
    bare = re.sub(r"[^+0-9]", "", text)
    return bare in _EMERGENCY or _ABROAD.sub("", bare) in _EMERGENCY
