/**
 * Words that say little about what a text is about: articles, pronouns, auxiliaries, common adverbs, and the
 * pieces that an apostrophe leaves ("don", "ll", "qu"). Lower case, one list a language.
 */

const ENGLISH = `a about actually after again all almost already also although always am an and another any anyone
  anything are aren around as at away back be became because become been before being best better between bit both
  but by came can cannot come comes coming could couldn day did didn do does doesn doing don done down during each
  either else enough even ever every everyone everything far feel feeling feels felt few first for from gave get
  gets getting give go goes going gone gonna good got gotta had hadn has hasn have haven having he her here hers
  herself him himself his how however i if in into is isn it its itself just keep kept kind kinda know last least
  less let like ll lot lots made make makes making many may maybe me might mightn mine more most much must mustn my
  myself need needn never next no nobody none nor not nothing now of off often oh ok okay on once one ones only onto
  or other others our ours ourselves out over own pretty put quite rather re really said same saw say says see seem
  seemed seems shall she should shouldn since so some someone something sometimes somehow soon still stuff such
  sure take taking than that the their theirs them themselves then there these they thing things think this those
  though thought through till time to today together told tomorrow tonight too took toward towards try two under
  until up upon us use used using ve very wanna want wanted wants was wasn way we well went were weren what whatever
  when where whether which while who whole whom whose why will with within without won would wouldn yeah yes
  yesterday yet you your yours yourself yourselves https http www com`;

const GERMAN = `aber alle allem allen aller alles als also am an ander andere anderen anders auch auf aus bei beim bin bis bisschen
  bist da dabei dadurch dafür dagegen daher damit danach dann daran darauf darüber darum das dass davon dazu dein
  deine deinem deinen deiner dem den denn der des deshalb dich die dies diese diesem diesen dieser dieses dir doch
  dort du durch durfte ein eine einem einen einer eines einfach einige einmal er erst es etwas euch euer eure fast
  für ganz gar gegen geht gehabt genau gerade gern gestern gewesen geworden gibt ging gut habe haben hab hat hatte
  hatten hätte heute hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins irgendwie ist ja
  jede jedem jeden jeder jedes jemand jetzt kann kannst kein keine keinem keinen keiner könnte konnte können lange
  man mal manchmal mehr mein meine meinem meinen meiner mich mir mit möchte morgen muss musste müssen nach nachdem
  nein nicht nichts nie noch nun nur ob oder oft ohne schon sehr sein seine seinem seinen seiner seit selbst sich
  sie sind so sogar solche soll sollte sondern sonst tag über um und uns unser unsere unserem unseren unter viel
  viele vielleicht vom von vor war waren wäre warum was weg weil weiter welche wem wen wenig wenn wer werde werden
  wie wieder wieso will wir wird wirklich wirst wo wollen wollte worden wurde wurden würde zu zum zur zwar zwischen
  ziemlich`;

const FRENCH = `à ai aie ainsi ait alors après as assez au aucun aujourd aussi autre autres aux avaient avais avait avant
  avec avez avoir avons beaucoup bien bon ça car ce ceci cela celle celui ces cet cette ceux chaque chez ci comme
  comment dans de déjà depuis des dès deux devant dire dit dois doit donc dont du elle elles en encore enfin entre
  es est et étaient étais était été êtes étant être eu eux fais fait faire faut fois font hier hui ici il ils j
  jamais je jour jusqu juste l la là le les leur leurs lorsqu lui ma mais me même mes mieux moi moins mon ne ni non
  nos notre nous on ont ou où par parce pas pendant peu peut peux plus plutôt pour pourquoi presqu presque puis
  puisqu qu quand que quel quelle quelles quelqu quelque quelques quels qui quoi rien s sa sais sait sans sera
  serait ses si soi sommes son sont sous souvent suis sur ta tant te tellement tes toi ton toujours tous tout toute
  toutes très trop tu un une va vais vers veut veux voilà voir vos votre vous vraiment y`;

