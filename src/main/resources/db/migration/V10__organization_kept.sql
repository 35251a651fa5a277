-- The organization as an administrator keeps it. Nothing that was ever used is deleted: it is retired from a day on, a
-- pairing ends on a day, and every change says who made it. A version tells two people who change the same thing apart.

alter table unit add column retired_on date, add column version integer not null default 0;
alter table leader add column retired_on date, add column version integer not null default 0;
alter table administrative_village add column retired_on date, add column version integer not null default 0;
alter table natural_village add column retired_on date, add column version integer not null default 0;
alter table community add column ordinal integer, add column retired_on date,
    add column version integer not null default 0;

update community set ordinal = numbered.place
from (select id, row_number() over (order by id) as place from community) numbered
where numbered.id = community.id;

alter table community alter column ordinal set not null;

-- Leaders change places in one statement after the other: the order has to be right at the end only.
alter table leader drop constraint leader_ordinal_key;
alter table leader add constraint leader_ordinal_key unique (ordinal) deferrable initially deferred;

-- One name for a pairing or a contact, whichever of the three tables it stands in.
create sequence pairing_id;
alter table village_pairing add column id bigint not null unique default nextval('pairing_id');
alter table community_pairing add column id bigint not null unique default nextval('pairing_id');
alter table village_contact add column id bigint not null unique default nextval('pairing_id');

-- What was called off before it began stays, with a validity of no day.
alter table village_pairing drop constraint village_pairing_check;
alter table village_pairing add constraint village_pairing_validity check (valid_to is null or valid_to >= valid_from);
alter table community_pairing drop constraint community_pairing_check;
alter table community_pairing add constraint community_pairing_validity check (valid_to is null or valid_to >= valid_from);
alter table village_contact drop constraint village_contact_check;
alter table village_contact add constraint village_contact_validity check (valid_to is null or valid_to >= valid_from);

-- Who changed what, and when. One row for a field that changed; what came with the data files of a start has no account.
create table organization_change (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    account    text,
    subject    text not null check (subject in ('unit', 'leader', 'administrative-village', 'village', 'community',
                                                'contact', 'pairing', 'account', 'data')),
    identifier text not null,
    action     text not null check (action in ('create', 'change', 'end', 'load')),
    field      text,
    before     text,
    after      text
);

create index organization_change_of on organization_change (subject, identifier, id);

create trigger organization_change_kept before update or delete on organization_change
    for each statement execute function refuse_change();

-- What holds an account back beyond the engine's own lock.
create table account_restriction (
    account      text primary key,
    password_due boolean not null default false,
    disabled_at  timestamptz
);

comment on column account_restriction.password_due is 'the password was given by an administrator and has to be replaced';
