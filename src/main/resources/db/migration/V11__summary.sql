-- The monthly table (annex 6): one per unit and month, its versions, and what the database itself keeps from being changed.

create table summary (
    id         bigint generated always as identity primary key,
    unit       text        not null references unit,
    month      date        not null check (extract(day from month) = 1 and month >= date '2011-07-01'),
    status     text        not null check (status in ('waiting', 'checking', 'signing', 'sealing', 'sealed', 'submitted',
                                                      'returned', 'accepted', 'ended')),
    -- The version at work, or the last one.
    version    integer     not null default 1 check (version > 0),
    -- How often it went to the signers; a return from them starts the signing anew.
    round      integer     not null default 0 check (round >= 0),
    due_on     date        not null,
    started_at timestamptz not null,
    -- Who started it by hand; nobody when the clock did.
    started_by text,
    -- The first version was not submitted when its day was over: on the record for good.
    red_at     timestamptz,
    unique (unit, month)
);

create index summary_by_month on summary (month desc, unit);

create function keep_red() returns trigger language plpgsql as $$
begin
    if old.red_at is not null and new.red_at is distinct from old.red_at then
        raise exception 'a red light stays on the record' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;

create trigger summary_red_stays before update on summary for each row execute function keep_red();

create table summary_version (
    id            bigint generated always as identity primary key,
    summary       bigint      not null references summary,
    version       integer     not null check (version > 0),
    period_from   date        not null,
    cut_off       date        not null,
    due_on        date        not null,
    compiled_at   timestamptz not null,
    -- 备注 as the office wrote it, and what the system adds about corrections.
    remark        text        not null default '',
    added_remark  text        not null default '',
    checked_by    text,
    checked_at    timestamptz,
    sealed_at     timestamptz,
    -- Place in the unit's chain, from 1; the hash covers the canonical form and the hash before it.
    link          integer check (link > 0),
    previous_hash text check (previous_hash ~ '^[0-9a-f]{64}$'),
    hash          text check (hash ~ '^[0-9a-f]{64}$'),
    canonical     text,
    unique (summary, version),
    check (cut_off >= period_from),
    check ((sealed_at is null) = (hash is null)),
    check ((sealed_at is null) = (canonical is null)),
    check ((sealed_at is null) = (link is null)),
    check ((link is not null and link > 1) = (previous_hash is not null))
);

create unique index summary_version_hash on summary_version (hash) where hash is not null;

-- One row per unit: who seals holds its lock, so that the chain cannot fork.
create table summary_chain (
    unit text primary key references unit,
    last integer not null default 0 check (last >= 0),
    hash text check (hash ~ '^[0-9a-f]{64}$'),
    check ((last = 0) = (hash is null))
);

-- The seven cells of the official table, of the period and of the year to date.
create table summary_figure (
    version bigint  not null references summary_version,
    sheet   text    not null check (sheet in ('period', 'year')),
    cell    text    not null check (cell in ('leaders', 'labour', 'visitors', 'collected', 'resolved', 'diaries', 'forums')),
    value   integer not null,
    primary key (version, sheet, cell)
);

-- The records behind each cell of the period: what they add to it.
create table summary_record (
    version bigint  not null,
    sheet   text    not null default 'period' check (sheet = 'period'),
    cell    text    not null,
    kind    text    not null check (kind in ('leader', 'labour', 'reception', 'problem', 'diary', 'forum', 'correction')),
    record  text    not null,
    leader  text,
    day     date,
    amount  integer not null,
    primary key (version, cell, kind, record),
    foreign key (version, sheet, cell) references summary_figure
);

-- What looks odd, beside the table: for the eyes of who checks and signs.
create table summary_anomaly (
    id      bigint generated always as identity primary key,
    version bigint not null references summary_version,
    kind    text   not null check (kind in ('leader-without-records', 'two-places', 'same-diary', 'late-entry')),
    leader  text   not null,
    day     date,
    records text[] not null default '{}'
);

create index summary_anomaly_of on summary_anomaly (version);

-- Who signed or returned, in whose place. Every round stays.
create table summary_signature (
    id        bigint generated always as identity primary key,
    version   bigint      not null references summary_version,
    round     integer     not null check (round > 0),
    step      integer     not null check (step > 0),
    principal text        not null,
    signer    text        not null,
    decision  text        not null check (decision in ('approve', 'return')),
    reason    text,
    at        timestamptz not null,
    unique (version, round, step),
    check (decision = 'approve' or reason is not null)
);

create unique index summary_signature_one_step on summary_signature (version, round, signer) where decision = 'approve';

