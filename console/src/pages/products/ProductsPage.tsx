import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { LinkButton } from '../../parts/LinkButton';
import { VirtualTable } from '../../parts/VirtualTable';
import { useMe } from '../../session/session';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { nextOf } from '../../states/next';
import { Failed, Waiting } from '../../states/states';
import { ChoiceBar, useChoice } from './Choosing';
import { useColumns } from './columns';
import { Filters } from './Filters';
import { View } from './View';
import { NewProduct } from './NewProduct';
import { productsQuery } from './products';
import panel from '../../parts/Panel.module.css';

/** Products with what is available of each: found by text, by scan, by attributes. */
export default function ProductsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const { may } = useMe();
  const search = useSearch({ from: '/shell/products' });
  const found = useInfiniteQuery({ ...productsQuery(search), placeholderData: keepPreviousData });
  const { data, error } = found;
  const rows = data?.pages.flatMap((page) => page.products.nodes) ?? [];
  const first = data?.pages[0]?.products;
  const total =
    first && `${first.totalCountIsEstimate ? '≈ ' : ''}${format.number(first.totalCount)}`;
  const { view, search: text, status, low, attributes } = search;
  const isFiltered = [text, status, low, attributes].some((value) => value !== undefined);
  const columns = useColumns(search.place);
  const choice = useChoice(rows);
  const mayEdit = may('updateProduct');
  return (
    <Page
      title={view ?? t`Products`}
      about={total && <Trans>{total} found</Trans>}
      actions={
        <>
          <View search={search} />
          <NewProduct />
        </>
      }
    >
      <Filters search={search} />
      <section
        className={panel.panel}
        style={{ overflow: 'clip' }}
        aria-busy={found.isPlaceholderData}
      >
        {error && !data ? (
          <Failed error={error} retry={() => void found.refetch()} />
        ) : !data ? (
          <Waiting rows={10} />
        ) : rows.length === 0 ? (
          <Notice
            icon="products"
            title={isFiltered ? t`No product matches` : t`There are no products yet`}
            text={
              isFiltered
                ? t`Search for a part of the name or the SKU, or take a filter away.`
                : t`Who may add products brings them in from a file.`
            }
            action={
              !isFiltered &&
              may('createProduct') && (
                <LinkButton to="/import" search={{ kind: 'products' }}>
                  <Trans>Bring a file in</Trans>
                </LinkButton>
              )
            }
          />
        ) : (
          <VirtualTable
            label={t`Products`}
            columns={mayEdit ? [choice.column, ...columns] : columns}
            rows={rows}
            keyOf={({ id }) => id}
            total={first?.totalCount}
            {...nextOf(found)}
          />
        )}
        {mayEdit && <ChoiceBar chosen={choice.chosen} clear={choice.clear} />}
      </section>
    </Page>
  );
}
