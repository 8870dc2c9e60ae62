import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { useState } from 'react';
import { words } from './words.en.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    width: 'fit-content',
    maxWidth: '100%',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalS,
    paddingLeft: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground3,
    textAlign: 'start',
  },
  command: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere', minWidth: 0 },
  status: { fontSize: tokens.fontSizeBase200 },
});

/** A command to type, with a button that copies it. */
export function CopyCommand({ command }: { command: string }) {
  const styles = useStyles();
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'failed'>('none');
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(command);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  }
  return (
    <div className={styles.row}>
      <code className={styles.command}>{command}</code>
      <Button
        size="small"
        icon={outcome === 'copied' ? <CheckmarkRegular /> : <CopyRegular />}
        onClick={() => void copy()}
      >
        {words.copy}
      </Button>
      <span role="status" className={styles.status}>
        {outcome === 'copied' && words.copied}
        {outcome === 'failed' && words.copyFailed}
      </span>
    </div>
  );
}
