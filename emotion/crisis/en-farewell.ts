/**
 * Words of leaving in English: goodbyes, gifts, being gone, not being safe. Like other veiled signs they count only
 * beside sadness, fear or a second sign.
 */
import type { CrisisRule } from "#emotion/crisis/locale.ts";

const vanishing: CrisisRule = {
  subject: "open",
  phrases: [
    "{crave} _ disappear|vanish|fade $",
    "{crave} _ disappear|vanish|fade forever|away|completely|from|and",
    "could _ disappear|vanish $",
    "could _ disappear|vanish forever|completely",
    "not _ want to _ be here {longer}",
    "not _ want to _ be here $",
    "wish i was|were not _ here {longer}",
    "and not be here",
    "to _ not be here $",
    "{crave} _ be gone",
    "{crave} _ go and not|never",
    "to sleep and sleep",
    "if|when|once|after i am|were|was _ gone",
    "want to leave this world|life|earth|everything",
    "leave|leaving this world",
    "wake|waking up to|into another|a|the day",
    "peace with leaving|dying|death|going|the+end|ending",
  ],
  unless: ["bags|train|trip|beach|party|office|work|book|blanket|holiday|school|series|gym|weekend"],
};

const stopping: CrisisRule = {
  subject: "open",
  phrases: [
    "want|wanted|wish|need|make|let _ it|this|everything _ to? _ {stop}",
    "want|wanted|wish|need|make ~2 pain|suffering|hurt|hurting|voices _ to? _ {stop}",
    "make|makes it|this|pain _ stop $",
    "{crave} _ end it|things $",
    "thinking of|about ending it|things",
    "finally be|have|at peace $",
    "{crave} _ be at peace",
    "so that it|this stops|ends|ended",
  ],
  unless: [
    "with him|her|mark|them",
    "week|meeting|exam*|semester|relationship|drill|neighbour*|rain|heat|headache|hiccup*",
  ],
};

const goodbye: CrisisRule = {
  subject: "open",
  phrases: [
    "this is ~3 goodbye $",
    "saying|say|said ~1 goodbye to ~1 everyone|everybody|everything|life|world",
    "saying goodbye $",
    "goodbye everyone|everybody|world",
    "goodbye cruel world",
    "time|ready to say goodbye $",
    "final|last goodbye|goodbyes",
    "goodbye letter|letters|note|notes|messages|video",
    "my|the last|final entry|words|note",
    "last time i _ write|writing",
    "letter|letters|note|notes to|for ~1 everyone|everybody|family|people ~4 {keptPlace}",
    "letters to everyone",
    "forgive|forgives me one+day|some+day|someday|for+this|for+leaving|for+going|when",
    "my note written",
    "wrote|written my ~1 note $",
  ],
  unless: [
    "summer|holiday|colleague*|school|term|class|house|flat|apartment|team|year|job|office|charity|fundrais*|christmas cards",
  ],
};

const settling: CrisisRule = {
  subject: "open",
  phrases: [
    "{give} _ away _ my|most|all ~4 {belongings}",
    "{give} _ my|all ~3 {belongings} away",
    "will not need {them}",
    "my affairs in order",
    "{decided} ~1 who gets|takes my|the",
    "{home} ~4 when|once|after i am _ gone",
  ],
  unless: ["charity|move|moving|declutter*|junk|old|flea|sale|attic|donat*|recycl*|umbrella|coat|jacket"],
};

const belonging: CrisisRule = {
  subject: "open",
  phrases: [
    "not _ belong in|on this world|earth|planet",
    "not made|meant|built|cut+out for this? world|life|living",
    "world is not for|made me",
    "world is not made for me",
    "not meant to be here|alive",
    "{crave} _ be|go|join|follow|see ~1 with? {lost} _ again|wherever|up+there|in+heaven|on+the+other+side",
    "{crave} _ join|follow {lost}",
    "{crave} _ be with mum|mom|dad|grandma|grandpa|my+mum|my+mom|my+dad|my+son|my+daughter $",
  ],
  unless: [
    "party|weekend|dinner|trip|cinema|holiday|christmas|call|flight|visit*|instagram|twitter|run|class|band",
  ],
};

const unsafe: CrisisRule = {
  subject: "open",
  phrases: [
    "not _ trust {me}",
    "not _ feel|be|am safe _ with|from|around|alone",
    "not safe _ with|from|alone",
    "scared|afraid|frightened of what i _ {might} do",
    "scared|afraid|frightened of {me}",
    "do something to {me}",
    "do something stupid|bad tonight",
    "do something stupid|bad to {me}",
    "what i _ {might} do to {me}",
    "not be left? alone tonight",
    "scared|afraid to be alone with {me}",
  ],
  unless: ["credit card|chocolate|biscuits|crisps|sugar|shop*|ex|text|texting|cards|driving|ice"],
};

const indifferent: CrisisRule = {
  subject: "open",
  phrases: [
    "someone|somebody|please _ kill me",
    "^ kill me $",
    "not care _ if|whether i _ live|die|wake|survive",
    "not _ mind _ if i _ died|die|was|were",
    "dead inside",
    "thinking|think|thoughts of|about _ death",
    "rather not be here|exist",
    "dark|bad|scary|those|the thoughts ~2 back|again|louder|winning|worse",
    "what if i _ {die}",
    "fall asleep _ and _ stay|never|not",
    "if i _ died|disappeared|vanished",
    "knife|blade|razor|pills|rope|gun ~2 in|on|against my hand|hands|lap|skin|arm|wrist|neck|head",
    "look|looked|looking|stare|stared|staring at the|my|all ~1 pills|tablets|knife|rope",
    "look|looked|looking|stare|stared|staring at the tracks",
    "pills|tablets|meds ~8 counted|counting|ready",
    "tied|bought|found|got a|some|the rope",
  ],
  unless: ["meeting|traffic|homework|maths|math|monday|queue|lol|haha*|wine"],
};

export const farewells: readonly CrisisRule[] = [
  vanishing,
  stopping,
  goodbye,
  settling,
  belonging,
  unsafe,
  indifferent,
];
