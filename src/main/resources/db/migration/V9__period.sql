-- When the monthly table is compiled and due, and how far each unit is with each month (requirements D5 to D7, D13a).

-- A month that has started: from then on its schedule does not move, whatever becomes of the calendar. Any other month is
-- worked out from the calendar.
create table submission_schedule (
    month       date primary key check (extract(day from month) = 1 and month >= date '2011-07-01'),
    period_from date not null,
    cut_off     date not null,
    compile_at  timestamptz not null,
    due_on      date not null,
    check (period_from <= cut_off),
    check (cut_off < due_on),
    check (due_on < month + 24),
    -- What happened on a day belongs to one month.
    exclude using gist (daterange(period_from, cut_off, '[]') with &&)
);

create trigger submission_schedule_kept before update or delete on submission_schedule
    for each statement execute function refuse_change();

-- Who sends a monthly table, and the first month it does so (go-live); null until that is decided.
create table participation (
    unit         text primary key references unit,
    first_period date check (extract(day from first_period) = 1 and first_period >= date '2011-07-01')
);

create table period (
    unit  text not null references unit,
    month date not null references submission_schedule,
    state text not null default 'open' check (state in ('open', 'checking', 'sealed')),
    primary key (unit, month)
);

create table period_change (
    id         bigint generated always as identity primary key,
    unit       text not null,
    month      date not null,
    from_state text check (from_state in ('open', 'checking', 'sealed')),
    to_state   text not null check (to_state in ('open', 'checking', 'sealed')),
    changed_at timestamptz not null,
    foreign key (unit, month) references period,
    check (from_state is distinct from to_state)
);

create index period_change_period on period_change (unit, month, id);

create trigger period_change_kept before update or delete on period_change
    for each statement execute function refuse_change();
