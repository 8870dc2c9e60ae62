import { makeStyles, tokens } from '@fluentui/react-components';
import { Link, useLocation } from 'react-router';
import type { DeviceRow } from '../../contract/http.ts';

const useStyles = makeStyles({
  link: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    textDecorationLine: 'none',
    outlineStyle: 'none',
    // The link covers its whole row, so that a click anywhere opens the device as a real link.
    '::after': { content: '""', position: 'absolute', inset: 0 },
    ':focus-visible::after': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-2px',
      borderRadius: tokens.borderRadiusMedium,
    },
  },
});

/** What the device page needs to lead back to the same filter. */
export type FromDevices = { search: string };

export function DeviceLink({ device, tabStop }: { device: DeviceRow; tabStop: boolean }) {
  const styles = useStyles();
  const { search } = useLocation();
  return (
    <Link
      className={styles.link}
      to={`/devices/${encodeURIComponent(device.id)}`}
      state={{ search } satisfies FromDevices}
      tabIndex={tabStop ? 0 : -1}
    >
      {device.name}
    </Link>
  );
}
