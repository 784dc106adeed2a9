import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { parseSearch, writeSearch } from './ui/address';
import type { Address } from './ui/address';
import { Root, NotFound } from './Root';
import { Shell } from './features/shell/Shell';
import { Home } from './features/shell/Home';
import { PageFailure } from './ui/Problem';
import { Waiting } from './ui/Waiting';

const rootRoute = createRootRoute({
  component: Root,
  notFoundComponent: NotFound,
  errorComponent: PageFailure,
  validateSearch: (search: Record<string, unknown>): Address => search as Address,
});

const shellRoute = createRoute({ getParentRoute: () => rootRoute, id: 'shell', component: Shell });

const homeRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: Home });

const worklistRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/liste',
  component: lazyRouteComponent(() => import('./features/worklist/WorklistPage'), 'WorklistPage'),
});

const requestsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/demandes',
  component: lazyRouteComponent(() => import('./features/requests/RequestsPage'), 'RequestsPage'),
});

const newRequestRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/demandes/nouvelle',
  component: lazyRouteComponent(() => import('./features/requests/NewRequestPage'), 'NewRequestPage'),
});

const rosterRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/planning',
  component: lazyRouteComponent(() => import('./features/roster/RosterPage'), 'RosterPage'),
});

const rehearsalRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/rejouer',
  component: lazyRouteComponent(() => import('./features/rehearsal/RehearsalPage'), 'RehearsalPage'),
});

const alertsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/alertes',
  component: lazyRouteComponent(() => import('./features/alerts/AlertsPage'), 'AlertsPage'),
});

const wallRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/mur',
  component: lazyRouteComponent(() => import('./features/wallboard/WallPage'), 'WallPage'),
});

/** The address of the sign-in page of other products; here signing in stands wherever one wanted to go. */
const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/connexion',
  beforeLoad: () => {
    throw redirect({ to: '/' });
  },
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    homeRoute,
    signInRoute,
    wallRoute,
    shellRoute.addChildren([
      worklistRoute,
      requestsRoute,
      newRequestRoute,
      rosterRoute,
      rehearsalRoute,
      alertsRoute,
    ]),
  ]),
  parseSearch,
  stringifySearch: writeSearch,
  defaultPendingComponent: Waiting,
  defaultErrorComponent: PageFailure,
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
