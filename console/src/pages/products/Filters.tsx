import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/InlineInput.css';
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { useAllPlaces } from '../../forms/places';
import { Icon } from '../../parts/Icon';
import { productOfCode } from '../../scan/resolve';
import type { ProductSearch } from './search';
import classes from './Filters.module.css';

const PAUSE_MS = 200;

/** What is looked for. Enter opens the product that has exactly this code, as a scanner types it. */
export function Filters({ search }: { search: ProductSearch }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [text, setText] = useState(search.search ?? '');
  const timer = useRef<number>(undefined);
  // What is chosen while a text waits to be looked for stays.
  const now = useRef(search);
  now.current = search;
  const change = (changed: Partial<ProductSearch>) =>
    void navigate({
      to: '/products',
      search: { ...now.current, view: undefined, ...changed },
      replace: true,
    });
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (typed: string) => {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => change({ search: typed || undefined }), PAUSE_MS);
  };
  const open = async (event: SubmitEvent) => {
    event.preventDefault();
    const id = text && (await productOfCode(text).catch(() => undefined));
    if (!id) return;
    clearTimeout(timer.current); // looking for the text would lead back from the product
    await navigate({ to: '/products/$id', params: { id } });
  };
  return (
    <div className={classes.filters}>
      <form role="search" className={classes.search} onSubmit={(event) => void open(event)}>
        <TextInput
          type="search"
          data-search
          aria-label={t`Search`}
          placeholder={t`Name, SKU or a scanned code`}
          leftSection={<Icon name="search" size={18} />}
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
        />
      </form>
      <NativeSelect
        aria-label={t`Status`}
        value={search.status ?? 'ACTIVE'}
        onChange={({ currentTarget: { value } }) =>
          change({ status: value === 'ACTIVE' ? undefined : (value as 'all') })
        }
        data={[
          { value: 'ACTIVE', label: t`Active` },
          { value: 'INACTIVE', label: t`Inactive` },
          { value: 'ARCHIVED', label: t`Archived` },
          { value: 'all', label: t`Every status` },
        ]}
      />
      <Place search={search} change={change} />
      <Checkbox
        label={t`Low stock only`}
        checked={search.low ?? false}
        onChange={(event) => change({ low: event.currentTarget.checked || undefined })}
      />
      <Attributes search={search} change={change} />
    </div>
  );
}

/** The place whose stock is shown: one that is switched off may still have some. */
function Place(props: {
  search: ProductSearch;
  change: (changed: Partial<ProductSearch>) => void;
}) {
  const { search, change } = props;
  const { t } = useLingui();
  const { places } = useAllPlaces();
  const known = places.map(({ code, name }) => ({ value: code, label: name }));
  const isKnown = search.place === undefined || known.some(({ value }) => value === search.place);
  return (
    <NativeSelect
      aria-label={t`Place`}
      className={classes.place}
      value={search.place ?? ''}
      onChange={(event) => change({ place: event.currentTarget.value || undefined })}
      data={[
        { value: '', label: t`All places` },
        ...known,
        ...(isKnown ? [] : [{ value: search.place!, label: search.place! }]),
      ]}
    />
  );
}

/** Attributes that must match, each of which can be taken away again. */
function Attributes(props: {
  search: ProductSearch;
  change: (changed: Partial<ProductSearch>) => void;
}) {
  const { search, change } = props;
  const { t } = useLingui();
  const given = search.attributes ?? [];
  const set = (attributes: string[]) =>
    change({ attributes: attributes.length > 0 ? attributes : undefined });
  const add = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const field = event.currentTarget.elements.namedItem('attribute') as HTMLInputElement;
    if (!field.value.includes(':')) return;
    set([...given, field.value]);
    field.value = '';
  };
  return (
    <>
      <form className={classes.attribute} onSubmit={add}>
        <TextInput
          name="attribute"
          aria-label={t`Attribute`}
          placeholder={t`Attribute, such as colour:red`}
          pattern="[^:]+:.+"
        />
      </form>
      {given.map((each) => (
        <Button
          key={each}
          size="xs"
          variant="light"
          aria-label={t`Without ${each}`}
          rightSection={<Icon name="close" size={14} />}
          onClick={() => set(given.filter((other) => other !== each))}
        >
          <bdi>{each}</bdi>
        </Button>
      ))}
    </>
  );
}
