/**
 * Telephone and chat services that Echo ships, by ISO 3166-1 country. Numbers change: the operator checks them before
 * opening the service and replaces them by CRISIS_RESOURCES_FILE (docs/crisis.md). Only services for everybody stand
 * here, and at most three a country: a long list is hard to read on a bad night.
 */
import type { CrisisResource } from "@echo/contract/crisis.ts";

const ALWAYS = "24 hours, every day";

function resource(name: string, contact: string, hours: string | null, url: string | null): CrisisResource {
  return { name, contact, hours, url };
}

/** Where no country is known, and after every country's own. */
export const INTERNATIONAL_RESOURCES: readonly CrisisResource[] = [
  resource("Find A Helpline (directory by country)", "findahelpline.com", null, "https://findahelpline.com"),
];

export const DEFAULT_RESOURCES: Readonly<Record<string, readonly CrisisResource[]>> = {
  AR: [
    resource("Línea nacional de salud mental", "0800 999 0091", ALWAYS, null),
    resource(
      "Centro de Asistencia al Suicida",
      "135 (Buenos Aires), (011) 5275-1135",
      null,
      "https://www.asistenciaalsuicida.org.ar",
    ),
  ],
  AT: [resource("TelefonSeelsorge Österreich", "142", ALWAYS, "https://www.telefonseelsorge.at")],
  AU: [
    resource("Lifeline", "13 11 14, text 0477 13 11 14", ALWAYS, "https://www.lifeline.org.au"),
    resource(
      "Suicide Call Back Service",
      "1300 659 467",
      ALWAYS,
      "https://www.suicidecallbackservice.org.au",
    ),
  ],
  BE: [
    resource("Zelfmoordlijn (Nederlands)", "1813", ALWAYS, "https://www.zelfmoord1813.be"),
    resource(
      "Centre de Prévention du Suicide (français)",
      "0800 32 123",
      ALWAYS,
      "https://www.preventionsuicide.be",
    ),
  ],
  BR: [resource("CVV, Centro de Valorização da Vida", "188", ALWAYS, "https://cvv.org.br")],
  CA: [
    resource(
      "9-8-8: Suicide Crisis Helpline / Ligne d’aide en cas de crise de suicide",
      "988 (call or text)",
      ALWAYS,
      "https://988.ca",
    ),
  ],
  CH: [
    resource("Die Dargebotene Hand / La Main Tendue / Telefono Amico", "143", ALWAYS, "https://www.143.ch"),
  ],
  CL: [resource("Línea de prevención del suicidio", "*4141", ALWAYS, null)],
  CZ: [resource("Linka první psychické pomoci", "116 123", ALWAYS, "https://linkapsychickepomoci.cz")],
  DE: [
    resource(
      "TelefonSeelsorge",
      "0800 111 0 111, 0800 111 0 222, 116 123",
      ALWAYS,
      "https://www.telefonseelsorge.de",
    ),
  ],
  DK: [resource("Livslinien", "70 201 201", null, "https://www.livslinien.dk")],
  ES: [
    resource("Línea de atención a la conducta suicida", "024", ALWAYS, null),
    resource("Teléfono de la Esperanza", "717 003 717", ALWAYS, "https://telefonodelaesperanza.org"),
  ],
  FI: [resource("MIELI Kriisipuhelin", "09 2525 0111", ALWAYS, "https://mieli.fi")],
  FR: [resource("3114, numéro national de prévention du suicide", "3114", ALWAYS, "https://3114.fr")],
  GB: [
    resource("Samaritans", "116 123", ALWAYS, "https://www.samaritans.org"),
    resource("Shout", "text SHOUT to 85258", ALWAYS, "https://giveusashout.org"),
  ],
  GR: [
    resource("Γραμμή παρέμβασης για την αυτοκτονία, Κλίμακα", "1018", ALWAYS, "https://www.suicide-help.gr"),
  ],
  HK: [resource("Mental Health Support Hotline 情緒通", "18111", ALWAYS, null)],
  HU: [resource("Lelki Elsősegély Telefonszolgálat", "116 123", ALWAYS, null)],
  IE: [
    resource("Samaritans", "116 123", ALWAYS, "https://www.samaritans.org"),
    resource("Text About It", "text HELLO to 50808", ALWAYS, "https://www.textaboutit.ie"),
  ],
  IL: [resource("ERAN ער״ן", "1201", ALWAYS, "https://www.eran.org.il")],
  IN: [resource("Tele-MANAS", "14416, 1800 891 4416", ALWAYS, "https://telemanas.mohfw.gov.in")],
  IS: [resource("Hjálparsími Rauða krossins", "1717", ALWAYS, "https://www.1717.is")],
  IT: [resource("Telefono Amico Italia", "02 2327 2327", null, "https://www.telefonoamico.it")],
  JP: [resource("よりそいホットライン", "0120-279-338", ALWAYS, null)],
  KR: [resource("자살예방 상담전화", "109", ALWAYS, null)],
  LU: [resource("SOS Détresse", "45 45 45", null, "https://454545.lu")],
  MX: [resource("Línea de la Vida", "800 911 2000", ALWAYS, null)],
  MY: [resource("Befrienders KL", "03-7627 2929", ALWAYS, "https://www.befrienders.org.my")],
  NL: [resource("113 Zelfmoordpreventie", "113, 0800 0113", ALWAYS, "https://www.113.nl")],
  NO: [resource("Mental Helse Hjelpetelefonen", "116 123", ALWAYS, "https://mentalhelse.no")],
  NZ: [
    resource("1737, need to talk?", "1737 (call or text)", ALWAYS, "https://1737.org.nz"),
    resource("Lifeline Aotearoa", "0800 543 354", ALWAYS, "https://www.lifeline.org.nz"),
  ],
  PH: [resource("NCMH Crisis Hotline", "1553", ALWAYS, null)],
  PL: [
    resource(
      "Centrum Wsparcia dla Osób w Kryzysie Psychicznym",
      "800 70 2222",
      ALWAYS,
      "https://centrumwsparcia.pl",
    ),
    resource("Telefon zaufania dla dzieci i młodzieży", "116 111", ALWAYS, "https://116111.pl"),
  ],
  PT: [
    resource("Linha Nacional de Prevenção do Suicídio", "1411", ALWAYS, null),
    resource("SOS Voz Amiga", "213 544 545", "15:30 to 00:30, every day", "https://www.sosvozamiga.org"),
  ],
  SE: [resource("Självmordslinjen, Mind", "90101", ALWAYS, "https://mind.se")],
  SG: [resource("Samaritans of Singapore", "1767", ALWAYS, "https://www.sos.org.sg")],
  TW: [resource("安心專線", "1925", ALWAYS, null)],
  UA: [resource("Lifeline Ukraine", "7333", ALWAYS, "https://lifelineukraine.com")],
  US: [
    resource("988 Suicide & Crisis Lifeline", "988 (call or text)", ALWAYS, "https://988lifeline.org"),
    resource("Crisis Text Line", "text HOME to 741741", ALWAYS, "https://www.crisistextline.org"),
  ],
  ZA: [resource("SADAG Suicide Crisis Helpline", "0800 567 567", ALWAYS, "https://www.sadag.org")],
};
