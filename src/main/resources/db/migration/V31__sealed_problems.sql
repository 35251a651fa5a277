-- What was referred to somebody outside is sealed, and what was merged into it: only whoever reported or triaged it reads what it
-- says. To whom it was referred, the ledger does not say any more.
alter table problem add column sealed_at timestamptz;
comment on column problem.sealed_at is
    'Since when only whoever reported or triaged the problem reads what it says: it was referred, or merged into one that was';

with recursive sealed (id, at) as (
    select id, ended_at from problem where status = 'referred'
    union
    select problem.id, sealed.at from problem join sealed on problem.merged_into = sealed.id)
update problem set sealed_at = (select min(sealed.at) from sealed where sealed.id = problem.id)
where id in (select id from sealed);

alter table problem add check (status <> 'referred' or sealed_at is not null);
alter table problem alter column accusation set default false;

do $$
declare
    named record;
begin
    for named in select conname from pg_constraint
                 where conrelid = 'problem'::regclass and contype = 'c'
                   and pg_get_constraintdef(oid) like '%referred_to IS NOT NULL%' loop
        execute format('alter table problem drop constraint %I', named.conname);
    end loop;
    -- Those who watch in Cockpit were given cases and tasks one by one, and every definition at once; from now on they have the
    -- ordinary definitions by their keys, given at every start.
    if to_regclass('act_ru_authorization') is not null then
        delete from act_ru_authorization
        where type_ = 1 and group_id_ in ('supervisor', 'inspector')
          and (resource_type_ in (7, 8) or (resource_id_ = '*' and resource_type_ in (6, 9, 10, 14)));
    end if;
end $$;
