"""Given names common in Britain and Ireland, from general knowledge; none is anybody's in particular.

Among them names of families from South Asia, West and East Africa, Poland, Romania, Ukraine, the Baltic, Turkey, Arabia
and Iran, and the Irish, Welsh and Scottish ones; short forms too.
"""

from __future__ import annotations

_NAMES = """
aarav aaron aarti abbas abbey abbie abby abdelkader abdi abdirahman abdul abdullah abdullahi abdulrahman abeer abel
abena abhishek abida abigael abigail abiodun abiola abner abosede abraham ada adaeze adaku adam adama adamma addison
ade adebayo adeel adela adelaide adele adeline adeola aderonke adewale adil aditi aditya adjoa adnan adrian adriana
adrianne adwoa aelwyn aeron aerona afia aftab afua afzal agata agatha agim agne agnes agneta agnieszka ahlam ahmad
ahmed ahmet aidan aiga aileas aileen ailish ailsa aimee aindrea aine aisha aisling aislinn aiste ajay ajit ajmal
akash akbar akeel akhil akhtar akiko akosua akshay akua akwasi ala alaa alan alana alasdair alastair alba alban
albana albert alberta aldo aldona aldous alec aled aleena aleksander aleksandra alethea alex alexa alexander
alexandra alexandrina alexis alf alfie alfred alfreda algernon algirdas ali alice alicia alicja alin alina aline
alison alistair aliya aliyah alka allan allegra allen allison allister alma almas altaf alun alvin alwen alwyn alys
alyson alyssa ama amaan amabel amaka amal aman amanda amandeep amani amankwah amara amare amarjit amber ambika
ambreen ambrose ameena amelia amelie amer ami amias amie amina amir amisha amit amjad ammar amoah amol amory amrit
amy amyas anabel anam anand anas anastasia anastazja anatoly anca anchal andi andie andrea andreas andreea andrei
andrew andris andriy andrzej andy aneesh aneirin aneka anest aneta aneurin ange angel angela angeline angelo
angharad angie angus ania aniela anika anil anisa anish anita anjali anjana anjola anjum ankit ankita ankur ann anna
annabel annalise anne anneliese annest annette annie annika annis annmarie anouk ansel anselm anshul anthea anthony
antoinette anton antonella antoni antonia antonio antony anu anuja anupam anuradha anushka anwar anwen anya aodhan
aoife aparna april aqeel arabella aran arben arbnor archana archibald archie ardal ardit areej arfan ariana ariel
arif arjun arlene arlo arnold arran arshad art artagnan artair artem arthur arti arturs arun aruna arvind arwel
arwen arwyn arya asa asad asghar asha ashish ashley ashok ashwin ashwini asia asif asma asmaa asta aster aston
astrid athena atif atiya attracta atul auberon aubrey audrey audrius augusta augustine augustus aurangzeb aurelia
aurora ausra austin autumn ava avani averil avinash avis avril avtar awel axel ayaan ayan ayesha aylin ayman ayo
ayodele ayomide ayse aysha ayub azalea azhar aziz aznaheel azra babajide babar babatunde badar bahram baiba bairbre
balbir baldwin baljit balthazar balvinder balwinder bamidele bano barbara barnabas barnaby barney barra barry bartek
bartholomew bartlomiej bartosz basel bashir basia basil basma bassam batool baz bazza bea beata beathag beatrice
beatrix beau beca becca becky becs bedwyn bedwyr bee behrouz bekim bel belinda bella ben benazir benedict benita
benjamin benji benjy bennett bentley berenice bernadette bernadine bernard bernice bernie bert bertha bertie bertram
berwyn beryl besnik bess beth bethan bethany bethia bets betsan betsi bettie bettina betty beulah bev bevan beverley
beverly bex bhaltair bhavesh bhavika bhavini bhavna bhupinder bianca biff bilal bilan bill billie billy bimal bindu
binky bipin birgit bishop bisi bjorn blaine blaise blaithin blake blanaid blanche blazej blerim blerta blessing
blodwen blythe bob bobbie bobby bobs bogdan bogumila bogusia boguslaw bola bolanle bonita bonnie boris borislav
boyan boyd bozena brad bradford bradley bram brandon branwen breandan breanna breda brenda brendan brennan brett bri
brian brianna brid bridget bridgette bridie brigid brigitte briony brock brona bronagh bronte bronwen bruce bruno
bryan brychan bryn brynmor brynn bryony buddug bukola bunty burak burhan bushra busola byron cadan cadence cadi
cadoc cahir cai caitlin caitriona caius cal caleb calista callie callum calum calvin camellia cameron camilla
camille campbell candace candice candida caoilfhionn caoimhe caolan caprice cara caren carina carl carla carlo
carlos carlotta carlton carly carmel carmen carol carole carolina caroline carolyn carolyne carrick carrie carwen
carwyn carys cas casey caspar casper cass cassandra cassidy cassie catalin cate catelyn cath cathal catherina
catherine cathie cathryn cathy catrin catriona cayden cecil cecilia cedar cedri cedric cefin ceinwen ceirion celeste
celia celine cem cennydd ceri cerian ceridwen cerith cerwyn cerys cezary chad chance chandler chandni chandra
chandrakant chanel chantal chantelle charis charity charleen charlene charles charley charlie charlotte charmaine
charmian chas chase chaz chazza chelsea cherry cheryl ches chester chetan chez chiamaka chibuzo chidera chidi
chidinma chika chike chima chimamanda chinedu chinelo chinenye chinonso chinwe chioma chip chirag chloe chloë chris
chrissie chrissy christa christabel christel christelle christian christie christina christine christoph christopher
christos chuck chukwu chukwuemeka cian ciara ciaran cicely cilla cindy cissie claire clara clare clarence claribel
claris clarissa clarrie claude claudette claudia claudiu claudius clay clayton clem clemency clement clementine cleo
cleopatra cliff clifford cliona clive clodagh clover clwyd clyde coby cody cohen coinneach colby cole colette colin
colleen colly colm colman comfort conal conall conan concepta conchita conleth connie connor conor conrad constance
constantine coop coral coralie cordelia corey corin corina corinna corinne cormac cornelia cornelius corrie cosima
cosmin cosmo costel costin courtney craig cressida crispian crispin cristian cristina croia crystal crystin curtis
cuthbert cy cynthia cyril cyrus czeslaw czeslawa daf daff dafydd dagmara dahlia dai dainius daire daisy daithi
daksha dalal dale dalia daljit dallas dalton dalvir damaris damian damien damilola damo damon dan dana daniel
daniela danielle danno danny dante danut danuta daphne dara darcey darcy darek daria darius dariusz darragh darrel
darrell darren darrin darryl darryn darshan darshana darwin daryush dave davey david davidson davie davin davina
davinder davis davy dawid dawit dawn dawood dawson dayo daz dazza deacon deaglan dean deanna deanne deano dearbhla
deb debbie debby deborah debra debs decebal declan dee deeksha deepa deepak deepali deepika deepti deian deiniol
deio deirbhile deirdre del delano dele delia della delphine delroy delwyn delyth demelza demetrius demi dena denholm
denis denise deniz dennis denny denton denzel denzil deon derek derfel dermot derrick derry dervla derwent des
desiree desislava desmond destiny dev devi devika devon dewi dexter dez dhaval dhruv di diana diandra diane dianne
diarmaid diarmuid dibs dicky dieter digby dilip dilly dilwen dilwyn dilys dimitar dimitri dimitris dimple dina dinah
dinesh dion dionne dipak dirk divya dmitri dmitry dmytro dodie doileag doll dolly dolores domhnall dominic dominik
dominika dominique don donagh donal donald donalda donatella donato donna donncha donnell donnie donovan dora doreen
dorian dorin dorinda doris dorota dorothea dorothy dorrie dory dot doug dougal dougie douglas dragos drew drita
drusilla duaa duane dudley dugald duke dulcie dumitru duncan dustin dusty dwayne dwynwen dyfan dyfed dyfrig dylan
eabha eachann ealasaid eamann eamon eamonn earl eartha easton ebbie ebele ebere ebony ebru eck ed eddie edel eden
edgar edgars edie edison edith edmond edmund edmundo edna ednyfed edona edouard edward edwin edwina edyta efa effie
efua egbert eglantine egle ehsan eibhlin eiddwen eifion eileen eilidh eilir eilis eilish eimear einir eira eirian
eirlys eirwen eirwyn eithne ejike ekaterina ekow ekua ela elaina elaine elanor eldon eleanor eleanora elen elena
eleri elfed elfreda elfyn elgan eli eliana elias elif elijah elin elinor eliot eliott elisa elisabeth elise elissa
eliza elizabeth elke ella ellen ellie elliot elliott ellis ellison elly elmer elodie eloisa eloise elsa elsi elsie
elspet elspeth elton eluned elvin elvira elvis elwood elwyn elzbieta em eman emeka emer emery emil emilia emiliano
emilio emiliya emily emine emlyn emma emmanuel emmeline emmett emmy emre emrys ems enda enfys enid eniola ennis
enoch enrico enya enzo eoghan eoin ephraim ercwlff eric erica erik erika erin erkan ern ernest ernesta ernestine
ernie errol erwin esi esme esmeralda esmond esra essam esteban estelle ester esther esyllt ethan ethel ethelred
etienne etta euan eudora eugene eugenia eugenie eulalie eunan eunice eurig euros eurwen eurwyn eustace eva evadne
evan evander evangeline eve evelyn everard everett evgeny evie evita ewa ewan ewelina ewen eyob ezekiel ezra fabian
fabio fachtna fadi fadia faduma fahad faheem faisal faith faiz faiza farah fareed farha farhad farhan farhana farid
farida farideh faron farooq farquhar farrah farrukh farshid fartun farzana faten fatima fatma fatmir fatou fatoumata
faustina fauzia fawad fay faye feargal fearghas fee felicity felix femi fenella fenton ferdinand ferdy fereshteh
fergal fergie fergus fern fernando feroz ffion fflur fi fiachra fiadh fidel fidelma fifi filip filippo filsan fin
finbarr finian finlay finley finn finnegan finnuala fintan fiona fionn fionnbharr fionnlagh fionnuala firdaus
fitzroy flamur flavia fletcher fleur flo flora florence florentina florin flossie floyd flynn folake folashade
forbes forrest fran frances francesca francis franciszek franco francois frank frankie franklin franz fraser fred
freda freddie freddo freddy frederica frederick frederik freja freya frida frieda fritz fulton funmi funmilayo gabby
gabriel gabriela gabrielle gaby gagandeep gaia gail gala galen galina ganesh gareth gargi garry garth gary gaston
gaurav gautam gavin gay gayatri gaye gaynor gaz gazza gbenga gearoid gee geeta gemima gemma gene geneva genevieve
genowefa geoff geoffrey geordie george georgeta georgette georgi georgia georgiana georgie georgina georgio georgy
geraint gerald geraldine gerallt geralyn gerard gerda gergana germaine gerrard gerri gerrie gerry gertie gertrude
gerwyn gethin gezim ghada ghassan ghazala gheorghe gheorghita ghislaine ghulam gian gianna gideon giedre gift gigi
gilbert gilda giles gill gillespie gillian gillie gilly gina ginevra ginge ginger ginny gintaras giorgio giovanni
girish giselle gita giulia giuliana giuseppe gizem gladstone gladys glen glenda glenn glenys gloria glyn glyndwr
glynne gobnait godfrey gonzalo gopal gordon goretti goronwy gosia grace gracie graeme graham grainne grant gratia
graziella grazyna greer greg gregor gregory greta gretchen grey griffin griselda grizel gruff gruffudd gruffydd
grzegorz grzesiek gudrun guido guillermo gul gunther guntis gurbir gurdeep gurdip gurinder gurjit gurmeet gurmit
gurpreet gurvinder gus guss gustav guto guy gwawr gwen gwenan gwenda gwendolen gwendoline gwendolyn gwenfair
gwenllian gwenno gwerfyl gwilym gwion gwylim gwyn gwyndaf gwyneth gwynfor gwynne habib hadi hadley hadrian haf
hafina hafiz hafiza hafsa hafwen hagar haider haifa hakan hal hala haleema haley halil halina hallam halle hally
halyna hamdi hamid hamilton hamish hamza hana hanan hani hania haniya hank hanna hannah hans hardeep hardik hardip
hari harinder haris harish harjinder harjit harkirat harlan harley harminder harmony harold haroon harpreet harri
harriet harriette harris harrison harry harsha harshad harshil hartley haruka harvey harvinder hasan hasnain hassan
hatem hatice hattie haya hayat hayden haydn haylee hayley hazel hazem heath heather hebe hector hedd hedda heddwyn
hedley hedwig heena hefin heidi heike heinrich heledd helen helena helene helga helmut hema hemal hemant hemlata hen
hendrik henri henrietta henrik henry henryk hephzibah herbert herman hermia hermione hester hetal hettie heulwen
hibo hilaire hilary hilda hilly hilton himesh hina hira hiram hiren hiro hiroko hisham hitesh hodan holden hollie
holly homer honor honora honorata hope horace horatio horia hortense hossein howard howell howie hristo hubert huda
hugh hughie hugo hui huma humaira humbert humera humphrey hunter huong huseyin hussain hussam hussein huw hyacinth
hywel iain ian ianthe iarla ibby ibironke ibrahim ibtisam ichabod ida idowu idris idwal iestyn ieuan ieva ifan
ifeanyi ifeoluwa ifeoma ifor ifrah iftikhar ige ignacy ignatius igor ihor ihsan ijaz ike ikechukwu ikenna ikra
ileana ilir iliya illtyd ilona ilse ilya ilze iman imelda immy imogen imran imtiaz ina inaya indeg inderjit india
indigo indira ines inese inga inge ingmar ingrid inigo innes ioan ioana iolo ion iona ione ionel ionut iorwerth
iqbal iqra ira irena irene ireneusz ireti irfan irfon irina iris irma irshad irvin irving irwin isaac isabel
isabella isabelle isadora isaiah isambard iseabail isha ishaan ishbel isidore isla islwyn ismail isobel isolde isra
israel israr ita ithel iulia iulian ivan ivana ivanka ivanna ivars ivaylo ivo ivor ivy iwona iza izabela izzie izzy
jacek jacinta jacintha jack jackie jackson jacky jaclyn jacob jacq jacqueline jacqui jacs jade jadwiga jaffa jagdeep
jagdish jagjit jagoda jaime jaimee jaimie jake jakey jakub jalen jamal jameel james jamesina jamie jamil jamila jan
jana janak jane janelle janet janetta janette janey janice janie janina janine janis janki janusz jared jarek
jaroslaw jarred jarrod jarvis jas jasbir jasdeep jashan jasiek jasmin jasmine jason jasper jaspreet jasvinder
jaswant jaswinder jatinder javad javed javier jawad jay jaya jayant jayda jayden jaydon jayesh jayla jayme jaymie
jayne jayshree jaz jean jeanette jeanne jeannette jeannie jed jedidiah jeff jeffrey jem jemima jemma jemmy jen jenks
jenna jenni jennie jennifer jenny jensen jeremiah jeremy jermain jermaine jerome jerrold jerry jersey jervis jerzy
jess jesse jessica jessie jesus jethro jez jezza jide jignesh jihad jill jillian jim jimmie jimmy jin jinal jing
jitendra jo joan joann joanna joanne joasia jocasta jocelyn jock jodi jodie jody joe joel joelle joey joginder johan
johann johanna johannes john johnathan johnnie johnno johnny jojo jola jolanta jolene jon jonah jonas jonathan joni
jonno jonquil jordan jordana jorge jorja jose josef josefina josefine joseph josephine josephus josh joshua josiah
josie joss joumana jovan joy joyce jozef juan juanita judah judd jude judith judy jules julia julian juliana juliane
julianne julie juliet juliette julio julita julius jun junaid june junior juno jurate juris justas justin justina
justine justyna jyoti kabir kacey kaci kacper kai kaitlin kaitlyn kaja kajal kajetan kaleb kaleem kalin kalina
kalpana kalpesh kamal kamala kamaljit kamil kamila kamini kamran kane kanta kapil kara karan karanveer kareem karen
karim karin karina karishma karl karla karlene karol karolina karolis karolyn kartik karyn kasey kashif kasia kasper
kassandra kat katarzyna kate katelyn katerina kateryna katey kath katharina katharine katherine kathi kathleen
kathryn kathy katie katinka katja katrin katrina katy katya kausar kaushik kaveh kavita kavitha kay kayla kaylee
kayleigh kaylin kayode kaz kazimierz kazza keanu keaton keeley keelin keely kehinde keiko keir keira keiran keith
kel kelan kelda kelechi kellie kelly kelsey kelvin kemal kemi ken kendra kenelm kenji kenna kennedy kenneth kenny
kent kenton kenza kera keri kerri kerry kerstin ketan kev keval kevan kevin keyur kez kezia keziah khadija khaled
khalid khalida khurram khurshid khushi kian kiana kianoush kidane kiera kieran kieren kieron kim kimber kimberley
kimberly kimmie kinga kingsley kip kira kiran kirby kirit kirk kirst kirsteen kirsten kirstie kirsty kirti kishan
kishor kit kitty klara klaudia klaus kofi kojo komal konrad kordian korey kornelia krasimir kreshnik kris krishna
krista kristal kristaps kristen kristi kristian kristin kristina kristofer kristopher krysia krystyna krzys krzysiek
krzysztof ksenia kuba kujtim kuldeep kuldip kulsum kulvinder kulwant kulwinder kunal kurt kurtis kush kwabena kwadwo
kwaku kwame kwasi kwesi kyla kyle kylie kyra kyran kyrylo lacey lachie lachlan laiba laila laima laimonas lainey
lakshmi laleh lalit lalita lamar lana lance landon lane laney lanre laoise lara larisa larissa lark larry lars
lasairfhiona lata lateef latoya laura laurel lauren laurence laurentiu laurie lauryn lavender laverne lavinia
lawrence lawson laxmi layla lea leah leander leandra leanne lech leda lee leela leen leena lei leigh leigha leila
lemuel len lena lennie lennon lennox leo leon leona leonard leonardo leonie leonora leopold leora leroy les lesley
leslie lester leszek leticia lettice lettie letty leusa levi lewis lex lexa lexi lexie leyla li liadan liam liana
liaqat libby lidia lil lila lilac lileas lili lilian lilibet lilith lillian lilliana lily lin lina linas lincoln
linda linden lindsay lindsey lindy linette linford ling linh linnet linus linz lionel lisa lisbet lisbeth lisette
liubov liv livia liviu livvie livvy liz liza lizzie lizzy lleucu llew llewellyn llinos lliwen lloyd llyr lochlann
logan loic lois lol lola loll lolly lorcan loredana lorelei lorena lorenzo loretta lori loris lorna lorne lorraine
lotti lottie lou louanne louella louie louis louisa louise lourdes lovell lowell lowri loz lozza lu lubna lucas
lucia lucian luciana luciano lucie lucien lucille lucinda lucius lucja lucjan lucretia lucy ludmila ludo ludovic
luigi luis luisa lukas lukasz luke lule luljeta lulu luma luminita luna luned lupe luther lyall lydia lyle lyn lynda
lynden lyndon lyndsay lyndsey lynette lynn lynne lynnette lynsey lysander lyuba lyudmila mabel mabella mabli mabs
mac maciej maciek mack mackenzie macsen madalina maddie maddison maddox madelaine madeleine madelyn madge madhav
madhu madhuri madi madison madog madonna mae maebh maelor maeve magda magdalena maggie magnus mags maha mahad
mahalia mahendra mahesh mahin mahira mahmood mahmoud mahnaz maia maimuna mair maire mairead mairi mairin mairtin
maisie maisy maja majed majella majid makeda maks maksim maksym maksymilian mal malachi malachy malak malcolm malcom
maldwyn maleeha malgorzata malgosia mali malik mall mallory malvina mamadou mamta manal manan manda mandeep mandi
mandie mandip mandisa mandy manfred mangal manish manisha manjinder manjit manjot manjula manny manoj manon mansi
mansoor mantas manuel manus manvir maqsood marc marcel marcelina marceline marcella marcelle marcelo marcia marcin
marco marcus mared marek marg margaret margaretta margarita marge marged margery margie margo margot marguerita
marguerite mari maria mariah mariam mariama marian mariana marianne marie mariella marietta marigold marika marilyn
marin marina marine mario mariola marion maris marisa marisol marissa marita marius mariusz mariya mariyam marjorie
mark marko marla marlene marlon marly marnie marsha marshall marta martha marti martin martina martine marty martyn
martyna marvel marvin marwa marwan mary maryam maryann maryanne maryla marysia maryum marzanna marzena mason masood
masoud mateusz mathew mathias mathilda mathilde matilda matt matteo matthew matthias mattias mattie matty maud maude
maur maureen maurice mauricio maurizio mavis max maxie maxim maxime maximilian maxine maxwell may maya mayank maysa
mayur maz mazen mckenzie meabh mebrahtu medi medwyn meena meenakshi meera megan meggie megha meghan mehdi mehmet
mehmood mehran mehreen mehul mehwish mei meic meilir meinir meinwen meirion mel melania melanie melba meleri melina
melinda melissa melly melody meltem melvin melvyn menna mercedes mercy meredith meredydd merfyn merle merlin merrick
merrill merryn merv mervin mervyn meryl meurig mez mhairi mia micaela micah michael michaela michal michalina
micheal micheala michelangelo michele michelle mick mickey mickie midge miguel mihaela mihai mihail mikael mikaela
mike mikey mikhail milan mildred milena miles mili millicent millie milly milo milosz milton mim mimi mimoza mims
mina minal mindaugas mindy minerva ming minh minna minnie minty mira mirabel mirain miranda mircea mireille mirek
mirela miriam mirka miroslaw miroslawa misbah misha misty mital mitch mitchell mitesh mithun mitra mitzi mo modupe
moeen moelwyn mog mohamed mohammad mohammed mohan mohinder mohini moin moira mojgan moll mollie molly mols mona
monal monica monika monique montague montgomery monty morag moray moreen morfudd morfydd morgan morgana moritz
morley morna morrie morris mort morteza mortimer morven morwen morwenna moses mounir moyo moz mubarak mudassar
muhammad muhammed muireann muiris mukesh mukhtar mukul mulu mungo munir murad murat murdo muriel murray musa musarat
mushtaq mustafa mustaq mwangi myfanwy myfyr mykhailo mykola mylene myra myrddin myrna myron myrtle mysie nabeel
nabil nabila nabin nada nadeem nadezhda nadia nadim nadine nadja naeem nafisa naheed nahid nahum naila naina nairn
naji najma nalini nan nana nancy nand nanda nandini nanette nanw naoko naomi napoleon narelle narendra naresh nargis
narinder naseem naseer nasir nasreen nasrin nastasia nat natalia natalie natalya natasha natasia nate nathalie
nathan nathanael nathaniel natty navdeep naveed navin navjot navneet navraj nawal nawaz nayan nazia nazir nazreen
neale neave ned neddy neel neelam neena neeraj neeru neeta neetu nefyn negar neha nehal neil neilina neirin nelda
nell nellie nelly nelson neo neringa nerissa nerys nessa nessie nesta netta nettie netty nev nevil neville newton
ngozi nguyen nia niall niamh nichola nicholas nicholson nick nicki nicky nico nicol nicola nicolae nicolas nicole
nicoleta nicolette nicu nida nidhi nige nigel nigella nighat nikesh nikhil niki nikita nikki nikodem nikola nikolai
nikolay nilam nilesh niloufar nils nimco nimesh nimisha nimue nina nino niraj niral nirav nirmal nirmala nisha
nishant nita nitesh nitin nizar njeri nkechi nkem nnamdi nneka noa noah nobby noel noeleen noelene noelle noirin nol
nola nollaig nols nona nonso noor nora norbert norberto noreen norm norma norman norrie norris norton nosheen nour
nuala numan nuray nusrat nyasha nyla oakley oana oberon obi obinna obioma octavia octavian octavius odessa odette
odhran odile odunayo ofydd oisin oksana ola oladipo olaf olamide olave olayinka oleander oleg oleh olek oleksandr
oleksandra olena olenka olga olha oli olive oliver oliverio olivette olivia oliwia oliwier ollie olu olufemi olumide
olusegun oluwaseun oluwatobi olwen olympia omaima omar omari omer omolara ondine onyeka oona oonagh opal ophelia
orfhlaith oriana oriel orinda orla orlaith orlando orna orson orville os osama osbert osborne oscar osgood osian
oskar oskars osman osric oswald oswin otis ottilie otto ottoline ove ovidiu owain owen owena oyin oz ozgur ozlem
ozzie ozzy pablo paddy padma padraic padraig padraigin paige pallavi palmer paloma pam pamela pamella pammie pandora
pankaj paola paolina paolo paramjit parampreet paras paresh paris parisa parker parminder parry parul parvati
parveen parvin pascal pascale pascoe pat patience patrice patricia patrick patrizia patrycja patryk patsy patti
patty paul paula pauletta paulette paulie paulina pauline paulo pavan pavel pavlo pawel paxton payal payton peadar
pearl pearse pedro peg peggie peggotty peggy peigi pen penelope penny penri perce percy perdita peredur perpetua
perry persephone peta petar pete peter petey petra petrina petro petronel petronella petru petula petunia peyman
peyton phelim phil philip philippa phill phillip phillipa phillippa philo philomena phineas phoebe phoenix phuong
phyl phyllis pia pidge pierce pierre piers pieter ping piotr piotrek pip piper pippa piran pixie plamen polly pooja
poonam poornima poppy pops porter portia posy pouya prabhjot pradeep pragna prahlad praise prakash pranav prasad
prashant pratap pratik pratima praveen pravin precious preeti prem prerna preston primrose prince princess priscilla
prit priti pritpal priya priyanka proinsias prosper pru prudence prue prys przemek przemyslaw puja punam puneet
purnima qaiser qasim qing queenie quentin quincy quinn quinton qusay rab rabia rach rachael rache rachel rachelle
rachna radcliffe radek radha radhika radoslaw radu rae raed raelene rafael rafaela rafal rafe raff rafiq raghav
raheela raheem rahila rahim rahman rahul rainer raivis raj raja rajan rajdeep rajeev rajendra rajesh rajinder rajiv
rajni rajvir rakesh ralf ralph raluca ram rama raman ramanjit ramesh ramila ramnik ramon ramona ramsay ramsey rana
ranbir randal randall randi randolph randy rani rania ranjan ranjit ransome ranvir raoul raphael raphaela raquel
rasa rasha rasheed rashid rashmi rashpal rasmus ratan raul raven ravenna ravi ravinder ravindra rawan ray raya raych
raymond rayner raz raza razia razvan reagan rebecca rebekah redvers reece reed reem reena reese reg reggie regina
reginald rehana reid rekha remy rena renata renate rene renee renu renuka reshma reuben reva rex rexhep reynold reza
rhea rhett rhian rhianna rhiannon rhisiart rhod rhoda rhodri rhona rhonda rhonwen rhuaridh rhun rhydian rhys ria
rian ric ricardo rich richa richard richie richmond rick rickie ricky rida riddhi ridley rigby rihanna rikki riley
rima rimantas rina rio riona riordan rishabh rishi rita ritchie ritesh ritu riyad rizwan rizwana roald roanna rob
robb robbie robbin robbo robena robert roberta roberto robin robina robyn rocco rochelle rod roddy roderic roderick
rodger rodney rodolfo rogan roger rohan rohini rohit roise roisin rokas roksana roland rolandas rolando rolf rollo
rolly rolo romain roman romeo romilly romola romy ron rona ronald ronan ronja ronnie roo roopa rory ros rosa rosabel
rosalee rosalia rosalie rosalind rosaline rosalyn rosamund rosanna rosanne rosaria rosario roscoe rose roseanne
roselle roselyn rosemarie rosemary rosetta roshan rosheen roshni rosie rosina rosita rositsa ross roswitha rosy
rotimi rowan rowena rowland roxana roxanna roxanne roy roya royal royce royston roz rozalia rozzer ruadhan ruairi
ruairidh ruaridh ruba ruben rubina ruby ruchi rudi rudo rudolf rudolph rudy rudyard rufus rui rukhsana rumen rupa
rupal rupert rupesh rupinder ruslan russ russel russell rusty ruta rutger ruth rutherford ryan ryder ryland ryszard
saad saadia saba sabah sabeena sabina sabrina sacha sachin sadaf sade sadhbh sadia sadie sadiq sadler saeed saeeda
safaa safdar saffron saffy safia sagar sage sahar sahil sahra saif saima saira sajid sajida sajjad sakura sal salena
salim sally salma salmaan salman salome salvador salvatore sam samantha samar samara samatar sameena sameer samer
sami samia samina samir samiya samm sammi sammy sampat samson samuel samuela sana sanam sandeep sandhya sandi sandie
sandip sandra sandro sandy sangeeta sanjana sanjay sanjeet sanjeev sanjiv sanket santiago santino santosh saoirse
saorla saphira sapphire saqib sara sarah saraswati sarbjit sarfraz sarika sarina sarita sarunas sarwar sash sasha
saskia satinder satish satnam satoshi satpal satvinder satwinder satya saul saurabh savannah savita sawsan saxon
scarlet scarlett scott seamus sean seanan seb sebastian sebastien seema segun sehar seimon sejal selam selby selena
selene selima selin selina selma selwyn selyf semhar senait senan senga seoirse sepideh septimus seraphina serena
serenity serge sergei sergey sergio serhiy serkan seth seun sevgi sez shabana shabir shabnam shadi shafiq shagufta
shahbaz shaheen shahid shahida shahin shahram shahzad shailesh shaima shaista shakeel shakil shalini shamim shamima
shan shana shanaya shane shaney shania shaniqua shanna shannan shannon shantelle shanti shantilal sharad sharda
shari sharif sharla sharleen sharlene sharmila sharon sharron shashi shaukat shaun shauna shawn shay shayla shayne
shaz shaza shazia shazza shea sheena sheetal shefali shehnaz sheila shel shelagh shelby sheldon shell shelley shelly
sher shereen sheri sheridan sherie sherrie sherry sherwin sheryl shikha shiloh shilpa shilpi shira shirin shirl
shirley shital shivani shobha shobhana shola shona shpresa shreya shreyas shruti shubham shweta shyam shyamal shyla
si siamak sian siani sib sibel sibyl sibylla sid siddharth sidney sidonie sidra siegfried siencyn sienna sierra
sigmund sigrid siham silas sile silvester silvia silvio silviya simeon simin simisola simon simona simone simonetta
simran sinclair sinead siobhan siofra sion sioned sionned siriol sis siss sissy sita sital siu siwan siân sky skye
skyla skylar skyler slawek slawomir sloane smita smriti smudge sneha snowy sobia sofia sofie sofiya sohail sol sola
solange solomon sonal sonali sonam sondra sonia sonya soph sophia sophie sophy soraya sorcha soren sorin sorley
sourav spencer spud squirrel sridhar stacey stacia stacy stan stanford stanimir stanislaw stanislawa stanley ste
stef stefan stefania stefanie stefano steff steffan steffi stelian stella steph stephanie stephen sterling steve
steven stevie stevo stew stewart stirling storm stoyan struan stu stuart suad sudha sudhir sue suellen sufyan suha
sujata sukey sukhbir sukhdeep sukhi sukhjit sukhpal sukhvinder sukhwinder suki suleiman sulochana sultana sumaira
suman sumayya sumit sumitra summer sunaina sundar sundeep sunder sunil sunita sunniva sunny surbhi surekha suresh
surinder surjit surya susan susana susanna susannah susanne sushil sushila sushma susi susie suzan suzanna suzanne
suze suzette suzi suzie suzy sven svetlana svitlana swapnil swarn swati sybil sybilla syd sydney sylvain sylvan
sylvana sylvester sylvestra sylvia sylvie sylwia szymon tab tabassum tabby tabitha tadeusz tadhg tadiwa tafadzwa
taher tahir tahira taimur taiwo tajinder takashi talha talia talisha talitha tallulah tam tama tamar tamara tameka
tamia tammie tammy tamsin tamsyn tania tanisha tanner tansy tanuja tanveer tanvi tanvir tanya tanzeela tao tapiwa
tara taraneh taras tareq tariq tariro tarlochan tarquin tarsem taryn tasha tasleem tasneem tate tatenda tatiana
tatum tatyana tawanda taylor tayyab tayyaba teague tecwyn ted teddy tegan tegid tegwen teifi tejal tejinder tekle
tel teleri temi temitope temperance tendai tennyson teodor teodora terence terencia teresa teri terrance terri terry
tesfaye tesni tess tessa tessie tetiana tez tezza thabo thaddeus thalia thandi thanh thea thelma thelonius themba
theo theodora theodore theodosia theresa therese theresia thierry thom thomas thommo thora thorsten thurston thuy
tia tiana tiara tiberiu tierna tiernan tierney tiffany tiggy tigist tilak tilda tilly tim timmie timmy timothy tina
tinashe tirzah tish titch tito titus tobechukwu tobi tobias tobin toby tod todd toks tolu tom tomas tomasz tomek
tommo tommy tomos toni tonks tony tonya tope tori torin torquil torsten trace tracey tracy trang travis trefor
tremaine trent trenton trev trevor trey tricia tricky trinity trish trisha tristan tristram trix trixie trude trudi
trudie trudy truman trupti trystan tsvetan tsvetelina tuan tucker tudur tuesday tug tugba tulip tunde turgut
turlough turner tushar twm tyler tymoteusz tyra tyrell tyrone tyson ubaid uche uchenna uday ugochukwu ujjwal ulrich
ulrika ultan ulysses uma umair umar umberto umer umesh umut una unity unwin upasana uri uriah urmila ursa ursula
urszula urvashi usha usman utsav uzair uzma uzoma vadim vadym vaida vaishali val valbona valda valentin valentina
valentine valentino valerie valeriu valeriy valery valon vance vanda vandana vanessa vanita vanya varinder varsha
varun vasant vasanti vashti vasil vasile vasudha vasyl vaughan vaughn ved veena vella velma venetia venkat venus
vera verena verity verna vernon verona veronica vesela vesta vi vibha vic vicki vickie vicks vicky victor victoria
victorine vida vidal vidya vienna vija vijay vikas vikesh vikki vikram viktor viktoriya vilma vimal vimala vinal
vinay vince vincent vincenzo vineet vinita vinnie vinod viola violet violetta viorel vipin vipul viraj viral virat
virender virgil virgilio virginia vishal vishnu vita vitaliy vito viv vivek vivian viviana viviane vivien vivienne
vlad vladimir volodymyr vytautas wael wafa wah waheed wahid wai wajid waldemar wale walid wallace wallis wally walt
walter walton wanda wanjiru waqar waqas warren warsame warwick waseem wasim watcyn wayland wayne webster wei wendell
wendi wendy werner weronika wes wesley weston whitney wieslaw wieslawa wiktor wiktoria wil wilbert wilbur wilf
wilfie wilfred wilfrid wilhelm wilhelmina wilkie will willa willard willem william williamina willie willow wills
wilma wilmot wilson windsor winifred winn winnie winona winslow winston winter winton wioletta wissam wladyslaw
wlodzimierz wojciech wojtek wolf wolfgang wolfram woodrow woody wren wyatt wyn wyndham wynne xand xander xanthe
xanthia xavier xhemal xia xiao ximena xin yaa yahya yan yana yang yannick yaqub yara yaroslav yas yaseen yash
yashpal yasin yasir yasmeen yasmin yasmina yasmine yaw yaz yazan yehudi yelena yemi yetunde yevhen yi yildiz ying
yinka ynez yogesh yogi yohannes yoko yolanda yolande yonas yong yordan yorick younis yousaf yousef youssef yousuf yu
yuan yuki yulia yuliya yun yunus yuri yuriy yusra yusuf yvaine yvette yvonne zac zach zachariah zachary zachery
zafar zaheer zahid zahida zahra zaid zainab zak zakariya zaki zakir zander zandra zane zanele zara zaria zarna
zbigniew zbyszek zdravko zdzislaw zeb zebedee zed zeenat zeeshan zeina zekarias zelda zelma zena zenobia zenon
zeynep zhen zia ziad zita zivile zodwa zoe zofia zohra zola zoryana zosia zoya zoë zubaida zubair zuleika zulekha
zulfiqar zuri zuzanna zuzia zygmunt
"""

