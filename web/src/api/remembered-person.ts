/**
 * Who signed in on this device last, as a hint: it saves a request on the landing page, and it opens a
 * person's own draft while Echo cannot be reached. It proves nothing and opens nothing on the server.
 */
export interface RememberedPerson {
  readonly id: string;
  readonly email: string | null;
}

const KEY = "echo.person";

export function readRememberedPerson(): RememberedPerson | null {
  try {
    const person = JSON.parse(localStorage.getItem(KEY) ?? "null") as RememberedPerson | null;
    return person !== null && typeof person.id === "string" ? person : null;
  } catch {
    return null;
  }
}

export function rememberPerson(person: RememberedPerson | null): void {
  try {
    if (person === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify({ id: person.id, email: person.email }));
  } catch {
    // Storage is switched off: the next visit asks the server instead.
  }
}
