/** The signed-in person, for pages that open only for one. */
import { useQuery } from "@tanstack/react-query";
import { type Person, sessionQuery } from "./session.ts";

/** The person, or null while nobody is signed in. */
export function useSession(): Person | null {
  return useQuery(sessionQuery()).data ?? null;
}
