"""Public persons with the evidence for each, and the words by which a text shows that somebody speaks in office."""

from __future__ import annotations

_PERSONS = """
Chris Grayling: Secretary of State for Justice 2012 to 2015
Kenneth Clarke: Secretary of State for Justice 2010 to 2012
Ken Clarke: Secretary of State for Justice 2010 to 2012
Michael Gove: Secretary of State for Justice 2015 to 2016
Liz Truss: Secretary of State for Justice 2016 to 2017, Prime Minister 2022
David Lidington: Secretary of State for Justice 2017 to 2018
David Gauke: Secretary of State for Justice 2018 to 2019
Robert Buckland: Secretary of State for Justice 2019 to 2021
Dominic Raab: Secretary of State for Justice 2021 to 2023
Brandon Lewis: Secretary of State for Justice 2022
Alex Chalk: Secretary of State for Justice 2023 to 2024
Shabana Mahmood: Secretary of State for Justice 2024 to 2025
David Lammy: Secretary of State for Justice from 2025
Jack Straw: Secretary of State for Justice 2007 to 2010
Rory Stewart: Minister of State for Prisons 2018 to 2019
Crispin Blunt: minister for prisons and probation 2010 to 2012
Jeremy Wright: minister for prisons and probation 2012 to 2014
Andrew Selous: minister for prisons and probation 2014 to 2016
James Timpson: Minister of State for Prisons from 2024
Damian Hinds: Minister of State for Prisons 2022 to 2023
Edward Argar: Minister of State for Justice
Lucy Frazer: Minister of State for Prisons 2019 to 2021
Kit Malthouse: minister at the Ministry of Justice and Home Office
Justin Russell: HM Chief Inspector of Probation 2019 to 2023
Glenys Stacey: HM Chief Inspector of Probation 2016 to 2019
Paul McDowell: HM Chief Inspector of Probation 2014 to 2015
Paul Wilson: HM Chief Inspector of Probation 2015 to 2016
Liz Calderbank: HM Chief Inspector of Probation 2011 to 2014
Martin Jones: HM Chief Inspector of Probation from 2024
Nick Hardwick: HM Chief Inspector of Prisons 2010 to 2016
Peter Clarke: HM Chief Inspector of Prisons 2016 to 2020
Charlie Taylor: HM Chief Inspector of Prisons from 2020
Michael Spurr: chief executive of the National Offender Management Service
Jo Farrar: chief executive of HM Prison and Probation Service
Amy Rees: director general, HM Prison and Probation Service
Sonia Crozier: director of probation
Colin Allars: director of probation
Jim Barton: director of the probation reform programme
Ian Lawrence: general secretary of Napo
Harry Fletcher: assistant general secretary of Napo
Jonathan Ledger: general secretary of Napo
Tony Blair: Prime Minister 1997 to 2007
Gordon Brown: Prime Minister 2007 to 2010
David Cameron: Prime Minister 2010 to 2016
Theresa May: Prime Minister 2016 to 2019
Boris Johnson: Prime Minister 2019 to 2022
Rishi Sunak: Prime Minister 2022 to 2024
Keir Starmer: Prime Minister from 2024
Margaret Thatcher: Prime Minister 1979 to 1990
John Major: Prime Minister 1990 to 1997
Winston Churchill: Prime Minister 1940 to 1945
Clement Attlee: Prime Minister 1945 to 1951
Nick Clegg: Deputy Prime Minister 2010 to 2015
George Osborne: Chancellor of the Exchequer 2010 to 2016
Rachel Reeves: Chancellor of the Exchequer from 2024
Jeremy Hunt: Chancellor of the Exchequer 2022 to 2024
Jeremy Corbyn: Leader of the Opposition 2015 to 2020
Ed Miliband: Leader of the Opposition 2010 to 2015
Nigel Farage: leader of a political party
Priti Patel: Home Secretary 2019 to 2022
Suella Braverman: Home Secretary 2022 to 2023
Yvette Cooper: Home Secretary from 2024
David Blunkett: Home Secretary 2001 to 2004
Charles Clarke: Home Secretary 2004 to 2006
Jacqui Smith: Home Secretary 2007 to 2009
Michael Howard: Home Secretary 1993 to 1997
Bob Neill: chair of the Justice Committee of the House of Commons
Robert Neill: chair of the Justice Committee of the House of Commons
Frances Crook: chief executive of the Howard League
Rob Canton: professor and author on probation
Donald Trump: President of the United States
Barack Obama: President of the United States
Elizabeth Fry: prison reformer, died 1845
John Howard: prison reformer, died 1790
Florence Nightingale: founder of modern nursing, died 1910
Jeremy Bentham: philosopher, died 1832
Charles Dickens: author, died 1870
George Orwell: author, died 1950
William Shakespeare: author, died 1616
Jane Austen: author, died 1817
Isambard Kingdom Brunel: engineer, died 1859
George Stephenson: engineer, died 1848
Robert Stephenson: engineer, died 1859
Nigel Gresley: engineer, died 1941
Richard Beeching: chairman of British Railways
Charles Darwin: naturalist, died 1882
Isaac Newton: natural philosopher, died 1727
Alan Turing: mathematician, died 1954
Ada Lovelace: mathematician, died 1852
Linus Torvalds: author of the Linux kernel
Richard Stallman: author of free software
Guido van Rossum: author of the Python language
Tim Berners-Lee: author of the World Wide Web
Christopher Wren: architect, died 1723
John Wesley: preacher and hymn writer, died 1791
Charles Wesley: hymn writer, died 1788
Thomas Cranmer: archbishop, died 1556
Justin Welby: Archbishop of Canterbury 2013 to 2025
Rowan Williams: Archbishop of Canterbury 2002 to 2012
Ralph Vaughan Williams: composer, died 1958
Edward Elgar: composer, died 1934
Benjamin Britten: composer, died 1976
John Rutter: composer
Karl Marx: philosopher, died 1883
Aneurin Bevan: Minister of Health 1945 to 1951
Nye Bevan: Minister of Health 1945 to 1951
William Beveridge: economist, died 1963
Amanda Spielman: HM Chief Inspector of Schools 2017 to 2023
Michael Wilshaw: HM Chief Inspector of Schools 2012 to 2016
Gavin Williamson: Secretary of State for Education 2019 to 2021
Nicky Morgan: Secretary of State for Education 2014 to 2016
Matt Hancock: Secretary of State for Health 2018 to 2021
Wes Streeting: Secretary of State for Health from 2024
Andrew Lansley: Secretary of State for Health 2010 to 2012
Grant Shapps: Secretary of State for Transport 2019 to 2022
Len McCluskey: general secretary of Unite
Sharon Graham: general secretary of Unite
Mick Lynch: general secretary of the RMT
Bob Crow: general secretary of the RMT
Dave Prentis: general secretary of Unison
Christina McAnea: general secretary of Unison
Matt Wrack: general secretary of the Fire Brigades Union
Arthur Scargill: president of the National Union of Mineworkers
Sadiq Khan: Mayor of London
Andy Burnham: Mayor of Greater Manchester
Dominic Cummings: adviser to the Prime Minister
Jimmy Savile: broadcaster
Gordon Ramsay: cook on television
Monty Don: gardener on television
Alan Titchmarsh: gardener on television
David Attenborough: broadcaster
"""

