-- Acronyms of the public texts: how each is written, what it means, where it stands and where it is explained.
-- Spans count characters from 0, in the text or, where `field` says so, in the title.

create table acronym (
    id text primary key,
    name text not null,
    item_count integer not null,
    mention_count integer not null,
    first_seen text,
    last_seen text,
    is_explained integer not null
);

create table acronym_spelling (
    spelling text primary key,
    acronym_id text not null references acronym (id),
    mention_count integer not null,
    item_count integer not null
);
create index acronym_spelling_acronym on acronym_spelling (acronym_id);
create index acronym_spelling_upper on acronym_spelling (upper(spelling));

create table acronym_sense (
    id text primary key,
    acronym_id text not null references acronym (id),
    expansion text not null,
    note text not null default '',
    source text not null,
    evidence_count integer not null,
    item_count integer not null,
    confidence real not null
);
create index acronym_sense_acronym on acronym_sense (acronym_id);

create table acronym_definition (
    id text primary key,
    item_id text not null,
    question_id text,
    field text not null,
    span_start integer not null,
    span_end integer not null,
    long_start integer not null,
    long_end integer not null,
    spelling text not null,
    expansion text not null,
    form text not null,
    confidence real not null,
    acronym_id text,
    sense_id text
);
create index acronym_definition_item on acronym_definition (item_id);
create index acronym_definition_question on acronym_definition (question_id) where question_id is not null;
create index acronym_definition_acronym on acronym_definition (acronym_id, sense_id);
create index acronym_definition_spelling on acronym_definition (spelling);

create table acronym_mention (
    id text primary key,
    item_id text not null,
    field text not null,
    day text,
    span_start integer not null,
    span_end integer not null,
    spelling text not null,
    confidence real not null,
    acronym_id text,
    sense_id text
);
create index acronym_mention_item on acronym_mention (item_id);
create index acronym_mention_spelling on acronym_mention (spelling, acronym_id, item_id);
create index acronym_mention_acronym on acronym_mention (acronym_id, sense_id, item_id);
create index acronym_mention_day on acronym_mention (acronym_id, coalesce(day, ''));

create table acronym_sighting (
    fingerprint integer not null,
    item_id text not null,
    taken integer not null,
    leaning integer not null,
    standing integer not null,
    defined integer not null,
    signed integer not null,
    primary key (fingerprint, item_id)
) without rowid;
create index acronym_sighting_item on acronym_sighting (item_id);

create table acronym_item (
    item_id text primary key,
    post_id text not null,
    position integer not null,
    parent_id text,
    day text,
    fingerprint integer not null
);
create index acronym_item_post on acronym_item (post_id);
