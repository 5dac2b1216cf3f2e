-- Two more kinds of decision: withhold, which says nothing in an item's place but that it is not shown, and erase, which
-- nobody can undo.

create table decision_of_more_kinds (
    id text primary key,            -- the log id printed by the commands, "L" and the log's number
    kind text not null check (kind in ('mask', 'hide', 'withhold', 'erase', 'show')),   -- show: though gone at its source
    scope text not null check (scope in ('here', 'everywhere')),
    item_id text not null,
    field text not null,            -- text, title, author: where the quotation stands
    exact text not null,            -- '' for what is decided of an item as a whole
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
insert into decision_of_more_kinds select * from decision;
drop table decision;
alter table decision_of_more_kinds rename to decision;
create index decision_item on decision (item_id);