PUBLIC_PERSONS = {name: why for name, _, why in (line.partition(": ") for line in _PERSONS.strip().splitlines())}
"""Full name to the evidence that its bearer acted in public."""

SURNAMES_ALONE = frozenset(
    [
        "Grayling",
        "Gove",
        "Truss",
        "Gauke",
        "Buckland",
        "Raab",
        "Lammy",
        "Lidington",
        "Starmer",
        "Sunak",
        "Thatcher",
        "Blair",
        "Cameron",
        "Osborne",
        "Corbyn",
        "Farage",
        "Blunkett",
        "Attlee",
        "Churchill",
        "Beeching",
        "Brunel",
        "Darwin",
        "Newton",
        "Turing",
        "Torvalds",
        "Stallman",
        "Dickens",
        "Orwell",
        "Shakespeare",
        "Gresley",
        "Stephenson",
        "Bentham",
        "Nightingale",
        "Elgar",
        "Britten",
        "Rutter",
        "Wesley",
        "Cranmer",
        "Welby",
        "Marx",
        "Bevan",
        "Beveridge",
        "Wilshaw",
        "Spielman",
        "Lansley",
        "Hancock",
        "Shapps",
        "Streeting",
        "Timpson",
        "Spurr",
        "Burnham",
        "Scargill",
        "Savile",
        "Attenborough",
        "Trump",
        "Obama",
        "Johnson",
        "Malthouse",
        "Selous",
        "Braverman",
        "Miliband",
        "Clegg",
        "Handel",
        "Bach",
        "Mozart",
        "Beethoven",
        "Stanford",
        "Parry",
        "Stainer",
        "Purcell",
        "Byrd",
        "Tallis",
        "Palestrina",
        "Haydn",
        "Brahms",
        "Stainer",
        "Chaucer",
        "Milton",
        "Keats",
        "Wordsworth",
        "Tolstoy",
        "Kafka",
        "Freud",
        "Foucault",
        "Maslow",
        "Piaget",
        "Vygotsky",
    ]
)
"""Surnames that mean their public bearer without more."""

