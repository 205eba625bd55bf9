import '@mantine/core/styles/Tabs.css';
import { Button, Tabs } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Code } from '../../parts/Text';
import { useMe } from '../../session/session';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { Failed, Waiting } from '../../states/states';
import { NotFound } from '../../states/pages';
import { StatusTag } from '../products/StatusTag';
import { Adjust } from './Adjust';
import { AsOf } from './AsOf';
import { Batches } from './Batches';
import { BinCard } from './BinCard';
import { Edit } from './Edit';
import { Facts } from './Facts';
import { Levels } from './Levels';
import { Lots } from './Lots';
import { Reserved } from './Reserved';
import { productQuery, type Product } from './product';
import { TABS, type ProductView } from './search';
import panel from '../../parts/Panel.module.css';

const StockFlow = lazy(() => import('./StockFlow'));

/** A product: what there is of it and where, its bin card, its batches and lots. */
export default function ProductPage() {
  const { t } = useLingui();
  const { id } = useParams({ from: '/shell/products/$id' });
  const view = useSearch({ from: '/shell/products/$id' });
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(productQuery(id));
  const change = (changed: Partial<ProductView>) =>
    void navigate({
      ...{ to: '/products/$id', params: { id }, search: { ...view, ...changed } },
      ...{ replace: true, resetScroll: false },
    });
  if (error && !data) return <Failed page error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={8} />;
  const { product } = data;
  if (!product) return <NotFound />;
  const names = {
    card: t`Bin card`,
    flow: t`Where it went`,
    batches: t`Batches`,
    reserved: t`Reserved`,
    lots: t`Lots`,
    facts: t`Codes and details`,
  };
  return (
    <Page
      title={product.name}
      about={
        <>
          <Code>{product.sku}</Code> <StatusTag status={product.status} />
        </>
      }
      actions={
        <>
          {product.status === 'ACTIVE' && <Actions product={product} place={view.place} />}
          <Edit product={product} />
        </>
      }
    >
      {product.trackInventory ? (
        <>
          <Levels product={product} view={view} change={change} />
          <AsOf product={product} view={view} change={change} />
        </>
      ) : (
        <Notice icon="products" title={t`Stock of this product is not kept`} />
      )}
      <Tabs
        value={view.tab ?? 'card'}
        onChange={(tab) => change({ tab: tab === 'card' ? undefined : (tab as 'facts') })}
        keepMounted={false}
        className={panel.panel}
        style={{ overflow: 'clip' }}
      >
        <Tabs.List px="sm">
          {TABS.filter((tab) => tab !== 'flow' || product.trackInventory).map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {names[tab]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="card">
          <BinCard product={product} view={view} change={change} />
        </Tabs.Panel>
        <Tabs.Panel value="flow">
          <Suspense fallback={<Waiting rows={6} />}>
            <StockFlow product={product} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="batches">
          <Batches product={product} view={view} change={change} />
        </Tabs.Panel>
        <Tabs.Panel value="reserved">
          <Reserved product={product} view={view} change={change} />
        </Tabs.Panel>
        <Tabs.Panel value="lots">
          <Lots id={product.id} unit={product.baseUnit} />
        </Tabs.Panel>
        <Tabs.Panel value="facts">
          <Facts product={product} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

/** What moves stock, with this product in its first line. */
function Actions({ product, place }: { product: Product; place: string | undefined }) {
  const { may } = useMe();
  const search = { place, product: product.sku };
  const isReceived = product.kind === 'GOODS' && product.trackInventory;
  return (
    <>
      {may('recordSale') && (
        <Button renderRoot={(props) => <Link to="/sell" search={search} {...props} />}>
          <Trans>Sell</Trans>
        </Button>
      )}
      {isReceived && may('receiveStock') && (
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/receive" search={search} {...props} />}
        >
          <Trans>Receive</Trans>
        </Button>
      )}
      {isReceived && may('createPurchaseOrder') && (
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/orders/new" search={search} {...props} />}
        >
          <Trans>Order</Trans>
        </Button>
      )}
      {product.trackInventory && <Adjust product={product} place={place} />}
      <Button
        variant="default"
        renderRoot={(props) => <Link to="/labels" search={{ product: product.id }} {...props} />}
      >
        <Trans>Labels</Trans>
      </Button>
    </>
  );
}
