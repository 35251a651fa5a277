-- Who did and who read what, in one list: identifiers and codes only, never what a record says, never a reason in words.
create view audit_entry as
select log.at, 1 as source, log.id, log.account, 'read' as action,
       log.subject, coalesce(attached.owner, log.identifier) as identifier,
       case when attached.id is null then log.part else 'file/' || attached.id end as part
from access_log log
left join attachment attached on log.subject = 'attachment' and log.identifier = attached.id::text
union all
select at, 2, id, account, action, subject, identifier, field from organization_change
union all
select event.at, 3, event.id, event.actor, event.action, 'problem', problem.number, event.step
from problem_event event join problem on problem.id = event.problem
union all
select event.at, 4, event.id, event.actor, event.action, 'outing', outing.number, 'version/' || event.version
from outing_event event join outing on outing.id = event.outing
union all
select event.at, 5, event.id, event.actor, event.action, 'summary',
       summary.unit || '/' || to_char(summary.month, 'YYYY-MM'), 'version/' || event.version
from summary_event event join summary on summary.id = event.summary
union all
select attached_at, 6, id, attached_by, 'attach', 'attachment', owner, 'file/' || id from attachment
union all
select removed_at, 7, id, removed_by, 'remove', 'attachment', owner, 'file/' || id
from attachment where removed_at is not null
union all
select authorised_at, 8, id, principal, 'authorise', 'signing', substitute, valid_from || '/' || valid_to from signing_substitute
union all
select revoked_at, 9, id, principal, 'revoke', 'signing', substitute, valid_from || '/' || valid_to
from signing_substitute where revoked_at is not null
union all
select entered_at, 10, year, entered_by, 'enter', 'calendar', year::text, null
from statutory_year where entered_at is not null;

-- What is asked for is most often a time, a person or a number.
create index access_log_by_time on access_log (at);
create index organization_change_by_time on organization_change (at);
create index problem_event_by_time on problem_event (at);
create index outing_event_by_time on outing_event (at);
create index summary_event_by_time on summary_event (at);
