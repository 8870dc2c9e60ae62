import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Link as RouterLink, type To } from 'react-router';

const useStyles = makeStyles({
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'underline',
    textDecorationColor: tokens.colorNeutralStroke1,
    textUnderlineOffset: '3px',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { color: tokens.colorBrandForegroundLinkHover, textDecorationColor: 'currentColor' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
});

/** A link to another page of the fleet view. `label` replaces its text for screen readers where the text is a bare number. */
export function TextLink({
  to,
  label,
  state,
  className,
  children,
}: {
  to: To;
  label?: string | undefined;
  state?: unknown;
  className?: string | undefined;
  children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <RouterLink to={to} state={state} aria-label={label} className={mergeClasses(styles.link, className)}>
      {children}
    </RouterLink>
  );
}
