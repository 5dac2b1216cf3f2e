-- Views for researchers: what is counted or drawn as a graph again and again. No word here that no table has.

create view month_count as
select
    site_id,
    month,
    sum(posts) as posts,
    sum(comments) as comments,
    sum(words) as words
from (
    select site_id, month, 1 - is_page as posts, 0 as comments, coalesce(words, 0) as words
    from post left join item_words on item_id = id where month is not null
    union all
    select site_id, month, 0, kind = 'comment', coalesce(words, 0)
    from comment left join item_words on item_id = id where month is not null
)
group by site_id, month;

create view reply_edge as
select id as from_id, coalesce(parent_id, post_id) as to_id, parent_id is null as is_to_post, post_id, month
from comment where kind = 'comment';

create view quote_edge as
select
    item_id as from_id,
    source_id as to_id,
    count(*) as passages,
    sum(span_end - span_start) as characters,
    max(confidence) as confidence
from quotation group by item_id, source_id;

create view link_edge as
select item_id as from_id, target_id as to_id, null as to_host, count(*) as links
from post_link where target_id is not null group by item_id, target_id
union all
select item_id, null, host, count(*)
from link where host <> '' and host not in (select host from site) group by item_id, host;
