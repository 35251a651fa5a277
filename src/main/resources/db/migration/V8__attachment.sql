-- Files that belong to a record. Row and content are written in the transaction that attaches them, so neither is ever
-- there without the other, and one backup of the database has everything.
create table attachment (
    id             bigint generated always as identity primary key,
    -- Which record: the kind as in its address and its one identifier. Whoever owns the kind says who may see it.
    owner_kind     text not null check (owner_kind ~ '^[a-z]{1,30}$'),
    owner          text not null check (length(owner) between 1 and 100),
    name           text not null check (length(name) between 1 and 150 and name !~ '[[:cntrl:]/\\]'),
    media_type     text not null,
    size           bigint not null check (size > 0),
    sha256         bytea not null check (length(sha256) = 32),
    attached_by    text not null,
    attached_at    timestamptz not null,
    removed_by     text,
    removed_at     timestamptz,
    removal_reason text check (length(removal_reason) between 1 and 200),
    check ((removed_at is null) = (removed_by is null) and (removed_at is null) = (removal_reason is null))
);

create index attachment_of on attachment (owner_kind, owner, id);

-- The same content twice on one record is one file: a form sent twice attaches once.
create unique index attachment_once on attachment (owner_kind, owner, sha256) where removed_at is null;

-- Apart from the rows, so that a list never reads it.
create table attachment_content (
    attachment bigint primary key references attachment,
    content    bytea not null,
    thumbnail  bytea
);

-- Pictures and office documents are compressed already; uncompressed, a piece can be read without the rest.
alter table attachment_content alter column content set storage external;
alter table attachment_content alter column thumbnail set storage external;

-- What was attached stays as it was; all that can happen to it is to be removed, once, and then only its content goes.
create function attachment_kept() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.removed_at is null and new.removed_at is not null
       and (old.id, old.owner_kind, old.owner, old.name, old.media_type, old.size, old.sha256, old.attached_by, old.attached_at)
           = (new.id, new.owner_kind, new.owner, new.name, new.media_type, new.size, new.sha256, new.attached_by, new.attached_at) then
        return new;
    end if;
    raise exception 'rows of % are kept as they were written', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

create trigger attachment_kept before update or delete on attachment
    for each row execute function attachment_kept();

create function attachment_content_kept() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and exists (select 1 from attachment where id = old.attachment and removed_at is not null) then
        return old;
    end if;
    raise exception 'rows of % are kept as they were written', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

create trigger attachment_content_kept before update or delete on attachment_content
    for each row execute function attachment_content_kept();

-- Checked when the transaction ends: content is there exactly as long as the file is attached, and whole.
create function attachment_whole() returns trigger language plpgsql as $$
declare
    checked bigint;
    present boolean;
begin
    if tg_table_name = 'attachment' then checked := new.id; else checked := old.attachment; end if;
    select exists (select 1 from attachment_content where attachment = checked) into present;
    if exists (select 1 from attachment where id = checked and (removed_at is null) <> present)
       or exists (select 1 from attachment join attachment_content on attachment = id
                  where id = checked and octet_length(content) <> size) then
        raise exception 'attachment % and its content do not match', checked using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end $$;

create constraint trigger attachment_whole after insert or update on attachment
    deferrable initially deferred for each row execute function attachment_whole();
create constraint trigger attachment_content_whole after delete on attachment_content
    deferrable initially deferred for each row execute function attachment_whole();
