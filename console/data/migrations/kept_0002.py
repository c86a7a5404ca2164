"""What the owner keeps as it was said and sent: messages, their files, the outbox, bytes.

A grant says which columns somebody may write, not which rows nor with what; these say the rest.
They look at people only: `serve` writes what it is told outside, and has the columns for that.
"""

from console.data.migrations.safe_path import SAFE

_REFUSE = "USING ERRCODE = 'insufficient_privilege'"

KEPT = (
    # A person writes in their own name, and never what could pass for a customer's words.
    f"""CREATE FUNCTION stamp_author() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        BEGIN
            NEW.author_id := acting_person();
            IF NEW.author_id IS NOT NULL AND (NEW.kind NOT IN ('mail_out', 'note')
                OR NEW.sender_name || NEW.sender_address || NEW.html <> ''
                OR NEW.header_id IS NOT NULL OR NEW.raw_sha256 IS NOT NULL) THEN
                RAISE EXCEPTION 'what customers say is taken in by serve alone' {_REFUSE};
            END IF;
            RETURN NEW;
        END $$""",
    f"""CREATE FUNCTION keep_message() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        DECLARE who bigint := acting_person();
        BEGIN
            IF OLD.raw_sha256 IS NOT NULL AND (NEW.raw_sha256 IS DISTINCT FROM OLD.raw_sha256
                OR NEW.header_id IS DISTINCT FROM OLD.header_id) THEN
                RAISE EXCEPTION 'a letter stays what it was' {_REFUSE};
            END IF;
            IF who IS NOT NULL AND (OLD.kind = 'mail_in'
                OR (NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at
                    AND OLD.author_id IS DISTINCT FROM who)) THEN
                RAISE EXCEPTION 'a message is taken back by its author alone' {_REFUSE};
            END IF;
            RETURN NEW;
        END $$""",
    # Files come with a message, by its author, before it is on its way.
    f"""CREATE FUNCTION keep_attachments() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        DECLARE who bigint := acting_person();
        BEGIN
            IF who IS NOT NULL AND NOT EXISTS (
                SELECT FROM public.message m WHERE m.no = NEW.message_no AND m.author_id = who
                AND NOT EXISTS (SELECT FROM public.outbox o WHERE o.message_id = m.id)) THEN
                RAISE EXCEPTION 'a message gets its files from its author, at once' {_REFUSE};
            END IF;
            RETURN NEW;
        END $$""",
    # What goes out is rendered by serve; a person may stop their own answer, or decide on one
    # whose fate is not known.
    f"""CREATE FUNCTION keep_outbox() RETURNS trigger LANGUAGE plpgsql {SAFE} AS $$
        DECLARE who bigint := acting_person(); is_own boolean;
        BEGIN
            IF who IS NULL THEN
                RETURN NEW;
            END IF;
            is_own := EXISTS (SELECT FROM public.message m WHERE m.id = NEW.message_id
                AND m.case_id = NEW.case_id AND m.kind = 'mail_out' AND m.author_id = who);
            IF TG_OP = 'INSERT' THEN
                IF is_own AND NEW.state = 'composed' AND NEW.envelope = '{{}}'
                    AND NEW.rendered_sha256 IS NULL AND NEW.epoch = 0 AND NEW.attempts = 0
                    AND NEW.outcome = '' AND NEW.filed_at IS NULL THEN
                    RETURN NEW;
                END IF;
            ELSIF (is_own AND OLD.state = 'composed' AND NEW.state = 'withdrawn')
                OR (OLD.state IN ('unknown', 'refused') AND NEW.state IN ('composed', 'accepted'))
            THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'an answer is sent as its author wrote it' {_REFUSE};
        END $$""",
    "CREATE TRIGGER stamp_author BEFORE INSERT ON message "
    "FOR EACH ROW EXECUTE FUNCTION stamp_author()",
    "CREATE TRIGGER keep_message BEFORE UPDATE ON message "
    "FOR EACH ROW EXECUTE FUNCTION keep_message()",
    "CREATE TRIGGER keep_attachments BEFORE INSERT ON attachment "
    "FOR EACH ROW EXECUTE FUNCTION keep_attachments()",
    "CREATE TRIGGER keep_outbox BEFORE INSERT OR UPDATE ON outbox "
    "FOR EACH ROW EXECUTE FUNCTION keep_outbox()",
    *(
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}"
        for table, trigger in (
            ("message", "stamp_author"),
            ("message", "keep_message"),
            ("attachment", "keep_attachments"),
            ("outbox", "keep_outbox"),
        )
    ),
    # Bytes are found by their sum: nobody can put others there in advance.
    "ALTER TABLE blob ADD CONSTRAINT ck_blob_is_what_it_says "
    "CHECK (sha256 = encode(sha256(content), 'hex') AND size = octet_length(content))",
)
