/** The language of dates: the person's choice, else the browser's. */
import { useQuery } from "@tanstack/react-query";
import { profileQuery } from "../../api/queries.ts";

export function useLocale(): string {
  const { data } = useQuery(profileQuery());
  return data?.locale ?? navigator.language;
}
