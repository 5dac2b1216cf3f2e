-- What all comments of one pen-name tell together, dates on which a decision is looked at again, which detector stood
-- behind it, and what readers could find out from the public copy.

alter table finding add column kinds text not null default '[]';    -- JSON: kinds of things that a clause tells of its writer
alter table finding add column alone text not null default '';      -- the risk by itself; `risk` counts the pen-name's rest
alter table finding add column voice text not null default '';      -- digest of the pen-name; of the item where it has none
alter table finding add column together integer not null default 0; -- kinds that the pen-name tells in all, 0 where that is no matter
alter table finding add column review_on text;                      -- kept until this day; null for good
alter table finding add column detector text;                       -- the detector's version when somebody kept it
create index finding_voice on finding (voice) where voice <> '';
create index finding_review on finding (review_on) where review_on is not null;

alter table decision add column review_on text not null default ''; -- the day on which the queue shows it again; '' for never
alter table decision add column detector text not null default '';  -- the detector's version when it was made

-- What readers still see: one row per item that is shown, worked out from the public copy as it is published.
create table shown (
    item_id text primary key,
    voice text not null,            -- digest of the public pen-name; of the item where it has none
    kinds text not null,            -- JSON: kinds of details that the public text tells
    kept text not null              -- JSON: those of them that somebody decided to leave
) without rowid;
create index shown_voice on shown (voice);

-- Words of public texts that are in no dictionary, as numbers: two texts that share some may be by one hand.
create table shown_word (
    word integer not null,
    item_id text not null,
    primary key (word, item_id)
) without rowid;
create index shown_word_item on shown_word (item_id);

-- Earlier comments that a writer calls their own by the clock ("my 08:47 comment").
create table shown_time (
    item_id text not null,
    target_id text not null,
    primary key (item_id, target_id)
) without rowid;
create index shown_time_target on shown_time (target_id);
