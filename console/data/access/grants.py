"""What each group may do with each table, by column; and which rows it may see and change.

Declared once, and put in force after every migration: what is not named here is refused.
`docs/access.md` says the same in words for people; a test holds the two together by trying.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, text

from console.data.access import live, oncall, web
from console.data.access.rights import (
    ADMINISTRATOR,
    ALWAYS_ON,
    DESK,
    INSIDE,
    LEAD,
    MINE,
    SETTERS,
    Right,
    RowRule,
)
from console.data.access.roles import (
    DOOR,
    GATEKEEPER,
    GROUPS,
    PEOPLE,
    SERVICE,
    become_keeper,
    become_oneself,
    become_owner,
    quoted,
    role_name,
)

_READ_BY_ALL = (
    "case",
    "message",
    "message_search",
    "attachment",
    "blob",
    "mail_thread",
    "contact",
    "shop",
    "shop_phone",
    "shop_address",
    "shop_host",
    "person",
    "setting",
    "store_fact",
    "event",
    "feed",
    "outbox",
    "connector",
    "service_health",
    "presence",
    "command",
    "alembic_version",
)

_CASE_BY_PEOPLE = (
    "version, state, kind, topic, owner_id, waiting_since, first_reply_at, snoozed_until, "
    "closed_at, last_at, attachment_count, points, shop_id"
)
_CASE_BY_SERVICE = (
    "version, state, subject, snippet, shop_id, contact_id, opened_at, waiting_since, "
    "snoozed_until, closed_at, last_at, attachment_count, points_read, owner_id"
)
_NEW_MESSAGE = (
    "id, case_id, kind, at, author_id, sender_name, sender_address, recipients, subject, text, "
    "visible_text, html, header_id, raw_sha256, delivery, delivery_text, auto, problem, "
    "withdrawn_at"
)
_NEW_EVENT = "act_id, at, actor_id, kind, entity, entity_id, case_id, data"
_NEW_CONTACT = "address, name, phone, shop_id"
_ONES_OWN = {
    "draft": "text, mode, saved_at",
    "personal_note": "text, changed_at",
    "presence": "doing, until",
}
_SHOP = "customer_number, name, registers, pos_version, note"

RIGHTS = (
    *(Right(table, "SELECT", INSIDE) for table in (*_READ_BY_ALL, *oncall.TABLES, *live.TABLES)),
    Right("setting", "SELECT", (DOOR,)),
    Right("store_fact", "SELECT", (DOOR,)),
    Right("alembic_version", "SELECT", (DOOR,)),
    Right("case", "UPDATE", DESK, _CASE_BY_PEOPLE),
    Right("case", "INSERT", ALWAYS_ON, f"{_CASE_BY_SERVICE}, {_CASE_BY_PEOPLE}, earlier_case_id"),
    Right("case", "UPDATE", ALWAYS_ON, _CASE_BY_SERVICE),
    Right("message", "INSERT", (*DESK, SERVICE), _NEW_MESSAGE),
    Right("message", "UPDATE", DESK, "delivery, delivery_text, withdrawn_at"),
    Right("message", "UPDATE", ALWAYS_ON, "delivery, delivery_text, header_id, raw_sha256"),
    Right("attachment", "INSERT", (*DESK, SERVICE)),
    Right("blob", "INSERT", (*DESK, SERVICE)),
    Right("mail_thread", "INSERT", ALWAYS_ON),
    Right("contact", "INSERT", ALWAYS_ON, _NEW_CONTACT),
    Right("contact", "UPDATE", (*SETTERS, SERVICE), "name, phone, shop_id"),
    Right("shop", "INSERT", SETTERS, _SHOP),
    Right("shop", "UPDATE", SETTERS, _SHOP),
    *(
        Right(table, verb, SETTERS)
        for table in ("shop_phone", "shop_address", "shop_host")
        for verb in ("INSERT", "DELETE")
    ),
    Right("event", "INSERT", INSIDE, _NEW_EVENT),
    Right("command", "INSERT", INSIDE),
    Right("person", "INSERT", ADMINISTRATOR, "login, name, roles, disabled_at"),
    Right("person", "UPDATE", ADMINISTRATOR, "name, roles, disabled_at"),
    Right("setting", "INSERT", SETTERS),
    Right("setting", "UPDATE", SETTERS, "value, version, changed_at, changed_by"),
    Right("outbox", "INSERT", DESK),
    Right("outbox", "UPDATE", DESK, "state, outcome, not_before, changed_at"),
    Right(
        "outbox",
        "UPDATE",
        ALWAYS_ON,
        "state, outcome, not_before, changed_at, envelope, rendered_sha256, epoch, attempts, "
        "filed_at",
    ),
    *(
        Right(table, verb, ALWAYS_ON)
        for table in ("connector", "service_health", "leader")
        for verb in ("INSERT", "UPDATE")
    ),
    Right("leader", "SELECT", ALWAYS_ON),
    Right("service_secret", "SELECT", ALWAYS_ON),
    Right("remote_item", "SELECT", ALWAYS_ON),
    Right("remote_item", "INSERT", ALWAYS_ON),
    *(Right(table, "SELECT", PEOPLE) for table in ("draft", "personal_note")),
    *(Right(table, verb, PEOPLE) for table in _ONES_OWN for verb in ("INSERT", "DELETE")),
    *(Right(table, "UPDATE", PEOPLE, columns) for table, columns in _ONES_OWN.items()),
    *oncall.RIGHTS,
    *live.RIGHTS,
    *web.RIGHTS,
)
"""Everything that anybody may do."""

CONNECTOR_SETTINGS = ("mail", "phone")
"""Settings that hold the way out of the house: an administrator's alone."""

