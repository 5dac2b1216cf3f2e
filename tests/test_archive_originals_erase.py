"""Erasing: words go from payloads of every kind and from every byte of the folder, and nothing brings them back."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.errors import Refused
from archive.markup import parse_fragment
from archive.moderation import erasures, log, moderators
from archive.originals import captures, erase, erase_captures
from archive.originals import store as originals
from archive.originals.database import open_archive
from archive.originals.erase_payload import Going, blank_payload, text_of
from archive.originals.rebuild import rebuild
from archive.originals.records import OriginalPost, Parsed, SiteRecord, Source
from archive.publishing.check import check
from archive.redaction.words import Words
from tests.bench import LONDON, NOW, Bench, comment, make_bench, post

WORDS = "I kept the lamp at Ravelsworth Tower for nine years, caf\u00e9 and all."
OTHER = "Another one who only sailed past it, once."
HTML = "<p>I kept the lamp at <b>Ravels</b>worth Tower for nine&nbsp;years, caf&eacute; and all.</p>"
PAGE = f"<html><head><title>A</title></head><body><p>{OTHER}</p>{HTML}<p>The end.</p></body></html>"
CANARIES = ("Ravels", "kept the lamp", "nine years", "Wilhelmina")


def going(*texts: str, others: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> Going:
    found = tuple(each for text in texts if (each := text_of(text, others)) is not None)
    return Going(found, tuple(map(Words, names)))


def zipped(body: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("feed.atom", body)
    return out.getvalue()


ATOM = "<entry><content type='html'>{0}</content></entry>"
ESCAPED = HTML.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
PAYLOADS = {
    "a page": PAGE.encode(),
    "a page in Latin-1": PAGE.replace("&eacute;", "\u00e9").encode("latin-1"),
    "a page in UTF-16": PAGE.encode("utf-16"),
    "a feed": ATOM.format(ESCAPED).encode(),
    "a feed escaped twice": ATOM.format(ESCAPED.replace("&", "&amp;")).encode(),
    "a feed with CDATA": ATOM.format(f"<![CDATA[{WORDS}]]>").encode(),
    "JSON": json.dumps({"content": HTML, "n": "\n"}).encode(),
    "JSON with every tag escaped": json.dumps({"content": HTML}).replace("<", "\\u003c").encode(),
    "plain text": f"Somebody said:\n\n{WORDS}\n".encode(),
    "a picture's words": f'<p><img src="a.png" alt="{WORDS}"></p>'.encode(),
    "an excerpt": b"<ul><li>I kept the lamp at Ravelsworth Tower for...</li></ul>",
    "gzip": gzip.compress(PAGE.encode()) + gzip.compress(b"<p>more</p>"),
    "a zip": zipped(PAGE.encode()),
}


def unpacked(body: bytes) -> str:
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as file:
            return unpacked(file.read("feed.atom"))
    if body.startswith(b"\x1f\x8b"):
        body = gzip.decompress(body)
    return body.decode("utf-16" if body.startswith(b"\xff\xfe") else "latin-1")


@pytest.mark.feature("M7")
@pytest.mark.parametrize("kind", PAYLOADS)
def test_a_text_goes_from_a_payload_and_all_around_it_stays(kind: str) -> None:
    body = PAYLOADS[kind]
    done = blank_payload(body, going(WORDS))
    assert done.found
    assert not done.unsure
    before, after = unpacked(body), unpacked(done.body)
    assert not any(canary in after for canary in (*CANARIES, "Tower"))
    assert len(after) == len(before)
    assert ("The end." in after) is ("The end." in before)
    if kind.startswith("JSON"):
        json.loads(done.body)


def test_what_holds_none_of_it_stays_byte_for_byte() -> None:
    for body in (
        PAGE.encode(),
        gzip.compress(PAGE.encode()),
        zipped(PAGE.encode()),
        b"\x1f\x8bbroken",
        b"PK\x03\x04no",
    ):
        done = blank_payload(body, going("Nothing of this stands there, in no form whatever."))
        assert (done.body, done.changed, done.found) == (body, False, False)


def test_a_short_text_goes_only_where_it_stands_alone() -> None:
    done = blank_payload(b"<p>Me too.</p><p>same tooth</p>", going("Me too"))
    assert done.body == b"<p>~~ ~~~.</p><p>same tooth</p>"


def test_what_others_say_in_the_same_words_stays() -> None:
    assert text_of("Me too", ["metoo"]) is None
    assert text_of(WORDS, [text.letters for text in going(WORDS).texts] * 2) is None
    assert text_of("...") is None


def test_a_quotation_by_somebody_else_stays() -> None:
    quoted = "You said I kept the lamp at Ravelsworth Tower for nine years, caf\u00e9 and all. Did you?"
    others = ("yousaidikeptthelampatravelsworthtowerfornineyearscafeandalldidyou",)
    done = blank_payload(f"<p>{WORDS}</p><p>{quoted}</p>".encode(), going(WORDS, others=others))
    assert done.found
    assert quoted in done.body.decode()
    assert done.body.decode().count("Ravelsworth") == 1


def test_names_and_addresses_go_everywhere() -> None:
    going_ = Going((), (Words("Wilhelmina Quill"),), ("https://who.example/9?a=1&b=2",))
    body = (
        b'<a href="https://who.example/9?a=1&amp;b=2">Wilhelmina <b>Quill</b></a> "https:\\/\\/who.example\\/9?a=1&b=2"'
    )
    done = blank_payload(body, going_)
    assert done.body == (
        b'<a href="~~~~~://~~~.~~~~~~~/~?~=~&~~~;~=~">~~~~~~~~~~ <b>~~~~~</b></a> "~~~~~:\\/\\/~~~.~~~~~~~\\/~?~=~&~=~"'
    )


def test_some_words_go_from_a_text_and_the_rest_of_it_stays() -> None:
    within = Going(going(WORDS).texts, within=(Words("Ravelsworth Tower"),))
    done = blank_payload(f"{HTML}<p>Ravelsworth Tower is green.</p>".encode(), within)
    assert "<b>~~~~~~</b>~~~~~ ~~~~~ for nine" in done.body.decode()
    assert "Ravelsworth Tower is green" in done.body.decode()


def test_an_import_whose_answers_are_packed_is_not_sure() -> None:
    packed = gzip.compress(PAGE.encode())
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
    )
    http = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s" % (len(packed), packed)
    body = record % (len(http), http)
    assert blank_payload(body, going(WORDS)).unsure
    plain = b"HTTP/1.1 200 OK\r\n\r\n" + PAGE.encode()
    done = blank_payload(gzip.compress(record % (len(plain), plain)), going(WORDS))
    assert done.found
    assert not done.unsure
    assert [each.rec_type for each in ArchiveIterator(io.BytesIO(done.body))] == ["response"]


# -- a whole archive


def written(number: int = 11, *, author: str | None = "Wilhelmina Quill", html: str = HTML) -> OriginalPost:
    """Return a post with the comment that is to go and one that stays."""
    return post(
        10, comment(number, html, author=author, author_url="https://who.example/wilhelmina"), comment(12, OTHER)
    )


def fetch(bench: Bench, body: bytes, *posts: OriginalPost, url: str = "https://ferry.example/a") -> int:
    """Take in an answer of a host, as a harvest does; return the number of its capture."""
    bench.later(minutes=1)
    with captures.CaptureWriter(bench.folder, bench.now, f"fetch{bench.now:%H%M}", bench.db) as writer:
        stored = writer.write_response(url, 200, [("Content-Type", "text/html")], body, bench.now)
        writer.sync()
        with bench.db.atomic():
            number = captures.insert_capture(bench.db, stored, format="bench", parser_version=1, problem=None)
            merge(bench, number, *posts)
    return number


def merge(bench: Bench, number: int, *posts: OriginalPost) -> None:
    originals.merge(
        bench.db,
        Parsed("bench", SiteRecord("ferry.example", "The Ferry Blog"), posts),
        capture_id=number,
        fetched_at=bench.now,
        secrets=bench.folder.load_secrets(),
        default_zone=LONDON,
    )


def note(bench: Bench, item_id: str = "11") -> None:
    """Ask and confirm that an item be erased."""
    erasures.ask(bench.db, item_id, reason="asked for by its writer", by="Mo", now=bench.now)
    erasures.confirm(bench.db, bench.folder, item_id, typed=item_id, by="Ada", now=bench.now)


def bytes_of(bench: Bench) -> dict[str, bytes]:
    """Return every file of the archive's folder, captures unpacked."""
    files = [path for path in bench.folder.path.rglob("*") if path.is_file() and path.suffix != ".db-shm"]
    return {
        path.name: gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in files
    }


