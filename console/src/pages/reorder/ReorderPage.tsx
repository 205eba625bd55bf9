import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../format';
import { AskBeforeLeaving } from '../../forms/AskBeforeLeaving';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { isChanged, useChanges } from './changes';
import { GroupPanel } from './GroupPanel';
import { groupsOf, keyOf, reorderQuery } from './reorder';
import panel from '../../parts/Panel.module.css';

/** What to order, from whom, and why so much of it. */
export default function ReorderPage() {
  const { t } = useLingui();
  const format = useFormat();
  const found = useQuery(reorderQuery());
  const changes = useChanges();
  const keys = found.data?.reorderSuggestions.map(keyOf) ?? [];
  const total = found.data && format.number(found.data.reorderSuggestions.length);
  return (
    <Page title={t`What to order`} about={total && <Trans>{total} found</Trans>}>
      <AskBeforeLeaving isTyped={isChanged(changes, keys)} />
      <Shown of={found} rows={6}>
        {({ reorderSuggestions }) =>
          reorderSuggestions.length === 0 ? (
            <section className={panel.panel}>
              <Notice
                icon="check"
                title={t`Nothing has to be ordered`}
                text={t`A product is suggested when less than its minimum or its reorder point is available and on order.`}
              />
            </section>
          ) : (
            <div style={{ display: 'grid', gap: '1rem' }}>
              {groupsOf(reorderSuggestions).map((group) => (
                <GroupPanel key={group.key} group={group} changes={changes} />
              ))}
            </div>
          )
        }
      </Shown>
    </Page>
  );
}
