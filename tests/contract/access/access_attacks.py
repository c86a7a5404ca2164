"""What an insider tries with SQL: statements run one after the other, the last of which tells."""

_SHADOW = "CREATE TEMP TABLE person (id bigint, login text, disabled_at timestamptz, roles jsonb)"
_EVENT = (
    "INSERT INTO event (act_id, at, kind, entity, entity_id, data) "
    "VALUES (gen_random_uuid(), now(), 'x', 'case', '1', '{{}}')"
)

REFUSED: dict[str, tuple[str, ...]] = {
    "SET SESSION AUTHORIZATION": ('SET SESSION AUTHORIZATION "{colleague_login}"',),
    "SET SESSION AUTHORIZATION of the superuser": ("SET SESSION AUTHORIZATION postgres",),
    "SET ROLE to a lead's group": ('SET ROLE "{prefix}_lead"',),
    "set_config of the role": ("SELECT set_config('role', '{prefix}_owner', true)",),
    "to give oneself a group": ('GRANT "{prefix}_lead" TO "{login}"',),
    "to pass on one's own group": ('GRANT "{prefix}_agent" TO "{service}"',),
    "to pass on the group as the group": (
        'SET ROLE "{prefix}_agent"',
        'GRANT "{prefix}_agent" TO "{service}"',
    ),
    "to grant oneself a table": (
        'GRANT UPDATE ON event TO "{login}"',
        "UPDATE event SET kind = 'x'",
    ),
    "CREATEDB": ('ALTER ROLE "{login}" CREATEDB',),
    "CREATEROLE": ('ALTER ROLE "{login}" CREATEROLE',),
    "SUPERUSER": ('ALTER ROLE "{login}" SUPERUSER',),
    "BYPASSRLS": ('ALTER ROLE "{login}" BYPASSRLS',),
    "a colleague's role settings": ('ALTER ROLE "{colleague_login}" SET search_path = pg_temp',),
    "everybody's role settings": ("ALTER ROLE ALL SET statement_timeout = 1",),
    "the database's settings": ('ALTER DATABASE "{prefix}" SET statement_timeout = 1',),
    "a colleague's password": ("ALTER ROLE \"{colleague_login}\" PASSWORD 'x'",),
    "a colleague's login locked": ('ALTER ROLE "{colleague_login}" NOLOGIN',),
    "give_password": ("SELECT give_password('{colleague_login}', 'SCRAM-SHA-256$x')",),
    "add_machine": ("SELECT add_machine('min-maskin', 'service')",),
    "make_login": ("SELECT make_login('min-konto', 15)",),
    "may_keep_logins": ("SELECT may_keep_logins()",),
    "role_prefix": ("SELECT role_prefix()",),
    "free_the_feed": ("SELECT free_the_feed(0, 0)",),
    "a comment that makes a login the store's": (
        "COMMENT ON ROLE \"{prefix}_owner\" IS 'agent-console {prefix}'",
    ),
    "a table put before ours": (_SHADOW,),
    "a function put before ours": (
        "CREATE FUNCTION pg_temp.acting_person() RETURNS bigint LANGUAGE sql AS 'SELECT 1'",
    ),
    "a function in the schema": (
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ),
    "a view that shows drafts": ("CREATE VIEW theirs AS SELECT * FROM draft",),
    "SELECT INTO": ("SELECT * INTO mine FROM draft",),
    "row_security = off": ("SET LOCAL row_security = off", "SELECT text FROM draft"),
    "FORCE taken off": ("ALTER TABLE draft NO FORCE ROW LEVEL SECURITY",),
    "a row rule of one's own": ('CREATE POLICY mine ON draft TO "{login}" USING (true)',),
    "a row rule dropped": ("DROP POLICY rule_0 ON draft",),
    "a draft in a colleague's name": (
        "INSERT INTO draft VALUES ({colleague}, 'case:9', 'x', 'reply', now())",
    ),
    "a draft over a colleague's": (
        "INSERT INTO draft VALUES ({colleague}, 'case:1', 'x', 'reply', now()) "
        "ON CONFLICT (person_id, scope) DO UPDATE SET text = 'x'",
    ),
    "presence in a colleague's name": (
        "INSERT INTO presence VALUES ({colleague}, 2, 'writes', now())",
    ),
    "COPY of secrets": ("COPY service_secret TO STDOUT",),
    "COPY FROM a file": ("COPY setting FROM '/etc/passwd'",),
    "COPY FROM PROGRAM": ("COPY setting FROM PROGRAM 'id'",),
    "COPY into events with numbers": ("COPY event FROM STDIN",),
    "a file read": ("SELECT pg_read_binary_file('pg_hba.conf')",),
    "a folder listed": ("SELECT pg_ls_dir('.')",),
    "a file read as a large object": ("SELECT lo_import('/etc/passwd')",),
    "a large object written to a file": ("SELECT lo_export(1, '/tmp/x')",),
    "statistics' own table": ("SELECT * FROM pg_statistic",),
    "password verifiers by the view": ("SELECT passwd FROM pg_shadow",),
    "a colleague's session ended": ("SELECT pg_terminate_backend({pid})",),
    "a colleague's statement ended": ("SELECT pg_cancel_backend({pid})",),
    "the cases locked": ('LOCK TABLE "case" IN ACCESS EXCLUSIVE MODE',),
    "the events locked": ("LOCK TABLE event IN SHARE MODE",),
    "the gate locked": ("LOCK TABLE feed_gate IN ACCESS SHARE MODE",),
    "the gate dropped": ("DROP TABLE feed_gate",),
    "a counter turned": ("SELECT setval('event_id_seq', 1)",),
    "a counter read": ("SELECT nextval('feed_seq_seq')",),
    "a number of one's own": (_EVENT.replace("(act_id", "(id, act_id").replace("(gen", "(9, gen"),),
    "a number of one's own, overriding": (
        _EVENT.replace("(act_id", "(id, act_id").replace(
            "VALUES (", "OVERRIDING SYSTEM VALUE VALUES (9, "
        ),
    ),
    "a case with a number of one's own": (
        "INSERT INTO \"case\" (id, state) VALUES (4711, 'open')",
    ),
    "the feed written": ("INSERT INTO feed (event_id) VALUES (1)",),
    "the feed cut": ("DELETE FROM feed",),
    "the feed by its trigger's function": (
        "CREATE TEMP TABLE mine (id bigint)",
        "CREATE TRIGGER t AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION feed_event()",
    ),
    "a trigger dropped": ("DROP TRIGGER stamp_actor ON event",),
    "a trigger of one's own": (
        "CREATE TRIGGER mine AFTER INSERT ON event EXECUTE FUNCTION feed_event()",
    ),
    "triggers left out": ("SET LOCAL session_replication_role = replica", _EVENT),
    "the epoch changed": ("UPDATE store_fact SET value = 'x' WHERE name = 'feed_epoch'",),
    "a DO block as the owner": ("DO $$ BEGIN SET LOCAL ROLE {prefix}_owner; END $$",),
    "a DO block that changes an event": ("DO $$ BEGIN UPDATE event SET kind = 'x'; END $$",),
    "an extension taken away": ("DROP EXTENSION plpgsql CASCADE",),
    "a schema": ("CREATE SCHEMA mine",),
    "an event trigger": (
        "CREATE EVENT TRIGGER mine ON ddl_command_start EXECUTE FUNCTION feed_event()",
    ),
    "a publication": ("CREATE PUBLICATION mine FOR TABLE draft",),
    "a slot of the log": ("SELECT pg_create_logical_replication_slot('x', 'pgoutput')",),
    "a comment on a table": ("COMMENT ON TABLE event IS 'x'",),
    "one's own login's name": ("UPDATE person SET login = '{colleague_login}' WHERE id = {me}",),
    "one's own roles": ("UPDATE person SET roles = '[\"administrator\"]' WHERE id = {me}",),
}
"""Each of these must be refused, by the server's rights or by a guard of ours."""

