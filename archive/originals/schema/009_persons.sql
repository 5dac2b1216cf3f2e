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
