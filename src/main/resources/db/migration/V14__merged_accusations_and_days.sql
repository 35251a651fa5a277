-- A problem that an outing brought home came up on the day of the outing, or of its reception, whenever it was entered: the
-- people may have been told from then on.
alter table problem add column happened_on date;

update problem set happened_on = coalesce(reception.happened_on, outing.date_from)
from outing_problem
join outing on outing.id = outing_problem.outing
left join outing_reception reception on reception.id = outing_problem.reception
where outing_problem.problem = problem.number;

-- What was merged into a problem says the same: where that was found to be an accusation, it is hidden from the same people.
create temporary table merged_accusation on commit drop as
with recursive merged as (
    select id as root, id from problem where accusation
    union
    select merged.root, problem.id from problem join merged on problem.merged_into = merged.id)
select root, id from merged where id <> root;

insert into problem_accused (problem, kind, value)
select merged_accusation.id, accused.kind, accused.value
from merged_accusation join problem_accused accused on accused.problem = merged_accusation.root
on conflict do nothing;

update problem set accusation = true where id in (select id from merged_accusation);
