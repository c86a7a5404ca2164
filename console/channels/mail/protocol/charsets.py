"""Bytes of a text part or an encoded word, read in the charset they claim or likely have."""

from __future__ import annotations

import re

# The wider relative of what senders claim (WHATWG encoding standard; FreeScout's table).
_WIDER = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "",
    "ascii": "",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-gb2312": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "iso-2022-jp": "iso2022_jp_2",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "iso-8859-8-i": "iso-8859-8",
    "x-mac-roman": "mac_roman",
    "utf8": "utf-8",
    "x-unknown": "",
    "unknown-8bit": "",
    "unicode-1-1-utf-7": "utf-7",
}
# æ ø å Æ Ø Å in the DOS code page of Norwegian tills, between letters; in cp1252 these are
# quotation marks and daggers, which do not stand there.
_DOS = re.compile(rb"[A-Za-z\x86\x91\x9b][\x86\x91\x92\x9b\x9d\x8f][A-Za-z\x86\x91\x9b]")
_LATIN = re.compile(rb"[\xc0-\xff]")


# Codecs of Python that are no charsets of mail, and traps here.
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "unicode_escape", "unicode-escape", "undefined", "mbcs", "oem"}
    | {"raw_unicode_escape", "raw-unicode-escape"}
)


def decoded(data: bytes, claimed: str) -> str:
    """The text of `data`. Never raises: what fits no charset is read byte by byte."""
    name = claimed.strip().strip("\"'").lower()
    name = _WIDER.get(name, name)
    likely = "cp865" if _DOS.search(data) and not _LATIN.search(data) else "cp1252"
    for candidate in (name, "utf-8", likely):
        text = _strictly(data, candidate)
        if text is not None:
            return text
    return data.decode("latin-1")


def eight_bit(value: str) -> str:
    """A header value whose bytes beyond ASCII stand as surrogates, in its likely charset."""
    if value.isascii():
        return value
    try:
        return decoded(value.encode("ascii", "surrogateescape"), "")
    except UnicodeError:
        return value


def _strictly(data: bytes, name: str) -> str | None:
    if not name or name in _NO_CHARSETS:
        return None
    try:
        return data.decode(name)
    except (LookupError, ValueError):
        return None
