import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Code, Tag, Typed } from '../../parts/Text';
import { TextButton } from '../../parts/TextButton';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { useKindNames } from './kinds';
import { placesPageQuery, type Place, type Supplier } from './places';

const PlaceDialog = lazy(() => import('./PlaceDialog'));
const SupplierDialog = lazy(() => import('./SupplierDialog'));

type Open = { place: Place | undefined } | { supplier: Supplier | undefined };

/** Where goods are kept and sold, and who they are bought from: added and changed. */
export default function PlacesPage() {
  const { t } = useLingui();
  const found = useQuery(placesPageQuery);
  const kinds = useKindNames();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <Page
      title={t`Places and suppliers`}
      actions={
        <>
          <Button onClick={() => setOpen({ place: undefined })}>
            <Trans>New place</Trans>
          </Button>
          <Button variant="default" onClick={() => setOpen({ supplier: undefined })}>
            <Trans>New supplier</Trans>
          </Button>
        </>
      }
    >
      <Shown of={found} rows={6}>
        {({ locations, suppliers }) => (
          <div style={{ display: 'grid', gap: '1rem' }}>
            <Panel icon="place" title={t`Places`} count={locations.length}>
              {locations.length === 0 ? (
                <Notice icon="place" title={t`There is no place yet`} />
              ) : (
                <Rows>
                  {locations.map((place) => (
                    <Line key={place.id} of={place} onOpen={() => setOpen({ place })}>
                      {kinds[place.kind]}
                      {place.quarantineOf && (
                        <>
                          {' · '}
                          <Trans>
                            takes returned goods of <bdi>{place.quarantineOf.name}</bdi>
                          </Trans>
                        </>
                      )}
                    </Line>
                  ))}
                </Rows>
              )}
            </Panel>
            <Panel icon="order" title={t`Suppliers`} count={suppliers.length}>
              {suppliers.length === 0 ? (
                <Notice icon="order" title={t`There is no supplier yet`} />
              ) : (
                <Rows>
                  {suppliers.map((supplier) => (
                    <Line key={supplier.id} of={supplier} onOpen={() => setOpen({ supplier })} />
                  ))}
                </Rows>
              )}
            </Panel>
          </div>
        )}
      </Shown>
      <Suspense>
        {open && 'place' in open && <PlaceDialog place={open.place} onClose={close} />}
        {open && 'supplier' in open && <SupplierDialog supplier={open.supplier} onClose={close} />}
      </Suspense>
    </Page>
  );
}

function Line(props: { of: Place | Supplier; onOpen: () => void; children?: ReactNode }) {
  const { of, onOpen, children } = props;
  const { t } = useLingui();
  return (
    <Row
      title={
        <TextButton onClick={onOpen}>
          <Typed>{of.name}</Typed>
        </TextButton>
      }
      about={
        <>
          <Code>{of.code}</Code>
          {children !== undefined && <> · {children}</>}
        </>
      }
      end={!of.active && <Tag tone="plain">{t`switched off`}</Tag>}
    />
  );
}
