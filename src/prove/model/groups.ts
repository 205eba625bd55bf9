/** Counts of the groups that were written together. */
export class Groups {
  readonly counts = { groups: 0, requests: 0, largest: 0 };

  readonly onSend = ({ length }: readonly number[]): void => {
    if (length === 1) return;
    this.counts.groups++;
    this.counts.requests += length;
    this.counts.largest = Math.max(this.counts.largest, length);
  };
}
