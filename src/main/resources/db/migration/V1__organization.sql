-- Who takes part: units, leaders, villages and who is paired with whom (annex 1). Accounts, groups and memberships
-- stand in the engine's identity tables.

create table unit (
    code      text primary key check (code ~ '^[a-z][a-z0-9]{0,29}$'),
    name      text not null unique,
    seal_name text not null unique,
    kind      text not null check (kind in ('bureau', 'internal', 'external')),
    ordinal   integer not null
);

create table leader (
    account  text primary key,
    name     text not null check (name = btrim(name) and name <> ''),
    position text not null,
    -- The order of annex 1, which every list keeps.
    ordinal  integer not null unique check (ordinal > 0),
    unit     text not null references unit
);

create table administrative_village (
    id      text primary key check (id ~ '^[a-z][a-z0-9]*$'),
    name    text not null,
    town    text not null,
    ordinal integer not null,
    unique (town, name)
);

-- A natural village is known by its parent: the same name stands under two administrative villages.
create table natural_village (
    id                     text primary key,
    administrative_village text not null references administrative_village,
    name                   text not null,
    ordinal                integer not null,
    unique (administrative_village, name),
    check (id like administrative_village || '-%')
);

create table community (
    id   text primary key,
    name text not null unique
);

-- The contact of an administrative village needs no account. Validity ends with the day before valid_to.
create table village_contact (
    administrative_village text not null references administrative_village,
    name                   text not null,
    valid_from             date not null,
    valid_to               date,
    primary key (administrative_village, valid_from),
    check (valid_to is null or valid_to > valid_from)
);

create unique index village_contact_present on village_contact (administrative_village) where valid_to is null;

create table village_pairing (
    leader          text not null references leader,
    natural_village text not null references natural_village,
    valid_from      date not null,
    valid_to        date,
    primary key (leader, natural_village, valid_from),
    check (valid_to is null or valid_to > valid_from)
);

create unique index village_pairing_present on village_pairing (leader, natural_village) where valid_to is null;
create index village_pairing_village on village_pairing (natural_village);

create table community_pairing (
    leader     text not null references leader,
    community  text not null references community,
    valid_from date not null,
    valid_to   date,
    primary key (leader, community, valid_from),
    check (valid_to is null or valid_to > valid_from)
);

create unique index community_pairing_present on community_pairing (leader, community) where valid_to is null;

-- A single row says that the people in this database are a demonstration with a published password.
create table demonstration (
    one       boolean primary key default true check (one),
    loaded_at timestamptz not null
);
