-- What the public texts say of each other. Spans count characters from 0; no column here holds a word of anybody.

create table time_reference (
    id text primary key,
    item_id text not null,
    span_start integer not null,
    span_end integer not null,
    target_id text not null,
    confidence real not null
);
create index time_reference_item on time_reference (item_id);

create table quotation (
    id text primary key,
    item_id text not null,
    span_start integer not null,
    span_end integer not null,
    source_id text not null,
    source_start integer not null,
    source_end integer not null,
    confidence real not null
);
create index quotation_item on quotation (item_id);
create index quotation_source on quotation (source_id);

create table block (
    id text primary key,
    item_id text not null,
    span_start integer not null,
    span_end integer not null,
    kind text not null,
    name_start integer,
    name_end integer
);
create index block_item on block (item_id);

create table post_link (
    id text primary key,
    item_id text not null,
    span_start integer not null,
    span_end integer not null,
    kind text not null,
    target_id text
);
create index post_link_item on post_link (item_id);
create index post_link_target on post_link (target_id);

-- columns in the order of the key: quick_check of some SQLite takes another order for damage
create table passage (
    fingerprint integer not null,
    item_id text not null,
    primary key (fingerprint, item_id)
) without rowid;
create index passage_item on passage (item_id);

create table phrase (
    fingerprint integer not null,
    item_id text not null,
    primary key (fingerprint, item_id)
) without rowid;
create index phrase_item on phrase (item_id);
