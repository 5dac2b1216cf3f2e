-- Topics: tags in a hierarchy, what else means them, the rules that fill them, and how many words each item has.

create table tag (
    id text primary key,
    name text not null,
    description text not null default '',
    broader_id text references tag (id),
    item_count integer not null,
    total_count integer not null default 0
);
create table tagging (
    item_id text not null,
    tag_id text not null references tag (id),
    source text not null,
    rule_id integer,
    primary key (item_id, tag_id)
);
create index tagging_tag on tagging (tag_id);

create table tag_synonym (id text primary key, tag_id text not null references tag (id), name text not null);
create table tag_rule (
    id integer primary key,
    tag_id text not null references tag (id),
    name text not null,
    query text not null
);

create table item_words (item_id text primary key, words integer not null) without rowid;
