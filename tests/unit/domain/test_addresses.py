"""Addresses that are typed: taken, refused in words, mended where a typo is plain, and masked."""

from __future__ import annotations

import pytest

from console.domain.addresses import BadAddress, check_address, likely_meant, masked


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("kari@havbris.no", "kari@havbris.no"),
        ("  Kari.Aas@HavBris.NO ", "kari.aas@havbris.no"),
        ("<post@havbris.example>", "post@havbris.example"),
        ("mailto:post+kasse@havbris.no", "post+kasse@havbris.no"),
        ("post@havbris.no.", "post@havbris.no"),
        ("post@blåbær.no", "post@blåbær.no"),
        ("o'neill@firma.co.uk", "o'neill@firma.co.uk"),
    ],
)
def test_an_address_is_taken_as_it_was_meant(typed: str, address: str) -> None:
    assert check_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        *("", "kari", "kari@", "@havbris.no", "kari@havbris", "kari@@havbris.no"),
        *("kari aas@havbris.no", "kari@hav bris.no", "kari@-havbris.no", "kari@havbris..no"),
        *("ka..ri@havbris.no", ".kari@havbris.no", "kåre@havbris.no", "kari@127.0.0.1"),
        *("a@b.no, c@d.no", "kari@havbris.no\nBcc: alle@x.no", "k" * 65 + "@havbris.no"),
        "kari@" + "a" * 64 + ".no",
        "kari@" + "havbris." * 40 + "no",
    ],
)
def test_what_mail_cannot_be_sent_to_is_refused_by_name(typed: str) -> None:
    with pytest.raises(BadAddress, match="er ikke en e-postadresse"):
        check_address(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("kari@gmial.com", "kari@gmail.com"), ("kari@gamil.com", "kari@gmail.com")),
        *(("kari@gmai.com", "kari@gmail.com"), ("kari@gmail.con", "kari@gmail.com")),
        *(("kari@gmail.co", "kari@gmail.com"), ("kari@hotmial.com", "kari@hotmail.com")),
        *(("kari@hotnail.no", "kari@hotmail.no"), ("kari@outlok.com", "kari@outlook.com")),
        *(("post@havbris.con", "post@havbris.com"), ("post@havbris.on", "post@havbris.no")),
        ("kari@onlin.no", "kari@online.no"),
    ],
)
def test_a_plain_typo_is_told_with_what_was_meant(typed: str, meant: str) -> None:
    assert likely_meant(typed) == meant


@pytest.mark.parametrize(
    "address",
    [
        *("kari@gmail.com", "kari@hotmail.no", "kari@mail.com", "kari@ymail.com"),
        *("post@havbris.no", "post@olive.no", "post@lime.no", "post@liva.no", "post@in.no"),
        *("post@online-butikk.no", "kari@gmx.com", "kari@firma.co.uk", ""),
    ],
)
def test_nobody_is_asked_about_an_address_that_may_well_be_right(address: str) -> None:
    assert likely_meant(address) == ""


def test_a_mask_shows_where_it_goes_and_not_to_whom() -> None:
    assert masked("kari@havbris.no") == "k***@havbris.no"
    assert masked("k@havbris.no") == "k***@havbris.no"
    assert masked("") == ""