def left(bench: Bench) -> list[tuple[str, str]]:
    """Return where in the folder a canary is left."""
    found = bytes_of(bench)
    return [(name, canary) for name, body in found.items() for canary in CANARIES if canary.encode() in body]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = make_bench(tmp_path)
    moderators.add(bench.db, "Ada", "admin", "a long password", NOW)
    fetch(bench, PAGE.encode(), written())
    yield bench
    bench.db.close()


@pytest.mark.feature("M7")
def test_erased_words_are_in_no_byte_of_the_folder_and_everything_still_verifies(bench: Bench) -> None:
    bench.mask(11, "Ravelsworth Tower", label="place")
    fetch(bench, PAGE.replace("nine", "ten").encode(), written(html=HTML.replace("nine", "ten")))
    fetch(bench, json.dumps([HTML]).encode(), url="https://ferry.example/feed")
    bench.publish()
    assert left(bench)
    note(bench)
    bench.publish()
    assert left(bench) == []
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()
    assert log.verify(bench.db) == []
    assert not erase.is_due(bench.db)
    assert originals.get_pending(bench.db) == set()
    assert bench.get_comment(11).state_note == "Erased in May 2026: asked for by its writer."
    assert list(originals.iter_revisions(bench.db, "11")) == []


@pytest.mark.feature("M7")
def test_rewritten_captures_are_read_by_warcio_with_their_digests(bench: Bench) -> None:
    note(bench)
    bench.publish()
    (path,) = bench.folder.captures.iterdir()
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            record.content_stream().read()
    (row,) = captures.iter_captures(bench.db)
    body = captures.read_capture(bench.folder, row).decode()
    assert OTHER in body
    assert "</html>" in body


