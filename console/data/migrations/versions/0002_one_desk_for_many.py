"""One desk for many"""

import sqlalchemy as sa
from alembic import context, op

from console.data.access.roles import become_keeper, become_owner
from console.data.migrations.guards_0002 import (
    COUNTED,
    INNER_FUNCTIONS,
    KEEPERS,
    OWNERS,
    PERSON_TRIGGER,
    SEARCH,
    identity_statements,
)
from console.data.tables.base import InstantType

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

SQLITE = (
    "DROP TRIGGER feed_event",
    # julianday counts milliseconds in every SQLite; unixepoch('subsec') only in newer ones.
    """CREATE TRIGGER feed_event AFTER INSERT ON event BEGIN
        INSERT INTO feed (event_id, committed_at) VALUES (
            new.id, CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER) * 1000);
        END""",
)


def upgrade() -> None:
    op.create_index("ix_case_earlier_case_id", "case", ["earlier_case_id"], unique=False)
    op.add_column("feed", sa.Column("committed_at", InstantType(), nullable=True))
    op.create_table(
        "draft",
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("saved_at", InstantType(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id")),
        sa.PrimaryKeyConstraint("person_id", "scope", name=op.f("pk_draft")),
    )
    for name, columns in (
        ("personal_note", (("text", sa.String()), ("changed_at", InstantType()))),
        ("presence", (("doing", sa.String()), ("until", InstantType()))),
    ):
        op.create_table(
            name,
            sa.Column("person_id", BIG, nullable=False),
            sa.Column("case_id", BIG, nullable=False),
            *(sa.Column(column, kind, nullable=False) for column, kind in columns),
            sa.ForeignKeyConstraint(
                ["person_id"], ["person.id"], name=op.f(f"fk_{name}_person_id")
            ),
            sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f(f"fk_{name}_case_id")),
            sa.PrimaryKeyConstraint("person_id", "case_id", name=op.f(f"pk_{name}")),
        )
    if op.get_bind().dialect.name == "postgresql":
        _guard()
    else:
        for statement in SQLITE:
            op.execute(statement)


def _guard() -> None:
    prefix = context.config.attributes["prefix"]
    op.execute("CREATE TABLE feed_gate ()")
    op.execute(
        sa.text("INSERT INTO store_fact (name, value) VALUES ('role_prefix', :prefix)").bindparams(
            prefix=prefix
        )
    )
    for table, column in COUNTED:
        for statement in identity_statements(table, column):
            op.execute(statement)
    for statement in (*SEARCH, *OWNERS):
        op.execute(statement)
    become_keeper(op.get_bind(), prefix)
    for statement in KEEPERS:
        op.execute(statement)
    become_owner(op.get_bind(), prefix)
    op.execute(PERSON_TRIGGER)
    become_keeper(op.get_bind(), prefix)
    for function in INNER_FUNCTIONS:
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
    become_owner(op.get_bind(), prefix)
