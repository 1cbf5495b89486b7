/** The local day on this device; looked up again when the page comes back into sight. */
import { useEffect, useState } from "react";
import { localDay } from "./when.ts";

/** YYYY-MM-DD. */
export function useToday(): string {
  const [today, setToday] = useState(() => localDay(new Date()));
  useEffect(() => {
    const lookUp = () => setToday(localDay(new Date()));
    document.addEventListener("visibilitychange", lookUp);
    return () => document.removeEventListener("visibilitychange", lookUp);
  }, []);
  return today;
}
