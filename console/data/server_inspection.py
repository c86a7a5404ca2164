"""Whether a store on a server is guarded as declared: rights, row rules, triggers, logins.

Only looks, and only into what every login may read: nothing is locked, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, text

from console.data.access.grants import (
    KEEPERS_FUNCTIONS,
    OWNERS_FUNCTIONS,
    RIGHTS,
    ROW_RULES,
)
from console.data.access.roles import (
    DOOR,
    GATEKEEPER,
    GROUPS,
    OWNER,
    PREFIX_FACT,
    SERVICE,
    role_name,
)
from console.data.guards import CONSTRAINTS, TRIGGERS
from console.domain.language import tr

_TABLES = """
    SELECT c.relname AS name, pg_get_userbyid(c.relowner) AS owner, c.relrowsecurity AS ruled,
        c.relforcerowsecurity AS forced
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
"""
_COLUMNS = """
    SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
        AND NOT a.attisdropped
"""
_GRANTED = """
    SELECT coalesce(r.rolname, 'PUBLIC') AS role, g.verb, g.name, g.attname
    FROM (
        SELECT x.grantee, x.privilege_type AS verb, c.relname AS name, NULL::name AS attname,
            c.relowner
        FROM pg_class c, aclexplode(c.relacl) x
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'S', 'v')
        UNION ALL
        SELECT x.grantee, x.privilege_type, c.relname, a.attname, c.relowner
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl) x
        WHERE c.relnamespace = 'public'::regnamespace
    ) g LEFT JOIN pg_roles r ON r.oid = g.grantee
    WHERE g.grantee <> g.relowner
"""
_CALLABLE = """
    SELECT p.proname AS name, coalesce(r.rolname, 'PUBLIC') AS role
    FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
    LEFT JOIN pg_roles r ON r.oid = x.grantee
    WHERE p.pronamespace = 'public'::regnamespace AND x.grantee <> p.proowner
"""
_RULES = """
    SELECT tablename, cmd, roles::text[] AS roles, permissive,
        coalesce(qual, '') AS qual, coalesce(with_check, '') AS checked
    FROM pg_policies WHERE schemaname = 'public'
"""
_ALL_TRIGGERS = """
    SELECT c.relname, t.tgname, t.tgenabled::text
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
"""
# Everybody who can act as one of the store's roles, also by way of somebody else's login; but not
# the gatekeeper, who gives them, and whoever rules the server or the database.
_MEMBERS = """
    WITH RECURSIVE known AS (
        SELECT r.oid, r.rolname AS name, r.rolsuper OR r.rolcreaterole OR r.rolbypassrls AS mighty,
            shobj_description(r.oid, 'pg_authid') IS NOT DISTINCT FROM :mark AS made_here,
            r.rolsuper OR r.rolname = :keeper OR r.oid = (SELECT datdba FROM pg_database
                WHERE datname = current_database()) AS rules
        FROM pg_roles r
    ), held AS (
        SELECT a.member, g.name AS role FROM pg_auth_members a JOIN known g ON g.oid = a.roleid
        WHERE g.name = ANY(:roles)
        UNION
        SELECT a.member, h.role FROM held h JOIN known via ON via.oid = h.member
        JOIN pg_auth_members a ON a.roleid = via.oid WHERE NOT via.rules
    )
    SELECT m.name AS login, h.role, m.mighty, m.made_here
    FROM known m LEFT JOIN held h ON h.member = m.oid
    WHERE m.made_here OR h.role IS NOT NULL AND NOT m.rules
