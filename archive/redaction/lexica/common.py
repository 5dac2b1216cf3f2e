"""How many sentences of a hundred hold a word, as far as that is many. Data, counted over the labelled sets of tests.

Digits stand as 0. What is not here stands in few sentences: a pattern is known by the rarest words that it needs.
"""

from __future__ import annotations

_ALWAYS = """
a and i it the
"""
_OFTEN = """
at for in is my not of on one s t that to ve was with you
"""
_AT_TIMES = """
0 00 0000 about again all an are as asked back be been before but by came can could d day did do don down
every first four from go good got had has have he her here him his if isn know last like ll m man me never new
no nobody now off only or our out people put re read said same say says see she since so somebody still tell
them then there they this three time told two up us we were what when which who years your
"""
_SELDOM = """
000 after also always am another any anybody anyone anything ask asking asks because bed being believe better
bit board both box call called car case chair come comment couldn days desk didn does doesn done door e eleven
else end ever everyone everything fair find fine five form forty found friday full get goes going gone half
hand head hear home hours how into its just keep knows lad lady leave left let letter licence line list long
look lost lot make manager may mean means meant mind mine minutes monday more morning name need next night
nine nothing number nurse office officer old once open order other ours over own p page paper pay person phone
place plan please post question r rang red report rest right ring room run sat saying school seen sent service
short should sign signed sister six some someone something sorry staff stop sunday system take talk tea team
ten than thank their thing things think thirty those though thought through took train trust twice under unit
use used very want wants ward wasn way week well went where whoever whole why will without word work worked
would write writing written wrong wrote year yes
"""

COMMON = {
    word: share
    for words, share in ((_ALWAYS, 40.0), (_OFTEN, 10.0), (_AT_TIMES, 2.5), (_SELDOM, 0.8))
    for word in words.split()
}
"""Word to share of sentences in per cent."""
