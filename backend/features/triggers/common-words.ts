/**
 * Words that recur in every journal and move nobody by themselves: units and times of day, weekdays, and the names
 * of feelings, which are what a trigger leads to and not the trigger. Folded, without accents. How common other
 * English words are is counted in english-background.ts.
 */

const TIMES = `day days week weeks weekend month months year years hour hours minute minutes moment morning mornings
  evening evenings night nights afternoon noon midnight monday tuesday wednesday thursday friday saturday sunday
  january february april june july august september october november december late early later
  tag tage woche wochen wochenende monat monate jahr jahre stunde stunden morgen morgens abend abends nacht nachts
  nachmittag mittag montag dienstag mittwoch donnerstag freitag samstag sonntag
  jour jours journee semaine mois annee heure heures matin soir soiree nuit lundi mardi mercredi jeudi vendredi samedi
  dimanche
  dia dias semana semanas mes meses ano anos hora horas tarde noche noches manana lunes martes miercoles jueves viernes
  sabado domingo noite manha segunda terca quarta quinta sexta
  giorno giorni settimana mese anno ore mattina mattino sera notte lunedi martedi mercoledi giovedi venerdi sabato
  domenica
  dag dagen weken weekend maand jaar uur ochtend avond middag maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
  день дня дней утро утром вечер вечером ночь ночью неделя год сегодня вчера завтра
  今日 昨日 明日 毎日 今朝 今夜 今天 昨天 明天 早上 晚上 下午 오늘 어제 내일 아침 저녁`;

const FEELINGS = `happy happiness happier sad sadness sadder angry anger mad furious annoyed annoying upset afraid fear
  scared anxious anxiety nervous worried worry worrying stressed stress stressful calm calmer relaxed relieved relief
  tired exhausted drained lonely alone proud grateful gratitude thankful thanks thank glad excited joy joyful hopeful
  hope content cheerful frustrated frustrating frustration disappointed ashamed guilty guilt jealous disgusted disgust
  surprised surprise shocked hurt bored boring love loved hate hated mood feelings emotion emotions emotional bad great
  nice wonderful awful terrible horrible amazing beautiful fine hard easy long nothing
  glucklich traurig wutend mude angst froh ruhig gestresst einsam stolz dankbar schon schlecht
  heureux heureuse triste content contente fatigue fatiguee peur colere calme seul seule fier fiere
  feliz cansado cansada miedo enojado tranquilo tranquila contento contenta solo sola
  felice stanco stanca paura arrabbiato tranquilla medo raiva calmo blij verdrietig moe boos bang rustig`;

/** Doings that every journal is full of. */
const DOINGS = `went woke wake woken slept sleep sleeping ate eat eating walk walked walking talk talked talking met meet
  started start finished finish trying tried thinking thought wrote write writing spent read reading watched watching
  sat stayed left help helped needed wish guess mind life people person place part end rest bit hours little new old
  big small real whole full able ready writes worked`;

/** All of them. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(`${TIMES} ${FEELINGS} ${DOINGS}`.split(/\s+/));
