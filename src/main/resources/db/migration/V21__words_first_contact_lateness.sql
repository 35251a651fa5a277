-- How the people were first spoken to; the day is that of first_contact_at. Unknown where nobody said it.
alter table problem add column first_contact_method text
    check (first_contact_method in ('telephone', 'visit', 'on-site', 'message', 'other'));

-- In what the days of an extension are reckoned: the request says it, whatever becomes of the limit. Unknown for earlier ones.
alter table problem_extension add column unit text check (unit in ('WORKING_DAYS', 'CALENDAR_DAYS'));

-- A case whose handling was late at any of the head's approvals stays late, whatever is reopened afterwards (D25).
alter table problem add column handled_late boolean not null default false;
comment on column problem.handled_late is
    'Whether the handling was past its limit at any approval of the head; never taken back. Figures, lists and the case read it';

update problem set handled_late = true
where exists (
    select 1 from problem_deadline deadline
    join problem_event event on event.problem = deadline.problem and event.step = 'review' and event.action = 'approve'
    where deadline.problem = problem.id and deadline.kind = 'handle' and deadline.ended_at > deadline.due_at
      and event.at > deadline.due_at and event.at <= deadline.ended_at + interval '1 second');

create index problem_handled_late on problem (year desc, sequence desc) where handled_late;

-- With which words a task was handed to somebody, whatever process it is of. The latest says why it lies where it lies.
create table inbox_transfer (
    id        bigint generated always as identity primary key,
    task      text not null references inbox_task on delete cascade,
    at        timestamptz not null,
    actor     text not null,
    giver     text,
    recipient text,
    reason    text
);
comment on column inbox_transfer.giver is 'Who had the task; none where it was only offered';
comment on column inbox_transfer.recipient is 'Who has it since; none where it went back to those it is offered to';

create index inbox_transfer_of on inbox_transfer (task, id);
create trigger inbox_transfer_kept before update on inbox_transfer
    for each statement execute function refuse_change();
