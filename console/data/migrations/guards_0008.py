"""What PostgreSQL guards of calls and of what is asked of the telephone from schema 0008 on.

What 0004 and 0005 promised still holds. See `guards_0002.py` for how such functions are made safe.
"""

from console.data.migrations.guards_0004 import same
from console.data.migrations.life_0004 import CALL_ENDED, CALL_STAYS
from console.data.migrations.life_0008 import CALL_BEGINS, HAS_ENDED
from console.data.migrations.safe_path import SAFE

_REFUSE = "USING ERRCODE = 'insufficient_privilege'"
_SHOP = ("shop_id", "shop_by")

_CALLS = (
    # Who talked, or a lead, says that a call is written down. Who calls is for everybody at the
    # desk to say, and no exchange takes that back; nobody says it in an exchange's name, but to
    # take back what was said: then it is the shop that the exchange told.
    f"""CREATE FUNCTION may_say(old public.call, new public.call) RETURNS boolean
        LANGUAGE sql STABLE {SAFE} AS $$
        SELECT ((new.shop_id, new.shop_by) IS NOT DISTINCT FROM (old.shop_id, old.shop_by)
                OR new.shop_by <> 'exchange' OR EXISTS (SELECT FROM public.shop s
                    WHERE s.id = new.shop_id AND s.customer_number = new.store_id))
            AND (new.wrapped_up_at IS NOT DISTINCT FROM old.wrapped_up_at
                OR old.answered_by IS NOT DISTINCT FROM acting_person() OR acts_as('lead'))
            AND (old.case_id IS NULL OR new.case_id IS NOT DISTINCT FROM old.case_id
                OR old.answered_by IS NOT DISTINCT FROM acting_person()
                OR old.called_back_by IS NOT DISTINCT FROM acting_person()
                OR acts_as('lead')) $$""",
    # As in 0004; what nobody saw the end of may turn out to go on, or to have ended otherwise.
    f"""CREATE OR REPLACE FUNCTION keep_call() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        DECLARE who bigint := acting_person();
        BEGIN
            IF TG_OP = 'INSERT' THEN
                IF NOT ({CALL_BEGINS}) THEN
                    RAISE EXCEPTION 'nobody has called back yet' {_REFUSE};
                END IF;
                RETURN NEW;
            END IF;
            IF NOT ({same(CALL_STAYS)}) OR {HAS_ENDED} AND NOT ({same(CALL_ENDED)}) THEN
                RAISE EXCEPTION 'a call that has ended stays so' {_REFUSE};
            END IF;
            IF OLD.called_back_at IS NULL AND NEW.called_back_at IS NOT NULL THEN
                NEW.called_back_by := who;
            ELSIF (NEW.called_back_at, NEW.called_back_by) IS DISTINCT FROM
                (OLD.called_back_at, OLD.called_back_by)
                AND (NEW.called_back_at IS NOT NULL OR OLD.called_back_by IS DISTINCT FROM who)
            THEN
                RAISE EXCEPTION 'the first to call back stays the first' {_REFUSE};
            END IF;
            IF who IS NULL AND 'person' IN (OLD.shop_by, NEW.shop_by) AND NOT ({same(_SHOP)}) THEN
                RAISE EXCEPTION 'who calls stays as a person said' {_REFUSE};
            END IF;
            IF who IS NOT NULL AND may_say(OLD, NEW) IS NOT TRUE THEN
                RAISE EXCEPTION 'a call is for who talked to say' {_REFUSE};
            END IF;
            RETURN NEW;
        END $$""",
)

_ASKED = (
    # As in 0005; a call of one's own goes on to somebody else, and who waits is moved forward.
    f"""CREATE OR REPLACE FUNCTION may_ask(act public.outward_act) RETURNS boolean
        LANGUAGE sql STABLE {SAFE} AS $$
        SELECT CASE
            WHEN act.kind = 'end_chat' THEN EXISTS (SELECT FROM public.chat c
                WHERE c.connector = act.connector AND c.remote_id = act.target
                AND (c.agent_id = acting_person() OR acts_as('lead')
                    OR c.agent_id IS NULL AND c.state IN ('left', 'ended')))
            WHEN act.kind IN ('hang_up', 'transfer') THEN EXISTS (SELECT FROM public.call c
                WHERE c.connector = act.connector AND c.remote_id = act.target
                AND (c.answered_by = acting_person() OR acts_as('lead')))
            WHEN act.kind = 'set_priority' THEN EXISTS (SELECT FROM public.call c
                WHERE c.connector = act.connector AND c.remote_id = act.target
                AND c.state IN ('waiting', 'ringing'))
            ELSE EXISTS (SELECT FROM public.setting s WHERE s.key = 'telephones'
                AND s.value ->> (act.details ->> 'interface') = session_user) END $$""",
)

_LEARNED = (
    f"""CREATE FUNCTION stamp_said_by() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        BEGIN NEW.said_by := acting_person(); RETURN NEW; END $$""",
    "CREATE TRIGGER stamp_said_by BEFORE INSERT OR UPDATE ON learned_number "
    "FOR EACH ROW EXECUTE FUNCTION stamp_said_by()",
    "ALTER TABLE learned_number ENABLE ALWAYS TRIGGER stamp_said_by",
)

GUARDS = (*_CALLS, *_ASKED, *_LEARNED)
