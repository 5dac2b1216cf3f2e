"""Acronyms on the moderation site: everything can be changed by a form, from the page of the acronym, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from archive.curation.acts import get_acts
from archive.originals.database import open_archive
from archive.public import acronym_mentions, acronyms, store
from tests.bench import Bench, comment, post
from tests.moderation_copy import MODERATOR, OWN, Desk, Visitor, make_archive, open_desk, text_of

ALL = "/-/moderate/acronyms"


def page_of(acronym: str) -> str:
    return f"/-/moderate/acronym/{acronym}"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("acronyms")
    with open_desk(make_archive(folder / "template"), folder / "data") as opened:
        with closing(open_archive(opened.folder)) as db:
            bench = Bench(opened.folder, db)
            said = (
                "The Quay Safety Review (QSR) is late. QSRs are.",
                "A QSR for the HJP, says the eHJP.",
                "DRQ again, and the HJP <b>too</b>.",
            )
            bench.add(post(90001, *(comment(90002 + number, f"<p>{each}</p>") for number, each in enumerate(said))))
            bench.publish()
        yield opened


@pytest.fixture(scope="module")
def bertram(desk: Desk) -> Visitor:
    return desk.visitor(MODERATOR)


def names(desk: Desk) -> set[str]:
    with closing(store.open_public(desk.folder)) as db:
        return {each.name for each in acronyms.list_acronyms(db)} & {"QSR", "HJP", "DRQ", "Drq", "eHJP"}


def senses(desk: Desk, acronym_id: str) -> list[tuple[str, str]]:
    with closing(store.open_public(desk.folder)) as db:
        return [(each.expansion, each.note) for each in acronyms.get_senses(db, acronym_id)]


def undo(desk: Desk, visitor: Visitor) -> None:
    with closing(open_archive(desk.folder)) as db:
        act = next(each for each in get_acts(db) if not each.undone_by and each.kind != "topic-undo")
    assert visitor.post("/-/moderate/topics", {"do": "undo", "act": act.id, "back": ALL}).headers["location"] == ALL


@pytest.mark.feature("T3")
def test_a_meaning_is_entered_worded_anew_and_rejected(desk: Desk, bertram: Visitor) -> None:
    told = text_of(bertram.get(page_of("qsr")).text)
    public = BeautifulSoup(bertram.get("/-/acronym/qsr").text, "lxml")
    assert [link["href"] for link in public.select(".desk-acts a")] == [page_of("qsr")]
    assert "mined, 1 place says so, meant in 2 items" in told
    assert "The Quay Safety Review ( QSR ) is late." in told
    changed = bertram.post(
        page_of("qsr"),
        {"do": "means", "value": "Quay Safety Report", "note": "a form", "instead_of": "Quay Safety Review"},
    )
    assert (changed.status_code, changed.headers["location"]) == (303, page_of("qsr"))
    assert senses(desk, "qsr") == [("Quay Safety Report", "a form")]
    bertram.post(page_of("qsr"), {"do": "means-not", "value": "Quay Safety Report"})
    assert senses(desk, "qsr") == []
    undo(desk, bertram)
    undo(desk, bertram)
    assert senses(desk, "qsr") == [("Quay Safety Review", "")]
    assert "undone by L" in text_of(bertram.get(ALL).text)


@pytest.mark.feature("T1")
def test_spellings_are_split_merged_renamed_and_dismissed(desk: Desk, bertram: Visitor) -> None:
    body = urlencode([("do", "split"), ("pick", "eHJP")])
    kind = {**OWN, "content-type": "application/x-www-form-urlencoded"}
    assert bertram.ask("POST", page_of("hjp"), content=body, headers=kind).status_code == 303
    assert names(desk) == {"QSR", "HJP", "DRQ", "eHJP"}
    merged = bertram.post(page_of("drq"), {"do": "merge", "value": "qsr"})
    assert merged.headers["location"] == page_of("qsr")
    assert names(desk) == {"QSR", "HJP", "eHJP"}
    undo(desk, bertram)
    bertram.post(page_of("drq"), {"do": "rename", "value": "Drq"})
    assert "Drq" in names(desk)
    dismissed = bertram.post(page_of("drq"), {"do": "dismiss", "value": "shouting"})
    assert dismissed.headers["location"] == ALL
    assert names(desk) == {"QSR", "HJP", "eHJP"}
    assert "DRQ shouting" in text_of(bertram.get(ALL).text)
    for _ in range(3):
        undo(desk, bertram)
    assert names(desk) == {"QSR", "HJP", "DRQ"}


@pytest.mark.feature("T3")
def test_one_place_is_fixed_with_the_form_beside_it(desk: Desk, bertram: Visitor) -> None:
    page = BeautifulSoup(bertram.get(page_of("qsr")).text, "lxml")
    forms = [form for form in page.select("#places ~ ul form, section form") if form.find("input", {"name": "item"})]
    fields = {str(field["name"]): str(field["value"]) for field in forms[-1].select("input")}
    fixed = bertram.post(page_of("qsr"), {**fields, "do": "fix", "value": "none"})
    assert fixed.status_code == 303
    with closing(store.open_public(desk.folder)) as db:
        assert {each.item_id for each in acronym_mentions.get_mentions(db, "qsr")} == {"90002"}
    undo(desk, bertram)
    wrong = bertram.post(page_of("qsr"), {**fields, "number": "-1", "do": "fix", "value": "none"})
    assert (wrong.status_code, "its number is missing" in wrong.text) == (400, True)


@pytest.mark.feature("T9")
def test_a_list_is_pasted_in(desk: Desk, bertram: Visitor) -> None:
    assert "HJP (2)" in text_of(bertram.get(ALL).text)
    for typed, said in (("", "Paste at least one line"), ("HJP", "Line 1 has no long form")):
        problem = bertram.post(ALL, {"do": "load", "list": typed})
        assert (problem.status_code, said in text_of(problem.text)) == (400, True)
    assert bertram.post(ALL, {"do": "load", "list": "HJP,Harbour Joint Panel,on Mondays\r\n"}).status_code == 303
    assert senses(desk, "hjp") == [("Harbour Joint Panel", "on Mondays")]
    answer = bertram.get("/-/acronyms.csv")
    assert "HJP,Harbour Joint Panel,on Mondays,glossary,HJP eHJP,2," in answer.text
    assert "Quay Safety Review" in bertram.get("/-/acronyms.json").text
    assert "skos:prefLabel" in bertram.get("/-/acronyms.skos").text


@pytest.mark.feature("T3")
def test_nothing_to_do_and_nobody_there(desk: Desk, bertram: Visitor) -> None:
    assert bertram.get(page_of("none")).status_code == 404
    assert bertram.post(page_of("none"), {"do": "rename", "value": "x"}).status_code == 404
    assert bertram.post(page_of("qsr"), {"do": "sing"}).status_code == 400
    assert bertram.post(page_of("qsr"), {"do": "merge", "value": "nothing"}).status_code == 400
    assert bertram.post(ALL, {"do": "sing"}).status_code == 400