@pytest.mark.feature("H9")
def test_a_later_harvest_does_not_bring_them_back(bench: Bench) -> None:
    note(bench)
    bench.publish()
    fetch(bench, PAGE.encode() + b"\n", written())
    assert not originals.get_comments(bench.db, "10")[0].text
    assert erase.is_due(bench.db)
    bench.publish()
    assert left(bench) == []
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()


@pytest.mark.feature("H9")
def test_a_rebuild_keeps_the_place_and_brings_no_words_back(bench: Bench) -> None:
    note(bench)
    bench.publish()
    with rebuild(bench.db):
        merge(bench, 1, written())
    bench.publish()
    assert left(bench) == []
    with rebuild(bench.db):
        merge(bench, 1, post(10, comment(12, OTHER)))
    assert [each.id for each in originals.get_comments(bench.db, "10")] == ["11", "12"]


@pytest.mark.feature("H9")
def test_a_copy_under_another_id_is_left_out(bench: Bench) -> None:
    note(bench)
    bench.publish()
    copy = post(10, comment(99, WORDS, author="Somebody"), comment(12, OTHER))
    fetch(bench, PAGE.encode() + b" ", copy)
    bench.publish()
    assert [each.id for each in originals.get_comments(bench.db, "10")] == ["11", "12"]
    assert left(bench) == []


