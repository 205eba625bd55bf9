import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/ScrollArea.css';
import '@mantine/core/styles/ActionIcon.css';
import { ActionIcon, Combobox, TextInput, useCombobox } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { lazy, Suspense, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { ask } from '../api/api';
import { query } from '../api/query';
import { Icon } from '../parts/Icon';
import { Code } from '../parts/Text';
import { useScanner } from '../scan/scanner';
import { Waiting } from '../states/states';
import { CODE, FIND } from './queries';

const Camera = lazy(() => import('../scan/Camera'));

/** Where the pointer is a finger, there is no scanner but the camera. */
const hasCamera = (): boolean => matchMedia('(pointer: coarse)').matches;

/** What a code stands for: the product, with the unit, the lot and the date that the code says. */
export type Picked = NonNullable<ResultOf<typeof CODE>['resolveCode']>;

/** Picks a product for a line: by scan, by its code and Enter, or from those whose name has what was typed. */
export function ProductPicker(props: {
  onPick: (picked: Picked) => void;
  disabled?: boolean;
  /** The code of what is picked at once. */
  first?: string | undefined;
  label?: string | undefined;
}) {
  const { onPick, disabled = false, first, label } = props;
  const { t } = useLingui();
  const [text, setText] = useState('');
  const [unknown, setUnknown] = useState<string>();
  const [isLooking, setLooking] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const box = useCombobox();
  const wanted = text.trim();
  const found = useQuery({
    ...query('find-products', FIND, { search: wanted }),
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
  });
  const products = wanted ? (found.data?.products.nodes ?? []) : [];
  // What is scanned while the form is on its way, or answered then, is of the next one.
  const waiting = useRef<string[]>([]);
  const isDisabled = useRef(disabled);
  isDisabled.current = disabled;
  const take = async (code: string) => {
    // Emptied before the answer: the next scan may be typed before it has come.
    setText('');
    setUnknown(undefined);
    box.closeDropdown();
    const { resolveCode } = await ask(CODE, { code });
    if (!resolveCode) throw new Error('No product has the code');
    if (isDisabled.current) return void waiting.current.push(code);
    onPick(resolveCode);
    if (!isLooking) field.current?.focus();
  };
  const pick = (code: string) =>
    void take(code).catch(() => {
      setUnknown(code);
      setText((typed) => typed || code);
    });
  useScanner((code) => (disabled ? void waiting.current.push(code) : pick(code)));
  useEffect(() => {
    if (!disabled) for (const code of waiting.current.splice(0)) pick(code);
  });
  const isFirst = useRef(true);
  useEffect(() => {
    if (first && isFirst.current) pick(first);
    isFirst.current = false;
  });
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !wanted || box.getSelectedOptionIndex() >= 0) return;
    event.preventDefault();
    pick(wanted);
  };
  const camera = hasCamera() && (
    <ActionIcon
      variant="subtle"
      size="lg"
      aria-label={t`Scan by camera`}
      aria-pressed={isLooking}
      disabled={disabled}
      onClick={() => setLooking(!isLooking)}
    >
      <Icon name="label" size={18} />
    </ActionIcon>
  );
  return (
    <Combobox store={box} onOptionSubmit={pick} withinPortal={false}>
      <Combobox.Target>
        <TextInput
          ref={field}
          data-search
          label={label ?? t`Add a product`}
          placeholder={t`Scan, or type a code or a name`}
          leftSection={<Icon name="search" size={18} />}
          rightSection={camera}
          autoComplete="off"
          disabled={disabled}
          value={text}
          error={unknown !== undefined && t`No product has the code ${unknown}`}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setUnknown(undefined);
            box.resetSelectedOption();
            box.openDropdown();
          }}
          onKeyDown={onKey}
          onBlur={() => box.closeDropdown()}
        />
      </Combobox.Target>
      {isLooking && (
        <Suspense fallback={<Waiting rows={2} />}>
          <Camera onCode={(code) => !disabled && pick(code)} />
        </Suspense>
      )}
      <Combobox.Dropdown hidden={products.length === 0}>
        <Combobox.Options aria-label={t`Products`}>
          {products.map(({ id, sku, name }) => (
            <Combobox.Option key={id} value={sku}>
              <bdi>{name}</bdi> <Code>{sku}</Code>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
