-- The ledger has no accusations any more. Whatever was one has moved, or is sealed like everything that was referred.
do $$
begin
    if exists (select 1 from problem where accusation and sealed_at is null) then
        raise exception 'there are accusations in the ledger that have not been moved';
    end if;
end $$;

-- A referral is remembered without saying to whom.
alter table problem_event disable trigger problem_event_kept;
update problem_event set action = 'refer' where step = 'triage' and action in ('refer-petition', 'refer-discipline');
alter table problem_event enable trigger problem_event_kept;

update inbox_task set outcome = 'refer', outcome_name = '转交有关部门'
where process_key = 'problem-handling' and outcome in ('refer-petition', 'refer-discipline');
update inbox_task set subject = '（内容已封存）'
from problem
where process_key = 'problem-handling' and inbox_task.number = problem.number and problem.sealed_at is not null;
delete from notice where kind = 'accusation-referred';

drop table problem_accused;
alter table problem drop column accusation, drop column referred_to;

do $$
declare
    named record;
begin
    for named in select conname from pg_constraint
                 where conrelid = 'problem'::regclass and contype = 'c'
                   and pg_get_constraintdef(oid) like '%discipline-intake%' loop
        execute format('alter table problem drop constraint %I', named.conname);
    end loop;
end $$;
alter table problem add check (status in ('registered', 'triage', 'supplement', 'acknowledge', 'adjudicate', 'handle', 'review',
    'waiting', 'periodic-review', 'verify', 'settled', 'closed', 'merged', 'referred', 'declined', 'withdrawn', 'escalated'));
