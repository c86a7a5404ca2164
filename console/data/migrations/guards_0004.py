"""What PostgreSQL guards of live channels from schema 0004 on: functions and triggers.

A chat is its agent's, who did something is stamped from the login, and what ended outside stays
ended. See `guards_0002.py` for how such functions are made safe, `life_0004.py` for what goes on.
"""

from collections.abc import Iterable

from console.data.migrations.guards_0003 import put_on
from console.data.migrations.life_0004 import (
    CALL_BEGINS,
    CALL_ENDED,
    CALL_STAYS,
    CHAT_ENDED,
    CHAT_STAYS,
    PROMISE_BEGINS,
    PROMISE_ENDS,
    PROMISE_STAYS,
    STEPS,
)
from console.data.migrations.safe_path import SAFE

_REFUSE = "USING ERRCODE = 'insufficient_privilege'"

COUNTED = (("chat", "no"), ("call", "no"), ("escalation", "id"))
"""Keys that are counted, as in 0002."""


def same(columns: Iterable[str]) -> str:
    """That none of the columns changed, as SQL of a server's trigger."""
    return " AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in columns)


_FREE = "\n".join(
    f"WHEN '{old} {new}' THEN ARRAY[{', '.join(repr(column) for column in columns)}]"
    for (old, new), columns in STEPS.items()
)

_LIVE = (
    # Machines tell what happens outside. A person takes a chat, says something in their own, hands
    # it on or gives it back; whom it rings for may say no.
    f"""CREATE FUNCTION may_touch(old public.chat, new public.chat) RETURNS boolean
        LANGUAGE sql STABLE {SAFE} AS $$
        SELECT (new.state = old.state OR old.state = 'waiting' AND new.state = 'active'
                OR old.state = 'active' AND new.state = 'waiting')
            AND old.state <> 'ended'
            AND (new.offered_to IS NULL OR (new.offered_to, new.offered_until)
                IS NOT DISTINCT FROM (old.offered_to, old.offered_until))
            AND CASE WHEN new.agent_id IS NOT DISTINCT FROM acting_person() THEN
                new.waiting_since IS NULL
                OR new.waiting_since IS NOT DISTINCT FROM old.waiting_since
            ELSE new.waiting_since IS NOT DISTINCT FROM old.waiting_since
                AND new.first_reply_at IS NOT DISTINCT FROM old.first_reply_at
                AND (old.agent_id IS NOT DISTINCT FROM acting_person() OR acts_as('lead')
                    OR old.offered_to IS NOT DISTINCT FROM acting_person()
                        AND new.agent_id IS NULL) END $$""",
    f"""CREATE FUNCTION keep_chat() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        BEGIN
            IF NOT ({same(CHAT_STAYS)}) OR OLD.state = 'ended' AND NOT ({same(CHAT_ENDED)})
                OR OLD.first_reply_at IS NOT NULL AND NOT ({same(("first_reply_at",))}) THEN
                RAISE EXCEPTION 'a chat that has ended stays so' {_REFUSE};
            END IF;
            IF acting_person() IS NOT NULL AND may_touch(OLD, NEW) IS NOT TRUE THEN
                RAISE EXCEPTION 'a chat is its agent''s' {_REFUSE};
            END IF;
            RETURN NEW;
        END $$""",
    # Whoever called back first stays the first, and alone may say that it was not so. Nobody
    # moves a call to another case, but who talked.
    f"""CREATE FUNCTION keep_call() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        DECLARE who bigint := acting_person();
        BEGIN
            IF TG_OP = 'INSERT' THEN
                IF NOT ({CALL_BEGINS}) THEN
                    RAISE EXCEPTION 'nobody has called back yet' {_REFUSE};
                END IF;
                RETURN NEW;
            END IF;
            IF NOT ({same(CALL_STAYS)}) OR OLD.state = 'ended' AND NOT ({same(CALL_ENDED)}) THEN
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
            IF who IS NOT NULL AND OLD.case_id IS NOT NULL
                AND NEW.case_id IS DISTINCT FROM OLD.case_id
                AND who IS DISTINCT FROM OLD.answered_by
                AND who IS DISTINCT FROM OLD.called_back_by AND NOT acts_as('lead') THEN
                RAISE EXCEPTION 'a call''s case is for who talked to say' {_REFUSE};
            END IF;
            RETURN NEW;
        END $$""",
)

_ASKED = (
    f"""CREATE FUNCTION keep_escalation() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        DECLARE free text[];
        BEGIN
            IF TG_OP = 'INSERT' THEN
                NEW.opened_by := acting_person();
                IF NEW.state <> 'asked' THEN
                    RAISE EXCEPTION 'an escalation begins as asked' {_REFUSE};
                END IF;
                RETURN NEW;
            END IF;
            IF NEW.state = 'answered' AND OLD.state <> 'answered' THEN
                NEW.answered_by := acting_person();
            ELSIF NEW.state IN ('taken_back', 'done') THEN
                NEW.closed_by := acting_person();
            END IF;
            free := CASE OLD.state || ' ' || NEW.state {_FREE} END;
            IF free IS NULL OR to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN
                RAISE EXCEPTION 'no step in the life of an escalation' {_REFUSE};
            END IF;
            RETURN NEW;
        END $$""",
    f"""CREATE FUNCTION keep_promise() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN
                NEW.made_by := acting_person();
                IF {PROMISE_BEGINS} THEN
                    RETURN NEW;
                END IF;
            ELSIF {PROMISE_ENDS} AND {same(PROMISE_STAYS)} THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'a promise is kept or withdrawn once, never changed' {_REFUSE};
        END $$""",
)

_BEFORE = (
    ("chat", "chat_fits", "UPDATE", "keep_chat"),
    ("call", "call_fits", "INSERT OR UPDATE", "keep_call"),
    ("escalation", "escalation_fits", "INSERT OR UPDATE", "keep_escalation"),
    ("promise", "promise_fits", "INSERT OR UPDATE", "keep_promise"),
)
_STAY = tuple((table, "DELETE OR TRUNCATE") for table in ("chat", "call", "escalation", "promise"))

GUARDS = (*_LIVE, *_ASKED, *put_on(_BEFORE, _STAY))
