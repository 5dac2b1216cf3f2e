"""Public persons with the evidence for each, and the words by which a text shows that somebody speaks in office."""

from __future__ import annotations

from archive.redaction.lexica.alternatives import alternatives

_PERSONS = """
Prime Minister:
    Tony Blair, Gordon Brown, David Cameron, Theresa May, Boris Johnson, Rishi Sunak, Keir Starmer, Margaret Thatcher,
    John Major, Winston Churchill, Clement Attlee, Harold Wilson, Harold Macmillan, Anthony Eden, Edward Heath,
    Ted Heath, James Callaghan, Jim Callaghan, Neville Chamberlain, Stanley Baldwin, Ramsay MacDonald,
    David Lloyd George, Lloyd George, Benjamin Disraeli, William Gladstone, Robert Peel, Robert Walpole,
    Alec Douglas-Home
Secretary of State for Justice or Home Secretary:
    Chris Grayling, Kenneth Clarke, Ken Clarke, Michael Gove, Liz Truss, David Lidington, David Gauke, Robert Buckland,
    Dominic Raab, Brandon Lewis, Alex Chalk, Shabana Mahmood, David Lammy, Jack Straw, Charlie Falconer, David Blunkett,
    Charles Clarke, John Reid, Jacqui Smith, Alan Johnson, Michael Howard, Kenneth Baker, David Waddington,
    Douglas Hurd, Leon Brittan, Willie Whitelaw, Roy Jenkins, Rab Butler, Amber Rudd, Sajid Javid, Priti Patel,
    Suella Braverman, James Cleverly, Yvette Cooper
minister for prisons, probation or justice:
    Rory Stewart, Crispin Blunt, Jeremy Wright, Andrew Selous, Sam Gyimah, James Timpson, Damian Hinds, Edward Argar,
    Lucy Frazer, Kit Malthouse, Phillip Lee, Victoria Atkins, Rob Butler, Paul Goggins, Maria Eagle, Gerry Sutcliffe,
    Paul Boateng, Ann Widdecombe, Hilary Benn, Simon Hughes, Mike Penning, Shailesh Vara, Tom McNally,
    Alex Davies-Jones, Sarah Sackman, Jake Richards
HM Chief Inspector of Probation or of Prisons:
    Justin Russell, Glenys Stacey, Paul McDowell, Paul Wilson, Liz Calderbank, Martin Jones, Andrew Bridges, Rod Morgan,
    Graham Smith, Nick Hardwick, Peter Clarke, Charlie Taylor, Anne Owers, David Ramsbotham, Stephen Tumim
head of a service of justice:
    Michael Spurr, Jo Farrar, Amy Rees, Sonia Crozier, Sonia Flynn, Colin Allars, Jim Barton, Antonia Romeo,
    Martin Narey, Phil Wheatley, Roger Hill, Helen Edwards, Ursula Brennan, Eithne Wallis, Kim Thornden-Edwards,
    Phil Copple, Ian Barrow, Kilvinder Vigurs, Cressida Dick, Bernard Hogan-Howe, Mark Rowley, Ian Blair, John Stevens,
    Paul Condon, Alison Saunders, Max Hill, Stephen Parkinson, Dame Vera Baird, Vera Baird, Baroness Newlove,
    Helen Newlove, Nick Ephgrave
officer of a union or campaign on justice:
    Ian Lawrence, Harry Fletcher, Jonathan Ledger, Judy McKnight, Frances Crook, Andrea Coomber, Juliet Lyon,
    Peter Dawson, Andrew Neilson, Rob Canton, Paul Senior, Mike Nellis, Tim Newburn, Steve Gillan, Mark Fairhurst,
    Colin Moses, Mark Serwotka, Fran Heathcote, Frank Longford, Lord Longford, Helen Schofield, Tania Bassett
Chancellor of the Exchequer:
    George Osborne, Rachel Reeves, Jeremy Hunt, Philip Hammond, Kwasi Kwarteng, Nadhim Zahawi, Alistair Darling,
    Nigel Lawson, Norman Lamont, Denis Healey, Geoffrey Howe, Hugh Dalton, Stafford Cripps
leader or minister in British politics:
    Nick Clegg, Jeremy Corbyn, Ed Miliband, David Miliband, Nigel Farage, Neil Kinnock, Michael Foot, John Smith MP,
    Ed Balls, Ed Davey, Tim Farron, Vince Cable, Jo Swinson, Charles Kennedy, Menzies Campbell, Paddy Ashdown,
    Shirley Williams, David Owen, David Steel, Jo Grimond, Nicola Sturgeon, Alex Salmond, John Swinney, Humza Yousaf,
    Rhodri Morgan, Carwyn Jones, Mark Drakeford, Vaughan Gething, Eluned Morgan, Leanne Wood, Rhun ap Iorwerth,
    Ian Paisley, Martin McGuinness, Gerry Adams, Arlene Foster, Iain Duncan Smith, William Hague, Kemi Badenoch,
    Robert Jenrick, Jacob Rees-Mogg, Nadine Dorries, Penny Mordaunt, Andrea Leadsom, Angela Rayner, Wes Streeting,
    Bridget Phillipson, Pat McFadden, Lisa Nandy, John McDonnell, Diane Abbott, Dawn Butler, Emily Thornberry,
    Hilary Armstrong, Harriet Harman, Margaret Beckett, Mo Mowlam, Clare Short, Robin Cook, Peter Mandelson,
    Alastair Campbell, John Prescott, Tessa Jowell, Patricia Hewitt, Ruth Kelly, Estelle Morris, Stephen Byers,
    Alan Milburn, Frank Dobson, Frank Field, Barbara Castle, Ellen Wilkinson, Jennie Lee, Nancy Astor, Tony Benn,
    Tony Crosland, Ernest Bevin, Herbert Morrison, Aneurin Bevan, Nye Bevan, Keir Hardie, Enoch Powell, Keith Joseph,
    Norman Tebbit, Michael Heseltine, Virginia Bottomley, John Redwood, Peter Lilley, Edwina Currie, Gillian Shephard,
    Michael Portillo, Ann Taylor, Francis Maude, Oliver Letwin, Eric Pickles, Theresa Coffey, Therese Coffey,
    Esther McVey, Grant Shapps, Gavin Williamson, Nicky Morgan, Justine Greening, Gillian Keegan, Andrew Lansley,
    Matt Hancock, Steve Barclay, Bob Neill, Robert Neill, Alan Beith, Andy Slaughter, Margaret Hodge, Meg Hillier,
    Caroline Lucas, Zack Polanski, George Galloway, Lee Anderson, Dominic Cummings, Sue Gray, Simon Case, Gus O'Donnell,
    Jeremy Heywood, Steve Hilton, Lindsay Hoyle, John Bercow, Betty Boothroyd, Emmeline Pankhurst, Sylvia Pankhurst,
    Millicent Fawcett, Emily Davison
mayor:
    Sadiq Khan, Andy Burnham, Ken Livingstone, Steve Rotheram, Andy Street, Richard Parker, Tracy Brabin, Ben Houchen,
    Marvin Rees, Jamie Driscoll, Kim McGuinness
statesman or leader abroad:
    Donald Trump, Barack Obama, Joe Biden, Kamala Harris, Hillary Clinton, Bill Clinton, George Bush, George W. Bush,
    Ronald Reagan, Jimmy Carter, Richard Nixon, John F. Kennedy, Abraham Lincoln, George Washington, Thomas Jefferson,
    Franklin Roosevelt, Theodore Roosevelt, Eleanor Roosevelt, Angela Merkel, Emmanuel Macron, Charles de Gaulle,
    Vladimir Putin, Volodymyr Zelensky, Joseph Stalin, Vladimir Lenin, Leon Trotsky, Adolf Hitler, Benito Mussolini,
    Napoleon Bonaparte, Mahatma Gandhi, Jawaharlal Nehru, Nelson Mandela, Desmond Tutu, Martin Luther King, Malcolm X,
    Rosa Parks, Fidel Castro, Che Guevara, Mikhail Gorbachev, Jacinda Ardern, Leo Varadkar, Mary Robinson,
    Eamon de Valera, Michael Collins, Elon Musk, Bill Gates, Steve Jobs, Jeff Bezos, Mark Zuckerberg, Greta Thunberg,
    Malala Yousafzai, Kofi Annan
officer of a trade union:
    Len McCluskey, Sharon Graham, Mick Lynch, Bob Crow, Dave Prentis, Christina McAnea, Andrea Egan,
    Rodney Bickerstaffe, Matt Wrack, Steve Wright, Arthur Scargill, Frances O'Grady, Paul Nowak, Brendan Barber,
    John Monks, Jack Jones, Joe Gormley, Mary Bousted, Kevin Courtney, Daniel Kebede, Jo Grady, Sally Hunt, Pat Cullen,
    Mick Whelan, Eddie Dempsey, Dave Ward, Billy Hayes, Gary Smith, Tim Roache, Paul Kenny, Kevin Rowan
head of schools, health or another public body:
    Amanda Spielman, Michael Wilshaw, Martyn Oliver, Chris Woodhead, Christine Gilbert, Simon Stevens, Amanda Pritchard,
    David Nicholson, Jim Mackey, Chris Whitty, Patrick Vallance, Jonathan Van-Tam, Sally Davies, Donald Berwick,
    Don Berwick, Robert Francis, Paula Vennells, Alan Bates, Dido Harding, Mervyn King, Mark Carney, Andrew Bailey,
    Amyas Morse, Gareth Davies, Casey Stoney, Louise Casey, Alexis Jay, Michael Marmot, Mary Warnock, Edmund Burke,
    Lord Scarman, William Macpherson, Brian Leveson, Wyn Williams, Heather Hallett, Lord Woolf, Harry Woolf,
    Patrick Carter, Leslie Scarman, Lord Denning, Lord Bingham, Tom Bingham, Brenda Hale, Lady Hale, Igor Judge,
    Sue Carr, David Neuberger
prison reformer:
    Elizabeth Fry, John Howard, Sarah Martin, Josephine Butler, Octavia Hill, Mary Carpenter, Frederic Rainer,
    Alexander Maconochie, Alexander Paterson, Thomas Buxton, Cesare Beccaria, Cesare Lombroso, Edwin Chadwick,
    William Wilberforce, Olaudah Equiano, Lord Shaftesbury, Thomas Barnardo, William Booth, Seebohm Rowntree,
    Joseph Rowntree, Titus Salt, Robert Owen, John Ruskin, Charles Booth, Thomas Clarkson
author:
    Charles Dickens, George Orwell, William Shakespeare, Jane Austen, Virginia Woolf, George Eliot, Thomas Hardy,
    Charlotte Bronte, Charlotte Brontë, Emily Bronte, Emily Brontë, Anne Bronte, Elizabeth Gaskell, Anthony Trollope,
    Oscar Wilde, George Bernard Shaw, Bernard Shaw, James Joyce, Samuel Beckett, Seamus Heaney, Geoffrey Chaucer,
    John Milton, John Donne, John Bunyan, Samuel Johnson, Daniel Defoe, Jonathan Swift, Henry Fielding, Laurence Sterne,
    William Blake, William Wordsworth, Samuel Taylor Coleridge, Lord Byron, Percy Shelley, Mary Shelley, John Keats,
    Robert Burns, Walter Scott, Alfred Tennyson, Robert Browning, Rudyard Kipling, Joseph Conrad, H. G. Wells,
    H.G. Wells, Arthur Conan Doyle, Conan Doyle, D. H. Lawrence, D.H. Lawrence, E. M. Forster, E.M. Forster,
    Evelyn Waugh, Graham Greene, Aldous Huxley, J. R. R. Tolkien, C. S. Lewis, C.S. Lewis, T. S. Eliot, T.S. Eliot,
    W. H. Auden, W.H. Auden, Dylan Thomas, R. S. Thomas, R.S. Thomas, Ted Hughes, Sylvia Plath, Philip Larkin,
    John Betjeman, Siegfried Sassoon, Wilfred Owen, Rupert Brooke, Robert Graves, Vera Brittain, Agatha Christie,
    Dorothy Sayers, Dorothy L. Sayers, Daphne du Maurier, Barbara Pym, Iris Murdoch, Muriel Spark, Doris Lessing,
    Beryl Bainbridge, Penelope Fitzgerald, Margaret Atwood, Hilary Mantel, Zadie Smith, Kazuo Ishiguro, Salman Rushdie,
    Ian McEwan, Ian Rankin, Val McDermid, Terry Pratchett, Douglas Adams, Philip Pullman, Roald Dahl, Enid Blyton,
    Beatrix Potter, Arthur Ransome, Kenneth Grahame, Lewis Carroll, J. K. Rowling, J.K. Rowling, Jacqueline Wilson,
    Julia Donaldson, Michael Rosen, Michael Morpurgo, Alan Bennett, Harold Pinter, Tom Stoppard, Noel Coward, Joe Orton,
    Arthur Miller, Mark Twain, Ernest Hemingway, John Steinbeck, Harper Lee, Toni Morrison, Emily Dickinson,
    Walt Whitman, Robert Frost, Edgar Allan Poe, Henry James, Henry Thoreau, Maya Angelou, Stephen King, Leo Tolstoy,
    Fyodor Dostoevsky, Anton Chekhov, Franz Kafka, Victor Hugo, Jules Verne, Albert Camus, Simone de Beauvoir,
    Jean-Paul Sartre, Primo Levi, Anne Frank, Dante Alighieri, Gerard Manley Hopkins, George Herbert,
    Christina Rossetti, Thomas Gray, Samuel Pepys, Dr Johnson, Flann O'Brien, P. G. Wodehouse, P.G. Wodehouse,
    Jerome K. Jerome, Spike Milligan, Germaine Greer, Naomi Klein, Owen Jones, George Monbiot, Polly Toynbee,
    Simon Jenkins, Mary Beard, A. J. P. Taylor, E. P. Thompson, Eric Hobsbawm
philosopher, scholar or scientist:
    Jeremy Bentham, John Stuart Mill, Adam Smith, David Hume, John Locke, Thomas Hobbes, Thomas Paine,
    Mary Wollstonecraft, Karl Marx, Friedrich Engels, John Maynard Keynes, Maynard Keynes, Friedrich Hayek,
    Milton Friedman, William Beveridge, Beatrice Webb, Sidney Webb, R. H. Tawney, Richard Titmuss, Bertrand Russell,
    Ludwig Wittgenstein, Isaiah Berlin, Karl Popper, Thomas Kuhn, Michel Foucault, Jacques Derrida, Hannah Arendt,
    Max Weber, Emile Durkheim, Erving Goffman, Stanley Cohen, Pierre Bourdieu, Jurgen Habermas, Noam Chomsky,
    Edward Said, Judith Butler, Stuart Hall, Raymond Williams, Richard Hoggart, Immanuel Kant, Friedrich Nietzsche,
    Soren Kierkegaard, Jean-Jacques Rousseau, Baruch Spinoza, Rene Descartes, Blaise Pascal, Niccolo Machiavelli,
    Sigmund Freud, Carl Jung, Carl Rogers, Jean Piaget, Lev Vygotsky, Maria Montessori, John Dewey, Paulo Freire,
    John Bowlby, Donald Winnicott, B. F. Skinner, Stanley Milgram, Philip Zimbardo, Charles Darwin, Isaac Newton,
    Robert Hooke, Robert Boyle, Michael Faraday, James Clerk Maxwell, Ernest Rutherford, Paul Dirac, Albert Einstein,
    Niels Bohr, Erwin Schrodinger, Werner Heisenberg, Max Planck, Marie Curie, Louis Pasteur, Gregor Mendel,
    Francis Crick, James Watson, Rosalind Franklin, Dorothy Hodgkin, Alexander Fleming, Edward Jenner, Joseph Lister,
    John Snow, Florence Nightingale, Mary Seacole, Edith Cavell, Cicely Saunders, Stephen Hawking, Jocelyn Bell Burnell,
    Bernard Lovell, Patrick Moore, Fred Hoyle, Richard Dawkins, Peter Higgs, Alfred Russel Wallace, Joseph Banks,
    Carl Linnaeus, Galileo Galilei, Johannes Kepler, Nicolaus Copernicus, Leonardo da Vinci, Mary Anning,
    Caroline Herschel, William Herschel, Edmond Halley, Ada Lovelace, Charles Babbage, Alan Turing, Grace Hopper,
    Tommy Flowers, Claude Shannon, Edsger Dijkstra, Donald Knuth, Ken Thompson, Dennis Ritchie, Brian Kernighan,
    Bjarne Stroustrup, Linus Torvalds, Richard Stallman, Guido van Rossum, Larry Wall, Tim Berners-Lee, Tony Hoare,
    Fred Brooks, Margaret Hamilton, Vint Cerf, Jon Postel, Clive Sinclair, Mortimer Wheeler, Howard Carter,
    Kathleen Kenyon, Pitt Rivers
engineer, inventor or builder:
    Isambard Kingdom Brunel, George Stephenson, Robert Stephenson, Richard Trevithick, Thomas Telford, James Watt,
    Matthew Boulton, Thomas Newcomen, Richard Arkwright, James Hargreaves, Nigel Gresley, Oliver Bulleid,
    William Stanier, Charles Collett, Joseph Locke, Thomas Brassey, Joseph Bazalgette, Joseph Paxton, Joseph Whitworth,
    Thomas Crapper, Josiah Wedgwood, Richard Beeching, Barnes Wallis, R. J. Mitchell, Frank Whittle,
    Christopher Cockerell, John Logie Baird, Guglielmo Marconi, Oliver Heaviside, Heinrich Hertz, Samuel Morse,
    Nikola Tesla, Thomas Edison, Alexander Graham Bell, Henry Ford, Henry Royce, Alec Issigonis, John Harrison,
    Christopher Wren, Inigo Jones, Nicholas Hawksmoor, Augustus Pugin, George Gilbert Scott, Gilbert Scott,
    Edwin Lutyens, Charles Rennie Mackintosh, William Morris, Capability Brown, Humphry Repton, Gertrude Jekyll,
    Vita Sackville-West, Percy Thrower, Geoff Hamilton, Monty Don, Alan Titchmarsh, Bob Flowerdew, Christopher Lloyd,
    Beth Chatto, Percy Shaw, Harry Beck, John Metcalf, Fred Dibnah, L. T. C. Rolt, Tom Rolt, Donald Campbell,
    Malcolm Campbell, Amy Johnson
churchman, saint or hymn writer:
    John Wesley, Charles Wesley, George Whitefield, Thomas Cranmer, Thomas Becket, Thomas More, William Tyndale,
    John Wycliffe, Martin Luther, John Calvin, John Knox, Ignatius Loyola, Francis of Assisi, Teresa of Avila,
    Julian of Norwich, Hildegard of Bingen, Thomas Aquinas, Augustine of Hippo, John Henry Newman, Cardinal Newman,
    William Temple, Michael Ramsey, Robert Runcie, George Carey, Rowan Williams, Justin Welby, Sarah Mullally,
    Stephen Cottrell, John Sentamu, David Jenkins, Dietrich Bonhoeffer, Karl Barth, Reinhold Niebuhr, Thomas Merton,
    Mother Teresa, Pope Francis, Pope Leo, Billy Graham, George Fox, Isaac Watts, William Cowper, John Newton,
    Fanny Crosby, Cecil Frances Alexander, John Keble, Basil Hume, Richard Coles, Lionel Blue, Jonathan Sacks,
    Dalai Lama, William Penn
composer or musician:
    Ralph Vaughan Williams, Vaughan Williams, Edward Elgar, Benjamin Britten, John Rutter, Gustav Holst, Hubert Parry,
    Charles Villiers Stanford, John Stainer, Henry Purcell, William Byrd, Thomas Tallis, Orlando Gibbons, John Dowland,
    Thomas Weelkes, Herbert Howells, Gerald Finzi, William Walton, Michael Tippett, John Tavener, James MacMillan,
    Bob Chilcott, Karl Jenkins, Arthur Sullivan, Gilbert and Sullivan, Samuel Coleridge-Taylor, Ethel Smyth,
    Frederick Delius, Peter Warlock, Malcolm Arnold, Percy Grainger, Johann Sebastian Bach, George Frideric Handel,
    Wolfgang Amadeus Mozart, Joseph Haydn, Ludwig van Beethoven, Franz Schubert, Felix Mendelssohn, Johannes Brahms,
    Robert Schumann, Clara Schumann, Anton Bruckner, Gustav Mahler, Richard Wagner, Richard Strauss, Giuseppe Verdi,
    Giacomo Puccini, Gioachino Rossini, Antonio Vivaldi, Claudio Monteverdi, Gabriel Fauré, Gabriel Faure,
    Maurice Duruflé, Claude Debussy, Maurice Ravel, Hector Berlioz, Olivier Messiaen, Frederic Chopin, Franz Liszt,
    Antonin Dvorak, Pyotr Tchaikovsky, Sergei Rachmaninov, Igor Stravinsky, Dmitri Shostakovich, Jean Sibelius,
    Edvard Grieg, Arvo Part, Morten Lauridsen, Eric Whitacre, Aaron Copland, Leonard Bernstein, George Gershwin,
    Scott Joplin, Duke Ellington, Louis Armstrong, Miles Davis, Ella Fitzgerald, Billie Holiday, Bob Dylan, Joan Baez,
    Leonard Cohen, Joni Mitchell, Johnny Cash, Elvis Presley, Frank Sinatra, John Lennon, Paul McCartney, Ringo Starr,
    George Harrison, Mick Jagger, David Bowie, Freddie Mercury, Elton John, Kate Bush, Amy Winehouse, Dusty Springfield,
    Vera Lynn, Gracie Fields, Cilla Black, Tom Jones, Shirley Bassey, Cliff Richard, Billy Bragg, Ewan MacColl,
    Peggy Seeger, Kirsty MacColl, Joe Strummer, Paul Weller, Taylor Swift, Ed Sheeran, Adele Adkins, Malcolm Sargent,
    Thomas Beecham, Simon Rattle, David Willcocks, John Barbirolli, Kathleen Ferrier, Jacqueline du Pre, Cecil Sharp,
    Aled Jones, Gareth Malone
artist, actor or broadcaster:
    Jimmy Savile, Gordon Ramsay, Jamie Oliver, Delia Smith, Mary Berry, Paul Hollywood, Nigella Lawson, Rick Stein,
    Fanny Cradock, David Attenborough, Jeremy Clarkson, Jeremy Paxman, Jeremy Vine, Jeremy Kyle, John Humphrys,
    Nick Robinson, Laura Kuenssberg, Robert Peston, Andrew Marr, Andrew Neil, David Dimbleby, Jonathan Dimbleby,
    Emily Maitlis, Fiona Bruce, Huw Edwards, Kirsty Wark, Kirsty Young, Sue Lawley, Roy Plomley, Terry Wogan, Ken Bruce,
    John Peel, Chris Evans, Piers Morgan, Martin Lewis, Lorraine Kelly, Judith Chalmers, Michael Parkinson,
    Michael Palin, John Cleese, Eric Idle, Stephen Fry, Hugh Laurie, Ian Hislop, Paul Merton, Dara O Briain,
    Victoria Wood, Julie Walters, Judi Dench, Maggie Smith, Ian McKellen, Patrick Stewart, David Tennant, Olivia Colman,
    Ken Loach, Danny Boyle, Alfred Hitchcock, Charlie Chaplin, Laurel and Hardy, Buster Keaton, Marilyn Monroe,
    Humphrey Bogart, James Dean, Eric Morecambe, Ernie Wise, Morecambe and Wise, Tommy Cooper, Les Dawson, Ken Dodd,
    Ronnie Barker, Ronnie Corbett, Tony Hancock, Kenneth Williams, Barbara Windsor, Sid James, Joyce Grenfell,
    Ricky Gervais, Peter Kay, Bob Mortimer, Bruce Forsyth, Ant and Dec, Brian Cox, Bob Ross, Tony Robinson,
    Alice Roberts, Mick Aston, Phil Harding, Neil Oliver, Dan Snow, Lucy Worsley, Simon Schama, Bill Bryson,
    Alfred Wainwright, Rolf Harris, John Constable, J. M. W. Turner, Thomas Gainsborough, William Hogarth, L. S. Lowry,
    David Hockney, Tracey Emin, Damien Hirst, Henry Moore, Barbara Hepworth, Antony Gormley, Pablo Picasso,
    Vincent van Gogh, Van Gogh, Claude Monet, Andy Warhol, Grayson Perry, Banksy, Nick Cave, Johnny Vegas,
    Wallace and Gromit, Mary Whitehouse, Esther Rantzen, Carol Vorderman, Richard Osman, Claudia Winkleman, Gary Lineker
sportsman or sportswoman:
    Bobby Moore, Bobby Charlton, Jack Charlton, Geoff Hurst, Gordon Banks, Alf Ramsey, Stanley Matthews, Brian Clough,
    Alex Ferguson, Bill Shankly, Bob Paisley, Kenny Dalglish, Jurgen Klopp, Jürgen Klopp, Pep Guardiola, Jose Mourinho,
    Gareth Southgate, Roy Hodgson, Glenn Hoddle, Kevin Keegan, Paul Gascoigne, David Beckham, Wayne Rooney, Harry Kane,
    Marcus Rashford, Raheem Sterling, Lionel Messi, Cristiano Ronaldo, Diego Maradona, George Best, Denis Law,
    Ian Wright, Alan Shearer, Emma Hayes, Ian Botham, Geoffrey Boycott, Freddie Flintoff, Ben Stokes, Joe Root,
    Don Bradman, W. G. Grace, W.G. Grace, Fred Trueman, Andy Murray, Tim Henman, Emma Raducanu, Roger Federer,
    Serena Williams, Virginia Wade, Fred Perry, Sue Barker, Mo Farah, Jessica Ennis, Kelly Holmes, Seb Coe,
    Sebastian Coe, Steve Ovett, Roger Bannister, Paula Radcliffe, Tanni Grey-Thompson, Ellie Simmonds, Chris Hoy,
    Bradley Wiggins, Chris Boardman, Beryl Burton, Victoria Pendleton, Laura Kenny, Steve Redgrave, Matthew Pinsent,
    Katherine Grainger, Helen Glover, Adam Peaty, Rebecca Adlington, Tom Daley, Duncan Goodhew, Lewis Hamilton,
    Damon Hill, Nigel Mansell, Jackie Stewart, Stirling Moss, Barry Sheene, Lester Piggott, Frankie Dettori, Red Rum,
    Muhammad Ali, Henry Cooper, Tyson Fury, Barry McGuigan, Frank Bruno, Phil Taylor, Eric Bristow, Ronnie O'Sullivan,
    Steve Davis, Alex Higgins, Jonny Wilkinson, Gareth Edwards, Barry John, Siya Kolisi, Martin Johnson, Usain Bolt,
    Ellen MacArthur, Robin Knox-Johnston, Chay Blyth, Francis Chichester, Edmund Hillary, George Mallory,
    Chris Bonington, Ernest Shackleton, Robert Falcon Scott, Captain Scott, Captain Cook, James Cook, Francis Drake,
    Walter Raleigh, Neil Armstrong, Buzz Aldrin, Yuri Gagarin, Tim Peake, Torvill and Dean, Jayne Torvill, Eddie Izzard,
    Captain Tom
monarch or figure of older history:
    Queen Victoria, Prince Albert, Queen Elizabeth, King Charles, Prince Charles, Princess Diana, Prince William,
    Prince Harry, Prince Andrew, Prince Philip, Meghan Markle, Kate Middleton, Camilla Parker Bowles, Anne Boleyn,
    Lady Jane Grey, Mary Queen of Scots, Oliver Cromwell, Thomas Cromwell, Guy Fawkes, Cardinal Wolsey, Thomas Wolsey,
    William the Conqueror, Alfred the Great, Robert the Bruce, William Wallace, Owain Glyndwr, Wat Tyler, Robin Hood,
    Dick Turpin, Ned Ludd, Rob Roy, Flora MacDonald, Grace Darling, Robert Raikes, Horatio Nelson, Lord Nelson,
    Duke of Wellington, Lord Kitchener, Douglas Haig, Bernard Montgomery, Julius Caesar, Marcus Aurelius, Mark Antony,
    Alexander the Great, Genghis Khan, Marco Polo, Christopher Columbus, Joan of Arc, Marie Antoinette,
    Lawrence of Arabia, Jack the Ripper, Harold Shipman, Myra Hindley, Ian Brady, Peter Sutcliffe, Fred West, Rose West,
    Rosemary West, Dennis Nilsen, Ronnie Kray, Reggie Kray, Ronnie Biggs, Derek Bentley, Ruth Ellis, Timothy Evans,
    Albert Pierrepoint, Charles Bronson, Levi Bellfield, Jon Venables, Robert Thompson, James Bulger, Stephen Lawrence,
    Sarah Everard, Wayne Couzens, Lucy Letby, Raoul Moat, John Worboys, Anthony Rice, Damien Bendall, Jordan McSweeney,
    Usman Khan, Dano Sonnex, Jack Merritt, Saskia Jones, Zara Aleena, Terri Harris, Sherlock Holmes, Harry Potter,
    Father Christmas, Santa Claus, Mary Poppins, Basil Fawlty, Alan Partridge, Miss Marple, Hercule Poirot, James Bond,
    Peter Pan, Oliver Twist, Ebenezer Scrooge, Uriah Heep, David Copperfield, Alice in Wonderland, Winnie the Pooh,
    Postman Pat, Thomas the Tank, Bob the Builder, Dad's Army, Captain Mainwaring, Norman Stanley Fletcher, Mr Mackay,
    Mr Darcy, Mr Kipling, Mr Bean, Mrs Beeton, Mr Gradgrind, Mr Micawber, Mr Bumble, Mr Pooter, Mrs Thatcher, Mr Blair,
    Mr Cameron, Mr Grayling, Mr Gove, Mrs May, Doctor Who, Dr Who, Dr Beeching, Dr Watson
known to all from stage, screen, books or history:
    Errol Flynn, Cary Grant, Audrey Hepburn, Katharine Hepburn, John Wayne, Clint Eastwood, Sean Connery, Roger Moore,
    Michael Caine, Richard Burton, Elizabeth Taylor, Alec Guinness, Laurence Olivier, Peter O'Toole, Vivien Leigh,
    Diana Dors, Julie Andrews, Harry Secombe, Peter Sellers, Max Bygraves, Val Doonican, Des O'Connor, Jimmy Tarbuck,
    Frankie Howerd, Larry Grayson, Hughie Green, George Formby, Arthur Askey, Max Miller, Marie Lloyd, Harry Houdini,
    Margot Fonteyn, Rudolf Nureyev, Maria Callas, Luciano Pavarotti, Edith Piaf, Buddy Holly, Chuck Berry,
    Little Richard, Jimi Hendrix, Bob Marley, Michael Jackson, Tina Turner, Aretha Franklin, Nina Simone,
    Bruce Springsteen, Keith Richards, Eric Clapton, Rod Stewart, George Michael, Boy George, Annie Lennox,
    Noel Gallagher, Liam Gallagher, Damon Albarn, Robbie Williams, Gary Barlow, Susan Boyle, Simon Cowell, Marie Stopes,
    Elizabeth Garrett Anderson, Sophia Jex-Blake, Louis Braille, Helen Keller, Robert Baden-Powell, Lord Baden-Powell,
    Manny Shinwell, Nancy Mitford, Jessica Mitford, Oswald Mosley, Lord Haw-Haw, Guy Burgess, Kim Philby,
    Christine Keeler, John Profumo, Mandy Rice-Davies, Jeremy Thorpe, Cyril Smith, Robert Maxwell, Rupert Murdoch,
    Richard Branson, Alan Sugar, Freddie Laker, James Dyson, Philip Green, Fred Goodwin, Nick Leeson, Sergeant Wilson,
    Corporal Jones, Del Boy, Rodney Trotter, Victor Meldrew, Hyacinth Bucket, Hilda Ogden, Ena Sharples, Dot Cotton,
    Ken Barlow, Dixon of Dock Green, Jack Regan, Inspector Morse, Inspector Clouseau, Father Ted, Father Jack,
    Father Dougal, Father Brown, Mrs Doyle, Mr Spock, Captain Kirk, Luke Skywalker, Darth Vader, Frodo Baggins,
    Bilbo Baggins, Hermione Granger, Miss Havisham, Bob Cratchit, Jacob Marley, Tiny Tim, Mrs Danvers, Lady Bracknell,
    Lady Macbeth, Private Frazer, Private Pike, Walter Mitty, Billy Liar, Adrian Mole, Bridget Jones, Don Quixote,
    Humpty Dumpty, Heath Robinson, Tony Hart, Johnny Morris, John Noakes, Blue Peter, Valerie Singleton, Biddy Baxter,
    Magnus Magnusson, Bamber Gascoigne, Anne Robinson, Noel Edmonds, Mr Blobby, Kenneth Wolstenholme, John Motson,
    Murray Walker, Brian Johnston, Henry Blofeld, Peter Alliss, Dan Maskell, David Coleman, Des Lynam, Captain Birdseye,
    Mr Motivator, Uncle Tom Cobley, Aunt Sally, Aunt Bessie, Uncle Ben, Uncle Sam, Nurse Ratched, Nurse Ratchet,
    Doctor Foster, Dr Finlay, Dr Kildare, Dr Frankenstein, Dr Jekyll, Mr Hyde, Dr No, Dr Martens, Dr Pepper, Mr Kurtz,
    Mr Rochester, Mr Bennet, Mrs Bennet, Mr Collins, Mr Knightley, Mr Tickle, Mr Whippy, Mrs Merton, Mrs Brown's Boys,
    Mrs Overall, Mrs Miggins, Mrs Tiggywinkle, Miss Brodie, Jean Brodie, Miss Trunchbull, Matron Hattie Jacques,
    Hattie Jacques, Sister Act, Captain Hook, Captain Ahab, Major Tom, Colonel Mustard, Colonel Blimp, Sergeant Bilko,
    Sergeant Pepper, Sgt Pepper, Private Ryan, Mother Hubbard, Mother Goose, Brother Cadfael, Friar Tuck, Sister Wendy,
    Mother Julian, Father Time, Old Father Time, Pontius Pilate, Mary Magdalene, John the Baptist, Adam and Eve,
    Samson and Delilah, David and Goliath, Doubting Thomas, Judas Iscariot, King Solomon, King David, King Herod,
    King Canute, King Arthur, King Alfred, King Lear, King John, Queen Anne, Queen Mary, Bonnie Prince Charlie,
    Richard the Lionheart, Ethelred the Unready, William of Orange, Lady Godiva, Lady Chatterley, Nell Gwyn,
    Samuel Plimsoll, Rowland Hill, Ebenezer Howard, Patrick Geddes, Jane Jacobs, Robert Moses, Nikolaus Pevsner,
    Ian Nairn, Alec Clifton-Taylor, Marie Kondo, Joe Wicks, Kirstie Allsopp, Phil Spencer, Kevin McCloud, Carol Klein,
    Charlie Dimmock, Nigel Slater, Prue Leith, Sue Perkins, Mel Giedroyc, Sandi Toksvig, Clare Balding, Evan Davis,
    Mishal Husain, Justin Webb, Sarah Montague, Eddie Mair, Melvyn Bragg, Libby Purves, Jane Garvey, Jenni Murray,
    Zoe Ball, Scott Mills, Tony Blackburn, Kenny Everett, Alan Freeman, Bob Harris, Annie Nightingale
"""


