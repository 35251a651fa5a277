-- Accusations that stood in the ledger move to their own tables with words, people, history, files and step. In the ledger stays
-- what was an ordinary problem before the office referred it, and what a sealed month has counted: those end as anything
-- referred, sealed. Everything else of an accusation leaves the ordinary house, its number stays unused.

-- What is still to be done with the engine, at the next start: the old case is deleted from runtime and history, and an open
-- accusation begins on its own process.
create table accusation_move (
    number text primary key,
    code   text not null references accusation
);

create temporary table moving on commit drop as
select problem.id, problem.number,
       'JB-' || (select string_agg(substr('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', 1 + get_byte(random.bytes, place) % 32, 1), '' order by place)
                 from unnest(array[0, 1, 2, 3]) place)
       || '-' || (select string_agg(substr('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', 1 + get_byte(random.bytes, place) % 32, 1), '' order by place)
                  from unnest(array[4, 5, 10, 11]) place) as code,
       referral.at as referred_at, referral.actor as referred_by,
       referral.at is not null as was_ordinary,
       exists (select 1 from summary_record record
               join summary_version version on version.id = record.version
               where record.kind = 'problem' and record.record = problem.number and version.sealed_at is not null)
           or exists (select 1 from problem other where other.merged_into = problem.id or other.recurrence_of = problem.id) as counted
from problem
cross join lateral (select uuid_send(gen_random_uuid()) as bytes, problem.id) random
left join lateral (
    select at, actor from problem_event
    where problem_event.problem = problem.id and step = 'triage' and action = 'refer-discipline'
    order by problem_event.id desc limit 1) referral on true
where problem.accusation and problem.status <> 'merged';

insert into accusation (code, title, content, accused, village, named, contact, bypass_discipline, reporter, reported_at, origin,
    outing, reception, problem, referred_by, step, result, result_words, ended_at)
select moving.code, left(problem.title, 60), left(problem.content, 4000),
       left((select string_agg(value, '、') from problem_accused where problem = problem.id and kind = 'words'), 200),
       problem.village, false, left(contact.contact, 200), false, problem.reporter, problem.reported_at,
       case when moving.was_ordinary then 'problem' when brought.reception is not null then 'reception'
            when problem.outing is not null then 'outing' else 'report' end,
       problem.outing, brought.reception,
       case when moving.was_ordinary or moving.counted then problem.number end,
       moving.referred_by,
       case when problem.ended_at is null then 'waiting' else 'ended' end,
       case when problem.ended_at is not null
            then case when problem.status = 'withdrawn' then 'dropped' else 'refer-upwards' end end,
       case when problem.ended_at is not null then
           (select reason from problem_event
            where problem_event.problem = problem.id and step in ('discipline-intake', 'triage') and action = 'refer-discipline'
            order by problem_event.id desc limit 1) end,
       problem.ended_at
from moving
join problem on problem.id = moving.id
left join problem_contact contact on contact.problem = problem.id
left join outing_problem brought on brought.problem = problem.number;

insert into accusation_concern (accusation, account)
select moving.code, accused.value
from moving join problem_accused accused on accused.problem = moving.id where accused.kind = 'account';

-- Its history, and who has read of it.
insert into accusation_event (accusation, at, actor, step, action, words)
select code, at, actor, step, action, words
from (select moving.code, event.at, event.actor,
             case event.step when 'discipline-intake' then 'receive' when 'triage' then 'refer' else event.step end as step,
             event.action, event.reason as words, 1 as source, event.id
      from moving join problem_event event on event.problem = moving.id
      union all
      select moving.code, log.at, log.account, 'receive', 'read', null, 2, log.id
      from moving join access_log log on log.subject = 'problem' and log.identifier = moving.number
      where not moving.was_ordinary or log.at >= moving.referred_at) history
order by at, source, id;

insert into accusation_file (accusation, place, name, media_type, size, sha256, attached_by, attached_at, content)
select code, row_number() over (partition by code order by id), name, media_type, size, sha256, attached_by, attached_at, content
from (select distinct on (moving.code, file.sha256, file.attached_by)
             moving.code, file.id, file.name, file.media_type, file.size, file.sha256, file.attached_by, file.attached_at,
             stored.content
      from moving
      join attachment file on file.owner_kind = 'problems' and file.owner = moving.number and file.removed_at is null
      join attachment_content stored on stored.attachment = file.id
      order by moving.code, file.sha256, file.attached_by, file.id) files;

insert into accusation_move (number, code) select number, code from moving;

-- From here on the ordinary house.
create temporary table leaving on commit drop as
select id, number from moving where not was_ordinary and not counted;

alter table problem_event disable trigger problem_event_kept;
alter table access_log disable trigger access_log_kept;
alter table attachment disable trigger attachment_kept;
alter table attachment_content disable trigger attachment_content_kept;

