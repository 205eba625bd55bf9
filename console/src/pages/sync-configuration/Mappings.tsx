import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/ActionIcon.css';
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Icon } from '../../parts/Icon';
import { Panel } from '../../parts/Panel';
import { typedMappings, type Probe, type Typed, type TypedMapping } from './configuration';
import { Steps } from './Steps';
import classes from './Mappings.module.css';

const TARGETS = [
  ...['sku', 'name', 'baseUnit', 'batchNumber', 'unitCost', 'expiryDate', 'receivedAt'],
  'location',
];
const ATTRIBUTE = 'attributes.';

function useTargets(): Record<string, string> {
  const { t } = useLingui();
  return {
    ...{ sku: t`SKU`, name: t`Name`, baseUnit: t`Base unit`, batchNumber: t`Lot` },
    ...{ unitCost: t`Cost of a base unit`, expiryDate: t`Expiry date` },
    ...{ receivedAt: t`Received on`, location: t`Place (its code)` },
  };
}

/** Which column becomes which field: by the names of the columns, or as it is said here. */
export function Mappings(props: {
  typed: Typed;
  change: (changed: Partial<Typed>) => void;
  errorOf: (...fields: string[]) => string | undefined;
  probe: Probe | undefined;
}) {
  const { typed, change, errorOf, probe } = props;
  const { t } = useLingui();
  const { mappings } = typed;
  const set = (next: Typed['mappings']) => change({ mappings: next });
  const start = (): readonly TypedMapping[] =>
    typedMappings(probe?.mappings ?? null) ?? [
      ...[{ key: crypto.randomUUID(), column: typed.keyColumn, target: 'sku', steps: [] }],
    ];
  const replace = (key: string, changed: Partial<TypedMapping>) =>
    set(mappings?.map((each) => (each.key === key ? { ...each, ...changed } : each)));
  return (
    <div className={classes.mappings}>
      <Panel icon="api" title={<Trans>Mappings</Trans>} count={mappings?.length}>
        <div className={classes.how}>
          <NativeSelect
            label={t`Which column becomes what`}
            value={mappings ? 'own' : 'names'}
            data={[
              { value: 'names', label: t`By the names of the columns` },
              { value: 'own', label: t`As mapped here` },
            ]}
            onChange={(event) => set(event.currentTarget.value === 'own' ? start() : undefined)}
          />
        </div>
        {mappings && (
          <>
            <ul>
              {mappings.map((mapping, at) => (
                <Mapping
                  key={mapping.key}
                  mapping={mapping}
                  columns={probe?.columns.map(({ name }) => name) ?? []}
                  error={errorOf(...partsOf(at, mapping))}
                  change={(changed) => replace(mapping.key, changed)}
                  remove={() => set(mappings.filter(({ key }) => key !== mapping.key))}
                />
              ))}
            </ul>
            <div className={classes.actions}>
              <Button
                size="sm"
                variant="default"
                onClick={() =>
                  set([
                    ...mappings,
                    { key: crypto.randomUUID(), column: '', target: 'name', steps: [] },
                  ])
                }
              >
                <Trans>Add a mapping</Trans>
              </Button>
            </div>
          </>
        )}
      </Panel>
    </div>
  );
}

/** The paths that a refusal may name for a mapping. */
export const partsOf = (at: number, { steps }: TypedMapping): string[] => [
  ...['', '.column', '.target', '.transforms'].map((part) => `mappings[${at}]${part}`),
  ...steps.flatMap((_, step) =>
    ['', '.name', '.factor', '.format', '.table', '.value'].map(
      (part) => `mappings[${at}].transforms[${step}]${part}`,
    ),
  ),
];

function Mapping(props: {
  mapping: TypedMapping;
  columns: readonly string[];
  error: string | undefined;
  change: (changed: Partial<TypedMapping>) => void;
  remove: () => void;
}) {
  const { mapping, columns, error, change, remove } = props;
  const { t } = useLingui();
  const targets = useTargets();
  const { column, target, steps } = mapping;
  const isAttribute = target.startsWith(ATTRIBUTE);
  const known = columns.length > 0 && (column === '' || columns.includes(column));
  return (
    <li className={classes.mapping}>
      {known ? (
        <NativeSelect
          className={classes.column}
          label={t`Column`}
          value={column}
          error={error}
          data={[{ value: '', label: t`none: a fixed value` }, ...columns]}
          onChange={(event) => change({ column: event.currentTarget.value })}
        />
      ) : (
        <TextInput
          className={classes.column}
          label={t`Column`}
          placeholder={t`none: a fixed value`}
          value={column}
          error={error}
          onChange={(event) => change({ column: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        className={classes.target}
        label={t`becomes`}
        value={isAttribute ? ATTRIBUTE : target}
        data={[
          ...TARGETS.map((value) => ({ value, label: targets[value]! })),
          { value: ATTRIBUTE, label: t`an attribute` },
        ]}
        onChange={({ currentTarget: { value } }) =>
          change({ target: value === ATTRIBUTE ? ATTRIBUTE + column : value })
        }
      />
      {isAttribute && (
        <TextInput
          className={classes.target}
          label={t`Attribute`}
          value={target.slice(ATTRIBUTE.length)}
          onChange={(event) => change({ target: ATTRIBUTE + event.currentTarget.value })}
        />
      )}
      <Steps steps={steps} change={(next) => change({ steps: next })} />
      <ActionIcon
        mt={24}
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t`Remove the mapping of ${column || target}`}
        onClick={remove}
      >
        <Icon name="close" size={18} />
      </ActionIcon>
    </li>
  );
}
