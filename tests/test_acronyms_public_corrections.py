"""What moderators and glossaries say of acronyms: it holds through every publish, can be undone, and stays private."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlite_utils import Database

from archive.curation.acronyms import GlossaryEntry
from archive.curation.acts import get_acts
from archive.curation.glossary_file import read_glossary
from archive.errors import ArchiveError, BadInput, NotFound, WrongUse
from archive.glossary_command import glossary as command
from archive.moderation import findings, glossary
from archive.moderation.tagging import undo_act
from archive.public import acronym_evidence, acronym_mentions, acronyms, store
from archive.public.glossary import as_csv, as_json, as_skos
from tests.bench import Bench, comment, make_bench, post

QUAY = "The Quay Safety Review (QSR) is late again."
SECRET = "Ottoline Marchbanks"

Act = Callable[[Database, Database], object]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = make_bench(tmp_path)
    made.add(
        post(
            1,
            comment(11, f"<p>{QUAY} QSRs never come early.</p>"),
            comment(12, "<p>The QSR and the DRQ, and the QSR once more.</p>"),
            comment(13, "<p>Quiet Sunday Roster (QSR), that is what the HJP says. The eHJP too.</p>"),
        ),
        post(2, comment(21, "<p>No QSR here, ask the HJP.</p>")),
    )
    made.publish()
    yield made
    made.db.close()


def do(bench: Bench, act: Act) -> str:
    """Carry out one act and publish; return its id."""
    db = bench.public()
    try:
        act(bench.db, db)
    finally:
        db.close()
    bench.later(minutes=1)
    bench.publish()
    return get_acts(bench.db, limit=1)[0].id


def by(bench: Bench) -> dict[str, object]:
    return {"by": SECRET, "now": bench.now}


def spelt(bench: Bench) -> dict[str, list[str]]:
    db = bench.public()
    try:
        return {
            each.name: [one.spelling for one in acronyms.get_spellings(db, each.id)]
            for each in acronyms.list_acronyms(db)
        }
    finally:
        db.close()


def senses(bench: Bench, acronym_id: str = "qsr") -> dict[str, str]:
    db = bench.public()
    try:
        return {each.expansion: each.source for each in acronyms.get_senses(db, acronym_id)}
    finally:
        db.close()


def meant(bench: Bench) -> dict[str, list[str | None]]:
    db = bench.public()
    try:
        known = {each.id: each.expansion for each in acronyms.get_senses(db, "qsr")}
        found: dict[str, list[str | None]] = {}
        for one in acronym_mentions.get_mentions(db, "qsr"):
            found.setdefault(one.item_id, []).append(known.get(one.sense_id or ""))
        return found
    finally:
        db.close()


def test_what_stands_there_before_anybody_corrects_it(bench: Bench) -> None:
    assert spelt(bench) == {"DRQ": ["DRQ"], "HJP": ["HJP", "eHJP"], "QSR": ["QSR", "QSRs"]}
    assert senses(bench) == {"Quay Safety Review": "mined", "Quiet Sunday Roster": "mined"}


@pytest.mark.feature("T1")
def test_two_acronyms_are_merged_and_parted_again(bench: Bench) -> None:
    made = do(bench, lambda db, public: glossary.merge(db, public, "drq", "QSR", **by(bench)))  # type: ignore[arg-type]  # by and now
    assert spelt(bench) == {"HJP": ["HJP", "eHJP"], "QSR": ["QSR", "DRQ", "QSRs"]}
    bench.add(post(3, comment(31, "<p>DRQs and D.R.Q. again, said the QSR.</p>")))
    bench.publish()
    assert set(spelt(bench)) == {"HJP", "QSR"}
    undo_act(bench.db, made, by="Mo", now=bench.now)
    bench.publish()
    assert set(spelt(bench)) == {"DRQ", "HJP", "QSR"}
    with pytest.raises(WrongUse, match="one acronym already"):
        do(bench, lambda db, public: glossary.merge(db, public, "QSRs", "QSR", **by(bench)))  # type: ignore[arg-type]  # as above


@pytest.mark.feature("T1")
def test_a_spelling_is_split_off(bench: Bench) -> None:
    do(bench, lambda db, public: glossary.split(db, public, "HJP", ["eHJP"], **by(bench)))  # type: ignore[arg-type]  # as above
    assert spelt(bench)["HJP"] == ["HJP"]
    assert spelt(bench)["eHJP"] == ["eHJP"]
    for wrong in (["HJP"], ["none"], []):
        with pytest.raises(WrongUse):
            do(bench, lambda db, public, some=wrong: glossary.split(db, public, "HJP", some, **by(bench)))  # type: ignore[misc, arg-type]  # as above


@pytest.mark.feature("T1")
def test_the_address_stays_with_what_was_not_split_off(bench: Bench) -> None:
    bench.add(post(3, comment(31, "<p>The Q.S.R. met. A Q.S.R. is no QSR, and the QSR is no Q.S.R.</p>")))
    bench.publish()
    assert spelt(bench) == {"DRQ": ["DRQ"], "HJP": ["HJP", "eHJP"], "QSR": ["QSR", "Q.S.R.", "QSRs"]}
    made = do(bench, lambda db, public: glossary.split(db, public, "QSR", ["Q.S.R."], **by(bench)))  # type: ignore[arg-type]  # as above
    with closing(bench.public()) as db:
        assert [acronyms.get_acronym(db, wanted).name for wanted in ("qsr", "qsr-2")] == ["QSR", "Q.S.R."]
    undo_act(bench.db, made, by="Mo", now=bench.now)
    bench.publish()
    assert spelt(bench)["QSR"] == ["QSR", "Q.S.R.", "QSRs"]


@pytest.mark.feature("T1")
def test_a_new_name_keeps_the_address(bench: Bench) -> None:
    do(bench, lambda db, public: glossary.rename(db, public, "QSR", "Qsr", **by(bench)))  # type: ignore[arg-type]  # as above
    db = bench.public()
    assert acronyms.get_acronym(db, "qsr").name == "Qsr"
    db.close()
    with pytest.raises(WrongUse, match="choose another name"):
        do(bench, lambda db, public: glossary.rename(db, public, "QSR", " - ", **by(bench)))  # type: ignore[arg-type]  # as above


@pytest.mark.feature("T1")
def test_what_has_a_name_that_nobody_writes_can_be_merged_and_told_of(bench: Bench) -> None:
    do(bench, lambda db, public: glossary.rename(db, public, "QSR", "The review", **by(bench)))  # type: ignore[arg-type]  # as above
    do(bench, lambda db, public: glossary.set_meaning(db, public, "QSR", "Quite Some Rain", **by(bench)))  # type: ignore[arg-type]  # as above
    assert "Quite Some Rain" in senses(bench)
    do(bench, lambda db, public: glossary.merge(db, public, "drq", "QSR", **by(bench)))  # type: ignore[arg-type]  # as above
    assert spelt(bench) == {"HJP": ["HJP", "eHJP"], "The review": ["QSR", "DRQ", "QSRs"]}
    with closing(bench.public()) as db:
        assert acronyms.get_acronym(db, "qsr").name == "The review"


@pytest.mark.feature("T4")
def test_what_is_dismissed_is_gone_until_that_is_undone(bench: Bench) -> None:
    before = bench.dump()
    made = do(bench, lambda db, public: glossary.dismiss(db, public, "DRQ", "shouting", **by(bench)))  # type: ignore[arg-type]  # as above
    assert set(spelt(bench)) == {"HJP", "QSR"}
    tables = "\n".join(line for line in bench.dump().split("\n") if line.startswith('["acronym'))
    assert "drq" not in tables.lower()
    bench.publish(full=True)
    assert set(spelt(bench)) == {"HJP", "QSR"}
    undo_act(bench.db, made, by="Mo", now=bench.now)
    bench.publish()
    assert [line for line in bench.dump().split("\n") if "content_version" not in line] == [
        line for line in before.split("\n") if "content_version" not in line
    ]


@pytest.mark.feature("T3")
def test_one_place_is_fixed(bench: Bench) -> None:
    assert meant(bench)["12"] == [None, None]
    assert meant(bench)["21"] == ["Quiet Sunday Roster"]
    act: Act = lambda db, _: glossary.fix(db, "12", "QSR", 2, "quiet sunday rosters", **by(bench))  # type: ignore[arg-type]  # noqa: E731 - as above
    made = do(bench, act)
    assert meant(bench)["12"] == [None, "Quiet Sunday Roster"]
    do(bench, lambda db, _: glossary.fix(db, "11", "QSR", 0, "", **by(bench)))  # type: ignore[arg-type]  # as above
    assert meant(bench)["11"] == [None, "Quay Safety Review"]
    do(bench, lambda db, _: glossary.fix(db, "21", "QSR", 1, None, **by(bench)))  # type: ignore[arg-type]  # as above
    assert "21" not in meant(bench)
    bench.publish(full=True)
    assert meant(bench)["12"] == [None, "Quiet Sunday Roster"]
    undo_act(bench.db, made, by="Mo", now=bench.now)
    bench.publish()
    assert meant(bench)["12"] == [None, None]
    for number, spelling in ((-1, "QSR"), (0, " ")):
        with pytest.raises(WrongUse, match="Name the acronym"):
            glossary.fix(bench.db, "12", spelling, number, None, by="Mo", now=bench.now)


@pytest.mark.feature("T3")
def test_a_meaning_is_worded_anew_noted_and_rejected(bench: Bench) -> None:
    reword: Act = lambda db, public: glossary.set_meaning(  # noqa: E731 - one line would be too long
        db,
        public,
        "QSR",
        "Quay Safety Report",
        "a form",
        instead_of="Quay Safety Review",
        **by(bench),  # type: ignore[arg-type]  # as above
    )
    do(bench, reword)
    assert senses(bench) == {"Quay Safety Report": "moderator", "Quiet Sunday Roster": "mined"}
    do(bench, lambda db, public: glossary.drop_meaning(db, public, "QSR", "Quiet Sunday Roster", **by(bench)))  # type: ignore[arg-type]  # as above
    assert senses(bench) == {"Quay Safety Report": "moderator"}
    db = bench.public()
    assert [each.definition.item_id for each in acronym_evidence.get_evidence(db, "qsr")] == ["11"]
    db.close()
    do(bench, lambda db, public: glossary.drop_meaning(db, public, "QSR", "Quay Safety Report", **by(bench)))  # type: ignore[arg-type]  # as above
    assert senses(bench) == {}
    in_place = bench.dump()
    bench.publish(full=True)
    assert [line for line in in_place.split("\n") if "content_version" not in line] == [
        line for line in bench.dump().split("\n") if "content_version" not in line
    ]


@pytest.mark.feature("T10")
def test_a_glossary_explains_what_no_text_explains(bench: Bench) -> None:
    entries = [GlossaryEntry("HJP", "Harbour Joint Panel", "meets on Mondays"), GlossaryEntry("ZQX", "not used here")]
    assert glossary.load(bench.db, entries, by="Mo", now=bench.now) == 2
    bench.publish()
    assert senses(bench, "hjp") == {"Harbour Joint Panel": "glossary"}
    assert "ZQX" not in spelt(bench)
    before = len(get_acts(bench.db))
    glossary.load(bench.db, entries, by="Mo", now=bench.now)
    assert len(get_acts(bench.db)) == before


@pytest.mark.feature("S13")
def test_hidden_words_of_a_glossary_are_left_out(bench: Bench) -> None:
    bench.add(post(3, comment(31, f"<p>{SECRET} left the quay.</p>")))
    glossary.load(bench.db, [GlossaryEntry("HJP", f"{SECRET} Panel")], by="Mo", now=bench.now)
    glossary.load(bench.db, [GlossaryEntry("DRQ", "daily quay report", f"says {SECRET}")], by="Mo", now=bench.now)
    bench.publish()
    assert senses(bench, "hjp") == {f"{SECRET} Panel": "glossary"}
    bench.mask(31, SECRET, everywhere=True)
    bench.publish()
    assert senses(bench, "hjp") == senses(bench, "drq") == {}
    assert SECRET.encode().lower() not in bench.folder.public_db.read_bytes().lower()


@pytest.mark.feature("S13")
def test_who_corrected_and_what_was_dismissed_is_private(bench: Bench) -> None:
    do(bench, lambda db, public: glossary.dismiss(db, public, "DRQ", "name", **by(bench)))  # type: ignore[arg-type]  # as above
    do(bench, lambda db, public: glossary.merge(db, public, "HJP", "QSR", **by(bench)))  # type: ignore[arg-type]  # as above
    do(bench, lambda db, _: glossary.fix(db, "12", "QSR", 1, "Marchbanks Roster", **by(bench)))  # type: ignore[arg-type]  # as above
    raw = bench.folder.public_db.read_bytes().lower()
    assert b"marchbanks" not in raw
    db = bench.public()
    assert store.get_log(db) == []
    db.close()


@pytest.mark.feature("T4")
def test_initials_of_a_person_wait_for_a_moderator(tmp_path: Path) -> None:
    bench = make_bench(tmp_path)
    bench.add(post(1, comment(11, "<p>The ferry was late again. Regards, K.T.</p>"), comment(12, "<p>The QSR is.</p>")))
    bench.publish()
    (finding,) = (one for one in findings.open_findings(bench.db) if one.recognizer == "initials")
    assert (finding.item_id, finding.recognizer, finding.entity) == ("11", "initials", "name")
    assert spelt(bench) == {"QSR": ["QSR"]}
    bench.db.close()


# -- files


@pytest.mark.parametrize(
    "data",
    [
        b"HJP,Harbour Joint Panel,on Mondays\r\n\r\nQSR,Quay Safety Review\r\n",
        b"\xef\xbb\xbfshort,long,note\nHJP,Harbour Joint Panel,on Mondays\nQSR,Quay Safety Review,\n",
        b'Note,Acronym,Expansion\n on  Mondays ,HJP,"Harbour\nJoint Panel"\n,QSR,Quay Safety Review\n',
    ],
)
@pytest.mark.feature("T9")
def test_a_glossary_file_is_read(data: bytes) -> None:
    assert read_glossary(data) == [
        GlossaryEntry("HJP", "Harbour Joint Panel", "on Mondays"),
        GlossaryEntry("QSR", "Quay Safety Review"),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"HJP,Harbour Joint Panel\nQSR\n", "Line 2 has no long form"),
        (b",Harbour Joint Panel\n", "Line 1 has no short form"),
        (b"short,long\n\nHJP,abc\n!,b\n", "Line 4: A short form has"),
        (b"HJP,Harbour\nJ\xe9P,x\n", "Line 2 is not UTF-8"),
        (b'HJP,"Harbour\n', "Line 1 is not CSV"),
        (b"HJP," + b"x" * 201, "Line 1: A long form has words, and at most 200"),
        (b"HJP,x," + b"x" * 401, "Line 1: A note has at most 400"),
    ],
)
@pytest.mark.feature("T9")
def test_a_bad_line_is_named(data: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_glossary(data)


@pytest.mark.feature("T9")
def test_the_glossary_goes_out_and_comes_in_again(bench: Bench) -> None:
    glossary.load(bench.db, [GlossaryEntry("HJP", "=Harbour Joint Panel", 'on "Mondays"')], by="Mo", now=bench.now)
    bench.publish()
    db = bench.public()
    written = as_csv(db)
    whole = json.loads(as_json(db))
    turtle = as_skos(db, "https://ferry.example/-/")
    db.close()
    rows = list(csv.DictReader(io.StringIO(written)))
    assert [(row["short"], row["long"], row["items"]) for row in rows] == [
        ("HJP", "'=Harbour Joint Panel", "2"),
        ("QSR", "Quiet Sunday Roster", "2"),
        ("QSR", "Quay Safety Review", "1"),
    ]
    assert read_glossary(written.encode())[0] == GlossaryEntry("HJP", "=Harbour Joint Panel", 'on "Mondays"')
    assert [each["name"] for each in whole["acronyms"]] == ["DRQ", "HJP", "QSR"]
    assert 'skos:altLabel "eHJP"' in turtle
    assert 'skos:note "=Harbour Joint Panel: on \\"Mondays\\""' in turtle
    assert turtle.startswith("@base <https://ferry.example/-/> .")


# -- the command


@pytest.mark.feature("T3")
def test_the_command_does_all_of_it(bench: Bench, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_bytes(b"HJP,Harbour Joint Panel,\n")

    def run(*words: str) -> str:
        done = CliRunner().invoke(command, [*words, "--data", str(bench.folder.path)], catch_exceptions=False)
        assert done.exit_code == 0
        return done.output

    who = ("--by", "Mo")
    assert "HJP [hjp, 2] (also eHJP)\n" in run("list")
    assert run("list", "--unexplained").split() == ["HJP", "[hjp,", "2]", "(also", "eHJP)", "DRQ", "[drq,", "1]"]
    assert "loaded a glossary. Published version" in run("load", str(listed), *who)
    assert run("load", str(listed), *who) == "Nothing changed: it was so already.\n"
    assert "merged DRQ into QSR" in run("merge", "DRQ", "QSR", *who)
    assert "split DRQ from QSR" in run("split", "QSR", "DRQ", *who)
    assert "called DRQ Drq" in run("rename", "DRQ", "Drq", *who)
    assert "fixed an acronym of 12" in run("fix", "12", "QSR", "--means", "Quay Safety Review", *who)
    assert "said what HJP means" in run("means", "HJP", "Harbour Joint Party", "--note", "no joke", *who)
    assert "took a meaning from HJP" in run("means-not", "HJP", "Harbour Joint Panel", *who)
    dismissed = run("dismiss", "Drq", "--as", "name", *who)
    assert json.loads(run("list", "--json"))[0]["senses"][0]["note"] == "no joke"
    assert "undid" in run("undo", dismissed.partition(":")[0], *who)
    told = run("corrections")
    assert "Mo dismissed Drq (name) (undone by L" in told
    assert json.loads(run("corrections", "--json"))["dismissed"] == []
    assert run("export", "--format", "csv").startswith("short,long,note")


@pytest.mark.parametrize("words", [("fix", "12", "QSR"), ("merge", "nothing", "QSR"), ("fix", "99", "QSR", "--none")])
def test_the_command_says_what_is_wrong(bench: Bench, words: tuple[str, ...]) -> None:
    with pytest.raises(ArchiveError):
        CliRunner().invoke(
            command,
            [*words, "--by", "Mo", "--data", str(bench.folder.path)],
            catch_exceptions=False,
            standalone_mode=False,
        )


@pytest.mark.parametrize(
    ("words", "told"),
    [(("merge", "DRQ", "QSR"), "Say who does it"), (("undo", "L999", "--by", "Mo"), "threadkeep glossary corrections")],
)
def test_the_command_names_itself_in_what_it_refuses(bench: Bench, words: tuple[str, ...], told: str) -> None:
    given = [*words, "--data", str(bench.folder.path)]
    with pytest.raises(WrongUse, match=told):
        CliRunner().invoke(command, given, catch_exceptions=False, standalone_mode=False)


def test_an_unknown_reason_or_nobody_is_refused(bench: Bench) -> None:
    with pytest.raises(WrongUse, match="Say why"):
        do(bench, lambda db, public: glossary.dismiss(db, public, "QSR", "because", **by(bench)))  # type: ignore[arg-type]  # as above
    with pytest.raises(WrongUse, match="give a name"):
        do(bench, lambda db, public: glossary.dismiss(db, public, "QSR", "name", by=" ", now=bench.now))
    with pytest.raises(NotFound, match="no acronym"):
        do(bench, lambda db, public: glossary.dismiss(db, public, "nothing", "name", **by(bench)))  # type: ignore[arg-type]  # as above