BY_THEMSELVES = (
    "ALTER SYSTEM SET fsync = off",
    "CREATE DATABASE mine",
    'DROP DATABASE "{prefix}"',
    "CREATE TABLESPACE mine LOCATION '/tmp'",
)
"""The same, for what the server carries out in no transaction."""

HARMLESS: dict[str, tuple[str, ...]] = {
    "a colleague's draft, asked for": ("SELECT 1 FROM draft WHERE person_id = {colleague}",),
    "a colleague's draft, changed": ("UPDATE draft SET text = 'x' WHERE person_id = {colleague}",),
    "a colleague's draft, removed": ("DELETE FROM draft WHERE person_id = {colleague}",),
    "a colleague's draft, held": ("SELECT 1 FROM draft WHERE person_id = {colleague} FOR UPDATE",),
    "a colleague's draft, as the group": (
        'SET ROLE "{prefix}_agent"',
        "SELECT 1 FROM draft WHERE person_id = {colleague}",
    ),
    "a colleague's draft, by a cursor": (
        "DECLARE c CURSOR FOR SELECT 1 FROM draft WHERE person_id = {colleague}",
        "FETCH c",
    ),
    "a colleague's draft, by a prepared question": (
        "PREPARE q AS SELECT 1 FROM draft WHERE person_id = {colleague}",
        "EXECUTE q",
        "DEALLOCATE q",
        "SELECT 1 FROM draft WHERE person_id = {colleague}",
    ),
    "a colleague's answers": ("SELECT 1 FROM command WHERE actor_id = {colleague}",),
    "a sample that passes row rules": (
        "SELECT 1 FROM draft TABLESAMPLE SYSTEM (100) WHERE person_id = {colleague}",
    ),
}
"""Each of these is carried out, and finds or changes nothing."""

