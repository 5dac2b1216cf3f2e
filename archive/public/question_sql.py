"""The statements behind the questions for researchers, by the name of each."""

from __future__ import annotations

from collections.abc import Mapping

_USED_MOST = "coalesce((select name from acronym order by item_count desc, id limit 1), 'people')"
_GIVEN: Mapping[str, str] = {
    "word": f"coalesce(nullif(trim(:word), ''), {_USED_MOST})",
    "query": f"coalesce(nullif(trim(:query), ''), {_USED_MOST})",
    "year": "coalesce(nullif(trim(:year), ''), (select substr(max(month), 1, 4) from comment))",
    "most": "min(1000, max(1, coalesce(nullif(cast(:most as integer), 0), 100)))",
}
"""What is asked for, where a parameter is filled in and where it is not."""

_WORD, _YEAR, _MOST = "(select word from asked)", "(select year from asked)", "limit (select most from asked)"
_OF_YEAR = f"month between {_YEAR} || '-01' and {_YEAR} || '-12'"
_MONTHS = "(:first = '' or month >= :first) and (:last = '' or month <= :last)"


def _asked(*names: str) -> str:
    return "with asked as (\n  select " + ",\n    ".join(f"{_GIVEN[name]} as {name}" for name in names) + "\n)"


def _found(query: str) -> str:
    return f"found as materialized (select value as id from json_each(search({query})))"


def _quoted(word: str) -> str:
    """Return a search for a word, or words in a row, as they are written."""
    return f"'=\"' || replace({word}, '\"', ' ') || '\"'"


_USES = """uses as (
  select {of}, count_word(text, {word}) as times from post
  where state = 'shown' and id in (select id from found)
  union all
  select {of}, count_word(text, {word}) from comment
  where state = 'shown' and id in (select id from found)
)"""


def _uses(of: str) -> str:
    return _USES.format(of=of, word=_WORD)


_RATE = "round(10000.0 * coalesce(times, 0) / nullif(words, 0), 2) as per_10000_words"

