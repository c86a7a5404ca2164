"""Visitors' conversations: what lies in the store, and every act on them as SQL.

Whoever connects names three visitors, as a door does in each transaction: {OWN} has said two lines
and is about to say the third, {BEARS} has a line and a picture that no line bears yet, {OVER} has
ended. {OTHER} is named by nobody. All but the ended have left, and may come back.
"""

from __future__ import annotations

OWN, OTHER, BEARS, OVER = (f"eeeeeeee-0000-4000-8000-00000000000{n}" for n in (1, 2, 3, 4))
_HASH = {
    visit: letter * 64 for visit, letter in zip((OWN, OTHER, BEARS, OVER), "abcd", strict=True)
}
_NEW, _UNNAMED = "e" * 64, "f" * 64
NAMED = ",".join((_HASH[OWN], _HASH[BEARS], _HASH[OVER], _NEW))
"""What whoever connects says as whom they ask: {OTHER} is not among them."""

_PICTURE, _OTHERS_PICTURE = (f"ffffffff-0000-4000-8000-00000000000{n}" for n in (1, 2))
_VISIT = (
    "INSERT INTO web_visit (id, client_id, token_hash, site, language, kind, began_at, last_seq, "
    "name, address, shop, is_verified, page, alive_at, has_left, ended_at, change) VALUES "
    "('{id}', gen_random_uuid(), '{hash}', 'kasse', 'nb', 'chat', now(), {last}, 'Kari', '', "
    "'10', false, '', now(), {left}, {end}, {change})"
)
_LINE = (
    "INSERT INTO web_line (visit, seq, change, kind, at, text, author, client_id, key, notice, "
    "details) VALUES ('{visit}', {seq}, {change}, '{kind}', now(), 'Hei', '', {said_by}, "
    "'{notice}', '{{{{}}}}')"
)
_FILE = (
    "INSERT INTO web_file (id, visit, client_id, place, name, content_type, size, content) "
    "VALUES ({id}, '{visit}', gen_random_uuid(), 0, 'a.png', 'image/png', 3, 'hei')"
)


def _visit(id_: str, hash_: str, last: int = 0, left: str = "false", end: str = "NULL") -> str:
    said = {"id": id_, "hash": hash_, "last": last, "left": left, "end": end, "change": 1}
    return _VISIT.format(**said)


def _line(
    visit: str, seq: int = 3, kind: str = "visitor", change: int = 2, notice: str = ""
) -> str:
    visitors, ours = "gen_random_uuid(), NULL", "NULL, gen_random_uuid()"
    said_by = visitors if kind == "visitor" else ours
    return _LINE.format(
        visit=visit, seq=seq, kind=kind, change=change, said_by=said_by, notice=notice
    )


def _file(visit: str, id_: str = "gen_random_uuid()") -> str:
    return _FILE.format(id=id_, visit=visit)


def _of(visit: str, change: str) -> str:
    return f"UPDATE web_visit SET {change} WHERE id = '{visit}'"


def _sign(visit: str, change: str) -> str:
    return f"UPDATE chat_sign SET {change} WHERE remote_id = '{visit}'"


WEB_ONCE = (
    "UPDATE web_counter SET value = 100;",
    f"{_visit(OWN, _HASH[OWN], 3, 'true')};",
    f"{_visit(OTHER, _HASH[OTHER], 3, 'true')};",
    f"{_visit(BEARS, _HASH[BEARS], 1, 'true')};",
    f"{_visit(OVER, _HASH[OVER], 3, end='now()')};",
    *(
        f"{_line(visit, seq, change=10 * place + seq).format()};"
        for place, visit in enumerate((OWN, OTHER, OVER), 1)
        for seq in (1, 2)
    ),
    f"{_line(OTHER, 3, change=49).format()};",
    f"{_line(BEARS, 1, change=50).format()};",
    f"{_file(BEARS, repr(_PICTURE))};",
    f"{_file(OTHER, repr(_OTHERS_PICTURE))};",
    f"INSERT INTO chat_sign (connector, remote_id) VALUES ('chat', '{OWN}'), ('chat', '{OTHER}');",
    "INSERT INTO setting VALUES ('web_chat', '{}', 1, now(), NULL);",
)
WEB_OF_EACH = "INSERT INTO chat_sign (connector, remote_id) VALUES ('web', '{whose_chat}');"
WEB_TABLES = ("web_visit", "web_line", "web_file", "web_counter")
"""Those with triggers."""

