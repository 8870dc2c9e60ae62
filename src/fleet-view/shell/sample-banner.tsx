import { makeStyles, tokens } from '@fluentui/react-components';
import { BeakerRegular } from '@fluentui/react-icons/svg/beaker';

const useStyles = makeStyles({
  banner: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    marginBottom: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorBrandStroke2}`,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorNeutralForeground1,
  },
  icon: { flexShrink: 0, fontSize: '20px' },
  title: { fontWeight: tokens.fontWeightSemibold },
});

/** Says plainly that what is shown is made up. */
export function SampleBanner({ title, text }: { title?: string; text: string }) {
  const styles = useStyles();
  return (
    <div className={styles.banner} role="note">
      <BeakerRegular className={styles.icon} aria-hidden />
      <span>
        {title !== undefined && <strong className={styles.title}>{title}. </strong>}
        {text}
      </span>
    </div>
  );
}
