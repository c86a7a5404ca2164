"""What an insider tries with chats, calls, escalations, promises and readiness."""

_PROMISED = (
    "INSERT INTO promise (id, case_id, text, due_at, made_at) SELECT id, 1, 'x', now(), now() "
    "FROM promise LIMIT 1 ON CONFLICT (id) DO UPDATE SET "
)

LIVE: dict[str, tuple[str, tuple[str, ...]]] = {
    "a chat of a connector": (
        "agent",
        (
            "INSERT INTO chat (id, connector, remote_id, case_id, began_at) "
            "VALUES (gen_random_uuid(), 'web', 'x', 1, now())",
        ),
    ),
    "a visitor's name with a taken chat": (
        "agent",
        ("UPDATE chat SET agent_id = {me}, visitor_name = 'x' WHERE state = 'active'",),
    ),
    "everybody's chats answered": ("agent", ("UPDATE chat SET waiting_since = NULL",)),
    "a chat taken and ended at once": (
        "agent",
        (
            "UPDATE chat SET agent_id = {me}, state = 'ended', waiting_since = NULL, "
            "ended_at = now() WHERE state = 'active'",
        ),
    ),
    "a chat merged away": (
        "lead",
        ("MERGE INTO chat t USING chat s ON t.no = s.no WHEN MATCHED THEN DELETE",),
    ),
    "a chat brought back over itself": (
        "service",
        (
            "INSERT INTO chat (id, version, connector, remote_id, case_id, state, visitor_name, "
            "is_verified, page, began_at) SELECT id, 1, connector, remote_id, 1, 'waiting', '', "
            "false, '', began_at FROM chat WHERE state = 'ended' LIMIT 1 "
            "ON CONFLICT (connector, remote_id) DO UPDATE SET state = 'waiting', ended_at = NULL, "
            "agent_id = NULL",
        ),
    ),
    "a chat offered to a colleague": (
        "lead",
        (
            "UPDATE chat SET offered_to = {colleague}, offered_until = now() "
            "WHERE offered_to = {me}",
        ),
    ),
    "an escalation with a number of one's own": (
        "agent",
        (
            "INSERT INTO escalation (id, case_id, target, reason, state) "
            "VALUES (4711, 1, 'finance', 'x', 'asked')",
        ),
    ),
    "an escalation asked and answered at once": (
        "lead",
        (
            "UPDATE escalation SET state = 'done', answer = 'x', answered_at = now(), "
            "closed_at = now() WHERE state = 'asked'",
        ),
    ),
    "a word promised over another": ("agent", (f"{_PROMISED} text = 'x'",)),
    "a time promised over another": ("lead", (f"{_PROMISED} due_at = now()",)),
    "promises emptied": ("lead", ("TRUNCATE promise",)),
    "everybody's chats ended": (
        "technician",
        ("UPDATE chat SET state = 'ended', waiting_since = NULL, ended_at = now()",),
    ),
    "a reply written into a chat as it ends": (
        "lead",
        (
            "UPDATE chat SET state = 'ended', waiting_since = NULL, ended_at = now(), "
            "first_reply_at = now() WHERE state = 'active'",
        ),
    ),
    "a visitor brought back": (
        "lead",
        ("UPDATE chat SET state = 'active', agent_id = {me} WHERE state = 'left'",),
    ),
    "a line in a colleague's chat taken for a moment": (
        "agent",
        (
            "UPDATE chat SET state = 'waiting', agent_id = NULL WHERE agent_id = {me}",
            "INSERT INTO message (id, case_id, kind, at, sender_name, sender_address, recipients, "
            "subject, text, visible_text, html, delivery, delivery_text, auto, problem) "
            "VALUES (gen_random_uuid(), {me}00, 'chat_out', now(), '', '', '{{}}', '', 'x', '', "
            "'', '', '', 'person', '')",
        ),
    ),
    "a line made of a visitor's": ("agent", ("UPDATE message SET kind = 'chat_out'",)),
    "a chat's end asked for under another connector": (
        "agent",
        (
            "INSERT INTO outward_act SELECT gen_random_uuid(), 'elsewhere', 'end_chat', remote_id, "
            "jsonb_build_object(), NULL, now(), 'composed', 0, 0, '', now() FROM chat "
            "WHERE agent_id = {me}",
        ),
    ),
    "the guards of what is asked, asked": ("agent", ("SELECT may_ask(a) FROM outward_act a",)),
    "the guards asked": ("agent", ("SELECT may_touch(c, c) FROM chat c",)),
    "the guards left out": (
        "service",
        (
            "SET LOCAL session_replication_role = replica",
            "UPDATE call SET state = 'waiting', ending = '', ended_at = NULL",
        ),
    ),
    "a colleague made ready": (
        "lead",
        ("INSERT INTO availability VALUES ({colleague}, 'mail', 'ready', '', now())",),
    ),
    "a colleague made ready over their own": (
        "lead",
        (
            "INSERT INTO availability VALUES ({colleague}, 'chat', 'ready', '', now()) "
            "ON CONFLICT (person_id, channel) DO UPDATE SET readiness = 'off'",
        ),
    ),
    "one's readiness given to a colleague": (
        "agent",
        ("UPDATE availability SET person_id = {colleague} WHERE person_id = {me}",),
    ),
    "a person made ready by a machine": (
        "service",
        ("INSERT INTO availability VALUES ({colleague}, 'mail', 'ready', '', now())",),
    ),
}
"""By whoever has most to do with them; each must be refused."""