def _persons() -> dict[str, str]:
    """Return each name with the evidence that stands before its group."""
    persons: dict[str, str] = {}
    evidence = ""
    for line in _PERSONS.strip().splitlines():
        if line.endswith(":"):
            evidence = line[:-1]
        else:
            persons.update((name.strip(), evidence) for name in line.split(",") if name.strip())
    return persons


PUBLIC_PERSONS = _persons()
"""Full name to the evidence that its bearer acted in public."""
_ALONE = """
Grayling Gove Truss Gauke Buckland Raab Lammy Lidington Starmer Sunak Thatcher Blair Cameron Osborne Corbyn Farage
Blunkett Attlee Churchill Beeching Brunel Darwin Newton Turing Torvalds Stallman Dickens Orwell Shakespeare Gresley
Stephenson Bentham Nightingale Elgar Britten Rutter Wesley Cranmer Welby Marx Bevan Beveridge Wilshaw Spielman
Lansley Hancock Shapps Streeting Timpson Spurr Burnham Scargill Savile Attenborough Trump Obama Johnson Malthouse
Selous Braverman Miliband Clegg Handel Bach Mozart Beethoven Stanford Parry Stainer Purcell Byrd Tallis Palestrina
Haydn Brahms Chaucer Milton Keats Wordsworth Tolstoy Kafka Freud Foucault Maslow Piaget Vygotsky Dijkstra Knuth
Stroustrup Marconi Tesla Faraday Einstein Galileo Copernicus Kepler Pasteur Mendel Curie Dirac Babbage Lovelace
Telford Trevithick Bazalgette Arkwright Wedgwood Macmillan Disraeli Gladstone Asquith Callaghan Heseltine Tebbit
Mandelson Prescott Kwarteng Badenoch Jenrick Rees-Mogg Dorries Leadsom Zahawi Mordaunt Sturgeon Drakeford Varadkar
Merkel Macron Putin Zelensky Biden Roosevelt Stalin Lenin Trotsky Hitler Mussolini Gandhi Mandela Tutu Guevara
Gorbachev Musk Keynes Hayek Kant Nietzsche Kierkegaard Rousseau Spinoza Descartes Machiavelli Wittgenstein Chomsky
Derrida Bourdieu Durkheim Goffman Habermas Montessori Freire Bowlby Milgram Plato Aristotle Socrates Cicero Seneca
Ovid Dante Cervantes Voltaire Goethe Proust Dostoevsky Chekhov Ibsen Brecht Yeats Heaney Austen Woolf Trollope
Thackeray Tennyson Byron Shelley Coleridge Defoe Pepys Bunyan Kipling Tolkien Wodehouse Betjeman Auden Sassoon Plath
Pinter Mantel Pratchett Rowling Blyton Vivaldi Verdi Puccini Wagner Mahler Bruckner Schubert Schumann Mendelssohn
Chopin Liszt Debussy Ravel Fauré Faure Duruflé Berlioz Rossini Monteverdi Dvorak Dvořák Tchaikovsky Rachmaninov
Stravinsky Shostakovich Sibelius Grieg Finzi Tippett Tavener Gershwin Bernstein Copland Lauridsen Whitacre
Gainsborough Hogarth Hockney Banksy Picasso Monet Rembrandt Vermeer Michelangelo Warhol Matisse Hitchcock Chaplin
Paxman Clarkson Dimbleby Shankly Maradona Messi Ronaldo Beckham Guardiola Klopp Botham Bradman Federer Cromwell
Tyndale Wycliffe Aquinas Bonhoeffer Niebuhr Wilberforce Pankhurst Shackleton Boudicca Boadicea Cleopatra Caesar Nero
Caligula Scrooge Hogwarts Gradgrind Hamlet Macbeth Malthus Ricardo Tawney Titmuss Scarman Leveson Chilcot Mubarek
Hawksmoor Pugin Lutyens Repton Crapper Beecham Vennells Letby Shipman Worboys Bulger Cummings Bercow Solzhenitsyn
Mourinho Noah Moses Methuselah Lazarus Judas Pilate Herod Goliath Delilah Jezebel Sisyphus Canute Cnut Godiva Eeyore
Gandalf Paddington Godot Dumbledore Voldemort Sauron Frankenstein Dracula Beelzebub Lucifer Satan Zeus Icarus
Hercules Midas Narcissus Prometheus Ozymandias Quixote Pooter Bumble Fagin Jeeves Wooster Columbo Poirot Clouseau
Fawlty Blackadder Baldrick Rumpole Cinderella Rapunzel Rumpelstiltskin Pinocchio Gulliver Crusoe Tarzan Superman
Batman Spock Nostradamus Confucius Buddha Jesus Gramsci Adorno Marcuse Lacan Levinas Rawls Nozick Heidegger Hegel
Schopenhauer Pythagoras Archimedes Euclid Euler Gauss Fermat Ptolemy Hippocrates Semmelweis Pavlov Rorschach Kinsey
Stopes Bede Cuthbert Columba Augustine Ignatius Wellington Brontë Brontës Brontes Gaskell Tressell Balzac Flaubert
Sartre Camus Borges Neruda Rilke Hesse Grimm Andersen Aesop Sophocles Euripides Aristophanes Herodotus Thucydides
Pliny Tacitus Plutarch Livy Catullus Juvenal Boethius Erasmus Montaigne Molière Moliere Racine Swinburne Housman
Masefield Strachey Titian Botticelli Caravaggio Velázquez Goya Cezanne Cézanne Renoir Degas Gauguin Rothko Pollock
Magritte Dali Dalí Escher Corbusier Gropius Gaudi Gaudí Palladio Vitruvius Buxtehude Scarlatti Telemann Corelli
Gesualdo Weelkes Sweelinck Widor Vierne Messiaen Poulenc Satie Bartok Bartók Kodaly Kodály Janacek Janáček Smetana
Mussorgsky Prokofiev Ligeti Pärt Gorecki Górecki Boulez Stockhausen Festinger Asch Erikson Kohlberg Bandura Bruner
Dewey Froebel Steiner Winnicott Ainsworth Giddens Bauman Foucauldian Lombroso Beccaria Maconochie Wootton Rowntree
Cadbury Barnardo Shaftesbury Peabody Cripps Gaitskell Profumo Berners-Lee
"""
SURNAMES_ALONE = frozenset(_ALONE.split())
"""Names that mean their public bearer without more."""
_KINDS = """
prime first shadow junior cabinet home foreign justice health education school schools prison prisons probation
transport housing environment defence culture local_government policing former then new ex ex- late deputy financial
economic parliamentary second vice lady current present previous outgoing incoming acting lord hm his_majesty's
her_majesty's chief government opposition tory labour conservative lib_dem green independent permanent national
general regional
"""
_KIND = rf"(?:{alternatives(word.replace('_', ' ') for word in _KINDS.split())} )*"
_HOLDERS = """
minister secretary_of_state home_secretary foreign_secretary justice_secretary health_secretary education_secretary
transport_secretary environment_secretary culture_secretary schools_secretary chancellor pm mp mep msp lord lady
baroness baron sir dame viscount earl duke duchess prince princess king queen pope archbishop bishop inspector
chief_executive chief_constable chief_fire_officer chief_medical_officer chief_nurse police_and_crime_commissioner pcc
commissioner general_secretary director_general director-general council_leader mayor justice ombudsman whip
vice_chancellor vice-chancellor regius_professor poet_laureate coroner attorney_general solicitor_general
auditor_general chief_superintendent chief_nurse chief_economist chief_scientist ambassador high_commissioner
governor_general permanent_secretary rt_hon rt._hon rt._hon. right_honourable rt_rev rt_revd rt._revd right_reverend
most_rev most_revd very_rev very_revd venerable hrh his_majesty her_majesty his_holiness lord_justice emperor tsar
saint cllr councillor alderman spokesman spokeswoman spokesperson historian novelist criminologist economist
philosopher composer playwright theologian
"""
STRONG_OFFICE = (
    rf"(?:{_KIND}(?:(?:bishop|mayor) of \w+|inspector of (?:probation|prisons|schools|constabulary)"
    r"|(?:leader of (?:the )?|president of the |chair of the )[\w' ]{3,40}"
    rf"|{alternatives(word.replace('_', ' ') for word in _HOLDERS.split())}))"
)
WEAK_OFFICE = (
    r"(?:Professor|Prof\.?|Judge|Saint|President|Leader|Chairman|Chairwoman|Chair|Senator|Author|author|poet"
    r"|broadcaster|presenter|journalist|columnist|footballer|actor|actress|the singer|the campaigner"
    r"|campaigner|critic|psychologist|scientist|Director)"
)
"""Those that stand before a full name only."""
OFFICE_AFTER = (
    r"(?:mp|mep|msp|ms for|td|qc|kc|obe|cbe|mbe|frs|(?:con|lab|lib dem|green|reform|ind|snp|plaid)(?=\))"
    r"|(?:the |a |an |our |their |its |labour |tory |conservative |liberal |lib |dem |green |reform |local |shadow "
    r"|late |ex-|former |then |chief |shadow |deputy |prime "
    r"|home |justice |schools |health |education |transport |prisons? |probation |hm |national |acting |who as "
    r"|who was |as )*(?:minister|secretary of state|(?:home|foreign|justice|health|education"
    r"|transport|environment|culture|defence|business|energy|housing|general|permanent|cabinet|pensions|treasury"
    r"|shadow|welsh"
    r"|scottish|schools|chief|financial) secretary"
    r"|chancellor|chief inspector|inspectorate|chief executive|ceo of|general secretary|commissioner|director[ "
    r"-]general|leader of|mayor of|chair of the|head of the (?:service|inspectorate|union|civil service)"
    r"|president of the|professor of|professor at|author of|bishop of|archbishop of|vice[ -]chancellor|spokes\w+ "
    r"for|ombudsman|assistant general secretary"
    r"|chief constable|poet|novelist|historian|composer|economist|philosopher|criminologist|broadcaster|journalist)"
    # "the trust's chief nurse", "national chair", "director of the prison charity", and not "our branch secretary"
    r"|(?:(?!(?:my|our|his|her|your|who|whose|and|but|said|says|told|was|is|in|at|from|on|with|branch|club|site|ward|wing"
    r"|watch|parish|tower|plot|section|school|team)\b)[\w'’&.-]+ ){0,5}?(?:chief (?:nurse|executive|economist|scientist"
    r"|coroner|whip|medical officer|fire officer|operating officer|superintendent)|coroner|(?:regional|national|general"
    r"|assistant general|deputy general) (?:secretary|officer|organiser|president|chair|director|convenor|treasurer)"
    r"|director (?:of|general)|editor (?:of|at|in)|(?:affairs|political|crime|legal|health|education|social|science"
    r"|economics|religious|sports?|chief|home|foreign|north(?:ern)?) (?:correspondent|editor|columnist)"
    r"|(?:tory|labour|conservative|lib dem|liberal democrat|green|reform|snp|plaid|independent|parliamentary) candidate"
    r"|(?<=the )(?:mayor|coroner|bishop|archdeacon|council leader|mp)|superintendent of|ambassador|moderator of"
    r"|provost of|dean of|archdeacon of|chair(?:man|woman)? of the"
    r" (?:[\w'’-]+ ){0,3}(?:committee|council|board|inquiry|review|commission|association|trust)))"
)
HEADED = (
    r"(?:[Tt]he )?(?:(?:[Gg]eneral|[Nn]ational|[Dd]eputy|[Aa]ssistant|[Vv]ice|[Ff]ormer|[Tt]hen) )*(?:[Ss]ecretary"
    r"|[Dd]irector|[Cc]hair(?:man|woman)?|[Pp]resident|[Ll]eader|[Ee]ditor|[Ss]uperintendent|[Gg]overnor|[Mm]aster"
    r"|[Mm]oderator|[Ww]arden) of (?:the )?(?:(?:National|Royal|British|English|Scottish|Welsh|Irish|European"
    r"|International|World|Public|Social|Children's)(?: (?:[A-Z][\w'’&-]+|of|for|and|the))*"
    r"|(?:[A-Z][\w'’&-]+ (?:of |for |and |the )*){1,5}(?:Association|Union|Federation|Institute|Commission|Congress"
    r"|League|Foundation|Authority|Confederation|Campaign|Inspectorate|Agency|Circuit|Synod)|circuit|synod)"
)
"""Somebody at the head of a body that is known beyond a place, before the name."""
OFFICE_ALONE = (
    r"(?:[Tt]he |[Oo]ur |[Tt]his |[Tt]hat |an? |Mr |Madam )?(?:[Cc]urrent |[Pp]resent |[Ff]ormer |[Tt]hen |[Nn]ew "
    r"|[Ll]ast |[Ss]hadow |[Jj]unior |late |ex-)?(?:(?:Deputy )?Prime Minister|First Minister"
    r"|(?:Prisons? |Probation |Justice |Schools |Health |Care |Housing |Transport |Rail |Policing |Police |Education "
    r"|Universities |Higher Education |Home Office |Culture |Farming |Fire |Immigration |Treasury |Security |Courts "
    r"|Victims |Children's |Skills |Science |Defence |Pensions |Employment |Welfare )?Minister"
    r"|(?:Justice|Home|Foreign|Health|Education|Transport|Environment|Culture|Defence|Cabinet|Business|Housing|Energy"
    r"|Welsh|Scottish|Permanent|Communities|Financial|Economic|Exchequer|Chief|Parliamentary|Pensions"
    r"|Schools) Secretary"
    r"|Secretary of State(?: for [A-Z]\w+)?|Lord Chancellor|(?:Shadow )?Chancellor(?: of the Exchequer)?"
    r"|Chief Inspector(?: of [A-Z]\w+)?|Chief (?:Constable|Executive|Probation Officer|Medical Officer|Fire Officer"
    r"|Nursing Officer|Scientific Adviser|Rabbi|Whip|Coroner|Magistrate|Justice)|Deputy Chief Constable"
    r"|General Secretary|Director[- ]General|(?:Pro[- ])?Vice[- ]Chancellor|Provost of [A-Z]\w+"
    r"|Archbishop(?: of [A-Z]\w+)?|Bishop(?: of [A-Z]\w+)?|Dean of [A-Z]\w+|Cardinal|Moderator of the \w+|King|Queen"
    r"|Pope|Prince of Wales|Princess Royal|Lord Chief Justice|Lady Chief Justice|Master of the Rolls|Attorney General"
    r"|Solicitor General|Director of Public Prosecutions|DPP|Lord Lieutenant|High Sheriff|Lord Mayor|Mayor of [A-Z]\w+"
    r"|Poet Laureate|Astronomer Royal|Comptroller|Paymaster General|Governor of the Bank|Black Rod|Recorder"
    r"|Registrar General"
    r"|(?:Victims'?|Information|Children's|Police|Crime|Electoral|Charity|Metropolitan|European|Parliamentary) "
    r"Commissioner|Police and Crime Commissioner|Speaker|Ombudsman"
    r"|Leader of the (?:Opposition|House|Council|Commons))\b"
    r"|\b[Tt]he (?:current |present |former |then |new |last |junior |shadow )?(?:minister|prime minister|pm|secretary "
    r"of state|chief inspector|chancellor|mayor|archbishop|bishop|chief constable|pope|king|queen"
    r"|vice[- ]chancellor|home secretary|lord chief justice|police and crime commissioner|regulator|ombudsman"
    r"|permanent secretary|lord mayor"
    r"|general secretary|council leader|leader of the (?:council|opposition|party|county|house)|chief executive"
    r"|education secretary|justice secretary|health secretary|transport secretary|monarch|(?:senior |area )?[Cc]oroner"
    r"|chief exec|ceo|cabinet member(?: for \w+)?|lead inspector|dpp|attorney general|lord lieutenant"
    r"|national (?:president|secretary|chair|officer|director)|(?:shadow|junior) (?:minister|chancellor|secretary))\b"
    r"|\b[Tt]he (?:England|Scotland|Wales|Ireland|football) (?:manager|captain|coach|striker|keeper|team)\b"
    r"|\b(?:[Tt]he|[Aa]) (?!(?:Branch|Club|Membership|Church|Parish|PCC|Plot|Site|Tower|Choir|Social|Fixtures|Team|Area"
    r"|Regional|Section|Society|Group|Hon|Honorary|Assistant|Company|School|Ward|Wing|Duty|Custodial|Watch|Station)\b)"
    r"(?:[A-Z][a-z'’]+ ){1,3}(?:Secretary|Minister|Commissioner|Inspectorate|Ombudsman|Chancellor|Regulator|Auditor"
    r" General"
    r"|Statistician|Adjudicator|Advocate General|Coroner|Comptroller|Spokes(?:man|woman|person)|Editor|Correspondent)\b"
    r"|\bour (?:minister|prime minister|mp|mayor|archbishop|bishop|chief constable|chief executive|council leader"
    r"|general secretary|vice[- ]chancellor)\b"
)
_SAYS = """
said says added adds told tells wrote writes announced announces claims claimed warned warns insists insisted commented
argued argues tweeted stated states promised explained explains declared declares admitted admits confessed recalled
recalls revealed reveals boasted boasts replied replies remarked observed joked quipped gushed reminded reminds urged
vowed acknowledged conceded concluded noted notes assured assures thundered intoned began begins continued continues
reflected reflects posted blogged quoted
"""
SAYS_WORDS = tuple(_SAYS.split())
SAYS = f"(?:{'|'.join(SAYS_WORDS)})"
_OFFICE_WORDS = """
minister secretary mp mps mep msp lord lady baroness baron sir dame viscount earl duke duchess prince princess king
queen pope archbishop bishop inspector chancellor pm chief constable commissioner pcc leader mayor justice ombudsman
whip president chair professor prof laureate cllr councillor alderman spokesman spokeswoman spokesperson historian
novelist criminologist economist philosopher composer playwright theologian judge saint chairman chairwoman senator
author poet broadcaster presenter journalist columnist footballer actor actress singer campaigner critic psychologist
scientist qc kc obe cbe mbe frs inspectorate ceo speaker cardinal rabbi moderator sheriff lieutenant comptroller
regulator statistician adjudicator editor correspondent monarch recorder coroner dpp provost astronomer paymaster
prosecutions exec cabinet lead football england scotland wales ireland director superintendent candidate ambassador
governor master warden regional national chief
"""
_BODIES = """
hon reverend revd majesty holiness emperor tsar td con lab green reform ind snp plaid dean archdeacon peer unison unite
gmb napo ucu rmt pcs fbu rcn bma tuc neu nasuwt poa cwu aslef tssa prospect fda equity nuj bbc itv sky labour tory
greens ofsted shelter crisis liberty mencap mind oxfam barnardo nacro newsnight guardian times telegraph mail
"""
OFFICE_WORDS = frozenset(f"{word}{end}" for word in [*_OFFICE_WORDS.split(), *_BODIES.split()] for end in ("", "'s"))
"""One of these stands in every pattern of an office."""