_VISITS = {
    "read a visitor's conversation": f"SELECT text FROM web_line WHERE visit = '{OWN}'",
    "read another visitor's conversation": f"SELECT text FROM web_line WHERE visit = '{OTHER}'",
    "read who a visitor is": f"SELECT name FROM web_visit WHERE id = '{OWN}'",
    "read who another visitor is": f"SELECT name FROM web_visit WHERE id = '{OTHER}'",
    "read a visitor's picture": f"SELECT content FROM web_file WHERE visit = '{BEARS}'",
    "read another visitor's picture": f"SELECT content FROM web_file WHERE visit = '{OTHER}'",
    "begin a visit": _visit("{act}", _NEW),
    "begin a visit of somebody who is not named": _visit("{act}", _UNNAMED),
    "begin a visit as ended": _visit("{act}", _NEW, end="now()"),
    "begin a visit in the middle": _visit("{act}", _NEW, last=7),
    "say who a visitor is": _of(OWN, "name = 'Ola', page = '/', change = 100"),
    "say who another visitor is": _of(OTHER, "name = 'Ola'"),
    "say that a visitor is there": _of(OWN, "alive_at = now()"),
    "say that a visitor has left": _of(OWN, "has_left = true"),
    "say which shop a visitor is": _of(OWN, "shop = '11'"),
    "say that a visitor's shop is proven": _of(OWN, "is_verified = true"),
    "take over a visit": _of(OWN, f"token_hash = '{_NEW}'"),
    "end a visit": _of(OWN, "ended_at = now()"),
    "end another visitor's visit": _of(OTHER, "ended_at = now()"),
    "begin again a visit that has ended": _of(OVER, "ended_at = NULL"),
    "count the lines of a visit back": _of(OWN, "last_seq = 1"),
    "number a visit ahead of the count": _of(OWN, "change = 101"),
    "forget a visit": f"DELETE FROM web_visit WHERE id = '{OTHER}'",
}
_LINES = {
    "say something as a visitor": _line(OWN),
    "say something as another visitor": _line(OTHER),
    "say something to a visitor": _line(OWN, kind="agent"),
    "give a visitor notice": _line(OWN, kind="notice", notice="ask_address"),
    "give a visitor notice of nothing we know": _line(OWN, kind="notice", notice="won"),
    "say something out of its turn": _line(OWN, seq=5),
    "say something to a visitor out of its turn": _line(OWN, seq=5, kind="agent"),
    "say something in a visit that has ended": _line(OVER),
    "say something to a visitor whose visit has ended": _line(OVER, kind="agent"),
    "number a line ahead of the count": _line(OWN, change=101),
    "change what a visitor said": "UPDATE web_line SET text = 'x'",
    "remove what a visitor said": "DELETE FROM web_line",
    "keep a visitor's picture": _file(OWN),
    "keep another visitor's picture": _file(OTHER),
    "give a line its picture": f"UPDATE web_file SET seq = 1 WHERE id = '{_PICTURE}'",
    "give a line another visitor's picture": (
        f"UPDATE web_file SET seq = 3 WHERE id = '{_OTHERS_PICTURE}'"
    ),
    "change a visitor's picture": "UPDATE web_file SET content = 'nei'",
    "count a change": "UPDATE web_counter SET value = value + 1",
    "count changes back": "UPDATE web_counter SET value = value - 1",
    "count so far that nothing follows": "UPDATE web_counter SET value = 9223372036854775807",
    "remove the count": "DELETE FROM web_counter",
}
_SIGNS = {
    "read a visitor's signs": f"SELECT true FROM chat_sign WHERE remote_id = '{OWN}'",
    "read another visitor's signs": f"SELECT true FROM chat_sign WHERE remote_id = '{OTHER}'",
    "say that a visitor types": _sign(OWN, "visitor_typing_until = now()"),
    "say that another visitor types": _sign(OTHER, "visitor_typing_until = now()"),
    "say first that a visitor types": (
        "INSERT INTO chat_sign (connector, remote_id, visitor_typing_until) "
        f"VALUES ('chat', '{BEARS}', now())"
    ),
    "say that one types in a chat": _sign("{whose_chat}", "agent_typing_until = now()"),
    "say first that one types in a chat": (
        "INSERT INTO chat_sign (connector, remote_id, agent_typing_until) "
        "VALUES ('web', '{whose_ended}', now())"
    ),
    "say that one has seen what a visitor said": _sign("{whose_chat}", "agent_seen_at = now()"),
    "forget signs": "DELETE FROM chat_sign",
    "read the setting of the house's own chat": "SELECT value FROM setting WHERE key = 'web_chat'",
}
WEB_ACTS = {**_VISITS, **_LINES, **_SIGNS}