_KIND = (
    r"(?:(?:prime|first|shadow|junior|cabinet|home|foreign|justice|health|education|schools?|prisons?|probation"
    r"|transport|housing|environment|defence|culture|local government|policing|former|then|new|ex-?|late|deputy"
    r"|lord|hm|his majesty's|her majesty's"
    r"|chief|government|opposition|tory|labour|conservative|lib dem|green|independent|permanent|national|general"
    r"|regional) )*"
)
STRONG_OFFICE = (
    rf"(?:{_KIND}(?:minister|secretary of state|home secretary|foreign secretary|justice secretary|health secretary"
    rf"|education secretary|transport secretary|environment secretary|culture secretary|schools secretary"
    r"|chancellor|pm|mp|mep|msp|lord|lady|baroness|baron|sir|dame|viscount|earl|duke|duchess|prince|princess|king"
    r"|queen|pope|archbishop|bishop(?: of \w+)?|inspector|inspector of (?:probation|prisons|schools|constabulary)"
    r"|chief executive|chief constable|chief fire officer|chief medical officer|chief nurse|police and crime "
    r"commissioner|pcc|commissioner|general secretary|director[ -]general|council leader|leader of (?:the )?[\w' "
    r"]{3,30}|mayor(?: of \w+)?"
    r"|justice|ombudsman|whip|vice[ -]chancellor|president of the [\w ]{3,30}|chair of the [\w ]{3,40}|regius "
    r"professor|poet laureate|permanent secretary|cllr|councillor|alderman|spokes(?:man|woman|person)|historian"
    r"|novelist|criminologist|economist|philosopher|composer|playwright|theologian))"
)
WEAK_OFFICE = (
    r"(?:Professor|Prof\.?|Judge|Saint|President|Leader|Chairman|Chairwoman|Chair|Senator|Author|author|poet"
    r"|broadcaster|presenter|journalist|columnist|footballer|actor|actress|the singer|the campaigner"
    r"|campaigner|critic|psychologist|scientist|Director)"
)
"""Those that stand before a full name only."""
OFFICE_AFTER = (
    r"(?:mp|mep|msp|qc|kc|obe|cbe|mbe|frs|(?:the |a |our |their |its |former |then |chief |shadow |deputy |prime "
    r"|home |justice |schools |health |education |transport |prisons? |probation |hm |national |acting |who as "
    r"|who was |as )*(?:minister|secretary of state|\w+ secretary\b(?<!branch secretary)(?<!club "
    r"secretary)(?<!our secretary)"
    r"|chancellor|chief inspector|inspectorate|chief executive|ceo of|general secretary|commissioner|director[ "
    r"-]general|leader of|mayor of|chair of the|head of the (?:service|inspectorate|union|civil service)"
    r"|president of the|professor of|professor at|author of|bishop of|archbishop of|vice[ -]chancellor|spokes\w+ "
    r"for|ombudsman|assistant general secretary"
    r"|chief constable|poet|novelist|historian|composer|economist|philosopher|criminologist|broadcaster|journalist))"
)
OFFICE_ALONE = (
    r"(?:[Tt]he |[Oo]ur |this |that |a |Mr |Madam )?(?:Prime Minister|Deputy Prime Minister|First Minister"
    r"|(?:Prisons |Probation |Justice |Schools |Health |Housing |Transport |Policing |Education |Home Office "
    r"|Culture )?Minister|(?:Justice|Home|Foreign|Health|Education|Transport|Environment|Culture|Defence|Cabinet"
    r"|Permanent|Communities) Secretary"
    r"|Secretary of State(?: for [A-Z]\w+)?|Lord Chancellor|Chancellor(?: of the Exchequer)?|Chief Inspector(?: "
    r"of [A-Z]\w+)?|Chief Constable|Chief Executive|General Secretary|Director General|Vice[- ]Chancellor"
    r"|Archbishop(?: of [A-Z]\w+)?|Bishop(?: of [A-Z]\w+)?|King|Queen|Pope|Lord Chief Justice|Attorney General"
    r"|Speaker|Ombudsman)\b"
    r"|\b(?:the|our) (?:minister|prime minister|secretary of state|chief inspector|chancellor|mayor|archbishop"
    r"|bishop|chief constable|chief executive|council leader|pope|king|queen|mp|vice[- ]chancellor|general "
    r"secretary|ombudsman)\b"
)
SAYS = (
    r"(?:said|says|added|adds|told|tells|wrote|writes|announced|announces|claims|claimed|warned|insists"
    r"|insisted|commented|argued|argues|tweeted|stated|promised|explained|declared)"
)

OFFICE_WORDS = frozenset(
    [
        "minister",
        "secretary",
        "mp",
        "mps",
        "mep",
        "msp",
        "lord",
        "lady",
        "baroness",
        "baron",
        "sir",
        "dame",
        "viscount",
        "earl",
        "duke",
        "duchess",
        "prince",
        "princess",
        "king",
        "queen",
        "pope",
        "archbishop",
        "bishop",
        "inspector",
        "chancellor",
        "pm",
        "chief",
        "constable",
        "commissioner",
        "pcc",
        "leader",
        "mayor",
        "justice",
        "ombudsman",
        "whip",
        "president",
        "chair",
        "professor",
        "prof",
        "laureate",
        "cllr",
        "councillor",
        "alderman",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "historian",
        "novelist",
        "criminologist",
        "economist",
        "philosopher",
        "composer",
        "playwright",
        "theologian",
        "judge",
        "saint",
        "chairman",
        "chairwoman",
        "senator",
        "author",
        "poet",
        "broadcaster",
        "presenter",
        "journalist",
        "columnist",
        "footballer",
        "actor",
        "actress",
        "singer",
        "campaigner",
        "critic",
        "psychologist",
        "scientist",
        "qc",
        "kc",
        "obe",
        "cbe",
        "mbe",
        "frs",
        "inspectorate",
        "ceo",
        "speaker",
    ]
)
"""One of these stands in every pattern of an office."""
