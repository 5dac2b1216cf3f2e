"""What every table and column of public.db means, for researchers; Datasette shows these texts beside the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableMeaning:
    """What a table means, and what each of its columns means: (column, sentence)."""

    name: str
    meaning: str
    columns: tuple[tuple[str, str], ...]


_TABLES: Mapping[str, str] = {
    "meta": "What this copy is: its version, who runs the archive, and how it is to be used.",
    "site": "The blogs in this archive.",
    "post": "One row per blog post. Posts that are not shown keep their row, without words.",
    "comment": "One row per comment or ping, replies included. One that is not shown keeps its row, without words.",
    "alias": "Earlier ids of posts and comments; old links to them still lead to the right place.",
    "tag": "Topics: labels of the blog itself and tags given in this archive, one under another.",
    "tagging": "Which post or comment carries which tag, and how it came by it.",
    "tag_synonym": "Other names that mean a tag.",
    "tag_rule": "The saved searches that put tags on posts and comments, or propose them to moderators.",
    "item_words": "How many words each post and comment that is shown has.",
    "link": "Links in the text of posts and comments, in order.",
    "time_reference": "Clock times in comments that mean another comment of the thread: @ 1615, 12.26 I agree.",
    "quotation": "Words of a post or comment that stand in an earlier one as well, found by comparing the texts.",
    "block": "Passages from elsewhere: pasted tweets, e-mails, press releases, articles, words in quotation marks.",
    "post_link": "Places in texts that lead to another post or comment of this archive.",
    "phrase": "Numbers of short phrases that two texts of a thread share; what many threads share is a saying.",
    "passage": "Numbers that long passages share; two items with the same number may hold the same words.",
    "acronym": "Acronyms of the public texts, all spellings of one together.",
    "acronym_spelling": "The ways in which each acronym is written.",
    "acronym_sense": "What each acronym means; one may mean several things, or nothing that anybody says.",
    "acronym_definition": "Places where a text says what an acronym means, in one comment or in an answer to another.",
    "acronym_mention": "Every place where an acronym stands.",
    "acronym_sighting": "What each text shows of words that may be acronyms, the words themselves left out.",
    "acronym_item": "The posts and comments that were read for acronyms, with their place in the thread.",
    "log": "What moderators did, by month: no line says to which post or comment it belongs.",
}

_FIELD = "text, or title for a place in the title of a post."
_ID = "The source's own number, or a name that this archive made once; the same for ever."
_PUBLISHED = {
    "published": "When it was published, in the blog's own time zone, as exactly as the source says.",
    "published_utc": "The same time in UTC; empty where the source gives no time of day.",
    "published_precision": "How exact the time is: ms, minute, day or unknown.",
    "year": "The local year of publication.",
    "month": "The local month of publication, such as 2018-07.",
}
_WORDS = {
    "text": "The words as plain text; what moderators took out is a label in brackets.",
    "marks": "What stands where in the text, as JSON: [start, end, kind, details], in characters from 0.",
    "html": "The same text as safe HTML of the archive's own making.",
    "state": "shown, hidden, held, withheld, closed, removed_by_author, removed_by_admin; only shown rows carry words.",
    "state_note": "One sentence about the state.",
    "state_ref": "The line of the public log that says why a row is hidden.",
    "row_version": "A number that changes with everything the row says.",
}

_SPAN = {
    "id": "The item's id and a number within it.",
    "item_id": "The post or comment in whose text it stands.",
    "span_start": "Where it begins in that text, in characters from 0.",
    "span_end": "Where it ends: the first character that no longer belongs to it.",
}
_CONFIDENCE = "How sure the archive is, from 0 to 1: this was worked out, nobody marked it."

_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "meta": {
        "key": "The name of the entry.",
        "value": "What it says, as text.",
    },
    "site": {
        "id": "The number of the blog in this archive.",
        "host": "Its host name; empty when no source names it.",
        "title": "The title of the blog.",
        "zone": "Its time zone, an IANA name.",
        "source_gone_since": "The month since which it does not answer, such as 2026-05; empty while it does.",
    },
    "post": {
        "id": _ID,
        "site_id": "The blog it belongs to.",
        "url": "Its address at the source, where links to the source are allowed and no moderator touched the thread.",
        "path": "Its path on the blog and in this archive, such as /2018/07/a-title.html.",
        "title": "Its title; empty when it has none, or is not shown.",
        "author": "The name it is signed with.",
        "is_page": "1 for a standing page, 0 for a post.",
        **_PUBLISHED,
        **_WORDS,
        "declared": "How many comments the source says it has; empty when it does not say.",
        "comment_count": "How many comments stand under it here, those without words included and pings left out.",
        "source_gone_since": "The month since which its page does not answer, such as 2026-05; empty while it does.",
    },
    "comment": {
        "id": _ID,
        "site_id": "The blog it belongs to.",
        "post_id": "The post it stands under.",
        "parent_id": "The comment it answers; empty for one that answers the post, or one that no source has brought.",
        "position": "Its place in the thread by time, from 1.",
        "depth": "How deep it is nested: 0 for one that answers no other comment.",
        "kind": "comment; or pingback or trackback, the notice that another page links here, which nobody wrote.",
        "author": "The name it is signed with; names are as typed, and the archive does not know who is behind them.",
        "author_kind": "What the source says of the writer: account, name_url, name, anonymous or unknown.",
        "is_owner": "1 when the source marks it as written by the blog's owner.",
        **_PUBLISHED,
        **_WORDS,
    },
    "alias": {
        "alias": "The earlier id.",
        "item_id": "The post or comment it means.",
    },
    "tag": {
        "id": "The tag's name in addresses.",
        "name": "The tag as people read it.",
        "description": "What it covers.",
        "broader_id": "The tag above it; empty for one that stands at the top.",
        "item_count": "How many posts and comments carry it itself.",
        "total_count": "How many carry it or a narrower one, each counted once.",
    },
    "tagging": {
        "item_id": "The post or comment.",
        "tag_id": "The tag it carries.",
        "source": "blog for a label of the blog itself; moderator for a tag given by hand; rule for one that a saved "
        "search put on or proposed; suggestion for one that was learned from others and accepted by a moderator.",
        "rule_id": "The saved search, where there is one.",
    },
    "tag_synonym": {
        "id": "The other name as it stands in addresses.",
        "tag_id": "The tag it means.",
        "name": "The other name as people read it.",
    },
    "tag_rule": {
        "id": "The number of the saved search.",
        "tag_id": "The tag it puts on or proposes.",
        "name": "What it is called.",
        "query": "What is searched for.",
    },
    "item_words": {
        "item_id": "The post or comment.",
        "words": "How many words its text has; the title is not counted.",
    },
    "link": {
        "id": "The item's id and the number of the link in it.",
        "item_id": "The post or comment whose text holds the link.",
        "position": "The number of the link in that text, from 1.",
        "href": "The address it leads to.",
        "host": "The host name of that address.",
        "text": "The words of the link.",
        "state": "What its page answered when last asked: ok, gone, silent (no answer, twice), unknown; else empty.",
        "checked": "The day on which it was asked; empty where it never was.",
    },
    "time_reference": {
        **_SPAN,
        "target_id": "The comment that is meant.",
        "confidence": _CONFIDENCE,
    },
    "quotation": {
        **_SPAN,
        "source_id": "The earlier post or comment that holds the same words.",
        "source_start": "Where they begin there, in characters from 0.",
        "source_end": "Where they end there.",
        "confidence": _CONFIDENCE,
    },
    "block": {
        **_SPAN,
        "kind": "tweet, facebook, press_release, email, article, debate; or quote, for words in quotation marks of "
        "which nothing is known.",
        "name_start": "Where in the text it says whom the passage is from, such as a handle; empty when nowhere.",
        "name_end": "Where that name ends.",
    },
    "post_link": {
        **_SPAN,
        "kind": "address for a link; words for a mention such as previous blog.",
        "target_id": "The post or comment it leads to; empty for words alone.",
    },
    "phrase": {
        "item_id": "The later post or comment.",
        "fingerprint": "A number made from the letters of some words of its public text.",
    },
    "passage": {
        "item_id": "The post or comment.",
        "fingerprint": "A number made from some letters of its public text.",
    },
    "acronym": {
        "id": "The acronym's name in addresses.",
        "name": "The spelling that people use most, or the one that moderators chose.",
        "item_count": "How many posts and comments it stands in.",
        "mention_count": "How often it stands there.",
        "first_seen": "The day of the earliest of them, such as 2018-07-31; empty when none has a date.",
        "last_seen": "The day of the latest of them.",
        "is_explained": "1 when something says what it means, 0 for one that is used but never explained.",
    },
    "acronym_spelling": {
        "spelling": "How it is written.",
        "acronym_id": "The acronym.",
        "mention_count": "How often it is written so.",
        "item_count": "In how many posts and comments.",
    },
    "acronym_sense": {
        "id": "The acronym and the meaning, in a form for addresses.",
        "acronym_id": "The acronym.",
        "expansion": "The words it stands for.",
        "note": "What else the glossary or a moderator says of it.",
        "source": "mined from the texts; glossary for a list that was loaded; moderator for what somebody entered.",
        "evidence_count": "How many places in the texts say so.",
        "item_count": "In how many posts and comments it is taken to mean this.",
        "confidence": _CONFIDENCE,
    },
    "acronym_definition": {
        "id": "The item's id and a number within it.",
        "item_id": "The post or comment that explains.",
        "question_id": "The post or comment that asks, where the explanation is an answer; empty otherwise.",
        "field": _FIELD,
        "span_start": "Where the acronym begins, in characters from 0; in the text that asks, where there is one.",
        "span_end": "Where the acronym ends.",
        "long_start": "Where the explanation begins in the text that explains.",
        "long_end": "Where the explanation ends.",
        "spelling": "The acronym as it stands there.",
        "expansion": "The explanation as it stands there.",
        "form": "bracket, bracket_long, cue, weak or reply: how the two stand together.",
        "confidence": _CONFIDENCE,
        "acronym_id": "The acronym.",
        "sense_id": "The meaning that this place speaks for; empty where a moderator rejected it.",
    },
    "acronym_mention": {
        "id": "The item's id and where in its text it begins.",
        "item_id": "The post or comment.",
        "field": _FIELD,
        "day": "The local day of publication, as exactly as it is known.",
        "span_start": "Where it begins in that text or title, in characters from 0.",
        "span_end": "Where it ends: the first character that no longer belongs to it.",
        "spelling": "How it is written there.",
        "confidence": _CONFIDENCE,
        "acronym_id": "The acronym.",
        "sense_id": "What is meant there; empty where that is not known.",
    },
    "acronym_sighting": {
        "fingerprint": "A number made from a word of the public text.",
        "item_id": "The post or comment.",
        "taken": "How often it stands there as an acronym, by that text alone.",
        "leaning": "How far the words around speak for an acronym, in hundredths, where it is an English word too.",
        "standing": "How often that is so.",
        "defined": "How often the text explains it.",
        "signed": "How often it stands as somebody's initials.",
    },
    "acronym_item": {
        "item_id": "The post or comment.",
        "post_id": "The post in whose thread it stands.",
        "position": "Its place in the thread, 0 for the post.",
        "parent_id": "The comment it answers.",
        "day": "The local day of publication, as exactly as it is known.",
        "fingerprint": "A number made from its public text and title.",
    },
    "log": {
        "ref": "A random name for the line; tokens in texts and hidden rows lead to it.",
        "month": "The month of the act, such as 2026-05.",
        "kind": "mask, hide, show (kept though gone at its source) or undo.",
        "label": "What stands in brackets in place of the words.",
        "reason": "Why, in the moderator's words.",
    },
}

TABLES = tuple(TableMeaning(name, meaning, tuple(_COLUMNS[name].items())) for name, meaning in _TABLES.items())
"""Every table of public.db."""

_VIEWS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "month_count": (
        "Denominators: how many posts, comments and words each blog has of each month.",
        {
            "site_id": "The blog.",
            "month": "The local month of publication, such as 2018-07; what has no month is not counted.",
            "posts": "Posts, standing pages left out, and those not shown included.",
            "comments": "Comments, pings left out, and those not shown included.",
            "words": "Words in the texts of all that is shown; titles are not counted.",
        },
    ),
    "reply_edge": (
        "The reply graph: one row per comment, from it to what it answers.",
        {
            "from_id": "The comment.",
            "to_id": "The comment it answers, or the post where it answers no comment.",
            "is_to_post": "1 when that is the post.",
            "post_id": "The post in whose thread both stand.",
            "month": "The local month of the comment.",
        },
    ),
    "quote_edge": (
        "The quote graph: which post or comment repeats words of which earlier one, found by comparing the texts.",
        {
            "from_id": "The post or comment that repeats.",
            "to_id": "The earlier one that holds the same words.",
            "passages": "How many passages it repeats.",
            "characters": "How many characters these have together.",
            "confidence": "How sure the archive is of the surest of them, from 0 to 1.",
        },
    ),
    "link_edge": (
        "The link graph: from posts and comments to others of this archive, and to other hosts.",
        {
            "from_id": "The post or comment whose text leads there.",
            "to_id": "The post or comment of this archive it leads to; empty for another host.",
            "to_host": "The host name it leads to; empty for a place in this archive.",
            "links": "How often it does.",
        },
    ),
}

VIEWS = tuple(TableMeaning(name, meaning, tuple(columns.items())) for name, (meaning, columns) in _VIEWS.items())
"""Every view of public.db: what the tables say, counted or drawn as a graph."""
