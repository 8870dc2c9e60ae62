import { makeStyles, tokens } from '@fluentui/react-components';
import { useCallback } from 'react';
import { PlatformName } from '../../contract/platform-name.ts';
import { verdictStates } from '../../contract/verdict.ts';
import { words as uiWords } from '../../ui/words.en.ts';
import type { DevicesFilter } from '../api/devices-params.ts';
import { words } from '../words.en.ts';
import { ChoiceMenu } from './choice-menu.tsx';
import { withoutFields } from './devices-filter.ts';
import { FilterChips } from './filter-chips.tsx';
import { KindMenu } from './kind-menu.tsx';
import type { ReasonTitles } from './reason-titles.ts';
import { SearchBox } from './search-box.tsx';

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  tools: { display: 'grid', rowGap: tokens.spacingVerticalS, marginBottom: tokens.spacingVerticalM },
});

/** Search and filters; what is chosen shows below as chips in words. `replace` is for changes not worth a step back. */
export function DevicesToolbar({
  filter,
  titles,
  onChange,
}: {
  filter: DevicesFilter;
  titles: ReasonTitles;
  onChange: (filter: DevicesFilter, replace: boolean) => void;
}) {
  const styles = useStyles();
  const choose = (part: DevicesFilter) => onChange({ ...filter, ...part }, false);
  const search = useCallback(
    (text: string) => onChange({ ...filter, search: text }, true),
    [filter, onChange],
  );
  return (
    <search className={styles.tools}>
      <div className={styles.bar}>
        <SearchBox value={filter.search ?? ''} onSearch={search} />
        <ChoiceMenu
          name={words.list.state}
          anyWord={words.list.anyState}
          choices={verdictStates.map((value) => ({ value, title: uiWords.states[value] }))}
          value={filter.state}
          onChoose={(state) => choose({ state })}
        />
        <ChoiceMenu
          name={words.list.platform}
          anyWord={words.list.anyPlatform}
          choices={PlatformName.options.map((value) => ({ value, title: uiWords.platforms[value] }))}
          value={filter.platform}
          onChoose={(platform) => choose({ platform })}
        />
        <KindMenu
          kind={filter.kind}
          kindState={filter.kindState}
          onChoose={(kind, kindState) => choose({ kind, kindState })}
        />
        {titles.size > 0 && (
          <ChoiceMenu
            name={words.list.reason}
            anyWord={words.list.anyReason}
            choices={[...titles].map(([value, title]) => ({ value, title }))}
            value={filter.reason}
            onChoose={(reason) => choose({ reason, severity: undefined })}
          />
        )}
      </div>
      <FilterChips
        filter={filter}
        titles={titles}
        onRemove={(fields) => onChange(withoutFields(filter, fields), false)}
      />
    </search>
  );
}
