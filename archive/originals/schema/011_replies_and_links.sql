-- Replies that a moderator moved to what they answer, and what became of the pages that texts link to.

-- What a comment answers, where a moderator says otherwise than its source. Its id, and so its address, stays.
create table reattachment (
    item_id text primary key,
    parent_id text not null,        -- the comment it answers; '' for the post
    made_by text not null,
    made_at text not null
) without rowid;

-- What a linked page answered when it was last asked for. An address can hold words that are taken out later, so none
-- stands here: it is known by a salted digest.
create table link_check (
    digest text primary key,
    state text not null check (state in ('ok', 'gone', 'silent', 'unknown')),
    status integer,                 -- of HTTP; null where there was no answer
    checked_at text not null,
    since text not null             -- when it was first found in this state
) without rowid;

-- Hosts that asked for a rest, by a salted digest, and when it ends.
create table link_rest (
    digest text primary key,
    until text not null
) without rowid;