"""
# The most special of what was set for a login, as the server does; else the server's own, where
# this session was told nothing else.
_UNSAFE = """
    SELECT m.rolname FROM pg_roles m, pg_database d
    WHERE d.datname = current_database()
        AND shobj_description(m.oid, 'pg_authid') = :mark
        AND EXISTS (SELECT FROM pg_db_role_setting s
            WHERE s.setrole = m.oid AND s.setdatabase = d.oid)
        AND coalesce(
            (SELECT lower(split_part(one, '=', 2))
                FROM pg_db_role_setting s, unnest(s.setconfig) AS one
                WHERE one LIKE 'synchronous_commit=%' AND s.setrole IN (m.oid, 0)
                AND s.setdatabase IN (d.oid, 0)
                ORDER BY s.setrole DESC, s.setdatabase DESC LIMIT 1),
            (SELECT setting FROM pg_settings WHERE name = 'synchronous_commit'
                AND source NOT IN ('user', 'database user', 'client', 'session'))
        ) IN ('off', 'local', 'false', 'no', '0')
    ORDER BY m.rolname
"""
_PEOPLE = """
    SELECT login, CASE WHEN disabled_at IS NULL THEN ARRAY(SELECT jsonb_array_elements_text(roles))
        ELSE '{}' END AS roles FROM person
"""

_ALL_CONSTRAINTS = """
    SELECT c.relname, x.conname FROM pg_constraint x JOIN pg_class c ON c.oid = x.conrelid
    WHERE c.relnamespace = 'public'::regnamespace AND x.convalidated
