import { makeStyles, tokens } from '@fluentui/react-components';
import type { ExplainedVerdict } from '../../contract/explained.ts';
import { countConcerning, DependencyList } from '../../ui/dependency-list.tsx';
import { PageSection } from '../page-section.tsx';
import { words } from '../words.en.ts';

const useStyles = makeStyles({
  box: {
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
});

/** What still asks for a password here. Nothing where nobody looked, as in results of older versions. */
export function PasswordApps({
  verdict: { dependencies, dependencyNotes },
}: {
  verdict: Pick<ExplainedVerdict, 'dependencies' | 'dependencyNotes'>;
}) {
  const styles = useStyles();
  if (dependencies === undefined) return null;
  return (
    <PageSection title={words.passwordApps(countConcerning(dependencies))}>
      <div className={styles.box}>
        <DependencyList dependencies={dependencies} notes={dependencyNotes} />
      </div>
    </PageSection>
  );
}
