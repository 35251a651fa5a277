-- A page that is sent twice under its key is done once. What was sent with it tells a repetition from another record that
-- was written on the same page, which must not be swallowed. Keys from before this have none, and count as repetitions.
alter table submission add column digest bytea check (length(digest) = 32);
alter table outing add column client_digest bytea check (client_digest is null or (length(client_digest) = 32 and client_key is not null));

comment on column submission.digest is 'SHA-256 of what the form held';
comment on column outing.client_digest is 'SHA-256 of what was sent under the client key';

-- A file may tell of people as much as a contact does (a letter that was scanned, and what it is called); then it is open to
-- the same few. What was attached before is taken to do so where its record knows somebody.
alter table attachment add column personal boolean not null default false;
alter table attachment alter column personal drop default;

alter table attachment disable trigger attachment_kept;
update attachment set personal = true
where (owner_kind = 'problems'
       and exists (select 1 from problem join problem_contact on problem_contact.problem = problem.id
                   where problem.number = attachment.owner))
   or (owner_kind = 'outings'
       and exists (select 1 from outing join outing_reception on outing_reception.outing = outing.id
                   where outing.number = attachment.owner));
alter table attachment enable trigger attachment_kept;

-- What was attached stays as it was; all that can happen to it is to be marked as personal, which is never taken back, or to
-- be removed, once, and then only its content goes; a scan of a sealed table stays.
create or replace function attachment_kept() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.removed_at is null
       and (new.removed_at is not null and new.personal = old.personal
            or new.removed_at is null and new.personal and not old.personal)
       and (old.owner_kind <> 'summaries' or new.removed_at is null) and old.reason is not distinct from new.reason
       and (old.id, old.owner_kind, old.owner, old.name, old.media_type, old.size, old.sha256, old.attached_by, old.attached_at)
           = (new.id, new.owner_kind, new.owner, new.name, new.media_type, new.size, new.sha256, new.attached_by, new.attached_at) then
        return new;
    end if;
    raise exception 'rows of % are kept as they were written', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

-- What waited for somebody who is gone was handed to others.
alter table outing_event drop constraint outing_event_action_check;
alter table outing_event add constraint outing_event_action_check
    check (action in ('enter', 'confirm', 'correct', 'resubmit', 'change', 'delete', 'problem', 'hand-over'));
