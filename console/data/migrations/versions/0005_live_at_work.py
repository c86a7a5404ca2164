"""Live at work: how new what was told is, what is asked of the outside, the status page"""

import sqlalchemy as sa
from alembic import op

from console.data.migrations import file_guards_0005, guards_0005
from console.data.migrations.facts_0005 import IS_BY_NAME, NAMES_WORDS, READABLE
from console.data.tables.base import InstantType, Json

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for table in ("chat", "call"):
        op.add_column(table, sa.Column("remote_version", BIG, nullable=False, server_default="0"))
    _outward_acts()
    _status_report()
    is_server = op.get_bind().dialect.name == "postgresql"
    for statement in guards_0005.GUARDS if is_server else file_guards_0005.GUARDS:
        op.execute(statement)


def _is_readable(table: str) -> sa.CheckConstraint:
    by_name = IS_BY_NAME[op.get_bind().dialect.name].format(NAMES_WORDS[table])
    rule = f"{READABLE[table]} AND {by_name}"
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_is_readable"))


def _outward_acts() -> None:
    op.create_table('outward_act',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('connector', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('target', sa.String(), nullable=False),
    sa.Column('details', Json(), nullable=False),
    sa.Column('asked_by', BIG, nullable=True),
    sa.Column('asked_at', InstantType(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('changed_at', InstantType(), nullable=False),
    sa.ForeignKeyConstraint(['asked_by'], ['person.id'], name=op.f('fk_outward_act_asked_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outward_act')),
    _is_readable('outward_act')
    )
    op.create_index('ix_outward_act_connector_state', 'outward_act', ['connector', 'state'], unique=False)


def _status_report() -> None:
    op.create_table('status_report',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('told', Json(), nullable=False),
    sa.Column('fetched_at', InstantType(), nullable=True),
    sa.Column('tried_at', InstantType(), nullable=True),
    sa.Column('failing_since', InstantType(), nullable=True),
    sa.Column('problem', sa.String(), nullable=False),
    sa.Column('etag', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_status_report')),
    _is_readable('status_report')
    )
