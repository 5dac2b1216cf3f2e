"""`threadkeep intruder`: what readers could find out about people, by ids and kinds of details, never words."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from archive.command_options import data_option, json_option
from archive.errors import WrongUse
from archive.folder import DataFolder

if TYPE_CHECKING:
    from archive.moderation.intruder import Combination, Exposure


@click.command()
@click.argument("item", required=False)
@click.option("--pen-names", is_flag=True, help="What each pen-name tells in all its comments together.")
@click.option("--combinations", is_flag=True, help="Which kinds of details are told together, the rarest first.")
@click.option("--kind", default="", metavar="KIND", help="Only what holds this kind of detail, such as health.")
@click.option("--at-most", type=click.IntRange(min=0), help="Only what so few others tell too.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="List so many.")
@json_option
@data_option
def intruder(
    folder: DataFolder,
    as_json: bool,
    item: str | None,
    pen_names: bool,
    combinations: bool,
    kind: str,
    at_most: int | None,
    limit: int,
) -> None:
    """Ask what readers could find out about people: who is singled out, what links texts, what may be inferred.

    With ITEM, all three questions for one comment and its pen-name. Without it, a list of comments, the ones first
    that tell what fewest others tell. Only what readers see counts: what was taken out is left out, what somebody kept
    is not. It is as new as the last publish.
    """
    if (pen_names and combinations) or (item is not None and (pen_names or combinations or kind or at_most)):
        raise WrongUse("Ask one thing at a time: one item by its number, --pen-names, or --combinations.")
    if item is not None:
        _one(folder, item, as_json=as_json)
        return
    from archive.moderation.intruder import Report
    from archive.originals.database import open_archive

    with closing(open_archive(folder)) as db:
        report = Report(db)
        if combinations:
            rows = [each for each in report.combinations() if kind in ("", *each.kinds)]
            rows = [each for each in rows if at_most is None or each.voices <= at_most]
            found = report.with_examples(rows[:limit])
            _print_combinations(found, report.voices, as_json=as_json)
            return
        listed = report.pen_names() if pen_names else report.comments()
    listed = [each for each in listed if kind in ("", *each.kinds) and (at_most is None or each.others <= at_most)]
    _print_exposures(listed[:limit], report.voices, as_json=as_json)


def _print_exposures(found: list[Exposure], voices: int, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"voices": voices, "found": [_document(each) for each in found]}, indent=2))
        return
    for each in found:
        more = f" and {len(each.item_ids) - 1} more" if len(each.item_ids) > 1 else ""
        click.echo(f"{_others(each):22}{each.item_ids[0]}{more}: {', '.join(each.kinds)}")
    click.echo(f"{voices} pen-names and unsigned texts in all.", err=True)


def _print_combinations(found: list[Combination], voices: int, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"voices": voices, "found": [asdict(each) for each in found]}, indent=2))
        return
    for each in found:
        click.echo(f"{each.voices:5}  {' + '.join(each.kinds)}  {' '.join(each.item_ids)}")
    click.echo(f"By how many of {voices} pen-names and unsigned texts each is told.", err=True)


def _one(folder: DataFolder, item: str, *, as_json: bool) -> None:
    from archive.moderation.intruder import Report, links_of
    from archive.originals.database import open_archive
    from archive.public.store import open_public

    with closing(open_archive(folder)) as db, closing(open_public(folder)) as public:
        report = Report(db)
        alone, whole = report.look(item), report.look(item, whole_voice=True)
        links = links_of(db, public, [item])
    if as_json:
        body = {
            "item": _document(alone.exposure),
            "pen_name": _document(whole.exposure),
            "rarest": [asdict(each) for each in whole.rarest],
            "links": [asdict(each) for each in links],
            "inferred": list(whole.inferred),
        }
        click.echo(json.dumps(body, indent=2))
        return
    click.echo(f"Singling out. It tells: {', '.join(alone.exposure.kinds) or 'nothing'} ({_others(alone.exposure)}).")
    click.echo(f"  Its pen-name tells: {', '.join(whole.exposure.kinds) or 'nothing'} ({_others(whole.exposure)}).")
    for each in whole.rarest:
        click.echo(f"  {' + '.join(each.kinds)}: told by {each.voices} of {report.voices}")
    click.echo(f"Linkability. Under its pen-name: {len(whole.exposure.item_ids) - 1} others.")
    for link in links:
        click.echo(f"  {link.how}: {link.item_id}")
    click.echo("Inference. Somebody may infer:")
    for said in whole.inferred:
        click.echo(f"  {said}")


def _others(found: Exposure) -> str:
    return "nobody else" if not found.others else f"{found.others} other{'' if found.others == 1 else 's'}"


def _document(found: Exposure) -> dict[str, Any]:
    return {
        "item_ids": list(found.item_ids),
        "kinds": list(found.kinds),
        "open_kinds": list(found.open_kinds),
        "others": found.others,
        "is_direct": found.is_direct,
    }
