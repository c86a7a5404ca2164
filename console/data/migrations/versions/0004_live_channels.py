"""Live channels: chats, calls, queue members, escalations, promises, who is ready for what"""

import sqlalchemy as sa
from alembic import op

from console.data.migrations import file_guards_0004, guards_0004
from console.data.migrations.facts_0004 import IS_A_LIST, READABLE
from console.data.migrations.guards_0002 import identity_statements
from console.data.tables.base import InstantType, Json

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _chats()
    _calls()
    _escalations()
    _availability()
    if op.get_bind().dialect.name == "postgresql":
        _guard()
    else:
        for statement in file_guards_0004.GUARDS:
            op.execute(statement)


def _guard() -> None:
    for table, column in guards_0004.COUNTED:
        for statement in identity_statements(table, column):
            op.execute(statement)
    for statement in guards_0004.GUARDS:
        op.execute(statement)


def _is_readable(table: str, rule: str = "") -> sa.CheckConstraint:
    return sa.CheckConstraint(rule or READABLE[table], name=op.f(f"ck_{table}_is_readable"))


def _chats() -> None:
    op.create_table('chat',
    sa.Column('no', BIG, nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('connector', sa.String(), nullable=False),
    sa.Column('remote_id', sa.String(), nullable=False),
    sa.Column('case_id', BIG, nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('visitor_name', sa.String(), nullable=False),
    sa.Column('shop_id', BIG, nullable=True),
    sa.Column('is_verified', sa.Boolean(), nullable=False),
    sa.Column('page', sa.String(), nullable=False),
    sa.Column('agent_id', BIG, nullable=True),
    sa.Column('began_at', InstantType(), nullable=False),
    sa.Column('waiting_since', InstantType(), nullable=True),
    sa.Column('first_reply_at', InstantType(), nullable=True),
    sa.Column('offered_to', BIG, nullable=True),
    sa.Column('offered_until', InstantType(), nullable=True),
    sa.Column('ended_at', InstantType(), nullable=True),
    sa.ForeignKeyConstraint(['agent_id'], ['person.id'], name=op.f('fk_chat_agent_id')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_chat_case_id')),
    sa.ForeignKeyConstraint(['offered_to'], ['person.id'], name=op.f('fk_chat_offered_to')),
    sa.ForeignKeyConstraint(['shop_id'], ['shop.id'], name=op.f('fk_chat_shop_id')),
    sa.PrimaryKeyConstraint('no', name=op.f('pk_chat')),
    sa.UniqueConstraint('id', name=op.f('uq_chat_id')),
    sa.UniqueConstraint('connector', 'remote_id', name=op.f('uq_chat_connector_remote_id')),
    _is_readable('chat'),
    sqlite_autoincrement=True
    )
    op.create_index('ix_chat_case_id', 'chat', ['case_id'], unique=False)
    op.create_index(op.f('ix_chat_shop_id'), 'chat', ['shop_id'], unique=False)
    op.create_index('ix_chat_state', 'chat', ['state'], unique=False)


def _calls() -> None:
    op.create_table('call',
    sa.Column('no', BIG, nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('connector', sa.String(), nullable=False),
    sa.Column('remote_id', sa.String(), nullable=False),
    sa.Column('queue', sa.String(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('shop_id', BIG, nullable=True),
    sa.Column('is_pos', sa.Boolean(), nullable=False),
    sa.Column('priority', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('began_at', InstantType(), nullable=False),
    sa.Column('rung_to', BIG, nullable=True),
    sa.Column('answered_by', BIG, nullable=True),
    sa.Column('answered_at', InstantType(), nullable=True),
    sa.Column('ended_at', InstantType(), nullable=True),
    sa.Column('ending', sa.String(), nullable=False),
    sa.Column('case_id', BIG, nullable=True),
    sa.Column('call_back_by', InstantType(), nullable=True),
    sa.Column('called_back_at', InstantType(), nullable=True),
    sa.Column('called_back_by', BIG, nullable=True),
    sa.ForeignKeyConstraint(['answered_by'], ['person.id'], name=op.f('fk_call_answered_by')),
    sa.ForeignKeyConstraint(['called_back_by'], ['person.id'], name=op.f('fk_call_called_back_by')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_call_case_id')),
    sa.ForeignKeyConstraint(['rung_to'], ['person.id'], name=op.f('fk_call_rung_to')),
    sa.ForeignKeyConstraint(['shop_id'], ['shop.id'], name=op.f('fk_call_shop_id')),
    sa.PrimaryKeyConstraint('no', name=op.f('pk_call')),
    sa.UniqueConstraint('id', name=op.f('uq_call_id')),
    sa.UniqueConstraint('connector', 'remote_id', name=op.f('uq_call_connector_remote_id')),
    _is_readable('call'),
    sqlite_autoincrement=True
    )
    op.create_index('ix_call_call_back_by', 'call', ['call_back_by'], unique=False)
    op.create_index(op.f('ix_call_case_id'), 'call', ['case_id'], unique=False)
    op.create_index(op.f('ix_call_shop_id'), 'call', ['shop_id'], unique=False)
    op.create_index('ix_call_state', 'call', ['state'], unique=False)
    op.create_table('queue_member',
    sa.Column('connector', sa.String(), nullable=False),
    sa.Column('interface', sa.String(), nullable=False),
    sa.Column('queue', sa.String(), nullable=False),
    sa.Column('person_id', BIG, nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('since', InstantType(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_queue_member_person_id')),
    sa.PrimaryKeyConstraint('connector', 'interface', 'queue', name=op.f('pk_queue_member')),
    _is_readable('queue_member')
    )


def _escalations() -> None:
    evidence = IS_A_LIST[op.get_bind().dialect.name]
    op.create_table('escalation',
    sa.Column('id', BIG, nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('case_id', BIG, nullable=False),
    sa.Column('target', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('gap_reason', sa.String(), nullable=False),
    sa.Column('evidence', Json(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('next_word_by', InstantType(), nullable=False),
    sa.Column('opened_at', InstantType(), nullable=False),
    sa.Column('opened_by', BIG, nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('answered_at', InstantType(), nullable=True),
    sa.Column('answered_by', BIG, nullable=True),
    sa.Column('closed_at', InstantType(), nullable=True),
    sa.Column('closed_by', BIG, nullable=True),
    sa.ForeignKeyConstraint(['answered_by'], ['person.id'], name=op.f('fk_escalation_answered_by')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_escalation_case_id')),
    sa.ForeignKeyConstraint(['closed_by'], ['person.id'], name=op.f('fk_escalation_closed_by')),
    sa.ForeignKeyConstraint(['opened_by'], ['person.id'], name=op.f('fk_escalation_opened_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_escalation')),
    _is_readable('escalation', f"{READABLE['escalation']} AND {evidence}"),
    sqlite_autoincrement=True
    )
    op.create_index('ix_escalation_case_id', 'escalation', ['case_id'], unique=False)
    op.create_index('ix_escalation_state_next_word_by', 'escalation', ['state', 'next_word_by'], unique=False)
    op.create_table('promise',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('case_id', BIG, nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('due_at', InstantType(), nullable=False),
    sa.Column('made_at', InstantType(), nullable=False),
    sa.Column('made_by', BIG, nullable=True),
    sa.Column('kept_at', InstantType(), nullable=True),
    sa.Column('withdrawn_at', InstantType(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_promise_case_id')),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_promise_made_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_promise')),
    _is_readable('promise')
    )
    op.create_index('ix_promise_case_id', 'promise', ['case_id'], unique=False)
    op.create_index('ix_promise_due_at', 'promise', ['due_at'], unique=False)


def _availability() -> None:
    op.create_table('availability',
    sa.Column('person_id', BIG, nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('readiness', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('since', InstantType(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_availability_person_id')),
    sa.PrimaryKeyConstraint('person_id', 'channel', name=op.f('pk_availability')),
    _is_readable('availability')
    )
