-- archive.db: the private database of one archive, the whole truth. Nothing public reads this file.
-- Texts are originals: NFC text and a JSON list of marks (see archive/text.py).

create table meta (key text primary key, value text not null) without rowid;

create table site (
    id integer primary key,
    host text not null unique,      -- canonical; '' while no source has named it
    title text,
    blog_id text
);

-- Every response or imported file (H1). The bytes are in captures/<warc_file>.
create table capture (
    id integer primary key,
    kind text not null check (kind in ('http', 'file')),
    url text not null,              -- the address asked for, or file:NAME of an imported file (no folders)
    status integer,
    content_type text,
    fetched_at text not null,       -- UTC
    etag text,
    last_modified text,
    sha256 text not null,
    warc_file text not null,
    warc_offset integer not null,
    warc_length integer not null,
    format text,                    -- what it was recognised as
    parser_version integer,
    problem text                    -- one sentence when it could not be read; carries no words of anybody
);
create index capture_url on capture (url, id);

-- Ids are made once and never again (A1): source key -> item id.
create table identity (
    source_key text primary key,    -- blogger:NUMBER, url:CANONICAL ADDRESS of a post, or text:... of saved text
    site_id integer not null references site (id),
    item_id text not null           -- several keys may name one item
) without rowid;
create index identity_item on identity (item_id);

create table alias (alias text primary key, item_id text not null) without rowid;

-- One row per item and kind of source: what that source last said. `post` and `comment` are merged from these,
-- by a pure function, so the order of imports does not matter (H7).
create table reading (
    item_id text not null,
    source text not null check (source in ('saved_text', 'page', 'feed')),
    site_id integer not null references site (id),
    post_id text not null,          -- the item itself for a post
    is_comment integer not null,
    fields text not null,           -- JSON of every field but text and marks
    text text,
    marks text,
    capture_id integer not null references capture (id),
    fetched_at text not null,
    parser_version integer not null,
    primary key (item_id, source)
) without rowid;
create index reading_post on reading (post_id);

-- The fields of a reading that were fetched before its fetched_at; the others are as old as it is.
create table reading_age (
    item_id text not null,
    source text not null,
    field text not null,
    fetched_at text not null,
    primary key (item_id, source, field)
) without rowid;

-- What a reading said before it changed (H8). Never updated.
create table revision (
    id integer primary key,
    item_id text not null,
    source text not null,
    fields text not null,
    text text,
    marks text,
    capture_id integer not null references capture (id),
    fetched_at text not null,
    replaced_by integer not null references capture (id)
);
create index revision_item on revision (item_id);

create table post (
    id text primary key,
    site_id integer not null references site (id),
    url text,
    path text,                      -- /2018/07/slug.html at the source, null when unknown
    title text,
    author text,
    is_page integer not null default 0,
    published_utc text,
    published_local text not null default '',
    published_precision text not null,
    text text,                      -- null while no source has brought the body
    marks text,
    labels text not null default '[]',
    declared integer,
    capture_id integer not null references capture (id),
    fetched_at text not null,
    parser_version integer not null
);
create index post_path on post (site_id, path);

create table comment (
    id text primary key,
    site_id integer not null references site (id),
    post_id text not null references post (id),
    parent_id text,                 -- may name a comment that no source has brought
    ordinal integer not null,
    author text,
    author_kind text not null,
    author_url text,
    is_owner integer not null default 0,
    signed_as text,
    published_utc text,
    published_local text not null default '',
    published_precision text not null,
    text text not null,
    marks text not null,
    state text not null check (state in ('live', 'removed_by_author', 'removed_by_admin')),
    capture_id integer not null references capture (id),
    fetched_at text not null,
    parser_version integer not null
);
create index comment_post on comment (post_id);

-- Items whose public form may have to change; written in the transaction that changed them, emptied by publish.
create table pending (item_id text primary key) without rowid;

-- What the recognizers propose. Spans count code points of the item's text as it was read then.
create table finding (
    id integer primary key,
    item_id text not null,
    entity text not null,
    field text not null default 'text',       -- text, title, author: what the span counts in
    span_start integer not null,
    span_end integer not null,
    score real not null,
    risk text not null check (risk in ('high', 'medium', 'low')),
    why text not null,              -- a sentence about the rule, without the words found
    recognizer text not null,
    version integer not null,
    digest text not null default '',          -- of the words found and the item id: "kept" follows the words, not the place
    state text not null default 'open' check (state in ('open', 'kept', 'redacted')),
    decided_by text,
    decided_at text,
    unique (item_id, field, entity, span_start, span_end)
);
create index finding_open on finding (item_id) where state = 'open';

-- Moderators' decisions, anchored by quotation.
create table decision (
    id text primary key,            -- the log id printed by the commands, "L" and the log's number
    kind text not null check (kind in ('mask', 'hide')),
    scope text not null check (scope in ('here', 'everywhere')),
    item_id text not null,
    field text not null,            -- text, title, author: where the quotation stands
    exact text not null,            -- '' for hide
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
create index decision_item on decision (item_id);

-- Append-only, hash-chained (M14). `secret_digest` is salted, so the words can be erased and the chain still verifies.
create table log (
    seq integer primary key,
    at text not null,
    actor text not null,
    kind text not null,             -- mask, hide, undo, keep, tag, untag, publish, moderator
    item_id text not null default '',
    label text not null default '',
    reason text not null default '',
    ref text not null default '',
    undoes text not null default '',
    secret_digest text not null default '',
    chain text not null,            -- SHA-256 over the line before and every field of this one
    public_chain text not null      -- the same over the public fields alone
);
create trigger log_is_append_only_update before update on log begin select raise(abort, 'the log is append-only'); end;
create trigger log_is_append_only_delete before delete on log begin select raise(abort, 'the log is append-only'); end;

create table certificate (log_seq integer primary key references log (seq), body text not null);

create table tag (id text primary key, name text not null) without rowid;
create table tagging (
    item_id text not null,
    tag_id text not null references tag (id),
    made_by text not null,          -- a moderator, or 'blog' for the source's own labels
    made_at text not null,
    primary key (item_id, tag_id)
) without rowid;

create table moderator (
    name text primary key,
    role text not null check (role in ('moderator', 'admin')),
    password_hash text not null,
    made_at text not null
) without rowid;
