/**
 * Which code units make words, and which code points are emoji. Plain ranges instead of Unicode property
 * regexes: the same answer in every browser and Node version, so that scores never depend on where they are made.
 */

const ASCII_WORD = new Uint8Array(128);
for (let unit = 48; unit <= 57; unit += 1) ASCII_WORD[unit] = 1;
for (let unit = 65; unit <= 90; unit += 1) ASCII_WORD[unit] = 1;
for (let unit = 97; unit <= 122; unit += 1) ASCII_WORD[unit] = 1;

/** Letters, digits, combining marks and ideographs of the basic plane. */
export function isWordUnit(unit: number): boolean {
  if (unit < 128) return ASCII_WORD[unit] === 1;
  if (unit < 0xc0) return unit === 0xaa || unit === 0xb5 || unit === 0xba;
  if (unit < 0x2000) return unit !== 0xd7 && unit !== 0xf7 && !isOtherStop(unit);
  if (unit < 0x3005) return unit >= 0x2c00 && unit < 0x2e00;
  if (unit < 0xd800) return unit !== 0x3030 && unit !== 0x303d && (unit < 0x3008 || unit > 0x3020);
  return (unit >= 0xf900 && unit < 0xfe00) || (unit >= 0xfe70 && unit < 0xff00) || isFullWidthWord(unit);
}

function isFullWidthWord(unit: number): boolean {
  return (
    (unit >= 0xff10 && unit <= 0xff19) ||
    (unit >= 0xff21 && unit <= 0xff3a) ||
    (unit >= 0xff41 && unit <= 0xff5a) ||
    (unit >= 0xff66 && unit <= 0xffdc)
  );
}

/** Sentence ends of scripts other than Latin that lie among letters: Greek, Armenian, Arabic, Devanagari. */
function isOtherStop(unit: number): boolean {
  return (
    unit === 0x37e ||
    unit === 0x589 ||
    unit === 0x60c ||
    unit === 0x61f ||
    unit === 0x6d4 ||
    unit === 0x964 ||
    unit === 0x965
  );
}

/** Whether a code point stands for a picture: faces, gestures, hearts, animals, weather and the like. */
export function isEmoji(codePoint: number): boolean {
  if (codePoint < 0x2190) return false;
  if (codePoint >= 0x1f000) return codePoint <= 0x1faff && !isSkinTone(codePoint);
  return (
    (codePoint >= 0x2600 && codePoint <= 0x27bf) ||
    (codePoint >= 0x2b05 && codePoint <= 0x2b55) ||
    codePoint === 0x2639 ||
    codePoint === 0x231a ||
    codePoint === 0x23f0 ||
    codePoint === 0x3030
  );
}

/** Skin tones, variation selectors, joiners, tags: they colour the emoji before them and say nothing more. */
export function isEmojiModifier(codePoint: number): boolean {
  return (
    codePoint === 0x200d ||
    codePoint === 0xfe0f ||
    codePoint === 0xfe0e ||
    codePoint === 0x20e3 ||
    isSkinTone(codePoint) ||
    (codePoint >= 0xe0020 && codePoint <= 0xe007f)
  );
}

function isSkinTone(codePoint: number): boolean {
  return codePoint >= 0x1f3fb && codePoint <= 0x1f3ff;
}

/** Space, tab, line ends and their wide relatives. */
export function isSpace(unit: number): boolean {
  return (
    unit === 32 ||
    (unit >= 9 && unit <= 13) ||
    unit === 0xa0 ||
    unit === 0x3000 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029
  );
}
