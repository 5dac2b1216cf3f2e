"""Names of months and weekdays, and the small words of dates, in the languages whose Blogger dates are read. Data."""

from __future__ import annotations

_MONTHS_BY_LANGUAGE = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
}

MONTHS: dict[str, int] = {
    name: number for names in _MONTHS_BY_LANGUAGE.values() for number, name in enumerate(names.split(), start=1)
} | {"jänner": 1}

_WEEKDAYS = """
    monday tuesday wednesday thursday friday saturday sunday
    lundi mardi mercredi jeudi vendredi samedi dimanche
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    lunes martes miércoles jueves viernes sábado domingo
    lunedì martedì mercoledì giovedì venerdì sabato domenica
    segunda-feira terça-feira quarta-feira quinta-feira sexta-feira
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    poniedziałek wtorek środa czwartek piątek sobota niedziela
"""

WEEKDAYS: frozenset[str] = frozenset(_WEEKDAYS.split())

BEFORE_CLOCK = ("at", "um", "à", "a las", "às", "om", "o", "alle", "alle ore", "ore")
"""What stands between a date and a time of day."""
