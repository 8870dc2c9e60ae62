import { Component, type ReactNode } from 'react';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { problemOf } from '../api/fleet-problem.ts';

/** Catches a defect while drawing, so that the page says so instead of going blank. */
export class DefectBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return <ProblemNote problem={problemOf(undefined)} onRetry={() => window.location.reload()} />;
  }
}
