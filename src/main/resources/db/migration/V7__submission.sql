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
