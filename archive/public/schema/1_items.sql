-- public.db: the public copy. Whatever stands here may be read by anybody, schema included.
-- A column for anything private does not belong here; every column is described in archive/public/describe.py.

create table meta (key text primary key, value text not null);

create table site (
    id integer primary key,
    host text not null,
    title text,
    zone text not null,
    source_gone_since text
);

create table post (
    id text primary key,
    site_id integer not null references site (id),
    url text,
    path text,
    title text,
    author text,
    is_page integer not null,
    published text,
    published_utc text,
    published_precision text not null,
    year integer,
    month text,
    text text not null,
    marks text not null,
    html text not null,
    state text not null,
    state_note text,
    state_ref text,
    declared integer,
    comment_count integer not null,
    source_gone_since text,
    row_version integer not null
);
create index post_path on post (site_id, path);
create index post_month on post (site_id, month);

create table comment (
    id text primary key,
    site_id integer not null references site (id),
    post_id text not null references post (id),
    parent_id text references comment (id),
    position integer not null,
    depth integer not null,
    kind text not null,
    author text,
    author_kind text not null,
    is_owner integer not null,
    published text,
    published_utc text,
    published_precision text not null,
    year integer,
    month text,
    text text not null,
    marks text not null,
    html text not null,
    state text not null,
    state_note text,
    state_ref text,
    row_version integer not null
);
create index comment_post on comment (post_id, position);
-- asked for each comment that goes
create index comment_parent on comment (parent_id) where parent_id is not null;
create index comment_state on comment (state) where state <> 'shown';
create index comment_author on comment (author) where author is not null;
-- all that the view month_count asks of a comment
create index comment_month on comment (month, site_id, kind, id);

create table alias (alias text primary key, item_id text not null);

create table link (
    id text primary key,
    item_id text not null,
    position integer not null,
    href text not null,
    host text not null,
    text text not null,
    state text not null default '',
    checked text
);
create index link_item on link (item_id);

create table log (
    ref text primary key,
    month text not null,
    kind text not null,
    label text not null,
    reason text not null
);
