-- A page that is sent twice under its key is done once. What was sent with it tells a repetition from another record that
-- was written on the same page, which must not be swallowed. Keys from before this have none, and count as repetitions.
alter table submission add column digest bytea check (length(digest) = 32);
alter table outing add column client_digest bytea check (client_digest is null or (length(client_digest) = 32 and client_key is not null));

comment on column submission.digest is 'SHA-256 of what the form held';
comment on column outing.client_digest is 'SHA-256 of what was sent under the client key';
