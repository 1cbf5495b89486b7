/**
 * Which of the shipped countries a time zone lies in, current names and those that systems still send. A zone that
 * is not here names no country, and the international entry is offered.
 */
const ZONES: Readonly<Record<string, string>> = {
  AR: "America/Argentina/Buenos_Aires America/Argentina/Catamarca America/Argentina/Cordoba America/Argentina/Jujuy America/Argentina/La_Rioja America/Argentina/Mendoza America/Argentina/Rio_Gallegos America/Argentina/Salta America/Argentina/San_Juan America/Argentina/San_Luis America/Argentina/Tucuman America/Argentina/Ushuaia America/Buenos_Aires America/Cordoba America/Catamarca America/Jujuy America/Mendoza America/Rosario",
  AT: "Europe/Vienna",
  AU: "Australia/Sydney Australia/Melbourne Australia/Brisbane Australia/Perth Australia/Adelaide Australia/Hobart Australia/Darwin Australia/Broken_Hill Australia/Eucla Australia/Lindeman Australia/Lord_Howe Australia/Currie Australia/ACT Australia/NSW Australia/Queensland Australia/Victoria Australia/Tasmania Australia/South Australia/West Australia/North Australia/Canberra Antarctica/Macquarie",
  BE: "Europe/Brussels",
  BR: "America/Sao_Paulo America/Bahia America/Fortaleza America/Recife America/Manaus America/Belem America/Cuiaba America/Campo_Grande America/Porto_Velho America/Rio_Branco America/Boa_Vista America/Maceio America/Araguaina America/Santarem America/Eirunepe America/Noronha America/Porto_Acre Brazil/East Brazil/West Brazil/Acre Brazil/DeNoronha",
  CA: "America/Toronto America/Vancouver America/Montreal America/Edmonton America/Winnipeg America/Halifax America/Regina America/St_Johns America/Moncton America/Whitehorse America/Yellowknife America/Iqaluit America/Glace_Bay America/Goose_Bay America/Thunder_Bay America/Nipigon America/Rainy_River America/Rankin_Inlet America/Resolute America/Cambridge_Bay America/Inuvik America/Dawson America/Dawson_Creek America/Fort_Nelson America/Creston America/Swift_Current America/Blanc-Sablon America/Atikokan America/Pangnirtung Canada/Atlantic Canada/Central Canada/Eastern Canada/Mountain Canada/Newfoundland Canada/Pacific Canada/Saskatchewan Canada/Yukon",
  CH: "Europe/Zurich",
  CL: "America/Santiago America/Punta_Arenas America/Coyhaique Pacific/Easter Chile/Continental Chile/EasterIsland",
  CZ: "Europe/Prague",
  DE: "Europe/Berlin Europe/Busingen",
  DK: "Europe/Copenhagen",
  ES: "Europe/Madrid Atlantic/Canary Africa/Ceuta",
  FI: "Europe/Helsinki Europe/Mariehamn",
  FR: "Europe/Paris",
  GB: "Europe/London Europe/Belfast GB GB-Eire",
  GR: "Europe/Athens",
  HK: "Asia/Hong_Kong Hongkong",
  HU: "Europe/Budapest",
  IE: "Europe/Dublin Eire",
  IL: "Asia/Jerusalem Asia/Tel_Aviv Israel",
  IN: "Asia/Kolkata Asia/Calcutta",
  IS: "Atlantic/Reykjavik Iceland",
  IT: "Europe/Rome",
  JP: "Asia/Tokyo Japan",
  KR: "Asia/Seoul ROK",
  LU: "Europe/Luxembourg",
  MX: "America/Mexico_City America/Monterrey America/Tijuana America/Cancun America/Merida America/Chihuahua America/Ciudad_Juarez America/Hermosillo America/Mazatlan America/Matamoros America/Ojinaga America/Bahia_Banderas America/Ensenada America/Santa_Isabel Mexico/General Mexico/BajaNorte Mexico/BajaSur",
  MY: "Asia/Kuala_Lumpur Asia/Kuching",
  NL: "Europe/Amsterdam",
  NO: "Europe/Oslo Arctic/Longyearbyen Atlantic/Jan_Mayen",
  NZ: "Pacific/Auckland Pacific/Chatham Antarctica/McMurdo NZ NZ-CHAT",
  PH: "Asia/Manila",
  PL: "Europe/Warsaw Poland",
  PT: "Europe/Lisbon Atlantic/Madeira Atlantic/Azores Portugal",
  SE: "Europe/Stockholm",
  SG: "Asia/Singapore Singapore",
  TW: "Asia/Taipei ROC",
  UA: "Europe/Kyiv Europe/Kiev Europe/Uzhgorod Europe/Zaporozhye",
  US: "America/New_York America/Chicago America/Denver America/Los_Angeles America/Phoenix America/Anchorage America/Detroit America/Boise America/Adak America/Juneau America/Nome America/Sitka America/Metlakatla America/Yakutat America/Menominee America/Shiprock America/Fort_Wayne America/Indianapolis America/Louisville America/Indiana/Indianapolis America/Indiana/Knox America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Tell_City America/Indiana/Vevay America/Indiana/Vincennes America/Indiana/Winamac America/Knox_IN America/Kentucky/Louisville America/Kentucky/Monticello America/North_Dakota/Beulah America/North_Dakota/Center America/North_Dakota/New_Salem America/Atka Pacific/Honolulu Pacific/Johnston US/Alaska US/Aleutian US/Arizona US/Central US/East-Indiana US/Eastern US/Hawaii US/Indiana-Starke US/Michigan US/Mountain US/Pacific Navajo",
  ZA: "Africa/Johannesburg",
};

const COUNTRY_BY_ZONE: ReadonlyMap<string, string> = new Map(
  Object.entries(ZONES).flatMap(([country, zones]) =>
    zones.split(" ").map((zone): [string, string] => [zone.toLowerCase(), country]),
  ),
);

/** ISO 3166-1 code of the country that a zone lies in, if it is one of the shipped. */
export function findCountryOfZone(timezone: string): string | undefined {
  return COUNTRY_BY_ZONE.get(timezone.toLowerCase());
}
