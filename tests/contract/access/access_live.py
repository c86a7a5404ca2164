"""Chats, calls, escalations and promises: what lies in the store, and every act on them as SQL.

Each person has a chat with a case of its own and a line in it that waits, one that is offered to
them, one that has ended and one whose visitor left while nobody had it, a call that nobody
answered, one that they called back, one that they talked in, one whose end nobody saw and one
whose shop a person said, an open promise, a telephone, and
is ready for chats; escalations are there in every state. {whose_chat} is that of whose thing it is,
{their_chat} the colleague's. What is asked of the outside is in `access_outside.py`.
"""

LIVE_KINDS = {
    **{"chat": 1, "offered": 2, "ended": 3, "missed": 4, "called": 5, "talked": 6},
    **{"left": 7, "line": 8, "unseen": 9, "known": 0},
}
STATES = ("asked", "in_work", "answered", "taken_back", "done")


def live_ids(of: str, person: int) -> dict[str, str]:
    """The ids of a person's chats and calls, by the name that acts call them by."""
    return {
        f"{of}_{kind}": f"dddddddd-000{number}-4000-8000-{person:012}"
        for kind, number in LIVE_KINDS.items()
    }


_NEW = "gen_random_uuid()"
VISITORS = "aaaaaaaa-0000-4000-8000-000000000002"
"""A message that a visitor wrote."""

_CHAT = (
    "INSERT INTO chat (id, version, connector, remote_id, case_id, state, visitor_name, "
    "is_verified, page, agent_id, began_at, waiting_since, offered_to, offered_until, ended_at) "
    "VALUES ({id}, 1, 'web', {id}::text, {case}, '{state}', '', false, '', {agent}, now(), "
    "{waiting}, {offer}, {end})"
)
_CALL = (
    "INSERT INTO call (id, version, connector, remote_id, queue, number, name, is_pos, priority, "
    "state, began_at, answered_by, answered_at, ended_at, ending, case_id) "
    "VALUES ({id}, 1, 'pbx', {id}::text, 'kunde', '', '', false, 0, '{state}', now(), {answered}, "
    "{end}, {case})"
)
_ASKED = (
    "INSERT INTO escalation (version, case_id, target, reason, gap_reason, evidence, owner, "
    "reference, state, next_word_by, opened_at, opened_by, answer, answered_at, closed_at) "
    "VALUES (1, 1, '{target}', '{reason}', '', '{evidence}', '{owner}', '', '{state}', now(), "
    "now(), {by}, '{answer}', {answered}, {closed})"
)
_CASE = (
    'INSERT INTO "case" (id, version, state, kind, topic, subject, snippet, opened_at, last_at, '
    "attachment_count, points_read, points) "
    "VALUES ({p}00, 1, 'open', 'question', '', 'Chat', '', now(), now(), 0, '[]', '{{}}')"
)
_LINE = (
    "INSERT INTO message (id, case_id, kind, at, author_id, sender_name, sender_address, "
    "recipients, subject, text, visible_text, html, delivery, delivery_text, auto, problem) "
    "VALUES ({id}, {case}, '{kind}', now(), {by}, '', '', '{{{{}}}}', '', 'Hei', '', '', '', '', "
    "'person', '')"
)
_PROMISE = (
    "INSERT INTO promise (id, case_id, text, due_at, made_at, made_by, kept_at, withdrawn_at) "
    "VALUES ({id}, 1, 'Vi svarer.', now(), now(), {by}, {ends})"
)


def _chat(
    id_: str, state: str, agent: str = "NULL", offer: str = "NULL, NULL", case: str = "1"
) -> str:
    over = state == "ended"
    waiting, end = ("NULL", "now()") if over else ("now()", "NULL")
    said = {"agent": agent, "waiting": waiting, "offer": offer, "end": end, "case": case}
    return _CHAT.format(id=id_, state=state, **said)


def _line(id_: str, case: str, kind: str = "chat_out", by: str = "NULL") -> str:
    return _LINE.format(id=id_, case=case, kind=kind, by=by)


def _sent(message: str, case: str, connector: str) -> str:
    return (
        "INSERT INTO outbox (id, connector, case_id, message_id, state, not_before, envelope, "
        f"epoch, attempts, outcome, changed_at) VALUES (gen_random_uuid(), '{connector}', {case}, "
        f"'{message}', 'composed', now(), '{{{{}}}}', 0, 0, '', now())"
    )


def _call(id_: str, ending: str = "", answered: str = "NULL, NULL", case: str = "NULL") -> str:
    state, end = ("ended", f"now(), '{ending}'") if ending else ("waiting", "NULL, ''")
    return _CALL.format(id=id_, state=state, answered=answered, end=end, case=case)