const SPANISH = `a ahora al algo alguien algún alguna algunas alguno algunos allí antes aquel aquella aquí así aún aunque
  ayer bastante bien cada casi como cómo con contra creo cual cuál cuando cuándo cuanto de del demasiado desde
  después día donde dónde dos durante e él el ella ellas ellos en entonces entre era eran eres es esa esas ese eso
  esos esta está estaba estaban estado están estar estas este esto estos estoy estuve estuvo fue fueron fui ha había
  habían haber hace hacer hacia han has hasta hay he hecho hoy iba igual ir la las le les lo los luego más mañana me
  mejor menos mi mí mientras mis mismo misma mucha muchas mucho muchos muy nada nadie ni ningún ninguna no nos
  nosotros nuestra nuestro nunca o os otra otras otro otros para parece pero poco por porque pude puede puedo pues
  que qué quien quién quiero realmente sea ser será si sí sido siempre sin sobre solo sólo son soy su sus también
  tan tanto te tenía tengo tener ti tiene tienen toda todas todavía todo todos tu tú tus tuve un una unas uno unos
  va vamos veces vez voy y ya yo`;

const ITALIAN = `a abbastanza abbia abbiamo adesso ai al alcuni alcune all alla alle allo allora altra altre altri altro
  anche ancora appena avere aveva avevo avuto bene c che chi ci ciò coi col come comunque con così cosa cose cui d
  da dagli dai dal dall dalla dalle davvero degli dei del dell della delle dello dentro di dopo dove due dunque e è
  ed era erano ero essere fa fare fatto finché fino forse fra fu già giorno gli ha hai hanno ho i ieri il in infatti
  insieme invece io l la le lei li lo loro lui ma mai me meglio meno mentre mi mia mie miei mio molta molto molti
  ne né negli nei nel nell nella nelle nessuno niente noi non nostra nostro nulla o oggi ogni ognuno oppure ora
  perché per però più po poco poi possono posso prima proprio può qua quale qualche qualcosa qualcuno quando quanto
  quasi quei quel quell quella quelle quelli quello questa queste questi questo qui quindi sarà se sei sempre senza
  si sia siamo solo sono sopra sta stato stata stavo stesso sto su sua sue sugli sui sul sull sulla suo suoi
  tanto te ti tra troppo tu tua tutta tutte tutti tutto tuo un una uno va vado vi voglio voi volta`;

const PORTUGUESE = `a à agora aí ainda algo alguém algum alguma algumas alguns ali amanhã antes ao aos apenas aquela aquele aqui
  aquilo as às assim até bastante bem cada coisa coisas com como contra da dá das de dela dele demais depois desde
  dessa desse desta deste dia disso do dois dos e é ela elas ele eles em enquanto então entre era eram essa esse
  esta está estamos estão estar estava estavam este estive esteve estou eu faz fazer fez fiquei ficar foi foram fui
  há hoje ia ir isso isto já lá lhe logo mais mas me meio melhor menos mesmo meu meus mim minha minhas muita muitas
  muito muitos na nada não nas nem nenhum nenhuma ninguém no nos nós nossa nosso nunca num numa o onde ontem os ou
  outra outras outro outros para parece pela pelas pelo pelos perto pode porque pois pouco pra pude quais qual
  quando quase que quê quem quero realmente são se seja sem sempre sendo ser será seu seus sido sim sobre só sou sua
  suas também tanta tanto tão te tem tenho ter teve tinha tive toda todas todo todos tu tua tudo um uma umas uns vai
  vez vezes você vocês vou`;

const DUTCH = `aan af al alle alleen alles als altijd ander andere anders beetje beter ben bent bij bijna boven daar daarna
  daarom dag dan dat de deze die dit doe doen doet door dus echt een één eens eerst eigenlijk elk elke en er ergens
  erg even gaan gaat gedaan geen geweest gewoon ging gisteren goed haar had hadden heb hebben heeft heel hem hen het
  hier hij hoe hun iedereen iemand iets ik in is ja je jij jou jouw jullie kan kon konden kunnen later maar mag me
  meer men met mij mijn misschien moest moet moeten morgen na naar net niet niets niks nog nooit nou nu of om omdat
  onder ons onze ook op over samen soms steeds te tegen ten ter terug toch toe toen tot tussen twee uit van vandaag
  vanaf veel vind voor vooral waar waarom want waren was wat weer weg wel werd wie wij wil wilde worden wordt wou
  zal ze zei zelf zich zij zijn zo zoals zonder zou zouden`;

const LISTS = [ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH];

/** How many languages have a list. */
export const STOP_LANGUAGES = LISTS.length;

/** From a word to the languages in whose list it stands: bit n for the nth. */
export const STOP_WORDS: ReadonlyMap<string, number> = indexLists(LISTS);

function indexLists(lists: readonly string[]): Map<string, number> {
  const index = new Map<string, number>();
  for (const [language, list] of lists.entries()) {
    for (const word of list.split(/\s+/)) index.set(word, (index.get(word) ?? 0) | (1 << language));
  }
  return index;
}
