import { join } from 'node:path';
import fc from 'fast-check';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { categoryColumn } from '../../../src/core/features/category.ts';
import { readPredictions } from '../../../src/engines/predictions/read-predictions.ts';
import { appendRows, type Cell } from '../../../src/serving/log/decode-rows.ts';
import { sizeOfRows, writeRows } from '../../../src/serving/log/encode-rows.ts';
import { headingOf } from '../../../src/serving/log/logged-rows.ts';
import { newPlace, openLog, readAll } from './folder.ts';
import { digest, numberColumn, rowsOf } from './rows.ts';

const everyKind = () =>
  rowsOf(['a', 'b', 'ç'], {
    'applicant:amount': numberColumn([1.5, Number.NaN, -0.1]),
    'applicant:purpose': categoryColumn(['car', null, 'Möbel 🪑']),
    'loan:asked_at': { type: 'time', values: Float64Array.of(1_767_323_045_123_456, Number.NaN, -1) },
  });

const everything = { from: 0, until: 1e14 };

describe('the Parquet files of the log', () => {
  it('hold every kind of column and what is missing, as DuckDB reads them', async () => {
    const place = await newPlace();
    const { log } = await openLog(place);
    log.record({ ...everyKind(), prediction: Float64Array.of(0.25, Number.NaN, 1) });
    await log.close();
    const shared = {
      time: '2026-01-02 03:04:05.000001+00',
      model: 'loan',
      version: '1.2.0',
      digest,
      request: 'request of a',
    };
    expect(await readAll(place.root)).toEqual([
      {
        ...shared,
        key: 'a',
        'applicant:amount': 1.5,
        'applicant:purpose': 'car',
        'loan:asked_at': '2026-01-02 03:04:05.123456+00',
        prediction: 0.25,
      },
      {
        ...shared,
        key: 'b',
        'applicant:amount': null,
        'applicant:purpose': null,
        'loan:asked_at': null,
        prediction: null,
      },
      {
        ...shared,
        key: 'ç',
        'applicant:amount': -0.1,
        'applicant:purpose': 'Möbel 🪑',
        'loan:asked_at': '1969-12-31 23:59:59.999999+00',
        prediction: 1,
      },
    ]);
  });

  it('are read by hyparquet too', async () => {
    const place = await newPlace();
    const { log } = await openLog(place);
    log.record(everyKind());
    await log.close();
    const [path = ''] = await readPredictions(place.place, 'loan', everything);
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(join(place.root, path)) });
    expect(
      rows.map((row) => [row['key'], row['applicant:amount'], row['applicant:purpose'], row['prediction']]),
    ).toEqual([
      ['a', 1.5, 'car', 0],
      ['b', null, null, 0.125],
      ['ç', -0.1, 'Möbel 🪑', 0.25],
    ]);
  });

  it('hold the probabilities of several classes as a list, beside the class that was decided for', async () => {
    const place = await newPlace();
    const { log } = await openLog(place);
    const prediction = Float64Array.of(0.5, 0.25, 0.25, 0.125, Number.NaN, 0.75);
    const decided = categoryColumn(['late', null]);
    log.record(rowsOf(['a', 'b'], {}, { prediction, classes: 3, decided }));
    log.record(rowsOf(['c'], {}, { prediction: Float64Array.of(0.5, 0.5), classes: 3, decided })); // torn: dropped
    await log.close();
    expect((await readAll(place.root)).map((row) => [row['key'], row['class'], row['probabilities']])).toEqual([
      ['a', 'late', [0.5, 0.25, 0.25]],
      ['b', null, [0.125, null, 0.75]],
    ]);
    expect(log.dropped).toBe(1);
  });

  it('take what is no time as a missing one', async () => {
    const place = await newPlace();
    const { log } = await openLog(place);
    log.record(rowsOf(['a', 'b'], {}, { time: Float64Array.of(Number.POSITIVE_INFINITY, 0.6) }));
    await log.close();
    expect((await readAll(place.root)).map(({ time }) => time)).toEqual([null, '1970-01-01 00:00:00.000001+00']);
  });

  it('are written in groups of rows, all of them', async () => {
    const place = await newPlace();
    const { log } = await openLog(place);
    const keys = Array.from({ length: 8000 }, (_, row) => String(row));
    for (let request = 0; request < 7; request++) log.record(rowsOf(keys));
    await log.close();
    expect((await readAll(place.root)).length).toBe(56_000);
  });
});

describe('rows in a record', () => {
  it('come back as they were', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    const row = fc.record({
      key: text,
      number: fc.double(),
      category: fc.option(text),
      time: fc.double(),
      prediction: fc.double(),
    });
    fc.assert(
      fc.property(text, fc.array(row, { maxLength: 5 }), (request, list) => {
        const rows = rowsOf(
          list.map(({ key }) => key),
          {
            n: numberColumn(list.map(({ number }) => number)),
            c: categoryColumn(list.map(({ category }) => category)),
          },
          {
            request,
            time: Float64Array.from(list, ({ time }) => time),
            prediction: Float64Array.from(list, ({ prediction }) => prediction),
          },
        );
        const bytes = Buffer.alloc(sizeOfRows(rows));
        expect(writeRows(rows, bytes, 0)).toBe(bytes.length);
        const columns: Cell[][] = Array.from({ length: 9 }, () => []);
        expect(appendRows(headingOf(rows), bytes, columns)).toBe(list.length);
        const orNull = (value: number) => (Number.isNaN(value) ? null : value);
        expect(columns).toEqual([
          list.map(({ time }) => orNull(time)),
          list.map(() => 'loan'),
          list.map(() => '1.2.0'),
          list.map(() => digest),
          list.map(() => request),
          list.map(({ key }) => key),
          list.map(({ number }) => orNull(number)),
          list.map(({ category }) => category),
          list.map(({ prediction }) => orNull(prediction)),
        ]);
      }),
    );
  });
});
