"""The house's own chat: visits, their lines and files, the count of changes, signs"""

import sqlalchemy as sa
from alembic import op

from console.data.migrations import file_guards_0008, file_guards_0009, guards_0009
from console.data.migrations.facts_0008 import READABLE as READABLE_0008
from console.data.migrations.facts_0009 import IS_WHAT_IT_SAYS, READABLE
from console.data.tables.base import InstantType, Json

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
GOES_ON = sa.text("ended_at IS NULL")


def upgrade() -> None:
    _visit()
    _line()
    _file()
    _counter()
    _sign()
    is_server = op.get_bind().dialect.name == "postgresql"
    _asked(is_server)
    for statement in guards_0009.GUARDS if is_server else file_guards_0009.GUARDS:
        op.execute(statement)


def _asked(is_server: bool) -> None:
    """What is asked of the outside has another rule."""
    known, rule = READABLE_0008["outward_act"], READABLE["outward_act"]
    if not is_server:
        file_guards_0008.rule_anew(op.get_bind(), "outward_act", known, rule)
        return
    name = op.f("ck_outward_act_is_readable")
    op.drop_constraint(name, "outward_act", type_="check")
    op.create_check_constraint(name, "outward_act", f"{rule} AND jsonb_typeof(details) = 'object'")


def _is_readable(table: str, more: str = "") -> sa.CheckConstraint:
    return sa.CheckConstraint(READABLE[table] + more, name=op.f(f"ck_{table}_is_readable"))


def _visit() -> None:
    op.create_table('web_visit',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('client_id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('site', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('began_at', InstantType(), nullable=False),
    sa.Column('last_seq', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('shop', sa.String(), nullable=False),
    sa.Column('is_verified', sa.Boolean(), nullable=False),
    sa.Column('page', sa.String(), nullable=False),
    sa.Column('continues', sa.Uuid(), nullable=True),
    sa.Column('alive_at', InstantType(), nullable=False),
    sa.Column('has_left', sa.Boolean(), nullable=False),
    sa.Column('ended_at', InstantType(), nullable=True),
    sa.Column('change', BIG, nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_web_visit')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_web_visit_token_hash')),
    _is_readable('web_visit')
    )
    op.create_index('ix_web_visit_change', 'web_visit', ['change'], unique=False)
    op.create_index(
        'ix_web_visit_alive_at',
        'web_visit',
        ['alive_at'],
        unique=False,
        postgresql_where=GOES_ON,
        sqlite_where=GOES_ON,
    )


def _line() -> None:
    op.create_table('web_line',
    sa.Column('visit', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('change', BIG, nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('at', InstantType(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('author', sa.String(), nullable=False),
    sa.Column('client_id', sa.Uuid(), nullable=True),
    sa.Column('key', sa.Uuid(), nullable=True),
    sa.Column('notice', sa.String(), nullable=False),
    sa.Column('details', Json(), nullable=False),
    sa.ForeignKeyConstraint(['visit'], ['web_visit.id'], name=op.f('fk_web_line_visit'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('visit', 'seq', name=op.f('pk_web_line')),
    sa.UniqueConstraint('change', name=op.f('uq_web_line_change')),
    sa.UniqueConstraint('visit', 'client_id', name=op.f('uq_web_line_visit_client_id')),
    sa.UniqueConstraint('visit', 'key', name=op.f('uq_web_line_visit_key')),
    _is_readable('web_line')
    )


def _file() -> None:
    op.create_table('web_file',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('visit', sa.Uuid(), nullable=False),
    sa.Column('client_id', sa.Uuid(), nullable=True),
    sa.Column('seq', sa.Integer(), nullable=True),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('content_type', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['visit'], ['web_visit.id'], name=op.f('fk_web_file_visit'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['visit', 'seq'], ['web_line.visit', 'web_line.seq'], name=op.f('fk_web_file_visit_seq'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_web_file')),
    sa.UniqueConstraint('visit', 'client_id', name=op.f('uq_web_file_visit_client_id')),
    _is_readable('web_file', f" AND {IS_WHAT_IT_SAYS[op.get_bind().dialect.name]}")
    )
    op.create_index('ix_web_file_visit_seq', 'web_file', ['visit', 'seq'], unique=False)


def _counter() -> None:
    op.create_table('web_counter',
    sa.Column('id', BIG, autoincrement=False, nullable=False),
    sa.Column('value', BIG, nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_web_counter')),
    _is_readable('web_counter')
    )
    op.execute("INSERT INTO web_counter (id, value) VALUES (1, 0)")


def _sign() -> None:
    op.create_table('chat_sign',
    sa.Column('connector', sa.String(), nullable=False),
    sa.Column('remote_id', sa.String(), nullable=False),
    sa.Column('visitor_typing_until', InstantType(), nullable=True),
    sa.Column('visitor_seen_at', InstantType(), nullable=True),
    sa.Column('agent_typing_until', InstantType(), nullable=True),
    sa.Column('agent_seen_at', InstantType(), nullable=True),
    sa.PrimaryKeyConstraint('connector', 'remote_id', name=op.f('pk_chat_sign')),
    _is_readable('chat_sign')
    )
