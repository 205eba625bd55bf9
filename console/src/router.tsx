import { createRouter } from '@tanstack/react-router';
import { place } from './place';
import { checkingRoutes } from './routes/checking';
import { countingRoutes } from './routes/counting';
import { buyingRoutes } from './routes/buying';
import { adminRoutes } from './routes/admin';
import { documentRoutes } from './routes/documents';
import { ledgerDocumentRoutes } from './routes/ledger-documents';
import { movingRoutes } from './routes/moving';
import { productRoutes } from './routes/products';
import { reportRoutes } from './routes/reports';
import { stockRoutes } from './routes/stock';
import { syncRoutes } from './routes/sync';
import { nowhere, root, shell, signIn, today } from './routes/shell';
import { NotFound, PageFailed } from './states/pages';

// Each page is a script of its own, loaded when it is first led to. paths.json lists the paths for the server.

export const router = createRouter({
  routeTree: root.addChildren([
    shell.addChildren([
      today,
      ...productRoutes,
      ...documentRoutes,
      ...ledgerDocumentRoutes,
      ...stockRoutes,
      ...syncRoutes,
      ...movingRoutes,
      ...checkingRoutes,
      ...countingRoutes,
      ...buyingRoutes,
      ...reportRoutes,
      ...adminRoutes,
      nowhere,
    ]),
    signIn,
  ]),
  basepath: place.base || '/',
  defaultPreload: 'intent',
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