LEADS_SETTINGS = ("billing_policy", "duty", "targets")
"""Settings that decide what is billed, who is called and how long anybody may wait: a lead's."""


def _other_than(keys: tuple[str, ...]) -> str:
    return "key NOT IN ({})".format(", ".join(f"'{key}'" for key in keys))


_NOT_A_CONNECTOR = _other_than(CONNECTOR_SETTINGS)
_NOT_A_LEADS = _other_than(LEADS_SETTINGS)

ROW_RULES = (
    RowRule("draft", "ALL", PEOPLE, MINE),
    RowRule("personal_note", "ALL", PEOPLE, MINE),
    RowRule("presence", "SELECT", INSIDE, "true"),
    *(RowRule("presence", verb, PEOPLE, MINE) for verb in ("INSERT", "UPDATE", "DELETE")),
    RowRule("command", "SELECT", INSIDE, "actor_id IS NOT DISTINCT FROM acting_person()"),
    RowRule("command", "INSERT", INSIDE, "true"),
    RowRule("setting", "SELECT", INSIDE, "true"),
    RowRule("setting", "SELECT", (DOOR,), _NOT_A_CONNECTOR),
    *(RowRule("setting", verb, ADMINISTRATOR, _NOT_A_LEADS) for verb in ("INSERT", "UPDATE")),
    *(RowRule("setting", verb, LEAD, _NOT_A_CONNECTOR) for verb in ("INSERT", "UPDATE")),
    *oncall.ROW_RULES,
    *live.ROW_RULES,
    *web.ROW_RULES,
)
"""Where two people of the same role do not see, or may not change, the same rows."""

OWNERS_FUNCTIONS = {
    "acting_person()": INSIDE,
    "store_epoch()": GROUPS,
    "newest_matches(tsquery, bigint, integer)": INSIDE,
}
KEEPERS_FUNCTIONS = {
    "give_password(text, text)": ADMINISTRATOR,
    "add_machine(text, text)": ADMINISTRATOR,
    "free_the_feed(double precision, double precision)": ALWAYS_ON,
}
"""Functions that may be called, by whose they are, and by whom."""


def put_in_force(connection: Connection, prefix: str) -> None:
    """Takes away every right on the store's tables and functions, and gives those declared."""
    become_owner(connection, prefix)
    for statement in _owners_statements(connection, prefix):
        connection.execute(text(statement))
    become_keeper(connection, prefix)
    for statement in _functions(connection, prefix, KEEPERS_FUNCTIONS):
        connection.execute(text(statement))
    become_oneself(connection)


def _owners_statements(connection: Connection, prefix: str) -> Iterator[str]:
    everyone = _roles(connection, prefix, GROUPS)
    keeper = quoted(connection, role_name(prefix, GATEKEEPER))
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {everyone}"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {everyone}"
    for right in RIGHTS:
        columns = _columns(connection, right.columns)
        table = quoted(connection, right.table)
        groups = _roles(connection, prefix, right.groups)
        yield f"GRANT {right.verb}{columns} ON {table} TO {groups}"
    yield f"GRANT SELECT ON store_fact, person TO {keeper}"
    yield from _row_rules(connection, prefix)
    yield from _functions(connection, prefix, OWNERS_FUNCTIONS)


def _functions(
    connection: Connection, prefix: str, functions: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    everyone = _roles(connection, prefix, GROUPS)
    for function in _functions_of_current(connection):
        yield f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC, {everyone}"
    for function, groups in functions.items():
        yield f"GRANT EXECUTE ON FUNCTION {function} TO {_roles(connection, prefix, groups)}"


def _functions_of_current(connection: Connection) -> list[str]:
    """Every function of whoever we are, triggers' too, as SQL names it."""
    found = connection.execute(
        text(
            "SELECT oid::regprocedure::text FROM pg_proc "
            "WHERE pronamespace = 'public'::regnamespace "
            "AND proowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)"
        )
    )
    return list(found.scalars())


def _row_rules(connection: Connection, prefix: str) -> Iterator[str]:
    for table in dict.fromkeys(rule.table for rule in ROW_RULES):
        name = quoted(connection, table)
        for policy in _policies(connection, table):
            yield f"DROP POLICY {quoted(connection, policy)} ON {name}"
        yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"
    for number, rule in enumerate(ROW_RULES):
        using = "" if rule.verb == "INSERT" else f" USING ({rule.sql})"
        check = "" if rule.verb in ("SELECT", "DELETE") else f" WITH CHECK ({rule.sql})"
        yield (
            f"CREATE POLICY rule_{number} ON {quoted(connection, rule.table)} FOR {rule.verb} "
            f"TO {_roles(connection, prefix, rule.groups)}{using}{check}"
        )


def _policies(connection: Connection, table: str) -> list[str]:
    found = connection.execute(
        text("SELECT policyname FROM pg_policies WHERE schemaname = 'public' AND tablename = :t"),
        {"t": table},
    )
    return list(found.scalars())


def _roles(connection: Connection, prefix: str, groups: tuple[str, ...]) -> str:
    return ", ".join(quoted(connection, role_name(prefix, group)) for group in groups)


def _columns(connection: Connection, columns: str) -> str:
    if not columns:
        return ""
    names = dict.fromkeys(name.strip() for name in columns.split(","))
    return " ({})".format(", ".join(quoted(connection, name) for name in names))