-- The documents as they were made at sealing.
create table summary_document (
    version bigint not null references summary_version,
    format  text   not null check (format in ('docx', 'xlsx', 'pdf')),
    content bytea  not null,
    hash    text   not null check (hash ~ '^[0-9a-f]{64}$'),
    primary key (version, format)
);

-- What became of a sealed version outside.
create table summary_submission (
    version       bigint primary key references summary_version,
    submitted_on  date        not null,
    method        text        not null,
    receipt       text,
    stamped_on    date,
    submitted_by  text        not null,
    recorded_at   timestamptz not null,
    accepted_at   timestamptz,
    accepted_by   text,
    returned_at   timestamptz,
    returned_by   text,
    return_reason text,
    check ((returned_at is null) = (return_reason is null)),
    check (accepted_at is null or returned_at is null)
);

-- After acceptance nothing changes any more: a difference goes into a later month, with its reason (更正).
create table summary_correction (
    id         bigint generated always as identity primary key,
    summary    bigint      not null references summary,
    cell       text        not null check (cell in ('leaders', 'labour', 'visitors', 'collected', 'resolved', 'diaries',
                                                    'forums')),
    difference integer     not null check (difference <> 0),
    reason     text        not null,
    by         text        not null,
    at         timestamptz not null,
    -- The month that carries the difference; first day.
    posted_to  date        not null check (extract(day from posted_to) = 1)
);

create index summary_correction_posted on summary_correction (posted_to);

create table summary_event (
    id      bigint generated always as identity primary key,
    summary bigint      not null references summary,
    version integer     not null,
    at      timestamptz not null,
    actor   text,
    action  text        not null,
    reason  text
);

create index summary_event_of on summary_event (summary, id);

-- Who signs, one after another; and who may sign in whose place, authorised beforehand.
create table signing_step (
    unit    text    not null references unit,
    step    integer not null check (step > 0),
    account text    not null,
    primary key (unit, step),
    unique (unit, account)
);

create table signing_substitute (
    id            bigint generated always as identity primary key,
    principal     text        not null,
    substitute    text        not null check (substitute <> principal),
    valid_from    date        not null,
    valid_to      date        not null,
    authorised_at timestamptz not null,
    revoked_at    timestamptz,
    check (valid_to >= valid_from)
);

create index signing_substitute_of on signing_substitute (principal) where revoked_at is null;

-- A sealed version is not changed by anybody, the application included: neither itself nor what hangs on it.
create function refuse_change_of_sealed() returns trigger language plpgsql as $$
begin
    raise exception 'a sealed version is kept as it was sealed (%)', tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;

create trigger summary_version_sealed before update or delete on summary_version
    for each row when (old.sealed_at is not null) execute function refuse_change_of_sealed();

create function refuse_change_below_sealed() returns trigger language plpgsql as $$
declare
    touched bigint[];
begin
    touched := case tg_op
        when 'INSERT' then array[new.version]
        when 'DELETE' then array[old.version]
        else array[old.version, new.version]
    end;
    if exists (select 1 from summary_version where id = any(touched) and sealed_at is not null) then
        raise exception 'a sealed version is kept as it was sealed (%)', tg_table_name
            using errcode = 'integrity_constraint_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;

create trigger summary_figure_sealed before insert or update or delete on summary_figure
    for each row execute function refuse_change_below_sealed();
create trigger summary_record_sealed before insert or update or delete on summary_record
    for each row execute function refuse_change_below_sealed();
create trigger summary_anomaly_sealed before insert or update or delete on summary_anomaly
    for each row execute function refuse_change_below_sealed();
create trigger summary_signature_sealed before insert or update or delete on summary_signature
    for each row execute function refuse_change_below_sealed();
create trigger summary_document_sealed before insert or update or delete on summary_document
    for each row execute function refuse_change_below_sealed();

create trigger summary_version_kept before truncate on summary_version
    for each statement execute function refuse_change_of_sealed();
create trigger summary_figure_kept before truncate on summary_figure
    for each statement execute function refuse_change_of_sealed();
create trigger summary_record_kept before truncate on summary_record
    for each statement execute function refuse_change_of_sealed();
create trigger summary_anomaly_kept before truncate on summary_anomaly
    for each statement execute function refuse_change_of_sealed();
create trigger summary_signature_kept before truncate on summary_signature
    for each statement execute function refuse_change_of_sealed();
create trigger summary_document_kept before truncate on summary_document
    for each statement execute function refuse_change_of_sealed();

create trigger summary_event_kept before update or delete or truncate on summary_event
    for each statement execute function refuse_change();
create trigger summary_correction_kept before update or delete or truncate on summary_correction
    for each statement execute function refuse_change();
