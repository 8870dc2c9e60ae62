import { SearchBox as FluentSearchBox } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { words } from '../words.en.ts';

const TYPING_PAUSE_MS = 250;
/** The collector's own limit of a search (DevicesQuery). */
const MAX_LENGTH = 100;

/** Part of a device's name. Tells what was typed after a short pause, so that each letter is not a question. */
export function SearchBox({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const [text, setText] = useState(value);
  const lastTold = useRef(value);
  // A change from outside (a chip removed, a link followed) replaces what is in the box; an echo of our own does not.
  useEffect(() => {
    if (value === lastTold.current) return;
    lastTold.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === lastTold.current) return;
    const timer = setTimeout(() => {
      lastTold.current = text;
      onSearch(text);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, onSearch]);
  return (
    <FluentSearchBox
      value={text}
      aria-label={words.list.search}
      placeholder={words.list.search}
      maxLength={MAX_LENGTH}
      dismiss={{ 'aria-label': words.list.clearSearch }}
      onChange={(_event, data) => setText(data.value)}
    />
  );
}
