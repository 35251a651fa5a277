-- One outing of a leader and all that it feeds: labour (annex 2), receptions (annex 3), forums (annex 5), the diary and the
-- problems it brought home (annex 4). What people told in confidence stands in tables of its own.

create table outing_theme (
    code    text primary key check (code ~ '^[a-z][a-z-]{0,29}$'),
    name    text not null unique,
    ordinal integer not null unique
);

-- The four themes of the activity.
insert into outing_theme (code, name, ordinal) values
    ('conditions', '了解社情民意', 1),
    ('research', '开展政策调研', 2),
    ('problems', '协调解决问题', 3),
    ('organization', '加强基层组织', 4);

create table outing_kind (
    code        text primary key check (code ~ '^[a-z][a-z-]{0,29}$'),
    name        text not null unique,
    ordinal     integer not null unique,
    -- What is proposed when nobody says otherwise.
    village_day boolean not null,
    theme       text not null references outing_theme
);

insert into outing_kind (code, name, ordinal, village_day, theme) values
    ('households', '走村入户', 1, true, 'conditions'),
    ('residence', '驻点调研', 2, true, 'research'),
    ('condolence', '走访慰问', 3, true, 'conditions'),
    ('labour', '生产劳动', 4, true, 'conditions'),
    ('reception', '接待信访群众', 5, true, 'problems'),
    ('forum', '召开座谈会', 6, true, 'conditions'),
    ('coordination', '协调解决问题', 7, true, 'problems'),
    ('policy', '政策宣讲', 8, false, 'research'),
    ('lecture', '上党课', 9, false, 'organization'),
    ('other', '其他', 10, false, 'conditions');

-- The last number given in a year; taken in the transaction that stores the outing.
create table outing_number (
    year integer primary key check (year between 2011 and 2999),
    last integer not null check (last > 0)
);

create table outing (
    id           bigint generated always as identity primary key,
    year         integer not null,
    sequence     integer not null check (sequence > 0),
    number       text not null unique check (number ~ '^O[0-9]{4}-[0-9]{4,}$'),
    leader       text not null references leader,
    -- The participating unit whose monthly table it is counted in.
    unit         text not null references unit,
    entered_by   text not null,
    entered_at   timestamptz not null,
    -- When it happened: what quotas count. Of a half day each of its days counts half.
    date_from    date not null check (date_from >= date '2011-07-01'),
    date_to      date not null,
    half_day     boolean not null,
    theme        text not null references outing_theme,
    kind         text not null references outing_kind,
    village      text references natural_village,
    community    text references community,
    village_day  boolean not null,
    -- Entered on a leader's behalf it is pending until confirmed, or correcting while whoever entered it sets it right.
    -- Only what is counted counts anywhere.
    state        text not null check (state in ('pending', 'correcting', 'counted', 'deleted')),
    waiting_from timestamptz,
    reminded_at  timestamptz,
    counted_at   timestamptz,
    -- The posting period: the month in whose table it is counted.
    period       date not null check (extract(day from period) = 1),
    late         boolean not null,
    history      boolean not null,
    -- What the device that sent it calls it: the same one is never stored twice.
    client_key   text check (client_key ~ '^[!-~]{1,200}$'),
    version      integer not null default 1 check (version > 0),
    changed_by   text not null,
    changed_at   timestamptz not null,
    unique (year, sequence),
    unique (entered_by, client_key),
    check (number = 'O' || year || '-' || lpad(sequence::text, greatest(4, length(sequence::text)), '0')),
    check (date_to >= date_from),
    check (village is not null or community is not null),
    check (not village_day or village is not null),
    check (not (late and history)),
    check ((state in ('pending', 'correcting')) = (waiting_from is not null)),
    check (state <> 'counted' or counted_at is not null)
);

create index outing_by_period on outing (unit, period) where state = 'counted';
create index outing_by_leader on outing (leader, date_from desc);
create index outing_by_date on outing (date_from desc, id desc);
create index outing_by_entry on outing (entered_by, entered_at desc);
create index outing_by_village on outing (village) where village is not null;

create table outing_labour (
    id          bigint generated always as identity primary key,
    outing      bigint not null references outing,
    ordinal     integer not null,
    happened_on date not null,
    time        text check (time <> ''),
    place       text not null check (place <> ''),
    work        text not null check (work <> ''),
    remark      text check (remark <> '')
);

create index outing_labour_of on outing_labour (outing);

-- A reception held together is counted once, under its host.
create table outing_reception (
    id          bigint generated always as identity primary key,
    outing      bigint not null references outing,
    ordinal     integer not null,
    happened_on date not null,
    time        text check (time <> ''),
    place       text not null check (place <> ''),
    host        text not null references leader,
    people      integer not null check (people between 1 and 9999),
    collective  boolean not null,
    -- Neutral: what everybody may read.
    summary     text check (summary <> ''),
    remark      text check (remark <> '')
);

create index outing_reception_of on outing_reception (outing);

-- Who came and what they told: personal data, read only by those who must, each reading logged.
create table outing_visitor (
    reception bigint primary key references outing_reception on delete cascade,
    name      text not null check (name <> ''),
    contact   text check (contact <> ''),
    matter    text not null check (matter <> ''),
    text      text check (text <> '')
);

create table outing_forum (
    id          bigint generated always as identity primary key,
    outing      bigint not null references outing,
    ordinal     integer not null,
    happened_on date not null,
    time        text check (time <> ''),
    place       text not null check (place <> ''),
    attendees   text not null check (attendees <> ''),
    topic       text not null check (topic <> ''),
    text        text check (text <> ''),
    -- The forum that feeds the people's opinions back at the end: counted in annex 6, not toward a leader's three.
    closing     boolean not null,
    remark      text check (remark <> '')
);

create index outing_forum_of on outing_forum (outing);

-- Every leader who attended, the outing's own among them: once for the unit, once toward the quota of each.
create table outing_forum_leader (
    forum  bigint not null references outing_forum on delete cascade,
    leader text not null references leader,
    primary key (forum, leader)
);

create table outing_diary (
    id                bigint generated always as identity primary key,
    outing            bigint not null unique references outing,
    seen              text check (seen <> ''),
    opinions          text check (opinions <> ''),
    reflections       text check (reflections <> ''),
    policy_suggestion boolean not null,
    check (coalesce(seen, opinions, reflections) is not null)
);

-- The problems an outing brought home; the ledger keeps the way back.
create table outing_problem (
    problem   text primary key references problem (number),
    outing    bigint not null references outing,
    reception bigint unique references outing_reception on delete set null
);

create index outing_problem_of on outing_problem (outing);

alter table problem add column outing text references outing (number);

-- Who did what with an outing, when and why; of a change or a deletion also all it said before. Never changed.
create table outing_event (
    id      bigint generated always as identity primary key,
    outing  bigint not null references outing,
    version integer not null,
    at      timestamptz not null,
    actor   text not null,
    action  text not null check (action in ('enter', 'confirm', 'correct', 'resubmit', 'change', 'delete', 'problem')),
    reason  text,
    before  jsonb,
    check ((before is not null) = (action in ('change', 'delete')))
);

create index outing_event_of on outing_event (outing, id);

create trigger outing_event_kept before update or delete on outing_event
    for each statement execute function refuse_change();

-- What receptions said of people before a change or a deletion, guarded like what they say now.
create table outing_event_visitor (
    event     bigint not null references outing_event,
    reception bigint not null,
    name      text not null,
    contact   text,
    matter    text not null,
    text      text,
    primary key (event, reception)
);

create trigger outing_event_visitor_kept before update or delete on outing_event_visitor
    for each statement execute function refuse_change();
