"""What PostgreSQL guards of on-call work and bases from schema 0003 on: functions and triggers.

Who did something is stamped from the login, the log and what was judged is only added to, and a
basis goes through its life a step at a time, each by who may. All of it also holds against the
owner, and in a session with triggers turned off for replication. See `guards_0002.py` for how
such functions are made safe.
"""

from collections.abc import Iterable, Iterator

from console.data.migrations.facts_0003 import ENTRY, INCIDENT, ROLE, VERDICT
from console.data.migrations.life_0003 import BEGINS, COMPLETE, STEPS
from console.data.migrations.safe_path import SAFE

_REFUSE = "USING ERRCODE = 'insufficient_privilege'"

COUNTED = (
    ("incident", "no"),
    ("verdict", "no"),
    ("work_entry", "no"),
    ("duty_rotation", "id"),
    ("duty_change", "id"),
    ("basis", "id"),
    ("basis_step", "no"),
)
"""Keys that are counted, as in 0002."""

_FREE = "\n".join(
    f"WHEN '{old} {new}' THEN ARRAY[{', '.join(repr(column) for column in columns)}]"
    for (old, new), columns in STEPS.items()
)

_SHARED = (
    f"""CREATE FUNCTION acts_as(role text) RETURNS boolean LANGUAGE sql STABLE {SAFE} AS $$
        SELECT pg_has_role(session_user, value || '_' || role, 'MEMBER')
        FROM public.store_fact WHERE name = 'role_prefix' $$""",
    # By statement: also one that reaches no row, and TRUNCATE.
    f"""CREATE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME {_REFUSE}; END $$""",
)

_INCIDENTS = (
    f"""CREATE FUNCTION keep_incident() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        DECLARE who bigint := acting_person();
        BEGIN
            IF TG_OP = 'INSERT' THEN
                NEW.opened_by := who;
                IF NOT ({INCIDENT}) OR NEW.state <> 'open' OR NEW.acknowledged_at IS NOT NULL
                    OR NEW.acknowledged_by IS NOT NULL OR NEW.over_at IS NOT NULL
                    OR NEW.over_by IS NOT NULL THEN
                    RAISE EXCEPTION 'an incident begins open' {_REFUSE};
                END IF;
                RETURN NEW;
            END IF;
            IF (NEW.no, NEW.id, NEW.reported_at, NEW.opened_at) <>
                    (OLD.no, OLD.id, OLD.reported_at, OLD.opened_at)
                OR NEW.opened_by IS DISTINCT FROM OLD.opened_by
                OR OLD.shop_id IS NOT NULL AND NEW.shop_id IS DISTINCT FROM OLD.shop_id THEN
                RAISE EXCEPTION 'what was reported stays as it was' {_REFUSE};
            END IF;
            IF OLD.acknowledged_at IS NULL AND NEW.acknowledged_at IS NOT NULL THEN
                NEW.acknowledged_by := who;
            ELSIF (NEW.acknowledged_at, NEW.acknowledged_by) IS DISTINCT FROM
                (OLD.acknowledged_at, OLD.acknowledged_by) THEN
                RAISE EXCEPTION 'the first to acknowledge stays the first' {_REFUSE};
            END IF;
            IF OLD.state <> 'over' AND NEW.state = 'over' AND NEW.over_at IS NOT NULL THEN
                NEW.over_by := who;
            ELSIF NOT (NEW.state = 'open' AND NEW.over_at IS NULL AND NEW.over_by IS NULL
                OR NEW.state = OLD.state
                AND (NEW.over_at, NEW.over_by) IS NOT DISTINCT FROM (OLD.over_at, OLD.over_by))
            THEN
                RAISE EXCEPTION 'an incident is open, or over since an instant' {_REFUSE};
            END IF;
            RETURN NEW;
        END $$""",
    f"""CREATE FUNCTION stamp_linked_by() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        BEGIN NEW.linked_by := acting_person(); RETURN NEW; END $$""",
    f"""CREATE FUNCTION keep_verdict() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        BEGIN
            NEW.by_id := acting_person();
            IF NOT ({VERDICT}) THEN
                RAISE EXCEPTION 'a verdict is one of four, and has a reason' {_REFUSE};
            END IF;
            RETURN NEW;
        END $$""",
    # Nobody counts or strikes what a colleague wrote, nor what belongs to another incident.
    f"""CREATE FUNCTION keep_work_entry() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        BEGIN
            NEW.technician_id := acting_person();
            NEW.recorded_at := clock_timestamp();
            IF NEW.refers_to IS NOT NULL AND NOT EXISTS (SELECT FROM public.work_entry w
                WHERE w.id = NEW.refers_to AND w.incident_id = NEW.incident_id
                AND w.technician_id = NEW.technician_id) THEN
                RAISE EXCEPTION 'an entry refers to one of one''s own' {_REFUSE};
            END IF;
            IF NOT ({ENTRY}) THEN
                RAISE EXCEPTION 'an entry says what its kind takes' {_REFUSE};
            END IF;
            RETURN NEW;
        END $$""",
)

