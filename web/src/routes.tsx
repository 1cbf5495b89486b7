/**
 * The pages and their addresses. Every page is a chunk of its own; a page that belongs to a person opens
 * only for a signed-in one, and the way back is kept.
 */
import { useSuspenseQuery } from "@tanstack/react-query";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { queryClient } from "./api/queries.ts";
import { type Person, sessionQuery } from "./api/session.ts";
import { BASE, pathBelowBase } from "./paths.ts";
import { NotFoundPage } from "./shell/not-found-page.tsx";
import { PageError } from "./shell/page-error.tsx";
import { Shell } from "./shell/shell.tsx";

const text = (value: unknown): string => (typeof value === "string" ? value : "");
/** A parameter that is left out of the address where it is empty. */
const optional = <const K extends string>(search: Record<string, unknown>, ...names: readonly K[]) =>
  Object.fromEntries(
    names.flatMap((name) => (text(search[name]) === "" ? [] : [[name, text(search[name])]])),
  ) as { readonly [N in K]?: string };

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: PageError,
  beforeLoad: async () => ({ person: await queryClient.ensureQueryData(sessionQuery()) }),
});

const WritePage = lazyRouteComponent(() => import("./features/entries/write-page.tsx"), "WritePage");
const LandingPage = lazyRouteComponent(() => import("./features/landing/landing-page.tsx"), "LandingPage");

function HomePage() {
  const { data: person } = useSuspenseQuery(sessionQuery());
  return person === null ? <LandingPage /> : <WritePage key={person.id} person={person} />;
}

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: HomePage,
  loader: async ({ context }) => {
    await (context.person === null ? LandingPage : WritePage).preload?.();
  },
  staticData: { keepsWords: true },
});

/** Whoever is signed in already goes home. */
const onlySignedOut = ({ context }: { context: { person: Person | null } }) => {
  if (context.person !== null) throw redirect({ to: "/", replace: true });
};

const signUp = createRoute({
  getParentRoute: () => root,
  path: "/sign-up",
  beforeLoad: onlySignedOut,
  component: lazyRouteComponent(() => import("./features/auth/sign-up-page.tsx"), "SignUpPage"),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>) => optional(search, "return"),
  beforeLoad: onlySignedOut,
  component: lazyRouteComponent(() => import("./features/auth/sign-in-page.tsx"), "SignInPage"),
});
const forgot = createRoute({
  getParentRoute: () => root,
  path: "/forgot",
  component: lazyRouteComponent(() => import("./features/auth/forgot-page.tsx"), "ForgotPage"),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: "/reset",
  validateSearch: (search: Record<string, unknown>) => optional(search, "token_hash", "type"),
  component: lazyRouteComponent(() => import("./features/auth/reset-page.tsx"), "ResetPage"),
});
const confirm = createRoute({
  getParentRoute: () => root,
  path: "/confirm",
  validateSearch: (search: Record<string, unknown>) => optional(search, "token_hash", "type"),
  component: lazyRouteComponent(() => import("./features/auth/confirm-page.tsx"), "ConfirmPage"),
});

/** Everything below needs a person. */
const personal = createRoute({
  getParentRoute: () => root,
  id: "personal",
  beforeLoad: ({ context, location }) => {
    if (context.person === null) {
      throw redirect({
        to: "/sign-in",
        search: { return: pathBelowBase(location.pathname, location.searchStr) },
        replace: true,
      });
    }
    return { person: context.person };
  },
});
const timeline = createRoute({
  getParentRoute: () => personal,
  path: "/timeline",
  validateSearch: (search: Record<string, unknown>) => optional(search, "q", "tag", "emotion", "to"),
  component: lazyRouteComponent(() => import("./features/entries/timeline-page.tsx"), "TimelinePage"),
});
const trash = createRoute({
  getParentRoute: () => personal,
  path: "/trash",
  component: lazyRouteComponent(() => import("./features/entries/trash-page.tsx"), "TrashPage"),
});
const entry = createRoute({
  getParentRoute: () => personal,
  path: "/entries/$id",
  component: lazyRouteComponent(() => import("./features/entries/entry-page.tsx"), "EntryPage"),
});
const edit = createRoute({
  getParentRoute: () => personal,
  path: "/entries/$id/edit",
  validateSearch: (search: Record<string, unknown>) => optional(search, "draft"),
  component: lazyRouteComponent(() => import("./features/entries/edit-page.tsx"), "EditPage"),
  staticData: { keepsWords: true },
});
const patterns = createRoute({
  getParentRoute: () => personal,
  path: "/patterns",
  validateSearch: (search: Record<string, unknown>) => optional(search, "window"),
  component: lazyRouteComponent(() => import("./features/insights/patterns-page.tsx"), "PatternsPage"),
});
const profile = createRoute({
  getParentRoute: () => personal,
  path: "/profile",
  component: lazyRouteComponent(() => import("./features/profile/profile-page.tsx"), "ProfilePage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    signUp,
    signIn,
    forgot,
    reset,
    confirm,
    personal.addChildren([timeline, patterns, trash, entry, edit, profile]),
  ]),
  basepath: BASE,
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
  // Parameters are plain text: a search for 2024 stays a text, a token of digits too.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter((pair): pair is [string, string] => text(pair[1]) !== "");
    return given.length === 0 ? "" : `?${new URLSearchParams(given).toString()}`;
  },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** Something is being written here: the page stays when the login ends. */
    keepsWords?: boolean;
  }
}
