"""Words that say little of where a passage comes from, and phrases that everybody uses. Data."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMON = _words(
    "a about above after again against all also always am an and any anyone anything are aren arent as at back be "
    "because been before being best better between both but by came can cannot cant come could couldnt day days "
    "did didnt do does doesnt doing done dont down each either else end enough even ever every everyone "
    "everything far few first for from full get gets getting give given go goes going gone good got great had has "
    "hasnt have havent having he hell her here hers him his how however i id if ill im in into is isnt it its "
    "itself ive just keep kind know last least less let like little ll long look lot lots made make makes making "
    "many matter may maybe me mean means might mine more most much must my myself need never new next no nobody "
    "none nor not nothing now of off often oh ok old on once one ones only or other others our out over own part "
    "people perhaps place point put quite rather re really right s said same saw say saying says see seem seems "
    "seen shall she should so some someone something sort still such sure t take taken than thank thanks that "
    "thats the their theirs them then there theres these they theyre thing things think this those though thought "
    "through time times to today together told too took two under until up upon us use used ve very want was "
    "wasnt way we well went were werent what whatever whats when where whether which while who whole whom whose "
    "why will wish with within without wont word words work would wouldnt year years yes yet you your youre yours"
)
"""Words that count little: a run of them alone is nobody's passage."""

PHRASES = tuple(
    "".join(phrase.split())
    for phrase in (
        "at the end of the day",
        "when all is said and done",
        "it goes without saying that",
        "as far as i am concerned",
        "as far as i can see",
        "for what it is worth",
        "with all due respect",
        "with the greatest of respect",
        "to be perfectly honest with you",
        "correct me if i am wrong but",
        "if you ask me",
        "i could not agree more with you",
        "i couldnt agree more",
        "i dont know about anyone else but",
        "i dont know about you but",
        "i dont know whether to laugh or cry",
        "you could not make it up",
        "you couldnt make it up",
        "the lights are on but nobody is home",
        "rearranging the deckchairs on the titanic",
        "one size fits all",
        "last but by no means least",
        "the powers that be",
        "between a rock and a hard place",
        "the straw that broke the camels back",
        "you can lead a horse to water but you cant make it drink",
        "if it aint broke dont fix it",
        "the left hand does not know what the right hand is doing",
        "the left hand doesnt know what the right hand is doing",
        "out of the frying pan and into the fire",
        "a thank you would not go amiss",
        "we are all in this together",
        "keep up the good work",
        "thank you for all that you do",
        "thanks for taking the time to",
        "i have been doing this job for",
        "in the grand scheme of things",
        "on the other side of the coin",
        "the proof of the pudding is in the eating",
        "what goes around comes around",
        "there is light at the end of the tunnel",
        "the writing has been on the wall for",
        "it is not rocket science",
        "here is the link to the article",
        "please do not hesitate to contact me",
        "if you have any questions please do not hesitate to contact",
        "i look forward to hearing from you",
        "this comment has been removed by the author",
        "this comment has been removed by a blog administrator",
        "sent from my iphone",
        "sorry for the long post",
        "more than my jobs worth",
        "shutting the stable door after the horse has bolted",
        "too many chiefs and not enough indians",
        "robbing peter to pay paul",
        "throwing the baby out with the bathwater",
        "kicking the can down the road",
        "paying lip service to",
        "a race to the bottom",
        "i for one will be",
        "not worth the paper it is written on",
        "not worth the paper its written on",
        "jumping from the frying pan into the fire",
        "the elephant in the room",
        "that is the way the cookie crumbles",
        "easier said than done",
        "it is what it is",
        "pay peanuts and you get monkeys",
        "if you pay peanuts you get monkeys",
    )
)
"""Sayings, bare of spaces: what a run holds beyond them has to be a passage by itself."""
