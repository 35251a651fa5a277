-- The first answer to each call that carried an Idempotency-Key, to be given again when the call is repeated.
-- Written in the transaction of the call itself: either both are there or neither is.
create table idempotent_answer (
    account    text        not null,
    key        text        not null check (key ~ '^[\x21-\x7E]{1,200}$'),
    call       text        not null,
    digest     bytea       not null check (length(digest) = 32),
    status     smallint    not null check (status between 200 and 399),
    headers    jsonb       not null,
    body       bytea       not null,
    created_at timestamptz not null,
    primary key (account, key)
);

comment on column idempotent_answer.call is 'method, path and query of the call';
comment on column idempotent_answer.digest is 'SHA-256 of what the call sent';

-- Answers older than 30 days are removed a few at a time.
create index idempotent_answer_age on idempotent_answer (created_at);