def _asked(state: str = "asked", **other: str) -> str:
    is_answered, is_closed = state in ("answered", "done"), state in ("taken_back", "done")
    said = {
        "target": "development",
        "reason": "Kassen mister terminalen.",
        "evidence": "[]",
        "owner": "Nils" if state == "in_work" else "",
        "state": state,
        "by": "{me}",
        "answer": "Rettet." if is_answered else "",
        "answered": "now()" if is_answered else "NULL",
        "closed": "now()" if is_closed else "NULL",
    }
    return _ASKED.format(**{**said, **other})


LIVE_ONCE = (
    *(f"{_asked(state, by='NULL')};" for state in STATES),
    "INSERT INTO queue_member VALUES ('pbx', 'SIP/12', 'kunde', NULL, 'ready', '', now());",
    "INSERT INTO learned_number VALUES ('+4777600009', 1, NULL, now());",
    "INSERT INTO queue_figures VALUES ('pbx', 'kunde', 1, 0, NULL, NULL, 20, NULL, NULL, now());",
    "INSERT INTO exchange_told VALUES ('pbx', 1, 1, 1, '[]');",
    f"{_PROMISE.format(id=_NEW, by='NULL', ends='NULL, now()')};",
    f"{_call(_NEW)};",
    f"{_line(repr(VISITORS), '1', 'chat_in')};".format(),
)
LIVE_OF_EACH = (
    f"{_CASE};{_chat(repr('{whose_chat}'), 'active', '{p}', case='{p}00')};"
    f"{_line(repr('{whose_line}'), '{p}00')};"
    "UPDATE message SET author_id = {p} WHERE id = '{whose_line}';"
    f"{_chat(repr('{whose_left}'), 'left')};"
    f"{_chat(repr('{whose_offered}'), 'waiting', offer='{p}, now()')};"
    f"{_chat(repr('{whose_ended}'), 'ended', '{p}')};"
    f"{_call(repr('{whose_missed}'), 'abandoned')};"
    f"{_call(repr('{whose_called}'), 'abandoned')};"
    "UPDATE call SET called_back_at = now(), called_back_by = {p} WHERE id = '{whose_called}';"
    f"{_call(repr('{whose_talked}'), 'answered', '{p}, now()', '1')};"
    f"{_call(repr('{whose_unseen}'), 'unseen')};"
    f"{_call(repr('{whose_known}'))};"
    "UPDATE call SET shop_id = 1, shop_by = 'person', store_id = (SELECT customer_number FROM shop "
    "WHERE id = 1) WHERE id = '{whose_known}';"
    f"{_PROMISE.format(id=_NEW, by='{p}', ends='NULL, NULL')};"
    "INSERT INTO availability VALUES ({p}, 'chat', 'ready', '', now());"
)
LIVE_TABLES = ("chat", "call", "escalation", "promise", "outward_act")
"""Those with triggers."""

_NOBODY = "offered_to = NULL, offered_until = NULL"
_TAKEN = f"UPDATE chat SET state = 'active', version = 2, {_NOBODY}, agent_id = "
_OVER = "UPDATE chat SET state = 'ended', ended_at = now(), waiting_since = NULL"
_OPEN = "kept_at IS NULL AND withdrawn_at IS NULL"

