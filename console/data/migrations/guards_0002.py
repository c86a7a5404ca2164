"""What PostgreSQL itself guards from schema 0002 on: functions and triggers, as SQL.

OWNERS run as the store's owner: they stamp who acts, keep events, and give the feed its numbers.
KEEPERS run as the gatekeeper, who may make logins; each looks at who asks (`session_user`, which
no client can change). Every function has a fixed search path: a table of the same name put before
ours would otherwise be used instead (postgresql.org, CREATE FUNCTION, Writing SECURITY DEFINER;
temporary tables come first wherever they are not named last). Nobody but a trigger may call what
is not given in `access/grants.py`: a trigger function on a table of one's own would be a way in.
"""

from console.data.migrations.kept_0002 import KEPT
from console.data.migrations.safe_path import SAFE as _SAFE

OWNERS = (
    f"""CREATE FUNCTION acting_person() RETURNS bigint LANGUAGE sql STABLE {_SAFE} AS $$
        SELECT id FROM public.person WHERE login = session_user AND disabled_at IS NULL $$""",
    # A restore makes a new fact; a fail-over or a recovery a new timeline; a copy on another
    # server another system: whatever happened, numbers of before mean nothing any more.
    f"""CREATE FUNCTION store_epoch() RETURNS text LANGUAGE sql STABLE {_SAFE} AS $$
        SELECT value || ':' || (SELECT system_identifier FROM pg_control_system()) || ':' ||
            CASE WHEN pg_is_in_recovery() THEN
                (SELECT lpad(to_hex(timeline_id), 8, '0') FROM pg_control_checkpoint())
            ELSE lower(left(pg_walfile_name(pg_current_wal_lsn()), 8)) END
        FROM public.store_fact WHERE name = 'feed_epoch' $$""",
    f"""CREATE FUNCTION stamp_actor() RETURNS trigger LANGUAGE plpgsql {_SAFE} AS $$
        BEGIN NEW.actor_id := acting_person(); RETURN NEW; END $$""",
    f"""CREATE FUNCTION stamp_changed_by() RETURNS trigger LANGUAGE plpgsql {_SAFE} AS $$
        BEGIN NEW.changed_by := acting_person(); RETURN NEW; END $$""",
    # The number is taken inside COMMIT, under a lock: feed order is commit order. The lock is on
    # a table that nobody has any right on, so that nobody can hold it up by locking it first.
    f"""CREATE OR REPLACE FUNCTION feed_event() RETURNS trigger LANGUAGE plpgsql {_SAFE} AS $$
        BEGIN
            IF current_setting('transaction_isolation') <> 'read committed' THEN
                RAISE EXCEPTION 'the feed needs READ COMMITTED';
            END IF;
            LOCK TABLE public.feed_gate IN EXCLUSIVE MODE;
            INSERT INTO public.feed (event_id, committed_at) VALUES (NEW.id, clock_timestamp());
            PERFORM pg_notify('feed', '');
            RETURN NULL;
        END $$""",
    "CREATE TRIGGER stamp_actor BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION stamp_actor()",
    "CREATE TRIGGER stamp_actor BEFORE INSERT ON command "
    "FOR EACH ROW EXECUTE FUNCTION stamp_actor()",
    "CREATE TRIGGER stamp_changed_by BEFORE INSERT OR UPDATE ON setting "
    "FOR EACH ROW EXECUTE FUNCTION stamp_changed_by()",
    "CREATE TRIGGER event_stays BEFORE TRUNCATE ON event "
    "FOR EACH STATEMENT EXECUTE FUNCTION event_kept()",
    # Also in a session that asks for triggers to be left out (session_replication_role).
    *(
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}"
        for table, trigger in (
            ("event", "stamp_actor"),
            ("event", "event_kept"),
            ("event", "event_stays"),
            ("event", "feed_event"),
            ("command", "stamp_actor"),
            ("setting", "stamp_changed_by"),
        )
    ),
    *KEPT,
)

SEARCH = (
    "ALTER TABLE message DROP COLUMN search",
    # Words as people type them: an address or a host is its parts, as in the other engine.
    r"""ALTER TABLE message ADD COLUMN search tsvector GENERATED ALWAYS AS (
        to_tsvector('simple', regexp_replace(
            left(subject || ' ' || text, 200000) || ' ' || sender_name || ' ' || sender_address,
            '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+', ' ', 'g'))) STORED""",
    "CREATE INDEX ix_message_search ON message USING gin (search)",
)

