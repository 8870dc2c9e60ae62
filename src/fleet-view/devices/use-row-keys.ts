import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';

const PAGE_ROWS = 10;

/** The row a key leads to, or null when the key is not one of ours. */
export function rowAfterKey(key: string, active: number, count: number): number | null {
  const last = count - 1;
  const targets: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + PAGE_ROWS,
    PageUp: active - PAGE_ROWS,
    Home: 0,
    End: last,
  };
  const target = Object.hasOwn(targets, key) ? targets[key] : undefined;
  return target === undefined || count === 0 ? null : Math.min(Math.max(target, 0), last);
}

/**
 * Moves the focus between the links of virtual rows. The row to go to may not be in the document yet: it is scrolled
 * to, and focused as soon as it is rendered.
 */
export function useRowKeys({
  body,
  count,
  scrollTo,
}: {
  body: RefObject<HTMLElement | null>;
  count: number;
  scrollTo: (index: number) => void;
}): { active: number; onKeyDown: (event: KeyboardEvent) => void } {
  const [active, setActive] = useState(0);
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    const link = body.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] a`);
    if (link === null || link === undefined) return;
    link.focus({ preventScroll: true });
    wanted.current = null;
  });
  function onKeyDown(event: KeyboardEvent): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    if (row === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = rowAfterKey(event.key, Number(row.dataset.index), count);
    if (next === null) return;
    event.preventDefault();
    wanted.current = next;
    setActive(next);
    scrollTo(next);
  }
  return { active, onKeyDown };
}
