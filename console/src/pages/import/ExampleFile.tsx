import { Trans, useLingui } from '@lingui/react/macro';
import { localeOf } from '../../language';
import { TextButton } from '../../parts/TextButton';
import type { Kind } from './kinds';

/** Saves an example of a file. What makes it is loaded when it is asked for. */
export function ExampleFile({ kind }: { kind: Kind }) {
  const { i18n } = useLingui();
  const locale = localeOf(i18n.locale);
  const save = async () => (await import('./example')).saveExample(kind, locale);
  return (
    <TextButton onClick={() => void save()}>
      <Trans>Download an example</Trans>
    </TextButton>
  );
}