KEEPERS = (
    f"""CREATE FUNCTION role_prefix() RETURNS text LANGUAGE sql STABLE {_SAFE} AS $$
        SELECT value FROM public.store_fact WHERE name = 'role_prefix' $$""",
    f"""CREATE FUNCTION make_login(login text, seconds int) RETURNS void
        LANGUAGE plpgsql {_SAFE} AS $$
        DECLARE mark text := 'agent-console ' || role_prefix(); found oid;
        BEGIN
            SELECT oid INTO found FROM pg_roles WHERE rolname = login;
            IF found IS NULL THEN
                EXECUTE format('CREATE ROLE %I LOGIN', login);
                EXECUTE format('COMMENT ON ROLE %I IS %L', login, mark);
                -- Whoever has a login's rights may end its sessions (free_the_feed).
                EXECUTE format('GRANT %I TO %I', login, current_user);
            ELSIF shobj_description(found, 'pg_authid') IS DISTINCT FROM mark THEN
                RAISE EXCEPTION 'the login % belongs to something else on this server', login
                    USING ERRCODE = 'duplicate_object';
            ELSE
                EXECUTE format('ALTER ROLE %I LOGIN', login);
            END IF;
            EXECUTE format('ALTER ROLE %I IN DATABASE %I SET statement_timeout = %L',
                login, current_database(), seconds || 's');
            EXECUTE format('ALTER ROLE %I IN DATABASE %I SET lock_timeout = %L',
                login, current_database(), '5s');
            EXECUTE format('ALTER ROLE %I IN DATABASE %I SET '
                'idle_in_transaction_session_timeout = %L', login, current_database(), '10s');
            -- What was acknowledged outlives a power cut, also where the server's default is less.
            -- A session that makes logins was perhaps told so itself, and then is no measure.
            IF EXISTS (SELECT FROM pg_settings WHERE name = 'synchronous_commit'
                AND (setting IN ('off', 'local') OR source = 'database user')) THEN
                EXECUTE format('ALTER ROLE %I IN DATABASE %I SET synchronous_commit = %L',
                    login, current_database(), 'on');
            END IF;
            -- A machine that was cut off lets go of its connections within seconds, not hours.
            EXECUTE format('ALTER ROLE %I IN DATABASE %I SET tcp_keepalives_idle = 5',
                login, current_database());
            EXECUTE format('ALTER ROLE %I IN DATABASE %I SET tcp_keepalives_interval = 2',
                login, current_database());
            EXECUTE format('ALTER ROLE %I IN DATABASE %I SET tcp_keepalives_count = 3',
                login, current_database());
            EXECUTE format('ALTER ROLE %I IN DATABASE %I SET tcp_user_timeout = 9000',
                login, current_database());
        END $$""",
    f"""CREATE FUNCTION person_login() RETURNS trigger LANGUAGE plpgsql {_SAFE} AS $$
        DECLARE prefix text := role_prefix(); one text; lent record;
        BEGIN
            IF NEW.login !~ '^[a-z][a-z0-9._-]{{1,62}}$' THEN
                RAISE EXCEPTION 'not a login: %', NEW.login;
            END IF;
            -- Roles given to a machine's login would be acts without a person.
            IF EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles l ON l.oid = m.member
                JOIN pg_roles r ON r.oid = m.roleid WHERE l.rolname = NEW.login
                AND r.rolname IN (prefix || '_service', prefix || '_door')) THEN
                RAISE EXCEPTION 'the login % is a machine', NEW.login
                    USING ERRCODE = 'duplicate_object';
            END IF;
            PERFORM make_login(NEW.login, 15);
            -- Until PostgreSQL 16 anybody may lend the rights of their own login to another.
            FOR lent IN SELECT r.rolname AS of, m.rolname AS by FROM pg_auth_members a
                JOIN pg_roles r ON r.oid = a.roleid JOIN pg_roles m ON m.oid = a.member
                WHERE NEW.login IN (r.rolname, m.rolname) AND r.rolcanlogin
                    AND m.rolname <> current_user
            LOOP
                EXECUTE format('REVOKE %I FROM %I', lent.of, lent.by);
            END LOOP;
            FOREACH one IN ARRAY
                ARRAY['agent', 'technician', 'lead', 'accounting', 'administrator']
            LOOP
                IF NEW.disabled_at IS NULL AND NEW.roles ? one THEN
                    EXECUTE format('GRANT %I TO %I', prefix || '_' || one, NEW.login);
                ELSE
                    EXECUTE format('REVOKE %I FROM %I', prefix || '_' || one, NEW.login);
                END IF;
            END LOOP;
            IF NEW.disabled_at IS NOT NULL THEN
                EXECUTE format('ALTER ROLE %I NOLOGIN', NEW.login);
            END IF;
            RETURN NULL;
        END $$""",
    f"""CREATE FUNCTION may_keep_logins() RETURNS boolean LANGUAGE sql STABLE {_SAFE} AS $$
        SELECT pg_has_role(session_user, role_prefix() || '_administrator', 'MEMBER')
            OR pg_has_role(session_user, role_prefix() || '_owner', 'MEMBER') $$""",
    f"""CREATE FUNCTION give_password(login text, verifier text) RETURNS void
        LANGUAGE plpgsql {_SAFE} AS $$
        DECLARE mark text := 'agent-console ' || role_prefix();
        BEGIN
            IF NOT may_keep_logins() THEN
                RAISE EXCEPTION 'only an administrator gives passwords'
                    USING ERRCODE = 'insufficient_privilege';
            END IF;
            IF (SELECT shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = login)
                IS DISTINCT FROM mark THEN
                RAISE EXCEPTION 'no login of this store: %', login
                    USING ERRCODE = 'undefined_object';
            END IF;
            IF verifier !~ '^SCRAM-SHA-256[$]' THEN
                RAISE EXCEPTION 'a password comes as a SCRAM verifier, never in clear';
            END IF;
            EXECUTE format('ALTER ROLE %I PASSWORD %L', login, verifier);
        END $$""",
    f"""CREATE FUNCTION add_machine(login text, kind text) RETURNS void
        LANGUAGE plpgsql {_SAFE} AS $$
        BEGIN
            IF NOT may_keep_logins() THEN
                RAISE EXCEPTION 'only an administrator adds logins'
                    USING ERRCODE = 'insufficient_privilege';
            END IF;
            IF kind NOT IN ('service', 'door') OR login !~ '^[a-z][a-z0-9._-]{{1,62}}$' THEN
                RAISE EXCEPTION 'not a machine of the house: %, %', login, kind;
            END IF;
            IF EXISTS (SELECT FROM public.person p WHERE p.login = add_machine.login) THEN
                RAISE EXCEPTION 'the login % is a person', login USING ERRCODE = 'duplicate_object';
            END IF;
            PERFORM make_login(login, 60);
            EXECUTE format('GRANT %I TO %I', role_prefix() || '_' || kind, login);
        END $$""",
    # A session that took the gate early and then sleeps holds everybody up; a client cannot be
    # kept from it (SET CONSTRAINTS ALL IMMEDIATE), nor from holding rows with its own timeouts
    # turned off. So whoever leads ends the session that others wait for and that waits for nobody:
    # when it sleeps, or is busy for longer than its login's statements may be (make_login). One
    # that waits for a standby to confirm is done, and would be so without its answer. Of sessions
    # that are not ours the server tells no more than that they are there.
    f"""CREATE FUNCTION free_the_feed(idle_s double precision, busy_s double precision,
            OUT ended int, OUT confirming int, OUT others int) LANGUAGE sql {_SAFE} AS $$
        WITH waiting AS (
            SELECT pid, l.waitstart < clock_timestamp() - make_interval(secs => idle_s) AS long
            FROM pg_locks l JOIN pg_stat_activity w USING (pid)
            WHERE NOT l.granted AND w.datname = current_database()
        ), blocking AS (
            SELECT b.pid, bool_or(w.long) AS long
            FROM waiting w, unnest(pg_blocking_pids(w.pid)) AS b (pid) GROUP BY b.pid
        ), first AS (
            SELECT b.pid, b.long, a.state, clock_timestamp() - a.state_change AS since,
                pg_has_role(a.usesysid, 'USAGE') AS is_ours, a.wait_event = 'SyncRep' AS confirms,
                make_interval(secs => busy_s + CASE
                    WHEN pg_has_role(a.usesysid, role_prefix() || '_service', 'MEMBER')
                        OR pg_has_role(a.usesysid, role_prefix() || '_door', 'MEMBER')
                    THEN 60 ELSE 15 END) AS busy
            FROM blocking b JOIN pg_stat_activity a USING (pid)
            WHERE pg_blocking_pids(a.pid) = '{{}}'
        )
        SELECT count(CASE WHEN is_ours AND confirms IS NOT TRUE AND (
                state LIKE 'idle in transaction%' AND since > make_interval(secs => idle_s)
                OR state = 'active' AND since > busy) THEN pg_terminate_backend(pid) END)::int,
            count(*) FILTER (WHERE is_ours AND confirms AND long)::int,
            count(*) FILTER (WHERE NOT is_ours AND long)::int
        FROM first $$""",
)

PERSON_TRIGGER = (
    "CREATE TRIGGER person_login AFTER INSERT OR UPDATE OF login, roles, disabled_at ON person "
    "FOR EACH ROW EXECUTE FUNCTION person_login()"
)
INNER_FUNCTIONS = ("role_prefix()", "make_login(text, int)", "person_login()", "may_keep_logins()")
"""The gatekeeper's own; nobody else calls them."""

COUNTED = (
    ("person", "id"),
    ("shop", "id"),
    ("contact", "id"),
    ("case", "id"),
    ("event", "id"),
    ("message", "no"),
    ("feed", "seq"),
)
"""Keys that are counted: an identity instead of a sequence that its users could turn on."""


def identity_statements(table: str, column: str) -> tuple[str, ...]:
    """A counted key goes on where it was, as an identity."""
    sequence = f"{table}_{column}_seq"
    return (
        f'ALTER TABLE "{table}" ALTER COLUMN {column} DROP DEFAULT',
        f'DROP SEQUENCE "{sequence}"',
        f'ALTER TABLE "{table}" ALTER COLUMN {column} ADD GENERATED BY DEFAULT AS IDENTITY',
        f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'), "
        f'coalesce(max({column}), 0) + 1, false) FROM "{table}"',
    )
