import { Semaphore } from '../../src/sync/semaphore';

describe('a semaphore', () => {
  /** A task that ends on demand. */
  const work = () => {
    let end!: (error?: Error) => void;
    const started = { is: false };
    const run = () => {
      started.is = true;
      return new Promise<void>((resolve, reject) => {
        end = (error) => (error ? reject(error) : resolve());
      });
    };
    return { run, started, end: (error?: Error) => end(error) };
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('runs a limited number of tasks at once, in the order of the calls', async () => {
    const semaphore = new Semaphore(2);
    const works = Array.from({ length: 4 }, work);
    const begun = () => works.map(({ started }) => started.is);
    const ends = works.map(({ run }) => semaphore.run(run));
    await settle();
    expect(begun()).toEqual([true, true, false, false]);
    works[1]!.end();
    await ends[1];
    expect(begun()).toEqual([true, true, true, false]);
    works[0]!.end(new Error('it broke'));
    await expect(ends[0]).rejects.toThrow('it broke');
    expect(begun()).toEqual([true, true, true, true]);
    works[2]!.end();
    works[3]!.end();
    await Promise.all(ends.slice(2));
    // All slots are free again, and there are no more than before.
    const later = Array.from({ length: 3 }, work);
    const laterEnds = later.map(({ run }) => semaphore.run(run));
    await settle();
    expect(later.map(({ started }) => started.is)).toEqual([true, true, false]);
    for (const one of later) {
      one.end();
      await settle();
    }
    await Promise.all(laterEnds);
  });
});