_DUTY = (
    f"""CREATE FUNCTION keep_duty_rotation() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN
                NEW.made_by := acting_person();
                IF NOT ({ROLE}) THEN
                    RAISE EXCEPTION 'no role of the roster' {_REFUSE};
                END IF;
            ELSIF OLD.ends_at IS NOT NULL OR NEW.ends_at IS NULL
                OR to_jsonb(NEW) - 'ends_at' <> to_jsonb(OLD) - 'ends_at' THEN
                RAISE EXCEPTION 'a rotation is ended once, never changed' {_REFUSE};
            END IF;
            RETURN NEW;
        END $$""",
    f"""CREATE FUNCTION keep_duty_change() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN
                NEW.made_by := acting_person();
                IF NEW.withdrawn_at IS NULL AND NEW.withdrawn_by IS NULL THEN
                    RETURN NEW;
                END IF;
            ELSIF OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL
                AND to_jsonb(NEW) - ARRAY['withdrawn_at', 'withdrawn_by']
                    = to_jsonb(OLD) - ARRAY['withdrawn_at', 'withdrawn_by'] THEN
                NEW.withdrawn_by := acting_person();
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'a change of duty is withdrawn once, never changed' {_REFUSE};
        END $$""",
)

_BASES = (
    f"""CREATE FUNCTION may_approve(incident uuid) RETURNS boolean
        LANGUAGE sql STABLE {SAFE} AS $$
        SELECT acting_person() IS NOT NULL AND acts_as('lead') AND NOT EXISTS (
            SELECT FROM public.work_entry w
            WHERE w.incident_id = incident AND w.technician_id = acting_person()) $$""",
    f"""CREATE FUNCTION may_step(old public.basis, new public.basis) RETURNS boolean
        LANGUAGE sql STABLE {SAFE} AS $$
        SELECT CASE
            WHEN new.state = 'approved' OR old.state || new.state = 'readyready'
                OR new.reduced_to_hours IS DISTINCT FROM old.reduced_to_hours
                AND new.reduced_to_hours IS NOT NULL THEN may_approve(new.incident_id)
            WHEN new.state IN ('draft', 'ready') THEN acts_as('technician') OR acts_as('lead')
            ELSE acts_as('accounting') END $$""",
    f"""CREATE FUNCTION keep_basis() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        DECLARE free text[];
        BEGIN
            IF NEW.snapshot <> '' AND NEW.snapshot_sha256
                <> encode(sha256(convert_to(NEW.snapshot, 'UTF8')), 'hex') THEN
                RAISE EXCEPTION 'a snapshot bears its own sum' {_REFUSE};
            END IF;
            IF TG_OP = 'INSERT' THEN
                IF NOT ({BEGINS}) OR NEW.credits_id IS NOT NULL AND NOT acts_as('accounting') THEN
                    RAISE EXCEPTION 'a basis begins as a draft, or as a credit' {_REFUSE};
                END IF;
                RETURN NEW;
            END IF;
            IF NEW.state = 'approved' THEN
                NEW.approved_by := acting_person();
            ELSIF NEW.state = 'exported' THEN
                NEW.exported_by := acting_person();
            ELSIF NEW.reduced_to_hours IS DISTINCT FROM OLD.reduced_to_hours THEN
                NEW.reduced_by := CASE WHEN NEW.reduced_to_hours IS NOT NULL
                    THEN acting_person() END;
            END IF;
            free := CASE OLD.state || ' ' || NEW.state {_FREE} END;
            IF free IS NULL OR to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN
                RAISE EXCEPTION 'no step in the life of a basis' {_REFUSE};
            END IF;
            IF NOT may_step(OLD, NEW) OR NOT ({COMPLETE}) THEN
                RAISE EXCEPTION 'that step is another''s, or lacks something' {_REFUSE};
            END IF;
            RETURN NEW;
        END $$""",
    # The same sum as in domain/billing/step_chain.py.
    f"""CREATE FUNCTION keep_basis_step() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        DECLARE last_step int := 0; last_sum text := ''; told text;
        BEGIN
            NEW.by_id := acting_person();
            SELECT s.step, s.sha256 INTO last_step, last_sum FROM public.basis_step s
            WHERE s.basis_id = NEW.basis_id ORDER BY s.step DESC LIMIT 1;
            SELECT string_agg(length(f) || ':' || f || ',', '' ORDER BY n) INTO told
            FROM unnest(ARRAY[NEW.earlier_sha256, NEW.basis_id::text, NEW.step::text, NEW.kind,
                (extract(epoch FROM NEW.at) * 1000000)::bigint::text,
                coalesce(NEW.by_id::text, ''), NEW.reason, NEW.before, NEW.after])
                WITH ORDINALITY AS x (f, n);
            IF NEW.step <> coalesce(last_step, 0) + 1
                OR NEW.earlier_sha256 <> coalesce(last_sum, '')
                OR NEW.sha256 <> encode(sha256(convert_to(told, 'UTF8')), 'hex')
                OR NEW.step > 1 AND NOT (acts_as('technician') OR acts_as('lead')
                    OR acts_as('accounting')) THEN
                RAISE EXCEPTION 'a step is bound to the one before it' {_REFUSE};
            END IF;
            RETURN NEW;
        END $$""",
)

