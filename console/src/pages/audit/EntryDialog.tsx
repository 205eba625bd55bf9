import '../../parts/modal';
import { Modal } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../format';
import { Code } from '../../parts/Text';
import { changesOf, type Entry } from './audit';
import classes from './AuditPage.module.css';

/** What a change was: each field before and after. */
export default function EntryDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const { entity, entityId, actor, at, action, metadata } = entry;
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={`${action} ${entity}`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <p className={classes.about}>
        <Trans>
          {format.time(at)} by <bdi>{actor}</bdi>
        </Trans>
        {entityId !== null && (
          <>
            {' · '}
            <Code>{entityId}</Code>
          </>
        )}
      </p>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t`Fields`}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t`Field`}</th>
              <th scope="col">{t`Before`}</th>
              <th scope="col">{t`After`}</th>
            </tr>
          </thead>
          <tbody>
            {changesOf(entry).map(({ field, before, after }) => (
              <tr key={field}>
                <th scope="row">
                  <Code>{field}</Code>
                </th>
                <td>
                  <bdi>{before}</bdi>
                </td>
                <td>
                  <bdi>{after}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {metadata && (
        <p className={classes.about}>
          <Code>{JSON.stringify(metadata)}</Code>
        </p>
      )}
    </Modal>
  );
}
