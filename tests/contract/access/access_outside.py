"""What is asked of the outside, what the status page says, and every act on both as SQL.

Everybody's telephone is named after their number (SIP/7); one act waits, one is finished.
"""


def _act(kind: str, target: str = "", telephone: str = "", **other: str) -> str:
    """Asks for something; `target` is a chat or a call of `access_live.py`."""
    by = {"connector": "pbx", "state": "composed", "by": "{me}", **other}
    return (
        "INSERT INTO outward_act VALUES (gen_random_uuid(), '{connector}', '{kind}', '{target}', "
        "jsonb_build_object('interface', '{telephone}'), {by}, now(), '{state}', 0, 0, '', now())"
    ).format(kind=kind, target=target, telephone=telephone, **by)


OUTSIDE_ONCE = (
    "INSERT INTO setting SELECT 'telephones', jsonb_object_agg('SIP/' || id, login), 1, now(), "
    "NULL FROM person;",
    f"{_act('dial', by='NULL')};",
    f"{_act('dial', by='NULL', state='accepted')};",
    "INSERT INTO status_report "
    "VALUES ('status', jsonb_build_object(), now(), now(), NULL, '', '');",
)

OUTSIDE_ACTS = {
    "read what is asked of the outside": "SELECT state FROM outward_act",
    "dial from a telephone": _act("dial", telephone="SIP/{whose}"),
    "take a caller to a telephone": _act("take_call", "17", "SIP/{whose}"),
    "pause a telephone": _act("set_member", telephone="SIP/{whose}"),
    "end a chat outside": _act("end_chat", "{whose_chat}", connector="web"),
    "end a chat outside that a visitor has left": _act("end_chat", "{their_left}", connector="web"),
    "ask a visitor for their address": _act("ask_address", "{whose_chat}", connector="web"),
    "ask a visitor who has left for their address": (
        _act("ask_address", "{their_left}", connector="web")
    ),
    "ask a visitor for their address in a chat that has ended": (
        _act("ask_address", "{whose_ended}", connector="web")
    ),
    "hang up a call": _act("hang_up", "{whose_talked}"),
    "hang up a call that nobody has": _act("hang_up", "{whose_missed}"),
    "transfer a call": _act("transfer", "{whose_talked}"),
    "transfer a call that nobody has": _act("transfer", "{whose_missed}"),
    "move a caller who waits": _act("set_priority", "{their_known}"),
    "move a caller who waits no more": _act("set_priority", "{their_missed}"),
    "ask for something in another's name": (
        f"{_act('dial', telephone='SIP/{me}', by='{colleague}')} "
        "RETURNING coalesce(asked_by = {colleague}, false)"
    ),
    "ask for something as done": _act("dial", telephone="SIP/{me}", state="accepted"),
    "ask for something that nobody knows": _act("shout", telephone="SIP/{me}"),
    "carry out what was asked": (
        "UPDATE outward_act SET state = 'claimed', epoch = 1, attempts = 1, changed_at = now() "
        "WHERE state = 'composed'"
    ),
    "begin again what is finished": (
        "UPDATE outward_act SET state = 'composed' WHERE state = 'accepted'"
    ),
    "change what was asked of the outside": "UPDATE outward_act SET details = to_jsonb(1)",
    "remove what was asked of the outside": "DELETE FROM outward_act",
    "read what the status page says": "SELECT told FROM status_report",
    "say what the status page says": "UPDATE status_report SET fetched_at = now()",
    "remove what the status page says": "DELETE FROM status_report",
}
"""What an insider tries with them."""
