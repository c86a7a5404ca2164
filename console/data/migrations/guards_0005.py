"""What PostgreSQL guards of talking live and of what is asked of the outside from schema 0005 on.

What 0002 and 0004 promised still holds; a line in a chat is a message of its agent's, and a chat is
ended by whose it is. See `guards_0002.py` for how such functions are made safe.
"""

from console.data.migrations.guards_0003 import put_on
from console.data.migrations.guards_0004 import same
from console.data.migrations.life_0005 import ASKED, BEGINS, FINISHED, TOLD
from console.data.migrations.safe_path import SAFE

_REFUSE = "USING ERRCODE = 'insufficient_privilege'"

_SAID = (
    # As in 0002; and a line in a chat is for whoever has the chat to say.
    f"""CREATE OR REPLACE FUNCTION stamp_author() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        BEGIN
            NEW.author_id := acting_person();
            IF NEW.author_id IS NOT NULL AND (NEW.kind NOT IN ('mail_out', 'chat_out', 'note')
                OR NEW.sender_name || NEW.sender_address || NEW.html <> ''
                OR NEW.header_id IS NOT NULL OR NEW.raw_sha256 IS NOT NULL) THEN
                RAISE EXCEPTION 'what customers say is taken in by serve alone' {_REFUSE};
            END IF;
            IF NEW.author_id IS NOT NULL AND NEW.kind = 'chat_out' AND NOT EXISTS (
                SELECT FROM public.chat c WHERE c.case_id = NEW.case_id
                AND c.agent_id = NEW.author_id AND c.state <> 'ended') THEN
                RAISE EXCEPTION 'a chat is its agent''s' {_REFUSE};
            END IF;
            RETURN NEW;
        END $$""",
    f"""CREATE OR REPLACE FUNCTION keep_message() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        DECLARE who bigint := acting_person();
        BEGIN
            IF OLD.raw_sha256 IS NOT NULL AND (NEW.raw_sha256 IS DISTINCT FROM OLD.raw_sha256
                OR NEW.header_id IS DISTINCT FROM OLD.header_id) THEN
                RAISE EXCEPTION 'a letter stays what it was' {_REFUSE};
            END IF;
            IF who IS NOT NULL AND (OLD.kind IN ('mail_in', 'chat_in')
                OR (NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at
                    AND OLD.author_id IS DISTINCT FROM who)) THEN
                RAISE EXCEPTION 'a message is taken back by its author alone' {_REFUSE};
            END IF;
            RETURN NEW;
        END $$""",
    # A letter goes by mail, a line to the chat that it was said in.
    f"""CREATE FUNCTION may_send(message uuid, case_no bigint, by_way_of text) RETURNS boolean
        LANGUAGE sql STABLE {SAFE} AS $$
        SELECT EXISTS (SELECT FROM public.message m WHERE m.id = message AND m.case_id = case_no
            AND m.author_id = acting_person() AND CASE m.kind
                WHEN 'mail_out' THEN by_way_of = 'mail'
                WHEN 'chat_out' THEN EXISTS (SELECT FROM public.chat c WHERE c.case_id = case_no
                    AND c.agent_id = acting_person() AND c.connector = by_way_of)
                ELSE false END) $$""",
    f"""CREATE OR REPLACE FUNCTION keep_outbox() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        DECLARE who bigint := acting_person();
        BEGIN
            IF who IS NULL THEN
                RETURN NEW;
            END IF;
            IF TG_OP = 'INSERT' THEN
                IF may_send(NEW.message_id, NEW.case_id, NEW.connector) AND NEW.state = 'composed'
                    AND NEW.envelope = '{{}}' AND NEW.rendered_sha256 IS NULL AND NEW.epoch = 0
                    AND NEW.attempts = 0 AND NEW.outcome = '' AND NEW.filed_at IS NULL THEN
                    RETURN NEW;
                END IF;
            ELSIF (OLD.state = 'composed' AND NEW.state = 'withdrawn' AND EXISTS (
                    SELECT FROM public.message m WHERE m.id = NEW.message_id AND m.author_id = who
                    AND m.case_id = NEW.case_id AND m.kind IN ('mail_out', 'chat_out')))
                OR (OLD.state IN ('unknown', 'refused') AND NEW.state IN ('composed', 'accepted'))
            THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'an answer is sent as its author wrote it' {_REFUSE};
        END $$""",
)

