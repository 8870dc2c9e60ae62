import {
  FluentProvider,
  makeStyles,
  type Theme,
  teamsHighContrastTheme,
  tokens,
  webDarkTheme,
  webLightTheme,
} from '@fluentui/react-components';
import { type ReactNode, useLayoutEffect } from 'react';
import type { ThemeChoice } from './theme-choice.ts';
import { useMediaQuery } from './use-media-query.ts';

const themes: Record<Exclude<ThemeChoice, 'system'>, Theme> = {
  light: webLightTheme,
  dark: webDarkTheme,
  contrast: teamsHighContrastTheme,
};

const useStyles = makeStyles({
  page: {
    minHeight: '100vh',
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
  },
});

/**
 * Colours and type for everything below it. `system` follows the person's own settings (forced colours first, then
 * dark or light); the other choices override them.
 */
export function KeyreadyTheme({ choice, children }: { choice: ThemeChoice; children: ReactNode }) {
  const styles = useStyles();
  const forcedColors = useMediaQuery('(forced-colors: active)');
  const prefersDark = useMediaQuery('(prefers-color-scheme: dark)');
  const systemChoice = forcedColors ? 'contrast' : prefersDark ? 'dark' : 'light';
  const shown = choice === 'system' ? systemChoice : choice;
  const theme = themes[shown];
  // What lies around the page (scroll bars, overscroll) belongs to the document, which no component covers.
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    // Under forced colours the system owns every colour; a scheme of ours would mix its palette.
    style.colorScheme = forcedColors ? 'light dark' : shown === 'light' ? 'light' : 'dark';
    style.backgroundColor = theme.colorNeutralBackground2;
  }, [shown, theme, forcedColors]);
  return (
    // Fluent gives the provider's class to every menu it opens as well, so the page's own look needs an element inside.
    <FluentProvider theme={theme} data-theme={shown}>
      <div className={styles.page}>{children}</div>
    </FluentProvider>
  );
}
