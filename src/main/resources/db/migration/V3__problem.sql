-- The problem ledger (annex 4) and what the process keeps of a case. People's data stand in tables of their own.

create table problem_category (
    code    text primary key check (code ~ '^[a-z]{1,30}$'),
    name    text not null unique,
    ordinal integer not null unique
);

insert into problem_category (code, name, ordinal) values
    ('water', '水污染', 1),
    ('air', '大气污染', 2),
    ('noise', '噪声扰民', 3),
    ('waste', '固体废物', 4),
    ('livestock', '畜禽养殖污染', 5),
    ('enterprise', '企业违法排污', 6),
    ('facility', '环保基础设施', 7),
    ('monitoring', '环境质量监测', 8),
    ('sanitation', '村庄环境卫生', 9),
    ('policy', '政策咨询与建议', 10),
    ('other', '其他', 11);

-- The last number given in a year. Taken in the transaction that stores the problem, so a failed report leaves no gap.
create table problem_number (
    year integer primary key check (year between 2011 and 2999),
    last integer not null check (last > 0)
);

-- Pairs of neighbouring characters, without white space and punctuation: what two texts must share to be alike.
-- Works for Chinese, where there are no blanks between words.
create function bigrams(words text) returns text[]
    language sql immutable parallel safe strict
    return array(
        select distinct substr(plain.words, position, 2)
        from (select lower(regexp_replace(bigrams.words, '[[:space:][:punct:]，。、；：？！“”‘’（）《》【】…—·]', '', 'g')) as words) plain,
             generate_series(1, length(plain.words) - 1) as position);

-- Shared pairs to all pairs, 0 to 1.
create function likeness(one text[], other text[]) returns double precision
    language sql immutable parallel safe strict
    return case
        when cardinality(one) = 0 or cardinality(other) = 0 then 0
        else (select count(*) from (select unnest(one) intersect select unnest(other)) shared)::double precision
             / (select count(*) from (select unnest(one) union select unnest(other)) every)
    end;

create table problem (
    id                bigint generated always as identity primary key,
    year              integer not null,
    sequence          integer not null check (sequence > 0),
    number            text not null unique check (number ~ '^[0-9]{4}-[0-9]{4,}$'),
    title             text not null,
    content           text not null,
    village           text not null references natural_village,
    category          text not null references problem_category,
    urgency           text not null check (urgency in ('normal', 'urgent')),
    accusation        boolean not null,
    reporter          text not null,
    reported_at       timestamptz not null,
    recurrence_of     bigint references problem,
    status            text not null check (status in ('discipline-intake', 'registered', 'triage', 'supplement',
                          'acknowledge', 'adjudicate', 'handle', 'review', 'waiting', 'periodic-review', 'verify', 'settled',
                          'closed', 'merged', 'referred', 'declined', 'withdrawn', 'escalated')),
    -- Who is proposed by the decision table, and who was decided on.
    proposed_unit     text references unit,
    proposed_assists  text[] not null default '{}',
    lead_unit         text references unit,
    complex           boolean,
    limit_amount      integer check (limit_amount > 0),
    limit_unit        text check (limit_unit in ('WORKING_DAYS', 'CALENDAR_DAYS', 'HOURS', 'MONTHS')),
    triager           text,
    handler           text,
    objections        integer not null default 0,
    objection_open    boolean not null default true,
    returns           integer not null default 0,
    reopenings        integer not null default 0,
    sent_back_at      timestamptz,
    first_contact_at  timestamptz,
    clock_stopped_at  timestamptz,
    -- Annex 4: what was done, what comes next; and what the people were told, when and how.
    handling          text,
    next_step         text,
    handled_at        timestamptz,
    answer            text,
    answered_on       date,
    answer_method     text check (answer_method in ('face-to-face', 'telephone', 'in-writing', 'notice-board')),
    satisfaction      text check (satisfaction in ('satisfied', 'basically', 'not-satisfied')),
    verifier          text,
    verified_at       timestamptz,
    merged_into       bigint references problem check (merged_into <> id),
    referred_to       text check (referred_to in ('petition', 'discipline')),
    supervised_at     timestamptz,
    ended_at          timestamptz,
    pairs             text[] not null generated always as (bigrams(title || ' ' || content)) stored,
    unique (year, sequence),
    check (number = year || '-' || lpad(sequence::text, greatest(4, length(sequence::text)), '0')),
    check ((status in ('closed', 'merged', 'referred', 'declined', 'withdrawn', 'escalated')) = (ended_at is not null)),
    check (status <> 'closed' or (answer is not null and answered_on is not null and answer_method is not null)),
    check (status <> 'merged' or merged_into is not null),
    check (status <> 'referred' or referred_to is not null)
);

