import { makeStyles, tokens } from '@fluentui/react-components';
import type { ExplainedKind } from '../../contract/explained.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { KindCard } from '../../ui/kind-card.tsx';
import { PageSection } from '../page-section.tsx';
import { words } from '../words.en.ts';

const useStyles = makeStyles({
  cards: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
});

/** A card for each kind of passkey. Kinds this device cannot have are folded away: they are no task and no failure. */
export function WaysToSignIn({ kinds, now }: { kinds: readonly ExplainedKind[]; now: Date }) {
  const styles = useStyles();
  const elsewhere = kinds.filter(({ state }) => state === 'not-applicable');
  const here = kinds.filter(({ state }) => state !== 'not-applicable');
  return (
    <PageSection title={words.waysToSignIn}>
      <div className={styles.cards}>
        {here.map((kind) => (
          <KindCard key={kind.kind} kind={kind} now={now} />
        ))}
      </div>
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
