"""Two invented threads that speak of each other: clock times, quotations, pasted passages, links. Shared by tests."""

from __future__ import annotations

from tests.bench import Bench, comment, post

ROTA = "The rota was drawn up by somebody who has never once worked a Sunday in the rain."
LONG = (
    "Every winter the company moves the last boat forward by ten minutes, and every winter forty people stand on the "
    "pier with their shopping and watch its lights go round the point, because nobody told the baker or the school."
)
TWEET = "<p>Look:</p><p>Tern Post (@ternpost) July 2, 2018<br>No boats tonight.</p><p>Typical.</p>"
DEBATE = (
    "<p>Ann Example (Pierhead) (Lab): Will the Minister say when the last boat goes?</p>"
    "<p>The Minister of State (Bo Sample): No.</p>"
)


def fill(bench: Bench) -> None:
    """Put the threads of posts 9, 10 and 12 into an empty archive and publish them."""
    there = '<a href="http://ferry.example/2018/07/post-9.html#c20">there</a>'
    bench.add(
        post(9, comment(20, f"<p>{LONG}</p>"), title="The <last> boat", html=f"<p>{ROTA}</p>"),
        post(10, title="Between"),
        post(
            12,
            comment(75, f"<p>Nobody asked. {ROTA}</p>"),
            comment(90, "<p>@ 1315 There was a survey, see your previous blog.</p>"),
            comment(91, TWEET),
            comment(92, DEBATE),
            comment(93, f"<p>Was it not so that {ROTA.lower()} and that is that?</p>"),
            comment(94, f"<p>As somebody said {there}: {LONG}</p>"),
            title="After",
            html="<p>What now?</p>",
        ),
    )
    bench.publish()
