import { dateFormatProblem, startOfDay } from '../../src/dates/dates';
import { applyTransform } from '../../src/sync/transforms';

const date = (text: string | number, format?: string, zone = 'America/New_York') => {
  try {
    return applyTransform(text, { name: 'DATE', ...(format && { format }) }, zone);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('dates', () => {
  it.each([
    ['2026-01-31', '2026-01-31'],
    [' 2026-01-31 ', '2026-01-31'],
    ['2024-02-29', '2024-02-29'],
    ['2023-02-29', 'VALUE_NOT_DATE'],
    ['1900-02-29', 'VALUE_NOT_DATE'],
    ['2000-02-29', '2000-02-29'],
    ['2026-02-30', 'VALUE_NOT_DATE'],
    ['2026-13-01', 'VALUE_NOT_DATE'],
    ['2026-1-1', 'VALUE_NOT_DATE'],
    ['31.01.2026', 'VALUE_NOT_DATE'],
    ['0000-01-01', 'VALUE_NOT_DATE'],
    ['0001-01-01', '0001-01-01'],
    ['9999-12-31', '9999-12-31'],
    ['soon', 'VALUE_NOT_DATE'],
    [20260131, 'VALUE_NOT_DATE'],
  ])('%p as yyyy-MM-dd is %p', (text, result) => expect(date(text)).toBe(result));

  it.each([
    ['31/01/2026', 'dd/MM/yyyy', '2026-01-31'],
    ['01/31/2026', 'dd/MM/yyyy', 'VALUE_NOT_DATE'],
    ['1 Feb 2026', 'd MMM yyyy', '2026-02-01'],
    ['20260131', 'yyyyMMdd', '2026-01-31'],
    [20260131, 'yyyyMMdd', '2026-01-31'],
    ['day 31 of 01, 2026', "'day' dd 'of' MM, yyyy", '2026-01-31'], // letters in literals are not tokens
    ['31/01/26', 'dd/MM/yy', '2026-01-31'],
  ])('%p as %p is the day %p', (text, format, result) => expect(date(text, format)).toBe(result));

  it.each([
    ['2026-01-31 10:00', 'yyyy-MM-dd HH:mm', '2026-01-31T15:00:00.000Z'],
    ['31/01/2026 23:30', 'dd/MM/yyyy HH:mm', '2026-02-01T04:30:00.000Z'],
    ['2026-07-01 10:00', 'yyyy-MM-dd HH:mm', '2026-07-01T14:00:00.000Z'], // summer time
    ['2026-01-31 10:00:00', 'SQL', '2026-01-31T15:00:00.000Z'],
    ['2026-01-31', 'SQL', '2026-01-31T05:00:00.000Z'],
    ['2026-01-31T10:00:00', 'ISO', '2026-01-31T15:00:00.000Z'],
    ['2026-01-31 10:00:00', 'ISO', '2026-01-31T15:00:00.000Z'], // as SQLite writes it
    ['2026-01-31T10:00:00Z', 'ISO', '2026-01-31T10:00:00.000Z'],
    ['2026-01-31T10:00:00+02:00', 'ISO', '2026-01-31T08:00:00.000Z'],
    ['1769853600', 'UNIX', '2026-01-31T10:00:00.000Z'],
    [1769853600, 'UNIX', '2026-01-31T10:00:00.000Z'],
    ['0', 'UNIX', '1970-01-01T00:00:00.000Z'],
  ])('%p as %p is the moment %p', (text, format, result) =>
    expect(date(text, format)).toBe(result),
  );

  it.each([
    ['2026-01-31', '2026-01-31'],
    ['2026-W05-6', '2026-01-31'],
    ['20260131', '2026-01-31'],
    ['2026-02-29', 'VALUE_NOT_DATE'],
    // Without a date, the result would depend on the current day.
    ...['10:00', 'T10:00', '10', '1000', '2026', 'today', '31'].map((text) => [
      text,
      'VALUE_NOT_DATE',
    ]),
  ])('%p as ISO is %p', (text, result) => expect(date(text, 'ISO')).toBe(result));

  it.each([
    ['10:00:00', 'SQL'],
    ['1769853600.5', 'UNIX'],
    ['-1', 'UNIX'],
    ['1e9', 'UNIX'],
    ['9999999999999', 'UNIX'],
    ['999999999999', 'UNIX'], // the year 33658
  ])('%p as %p is not a date', (text, format) => expect(date(text, format)).toBe('VALUE_NOT_DATE'));

  it('reads the same text differently in another zone or format', () => {
    const moment = (zone: string) => date('2026-01-31 10:00', 'SQL', zone);
    expect(moment('UTC')).toBe('2026-01-31T10:00:00.000Z');
    expect(moment('Asia/Kolkata')).toBe('2026-01-31T04:30:00.000Z');
    expect(moment('UTC')).toBe('2026-01-31T10:00:00.000Z');
    expect(date('01/02/2026', 'dd/MM/yyyy')).toBe('2026-02-01');
    expect(date('01/02/2026', 'MM/dd/yyyy')).toBe('2026-01-02');
  });

  it('caches a limited number of dates, correctly', () => {
    for (let day = 0; day < 3000; day++) {
      const text = new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10);
      expect(date(text, 'ISO')).toBe(text);
    }
  });

  it("starts a day in the tenant's time zone", () => {
    expect(startOfDay('2026-01-31', 'America/New_York')).toBe('2026-01-31T05:00:00.000Z');
    expect(startOfDay('2026-01-31', 'Asia/Tokyo')).toBe('2026-01-30T15:00:00.000Z');
    expect(startOfDay('2026-02-30', 'UTC')).toBeUndefined();
  });

  it.each([
    ...['yyyy-MM-dd', 'dd.MM.yy', 'd MMM yyyy', 'd. MMMM yyyy', 'yyyyMMdd', 'ISO', 'SQL', 'UNIX'],
    ...["'on' yyyy-MM-dd 'at' h:mm a", 'yyyy-MM-dd HH:mm:ss.SSS ZZ', "'u'yyyy"],
  ])('reads the format %s', (format) => expect(dateFormatProblem(format)).toBeUndefined());

  it.each([
    ['HH:mm', 'with a year'],
    ['dd/MM', 'with a year'],
    ["'year' MM", 'with a year'],
    ['', 'such as'],
    ['uSuSuSuSuSuSuSuSy', 'u is not one of'], // took Luxon 25 s for a text of 33 characters
    ['yyyy-MM-dd'.padEnd(65, '-'), 'at most 64'],
    ['yyyy-Mdd', 'M has no fixed width'],
    ['dMyyyy', 'd has no fixed width'],
    ['MMMMyyyy', 'MMMM has no fixed width'],
    ['yyyy-MM-dd yyyy', 'yyyy repeats'],
    ['yy yyyy', 'yyyy repeats'],
    ["yyyy 'open", 'not closed'],
    ['yyyy-MM-dd hh:mm', 'h and a'],
    ['yyyy HH hh a', 'either H or h'],
    ...['D', 'ff', 'X', 'kkkk-WW', 'y', 'YYYY', 'EEE', 'z', 'é'].map((format) => [
      format,
      'is not one of',
    ]),
  ])('refuses the format %s: %s', (format, problem) =>
    expect(dateFormatProblem(format)).toContain(problem),
  );

  it.each([
    ['7/4/2026 1:05 pm', 'M/d/yyyy h:mm a', 'UTC', '2026-07-04T13:05:00.000Z'],
    ['7/4/2026 12:05 AM', 'M/d/yyyy h:mm a', 'UTC', '2026-07-04T00:05:00.000Z'],
    ['2026-07-04 01:00 +05:30', 'yyyy-MM-dd HH:mm ZZ', 'UTC', '2026-07-03T19:30:00.000Z'],
    ['2026-07-04 01:00 -0800', 'yyyy-MM-dd HH:mm ZZZ', 'UTC', '2026-07-04T09:00:00.000Z'],
    ['04. december 2026', 'dd. MMMM yyyy', 'UTC', '2026-12-04'],
    ['31/12/61', 'dd/MM/yy', 'UTC', '1961-12-31'],
    ['2026', 'yyyy', 'UTC', '2026-01-01'],
  ])('%p as %p in %s is %p', (text, format, zone, result) =>
    expect(date(text, format, zone)).toBe(result),
  );

  it.each([
    ['2026-01-31 ', 'yyyy-MM'],
    ['9999-12-31 23:00 -08:00', 'yyyy-MM-dd HH:mm ZZ'], // the year 10000 in UTC
    ['9999-12-31T23:00-08:00', 'ISO'],
    ['2026-01-31'.padEnd(65, '0'), 'ISO'],
    ['7/4/2026 13:05 pm', 'M/d/yyyy h:mm a'],
    ['٢٠٢٦-01-31', 'yyyy-MM-dd'],
  ])('%p as %p is refused', (text, format) => expect(date(text, format)).toBe('VALUE_NOT_DATE'));
});
