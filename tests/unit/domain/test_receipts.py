"""A receipt tells for whom an answer was taken, and for whom not."""

from __future__ import annotations

from console.domain.receipts import kept_receipt, left_out


def test_a_receipt_for_everybody_is_the_servers_own_words() -> None:
    assert kept_receipt("250 2.0.0 OK", ()) == "250 2.0.0 OK"
    assert left_out("250 2.0.0 OK") == ""


def test_who_was_left_out_is_kept_with_the_reason_and_found_again() -> None:
    refused = (("tor@butikk.no", "550 ukjent"), ("ida@butikk.no", "452 full"))
    kept = kept_receipt("250 OK", refused)
    assert kept == "250 OK – ikke til tor@butikk.no: 550 ukjent; ida@butikk.no: 452 full"
    assert left_out(kept) == "tor@butikk.no: 550 ukjent; ida@butikk.no: 452 full"
