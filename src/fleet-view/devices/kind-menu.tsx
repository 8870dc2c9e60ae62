import {
  Menu,
  MenuButton,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { type PasskeyKind, passkeyKinds, type VerdictState, verdictStates } from '../../contract/verdict.ts';
import { words as uiWords } from '../../ui/words.en.ts';
import { words } from '../words.en.ts';

/** A way to sign in and the state it is in: first the way, then its state. */
export function KindMenu({
  kind,
  kindState,
  onChoose,
}: {
  kind: PasskeyKind | undefined;
  kindState: VerdictState | undefined;
  onChoose: (kind: PasskeyKind, kindState: VerdictState) => void;
}) {
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton>{words.list.kind}</MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {passkeyKinds.map((candidate) => (
            <Menu
              key={candidate}
              checkedValues={{ state: candidate === kind && kindState !== undefined ? [kindState] : [] }}
              onCheckedValueChange={(_event, { checkedItems }) => {
                const chosen = verdictStates.find((state) => state === checkedItems[0]);
                if (chosen !== undefined) onChoose(candidate, chosen);
              }}
            >
              <MenuTrigger disableButtonEnhancement>
                <MenuItem>{uiWords.kinds[candidate]}</MenuItem>
              </MenuTrigger>
              <MenuPopover>
                <MenuList>
                  {verdictStates.map((state) => (
                    <MenuItemRadio key={state} name="state" value={state}>
                      {uiWords.states[state]}
                    </MenuItemRadio>
                  ))}
                </MenuList>
              </MenuPopover>
            </Menu>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
