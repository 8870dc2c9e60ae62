import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { DarkThemeRegular } from '@fluentui/react-icons/svg/dark-theme';
import { type ThemeChoice, themeChoices } from './theme-choice.ts';
import { words } from './words.en.ts';

/** A button with a menu of appearances. */
export function ThemeSwitch({
  choice,
  onChoose,
}: {
  choice: ThemeChoice;
  onChoose: (choice: ThemeChoice) => void;
}) {
  return (
    <Menu
      checkedValues={{ theme: [choice] }}
      onCheckedValueChange={(_event, { checkedItems }) => {
        const next = themeChoices.find((candidate) => candidate === checkedItems[0]);
        if (next !== undefined) onChoose(next);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<DarkThemeRegular />}
          aria-label={words.theme}
          title={words.theme}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {themeChoices.map((candidate) => (
            <MenuItemRadio key={candidate} name="theme" value={candidate}>
              {words.themes[candidate]}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
