"""The first schema"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from console.data.tables.base import InstantType

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQLITE = (
    # The feed takes its number in the transaction that holds the only write lock.
    """CREATE TRIGGER feed_event AFTER INSERT ON event BEGIN
        INSERT INTO feed (event_id) VALUES (new.id); END""",
    """CREATE TRIGGER event_kept BEFORE UPDATE ON event BEGIN
        SELECT RAISE(ABORT, 'events are never changed'); END""",
    """CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN
        SELECT RAISE(ABORT, 'events are never removed'); END""",
    """CREATE VIRTUAL TABLE message_search USING fts5(
        subject, text, sender_name, sender_address,
        content='message', content_rowid='no', tokenize='unicode61')""",
    """CREATE TRIGGER message_indexed AFTER INSERT ON message BEGIN
        INSERT INTO message_search (rowid, subject, text, sender_name, sender_address)
        VALUES (new.no, new.subject, new.text, new.sender_name, new.sender_address); END""",
)

POSTGRESQL = (
    # The number is taken inside COMMIT, under a lock: feed order is commit order.
    """CREATE FUNCTION feed_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, public AS $$
        BEGIN
            IF current_setting('transaction_isolation') <> 'read committed' THEN
                RAISE EXCEPTION 'the feed needs READ COMMITTED';
            END IF;
            PERFORM pg_advisory_xact_lock(7305814121);
            INSERT INTO public.feed (event_id) VALUES (NEW.id);
            PERFORM pg_notify('feed', '');
            RETURN NULL;
        END $$""",
    """CREATE CONSTRAINT TRIGGER feed_event AFTER INSERT ON event
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION feed_event()""",
    """CREATE FUNCTION event_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'events are never changed'; END $$""",
    """CREATE TRIGGER event_kept BEFORE UPDATE OR DELETE ON event
        FOR EACH ROW EXECUTE FUNCTION event_kept()""",
    """ALTER TABLE message ADD COLUMN search tsvector GENERATED ALWAYS AS (
        to_tsvector('simple', left(subject || ' ' || text, 200000)
            || ' ' || sender_name || ' ' || sender_address)) STORED""",
    "CREATE INDEX ix_message_search ON message USING gin (search)",
)


def upgrade() -> None:
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    op.create_table(
        "connector",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("cursor", sa.LargeBinary(), nullable=True),
        sa.Column("pulled_at", InstantType(), nullable=True),
        sa.Column("tried_at", InstantType(), nullable=True),
        sa.Column("failing_since", InstantType(), nullable=True),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_connector")),
    )
    op.create_table(
        "leader",
        sa.Column("machine", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", InstantType(), nullable=False),
        sa.PrimaryKeyConstraint("machine", name=op.f("pk_leader")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("roles", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("disabled_at", InstantType(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("login", name=op.f("uq_person_login")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "service_health",
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("instance", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("since", InstantType(), nullable=False),
        sa.Column("seen_at", InstantType(), nullable=False),
        sa.PrimaryKeyConstraint("part", name=op.f("pk_service_health")),
    )
    op.create_table(
        "service_secret",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_service_secret")),
    )
    op.create_table(
        "shop",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_number", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("registers", sa.Integer(), nullable=False),
        sa.Column("pos_version", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop")),
        sa.UniqueConstraint("customer_number", name=op.f("uq_shop_customer_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "store_fact",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_store_fact")),
    )
    op.create_table(
        "command",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", InstantType(), nullable=False),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answer", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_command_actor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_command")),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("shop_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_contact_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("address", name=op.f("uq_contact_address")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_contact_shop_id"), "contact", ["shop_id"], unique=False)
    op.create_table(
        "setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", InstantType(), nullable=False),
        sa.Column(
            "changed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name=op.f("fk_setting_changed_by")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "shop_address",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("shop_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_shop_address_shop_id")),
        sa.PrimaryKeyConstraint("address", "shop_id", name=op.f("pk_shop_address")),
    )
    op.create_table(
        "shop_host",
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("shop_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_shop_host_shop_id")),
        sa.PrimaryKeyConstraint("host", "shop_id", name=op.f("pk_shop_host")),
    )
    op.create_table(
        "shop_phone",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("shop_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_shop_phone_shop_id")),
        sa.PrimaryKeyConstraint("number", "shop_id", name=op.f("pk_shop_phone")),
    )
    op.create_table(
        "case",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("snippet", sa.String(), nullable=False),
        sa.Column("shop_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_at", InstantType(), nullable=False),
        sa.Column("waiting_since", InstantType(), nullable=True),
        sa.Column("first_reply_at", InstantType(), nullable=True),
        sa.Column("snoozed_until", InstantType(), nullable=True),
        sa.Column("closed_at", InstantType(), nullable=True),
        sa.Column("last_at", InstantType(), nullable=False),
        sa.Column("attachment_count", sa.Integer(), nullable=False),
        sa.Column("points_read", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("points", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column(
            "earlier_case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_case_contact_id")),
        sa.ForeignKeyConstraint(
            ["earlier_case_id"], ["case.id"], name=op.f("fk_case_earlier_case_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_case_owner_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_case_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_case_contact_id"), "case", ["contact_id"], unique=False)
    op.create_index("ix_case_owner_id_state", "case", ["owner_id", "state"], unique=False)
    op.create_index(op.f("ix_case_shop_id"), "case", ["shop_id"], unique=False)
    op.create_index("ix_case_state_waiting_since", "case", ["state", "waiting_since"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("act_id", sa.Uuid(), nullable=False),
        sa.Column("at", InstantType(), nullable=False),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("data", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_event_actor_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_event_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_event_act_id", "event", ["act_id"], unique=False)
    op.create_index("ix_event_case_id_id", "event", ["case_id", "id"], unique=False)
    op.create_table(
        "mail_thread",
        sa.Column("header_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_mail_thread_case_id")),
        sa.PrimaryKeyConstraint("header_id", name=op.f("pk_mail_thread")),
    )
    op.create_index(op.f("ix_mail_thread_case_id"), "mail_thread", ["case_id"], unique=False)
    op.create_table(
        "message",
        sa.Column("no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", InstantType(), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("sender_name", sa.String(), nullable=False),
        sa.Column("sender_address", sa.String(), nullable=False),
        sa.Column("recipients", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("visible_text", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("header_id", sa.String(), nullable=True),
        sa.Column("raw_sha256", sa.String(), nullable=True),
        sa.Column("delivery", sa.String(), nullable=False),
        sa.Column("delivery_text", sa.String(), nullable=False),
        sa.Column("auto", sa.String(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("withdrawn_at", InstantType(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_message_author_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_message_case_id")),
        sa.ForeignKeyConstraint(
            ["raw_sha256"], ["blob.sha256"], name=op.f("fk_message_raw_sha256")
        ),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_message")),
        sa.UniqueConstraint(
            "header_id", "raw_sha256", name=op.f("uq_message_header_id_raw_sha256")
        ),
        sa.UniqueConstraint("id", name=op.f("uq_message_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_message_case_id_at", "message", ["case_id", "at"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "message_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content_type", sa.String(), nullable=False),
        sa.Column("content_id", sa.String(), nullable=False),
        sa.Column("is_inline", sa.Boolean(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_no"], ["message.no"], name=op.f("fk_attachment_message_no")
        ),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_attachment_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index("ix_attachment_message_no", "attachment", ["message_no"], unique=False)
    op.create_table(
        "feed",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_feed_event_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_feed")),
        sa.UniqueConstraint("event_id", name=op.f("uq_feed_event_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("connector", sa.String(), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("not_before", InstantType(), nullable=False),
        sa.Column("envelope", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("rendered_sha256", sa.String(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("filed_at", InstantType(), nullable=True),
        sa.Column("changed_at", InstantType(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_outbox_case_id")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_outbox_message_id")),
        sa.ForeignKeyConstraint(
            ["rendered_sha256"], ["blob.sha256"], name=op.f("fk_outbox_rendered_sha256")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_message_id")),
    )
    op.create_index("ix_outbox_state_not_before", "outbox", ["state", "not_before"], unique=False)
    op.create_table(
        "remote_item",
        sa.Column("connector", sa.String(), nullable=False),
        sa.Column("remote_id", sa.String(), nullable=False),
        sa.Column(
            "message_no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["message_no"], ["message.no"], name=op.f("fk_remote_item_message_no")
        ),
        sa.PrimaryKeyConstraint("connector", "remote_id", name=op.f("pk_remote_item")),
    )
    statements = POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE
    for statement in statements:
        op.execute(statement)
