-- The State Council's yearly notice: which days are off although they are working days, and which weekends are worked.
-- A year without a row is worked out provisionally until its notice is entered.

create table statutory_year (
    year      integer primary key check (year between 2011 and 2100),
    published boolean not null
);

create table statutory_day (
    day  date primary key,
    year integer not null references statutory_year,
    kind text not null check (kind in ('holiday', 'workday')),
    name text not null check (name <> ''),
    check (extract(year from day) = year),
    -- Only a Saturday or Sunday can be made up for; a holiday may well fall on one.
    check (kind = 'holiday' or extract(isodow from day) in (6, 7))
);

create index statutory_day_year on statutory_day (year);
