-- From when until when a problem was declined that the office took on again. A month that was compiled for sealing in that
-- time does not have it; it counts as collected in the month in which it was taken on again.
create table problem_reinstatement (
    problem       bigint not null references problem,
    declined_at   timestamptz not null,
    reinstated_at timestamptz not null check (reinstated_at >= declined_at),
    primary key (problem, reinstated_at)
);