create index problem_by_status on problem (status, year desc, sequence desc);
create index problem_by_reporter on problem (reporter, year desc, sequence desc);
create index problem_by_unit on problem (lead_unit, year desc, sequence desc);
create index problem_by_village on problem (village, year desc, sequence desc);
create index problem_by_merge on problem (merged_into) where merged_into is not null;
create index problem_pairs on problem using gin (pairs);

-- Who brought the problem forward and how to reach them: personal data, read only by those who must, each reading logged.
create table problem_contact (
    problem bigint primary key references problem,
    contact text not null
);

-- Whom an accusation names, in the reporter's words and as far as they are known here: they must never see it.
create table problem_accused (
    problem bigint not null references problem,
    kind    text not null check (kind in ('words', 'unit', 'account')),
    value   text not null,
    primary key (problem, kind, value)
);

create table problem_assist (
    problem bigint not null references problem,
    unit    text not null references unit,
    state   text not null check (state in ('assigned', 'open', 'done', 'waived')),
    result  text,
    primary key (problem, unit)
);

-- Every limit that runs or ran: the light, the reminders and the rates come from here. Ended ones stay.
create table problem_deadline (
    id             bigint generated always as identity primary key,
    problem        bigint not null references problem,
    kind           text not null,
    unit           text references unit,
    limit_amount   integer not null check (limit_amount > 0),
    limit_unit     text not null check (limit_unit in ('WORKING_DAYS', 'CALENDAR_DAYS', 'HOURS', 'MONTHS')),
    started_at     timestamptz not null,
    due_at         timestamptz not null,
    blue_at        timestamptz not null,
    ended_at       timestamptz,
    next_notice_at timestamptz,
    notices        integer not null default 0,
    check (blue_at <= due_at)
);

create unique index problem_deadline_running on problem_deadline (problem, kind, coalesce(unit, '')) where ended_at is null;
create index problem_deadline_of on problem_deadline (problem);

-- One extension per problem, ever (time limits: one, with approval and reason).
create table problem_extension (
    problem      bigint primary key references problem,
    days         integer not null check (days between 1 and 30),
    reason       text not null,
    requested_by text not null,
    requested_at timestamptz not null,
    decision     text check (decision in ('approve', 'refuse', 'lapsed')),
    decided_by   text,
    decided_at   timestamptz,
    check ((decision is null) = (decided_at is null))
);

create table problem_supervision (
    id         bigint generated always as identity primary key,
    problem    bigint not null references problem,
    by         text not null,
    at         timestamptz not null,
    demand     text not null,
    reply_by   date not null,
    reply      text,
    replied_by text,
    replied_at timestamptz,
    check ((reply is null) = (replied_at is null))
);

create unique index problem_supervision_open on problem_supervision (problem) where replied_at is null;

-- The full history of a case: who, when, from where to where, why. Never changed, never removed.
create table problem_event (
    id        bigint generated always as identity primary key,
    problem   bigint not null references problem,
    at        timestamptz not null,
    actor     text,
    step      text not null,
    action    text not null,
    from_unit text references unit,
    to_unit   text references unit,
    reason    text
);

create index problem_event_of on problem_event (problem, id);
create index problem_event_by on problem_event (actor, problem);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are kept as they were written', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

create trigger problem_event_kept before update or delete on problem_event
    for each statement execute function refuse_change();
