"""What a door asks of all who are with it at once: each is answered, also where nobody typed."""

from __future__ import annotations

from fixtures.house import House
from fixtures.visitors import Hall, hash_of

from console.data.commands.web_visits import close
from console.data.queries.web_visits import signs
from console.domain.visits import SignsOfUs


def test_visitors_for_whom_nobody_has_typed_are_told_of_all_the_same(
    hall: Hall, house: House
) -> None:
    kari, ola = hall.visitor("kari"), hall.visitor("ola")
    begun = kari.begin()
    ola.begin()
    kari.say("Hei")
    hall.answer(begun.id, "Hei, Kari.")
    ola.act(close)
    told = house.store.read_at_once(signs, [kari.token, ola.token, hash_of("gjettet")])
    assert told == {
        kari.token: SignsOfUs(last_seq=2),
        ola.token: SignsOfUs(last_seq=ola.now.last_seq, ended_at=ola.now.ended_at),
    }
    assert ola.now.ended_at is not None
