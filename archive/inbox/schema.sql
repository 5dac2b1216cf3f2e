-- inbox.db: what comes in from anybody, and what its sender may know of it. The public process writes `report` and
-- `message`, the moderators' process takes their words over into archive.db, leaves none here, and writes the rest.
-- Whatever is asked for by the sender is asked for by `secret_hash`.

create table report (
    case_id text primary key,
    secret_hash text not null unique,   -- SHA-256 of the secret in the link; the secret itself is nowhere
    sent_at text not null,              -- UTC, as every time here
    kind text not null,
    item_ids text not null,             -- JSON list: the items that the sender's words were understood to mean
    places text,                        -- which comment, as typed; null once it was taken over
    why text,                           -- null once it was taken over
    is_verified integer not null        -- 0: came after too many others; it waits apart
) without rowid;
create index report_waiting on report (case_id) where places is not null;

create table message (
    id text primary key,
    case_id text not null references report (case_id),
    sent_at text not null,
    body text                           -- null once it was taken over
) without rowid;
create index message_of_case on message (case_id);
create index message_waiting on message (id) where body is not null;

create table status (
    case_id text primary key references report (case_id),
    version integer not null,           -- the moderators' count of changes: an older one never replaces a newer one
    state text not null,
    at text not null,
    outcome text not null,
    reason text not null,
    forgotten_at text not null          -- when the texts of the case were deleted, '' while they are kept
) without rowid;

create table answer (
    case_id text not null references report (case_id),
    number integer not null,
    at text not null,
    body text not null,
    primary key (case_id, number)
) without rowid;
