import '@mantine/core/styles/Input.css';
import { Button, NativeSelect } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Panel } from '../../parts/Panel';
import { typedMappings, type Probe, type Typed, type TypedMapping } from './configuration';
import { Mapping } from './Mapping';
import type { ErrorOf } from '../../forms/field-error';
import classes from './Mappings.module.css';

/** Which column becomes which field: by the names of the columns, or as it is said here. */
export function Mappings(props: {
  typed: Typed;
  change: (changed: Partial<Typed>) => void;
  errorOf: ErrorOf;
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
