"""How a place of work, a home or a town shows in a clause, by capitals and the words around them. Data."""

from __future__ import annotations

import re

from archive.redaction.lexica.calendar import DATES

_WORDS = """
I I'm I've I'd I'll Covid Brexit English British French German Latin Maths Probation Government Facebook Twitter
God Tory Tories Labour Conservative Conservatives Lib Green Internet Google Teams Zoom Word Excel Windows Linux
Python Java Android Guardian Times Telegraph Mail Mirror Sun Independent Private Eye Commons Lords Parliament
Treasury Cabinet Union Unison Unite Napo Prospect Equity Board Trust Service Office Ministry Secretary Justice
Health Education Home State Chief Director Minister Mr Mrs Ms Miss Dr Sir Lady Lord Dame Professor Prof Rev
Father Sister Brother Mum Dad Gran Nan Grandad Mam Yes No Well Oh The This That What When Where Why How If And
But So My Our We He She They It You Your His Her Their There Here All Some Any Every Each Then Now Also Just Not
Anyone Everyone Someone Nobody Transforming Rehabilitation Ofsted Cafcass Parole Crown Magistrates Europe
European America American Britain England UK Catholic Christian Muslim Quaker Methodist Anglican Jewish Hindu
Sikh Bach Handel Mozart Evensong Matins Mass Eucharist Amazon Apple Microsoft Netflix Spotify Tesco Asda Aldi
Lidl Morrisons Waitrose Sainsbury Sainsburys Boots Greggs Ikea Uber Deliveroo Fridays Mondays Sundays Saturdays
Wednesdays Tuesdays Thursdays Year Band Grade Level Key Stage Part Section Form
"""
NOT_PLACES = frozenset(_WORDS.split()) | DATES
"""Words with a capital that name no place."""
_NAME = (
    r"[A-Z][a-z'’]+(?:[- ](?:on|upon|under|le|the|in|by|next|of|and|la|St\.?|[A-Z][a-z'’]+))*(?<! on)(?<! "
    r"the)(?<! of)(?<! and)(?<! in)(?<! by)(?<! la)"
)
AFTER_PREPOSITION = re.compile(
    rf"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Nn]ear|[Tt]o|[Aa]round|[Oo]utside|[Oo]f|[Ff]or|[Oo]ver|[Aa]cross|[Cc]overing|[Uu]p"
    rf"|[Bb]etween|[Rr]ound|[Vv]ia|[Nn]orth of|[Ss]outh of|@|[Ww]ith|[Bb]y)"
    rf" (?:the |old |deepest |sunny |rural |central |inner |north |south |east |west |mid |downtown |little "
    rf")*(?P<name>(?:St\.? |HMP |HMYOI |YOI |RAF |HMS )?{_NAME})"
)
WORKPLACE = re.compile(
    r"\b(?:(?:St\.? ?|HMP ?|HMYOI ?|YOI ?|RAF ?|All |The |Old |Upper |Lower |North |South |East |West |New |Great "
    r"|Little )*[A-Z]['’]?[a-z][A-Za-z'’.-]*(?: (?:and|of|&|[A-Z][a-z'’]+))*)"
    r" (?:(?:probation |magistrates['’]? |crown |county |youth |sub-|branch |main |head |sorting |delivery |post "
    r"|bus |fire |police |ambulance |train |railway |signal |lifeboat "
    r"|parish |village |church |primary |secondary |grammar |high |infant |junior |community |general |cottage "
    r"|teaching |public |central |business |advice |duty |early years |health |leisure |sports |men['’]s "
    r"|women['’]s "
    r"|field |court |programmes |unpaid work |IOM |night |day )*"
    r"(?:office|branch|ward|school|college|depot|station|hostel|tower|church|parish|chapel|hospital|surgery"
    r"|practice|prison|court|unit|team|department|dept|library|club|society|choir|band|shed|site|yard|campus|lab"
    r"|laboratory|faculty|centre|center|hub|pdu|PDU|ldu|LDU|garage|workshop|allotments?|plots?|shop|store|factory"
    r"|mill|pit|colliery|estate|watch|wing|house|hall|cathedral|abbey|minster|nursery|academy|primary"
    r"|grammar|comp|comprehensive|poly|polytechnic|university|uni|council|trust|crc|CRC|ringers|quire|singers"
    r"|orchestra|group|box|signal box|line|loco|shed|museum|archive|archives|street|road|lane|avenue|close|terrace"
    r"|crescent|boathouse|lifeboat|marina|harbour|quay|dock|docks|area|patch|benefice|deanery|diocese|circuit"
    r"|guild|district|division|lodge|crew|pump|appliance|desk|intake|cohort|course|gang|crew|fleet|round|run"
    r"|cluster|region|site|farm|hotel|pub|arms|inn|theatre|cinema|bakery|kitchen|canteen|reserve|nature reserve"
    r"|observatory))\b"
)
NUMBERED = re.compile(
    r"\b(?:[Ww]ard|[Ww]ing|[Uu]nit|[Tt]eam|[Tt]ower|[Bb]lock|[Ss]tation|[Dd]epot|[Pp]lot|[Bb]ay|[Ff]loor|[Rr]oute"
    r"|[Hh]ouse|[Rr]oom|[Cc]lass|[Ll]DU|PDU|[Ww]atch|[Dd]esk|[Ss]ector)"
    r" (?:\d{1,3}[A-Za-z]?|[A-Z])\b|\b(?:[A-H]|\d{1,2}[A-Z]?) (?:[Ww]ing|[Ww]ard|[Ww]atch|[Bb]lock|[Rr]elief)\b"
    r"|\b(?:[Rr]ed|[Bb]lue|[Gg]reen|[Ww]hite|[Aa]mber) [Ww]atch\b"
    r"|\b(?:[Yy]ear|Y|[Rr]eception|KS) ?(?:1[0-3]|[1-9])\b(?= (?:class|form|set|group|team|teacher|tutor|kids|pupils))"
)
UNIVERSITY = re.compile(
    r"\b(?:University|College|School|Bishop|Diocese|Parish|Borough|City|County|Isle|Church|Priory|Hospital) (?:of"
    r"|for) (?:St\.? ?|the )*[A-Z][a-z]+"
)
PRISON = re.compile(r"\bHM(?:P|YOI|P/YOI) [A-Z][a-z]+(?: [A-Z][a-z]+)?")
ROAD = re.compile(
    r"\b(?:\d{1,4}[A-Za-z]? )?[A-Z][a-z]+(?: [A-Z][a-z]+)? (?:Street|Road|Lane|Avenue|Close|Terrace|Crescent|Drive"
    r"|Gardens|Grove|Row|Hill)\b"
)

