-- Export files as a kind of source, pings told from comments, absences at the source, and the decision to show.

create table reading_of_any_source (
    item_id text not null,
    source text not null check (source in ('saved_text', 'page', 'feed', 'export')),
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
insert into reading_of_any_source select * from reading;
drop table reading;
alter table reading_of_any_source rename to reading;
create index reading_post on reading (post_id);

alter table comment add column kind text not null default 'comment' check (kind in ('comment', 'pingback', 'trackback'));
create index comment_time on comment (published_utc);

-- What two harvests compared have shown (H8): facts of a run over many captures, so reparse leaves them alone.
create table absence (
    item_id text primary key,
    kind text not null check (kind in ('vanished', 'gone')),   -- a comment whose post still answers; a post
    since text not null             -- UTC, when it was first missed
) without rowid;
alter table site add column gone_since text;    -- UTC, when the blog was first found unreachable

create table decision_of_any_kind (
    id text primary key,            -- the log id printed by the commands, "L" and the log's number
    kind text not null check (kind in ('mask', 'hide', 'show')),   -- show: stays public though gone at its source
    scope text not null check (scope in ('here', 'everywhere')),
    item_id text not null,
    field text not null,            -- text, title, author: where the quotation stands
    exact text not null,            -- '' for hide and show
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
insert into decision_of_any_kind select * from decision;
drop table decision;
alter table decision_of_any_kind rename to decision;
create index decision_item on decision (item_id);