_CHANGED = "ON CONFLICT (no) DO UPDATE SET"
_ENTRY = (
    "INSERT INTO work_entry ({no}id, incident_id, technician_id, kind, at, text, work_kind, "
    "machine, recorded_at) SELECT {value}gen_random_uuid(), incident_id, technician_id, kind, at, "
    "text, work_kind, machine, recorded_at FROM work_entry LIMIT 1"
)
_STRUCK = "MERGE INTO {0} t USING {0} s ON t.no = s.no WHEN MATCHED THEN {1}"

ON_CALL: dict[str, tuple[str, tuple[str, ...]]] = {
    "an entry with a number of one's own": (
        "technician",
        (_ENTRY.format(no="no, ", value="4711, "),),
    ),
    "an entry over another": (
        "technician",
        (_ENTRY.format(no="no, ", value="no, ") + f" {_CHANGED} text = 'x'",),
    ),
    "an entry merged away": ("technician", (_STRUCK.format("work_entry", "DELETE"),)),
    "a verdict merged over": (
        "technician",
        (_STRUCK.format("verdict", "UPDATE SET verdict = 'customer'"),),
    ),
    "a step merged over": (
        "accounting",
        (_STRUCK.format("basis_step", "UPDATE SET reason = 'x'"),),
    ),
    "an entry held": ("technician", ("SELECT 1 FROM work_entry FOR UPDATE",)),
    "bases locked": ("lead", ("LOCK TABLE basis IN ACCESS EXCLUSIVE MODE",)),
    "bases emptied": ("accounting", ("TRUNCATE basis, basis_step CASCADE",)),
    "incidents emptied": ("lead", ("TRUNCATE incident CASCADE",)),
    "the guards left out": (
        "technician",
        ("SET LOCAL session_replication_role = replica", "UPDATE work_entry SET text = 'x'"),
    ),
    "the guards turned off": ("lead", ("ALTER TABLE basis DISABLE TRIGGER basis_fits",)),
    "the guards replaced": (
        "lead",
        (
            "CREATE OR REPLACE FUNCTION may_approve(incident uuid) RETURNS boolean "
            "LANGUAGE sql AS 'SELECT true'",
        ),
    ),
    "the guards asked": ("technician", ("SELECT acts_as('lead')",)),
    "the approval asked for": ("technician", ("SELECT may_approve(gen_random_uuid())",)),
    "the lead's group, then an approval": (
        "technician",
        ('SET ROLE "{prefix}_lead"', "UPDATE basis SET state = 'approved'"),
    ),
    "all steps in one statement": (
        "accounting",
        (
            "UPDATE basis SET state = CASE state WHEN 'draft' THEN 'ready' WHEN 'ready' "
            "THEN 'approved' ELSE state END",
        ),
    ),
    "approved and exported at once": (
        "lead",
        ("UPDATE basis SET state = 'exported' WHERE state = 'ready'",),
    ),
    "another incident's basis": ("lead", ("UPDATE basis SET incident_id = incident_id",)),
    "a reduction upwards of nothing": (
        "technician",
        (
            "UPDATE basis SET reduced_to_hours = 9, reduced_by = {me}, reduction_reason = 'x' "
            "WHERE state = 'draft'",
        ),
    ),
    "a turn for a colleague": (
        "technician",
        (
            "INSERT INTO duty_change (role, starts_at, ends_at, person_id, reason, made_at) "
            "VALUES ('primary', '2030-01-01', '2030-01-02', {colleague}, '', now())",
        ),
    ),
    "a turn over another's": (
        "lead",
        ("UPDATE duty_change SET person_id = {me}",),
    ),
    "the price by way of a new setting": (
        "administrator",
        (
            "INSERT INTO setting VALUES ('billing_policy', '1', 1, now(), {me}) "
            "ON CONFLICT (key) DO UPDATE SET value = '1'",
        ),
    ),
    "how long anybody may wait": (
        "administrator",
        (
            "INSERT INTO setting VALUES ('targets', '1', 1, now(), {me}) "
            "ON CONFLICT (key) DO UPDATE SET value = '1'",
        ),
    ),
    "the price by way of another setting": (
        "administrator",
        (
            "INSERT INTO setting VALUES ('priser', '1', 1, now(), {me})",
            "UPDATE setting SET key = 'duty' WHERE key = 'priser'",
        ),
    ),
}
"""The same, by whoever has most to do with on-call work and bases."""

