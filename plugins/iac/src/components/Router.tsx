import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { BgProvider } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import { Route, Routes, useParams } from 'react-router-dom';
import { environmentRouteRef, runRouteRef } from '../routes';
import { EnvironmentPage } from './environment';
import { ReadinessPage } from './readiness';
import { LoadingCards } from './states';
import { theme } from './theme';
import { classes } from './theme/classes';

// Plans, logs and approvals: not read before somebody opens a run.
const RunPage = lazy(() => import('./run').then(m => ({ default: m.RunPage })));

/** The pages below the plugin's root. Their buttons and fields stand on cards. */
export function Router() {
  return (
    <BgProvider bg="neutral-1">
      <Routes>
        <Route path="/" element={<ReadinessPage />} />
        <Route path={environmentRouteRef.path} element={<EnvironmentRoute />} />
        <Route path={runRouteRef.path} element={<RunRoute />} />
        <Route path="*" element={<NotFoundErrorPage />} />
      </Routes>
    </BgProvider>
  );
}

function EnvironmentRoute() {
  const { name = '' } = useParams();
  return <EnvironmentPage key={name} name={name} />;
}

function RunRoute() {
  const { runId = '' } = useParams();
  return (
    <Suspense
      fallback={
        <main className={classes(theme.theme, theme.page)}>
          <LoadingCards count={1} height={420} />
        </main>
      }
    >
      <RunPage key={runId} runId={runId} />
    </Suspense>
  );
}
