import { Component, type ReactNode } from 'react';
import type { ProblemCode } from '../contract/problem.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { words } from './words.en.ts';

const code: ProblemCode = 'window.broken';

/** Shows a plain note instead of an empty window when drawing the page fails. */
export class FaultBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <ProblemNote problem={{ code, ...words.broken }} /> : this.props.children;
  }
}