CHATS = {
    "read chats, calls and queues": "SELECT chat.state FROM chat, call, queue_member",
    "begin a chat": _chat(_NEW, "waiting"),
    "begin a chat that no console can read": _chat(_NEW, "sleeping"),
    "tell what a visitor does": "UPDATE chat SET page = '/priser', visitor_name = 'Kari'",
    "offer a chat to somebody": (
        "UPDATE chat SET offered_to = {colleague}, offered_until = now() + interval '20 s' "
        "WHERE id = '{their_offered}'"
    ),
    "say no to a chat that is offered": f"UPDATE chat SET {_NOBODY} WHERE id = '{{whose_offered}}'",
    "take a waiting chat": f"{_TAKEN} {{me}} WHERE id = '{{their_offered}}'",
    "give a colleague a waiting chat": f"{_TAKEN} {{colleague}} WHERE id = '{{their_offered}}'",
    "take over a colleague's chat": "UPDATE chat SET agent_id = {me} WHERE id = '{their_chat}'",
    "hand on a chat": "UPDATE chat SET agent_id = {third} WHERE id = '{whose_chat}'",
    "give a chat back": (
        "UPDATE chat SET agent_id = NULL, state = 'waiting' WHERE id = '{whose_chat}'"
    ),
    "answer in a chat": (
        "UPDATE chat SET waiting_since = NULL, first_reply_at = now() WHERE id = '{whose_chat}'"
    ),
    "say since when a visitor waits": (
        "UPDATE chat SET waiting_since = now() - interval '1 s' WHERE id = '{whose_chat}'"
    ),
    "take a chat that a visitor has left": (
        "UPDATE chat SET agent_id = {me} WHERE id = '{their_left}' RETURNING agent_id IS NOT NULL"
    ),
    "end a chat": f"{_OVER} WHERE id = '{{whose_chat}}'",
    "end a chat that a visitor has left": f"{_OVER} WHERE id = '{{their_left}}'",
    "end a chat that waits": f"{_OVER}, {_NOBODY} WHERE id = '{{their_offered}}'",
    "say when a chat ended": "UPDATE chat SET ended_at = now() WHERE id = '{whose_ended}'",
    "bring back a chat that has ended": (
        "UPDATE chat SET state = 'active', ended_at = NULL WHERE id = '{whose_ended}'"
    ),
    "move a chat to another case": "UPDATE chat SET case_id = 2",
    "remove a chat": "DELETE FROM chat",
}
LINES = {
    "say something in a chat": _line(_NEW, "{whose}00", by="{me}"),
    "say something in a chat that has ended": _line(_NEW, "1", by="{me}"),
    "write a message as a visitor": _line(_NEW, "1", "chat_in"),
    "hide what a visitor wrote": f"UPDATE message SET withdrawn_at = now() WHERE id = '{VISITORS}'",
    "send a line to its chat": _sent("{whose_line}", "{whose}00", "web"),
    "send a line as a letter": _sent("{whose_line}", "{whose}00", "mail"),
    "send a letter as a line": _sent("{free}", "1", "web"),
}
CALLS = {
    "tell what a call does": "UPDATE call SET state = 'ringing', place = 1 WHERE state = 'waiting'",
    "begin a call": _call(_NEW),
    "begin a call that somebody has called back": _call(_NEW, "left")
    .replace("case_id)", "case_id, called_back_at)")
    .replace("NULL)", "NULL, now())"),
    "begin a call that no console can read": _call(_NEW, "asleep"),
    "say by when to call back": "UPDATE call SET call_back_by = now() WHERE id = '{their_missed}'",
    "say that one has called back": (
        "UPDATE call SET called_back_at = now(), called_back_by = {me} WHERE id = '{their_missed}'"
    ),
    "say that a colleague has called back": (
        "UPDATE call SET called_back_at = now(), called_back_by = {colleague} "
        "WHERE id = '{their_missed}' RETURNING called_back_by = {colleague}"
    ),
    "take back that one has called back": (
        "UPDATE call SET called_back_at = NULL, called_back_by = NULL WHERE id = '{whose_called}'"
    ),
    "change who called back first": (
        "UPDATE call SET called_back_at = now(), called_back_by = {me} WHERE id = '{their_called}'"
    ),
    "say which case a call is about": "UPDATE call SET case_id = 1 WHERE id = '{their_missed}'",
    "move a call to another case": "UPDATE call SET case_id = 2 WHERE id = '{whose_talked}'",
    "say who answered a call": "UPDATE call SET answered_by = {whose} WHERE id = '{whose_talked}'",
    "bring back a call that has ended": (
        "UPDATE call SET state = 'waiting', ending = '', ended_at = NULL "
        "WHERE id = '{whose_missed}'"
    ),
    "say how a call ended that nobody saw the end of": (
        "UPDATE call SET ending = 'answered' WHERE id = '{whose_unseen}'"
    ),
    "say which shop calls": (
        "UPDATE call SET shop_id = 1, shop_by = 'person' WHERE id = '{their_missed}'"
    ),
    "say which shop calls in the exchange's name": (
        "UPDATE call SET shop_id = 1, shop_by = 'exchange' WHERE id = '{their_missed}'"
    ),
    "change which shop calls, as a person said": (
        "UPDATE call SET shop_id = NULL, shop_by = '' WHERE id = '{their_known}'"
    ),
    "take back which shop calls, to what the exchange told": (
        "UPDATE call SET shop_id = s.id, shop_by = 'exchange' FROM shop s "
        "WHERE call.id = '{their_known}' AND s.customer_number = store_id"
    ),
    "say that a call is written down": (
        "UPDATE call SET wrapped_up_at = now() WHERE id = '{whose_talked}'"
    ),
    "say that a call is written down that nobody answered": (
        "UPDATE call SET wrapped_up_at = now() WHERE id = '{whose_missed}'"
    ),
    "say which shop a case is about": 'UPDATE "case" SET shop_id = 1',
    "learn whose a number is": (
        "INSERT INTO learned_number VALUES ('+4777600010', 1, {me}, now())"
    ),
    "learn whose a number is in another's name": (
        "INSERT INTO learned_number VALUES ('+4777600010', 1, {colleague}, now()) "
        "RETURNING coalesce(said_by = {colleague}, false)"
    ),
    "learn better whose a number is": (
        "UPDATE learned_number SET shop_id = 1, said_by = {me}, said_at = now()"
    ),
    "forget whose a number is": "DELETE FROM learned_number",
    "read what an exchange has counted": "SELECT answered FROM queue_figures",
    "say what an exchange has counted": "UPDATE queue_figures SET answered = 2, told_at = now()",
    "say what an exchange told last": "UPDATE exchange_told SET members_version = 2",
    "remove what an exchange told last": "DELETE FROM exchange_told",
    "remove a call": "DELETE FROM call",
    "say how a telephone in a queue is": "UPDATE queue_member SET state = 'paused', since = now()",
    "take a telephone out of a queue": "DELETE FROM queue_member",
}
_STEP = "UPDATE escalation SET version = version + 1, {} WHERE state = '{}'"
ESCALATIONS = {
    "read escalations and promises": "SELECT answer FROM escalation JOIN promise USING (case_id)",
    "escalate a case": _asked(),
    "escalate a case in another's name": (
        f"{_asked(by='{colleague}')} RETURNING coalesce(opened_by = {{colleague}}, false)"
    ),
    "escalate a case as answered": _asked("answered"),
    "escalate a case to nobody we know": _asked(target="sales"),
    "escalate a case without a reason": _asked(reason=" "),
    "escalate a case with evidence that is no list": _asked(evidence="1"),
    "take up an escalation": _STEP.format("state = 'in_work', owner = 'Nils'", "asked"),
    "take up an escalation for nobody": _STEP.format("state = 'in_work'", "asked"),
    "say who has it, and what they call it": _STEP.format("reference = 'DEV-1'", "in_work"),
    "say by when the customer hears from us": _STEP.format("next_word_by = now()", "answered"),
    "answer an escalation": _STEP.format(
        "state = 'answered', answer = 'x', answered_at = now()", "in_work"
    ),
    "answer an escalation in another's name": _STEP.format(
        "state = 'answered', answer = 'x', answered_at = now(), answered_by = {colleague}", "asked"
    )
    + " RETURNING coalesce(answered_by = {colleague}, false)",
    "answer an escalation with nothing": _STEP.format(
        "state = 'answered', answered_at = now()", "in_work"
    ),
    "take back an escalation": _STEP.format("state = 'taken_back', closed_at = now()", "asked"),
    "end an answered escalation": _STEP.format("state = 'done', closed_at = now()", "answered"),
    "end an escalation that nobody answered": _STEP.format(
        "state = 'done', closed_at = now(), answer = 'x', answered_at = now()", "in_work"
    ),
    "change what was asked": _STEP.format("reason = 'x'", "asked"),
    "change what was answered": _STEP.format("answer = 'x'", "answered"),
    "reopen an escalation": _STEP.format("state = 'asked', closed_at = NULL", "taken_back"),
    "change who ended an escalation": _STEP.format("closed_by = {me}", "done"),
    "remove an escalation": "DELETE FROM escalation",
    "promise something": _PROMISE.format(id=_NEW, by="{me}", ends="NULL, NULL"),
    "promise something in another's name": (
        _PROMISE.format(id=_NEW, by="{colleague}", ends="NULL, NULL")
        + " RETURNING coalesce(made_by = {colleague}, false)"
    ),
    "promise something as kept": _PROMISE.format(id=_NEW, by="{me}", ends="now(), NULL"),
    "keep a promise": f"UPDATE promise SET kept_at = now() WHERE {_OPEN}",
    "withdraw a promise": f"UPDATE promise SET withdrawn_at = now() WHERE {_OPEN}",
    "bring back a promise": "UPDATE promise SET withdrawn_at = NULL WHERE kept_at IS NULL",
    "move a promise": f"UPDATE promise SET due_at = now() WHERE {_OPEN}",
    "remove a promise": "DELETE FROM promise",
}
READINESS = {
    "read who is ready for what": "SELECT readiness FROM availability",
    "say how ready one is": (
        "UPDATE availability SET readiness = 'pause', reason = 'Lunsj' WHERE person_id = {whose}"
    ),
    "say it for a further channel": (
        "INSERT INTO availability VALUES ({whose}, 'telephone', 'ready', '', now())"
    ),
    "be ready in a way that nobody knows": (
        "UPDATE availability SET readiness = 'asleep' WHERE person_id = {whose}"
    ),
    "hide that one is here": "DELETE FROM availability WHERE person_id = {whose}",
}
LIVE_ACTS = {**CHATS, **LINES, **CALLS, **ESCALATIONS, **READINESS}
