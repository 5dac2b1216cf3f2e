-- Erasing for good, and persons who go by one pseudonym wherever they are named.

-- What was erased, so that no later harvest, import, reparse or backup brings it back. Keyed digests: of an item's
-- id and of every id under which it may come again, and of its words. The digests alone are the list that a restored
-- backup is held against.
create table erasure (
    digest text primary key,
    kind text not null check (kind in ('item', 'text', 'words')),
    item_id text not null default '',       -- the place that is left of it in this archive; '' for none, or for all
    size integer not null default 0,        -- of words that were taken out of texts: how many they are
    is_done integer not null default 0      -- 0 until the words are gone from rows and captures
) without rowid;
create index erasure_item on erasure (item_id);

-- Words of erased items that a source has brought again: kept only until they are gone from its capture.
create table erasure_due (
    capture_id integer not null references capture (id),
    item_id text not null,                  -- '' for a copy of them under an id of its own
    words text not null,                    -- JSON: texts, names, addresses, words within texts
    primary key (capture_id, item_id)
) without rowid;

-- Captures that an erasure wrote anew and that is not done yet: killed there, the next run does not miss the words in
-- them.
create table erasure_capture (capture_id integer primary key references capture (id)) without rowid;

-- Who asks that something be erased, and who agrees: two people.
create table erasure_request (
    id integer primary key,
    item_id text not null,
    mask_id text not null default '',       -- the mask whose words alone are to go
    reason text not null,
    asked_by text not null,
    asked_at text not null,
    state text not null default 'open' check (state in ('open', 'withdrawn', 'confirmed')),
    settled_by text not null default '',
    settled_at text not null default '',
    decision_id text not null default ''    -- the decision that it led to
);
create unique index erasure_request_open on erasure_request (item_id, mask_id) where state = 'open';

-- A person, by the pseudonym that stands wherever they are named, and the masks that put it there.
create table person (
    pseudonym text primary key,
    key_digest text not null unique,        -- keyed digest of the name that the pseudonym was made from
    made_by text not null,
    made_at text not null
) without rowid;
create table person_spelling (
    decision_id text primary key,           -- the mask of one spelling
    pseudonym text not null references person (pseudonym)
) without rowid;
create index person_spelling_person on person_spelling (pseudonym);

-- A fifth kind of decision: erase, which nobody can undo.

create table decision_with_erase (
    id text primary key,            -- the log id printed by the commands, "L" and the log's number
    kind text not null check (kind in ('mask', 'hide', 'withhold', 'erase', 'show')),   -- show: public though gone at its source
    scope text not null check (scope in ('here', 'everywhere')),
    item_id text not null,
    field text not null,            -- text, title, author: where the quotation stands
    exact text not null,            -- '' for what is decided of an item as a whole
    prefix text not null,
    suffix text not null,
    anchor_start integer not null,
    text_digest text not null,      -- salted digest of the text it was made on
    salt text not null,
    label text not null,
    reason text not null,
    made_by text not null,
    made_at text not null,
    ref text not null unique,       -- public, random: names the public log line
    active integer not null default 1
);
insert into decision_with_erase select * from decision;
drop table decision;
alter table decision_with_erase rename to decision;
create index decision_item on decision (item_id);
