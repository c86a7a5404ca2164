"""On-call: incidents, the work log, who is on duty, bases for invoices"""

import sqlalchemy as sa
from alembic import op

from console.data.migrations import file_guards_0003, guards_0003
from console.data.migrations.guards_0002 import identity_statements
from console.data.tables.base import InstantType, Json

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _incidents()
    _closing()
    _work_log()
    _duty()
    _bases()
    _basis_steps()
    if op.get_bind().dialect.name == "postgresql":
        _guard()
    else:
        for statement in file_guards_0003.GUARDS:
            op.execute(statement)


def _guard() -> None:
    for table, column in guards_0003.COUNTED:
        for statement in identity_statements(table, column):
            op.execute(statement)
    for statement in guards_0003.GUARDS:
        op.execute(statement)


def _incidents() -> None:
    op.create_table('incident',
    sa.Column('no', BIG, nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('product', sa.String(), nullable=False),
    sa.Column('shop_id', BIG, nullable=True),
    sa.Column('reporter_name', sa.String(), nullable=False),
    sa.Column('reporter_phone', sa.String(), nullable=False),
    sa.Column('reported_at', InstantType(), nullable=False),
    sa.Column('opened_at', InstantType(), nullable=False),
    sa.Column('opened_by', BIG, nullable=True),
    sa.Column('acknowledged_at', InstantType(), nullable=True),
    sa.Column('acknowledged_by', BIG, nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('over_at', InstantType(), nullable=True),
    sa.Column('over_by', BIG, nullable=True),
    sa.ForeignKeyConstraint(['acknowledged_by'], ['person.id'], name=op.f('fk_incident_acknowledged_by')),
    sa.ForeignKeyConstraint(['opened_by'], ['person.id'], name=op.f('fk_incident_opened_by')),
    sa.ForeignKeyConstraint(['over_by'], ['person.id'], name=op.f('fk_incident_over_by')),
    sa.ForeignKeyConstraint(['shop_id'], ['shop.id'], name=op.f('fk_incident_shop_id')),
    sa.PrimaryKeyConstraint('no', name=op.f('pk_incident')),
    sa.UniqueConstraint('id', name=op.f('uq_incident_id')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_incident_shop_id'), 'incident', ['shop_id'], unique=False)
    op.create_table('incident_case',
    sa.Column('incident_id', sa.Uuid(), nullable=False),
    sa.Column('case_id', BIG, nullable=False),
    sa.Column('linked_at', InstantType(), nullable=False),
    sa.Column('linked_by', BIG, nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_incident_case_case_id')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_incident_case_incident_id')),
    sa.ForeignKeyConstraint(['linked_by'], ['person.id'], name=op.f('fk_incident_case_linked_by')),
    sa.PrimaryKeyConstraint('incident_id', 'case_id', name=op.f('pk_incident_case'))
    )
    op.create_index(op.f('ix_incident_case_case_id'), 'incident_case', ['case_id'], unique=False)


def _closing() -> None:
    op.create_table('closing_note',
    sa.Column('incident_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('seen', sa.String(), nullable=False),
    sa.Column('cause', sa.String(), nullable=False),
    sa.Column('done', sa.String(), nullable=False),
    sa.Column('prevented', sa.String(), nullable=False),
    sa.Column('promised', sa.String(), nullable=False),
    sa.Column('changed_at', InstantType(), nullable=False),
    sa.Column('changed_by', BIG, nullable=True),
    sa.ForeignKeyConstraint(['changed_by'], ['person.id'], name=op.f('fk_closing_note_changed_by')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_closing_note_incident_id')),
    sa.PrimaryKeyConstraint('incident_id', name=op.f('pk_closing_note'))
    )
    op.create_table('verdict',
    sa.Column('no', BIG, nullable=False),
    sa.Column('incident_id', sa.Uuid(), nullable=False),
    sa.Column('verdict', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('at', InstantType(), nullable=False),
    sa.Column('by_id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_verdict_by_id')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_verdict_incident_id')),
    sa.PrimaryKeyConstraint('no', name=op.f('pk_verdict')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_verdict_incident_id', 'verdict', ['incident_id'], unique=False)


def _work_log() -> None:
    op.create_table('work_entry',
    sa.Column('no', BIG, nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('incident_id', sa.Uuid(), nullable=False),
    sa.Column('technician_id', BIG, nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('at', InstantType(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('span_start', InstantType(), nullable=True),
    sa.Column('span_end', InstantType(), nullable=True),
    sa.Column('work_kind', sa.String(), nullable=False),
    sa.Column('cause', sa.String(), nullable=True),
    sa.Column('refers_to', sa.Uuid(), nullable=True),
    sa.Column('machine', sa.String(), nullable=False),
    sa.Column('recorded_at', InstantType(), nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_work_entry_incident_id')),
    sa.ForeignKeyConstraint(['refers_to'], ['work_entry.id'], name=op.f('fk_work_entry_refers_to')),
    sa.ForeignKeyConstraint(['technician_id'], ['person.id'], name=op.f('fk_work_entry_technician_id')),
    sa.PrimaryKeyConstraint('no', name=op.f('pk_work_entry')),
    sa.UniqueConstraint('id', name=op.f('uq_work_entry_id')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_work_entry_incident_id_at', 'work_entry', ['incident_id', 'at'], unique=False)
    op.create_index('ix_work_entry_technician_id_at', 'work_entry', ['technician_id', 'at'], unique=False)


def _duty() -> None:
    op.create_table('duty_rotation',
    sa.Column('id', BIG, nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('people', Json(), nullable=False),
    sa.Column('first_day', sa.String(), nullable=False),
    sa.Column('hand_over', sa.String(), nullable=False),
    sa.Column('weeks', sa.Integer(), nullable=False),
    sa.Column('ends_at', InstantType(), nullable=True),
    sa.Column('made_at', InstantType(), nullable=False),
    sa.Column('made_by', BIG, nullable=True),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_duty_rotation_made_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty_rotation')),
    sqlite_autoincrement=True
    )
    op.create_table('duty_change',
    sa.Column('id', BIG, nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('starts_at', InstantType(), nullable=False),
    sa.Column('ends_at', InstantType(), nullable=False),
    sa.Column('person_id', BIG, nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('swap_id', sa.Uuid(), nullable=True),
    sa.Column('made_at', InstantType(), nullable=False),
    sa.Column('made_by', BIG, nullable=True),
    sa.Column('withdrawn_at', InstantType(), nullable=True),
    sa.Column('withdrawn_by', BIG, nullable=True),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_duty_change_made_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_duty_change_person_id')),
    sa.ForeignKeyConstraint(['withdrawn_by'], ['person.id'], name=op.f('fk_duty_change_withdrawn_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty_change')),
    sqlite_autoincrement=True
    )


def _bases() -> None:
    op.create_table('basis',
    sa.Column('id', BIG, nullable=False),
    sa.Column('incident_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('snapshot', sa.String(), nullable=False),
    sa.Column('snapshot_sha256', sa.String(), nullable=False),
    sa.Column('started_hours', sa.Integer(), nullable=False),
    sa.Column('ex_vat_ore', sa.Integer(), nullable=False),
    sa.Column('vat_ore', sa.Integer(), nullable=False),
    sa.Column('incl_vat_ore', sa.Integer(), nullable=False),
    sa.Column('reduced_to_hours', sa.Integer(), nullable=True),
    sa.Column('reduction_reason', sa.String(), nullable=False),
    sa.Column('reduced_by', BIG, nullable=True),
    sa.Column('made_at', InstantType(), nullable=False),
    sa.Column('approved_at', InstantType(), nullable=True),
    sa.Column('approved_by', BIG, nullable=True),
    sa.Column('exported_at', InstantType(), nullable=True),
    sa.Column('exported_by', BIG, nullable=True),
    sa.Column('export_sha256', sa.String(), nullable=False),
    sa.Column('invoice_number', sa.String(), nullable=False),
    sa.Column('invoiced_at', InstantType(), nullable=True),
    sa.Column('credits_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['approved_by'], ['person.id'], name=op.f('fk_basis_approved_by')),
    sa.ForeignKeyConstraint(['credits_id'], ['basis.id'], name=op.f('fk_basis_credits_id')),
    sa.ForeignKeyConstraint(['exported_by'], ['person.id'], name=op.f('fk_basis_exported_by')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_basis_incident_id')),
    sa.ForeignKeyConstraint(['reduced_by'], ['person.id'], name=op.f('fk_basis_reduced_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_basis')),
    sa.UniqueConstraint('credits_id', name=op.f('uq_basis_credits_id')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_basis_incident_id', 'basis', ['incident_id'], unique=False)
    op.create_index('ix_basis_state', 'basis', ['state'], unique=False)


def _basis_steps() -> None:
    op.create_table('basis_step',
    sa.Column('no', BIG, nullable=False),
    sa.Column('basis_id', BIG, nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('at', InstantType(), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('before', sa.String(), nullable=False),
    sa.Column('after', sa.String(), nullable=False),
    sa.Column('earlier_sha256', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['basis_id'], ['basis.id'], name=op.f('fk_basis_step_basis_id')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_basis_step_by_id')),
    sa.PrimaryKeyConstraint('no', name=op.f('pk_basis_step')),
    sa.UniqueConstraint('basis_id', 'step', name=op.f('uq_basis_step_basis_id_step')),
    sqlite_autoincrement=True
    )
