/**
 * What people take first when a password has to be long, in the languages of the house: words that the most common
 * passwords are put together from, and whole phrases. Disguises ("p@ssw0rd"), repetitions, years and runs of keys are
 * seen through by the check itself, so that each line here stands for thousands of passwords.
 */
export const commonWords: readonly string[] = [
  // English
  ..."password passphrase passcode passwort secret login admin administrator root master welcome hello iloveyou love lovely lover loveyou sunshine princess monkey dragon football baseball basketball soccer hockey superman batman spiderman pokemon starwars michael jordan ashley jessica jennifer daniel thomas andrew charlie matthew anthony shadow trustno letmein whatever freedom computer internet samsung google facebook instagram youtube microsoft windows apple summer winter spring autumn monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december flower butterfly chocolate cookie cheese banana orange purple yellow green black white silver golden diamond angel heaven jesus christ god blessed family forever mother father sister brother baby friend friends money business company office work user guest test testing demo default change changeme temp temporary access private secure security system server network forgot please enter open sesame liverpool chelsea arsenal manchester barcelona madrid london paris england america canada ireland holland australia harley mustang ferrari porsche mercedes qwerty qwertz azerty abc xyz one two three four five six seven eight nine ten the my you and are is for me in of to this that correct horse battery staple".split(
    " ",
  ),
  // French
  ..."motdepasse mot de passe motpasse mdp bonjour bonsoir salut coucou soleil lune etoile amour jetaime je taime aime cherie cheri doudou loulou chouchou maman papa famille enfant enfants bebe princesse prince chocolat vacances ete hiver printemps automne janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche france belgique bruxelles marseille lyon anderlecht standard football chien chat cheval lapin nicolas julien thomas camille marie pierre jean sophie julie celine isabelle nathalie philippe michel patrick bienvenue secret ordinateur bureau travail service accueil social sociale utilisateur administrateur essai ouvre toi sesame lebureau azertyuiop un deux trois quatre cinq six sept huit neuf dix mon ma mes le la les des est et vive merci".split(
    " ",
  ),
  // Dutch
  ..."wachtwoord geheim welkom hallo dag liefde ikhouvanjou ik hou van jou jou schat schatje mama papa familie kind kinderen zonnetje zon maan ster prinses prins chocolade vakantie zomer winter lente herfst januari februari maart april mei juni juli augustus september oktober november december maandag dinsdag woensdag donderdag vrijdag zaterdag zondag belgie vlaanderen brussel antwerpen gent brugge nederland amsterdam ajax feyenoord voetbal hond kat paard konijn computer kantoor werk dienst gebruiker beheerder toegang inloggen aanmelden sesam een twee drie vier vijf zes zeven acht negen tien mijn het de en is".split(
    " ",
  ),
  // This house: context-specific words (ASVS 5.0, 6.1.2)
  ..."jalon esf fse fonds fund europees europeen european social sociaal sociale union unie europe programme programma actiris cpas ocmw forem vdab region gewest bruxellois brussels participant deelnemer deelnemers register registre rapport verslag report partner partenaire demonstration demonstratie".split(
    " ",
  ),
];

/** Whole phrases of twelve characters and more that stand in every guesser's list and that no rule above sees. */
export const commonPhrases: ReadonlySet<string> = new Set([
  "correcthorsebatterystaple",
  "correct horse battery staple",
  "thequickbrownfox",
  "the quick brown fox jumps over the lazy dog",
  "portez ce vieux whisky au juge blond qui fume",
  "maytheforcebewithyou",
  "tobeornottobe",
  "ilétaitunefois",
  "iletaitunefois",
  "laviealavieestbelle",
  "lavieestbelle",
  "vivelesvacances",
  "jenesaispas",
  "onceuponatime",
  "supercalifragilisticexpialidocious",
  "zyxwvutsrqponmlkjihgfedcba",
  "gfhjkmgfhjkm",
  "q1w2e3r4t5y6",
  "1q2w3e4r5t6y",
  "a1b2c3d4e5f6",
  "1a2b3c4d5e6f",
  "a1z2e3r4t5y6",
  "unbreakable1",
  "motherfucker",
  "blink182blink182",
  "3rjs1la7qe3rjs1la7qe",
  "18atcskd2w18atcskd2w",
]);
