"""Attacks on who a visitor is: nobody is a shop that their site did not sign for, now, once."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any
from uuid import uuid4

import jwt
import pytest
from fakes.clock import FakeClock
from open_web_door import SECRETS, OpenDoor, refused, token

FORGED = "f" * 40


def claims(clock: FakeClock, **other: Any) -> dict[str, Any]:
    now_s = int(clock.now().timestamp())
    said = {"sub": "812", "aud": "mystore", "jti": str(uuid4()), "exp": now_s + 240, "iat": now_s}
    return {name: told for name, told in {**said, **other}.items() if told is not None}


def signed(clock: FakeClock, key: str = SECRETS[0], **other: Any) -> str:
    return jwt.encode(claims(clock, **other), key, algorithm="HS256")


def raw(header: dict[str, Any], body: dict[str, Any], signature: str = "") -> str:
    parts = (json.dumps(part).encode() for part in (header, body))
    encoded = [base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts]
    return ".".join([*encoded, signature])


def digest(identifier: str, key: str = SECRETS[0]) -> str:
    return hmac.new(key.encode(), identifier.encode(), hashlib.sha256).hexdigest()


def test_a_shop_that_its_site_signed_for_is_proven(attacked: OpenDoor, clock: FakeClock) -> None:
    told = attacked.begin(
        identity=signed(clock, name="Kari <b>", email="kari@havbris.no"), shop="1", name="Ola"
    )
    assert (told.status_code, told.json()["verified_shop"]) == (201, "812")
    (stay,) = attacked.stays()
    visit = stay.visit
    assert (visit.shop, visit.name, visit.address) == ("812", "Kari <b>", "kari@havbris.no")
    assert visit.is_verified


def test_the_second_secret_counts_while_one_takes_over(
    attacked: OpenDoor, clock: FakeClock
) -> None:
    assert attacked.begin(identity=signed(clock, SECRETS[1])).json()["verified_shop"] == "812"


def test_a_hash_of_the_shop_is_taken_from_simple_sites(attacked: OpenDoor) -> None:
    told = attacked.begin(identifier="812", identifier_hash=digest("812"))
    assert told.json()["verified_shop"] == "812"


FORGERIES = {
    "forged": lambda clock: signed(clock, FORGED),
    "unsigned": lambda clock: raw({"alg": "none"}, claims(clock)),
    "unsigned in other letters": lambda clock: raw({"alg": "nOnE", "typ": "JWT"}, claims(clock)),
    "another algorithm": lambda clock: jwt.encode(claims(clock), "k" * 64, algorithm="HS512"),
    "a key of the attacker's choice": lambda clock: jwt.encode(
        claims(clock),
        FORGED,
        algorithm="HS256",
        headers={"kid": "../../dev/null", "jku": "http://x"},
    ),
    "a key it brings along": lambda clock: raw(
        {"alg": "HS256", "jwk": {"kty": "oct", "k": "Zg"}}, claims(clock), "QUJD"
    ),
    "expired": lambda clock: signed(clock, exp=int(clock.now().timestamp()) - 60),
    "good for ever": lambda clock: signed(clock, exp=None),
    "good for a day": lambda clock: signed(clock, exp=int(clock.now().timestamp()) + 86_400),
    "good for a day, and signed tomorrow": lambda clock: signed(
        clock,
        iat=int(clock.now().timestamp()) + 86_300,
        exp=int(clock.now().timestamp()) + 86_400,
    ),
    "not good yet": lambda clock: signed(clock, nbf=int(clock.now().timestamp()) + 200),
    "no number for its end": lambda clock: signed(clock, exp="9e99"),
    "no end that there is": lambda clock: signed(clock, exp=1e300),
    "another site's": lambda clock: signed(clock, aud="panel"),
    "nobody's": lambda clock: signed(clock, aud=None),
    "of no shop": lambda clock: signed(clock, sub=None),
    "of an empty shop": lambda clock: signed(clock, sub=""),
    "with no name of its own": lambda clock: signed(clock, jti=None),
    "with an empty name of its own": lambda clock: signed(clock, jti=""),
    "no token at all": lambda clock: "hei",
    "three dots": lambda clock: "...",
    "much too long": lambda clock: signed(clock, name="x" * 5000),
    "letters that there are none of": lambda clock: "æ.ø.å",
}


@pytest.mark.parametrize("attack", FORGERIES)
def test_what_is_not_proven_is_refused(attacked: OpenDoor, clock: FakeClock, attack: str) -> None:
    forged = FORGERIES[attack](clock)
    attacked.unspeakable.append(forged if len(forged) > 5 else SECRETS[0])
    assert refused(attacked.begin(identity=forged), 401, "identity")
    assert attacked.stays() == []


def test_an_identity_that_was_overheard_opens_no_second_visit(
    attacked: OpenDoor, clock: FakeClock
) -> None:
    overheard = signed(clock)
    said = {"token": token(), "client_id": str(uuid4()), "identity": overheard}
    assert attacked.begin(**said).status_code == 201
    assert attacked.begin(**said).status_code == 200, "whose answer was lost asks again"
    assert refused(attacked.begin(identity=overheard), 401, "identity")
    clock.advance(3600)
    assert refused(attacked.begin(identity=overheard), 401, "identity")


def test_an_identity_is_worth_one_visit_at_whichever_door(
    attacked: OpenDoor, clock: FakeClock
) -> None:
    overheard = signed(clock)
    assert attacked.begin(identity=overheard).status_code == 201
    neighbour = OpenDoor(attacked.clock, hall=attacked.hall)
    assert refused(neighbour.begin(identity=overheard), 401, "identity")
    neighbour.close()


@pytest.mark.parametrize(
    ("identifier", "told"),
    [
        ("812", digest("812", FORGED)),
        ("813", digest("812")),
        ("", digest("")),
        ("812", ""),
        ("812", digest("812")[:-1]),
        ("812", "æ" * 64),
    ],
)
def test_a_hash_that_is_not_right_proves_nothing(
    attacked: OpenDoor, identifier: str, told: str
) -> None:
    refusal = attacked.begin(identifier=identifier, identifier_hash=told)
    assert refused(refusal, 401, "identity")
    assert attacked.stays() == []


def test_a_site_that_signs_nothing_can_prove_nothing(attacked: OpenDoor, clock: FakeClock) -> None:
    for key in (SECRETS[0], "", "panel"):
        header = {"alg": "HS256"}
        body = claims(clock, aud="panel")
        made = hmac.new(key.encode(), raw(header, body).rstrip(".").encode(), hashlib.sha256)
        forged = raw(header, body, base64.urlsafe_b64encode(made.digest()).rstrip(b"=").decode())
        assert refused(attacked.begin(site="panel", identity=forged), 401, "identity")
    assert refused(
        attacked.begin(site="panel", identifier="1", identifier_hash=digest("1", "")),
        401,
        "identity",
    )


def test_what_a_visitor_says_of_themselves_is_never_proven(attacked: OpenDoor) -> None:
    told = attacked.begin(shop="812", is_verified=True, verified_shop="812", kind="chat")
    assert "verified_shop" not in told.json()
    assert not attacked.stays()[0].visit.is_verified


def test_a_secret_that_is_too_short_signs_nothing(clock: FakeClock) -> None:
    from console.channels.web.identity import Identities, NotProven

    identities = Identities({"mystore": ("", "kort")}, clock)
    with pytest.raises(NotProven):
        identities.hashed("mystore", "812", digest("812", "kort"))
