import { useState } from 'react';

export const themeChoices = ['system', 'light', 'dark', 'contrast'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

function readStored(key: string): ThemeChoice {
  try {
    const stored = localStorage.getItem(key);
    return themeChoices.find((choice) => choice === stored) ?? 'system';
  } catch {
    // Storage may be switched off; the system's own setting is then the right answer.
    return 'system';
  }
}

/** The person's choice of appearance, kept in this browser under `key`. */
export function useStoredThemeChoice(key: string): [ThemeChoice, (choice: ThemeChoice) => void] {
  const [choice, setChoice] = useState<ThemeChoice>(() => readStored(key));
  function keep(next: ThemeChoice): void {
    setChoice(next);
    try {
      localStorage.setItem(key, next);
    } catch {
      // Without storage the choice lasts for this visit only.
    }
  }
  return [choice, keep];
}
