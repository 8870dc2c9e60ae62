import {
  Menu,
  MenuButton,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';

const ANY = '';

/** A button that opens a list of choices, one of them "any". Shows its own name only; the choice shows as a chip. */
export function ChoiceMenu<Value extends string>({
  name,
  anyWord,
  choices,
  value,
  onChoose,
}: {
  name: string;
  anyWord: string;
  choices: readonly { value: Value; title: string }[];
  value: Value | undefined;
  onChoose: (value: Value | undefined) => void;
}) {
  return (
    <Menu
      // A long list scrolls inside the window instead of reaching out of it.
      positioning={{ autoSize: 'height' }}
      checkedValues={{ choice: [value ?? ANY] }}
      onCheckedValueChange={(_event, { checkedItems }) => {
        onChoose(choices.find((choice) => choice.value === checkedItems[0])?.value);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuButton>{name}</MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItemRadio name="choice" value={ANY}>
            {anyWord}
          </MenuItemRadio>
          {choices.map((choice) => (
            <MenuItemRadio key={choice.value} name="choice" value={choice.value}>
              {choice.title}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
