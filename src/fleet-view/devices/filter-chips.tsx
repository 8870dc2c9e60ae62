import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { words as uiWords } from '../../ui/words.en.ts';
import type { DevicesFilter, FilterField } from '../api/devices-params.ts';
import { words } from '../words.en.ts';
import type { ReasonTitles } from './reason-titles.ts';

const useStyles = makeStyles({
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  chip: { height: 'auto', minHeight: '28px', textAlign: 'start' },
});

type Chip = { fields: readonly FilterField[]; text: string };

/** The filter in plain words, one chip each; a chip removes its part of the filter. */
export function FilterChips({
  filter,
  titles,
  onRemove,
}: {
  filter: DevicesFilter;
  titles: ReasonTitles;
  onRemove: (fields: readonly FilterField[]) => void;
}) {
  const styles = useStyles();
  const chips = chipsOf(filter, titles);
  if (chips.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={words.list.filters}>
      {chips.map((chip) => (
        <li key={chip.text}>
          <Button
            className={styles.chip}
            size="small"
            shape="circular"
            icon={<DismissRegular />}
            iconPosition="after"
            aria-label={words.list.remove(chip.text)}
            onClick={() => onRemove(chip.fields)}
          >
            {chip.text}
          </Button>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <Button
            size="small"
            appearance="transparent"
            onClick={() => onRemove(chips.flatMap(({ fields }) => fields))}
          >
            {words.list.clearAll}
          </Button>
        </li>
      )}
    </ul>
  );
}

function chipsOf(filter: DevicesFilter, titles: ReasonTitles): Chip[] {
  const { chip } = words.list;
  const chips: Chip[] = [];
  if (filter.state !== undefined) {
    chips.push({ fields: ['state'], text: chip(words.list.state, uiWords.states[filter.state]) });
  }
  if (filter.platform !== undefined) {
    chips.push({ fields: ['platform'], text: chip(words.list.platform, uiWords.platforms[filter.platform]) });
  }
  if (filter.kind !== undefined) {
    const kind = uiWords.kinds[filter.kind];
    const text =
      filter.kindState === undefined
        ? chip(words.list.kind, kind)
        : chip(kind, uiWords.states[filter.kindState]);
    chips.push({ fields: ['kind', 'kindState'], text });
  }
  if (filter.reason !== undefined) {
    chips.push({
      // A kind alone selects nothing, so it goes with the reason it belongs to.
      fields: filter.kindState === undefined ? ['reason', 'severity', 'kind'] : ['reason', 'severity'],
      text: chip(words.list.reason, reasonText(filter, titles.get(filter.reason) ?? filter.reason)),
    });
  }
  if (filter.search !== undefined) {
    chips.push({ fields: ['search'], text: words.list.nameContains(filter.search) });
  }
  return chips;
}

function reasonText({ severity }: DevicesFilter, title: string): string {
  return severity === undefined ? title : words.list.reasonAs(title, uiWords.severities[severity]);
}
