-- The moderators' queue: who has which comment, what was done with its cards, what they skipped, and words to keep.

-- Whoever opened a card has its item for some minutes.
create table claim (
    item_id text primary key,
    held_by text not null,
    until text not null             -- UTC
) without rowid;

-- One row for each thing done with a card. The token came with the card: a form that is sent twice does it once.
create table queue_act (
    seq integer primary key,
    token text not null unique,
    made_by text not null,
    made_at text not null,
    kind text not null,             -- mask, keep, hide, show, skip
    card text not null,             -- f and the finding's number, d and the decision's log id, g and the item
    item_id text not null,
    label text not null default '',
    log_ids text not null default '[]',     -- JSON list of the decisions it made
    kept_words_id integer,          -- the entry of the keep-list that it made
    public_at text not null default '',     -- when readers' copy followed; '' while it is behind
    problem text not null default '',       -- why it could not follow yet
    undone_at text not null default ''
);
create index queue_act_behind on queue_act (seq) where public_at = '';
create index queue_act_by on queue_act (made_by, seq);

create table queue_skip (
    card text not null,
    made_by text not null,
    until text not null,            -- UTC
    primary key (card, made_by)
) without rowid;

-- Words that stay wherever they stand, of public persons and offices, with what shows that they are public (M11).
create table kept_words (
    id integer primary key,
    exact text not null,
    folded text not null,           -- as texts are compared
    evidence text not null,
    reason text not null,
    made_by text not null,
    made_at text not null,
    log_id text not null,
    active integer not null default 1
);
create unique index kept_words_active on kept_words (folded) where active;

alter table finding add column kept_words_id integer;   -- the entry by which it was kept
create index finding_kept_words on finding (kept_words_id) where kept_words_id is not null;
