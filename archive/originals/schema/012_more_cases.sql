-- One more kind of case: somebody says what an acronym means.

create table case_of_more_kinds (
    id text primary key,            -- the case id that its sender was given
    sent_at text not null,
    kind text not null check (kind in ('me', 'somebody', 'illegal', 'acronym', 'other')),
    item_ids text not null,         -- JSON list of ids; a moderator may add some
    places text,                    -- which comment, as typed; null once deleted
    why text,                       -- null once deleted
    is_verified integer not null,   -- 0: waits apart, because too many came at once
    state text not null check (state in ('received', 'looked_at', 'decided', 'closed')),
    changed_at text not null,       -- when the state last changed
    claimed_by text not null default '',
    claimed_until text not null default '',
    outcome text not null default '',
    reason text not null default '',
    closed_at text not null default '',
    forgotten_at text not null default '',      -- when its texts were deleted
    has_news integer not null default 1,        -- its sender wrote and no moderator did anything since
    version integer not null default 1,         -- rises with every change
    told integer not null default 1             -- the version that its sender can see in inbox.db
) without rowid;
insert into case_of_more_kinds select * from takedown;

-- what refers to the old table goes before it
create table message_of_more_kinds (
    id text primary key,
    case_id text not null references case_of_more_kinds (id),
    at text not null,
    made_by text not null,          -- '' for whoever sent the report
    body text                       -- null once deleted
) without rowid;
insert into message_of_more_kinds select * from takedown_message;
drop table takedown_message;
drop table takedown;
alter table case_of_more_kinds rename to takedown;
alter table message_of_more_kinds rename to takedown_message;
create index takedown_open on takedown (is_verified, state, sent_at);
create index takedown_untold on takedown (id) where told < version;
create index takedown_message_case on takedown_message (case_id, at);
