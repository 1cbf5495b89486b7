/**
 * What stands around every page: the way to the content, the navigation, the notices about connection
 * and login, the theme. When the login ends it asks to sign in again; where something is being written
 * the page stays, and nothing that was typed is touched.
 */
import { Link, Outlet, useMatches, useNavigate, useRouterState } from "@tanstack/react-router";
import { Suspense, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { reachability } from "../api/reachability.ts";
import { endSession, sessionLost } from "../api/session.ts";
import { useSession } from "../api/use-person.ts";
import { pathBelowBase } from "../paths.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { chooseTheme, readTheme, THEMES } from "../ui/theme.ts";
import { flashes, showFlash } from "./flash.ts";
import { messages } from "./messages.ts";
import styles from "./shell.module.css";

export function Shell() {
  const person = useSession();
  return (
    <div className={styles["shell"]}>
      <a className={styles["skip"]} href="#content">
        {messages.skip}
      </a>
      <header className={styles["header"]}>
        <Link to="/" className={styles["wordmark"]}>
          <Mark />
          <span className={styles["wordmarkText"]}>{messages.home}</span>
        </Link>
        <nav aria-label={messages.navigation} className={styles["navigation"]}>
          {person === null ? (
            <>
              <Link to="/sign-in" className={styles["link"]}>
                {messages.signIn}
              </Link>
              <Link to="/sign-up" className={styles["link"]}>
                {messages.signUp}
              </Link>
            </>
          ) : (
            <>
              <Link to="/" className={styles["link"]} activeOptions={{ exact: true }}>
                {messages.write}
              </Link>
              <Link to="/timeline" className={styles["link"]}>
                {messages.timeline}
              </Link>
              <Link to="/patterns" className={styles["link"]}>
                {messages.patterns}
              </Link>
              <Link to="/profile" className={styles["link"]}>
                {messages.profile}
              </Link>
            </>
          )}
        </nav>
      </header>
      <div className={styles["notices"]} aria-live="polite">
        <ConnectionNotice />
        <LostSessionNotice />
      </div>
      <main id="content" tabIndex={-1} className={styles["main"]}>
        <Suspense>
          <Outlet />
        </Suspense>
      </main>
      <footer className={styles["footer"]}>
        <ThemeChoice />
      </footer>
      <FlashRegion />
    </div>
  );
}

/** A word and its echo. */
function Mark() {
  return (
    <svg className={styles["mark"]} viewBox="0 0 20 20" aria-hidden="true">
      <path
        d="M4 7v6M8.5 5a7.5 7.5 0 0 1 0 10M13 2.5a11 11 0 0 1 0 15"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
    </svg>
  );
}

function ConnectionNotice() {
  const state = useSyncExternalStore(reachability.subscribe, reachability.get);
  if (state === "reachable") return null;
  return <Notice tone="warning">{messages[state]}</Notice>;
}

function LostSessionNotice() {
  const isLost = useSyncExternalStore(sessionLost.subscribe, sessionLost.get);
  const keepsWords = useMatches({
    select: (matches) => matches.some((match) => match.staticData.keepsWords),
  });
  const path = useRouterState({
    select: ({ location }) => pathBelowBase(location.pathname, location.searchStr),
  });
  const navigate = useNavigate();
  const signInAgain = () => {
    endSession();
    void navigate({ to: "/sign-in", search: { return: path } });
  };
  useEffect(() => {
    if (isLost && !keepsWords) signInAgain();
  });
  if (!isLost) return null;
  return (
    <Notice
      tone="warning"
      actions={
        <Button kind="primary" onClick={signInAgain}>
          {messages.lostElsewhere}
        </Button>
      }
    >
      {messages.lost}
    </Notice>
  );
}

function ThemeChoice() {
  const [theme, setTheme] = useState(readTheme);
  return (
    <fieldset className={styles["theme"]}>
      <legend className={styles["themeLabel"]}>{messages.theme}</legend>
      {THEMES.map((each) => (
        <button
          key={each}
          type="button"
          className={styles["themeOption"]}
          aria-pressed={theme === each}
          onClick={() => {
            chooseTheme(each);
            setTheme(each);
          }}
        >
          {messages.themes[each]}
        </button>
      ))}
    </fieldset>
  );
}

/** Stays until it is closed or the person has moved on to another page. */
function FlashRegion() {
  const flash = useSyncExternalStore(flashes.subscribe, flashes.get);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const shownOn = useRef<{ flash: typeof flash; path: string } | null>(null);
  useEffect(() => {
    if (flash === null) return;
    if (shownOn.current?.flash !== flash) shownOn.current = { flash, path };
    else if (shownOn.current.path !== path) showFlash(null);
  }, [flash, path]);
  return (
    <div className={styles["flash"]} aria-live="polite">
      {flash === null ? null : (
        <div className={styles["flashBox"]}>
          <span>{flash.text}</span>
          {flash.action === undefined ? null : (
            <button type="button" className={styles["flashAction"]} onClick={flash.action.run}>
              {flash.action.label}
            </button>
          )}
          <button type="button" className={styles["flashAction"]} onClick={() => showFlash(null)}>
            {messages.dismiss}
          </button>
        </div>
      )}
    </div>
  );
}