_CHATS = (
    # Its agent ends it, or a lead; anybody at the desk, where a visitor went whom nobody had.
    f"""CREATE FUNCTION may_end(old public.chat, new public.chat) RETURNS boolean
        LANGUAGE sql STABLE {SAFE} AS $$
        SELECT new.agent_id IS NOT DISTINCT FROM old.agent_id
            AND new.first_reply_at IS NOT DISTINCT FROM old.first_reply_at
            AND (old.agent_id IS NOT DISTINCT FROM acting_person() OR acts_as('lead')
                OR old.agent_id IS NULL AND old.state = 'left') $$""",
    # As in 0004, and ending.
    f"""CREATE OR REPLACE FUNCTION may_touch(old public.chat, new public.chat) RETURNS boolean
        LANGUAGE sql STABLE {SAFE} AS $$
        SELECT old.state <> 'ended' AND CASE WHEN new.state = 'ended' THEN may_end(old, new)
            ELSE (new.state = old.state OR old.state = 'waiting' AND new.state = 'active'
                OR old.state = 'active' AND new.state = 'waiting')
            AND (new.offered_to IS NULL OR (new.offered_to, new.offered_until)
                IS NOT DISTINCT FROM (old.offered_to, old.offered_until))
            AND CASE WHEN new.agent_id IS NOT DISTINCT FROM acting_person() THEN
                new.waiting_since IS NULL
                OR new.waiting_since IS NOT DISTINCT FROM old.waiting_since
            ELSE new.waiting_since IS NOT DISTINCT FROM old.waiting_since
                AND new.first_reply_at IS NOT DISTINCT FROM old.first_reply_at
                AND (old.agent_id IS NOT DISTINCT FROM acting_person() OR acts_as('lead')
                    OR old.offered_to IS NOT DISTINCT FROM acting_person()
                        AND new.agent_id IS NULL) END END $$""",
)

_ASKED = (
    # One ends one's own chat and call, and speaks for one's own telephone.
    f"""CREATE FUNCTION may_ask(act public.outward_act) RETURNS boolean
        LANGUAGE sql STABLE {SAFE} AS $$
        SELECT CASE act.kind
            WHEN 'end_chat' THEN EXISTS (SELECT FROM public.chat c
                WHERE c.connector = act.connector AND c.remote_id = act.target
                AND (c.agent_id = acting_person() OR acts_as('lead')
                    OR c.agent_id IS NULL AND c.state IN ('left', 'ended')))
            WHEN 'hang_up' THEN EXISTS (SELECT FROM public.call c
                WHERE c.connector = act.connector AND c.remote_id = act.target
                AND (c.answered_by = acting_person() OR acts_as('lead')))
            ELSE EXISTS (SELECT FROM public.setting s WHERE s.key = 'telephones'
                AND s.value ->> (act.details ->> 'interface') = session_user) END $$""",
    f"""CREATE FUNCTION keep_outward_act() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF {same(ASKED)} AND (NOT ({FINISHED}) OR {same(TOLD)}) THEN
                    RETURN NEW;
                END IF;
                RAISE EXCEPTION 'what was asked stays, and what is finished' {_REFUSE};
            END IF;
            NEW.asked_by := acting_person();
            IF NOT ({BEGINS}) OR NEW.asked_by IS NOT NULL AND NOT may_ask(NEW) THEN
                RAISE EXCEPTION 'an act begins as asked for, of what is one''s own' {_REFUSE};
            END IF;
            RETURN NEW;
        END $$""",
)

_BEFORE = (("outward_act", "outward_act_fits", "INSERT OR UPDATE", "keep_outward_act"),)
_STAY = (("outward_act", "DELETE OR TRUNCATE"),)

GUARDS = (*_SAID, *_CHATS, *_ASKED, *put_on(_BEFORE, _STAY))