EVEN_BY_THE_SUPERUSER = (
    "UPDATE work_entry SET text = 'x'",
    "DELETE FROM work_entry",
    "TRUNCATE work_entry CASCADE",
    "UPDATE verdict SET reason = 'x'",
    "TRUNCATE verdict",
    "UPDATE basis_step SET reason = 'x'",
    "DELETE FROM basis_step",
    "TRUNCATE basis_step",
    "DELETE FROM basis WHERE state = 'approved'",
    "UPDATE basis SET ex_vat_ore = 1 WHERE state = 'approved'",
    "UPDATE basis SET state = 'approved', approved_at = now() WHERE state = 'ready'",
    "UPDATE basis SET state = 'draft' WHERE state = 'exported'",
    "TRUNCATE incident CASCADE",
    "UPDATE incident SET reported_at = now() - interval '1 day'",
    "UPDATE duty_change SET withdrawn_at = NULL WHERE withdrawn_at IS NOT NULL",
    "UPDATE chat SET state = 'waiting', ended_at = NULL, agent_id = NULL WHERE state = 'ended'",
    "UPDATE call SET ending = 'answered' WHERE ending = 'abandoned'",
    "UPDATE call SET called_back_at = now() WHERE called_back_at IS NOT NULL",
    "UPDATE escalation SET reason = 'x'",
    "UPDATE escalation SET answer = 'x' WHERE state = 'answered'",
    "UPDATE escalation SET state = 'asked', closed_at = NULL WHERE state = 'taken_back'",
    "UPDATE promise SET due_at = now()",
    "UPDATE availability SET readiness = 'asleep'",
    "DELETE FROM chat",
    "DELETE FROM promise",
    "TRUNCATE escalation",
    "TRUNCATE call",
)
"""By a statement alone: one would have to take the guards away first, which `db check` tells."""