_ONE_AT_A_TIME = (
    "ALTER TABLE duty_change ADD CONSTRAINT ck_duty_change_ends_after_start "
    "CHECK (ends_at > starts_at)",
    "ALTER TABLE duty_change ADD CONSTRAINT ck_duty_change_role "
    f"CHECK ({ROLE.removeprefix('new.')})",
    *(
        f"ALTER TABLE duty_change ADD CONSTRAINT ex_duty_change_{role} EXCLUDE USING gist "
        f"(tstzrange(starts_at, ends_at) WITH &&) WHERE (withdrawn_at IS NULL AND role = '{role}')"
        for role in ("primary", "backup")
    ),
)
"""Of two who change the same hours of one role at once, one wins."""

_BEFORE = (
    ("incident", "incident_fits", "INSERT OR UPDATE", "keep_incident"),
    ("incident_case", "stamp_linked_by", "INSERT", "stamp_linked_by"),
    ("closing_note", "stamp_changed_by", "INSERT OR UPDATE", "stamp_changed_by"),
    ("verdict", "verdict_fits", "INSERT", "keep_verdict"),
    ("work_entry", "work_entry_fits", "INSERT", "keep_work_entry"),
    ("duty_rotation", "duty_rotation_fits", "INSERT OR UPDATE", "keep_duty_rotation"),
    ("duty_change", "duty_change_fits", "INSERT OR UPDATE", "keep_duty_change"),
    ("basis", "basis_fits", "INSERT OR UPDATE", "keep_basis"),
    ("basis_step", "basis_step_fits", "INSERT", "keep_basis_step"),
)
"""Table, trigger, what it comes before, function; for each row."""

_STAY = (
    ("incident", "DELETE OR TRUNCATE"),
    ("basis", "DELETE OR TRUNCATE"),
    ("verdict", "UPDATE OR DELETE OR TRUNCATE"),
    ("work_entry", "UPDATE OR DELETE OR TRUNCATE"),
    ("basis_step", "UPDATE OR DELETE OR TRUNCATE"),
)
"""Table, and what never happens to it."""


def put_on(
    before: Iterable[tuple[str, str, str, str]], stay: Iterable[tuple[str, str]]
) -> Iterator[str]:
    """The triggers of both, which hold always: also where triggers are left out."""
    triggers = []
    for table, trigger, verbs, function in before:
        yield (
            f"CREATE TRIGGER {trigger} BEFORE {verbs} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()"
        )
        triggers.append((table, trigger))
    for table, verbs in stay:
        yield (
            f"CREATE TRIGGER {table}_stays BEFORE {verbs} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION only_added_to()"
        )
        triggers.append((table, f"{table}_stays"))
    for table, trigger in triggers:
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}"


GUARDS = (*_SHARED, *_INCIDENTS, *_DUTY, *_ONE_AT_A_TIME, *_BASES, *put_on(_BEFORE, _STAY))
