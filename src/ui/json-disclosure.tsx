import { makeStyles, tokens } from '@fluentui/react-components';
import { Disclosure } from './disclosure.tsx';

const useStyles = makeStyles({
  json: {
    maxHeight: '480px',
    margin: 0,
    padding: tokens.spacingHorizontalM,
    overflow: 'auto',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

/** The exact JSON of something, behind one click. `label` names it for screen readers. */
export function JsonDisclosure({
  summary,
  label,
  value,
}: {
  summary: string;
  label: string;
  value: unknown;
}) {
  const styles = useStyles();
  return (
    <Disclosure summary={summary}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard. */}
      <section tabIndex={0} aria-label={label} className={styles.json}>
        <pre style={{ margin: 0 }}>{JSON.stringify(value, null, 2)}</pre>
      </section>
    </Disclosure>
  );
}