"""

Grant = tuple[str, str, str, str]
"""Role, verb, table, column ("" for the whole)."""


def server_faults(connection: Connection) -> Iterator[str]:
    """Everything that is not as declared, in words."""
    asked = text("SELECT value FROM store_fact WHERE name = :name")
    prefix = str(connection.execute(asked, {"name": PREFIX_FACT}).scalar())
    yield from _owner_faults(connection, prefix)
    yield from _grant_faults(connection, prefix)
    yield from _function_faults(connection, prefix)
    yield from _rule_faults(connection, prefix)
    yield from _guard_faults(connection)
    yield from _login_faults(connection, prefix)
    for login in connection.execute(text(_UNSAFE), {"mark": _mark(prefix)}).scalars():
        yield tr("det {login} lagrer, kan gå tapt ved strømbrudd (synchronous_commit)", login=login)


def _mark(prefix: str) -> str:
    """What the gatekeeper writes at the logins that it makes."""
    return f"agent-console {prefix}"


def _owner_faults(connection: Connection, prefix: str) -> Iterator[str]:
    owner = role_name(prefix, OWNER)
    ruled = {rule.table for rule in ROW_RULES}
    for table in connection.execute(text(_TABLES)):
        if table.owner != owner:
            yield tr("tabellen {table} eies av {owner}", table=table.name, owner=table.owner)
        if table.name in ruled and not (table.ruled and table.forced):
            yield tr("radreglene på {table} er slått av", table=table.name)


def _grant_faults(connection: Connection, prefix: str) -> Iterator[str]:
    columns: dict[str, list[str]] = {}
    for table, column in connection.execute(text(_COLUMNS)):
        columns.setdefault(table, []).append(column)
    declared = set(_declared(prefix, columns))
    granted: set[Grant] = set()
    for role, verb, table, column in connection.execute(text(_GRANTED)):
        granted |= set(_by_column(role, verb, table, [column] if column else [], columns))
    for role, verb, table in sorted({grant[:3] for grant in granted - declared}):
        yield tr(
            "{role} har fått {verb} på {table}, uten at det er erklært",
            role=role,
            verb=verb,
            table=table,
        )
    for role, verb, table in sorted({grant[:3] for grant in declared - granted}):
        yield tr("{role} mangler {verb} på {table}", role=role, verb=verb, table=table)


def _declared(prefix: str, columns: dict[str, list[str]]) -> Iterator[Grant]:
    for right in RIGHTS:
        named = [name.strip() for name in right.columns.split(",") if name.strip()]
        for group in right.groups:
            yield from _by_column(role_name(prefix, group), right.verb, right.table, named, columns)
    for table in ("store_fact", "person"):
        yield from _by_column(role_name(prefix, GATEKEEPER), "SELECT", table, [], columns)


def _by_column(
    role: str, verb: str, table: str, named: list[str], columns: dict[str, list[str]]
) -> Iterator[Grant]:
    """A right on a table is one on each of its columns, where the verb knows columns."""
    if verb in ("SELECT", "INSERT", "UPDATE") and table in columns:
        yield from ((role, verb, table, column) for column in named or columns[table])
    else:
        yield role, verb, table, ""


def _function_faults(connection: Connection, prefix: str) -> Iterator[str]:
    may_call = {
        function.partition("(")[0]: {role_name(prefix, group) for group in groups}
        for function, groups in {**OWNERS_FUNCTIONS, **KEEPERS_FUNCTIONS}.items()
    }
    for name, role in connection.execute(text(_CALLABLE)):
        if role not in may_call.get(name, ()):
            yield tr("{role} kan kalle {function}", role=role, function=name)


def _rule_faults(connection: Connection, prefix: str) -> Iterator[str]:
    """The server writes a rule in its own words, so those are held against each other: the same
    rule reads the same everywhere, and different rules differ."""
    found = {
        (row.tablename, row.cmd, frozenset(row.roles)): row
        for row in connection.execute(text(_RULES))
        if row.permissive == "PERMISSIVE"
    }
    words: dict[str, set[str]] = {}
    declared = set()
    for rule in ROW_RULES:
        key = rule.table, rule.verb, frozenset(role_name(prefix, group) for group in rule.groups)
        declared.add(key)
        if key not in found:
            yield tr("en radregel på {table} mangler", table=rule.table)
            continue
        said = {found[key].qual, found[key].checked} - {""}
        words.setdefault(rule.sql, set()).update(said)
    for table in sorted({key[0] for key in set(found) - declared}):
        yield tr("{table} har en radregel som ikke er erklært", table=table)
    if len(set().union(*words.values())) != len(words) or any(len(w) != 1 for w in words.values()):
        yield tr("en radregel sier noe annet enn det som er erklært")


def _guard_faults(connection: Connection) -> Iterator[str]:
    found = {(table, name): state for table, name, state in connection.execute(text(_ALL_TRIGGERS))}
    for guard, wanted in TRIGGERS.items():
        if found.get(guard) not in ("A", wanted):
            yield tr("vakten {trigger} er av eller mangler", trigger=".".join(guard))
    for guard in sorted(set(found) - set(TRIGGERS)):
        if found[guard] == "D":
            yield tr("vakten {trigger} er av eller mangler", trigger=".".join(guard))
    held = {(table, name) for table, name in connection.execute(text(_ALL_CONSTRAINTS))}
    for guard in sorted(set(CONSTRAINTS) - held):
        yield tr("vakten {trigger} er av eller mangler", trigger=".".join(guard))


def _login_faults(connection: Connection, prefix: str) -> Iterator[str]:
    roles = {row.login: set(row.roles) for row in connection.execute(text(_PEOPLE))}
    short = {role_name(prefix, role): role for role in (*GROUPS, OWNER, GATEKEEPER)}
    asked = {
        "mark": _mark(prefix),
        "keeper": role_name(prefix, GATEKEEPER),
        "roles": list(short),
    }
    held: dict[str, set[str]] = {login: set() for login in roles}
    mighty: set[str] = set()
    machines: set[str] = set()
    for login, role, is_mighty, is_made_here in connection.execute(text(_MEMBERS), asked):
        held.setdefault(login, set()).update({short[role]} if role else ())
        if is_mighty or short.get(role) in (OWNER, GATEKEEPER):
            mighty.add(login)
        if is_made_here and login not in roles:
            machines.add(login)
    for login in sorted(mighty):
        yield tr("{login} kan mer på serveren enn noen i huset skal", login=login)
    for login, has in sorted(held.items()):
        wanted = roles.get(login, has & {SERVICE, DOOR} if login in machines else set())
        if has - {OWNER, GATEKEEPER} != wanted & set(GROUPS):
            yield _unlike(login, wanted, has)


def _unlike(login: str, wanted: Iterable[str], has: Iterable[str]) -> str:
    return tr(
        "{login} har rollene {has} på serveren, men {wanted} i lageret",
        login=login,
        has=", ".join(sorted(has)) or "–",
        wanted=", ".join(sorted(wanted)) or "–",
    )
