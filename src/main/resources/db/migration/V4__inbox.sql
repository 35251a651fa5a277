-- What lies in people's inboxes. The task listeners keep it in the engine's own transactions; it is indexed for how an
-- inbox is asked. Lights are not stored: they follow from the three instants and the clock.

create table inbox_task (
    -- The engine's identifiers of the task and its instance.
    id           text primary key,
    instance     text not null,
    definition   text not null,
    process_key  text not null,
    element_key  text not null,
    name         text not null,
    -- The business key; empty for a case that has none.
    number       text not null,
    unit         text,
    subject      text not null,
    place        text not null,
    supervised   boolean not null,
    assignee     text,
    due_at       timestamptz,
    blue_at      timestamptz,
    yellow_from  timestamptz,
    created_at   timestamptz not null,
    -- Ended by somebody, or by the process (then nobody completed it).
    ended_at     timestamptz,
    completed_by text,
    outcome      text,
    outcome_name text,
    check (ended_at is not null or (completed_by is null and outcome is null)),
    check (outcome_name is null or outcome is not null)
);

create index inbox_task_held on inbox_task (assignee, due_at) where ended_at is null and assignee is not null;
create index inbox_task_of_case on inbox_task (process_key, number);
create index inbox_task_done on inbox_task (completed_by, ended_at desc) where completed_by is not null;

-- Whom a task is offered to. What nobody can take any more, because somebody has it or it is ended, is not "offered".
create table inbox_candidate (
    task    text not null references inbox_task on delete cascade,
    kind    text not null check (kind in ('user', 'group')),
    name    text not null,
    offered boolean not null,
    primary key (task, kind, name)
);

create index inbox_candidate_offered on inbox_candidate (name, kind, task) where offered;

-- Something to know about a case: identifiers only, the words are in the message bundle.
create table notice (
    id          bigint generated always as identity primary key,
    recipient   text not null,
    kind        text not null check (kind ~ '^[a-z][a-z0-9.-]{0,62}$'),
    process_key text not null,
    number      text not null,
    sent_at     timestamptz not null,
    read_at     timestamptz
);

create index notice_of on notice (recipient, sent_at desc, id desc);
create index notice_unread on notice (recipient) where read_at is null;
create index notice_of_case on notice (process_key, number);

-- A start form that was sent twice, by an impatient finger or a page loaded again, starts one case: every form shown
-- bears a number of its own, and this is what became of it.
create table submission (
    account      text not null,
    id           uuid not null,
    process_key  text not null,
    number       text,
    submitted_at timestamptz not null,
    primary key (account, id)
);

create index submission_by_age on submission (submitted_at);
