"""One person, all mentions: the same pseudonym everywhere and for ever; and bylines that are pseudonyms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.cli import redact
from archive.errors import NotFound, Refused, WrongUse
from archive.moderation import decisions, log, persons, pseudonyms
from archive.moderation.decisions import Decision
from archive.originals import store as originals
from archive.originals.records import AuthorKind
from archive.public import store
from archive.publishing.certificate import Certificate, decide_and_publish
from archive.publishing.check import check
from archive.publishing.gate import find_thread_problems
from archive.publishing.sources import read_inputs
from tests.bench import Bench, comment, make_bench, post

NAME = "Priya Nair"
WHY = "not a public person"
KEY = b"a key of this test"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = make_bench(tmp_path)
    bench.add(
        post(
            10,
            comment(11, "<p>Priya Nair ran the desk. Ask Priya.</p>", author="Dunlin"),
            comment(12, "<p>PN said so, and #PriyaNair too.</p>", author="Priya Nair"),
            comment(13, "<p>The tide turns.</p>", author="Dunlin"),
        )
    )
    bench.publish()
    yield bench
    bench.db.close()


def name(bench: Bench, *spellings: str, pseudonym: str = "", by: str = "Mo") -> list[Decision]:
    return persons.name_person(bench.db, spellings, reason=WHY, by=by, now=bench.now, key=KEY, pseudonym=pseudonym)


def certify(bench: Bench, *spellings: str) -> Certificate:
    return decide_and_publish(bench.folder, lambda _: name(bench, *spellings)[0], bench.now, surfaces=bench.surfaces)


@pytest.mark.feature("M18")
def test_all_mentions_of_a_person_become_one_pseudonym(bench: Bench) -> None:
    certificate = certify(bench, NAME, "Priya", "PN")
    (person,) = persons.all_persons(bench.db)
    token = f"[{person.label}]"
    assert certificate.left == 0
    assert bench.get_comment(11).body.text == f"{token} ran the desk. Ask {token}."
    assert bench.get_comment(12).body.text == f"{token} said so, and #{token} too."
    assert bench.get_comment(12).author == token
    assert len(person.masks) == 3
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()
    assert [line.label for line in log.public_lines(bench.db)] == [person.label] * 3


@pytest.mark.feature("M18")
def test_the_certificate_looks_for_every_spelling(bench: Bench) -> None:
    name(bench, NAME)
    (person,) = persons.all_persons(bench.db)
    made = name(bench, "PN", pseudonym=person.pseudonym)
    assert [each.exact for each in persons.together_with(bench.db, made[0])] == [NAME, "PN"]
    other = bench.mask(13, "tide")
    assert persons.together_with(bench.db, other) == [other]


@pytest.mark.feature("M18")
def test_a_pseudonym_stays_for_other_spellings_after_undo_and_a_rebuild(bench: Bench) -> None:
    first = name(bench, NAME)[0].label
    code = first.removeprefix("person ")
    assert name(bench, "Priya", pseudonym=first)[0].label == first
    assert name(bench, "priya  NAIR", "PN")[0].label == first
    undone = persons.forget_person(bench.db, code.lower(), by="Mo", now=bench.now, reason="made by mistake")
    assert len(undone) == 3
    assert persons.get_person(bench.db, code).masks == ()
    bench.publish(full=True)
    assert bench.get_comment(12).author == NAME
    with pytest.raises(WrongUse, match="No mask"):
        persons.forget_person(bench.db, code, by="Mo", now=bench.now)
    assert name(bench, NAME)[0].label == first
    assert [person.pseudonym for person in persons.all_persons(bench.db)] == [code]


@pytest.mark.feature("M18")
def test_two_people_never_share_a_pseudonym(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = iter(["K7M", "K7M", "R4T"])
    monkeypatch.setattr(persons, "code_of", lambda *_: next(taken))
    labels = [name(bench, NAME)[0].label, name(bench, "Dunlin")[0].label]
    assert labels == ["person K7M", "person R4T"]


def test_one_spelling_is_taken_back_alone(bench: Bench) -> None:
    made = name(bench, NAME, "Priya", "PN")
    decisions.undo(bench.db, made[1].id, by="Mo", now=bench.now)
    (person,) = persons.all_persons(bench.db)
    assert [each.exact for each in person.masks] == [NAME, "PN"]
    bench.later(hours=1)
    with pytest.raises(Refused):
        persons.forget_person(bench.db, person.pseudonym, by="Mo", now=bench.now)
    assert len(persons.get_person(bench.db, person.pseudonym).masks) == 2


@pytest.mark.parametrize(
    ("spellings", "said"),
    [
        ((), "Who is it"),
        (("  ",), "Who is it"),
        ((NAME, "Nobody Here"), "stands nowhere"),
        (tuple(f"a{number}" for number in range(21)), "more than 20"),
        (("...",), "at least one letter"),
        ((f"Priya {'x' * 100}",), "at most 100 characters"),
    ],
)
def test_what_cannot_be_a_person_changes_nothing(bench: Bench, spellings: tuple[str, ...], said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        name(bench, *spellings)
    assert persons.all_persons(bench.db) == []
    assert decisions.active_decisions(bench.db) == []


def test_a_spelling_is_masked_once(bench: Bench) -> None:
    name(bench, NAME)
    with pytest.raises(WrongUse, match="already"):
        name(bench, NAME)
    bench.mask(13, "tide", everywhere=True)
    with pytest.raises(WrongUse, match="masked everywhere already"):
        name(bench, "tide")
    with pytest.raises(NotFound):
        name(bench, "Priya", pseudonym="Z9Z")


@pytest.mark.feature("M18")
def test_spellings_are_proposed_and_looked_up(bench: Bench) -> None:
    proposed = persons.propose(bench.db, NAME)
    assert "Priya" in proposed
    assert "PN" in proposed
    assert "P. Nair" not in proposed
    assert persons.propose(bench.db, "Dunlin") == []
    assert [each.item_ids for each in persons.look_up(bench.db, ["PN", "tide"])] == [("12",), ("13",)]


def test_names_that_findings_call_alike_are_proposed(bench: Bench) -> None:
    sql = (
        "insert into finding (item_id, entity, span_start, span_end, score, risk, why, recognizer, version)"
        " values (?, 'name', ?, ?, 1, 'low', 'w', 'r', 1)"
    )
    bench.db.conn.executemany(sql, [("11", 0, 14), ("13", 0, 3), ("99", 0, 3)])
    bench.db.conn.commit()
    assert "Priya Nair ran" in persons.propose(bench.db, "Priya N")


# -- bylines


@pytest.mark.feature("M18")
def test_bylines_become_pseudonyms_that_are_the_same_for_the_same_author(bench: Bench) -> None:
    address = "https://who.example/7"
    bench.add(
        post(
            20,
            comment(21, "One.", author="Heron", kind=AuthorKind.ACCOUNT, author_url=address),
            comment(22, "Two.", author="Heron (new name)", kind=AuthorKind.ACCOUNT, author_url=address),
            comment(23, "Three.", author="Anonymous", kind=AuthorKind.ANONYMOUS),
            comment(24, "Four.", author="Writer"),
            comment(25, "Five.", author=None, kind=AuthorKind.UNKNOWN),
            comment(26, "Six.", author="Heron"),
        )
    )
    bench.settings(bylines='"pseudonymise"')
    bench.publish()
    authors = {number: bench.get_comment(number).author for number in (11, 13, 21, 22, 23, 24, 25, 26)}
    assert authors[11] == authors[13]
    assert authors[21] == authors[22] != authors[26]
    assert (authors[23], authors[25]) == (None, None)
    assert "Writer" not in (authors[24] or "")
    assert len({authors[11], authors[21], authors[24], authors[26]}) == 4
    assert "Dunlin" not in bench.dump()
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()
    bench.publish(full=True)
    assert bench.get_comment(11).author == authors[11]


@pytest.mark.feature("M18")
def test_the_gate_lets_no_byline_through_where_they_are_pseudonyms(bench: Bench) -> None:
    bench.settings(bylines='"pseudonymise"')
    bench.publish()
    inputs = read_inputs(bench.db, bench.folder.load_settings())
    public = store.open_public(bench.folder, write=True)
    for written in ("Dunlin", "Writer A2B3C4D5E6F", None):
        public.conn.execute("update comment set author = ? where id = '11'", [written])
        found = list(find_thread_problems(public, bench.db, inputs, "10"))
        assert ("comment.author/11" in found) is (written is not None)
    public.conn.rollback()
    public.close()


def test_a_byline_that_is_a_pseudonym_still_follows_masks(bench: Bench) -> None:
    bench.add(post(30, comment(31, "The writer of this.", author="Knot")))
    bench.settings(bylines='"pseudonymise"')
    bench.mask(31, "writer", label="job")
    bench.publish()
    assert (bench.get_comment(31).author or "").startswith("[job] ")


def test_bylines_are_hidden_or_kept_or_pseudonyms(bench: Bench) -> None:
    bench.settings(bylines='"aliases"')
    with pytest.raises(WrongUse, match="keep, hide or pseudonymise"):
        bench.folder.load_settings()
    bench.settings(bylines='"hide"')
    bench.publish()
    assert bench.get_comment(11).author is None


def test_a_pseudonym_says_nothing_without_its_key(bench: Bench) -> None:
    item = originals.get_item(bench.db, "11")
    assert pseudonyms.pen_name(item, b"one key") != pseudonyms.pen_name(item, b"another")
    assert KEY.decode() not in repr(bench.folder.load_settings())


# -- the command


def run(bench: Bench, *words: str, typed: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(redact, [*words, "--data", str(bench.folder.path)], input=typed)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


@pytest.mark.feature("M18")
def test_the_command_names_previews_and_undoes(bench: Bench) -> None:
    said = run(bench, "--person", "-", "--spelling", "PN", "--preview", typed=f"{NAME}\n")[1]
    assert said == "spelling 1: 2 items 11 12\nspelling 2: 1 item 12\nNothing was changed.\n"
    assert json.loads(run(bench, "--person", NAME, "--preview", "--json")[1]) == [{"items": ["11", "12"]}]
    code, said = run(
        bench, "--person", "-", "--spelling", "PN", "--reason", WHY, "--by", "Mo", typed=f"{NAME}\nPriya\n"
    )
    assert (code, "published in" in said) == (0, True)
    (person,) = persons.all_persons(bench.db)
    assert len(person.masks) == 3
    with pytest.raises(WrongUse, match="masked everywhere"):
        run(bench, "11", "--person", NAME, "--reason", WHY, "--by", "Mo")
    assert run(bench, "--undo", person.pseudonym, "--by", "Mo")[0] == 0
    assert persons.get_person(bench.db, person.pseudonym).masks == ()