SQL: Mapping[str, str] = {
    "word_by_year": f"""{_asked("word")},
{_found(_quoted(_WORD))},
{_uses("year")},
counted as (select year, sum(times) as times from uses group by year),
written as (
  select cast(substr(month, 1, 4) as integer) as year, sum(words) as words from month_count group by 1
)
select year, coalesce(times, 0) as times, words, {_RATE}
from written left join counted using (year) order by year""",
    "word_by_month": f"""{_asked("word", "year")},
{_found(f"{_quoted(_WORD)} || ' year:' || {_YEAR}")},
{_uses("month")},
counted as (select month, sum(times) as times from uses group by month),
written as (select month, sum(words) as words from month_count where {_OF_YEAR} group by month)
select month, coalesce(times, 0) as times, words, {_RATE}
from written left join counted using (month) order by month""",
    "word_by_topic": f"""{_asked("word", "most")},
{_found(_quoted(_WORD))},
{_uses("id")},
counted as (
  select tag_id, sum(times) as times from uses join tagging on item_id = uses.id group by tag_id
),
written as (
  select tag_id, sum(words) as words from tagging join item_words using (item_id)
  where tag_id in (select tag_id from counted) group by tag_id
)
select tag_id as topic_id, name, times, words, {_RATE}
from counted join written using (tag_id) join tag on tag.id = tag_id
where times > 0 order by per_10000_words desc, tag_id {_MOST}""",
    "threads_with": f"""{_asked("query", "most")},
{_found("(select query from asked)")},
threads as (
  select coalesce((select post_id from comment where comment.id = found.id), found.id) as post_id from found
)
select post_id, title, path, count(*) as found
from threads join post on post.id = post_id group by post_id
order by found desc, post_id {_MOST}""",
    "comments_with": f"""{_asked("query", "most")},
{_found("(select query from asked)")}
select id as item_id, post_id, published, author, text from comment
where state = 'shown' and kind = 'comment' and id in (select id from found)
order by published desc, item_id {_MOST}""",
    "signed_most": f"""{_asked("year", "most")}
select author, count(*) as comments, min(substr(published, 1, 10)) as first,
  max(substr(published, 1, 10)) as last
from comment
where {_OF_YEAR} and kind = 'comment' and state = 'shown' and author is not null
  and author_kind <> 'anonymous'
group by author order by comments desc, author {_MOST}""",
    "figures_by_month": f"""with said as (
  select month, count(*) as shown, sum(item_words.words) as words
  from comment join item_words on item_id = comment.id
  where kind = 'comment' and {_MONTHS} group by month
)
select month, sum(posts) as posts, sum(comments) as comments, sum(month_count.words) as words,
  round(1.0 * said.words / nullif(said.shown, 0), 1) as words_per_comment
from month_count left join said using (month) where {_MONTHS}
group by month order by month""",
    "comment_length_by_year": """with lengths as (
  select cast(substr(month, 1, 4) as integer) as year, words,
    words >= coalesce(nullif(cast(:long as integer), 0), 200) as is_long
  from comment join item_words on item_id = comment.id where kind = 'comment' and month is not null
)
select year, count(*) as comments, round(avg(words), 1) as words_each, sum(is_long) as long_comments,
  round(100.0 * sum(is_long) / count(*), 1) as long_percent
from lengths group by year order by year""",
    "busiest_days": f"""{_asked("year", "most")}
select substr(published, 1, 10) as day, count(*) as comments,
  count(distinct post_id) as threads
from comment where {_OF_YEAR} and kind = 'comment'
group by day order by comments desc, day {_MOST}""",
    "hours_of_the_day": f"""{_asked("year")}
select substr(published, 12, 2) as hour, count(*) as comments,
  round(100.0 * count(*) / sum(count(*)) over (), 1) as percent
from comment where {_OF_YEAR} and kind = 'comment' and published_precision in ('ms', 'minute')
group by hour order by hour""",
    "most_discussed": f"""{_asked("year", "most")}
select id as post_id, title, path, published, comment_count as comments
from post where {_OF_YEAR} and not is_page
order by comment_count desc, published, id {_MOST}""",
    "first_answers": f"""{_asked("year", "most")},
posted as (
  select id, title, path, julianday(published_utc) as at
  from post where {_OF_YEAR} and not is_page and published_utc is not null
),
said as (
  select post_id, julianday(published_utc) as at
  from comment where post_id in (select id from posted) and kind = 'comment' and published_utc is not null
)
select posted.id as post_id, title, path, count(*) as comments,
  round((min(said.at) - posted.at) * 24 * 60, 1) as first_minutes, round(max(said.at) - posted.at, 1) as last_days
from posted join said on said.post_id = posted.id and said.at >= posted.at
group by posted.id order by first_minutes, posted.id {_MOST}""",
    "reply_depth": f"""{_asked("year")}
select depth, count(*) as comments, count(distinct post_id) as threads
from comment where {_OF_YEAR} and kind = 'comment' group by depth order by depth""",
    "who_answers_whom": f"""{_asked("year", "most")}
select answer.author as from_author, parent.author as to_author, count(*) as answers
from comment as answer join comment as parent on parent.id = answer.parent_id
where answer.{_OF_YEAR} and answer.kind = 'comment'
  and answer.state = 'shown' and parent.state = 'shown'
  and answer.author_kind <> 'anonymous' and parent.author_kind <> 'anonymous'
  and answer.author <> parent.author
group by from_author, to_author order by answers desc, from_author, to_author {_MOST}""",
    "most_quoted": f"""{_asked("most")}
select source_id as item_id, count(distinct item_id) as quoted_in, count(*) as passages
from quotation where confidence >= coalesce(nullif(cast(:confidence as real), 0), 0.5)
group by source_id order by quoted_in desc, passages desc, source_id {_MOST}""",
    "hosts_linked": f"""{_asked("year", "most")},
written as (
  select id from post where {_OF_YEAR} union all select id from comment where {_OF_YEAR}
)
select host, count(*) as links, count(distinct item_id) as items
from written join link on item_id = written.id where host <> ''
group by host order by links desc, host {_MOST}""",
    "links_to": f"""with asked as (
  select coalesce(
      nullif(lower(trim(:host)), ''),
      (select host from link where host <> '' group by host order by count(*) desc, host limit 1)
    ) as host,
    {_GIVEN["most"]} as most
),
held as (select item_id, link.host, href, text from link, asked where link.host = asked.host)
select held.item_id, coalesce(post.published, comment.published) as published, held.host, href, held.text
from held left join post on post.id = item_id left join comment on comment.id = item_id
order by 2 desc, held.item_id, href {_MOST}""",
    "acronym_by_year": f"""with asked as (
  select coalesce(
    (select acronym_id from acronym_spelling where spelling = trim(:acronym)),
    (select acronym_id from acronym_spelling where upper(spelling) = upper(trim(:acronym)) order by spelling limit 1),
    (select id from acronym where :acronym = '' order by item_count desc, id limit 1)
  ) as id
),
counted as (
  select cast(substr(day, 1, 4) as integer) as year, count(*) as times, count(distinct item_id) as items
  from acronym_mention, asked where acronym_id = asked.id and field = 'text' and day is not null group by 1
),
written as (
  select cast(substr(month, 1, 4) as integer) as year, sum(words) as words from month_count group by 1
)
select year, coalesce(times, 0) as times, coalesce(items, 0) as items, words, {_RATE}
from written left join counted using (year) order by year""",
    "topic_by_year": """with recursive asked(id) as (
  select coalesce(
    (select id from tag where id = trim(:topic)),
    (select tag_id from tag_synonym where id = trim(:topic)),
    (select id from tag where :topic = '' order by total_count desc, id limit 1)
  )
  union
  select tag.id from tag join asked on tag.broader_id = asked.id
),
carrying as (select distinct item_id from tagging where tag_id in (select id from asked)),
items as (
  select id, month, 1 as is_post from post where id in (select item_id from carrying)
  union all
  select id, month, 0 from comment where id in (select item_id from carrying) and kind = 'comment'
)
select cast(substr(month, 1, 4) as integer) as year, sum(is_post) as posts, sum(1 - is_post) as comments,
  sum(coalesce(words, 0)) as words
from items left join item_words on item_id = items.id where month is not null
group by 1 order by 1""",
    "gaps_by_year": f"""with stood as (
  select substr(month, 1, 4) as year, count(*) as posts, sum(declared) as declared,
    sum(case when declared is not null then comment_count end) as here,
    sum(max(0, declared - comment_count)) as missing
  from post where {_MONTHS} and not is_page and month is not null group by 1
),
shown as (
  select substr(month, 1, 4) as year, count(item_id) as shown, count(*) as comments
  from comment left join item_words on item_id = comment.id
  where {_MONTHS} and kind = 'comment' and month is not null group by 1
)
select cast(year as integer) as year, posts, declared, here, missing, coalesce(comments - shown, 0) as not_shown
from stood left join shown using (year) order by year""",
}
"""One statement for each question."""
