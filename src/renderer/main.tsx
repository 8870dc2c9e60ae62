import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Bridge } from '../contract/ipc.ts';
import { KeyreadyTheme } from '../ui/keyready-theme.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import './bridge.ts';
import { FaultBoundary } from './fault-boundary.tsx';
import { MyDevice } from './my-device.tsx';
import { useSnapshot } from './use-snapshot.ts';

function App({ bridge }: { bridge: Bridge }) {
  const { snapshot, problem } = useSnapshot(bridge);
  if (problem) return <ProblemNote problem={problem} />;
  // Main answers in a few milliseconds; an empty page meanwhile flashes less than a placeholder would.
  return snapshot && <MyDevice snapshot={snapshot} bridge={bridge} />;
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <KeyreadyTheme choice="system">
        <FaultBoundary>
          <App bridge={window.keyready} />
        </FaultBoundary>
      </KeyreadyTheme>
    </StrictMode>,
  );
}