_WORDS = """
abbey abraham adam addison ala alba ama aman amber ami amie anas angel april arran art aster augustine aurora austin
autumn ayan baldwin bano basil bee bel bella ben benedict bentley biff bill binky bishop blaise blake blessing bob
bonnie boyd brad bram brandon brock bunty cai cal camellia campbell carmel carol carolina cas casey cass cedar
celeste chad chance chandler charity chas chase chelsea cherry chester chez chip christian chuck clay cleo cliff
clover clwyd clyde cody colby cole colin comfort conrad constance coop coral courtney crystal cy daf dai daisy dale
dallas dalton dara darcy darwin davis dawn dawson deacon dean dee del dena denton derwent destiny dev devi devon dez
di dodie doll dolly don dory dot drew dudley duke dusty dyfed earl easton ebele ebony ed eden eli elif ellis em enda
ern esi euros eve everett faith fee fern fi fin finley finn fletcher flo florence flynn forbes forrest franco frank
fulton gaia gala galen gaston gay gee gene geneva georgia gift ginge ginger gita gladstone gladys glen grace grant
greer grey griffin gul gus guy hadi hal halle hamilton hari harley harmony harris harrison hartley haya hayden hazel
heath heather hen hilton holly homer honor hope hui hunter hyacinth ignatius ike iman india indigo ion iona iqra
iris irving isaac isla israel ita ivo ivy jack jackson jade jaffa jas jasmine jasper jay jean jem jersey jesus jin
jing jo joey jonah jordan josh joss joy jude jules jun june junior juno kane karol kay ken kent kim kip kirby kirk
kit kitty kris lacey lamar lana lance lane lark laurel lavender lawson lea leda lee lei leigh les lewis lex li lil
lilac lily lin lincoln linden ling linnet logan lol lola lolly lorne lou louis lourdes lu luna lyle mac mack madison
madonna mae magnus mair mal mali mall manda manny marc marco mari marigold marina marine maris mark marshall marvel
mason max may maya medi mei melody mercy merle merlin mia milan miles mili milton minty mira misha misty mo moll
monty moray morgan morris mort moses moyo mungo myrtle nada nairn nan nana nat nate ned nell nelson neo nessa nev
newton nick noah nobby noor norm norma norris norton oakley obi ola oli olive opal os oscar oz palmer pandora paris
parker pat patience patsy pavel pearl peg pen penny percy perpetua petunia phoenix pia ping pip piper pixie poppy
pops porter posy praise precious prem preston primrose prince princess prosper pru prudence queenie quincy quinn rab
raja ram rama rani raven ray raya raza reed reese reg reid rena rex rhea rich ridley rio ritchie rob robin rod roman
romeo romy roo rory rosa rose rosemary ross rowan roy royal rozzer ruby rui rusty ruta ruth ryder sacha saffron sage
sal sally salome sam sami samson sandy sash savannah saxon scarlet scarlett seb seema selby senga serenity shan shay
shell sher si sid sienna sierra sinclair sion sis sky skye skylar smudge snowy sol sola solomon spencer spud
squirrel stan stanford sterling stew stirling storm sue summer sundar sunder sunny sydney tab tabby taiwo talia tam
tama tamar tao tara tate taylor ted teddy teifi tel temperance tess thora tia tiffany tilly tim tish titch tod tom
tonks tony trace tracy trent tricky trinity tucker tuesday tug tulip turner una unity uri ursa val venus vera verity
verona vesta vi vic victor victoria vienna violet viral virgil virginia wai wallace walton warren warwick webster
wei wes weston whitney wil will willow wills wilson windsor winter wolf woody wren wyn yan yang yaw yi yu zed
"""

GIVEN_NAMES = frozenset(_NAMES.split())
"""In small letters."""

ALSO_WORDS = frozenset(_WORDS.split())
"""Those that are words, months, places or surnames too, and need more around them before they count."""
