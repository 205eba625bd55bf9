import '@mantine/core/styles/Input.css';
import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';

/**
 * A day as it is typed. What is typed may not be a day yet, or one outside its bounds: that stands in the field, and
 * nothing else of it is heard of.
 */
export function DayField(
  props: Omit<TextInputProps, 'value' | 'onChange'> & {
    readonly day: string | undefined;
    readonly min: string;
    readonly max: string;
    /** The day; undefined once the field is empty. */
    readonly onDay: (day: string | undefined) => void;
  },
) {
  const { day, min, max, onDay, ...others } = props;
  const [typed, setTyped] = useState({ text: day ?? '', of: day });
  // Another day was chosen elsewhere, such as by a link.
  const text = typed.of === day ? typed.text : (day ?? '');
  return (
    <TextInput
      {...others}
      type="date"
      value={text}
      {...{ min, max }}
      onChange={({ currentTarget: { value } }) => {
        const isDay = value === '' || (value >= min && value <= max);
        const of = isDay ? value || undefined : day;
        setTyped({ text: value, of });
        if (isDay && of !== day) onDay(of);
      }}
    />
  );
}
