-- Every reading of personal data in full.
create table access_log (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    account    text not null,
    subject    text not null,
    identifier text not null,
    part       text not null
);

create index access_log_of on access_log (subject, identifier);

create trigger access_log_kept before update or delete on access_log
    for each statement execute function refuse_change();
