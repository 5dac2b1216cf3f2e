"""What stands around the names of persons, and what looks like one and is none. Data."""

from __future__ import annotations

import re

from archive.redaction.lexica.calendar import DATES

_NOT_AFTER = """
Who Said And The Of In At House Road Street Christmas Time Officer Superior Nature Day General Chapter Is Was Has Had
She He
"""
_TITLES = """
Mr Mrs Ms Miss Mx Master Dr Doctor Rev Revd Reverend Brother Deacon Deaconess Archdeacon Captain Capt Major Colonel Col
Corporal Cpl Lieutenant Lt Sgt Sergeant Constable Coach Fr Father Canon Pastor Rabbi Imam Elder Mother PC WPC DC DS DI
DCI PCSO Supt Nurse Auntie Aunty Uncle Aunt Sister Matron Nan Grandad Granny Gran Cousin Ustad Sheikh Swami Bhai Hajji
"""
TITLES = frozenset(_TITLES.split())
"""Before a name, a surname alone too."""
NOT_AFTER_TITLE = frozenset(_NOT_AFTER.split())
_ACTS = """
who said says told tells asked was were is has had left went got would will knows knew thinks thought from retired died
works worked lives came made did does took taught ran runs kept wants wanted never always just reckons rang sent wrote
brought gave put let cried lost stood sat walked fell broke drew drove rode sang played plays sings rings runs covers
trains looks looked sorted sorts fixed fixes leaves leaving starts started moved moves drinks drank smokes smoked
"""
ACTS = re.compile(
    rf"(?:['’](?:s|d|ll)\b|,? (?:and (?:I|me)|used to|in (?:the|our|my|[A-Z]\w+|admin|finance|stores|accounts"
    rf"|reception|\d)"
    r"|on (?:the|our|my|\d|reception|nights|days|earlies|lates)|at (?:the|our|my|number|no|\d)"
    rf"|(?:{'|'.join(_ACTS.split())})"
    r"|[a-z]+ed)\b)"
)
"""Behind a name: what its bearer does, has or where one is to be found."""
BEFORE_NAME = re.compile(
    r"(?:\b(?:with|by|to|from|for|and|about|told|asked|ask|tell|like|of|poor|old|young|little|when|because|that|if|but"
    r"|where|why|as|miss|saw|met|rang|ring|called|than|our|my|me|then|while|before|after|until|sent|gave|let|helped"
    r"|thanked|see|email|text|know|was|is|it's|isn't|wasn't) |[,(:] ?)\Z",
    re.IGNORECASE,
)
PLACED_AS = re.compile(
    r"\b(?:St|Saint|St\.|King|Queen|Prince|Princess|Lady|Lord|Sir|Dame|Storm|Hurricane|HMS|SS|Lake|Mount|Port|Fort"
    r"|Point"
    r"|Cape|Bay|Isle of|University of|College of|Parish of|the|River|Hotel|Hey|OK|Hi|via|Radio|North|South"
    r"|East|West|New|Upper|Lower|Great|Operation|Project|Model|Class|Category|Grade) \Z"
)
"""Before a given name: what makes it a place, a ship or a thing."""
NOT_A_PERSON = re.compile(
    r"(?: (?:&|and) (?:Sons?|Co|Spencer|Lewis)|['’]?s? (?:House|Road|Street|Lane|Avenue|Close|Hall|School|College"
    r"|Church|Chapel|Ward|Wing|Trust|Foundation|League|Ltd|Limited|Award|Prize|Report|Review|Act|Law|Method"
    r"|Memorial|Institute|Society|Centre|Hospital|Park|Bridge|Station|Square|Court|Inquiry|Library"
    r"|Theatre|Arms|Cup|Bay|Hill|Green|Field|Fields|Gardens|Farm|Estate|Rovers|United|City|Town|University"
    r"|Building|Room|Cross|Island|Islands|Bank|Bakery|Day|Eve|Plan|Model|Principle|Theorem|Collection|Archive"
    r"|Papers|Class|Type|Committee|Commission|Terrace|Crescent|Drive|Way|Row|Hospice|Primary|Academy|Infants|Juniors"
    r"|Cottage|Cottages|Inn|Hotel|Tower|Lodge|Villas|Barracks|Airport|Docks|Quay|Marina|Beach|Valley|Forest|Wood|Woods"
    r"|Moor|Heath|Common|Meadow|Lock|Canal|Line|Junction|Box|Sidings|Gate|Place|Lectures?|Medal|Trophy|Shield|Scheme"
    r"|Clinic|Surgery|Unit|Suite|Block|Project|Clause|Rules?|Amendment|Formula|Report|Code|Judgment|Case))\b"
)
"""Behind a name: what makes it the name of a place, a firm or a thing."""
_NOT_SURNAMES = """
League Trust Foundation Society Institute Association Report Review Inquiry Act Committee Commission University Hospital
And The But I I'm Is Was Said Has Had In On At Of For To With From Street Road House Hall School College Church
Probation Service Services Office Team Court Prison Union Officer Manager You We He She They It My Our Your His Her
Their This That What Why How When Where Who Thanks Hi Hello Yes No Please Not If So As Council Police Board Group
Department Ministry Government Agency Company Club Parish Diocese Teams Zoom Facebook Twitter Christmas Easter Day Ward
Wing Unit Room Minister Secretary Justice Home Health Education Chief Director English Welsh Scottish Irish British
"""
NOT_SURNAMES = frozenset(_NOT_SURNAMES.split()) | DATES
"""Behind a given name: no surname."""
_BRANDS = """
John Lewis, Thomas Cook, Ernest Jones, Ted Baker, Max Factor, Jack Daniels, Jack Daniel, Johnnie Walker, Dr Martens, Doc
Martens, Harley Davidson, Laura Ashley, Paul Smith, Jack Wills, Fred Perry, Ben Sherman, Alexandra Palace, Victoria
Station, Victoria Sponge, Bloody Mary, Jack Russell, Jim Crow, Jack Frost, Rose Garden, Holly Bush, Amber Alert, Joe
Bloggs, Joe Public, John Bull, Jane Doe, John Doe, Tom Cobley, Hail Mary, Virgin Mary, Ruby Wax, Jasmine Tea, Earl Grey,
Amber Valley, Kelly Eye, Big Ben, Jimmy Choo, Stanley Knife, Eddie Stobart, William Hill, Pizza Hut,
Ben Nevis, Milton Keynes, Jordan River, Penny Lane, Abbey Road, Abbey National, Charity Commission, Charity Shop, Norman
Conquest, Rob Roy, Robin Hood, Grace Darling, Florence Nightingale, Sydney Harbour, Victoria Cross, Jubilee
Line, Bishop Auckland, Chester Zoo, Rio Tinto, Crystal Palace, Preston North, Lincoln City, Chelsea Flower, Paris Match
"""
BRANDS = frozenset(" ".join(name.split()) for name in _BRANDS.replace("\n", " ").split(","))
"""Two words that are no person's name."""
