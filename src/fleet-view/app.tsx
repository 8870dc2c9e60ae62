import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { BrowserRouter, Route, Routes } from 'react-router';
import { KeyreadyTheme } from '../ui/keyready-theme.tsx';
import { useStoredThemeChoice } from '../ui/theme-choice.ts';
import { ApiProvider } from './api/api-context.ts';
import type { FleetApi } from './api/fleet-api.ts';
import { DevicePage } from './device/device-page.tsx';
import { DevicesPage } from './devices/devices-page.tsx';
import { OverviewPage } from './overview/overview-page.tsx';
import { SessionGate } from './session/session-gate.tsx';
import { DefectBoundary } from './shell/defect-boundary.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { Shell } from './shell/shell.tsx';
import { ShellFoot } from './shell/shell-foot.tsx';

/** The fleet view: appearance, sign-in, navigation, pages. `firstToken` is the one-time token the address carried. */
export function App({
  api,
  client,
  firstToken,
}: {
  api: FleetApi;
  client: QueryClient;
  firstToken: string | null;
}) {
  const [theme, setTheme] = useStoredThemeChoice('keyready.theme');
  return (
    <KeyreadyTheme choice={theme}>
      <ApiProvider value={api}>
        <QueryClientProvider client={client}>
          <BrowserRouter>
            <DefectBoundary>
              <SessionGate firstToken={firstToken}>
                {(session) => (
                  <Shell foot={<ShellFoot session={session} theme={theme} onTheme={setTheme} />}>
                    <Routes>
                      <Route index element={<OverviewPage />} />
                      <Route path="devices" element={<DevicesPage />} />
                      <Route path="devices/:id" element={<DevicePage />} />
                      <Route path="*" element={<NotFoundPage />} />
                    </Routes>
                  </Shell>
                )}
              </SessionGate>
            </DefectBoundary>
          </BrowserRouter>
        </QueryClientProvider>
      </ApiProvider>
    </KeyreadyTheme>
  );
}