REGIONS = (
    r"(?:up north|down south|the north(?:[ -](?:east|west))?|the south(?:[ -](?:east|west|coast))?|the midlands"
    r"|(?:east|west) midlands|east anglia|the west country|the home counties|the borders|the valleys|the fens"
    r"|the peaks?|the highlands|the islands|the black country|london|greater london|scotland|wales|(?:northern "
    r")?ireland|(?:north|south|mid|west) wales|(?:north|south|west|east) yorkshire|yorkshire|the wirral|merseyside"
    r"|tyneside|teesside|wearside|tyne and wear|greater manchester|humberside|cumbria|lancashire|lancs|cheshire"
    r"|staffordshire|staffs|shropshire|derbyshire|nottinghamshire|notts|lincolnshire|lincs|leicestershire|rutland"
    r"|warwickshire|worcestershire|herefordshire|gloucestershire|oxfordshire|bucks|buckinghamshire|beds"
    r"|bedfordshire|herts|hertfordshire|northants|northamptonshire|cambs|cambridgeshire|norfolk|suffolk|essex|kent"
    r"|surrey|sussex|hampshire|hants|berkshire|wiltshire|wilts|dorset|somerset|devon|cornwall|avon|thames valley"
    r"|middlesex|northumberland|northumbria|durham|cleveland|dyfed|powys|gwent|gwynedd|glamorgan|fife"
    r"|lothian|strathclyde|grampian|tayside|ulster|antrim|the coast|a (?:small|rural|northern|southern|coastal"
    r"|seaside|market|large|big|little|tiny|inner[ -]city|city|welsh|scottish|midlands) (?:\w+ )?(?:office|town"
    r"|village|city|county|parish|team|school|branch|church|university|unit|ward|station|hospital|prison|area"
    r"|crc))"
)
REGION_WORDS = frozenset(re.findall(r"[a-z]{3,}", REGIONS)) - frozenset(["the", "and"])
REGION = re.compile(rf"\b{REGIONS}\b")
BELONGS = re.compile(
    r"\b(?:liv(?:e|ed|es|ing)|work(?:ed|s|ing)?|based|born|grew|moved?|moving|from|teach\w*|taught|train(?:ed"
    r"|ing)?|qualified|stud(?:y|ied|ying)|did|was|were|am|i'm|been|i've|we're|sing|sang|singing|ring|ringing|rang"
    r"|play\w*|serv\w+|start\w*"
    r"|left|leaving|join\w*|post(?:ed|ing)?|second\w*|transfer\w*|run|ran|running|manag\w+|cover\w*|commut\w*"
    r"|drive|drove|driving|lectur\w*|nurs\w+|research\w*|volunteer\w*|preach\w*|at|our|my|here|us|came|offered|job"
    r"|team|office|settled|home|stationed|employed|got|went|go)\b"
)
VISITS = re.compile(
    r"\b(?:holiday|visit(?:ed|ing)?|trip|conference|day out|weekend|march|demo|protest|concert|match|read|watched"
    r"|heard|saw|seen|love|like|loved|hate)\b"
)
