/** The one page for what does not exist and for what belongs to somebody else. */
import { Link } from "@tanstack/react-router";
import { useSession } from "../api/use-person.ts";
import { buttonClass } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { messages } from "./messages.ts";

export function NotFoundPage() {
  return (
    <Page title={messages.notFoundTitle} lead={messages.notFoundText} width="form">
      <p>
        <WayBack />
      </p>
    </Page>
  );
}

function WayBack() {
  const person = useSession();
  return person === null ? (
    <Link to="/" className={buttonClass("primary")}>
      {messages.toStart}
    </Link>
  ) : (
    <Link to="/timeline" className={buttonClass("primary")}>
      {messages.toTimeline}
    </Link>
  );
}