@pytest.mark.feature("M7")
@pytest.mark.parametrize("step", ["before", "captures", "rows", "bytes"])
def test_killed_half_way_the_next_command_finishes(bench: Bench, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        """The process ends here."""

    def killed(*_: object, **__: object) -> None:
        raise Killed

    note(bench)
    places = {
        "before": (erase, "erase_in_captures"),
        "captures": (erase_captures, "_overwrite"),
        "rows": (erase, "blank_rows"),
        "bytes": (erase, "_clean"),
    }
    with monkeypatch.context() as patched:
        patched.setattr(*places[step], killed)
        with pytest.raises(Killed):
            bench.publish()
    assert erase.is_due(bench.db)
    bench.publish()
    assert left(bench) == []
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()
    assert len(list(bench.folder.captures.iterdir())) == 1
    assert all(OTHER.encode() in body for name, body in bytes_of(bench).items() if name.endswith(".gz"))


def test_while_something_harvests_it_waits(bench: Bench) -> None:
    note(bench)
    with bench.folder.lock("harvest"):
        bench.publish()
        assert erase.is_due(bench.db)
        assert [note.kind for note in check(bench.folder, surfaces=bench.surfaces).notes] == ["erasing"]
        with pytest.raises(Refused):
            erase.apply_erasures(bench.db, bench.folder)
    bench.publish()
    assert left(bench) == []


def test_while_somebody_writes_the_old_bytes_wait(bench: Bench) -> None:
    note(bench)
    bench.publish()
    bench.db.conn.execute("insert into meta (key, value) values ('erasing', '1')")
    bench.db.conn.commit()
    bench.db.execute("pragma busy_timeout = 1")
    other = open_archive(bench.folder)
    other.conn.execute("begin immediate")
    assert not erase.finish_erasures(bench.db, bench.folder)
    other.conn.execute("rollback")
    assert erase.finish_erasures(bench.db, bench.folder)
    other.close()


@pytest.mark.feature("H9")
def test_a_restored_backup_is_erased_again(bench: Bench) -> None:
    bench.publish()
    note(bench)
    listed = erase.erasure_list(bench.db)
    assert [(kind, item_id, size) for _, kind, item_id, size in listed] == [(kind, "", 0) for _, kind, *_ in listed]
    # the backup is older than the request: it knows nothing of it
    for table in ("erasure", "erasure_request"):
        bench.db.conn.execute(f"delete from {table}")
    bench.db.conn.execute("delete from decision")
    bench.db.conn.commit()
    assert erase.apply_erasures(bench.db, bench.folder) == ()
    assert erase.apply_erasures(bench.db, bench.folder, listed) == ("11",)
    bench.publish()
    assert left(bench) == []
    assert bench.get_comment(11).state_note == "Erased."
    assert erase.apply_erasures(bench.db, bench.folder) == ("11",)


def test_what_cannot_be_found_for_sure_goes_as_a_whole(bench: Bench) -> None:
    number = fetch(bench, b"\x00packed in a way of its own\x00", written(html=f"{HTML}<p>More.</p>"))
    note(bench)
    bench.publish()
    row = captures.get_capture(bench.db, number)
    assert captures.read_capture(bench.folder, row) == erase_captures.NOTICE
    assert (row.format, row.problem) == (None, None)
    assert left(bench) == []
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()


def test_a_damaged_capture_stays_as_it_is(bench: Bench) -> None:
    (row,) = captures.iter_captures(bench.db)
    path = bench.folder.captures / row.warc_file
    with path.open("r+b") as file:
        file.seek(row.warc_offset + row.warc_length // 2)
        file.write(bytes(20))
    damaged = path.read_bytes()
    note(bench)
    bench.publish()
    assert path.read_bytes() == damaged


def test_an_imported_file_and_a_post_are_erased_too(bench: Bench) -> None:
    text = "Wilhelmina kept the lamp at Ravelsworth Tower for nine years and more."
    bench.later(minutes=1)
    with captures.CaptureWriter(bench.folder, bench.now, "import", bench.db) as writer:
        stored = writer.write_file("a.txt", io.BytesIO(text.encode()), bench.now)
        writer.sync()
        with bench.db.atomic():
            number = captures.insert_capture(bench.db, stored, format="bench", parser_version=1, problem=None)
            merge(
                bench,
                number,
                post(20, html=text, title="Wilhelmina's lamp", author="Wilhelmina Q", labels=("Wilhelmina",)),
            )
    note(bench)
    note(bench, "20")
    bench.publish()
    assert left(bench) == []
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()


def test_a_name_that_others_go_by_stays_in_captures(bench: Bench) -> None:
    page = PAGE.replace("The end.", "Gone, and not a word is to stay. Dunlin says so.")
    fetch(bench, page.encode(), post(10, comment(13, "Gone, and not a word is to stay.", author="Dunlin")))
    note(bench, "13")
    bench.publish()
    assert any(b"Dunlin says so" in body for body in bytes_of(bench).values())


def test_quotations_in_reports_go(bench: Bench) -> None:
    values = ["TK-1", "2026-05-03T00:00:00Z", "me", '["11"]', WORDS, "it is I", 1, "received", "2026-05-03T00:00:00Z"]
    bench.db.conn.execute(
        "insert into takedown (id, sent_at, kind, item_ids, places, why, is_verified, state, changed_at)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )
    bench.db.conn.commit()
    note(bench)
    bench.publish()
    # what stood in inbox.db of it is written anew, because the case has another version now
    row = bench.db.conn.execute("select places, why, version, told from takedown").fetchall()
    assert row == [("(erased)", "it is I", 2, 1)]
    assert left(bench) == []


def test_a_mask_that_holds_everywhere_still_does(bench: Bench) -> None:
    bench.add(post(30, comment(31, "Ravelsworth Tower is an ugly thing to look at.")))
    bench.mask(11, "Ravelsworth Tower", label="place", everywhere=True)
    note(bench)
    bench.publish()
    assert bench.get_comment(31).body.text == "[place] is an ugly thing to look at."
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()


def test_the_words_of_a_saved_text_leave_no_digest_behind(bench: Bench) -> None:
    said = replace(comment(1, WORDS), source_key="text:one")
    saved = OriginalPost(source_key="text:post", source=Source.SAVED_TEXT, title="A night", comments=(said,))
    fetch(bench, WORDS.encode(), saved, url="https://ferry.example/saved")
    (item_id,) = [row["id"] for row in bench.db.query("select id from comment where id like 't%'")]
    note(bench, item_id)
    bench.publish()
    keys = "select source_key from identity where source_key like 'text:%'"
    assert [row["source_key"] for row in bench.db.query(keys)] == ["text:post"]
    # the same text again, and what is left of it in its capture
    blank = replace(saved, comments=(replace(said, source_key="text:two", text=parse_fragment("~ ~~~~ ~~~")),))
    fetch(bench, b"~ ~~~~ ~~~", blank, url="https://ferry.example/saved")
    fetch(bench, WORDS.encode() + b" ", saved, url="https://ferry.example/saved")
    bench.publish()
    assert [row["id"] for row in bench.db.query("select id from comment where id like 't%'")] == [item_id]
    assert [row["source_key"] for row in bench.db.query(keys)] == ["text:post"]


@pytest.mark.feature("H9")
def test_what_stood_beside_erased_words_in_a_saved_text_keeps_its_ids_and_decisions(bench: Bench) -> None:
    said = [replace(comment(number, text), source_key=f"text:{number}") for number, text in ((1, WORDS), (2, OTHER))]
    saved = OriginalPost(source_key="text:post", source=Source.SAVED_TEXT, title="A night", comments=tuple(said))
    number = fetch(bench, f"{WORDS}\n\n{OTHER}".encode(), saved, url="https://ferry.example/saved")
    bench.db.conn.execute("update capture set format = 'saved text' where id = ?", [number])
    bench.db.conn.commit()
    first, second = [row["id"] for row in bench.db.query("select id from comment where id like 't%' order by ordinal")]
    note(bench, first)
    bench.publish()
    assert captures.read_capture(bench.folder, captures.get_capture(bench.db, number)) == erase_captures.NOTICE
    with rebuild(bench.db):
        merge(bench, 1, written())
    kept = bench.db.query("select id, text from comment where id like 't%' order by ordinal")
    assert [(row["id"], row["text"]) for row in kept] == [(first, ""), (second, OTHER)]
    # a thread that nothing tells of any more is gone with its comments
    bench.db.conn.execute("delete from reading where not is_comment and item_id like 't%'")
    bench.db.conn.commit()
    with rebuild(bench.db):
        merge(bench, 1, written())
    assert not list(bench.db.query("select id from comment where id like 't%'"))


def test_counting_changes_nothing(bench: Bench) -> None:
    before = bytes_of(bench)
    assert erase.count_toll(bench.db, bench.folder, "11") == erase.Toll(rows=2, revisions=0, captures=1)
    assert erase.count_toll(bench.db, None, "11").captures == 1
    assert bytes_of(bench) == before
