-- Accusations: outside everything ordinary. Nothing ordinary points here, and no ordinary question reads these tables.

create table accusation (
    -- Random: it tells neither order nor number.
    code              text primary key check (code ~ '^JB(-[2-9A-HJ-NP-Z]{4}){2}$'),
    title             text not null check (length(title) between 1 and 60),
    content           text not null check (length(content) between 1 and 4000),
    -- Names as they were written, beside those who were picked.
    accused           text check (length(accused) between 1 and 200),
    village           text references natural_village,
    named             boolean not null,
    contact           text check (length(contact) between 1 and 200),
    bypass_discipline boolean not null,
    reporter          text not null,
    reported_at       timestamptz not null,
    -- Where it came from. An accusation made by a referral also says who referred it.
    origin            text not null check (origin in ('report', 'outing', 'reception', 'problem')),
    outing            text,
    reception         bigint,
    problem           text,
    referred_by       text,
    -- Where it stands: 'waiting' until the leader has confirmed the outing, then the steps of the process.
    step              text not null check (step in ('waiting', 'receive', 'examine', 'tell', 'ended')),
    due_at            timestamptz,
    reminded_at       timestamptz,
    holder            text,
    result            text check (result in ('refer-upwards', 'settled', 'not-an-accusation', 'dropped')),
    result_words      text,
    told              text,
    told_at           timestamptz,
    -- What it became if it was none.
    registered_as     text,
    ended_at          timestamptz,
    -- Of the page that sent it, so that sending it twice makes one.
    submission        uuid,
    place             integer not null default 0,
    check ((step = 'ended') = (ended_at is not null)),
    check (step <> 'ended' or result is not null),
    check ((told is null) = (told_at is null)),
    unique (reporter, submission)
);

create index accusation_open on accusation (reported_at) where ended_at is null;
create index accusation_by_reporter on accusation (reporter, reported_at desc);
create index accusation_of_outing on accusation (outing) where outing is not null;

-- Whom it concerns, as the reporter picked them from the directory.
create table accusation_concern (
    accusation text not null references accusation on delete cascade,
    account    text not null,
    primary key (accusation, account)
);

-- Who of those whom it could reach said that they must not have it, and who said that they may.
create table accusation_statement (
    accusation text not null references accusation,
    account    text not null,
    statement  text not null check (statement in ('opened', 'recused')),
    at         timestamptz not null,
    primary key (accusation, account)
);

-- Its own log: who did what and who read it. Never changed, never removed; nothing else logs it.
create table accusation_event (
    id         bigint generated always as identity primary key,
    accusation text not null references accusation,
    at         timestamptz not null,
    actor      text,
    step       text not null,
    action     text not null,
    words      text
);

create index accusation_event_of on accusation_event (accusation, id);

create trigger accusation_event_kept before update or delete on accusation_event
    for each statement execute function refuse_change();
create trigger accusation_event_not_emptied before truncate on accusation_event
    for each statement execute function refuse_change();

-- Reminders for receivers, apart from the notices of everybody.
create table accusation_reminder (
    id         bigint generated always as identity primary key,
    accusation text not null references accusation,
    account    text not null,
    step       text not null,
    at         timestamptz not null,
    seen_at    timestamptz
);

create index accusation_reminder_unseen on accusation_reminder (account) where seen_at is null;

-- Its own files. Evidence stays: none is changed or taken off.
create table accusation_file (
    id          uuid primary key default gen_random_uuid(),
    accusation  text not null references accusation,
    place       integer not null,
    name        text not null check (length(name) between 1 and 150 and name !~ '[[:cntrl:]/\\]'),
    media_type  text not null,
    size        bigint not null check (size > 0),
    sha256      bytea not null check (length(sha256) = 32),
    attached_by text not null,
    attached_at timestamptz not null,
    content     bytea not null,
    check (octet_length(content) = size),
    unique (accusation, sha256, attached_by),
    unique (accusation, place)
);

create trigger accusation_file_kept before update or delete on accusation_file
    for each statement execute function refuse_change();
create trigger accusation_file_not_emptied before truncate on accusation_file
    for each statement execute function refuse_change();
