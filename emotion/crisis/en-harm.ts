/**
 * What people write in English about taking their own life or hurting themselves: plans, urges, deeds. A phrase goes in
 * when someone in need may write it; `en-context.ts` says when it is not meant.
 */
import type { CrisisRule } from "#emotion/crisis/locale.ts";

const killing: CrisisRule = {
  subject: "own",
  phrases: [
    "kill|killing|killed|unalive|unaliving|unalived|murder|murdering|hang|hanging|hanged|shoot|shooting|drown|drowning {me}",
    "stab|stabbing|poison|poisoning|strangle|strangling|suffocate|suffocating|drowned|poisoned|hung {me}",
    "offing|off|end|ending {me}",
    "^ kms",
    "to|will|would|should|might|could|can|have|just|and|i _ kms",
    "end|ends|ending|ended|take|taking|took|taken|finish|finishing my own? _ life",
    "end|ending|ended|ends my existence|suffering|misery",
    "end|ending|ended it all",
    "end|ending it for good|ever",
    "end|ending it _ tonight|now|today|tomorrow|forever",
    "slit|slitting|slash|slashing|slashed|cut|cutting my ~1 wrist|wrists|throat|veins",
    "{plan} ~1 my ~1 death|funeral",
    "my own death",
    "catch the bus tonight|soon",
    "wrote|write|writing|written|have ~2 suicide note*",
    "die by my own hand",
    "{part} ~1 wants|wanted to _ {die}",
    "all i ~2 is _ to? {die}",
    "{voice} ~3 tell|tells|telling|says|saying|said|whispers|screams ~2 die|jump|kill|hurt",
    "ways|methods|how to _ die",
    "best|good|easy|only way to _ die $",
    "ways|way|how|method|methods to kill|hang|harm {me}",
    "painless|quickest|easiest|peaceful way ~1 to _ die|go|end",
    "a noose",
    "noose ~1 around|ready|tied",
    "gun ~2 to|in|against my ~1 head|mouth|temple",
    "{crave} _ end everything",
    "ending things|it permanently|forever|for+good",
    "end things|it permanently|forever|for+good",
    "die die",
    "i _ attempted $",
    "i _ attempted last|again|this|yesterday|on+sunday|on+monday",
    "my last day|night|days alive|on+earth|here",
  ],
  unless: ["not even with a gun", "if someone"],
};

const harming: CrisisRule = {
  subject: "own",
  phrases: [
    "{intend} ~3 {harm} {me}",
    "{intend} ~3 {harming} {me}",
    "{anyHarm} {me} ~2 on purpose",
    "{anyHarm} {me} deliberately",
    "{intend} ~3 do something to {me}",
    "{anyHarm} {me} _ to feel",
    "{intend} ~3 cut|cutting|burn|burning|slice|slicing my ~1 {arms}",
    "cut|cuts|cutting|sliced|slicing|scratched|scratching|burned|burning my ~1 {arms} ~4 on+purpose|again|deliberately|bled|bleed|blood",
    "cutting my ~1 {arms}",
    "blade|razor|razors ~4 my ~1 {arms}",
    "{anyHarm} {me} with a|my|the {blade}",
    "cut|cuts|burn|burns i made {me}?",
  ],
  unless: ["{sport}", "shaving|cooking|chopping"],
};

const harmingPlainly: CrisisRule = {
  subject: "own",
  phrases: ["{harm} {me}", "{harming} {me}", "i|have|and|then ~1 {harmed} {me}", "^ _ {harmed} {me}"],
  unless: ["{accident}", "{sport}"],
};

const cuttingAgain: CrisisRule = {
  subject: "own",
  phrases: [
    "started|start|been|keep|kept|am|was|stop|back to|relapsed|urge|urges to? _ cutting again|lately",
    "cutting again $",
    "i _ cut last+night|again|tonight|yesterday|deep|deeper|too+deep",
    "{crave} _ bleed",
    "urge|urges|want|wanted|need to cut $",
    "urge|urges|want|need to cut again",
    "relapsed ~1 cut|cutting",
  ],
  unless: [
    "{accident}",
    "hedge|lawn|grass|hair|carbs|sugar|calories|fabric|wood|video|footage|film|costs|spending",
  ],
};

const pills: CrisisRule = {
  subject: "open",
  phrases: [
    "take|taking|took|taken|swallow|swallowing|swallowed _ {all} ~3 {medicines}",
    "take|taking|took|taken|swallow|swallowing|swallowed ~2 bottle|bottles|box|boxes|packet|packets|pack|packs|strip|handful|handfuls ~2 {medicines}",
    "counting|counted|count|saving|saved|hoarding|hoarded|collecting|collected|stockpiling|stockpiled _ up? ~1 {medicines}",
    "{medicines} _ lined up",
    "{medicines} ~8 take|taking|took|swallow|swallowing them all",
    "pills|tablets _ at once",
  ],
  unless: ["prescribed|prescription|doctor|cough|infection|antibiotics|vitamin*|course"],
};

const falling: CrisisRule = {
  subject: "open",
  phrases: [
    "{consider} ~3 jump|jumping|throw|throwing|fall|falling|stepping|step|leap|leaping {me}? {off}",
    "{consider} ~3 walk|walking|step|stepping|jump|jumping|throw|throwing|lie|lying|run|running|stepped|walked|jumped|threw|ran {me}? into|in+front+of|infront+of|under|onto|on+to|on ~2 {traffic}",
    "{consider} ~3 drive|driving|steer|steering|crash|crashing|swerve|swerving ~3 {wall}",
    "stood|standing|stand|sat|sitting on|at ~3 {height} ~5 jump|jumping|jumped",
    "edge of|off ~3 {height} ~4 jump|jumping|jumped",
    "stepped|walked|ran ~1 in+front+of ~1 {traffic} on purpose",
  ],
  unless: ["bungee|parachute*|swim*|pool|diving|kids|zipline|catch|late"],
};

/** The word alone, which people also read and hear about. */
const topics: CrisisRule = {
  subject: "topic",
  phrases: [
    "suicid*",
    "self harm|harmed|harming|harms",
    "selfharm*",
    "sui $",
    "sui thoughts|ideation|tendencies|again|rn|right",
    "feeling|feel|am|been|being _ sui",
    "i ~3 overdose|overdosed|overdosing",
    "of|about|to ~1 overdose|overdosing",
    "want|wanted|going|about to _ od",
    "i _ od again|on",
    "relapsed on sh|si",
    "since|after|before my ~1 attempt $",
    "since|after|before my ~1 attempt and|i",
    "unalive|unaliving",
  ],
};

export const harm: readonly CrisisRule[] = [
  killing,
  harming,
  harmingPlainly,
  cuttingAgain,
  pills,
  falling,
  topics,
];
