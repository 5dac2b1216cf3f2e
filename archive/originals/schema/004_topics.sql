-- Topics: tags in a hierarchy with synonyms, the rules that fill them, what is proposed, and every act with what it
-- changed, so that each can be undone.

alter table tag add column broader_id text references tag (id);
alter table tag add column description text not null default '';   -- what it covers
alter table tag add column retired integer not null default 0;     -- deleted: it stays for the undo, and is never public

create table tag_synonym (
    id text primary key,            -- the name as an id: typing it, or a label of the blog, means the tag
    tag_id text not null references tag (id),
    name text not null
) without rowid;
create index tag_synonym_tag on tag_synonym (tag_id);

alter table tagging add column source text not null default 'moderator'
    check (source in ('moderator', 'rule', 'suggestion'));
alter table tagging add column rule_id integer;     -- the rule that put it on or proposed it
create index tagging_tag on tagging (tag_id);

create table tag_rule (
    id integer primary key,
    tag_id text not null references tag (id),
    name text not null unique,
    query text not null,            -- a saved search
    mode text not null check (mode in ('propose', 'apply')),
    note text not null default '',  -- for moderators alone
    is_on integer not null default 1,
    made_by text not null,
    made_at text not null
);
create table tag_rule_run (rule_id integer primary key, run_at text not null, matched integer not null);

-- One row per item and tag that somebody or something proposed; a rejection is remembered here.
create table tag_proposal (
    item_id text not null,
    tag_id text not null references tag (id),
    source text not null check (source in ('rule', 'suggestion', 'moderator')),
    rule_id integer,
    score real,
    state text not null check (state in ('open', 'accepted', 'rejected')),
    made_at text not null,
    decided_by text,
    decided_at text,
    primary key (item_id, tag_id)
) without rowid;
create index tag_proposal_open on tag_proposal (tag_id, score) where state = 'open';

-- What learning from the accepted tags came to, per tag: measured on items that the measured model had not seen.
create table tag_model (
    tag_id text primary key,
    examples integer not null,
    threshold real,                 -- null where no threshold is precise enough
    precision_measured real,
    recall_measured real,
    proposed integer not null,
    made_at text not null
) without rowid;

create table topic_act (
    id text primary key,            -- "L" and the log's number
    kind text not null,
    made_by text not null,
    made_at text not null,
    told text not null,
    undone_by text                  -- the act that undid it
) without rowid;
create table topic_change (
    act_id text not null references topic_act (id),
    number integer not null,
    row_table text not null,
    item_id text not null,          -- '' for what is of no item
    tag_id text not null,
    before text,                    -- the row as JSON, null where there was none
    after text,
    primary key (act_id, number)
) without rowid;
create index topic_change_item on topic_change (item_id);
create index topic_change_tag on topic_change (tag_id);