delete from access_log
using moving
where access_log.subject = 'problem' and access_log.identifier = moving.number
  and (not moving.was_ordinary or access_log.at >= moving.referred_at);
delete from access_log
using attachment, moving
where access_log.subject = 'attachment' and access_log.identifier = attachment.id::text
  and attachment.owner_kind = 'problems' and attachment.owner = moving.number
  and (not moving.was_ordinary or access_log.at >= moving.referred_at);

delete from attachment_content
using attachment, moving
where attachment_content.attachment = attachment.id and attachment.owner_kind = 'problems' and attachment.owner = moving.number
  and not moving.was_ordinary;
delete from attachment
using moving
where attachment.owner_kind = 'problems' and attachment.owner = moving.number and not moving.was_ordinary;

delete from notice
using moving
where notice.process_key = 'problem-handling' and notice.number = moving.number
  and (not moving.was_ordinary
       or notice.sent_at >= moving.referred_at
          and notice.recipient not in (select reporter from problem where problem.id = moving.id));
delete from inbox_task
using moving
where inbox_task.process_key = 'problem-handling' and inbox_task.number = moving.number and not moving.was_ordinary;
-- Also of what was found not to be one: nothing ordinary says that it was looked at.
delete from inbox_task where process_key = 'problem-handling' and element_key = 'discipline-intake';
delete from submission
using moving
where submission.number = moving.number and not moving.was_ordinary;
delete from idempotent_answer
using moving
where not moving.was_ordinary
  and (position(convert_to(moving.number, 'UTF8') in body) > 0 or position(moving.number in call) > 0
       or position(moving.number in headers::text) > 0);

delete from problem_event where step = 'discipline-intake';
delete from problem_deadline where kind = 'discipline-intake';

delete from outing_problem using leaving where outing_problem.problem = leaving.number;
delete from problem_contact using leaving where problem = leaving.id;
delete from problem_accused using leaving where problem = leaving.id;
delete from problem_assist using leaving where problem = leaving.id;
delete from problem_deadline using leaving where problem = leaving.id;
delete from problem_extension using leaving where problem = leaving.id;
delete from problem_supervision using leaving where problem = leaving.id;
delete from problem_reinstatement using leaving where problem = leaving.id;
delete from problem_event using leaving where problem = leaving.id;
delete from problem using leaving where problem.id = leaving.id;

-- What stays without having been ordinary keeps number and count, and none of its words.
insert into problem_event (problem, at, actor, step, action)
select problem.id, coalesce(problem.ended_at, now()), null, 'triage', 'refer'
from moving join problem on problem.id = moving.id where not moving.was_ordinary;
delete from problem_contact using moving where problem = moving.id and not moving.was_ordinary;
update problem_deadline set ended_at = now() from moving where problem = moving.id and problem_deadline.ended_at is null;
update problem
set title = '（内容已封存）', content = '（内容已封存）'
from moving where problem.id = moving.id and not moving.was_ordinary;
update problem
set status = 'referred', referred_to = 'discipline', ended_at = coalesce(ended_at, now()),
    sealed_at = coalesce(sealed_at, ended_at, now())
from moving where problem.id = moving.id and problem.status <> 'withdrawn';
with recursive sealed (id, at) as (
    select problem.id, problem.sealed_at from moving join problem on problem.id = moving.id
    union
    select problem.id, sealed.at from problem join sealed on problem.merged_into = sealed.id)
update problem set sealed_at = sealed.at
from sealed where problem.id = sealed.id and problem.sealed_at is null and sealed.at is not null;
update problem set accusation = false where accusation;

set constraints all immediate;
alter table problem_event enable trigger problem_event_kept;
alter table access_log enable trigger access_log_kept;
alter table attachment enable trigger attachment_kept;
alter table attachment_content enable trigger attachment_content_kept;

-- The engine's own history of the step that is no more, of cases that go on as ordinary ones.
do $$
begin
    if to_regclass('act_hi_actinst') is not null then
        delete from act_hi_actinst
        where proc_def_key_ = 'problem-handling'
          and act_id_ in ('is-accusation', 'discipline-intake', 'discipline-decision');
        delete from act_hi_identitylink where task_id_ in (
            select id_ from act_hi_taskinst where proc_def_key_ = 'problem-handling' and task_def_key_ = 'discipline-intake');
        delete from act_hi_op_log where task_id_ in (
            select id_ from act_hi_taskinst where proc_def_key_ = 'problem-handling' and task_def_key_ = 'discipline-intake');
        delete from act_hi_taskinst where proc_def_key_ = 'problem-handling' and task_def_key_ = 'discipline-intake'
            and id_ not in (select id_ from act_ru_task);
    end if;
end $$;
