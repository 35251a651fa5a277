-- Whether the past of the demonstration is still to be played (due), has been (lived), or never will be (none: one that an
-- earlier version loaded, or one that was told to begin without).
alter table demonstration add column life text not null default 'none' check (life in ('none', 'due', 'lived'));
