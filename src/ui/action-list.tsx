import { Button, Link, makeStyles, tokens } from '@fluentui/react-components';
import { OpenRegular } from '@fluentui/react-icons/svg/open';
import type { Action } from '../contract/explained.ts';
import { Disclosure } from './disclosure.tsx';
import { words } from './words.en.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  action: {
    display: 'grid',
    gridTemplateColumns: '28px minmax(0, 1fr) auto',
    alignItems: 'start',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} 0`,
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  number: {
    display: 'grid',
    placeItems: 'center',
    width: '28px',
    height: '28px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontWeight: tokens.fontWeightSemibold,
  },
  title: { margin: 0, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  steps: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
  code: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

/**
 * What to do, in order. The owner is named when it is not the person (`owners: 'always'` names the person too, for IT).
 * With `onOpen`, an action with a link gets a button; without it, web links are links and settings links are text,
 * because they only work on the device itself.
 */
export function ActionList({
  actions,
  owners = 'others',
  stepsShown = false,
  onOpen,
}: {
  actions: readonly Action[];
  owners?: 'others' | 'always';
  stepsShown?: boolean;
  onOpen?: (action: Action) => void;
}) {
  const styles = useStyles();
  if (actions.length === 0) return <p className={styles.quiet}>{words.nothingToDo}</p>;
  return (
    <ol className={styles.list}>
      {actions.map((action, index) => (
        <li key={action.code} className={styles.action} data-action={action.code}>
          <span className={styles.number}>{index + 1}</span>
          <div>
            <p className={styles.title}>{action.title}</p>
            <p className={styles.quiet}>{aboutAction(action, owners)}</p>
            {stepsShown ? (
              <StepList steps={action.steps} />
            ) : (
              <Disclosure summary={words.steps}>
                <StepList steps={action.steps} />
              </Disclosure>
            )}
            {onOpen === undefined && action.link !== null && <ActionLink link={action.link} />}
          </div>
          {onOpen !== undefined && action.link !== null && (
            <Button
              icon={<OpenRegular />}
              aria-label={words.openNamed(action.title)}
              onClick={() => onOpen(action)}
            >
              {words.open}
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
}

function aboutAction(action: Action, owners: 'others' | 'always'): string {
  const parts: string[] = [];
  if (owners === 'always' || action.owner !== 'person') parts.push(words.owners[action.owner]);
  if (action.minutes !== null) parts.push(words.minutes(action.minutes));
  if (action.kinds.length > 0) {
    parts.push(words.helpsWith(action.kinds.map((kind) => words.kinds[kind]).join(', ')));
  }
  return parts.join(' · ');
}

function StepList({ steps }: { steps: readonly string[] }) {
  const styles = useStyles();
  return (
    <ol className={styles.steps}>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}

function ActionLink({ link }: { link: string }) {
  const styles = useStyles();
  if (/^https:\/\//.test(link)) {
    return (
      <Link href={link} target="_blank" rel="noreferrer">
        {words.moreInformation}
      </Link>
    );
  }
  return (
    <p className={styles.quiet}>
      {words.onTheDevice} <span className={styles.code}>{link}</span>
    </p>
  );
}
