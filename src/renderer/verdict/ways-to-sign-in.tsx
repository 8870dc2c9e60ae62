import { makeStyles, tokens } from '@fluentui/react-components';
import type { ExplainedKind, ExplainedRecovery } from '../../contract/explained.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { KindCard } from '../../ui/kind-card.tsx';
import { PageSection } from '../page-section.tsx';
import { words } from '../words.en.ts';

const useStyles = makeStyles({
  cards: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  recovery: { margin: `${tokens.spacingVerticalM} 0`, overflowWrap: 'anywhere' },
});

/** A card for each kind of passkey, and what is left if one thing is lost. Kinds this device cannot have are folded away: they are no task and no failure. */
export function WaysToSignIn({
  kinds,
  recovery,
  now,
}: {
  kinds: readonly ExplainedKind[];
  recovery: ExplainedRecovery | undefined;
  now: Date;
}) {
  const styles = useStyles();
  const elsewhere = kinds.filter(
    ({ state, coveredBy }) => state === 'not-applicable' && coveredBy === undefined,
  );
  const here = kinds.filter((kind) => !elsewhere.includes(kind));
  return (
    <PageSection title={words.waysToSignIn}>
      <div className={styles.cards}>
        {here.map((kind) => (
          <KindCard key={kind.kind} kind={kind} now={now} />
        ))}
      </div>
      {recovery !== undefined && recovery.line !== '' && (
        <p className={styles.recovery} data-recovery={recovery.state}>
          {recovery.line}
        </p>
      )}
      {elsewhere.length > 0 && (
        <Disclosure summary={words.notForThisDevice(elsewhere.length)}>
          <div className={styles.cards}>
            {elsewhere.map((kind) => (
              <KindCard key={kind.kind} kind={kind} now={now} />
            ))}
          </div>
        </Disclosure>
      )}
    </PageSection>
  );
}
