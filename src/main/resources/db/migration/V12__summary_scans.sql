-- The stamped scan of a sealed table is attached to the version it is of, and stays: whoever attaches another says why.
alter table attachment add column reason text check (length(reason) between 1 and 200);

create or replace function attachment_kept() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.owner_kind <> 'summaries' and old.removed_at is null and new.removed_at is not null
       and (old.id, old.owner_kind, old.owner, old.name, old.media_type, old.size, old.sha256, old.attached_by, old.attached_at)
           = (new.id, new.owner_kind, new.owner, new.name, new.media_type, new.size, new.sha256, new.attached_by, new.attached_at)
       and old.reason is not distinct from new.reason then
        return new;
    end if;
    raise exception 'rows of % are kept as they were written', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

-- What is submitted bears a seal, and its date is known. Rows from before may be without.
create function require_date_of_seal() returns trigger language plpgsql as $$
begin
    raise exception 'a submission names the date of the seal' using errcode = 'integrity_constraint_violation';
end $$;

create trigger summary_submission_stamped before insert on summary_submission
    for each row when (new.stamped_on is null) execute function require_date_of_seal();
