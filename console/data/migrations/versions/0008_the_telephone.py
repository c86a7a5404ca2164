"""The telephone: who says which shop calls, what was learned of numbers, a queue's figures"""

import sqlalchemy as sa
from alembic import op

from console.data.migrations import file_guards_0008, guards_0008
from console.data.migrations.facts_0004 import READABLE as READABLE_0004
from console.data.migrations.facts_0005 import READABLE as READABLE_0005
from console.data.migrations.facts_0008 import IS_A_LIST, READABLE
from console.data.tables.base import InstantType, Json

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IS_TO_BE_WRITTEN_DOWN = sa.text("wrapped_up_at IS NULL")


def upgrade() -> None:
    _calls()
    _learned_number()
    _queue_figures()
    _exchange_told()
    is_server = op.get_bind().dialect.name == "postgresql"
    for table, known in (("call", READABLE_0004), ("outward_act", READABLE_0005)):
        if is_server:
            _rule_anew(table, known[table])
        else:
            file_guards_0008.rule_anew(op.get_bind(), table, known[table], READABLE[table])
    for statement in guards_0008.GUARDS if is_server else file_guards_0008.GUARDS:
        op.execute(statement)
    op.execute("UPDATE call SET shop_by = 'number' WHERE shop_id IS NOT NULL")


def _calls() -> None:
    for name in ("store_id", "shop_by", "said"):
        op.add_column("call", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column(
        "call",
        sa.Column("is_outgoing", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("call", sa.Column("wrapped_up_at", InstantType(), nullable=True))
    op.create_index(
        "ix_call_to_wrap_up",
        "call",
        ["answered_by", "no"],
        unique=False,
        postgresql_where=IS_TO_BE_WRITTEN_DOWN,
        sqlite_where=IS_TO_BE_WRITTEN_DOWN,
    )


def _rule_anew(table: str, known: str) -> None:
    """On a server. Of an act outside, the rule also says what its details are."""
    more = " AND jsonb_typeof(details) = 'object'" if table == "outward_act" else ""
    name = f"ck_{table}_is_readable"
    op.drop_constraint(op.f(name), table, type_="check")
    op.create_check_constraint(op.f(name), table, READABLE[table] + more)


def _is_readable(table: str, more: str = "") -> sa.CheckConstraint:
    return sa.CheckConstraint(READABLE[table] + more, name=op.f(f"ck_{table}_is_readable"))


def _learned_number() -> None:
    op.create_table('learned_number',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('shop_id', BIG, nullable=False),
    sa.Column('said_by', BIG, nullable=True),
    sa.Column('said_at', InstantType(), nullable=False),
    sa.ForeignKeyConstraint(['said_by'], ['person.id'], name=op.f('fk_learned_number_said_by')),
    sa.ForeignKeyConstraint(['shop_id'], ['shop.id'], name=op.f('fk_learned_number_shop_id')),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_learned_number')),
    _is_readable('learned_number')
    )


def _queue_figures() -> None:
    op.create_table('queue_figures',
    sa.Column('connector', sa.String(), nullable=False),
    sa.Column('queue', sa.String(), nullable=False),
    sa.Column('answered', sa.Integer(), nullable=False),
    sa.Column('abandoned', sa.Integer(), nullable=False),
    sa.Column('average_wait_s', sa.Float(), nullable=True),
    sa.Column('average_talk_s', sa.Float(), nullable=True),
    sa.Column('within_s', sa.Float(), nullable=False),
    sa.Column('within_share', sa.Float(), nullable=True),
    sa.Column('counted_since', InstantType(), nullable=True),
    sa.Column('told_at', InstantType(), nullable=False),
    sa.PrimaryKeyConstraint('connector', 'queue', name=op.f('pk_queue_figures')),
    _is_readable('queue_figures')
    )


def _exchange_told() -> None:
    is_a_list = f" AND {IS_A_LIST[op.get_bind().dialect.name]}"
    op.create_table('exchange_told',
    sa.Column('connector', sa.String(), nullable=False),
    sa.Column('members_version', BIG, nullable=False),
    sa.Column('figures_version', BIG, nullable=False),
    sa.Column('standing_version', BIG, nullable=False),
    sa.Column('standing', Json(), nullable=False),
    sa.PrimaryKeyConstraint('connector', name=op.f('pk_exchange_told')),
    _is_readable('exchange_told', is_a_list)
    )
