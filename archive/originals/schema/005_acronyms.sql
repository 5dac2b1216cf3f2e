-- What moderators say of acronyms. Everything is kept by spellings, long forms and the words of a place, so that it
-- holds however often the texts are read anew. Who said it and when stands with the act (topic_act).

-- All spellings with the same home, which is one of them, are one acronym: merged, or split from others.
create table acronym_home (spelling text primary key, home text not null) without rowid;

-- What the acronym is called that is written so.
create table acronym_name (spelling text primary key, name text not null) without rowid;

-- What looks like an acronym and is none: shouting, a name. Small letters and digits alone, as `get_key` gives them.
create table acronym_dismissal (word text primary key, spelling text not null, reason text not null) without rowid;

-- One place of an item: what is meant there, or that it is no acronym. `number` counts the places where the item
-- writes it so, from 1; 0 means all of them.
create table acronym_fix (
    item_id text not null,
    spelling text not null,
    number integer not null,
    expansion text,                 -- null for no acronym, '' for unknown
    primary key (item_id, spelling, number)
) without rowid;

-- A meaning from a glossary or a moderator; or another wording, or the rejection, of one that the texts give.
create table acronym_meaning (
    short text not null,
    sense_key text not null,        -- of the long form it stands for, as `get_sense_key` gives it
    expansion text not null,
    note text not null default '',
    source text not null check (source in ('glossary', 'moderator')),
    is_dropped integer not null default 0,
    primary key (short, sense_key)
) without rowid;
