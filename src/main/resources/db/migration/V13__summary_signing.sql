-- Who was to sign a round, as it stood when the table was presented: a change of approvers changes no signing under way.
create table summary_signing (
    version   bigint  not null references summary_version,
    round     integer not null check (round > 0),
    step      integer not null check (step > 0),
    principal text    not null,
    primary key (version, round, step),
    unique (version, round, principal)
);

create trigger summary_signing_sealed before insert or update or delete on summary_signing
    for each row execute function refuse_change_below_sealed();
create trigger summary_signing_kept before truncate on summary_signing
    for each statement execute function refuse_change_of_sealed();

-- Months that are being signed now are signed by those who were to sign them. A new database has no engine tables yet.
do $$
begin
    if to_regclass('act_id_membership') is not null then
        insert into summary_signing (version, round, step, principal)
        select version.id, summary.round,
               row_number() over (partition by version.id order by ordered.step, ordered.account), ordered.account
        from summary
        join summary_version version
            on version.summary = summary.id and version.version = summary.version and version.sealed_at is null
        cross join lateral (
            select step, account from signing_step where signing_step.unit = summary.unit
            union all
            select 1, user_id_ from act_id_membership
            where group_id_ = 'approver' and not exists (select 1 from signing_step where signing_step.unit = summary.unit)
        ) as ordered
        where summary.status = 'signing' and summary.round > 0;
    end if;
end $$;

-- Two leaders' entries that may be one and the same.
alter table summary_anomaly drop constraint summary_anomaly_kind_check;
alter table summary_anomaly add constraint summary_anomaly_kind_check
    check (kind in ('leader-without-records', 'two-places', 'same-diary', 'late-entry', 'same-reception', 'same-forum'));

create index problem_by_report on problem (reported_at);
create index problem_by_end on problem (ended_at) where ended_at is not null;
create index summary_correction_of on summary_correction (summary);
create index outing_diary_same on outing_diary (
    md5(regexp_replace(coalesce(seen, '') || '|' || coalesce(opinions, '') || '|' || coalesce(reflections, ''), '[[:space:]]', '', 'g')));
create index outing_reception_by_day on outing_reception (happened_on, host);
create index outing_forum_by_day on outing_forum (happened_on);
