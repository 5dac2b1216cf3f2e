"""Twenty questions that researchers ask of a comment community, as SQL with parameters, described (Q10).

Each answers with at most a thousand rows, within the limits of readers' SQL on an archive of 200,000 comments. A
parameter that is left empty has a meaning of its own, which its description tells; so every question answers as it
stands, on any archive. `search()` and `count_word()` are functions of the public site (plugins/research).
"""

from __future__ import annotations

from dataclasses import dataclass

from archive.public.question_sql import SQL


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may be filled in: its name in the SQL, what people read, what it means when empty, something to try."""

    name: str
    label: str
    empty: str
    example: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its name in addresses, the question, how it is answered, and what each column of the answer means."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[str, str], ...]

    @property
    def sql(self) -> str:
        """The statement that answers it."""
        return SQL[self.name]


WORD = Parameter("word", "A word, or some words in a row", "the acronym used most", "ferry")
QUERY = Parameter("query", "A search, as in the search box", "the acronym used most", "ferry year:2018")
YEAR = Parameter("year", "A year", "the last one with comments", "2018")
FIRST = Parameter("first", "From this month on", "from the beginning", "2017-01")
LAST = Parameter("last", "Up to this month", "to the end", "2018-12")


def _most(of: str) -> Parameter:
    return Parameter("most", f"How many {of} at most, up to 1,000", "100", "20")


_TIMES = ("times", "How often the word is written in texts that are shown, in capitals or not; titles are not counted.")
_WORDS = ("words", "All words of the texts that are shown.")
_PER = ("per_10000_words", "Times for every 10,000 of these words.")
_ITEM = ("item_id", "The post or comment.")
_POST = ("post_id", "The post.")
_PATH = ("path", "Where it stands in this archive.")
_TITLE = ("title", "The title of the post; empty where it has none, or is not shown.")
_ONE_WORD = (
    "The very word is counted and none of its other forms. It is looked for with the search index, which gives at most "
    "10,000 posts and comments at a time and leaves very common words such as “the” out."
)

QUESTIONS = (
    Question(
        "word_by_year",
        "How often is a word written, year by year?",
        f"Counts a word in the texts of each year, beside all words of that year. {_ONE_WORD}",
        (WORD,),
        (("year", "The local year of publication."), _TIMES, _WORDS, _PER),
    ),
    Question(
        "word_by_month",
        "How often is a word written in each month of a year?",
        f"Counts a word in the texts of each month of a year, beside all words of that month. {_ONE_WORD}",
        (WORD, YEAR),
        (("month", "The local month of publication."), _TIMES, _WORDS, _PER),
    ),
    Question(
        "word_by_topic",
        "Under which topics is a word written most?",
        "Counts a word in the posts and comments that carry each topic themselves; what carries two topics counts for "
        f"both. {_ONE_WORD}",
        (WORD, _most("topics")),
        (("topic_id", "The topic."), ("name", "Its name."), _TIMES, _WORDS, _PER),
    ),
    Question(
        "threads_with",
        "In which threads is something talked about most?",
        "Asks the search, and counts how many of the posts and comments it finds stand in each thread. At most 10,000 "
        "are found at a time.",
        (QUERY, _most("threads")),
        (_POST, _TITLE, _PATH, ("found", "How many posts and comments of the thread the search finds.")),
    ),
    Question(
        "comments_with",
        "Which comments does a search find?",
        "The comments that the search finds, the newest first, with their whole texts.",
        (QUERY, _most("comments")),
        (
            _ITEM,
            _POST,
            ("published", "When it was published, in the blog's own time."),
            ("author", "The name it is signed with, as typed."),
            ("text", "Its words; what moderators took out is a label in brackets."),
        ),
    ),
    Question(
        "signed_most",
        "Which names are comments signed with most?",
        "Counts the comments of a year by the name they are signed with. Anybody may sign with any name: the archive "
        "does not know who is behind one, nor whether it is always the same person.",
        (YEAR, _most("names")),
        (
            ("author", "The name as typed; comments that are not signed are left out."),
            ("comments", "Comments of the year signed so."),
            ("first", "The day of the earliest of them."),
            ("last", "The day of the latest of them."),
        ),
    ),
    Question(
        "figures_by_month",
        "How many posts, comments and words are there of each month?",
        "The denominators: what any count of a month is to be divided by. All blogs of the archive together.",
        (FIRST, LAST),
        (
            ("month", "The local month of publication."),
            ("posts", "Posts, standing pages left out, those not shown included."),
            ("comments", "Comments, pings left out, those not shown included."),
            ("words", "Words of the texts that are shown."),
            ("words_per_comment", "Words of the comments that are shown, for each of these."),
        ),
    ),
    Question(
        "comment_length_by_year",
        "How long are comments, year by year?",
        "The mean number of words of the comments that are shown, and how many of them are long.",
        (Parameter("long", "Words from which on a comment is long", "200", "100"),),
        (
            ("year", "The local year of publication."),
            ("comments", "Comments that are shown."),
            ("words_each", "Their words on average."),
            ("long_comments", "How many have at least so many words as asked for."),
            ("long_percent", "The same, of a hundred."),
        ),
    ),
    Question(
        "busiest_days",
        "On which days of a year was most written?",
        "The days with the most comments, in the blog's own time; what has no day is not counted.",
        (YEAR, _most("days")),
        (("day", "The day."), ("comments", "Comments of that day."), ("threads", "Posts under which they stand.")),
    ),
    Question(
        "hours_of_the_day",
        "At what time of day do people write?",
        "Counts the comments of a year by the hour in the blog's own time zone; those without a time of day are left "
        "out.",
        (YEAR,),
        (
            ("hour", "The hour, 00 to 23."),
            ("comments", "Comments written in it."),
            ("percent", "The same, of a hundred."),
        ),
    ),
    Question(
        "most_discussed",
        "Which posts of a year have the most comments?",
        "Posts by the number of comments that stand under them here, those without words included.",
        (YEAR, _most("posts")),
        (
            _POST,
            _TITLE,
            _PATH,
            ("published", "When it was published."),
            ("comments", "Comments under it."),
        ),
    ),
    Question(
        "first_answers",
        "How soon does the first comment come?",
        "For the posts of a year the time from the post to its earliest comment, and to its latest. Posts and comments "
        "whose time of day is not known are left out, and comments dated before their post.",
        (YEAR, _most("posts")),
        (
            _POST,
            _TITLE,
            _PATH,
            ("comments", "Comments that were looked at."),
            ("first_minutes", "Minutes to the first."),
            ("last_days", "Days to the last."),
        ),
    ),
    Question(
        "reply_depth",
        "How deep do the answers of a year go?",
        "Counts comments by how many comments stand above them in the thread, 0 for those that answer the post. Blogs "
        "that do not let people answer each other have 0 alone.",
        (YEAR,),
        (
            ("depth", "Comments above it."),
            ("comments", "Comments of the year at that depth."),
            ("threads", "Posts under which they stand."),
        ),
    ),
    Question(
        "who_answers_whom",
        "Which names answer which?",
        "Counts, for a year, the comments signed with one name that answer a comment signed with another. Names are as "
        "typed, as in signed_most.",
        (YEAR, _most("pairs")),
        (
            ("from_author", "The name under the answer."),
            ("to_author", "The name under the comment that is answered."),
            ("answers", "Answers from the one to the other."),
        ),
    ),
    Question(
        "most_quoted",
        "Which posts and comments are quoted most?",
        "Counts the later posts and comments that repeat words of one. Found by comparing texts, so a few are chance.",
        (
            Parameter("confidence", "How sure at least, from 0 to 1", "0.5", "0.8"),
            _most("posts and comments"),
        ),
        (
            _ITEM,
            ("quoted_in", "Later posts and comments that repeat its words."),
            ("passages", "Passages that they repeat."),
        ),
    ),
    Question(
        "hosts_linked",
        "Where do the links of a year lead?",
        "Counts the links in posts and comments by the host they lead to.",
        (YEAR, _most("hosts")),
        (("host", "The host name."), ("links", "Links to it."), ("items", "Posts and comments that hold them.")),
    ),
    Question(
        "links_to",
        "Who links to a site, and when?",
        "The posts and comments that link to a host, the newest first.",
        (Parameter("host", "A host name", "the one linked most", "www.gov.uk"), _most("links")),
        (
            _ITEM,
            ("published", "When it was published."),
            ("host", "The host name."),
            ("href", "The address that is linked."),
            ("text", "The words of the link."),
        ),
    ),
    Question(
        "acronym_by_year",
        "When was an acronym used?",
        "Counts an acronym in all its spellings, beside the words of each year; titles are not counted. Where it is a "
        "word as well, only what the archive takes for the acronym counts.",
        (Parameter("acronym", "An acronym, in any spelling", "the one used most", "OASys"),),
        (
            ("year", "The local year of publication."),
            ("times", "How often it stands."),
            ("items", "In how many posts and comments."),
            _WORDS,
            _PER,
        ),
    ),
    Question(
        "topic_by_year",
        "When was a topic written about?",
        "Counts the posts and comments that carry a topic or a narrower one, each once.",
        (Parameter("topic", "A topic, as in its address", "the one with most", "night-ferry"),),
        (
            ("year", "The local year of publication."),
            ("posts", "Posts with the topic."),
            ("comments", "Comments with the topic."),
            ("words", "Their words."),
        ),
    ),
    Question(
        "gaps_by_year",
        "What is missing, year by year?",
        "Holds the comments that posts of a year are said to have at the source against those that are here, and "
        "counts those of which nothing is shown.",
        (FIRST, LAST),
        (
            ("year", "The local year of the post."),
            ("posts", "Posts of that year, standing pages left out."),
            ("declared", "Comments that the source says these posts have, where it says so."),
            ("here", "Comments under the same posts in this archive."),
            ("missing", "Comments declared and not here."),
            ("not_shown", "Comments dated in that year whose words are not shown."),
        ),
    ),
)
"""The twenty questions, in the order in which they are listed."""
