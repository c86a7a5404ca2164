"""Every act of docs/access.md as SQL: what somebody would write who has a login and no window.

{me} acts, {whose} is whose thing it is; {free}, {waiting}, {unknown}, {sent} and {note} are that
one's messages, {act} an act of theirs. On-call work is in `access_oncall.py`, chats, calls and
escalations in `access_live.py`, what is asked of the outside in `access_outside.py`, visitors in
`access_web.py`.
"""

from access_live import LIVE_ACTS
from access_oncall import ONCALL_ACTS
from access_outside import OUTSIDE_ACTS
from access_web import WEB_ACTS

_BYTES = "encode(sha256('hei'), 'hex')"
_VERIFIER = "SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2E=$MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
_FILE = (
    "INSERT INTO attachment SELECT gen_random_uuid(), no, 'b.png', 'image/png', '', false, 3, "
    f"{_BYTES} FROM message WHERE "
)


def _message(kind: str, author: str = "{me}", sender: str = "") -> str:
    return (
        "INSERT INTO message (id, case_id, kind, at, author_id, sender_name, sender_address, "
        "recipients, subject, text, visible_text, html, delivery, delivery_text, auto, problem) "
        f"VALUES (gen_random_uuid(), 1, '{kind}', now(), {author}, '{sender}', '', '{{{{}}}}', '', "
        "'svar', '', '', '', '', 'person', '')"
    )


def _outbox(message: str, made: str = "NULL") -> str:
    return (
        "INSERT INTO outbox (id, connector, case_id, message_id, state, not_before, envelope, "
        "epoch, attempts, outcome, changed_at, rendered_sha256) VALUES (gen_random_uuid(), 'mail', "
        f"1, '{message}', 'composed', now(), '{{{{}}}}', 0, 0, '', now(), {made})"
    )


def _event(columns: str = "", values: str = "") -> str:
    return (
        f"INSERT INTO event (act_id, at, {columns}kind, entity, entity_id, data) VALUES "
        f"(gen_random_uuid(), now(), {values}'CaseTaken', 'case', '1', '{{{{}}}}')"
    )


