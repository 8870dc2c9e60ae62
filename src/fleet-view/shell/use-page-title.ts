import { useEffect } from 'react';
import { words } from '../words.en.ts';

/** Names the browser tab after the page. */
export function usePageTitle(page: string): void {
  useEffect(() => {
    document.title = words.titleOf(page);
  }, [page]);
}
