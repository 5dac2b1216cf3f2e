-- What the archive took for a reference, a quotation, a pasted passage or a link between posts, and a moderator did not.
-- Kept by the words of the place, so that it holds when everything is worked out anew.
create table wrong_link (
    item_id text not null,
    kind text not null check (kind in ('time_reference', 'quotation', 'block', 'post_link')),
    exact text not null,            -- the public words of the place
    made_by text not null,
    made_at text not null,
    primary key (item_id, kind, exact)
) without rowid;
