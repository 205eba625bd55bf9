import { Trans } from '@lingui/react/macro';
import { useState, type DragEvent } from 'react';
import { Icon } from '../../parts/Icon';
import classes from './ImportPage.module.css';

/** Takes a file: dropped, or chosen. */
export function Drop(props: {
  file: File | undefined;
  isDisabled: boolean;
  onFile: (file: File) => void;
}) {
  const { file, isDisabled, onFile } = props;
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const [first] = files ?? [];
    if (first && !isDisabled) onFile(first);
  };
  const over = (event: DragEvent, is: boolean) => {
    event.preventDefault();
    setOver(is && !isDisabled);
  };
  return (
    <label
      className={file ? `${classes.drop} ${classes.small}` : classes.drop}
      data-over={isOver}
      data-disabled={isDisabled || undefined}
      onDragOver={(event) => over(event, true)}
      onDragLeave={(event) => over(event, false)}
      onDrop={(event) => {
        over(event, false);
        take(event.dataTransfer.files);
      }}
    >
      <Icon name="receive" size={file ? 22 : 32} />
      <span>
        <strong>
          {file ? <bdi>{file.name}</bdi> : <Trans>Drop a file here, or choose one</Trans>}
        </strong>
        <br />
        {file ? (
          <Trans>Drop another file, or choose one</Trans>
        ) : (
          <Trans>CSV or JSON lines. It is only checked; nothing comes in before you say so.</Trans>
        )}
      </span>
      <input
        type="file"
        className="visually-hidden"
        disabled={isDisabled}
        accept=".csv,.tsv,.txt,.jsonl,.ndjson,.gz,text/csv"
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = ''; // the same file again, after it was mended
        }}
      />
    </label>
  );
}