READING = {
    "read cases": 'SELECT id FROM "case"',
    "read messages": "SELECT text FROM message",
    "read files and letters": "SELECT content FROM attachment JOIN blob USING (sha256)",
    "read customers": "SELECT shop.name FROM shop JOIN contact ON shop_id = shop.id",
    "read who works here": "SELECT login, roles FROM person",
    "read opening hours": "SELECT value FROM setting WHERE key = 'hours'",
    "read the mailbox setting": "SELECT value FROM setting WHERE key = 'mail'",
    "read events": "SELECT kind FROM event",
    "read the feed": "SELECT seq FROM feed",
    "read the store's epoch": "SELECT store_epoch()",
    "read the outbox": "SELECT state FROM outbox",
    "read who is where": "SELECT doing FROM presence WHERE person_id = {colleague}",
    "read how serve is doing": "SELECT part FROM service_health, connector",
    "read who leads": "SELECT holder FROM leader",
    "read service secrets": "SELECT value FROM service_secret",
    "read what an act answered": "SELECT answer FROM command WHERE id = '{act}'",
    "read password verifiers": "SELECT rolpassword FROM pg_authid",
}
ONES_OWN = {
    "read a draft": "SELECT text FROM draft WHERE person_id = {whose}",
    "write a draft": "INSERT INTO draft VALUES ({whose}, 'case:2', 'x', 'reply', now())",
    "change a draft": "UPDATE draft SET text = 'x' WHERE person_id = {whose}",
    "remove a draft": "DELETE FROM draft WHERE person_id = {whose}",
    "read a note to oneself": "SELECT text FROM personal_note WHERE person_id = {whose}",
    "write a note to oneself": "INSERT INTO personal_note VALUES ({whose}, 2, 'x', now())",
    "change a note to oneself": "UPDATE personal_note SET text = 'x' WHERE person_id = {whose}",
    "give one's draft to another": (
        "UPDATE draft SET person_id = {colleague} WHERE person_id = {me}"
    ),
    "say where one is": "UPDATE presence SET doing = 'reads' WHERE person_id = {whose}",
}
CASES = {
    "take, hand over, put away, close a case": (
        "UPDATE \"case\" SET owner_id = {colleague}, state = 'closed', closed_at = now(), "
        "snoozed_until = NULL, version = version + 1"
    ),
    "sort a case": "UPDATE \"case\" SET kind = 'bug', topic = 'POS', points = '{{}}'",
    "open a case": (
        'INSERT INTO "case" (version, state, kind, topic, subject, snippet, opened_at, last_at, '
        "attachment_count, points_read, points) "
        "VALUES (1, 'open', 'bug', '', '', '', now(), now(), 0, '[]', '{{}}')"
    ),
    "change a case's subject": "UPDATE \"case\" SET subject = 'x'",
    "remove a case": 'DELETE FROM "case"',
    "take in a letter": "INSERT INTO remote_item VALUES ('mail', '2', 1)",
}
MESSAGES = {
    "write an answer": _message("mail_out"),
    "write a note": _message("note"),
    "write a message in another's name": (
        _message("mail_out", "{colleague}") + " RETURNING coalesce(author_id = {colleague}, false)"
    ),
    "write a message as a customer": _message("mail_in", "NULL", "Kari"),
    "change what a customer wrote": "UPDATE message SET text = 'x' WHERE no = 1",
    "change what a colleague wrote": "UPDATE message SET text = 'x' WHERE id = '{free}'",
    "hide what a customer wrote": "UPDATE message SET withdrawn_at = now() WHERE no = 1",
    "replace a letter's bytes": f"UPDATE message SET raw_sha256 = {_BYTES} WHERE no = 1",
    "remove a message": "DELETE FROM message WHERE id = '{free}'",
    "take back a message": (
        "UPDATE message SET withdrawn_at = now(), delivery = 'withdrawn' WHERE id = '{free}'"
    ),
    "add a file to a message": _FILE + "id = '{free}'",
    "add a file to a customer's letter": _FILE + "no = 1",
    "keep bytes under a false sum": "INSERT INTO blob VALUES (repeat('a', 64), 3, 'hei')",
}
SENDING = {
    "send an answer": _outbox("{free}"),
    "send bytes of one's own making": _outbox("{free}", _BYTES),
    "send a note out of the house": _outbox("{note}"),
    "stop an answer that waits": (
        "UPDATE outbox SET state = 'withdrawn', changed_at = now() WHERE message_id = '{waiting}'"
    ),
    "put off an answer that waits": (
        "UPDATE outbox SET not_before = now() + interval '1 year' WHERE message_id = '{waiting}'"
    ),
    "decide on an answer of unknown fate": (
        "UPDATE outbox SET state = 'composed', not_before = now() WHERE message_id = '{unknown}'"
    ),
    "claim and render an answer": (
        "UPDATE outbox SET state = 'claimed', epoch = 1, attempts = 1, envelope = '{{}}', "
        f"rendered_sha256 = {_BYTES} WHERE message_id = '{{waiting}}'"
    ),
    "send again what was sent": (
        "UPDATE outbox SET state = 'composed' WHERE message_id = '{sent}'"
    ),
    "remove from the outbox": "DELETE FROM outbox WHERE message_id = '{waiting}'",
}
CUSTOMERS = {
    "add a shop": "INSERT INTO shop (customer_number, name, registers, pos_version, note) "
    "VALUES ('11', 'G', 0, '', '')",
    "change a shop's numbers and hosts": (
        "WITH gone AS (DELETE FROM shop_phone RETURNING shop_id) "
        "INSERT INTO shop_host SELECT 'x.no', shop_id FROM gone"
    ),
    "remove a shop": "DELETE FROM shop",
    "add a contact": "INSERT INTO contact (address, name, phone) VALUES ('x@y.no', '', '')",
    "change a contact": "UPDATE contact SET name = 'x'",
}
JOURNAL = {
    "append an event": _event(),
    "append an event in another's name": (
        _event("actor_id, ", "{colleague}, ") + " RETURNING coalesce(actor_id = {colleague}, false)"
    ),
    "append an event with a number of one's own": _event("id, ", "4711, "),
    "change an event": "UPDATE event SET kind = 'x'",
    "remove an event": "DELETE FROM event",
    "empty the journal": "TRUNCATE event CASCADE",
    "write the feed": "INSERT INTO feed (event_id) SELECT max(id) FROM event",
    "record an act": "INSERT INTO command VALUES (gen_random_uuid(), 'x', now(), {me}, '{{}}')",
    "record an act in another's name": (
        "WITH done AS (INSERT INTO command VALUES "
        "(gen_random_uuid(), 'x', now(), {colleague}, '{{}}') RETURNING actor_id) "
        "SELECT actor_id IS NOT DISTINCT FROM {colleague} FROM done"
    ),
    "change what an act answered": "UPDATE command SET answer = '{{}}' WHERE id = '{act}'",
}
SETTINGS = {
    "change opening hours": "UPDATE setting SET value = '1', version = 2 WHERE key = 'hours'",
    "set a new setting": "INSERT INTO setting VALUES ('prices', '1', 1, now(), {me})",
    "change the mailbox setting": "UPDATE setting SET value = '1', version = 2 WHERE key = 'mail'",
    "change a setting in another's name": (
        "UPDATE setting SET changed_by = {colleague} WHERE key = 'hours' "
        "RETURNING changed_by IS NOT DISTINCT FROM {colleague}"
    ),
    "remove a setting": "DELETE FROM setting",
    "change a fact of the store": "UPDATE store_fact SET value = 'x'",
}
PEOPLE = {
    "add a person": "INSERT INTO person (login, name, roles) VALUES ('nyansatt', 'N', '[]')",
    "give a colleague a role": "UPDATE person SET roles = '[\"lead\"]' WHERE id = {colleague}",
    "give oneself a role": "UPDATE person SET roles = '[\"lead\"]' WHERE login = session_user",
    "disable a colleague": "UPDATE person SET disabled_at = now() WHERE id = {colleague}",
    "change a login's name": "UPDATE person SET login = 'annen' WHERE id = {colleague}",
    "remove a person": "DELETE FROM person WHERE id = {colleague}",
    "change one's own password": "ALTER ROLE CURRENT_USER PASSWORD 'hemmelig-nytt'",
    "give a colleague a password": f"SELECT give_password('{{colleague_login}}', '{_VERIFIER}')",
    "change a colleague's password past the store": (
        "ALTER ROLE \"{colleague_login}\" PASSWORD 'x'"
    ),
    "let a machine in": "SELECT add_machine('weben', 'door')",
    "make a login past the store": "CREATE ROLE inntrenger LOGIN",
}
MACHINES = {
    "lead": "UPDATE leader SET epoch = epoch + 1",
    "say that serve is alive": "UPDATE service_health SET seen_at = now()",
    "move a connector's cursor": "UPDATE connector SET cursor = '1'",
    "end a session that holds others up": "SELECT free_the_feed(3, 5)",
    "end a colleague's session": "SELECT pg_terminate_backend({colleague_pid})",
    "lock the feed": "LOCK TABLE feed_gate",
}
SERVER = {
    "become the owner": 'SET ROLE "{prefix}_owner"',
    "become the gatekeeper": 'SET ROLE "{prefix}_gatekeeper"',
    "become a colleague": 'SET ROLE "{colleague_login}"',
    "turn triggers off": "ALTER TABLE event DISABLE TRIGGER ALL",
    "turn triggers off for replication": "SET LOCAL session_replication_role = 'replica'",
    "turn row rules off": "ALTER TABLE draft DISABLE ROW LEVEL SECURITY",
    "make a table": "CREATE TABLE mine (x int)",
    "make a temporary table": "CREATE TEMP TABLE mine (x int)",
    "make a function": "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "make a schema": "CREATE SCHEMA mine",
    "read a file of the server": "SELECT pg_read_file('/etc/hostname')",
    "run a program on the server": "COPY (SELECT 1) TO PROGRAM 'true'",
}
ACTS = {
    **READING,
    **ONES_OWN,
    **CASES,
    **MESSAGES,
    **SENDING,
    **CUSTOMERS,
    **JOURNAL,
    **SETTINGS,
    **PEOPLE,
    **MACHINES,
    **SERVER,
    **ONCALL_ACTS,
    **LIVE_ACTS,
    **OUTSIDE_ACTS,
    **WEB_ACTS,
}
