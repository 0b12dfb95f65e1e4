import { types } from 'node:util';

import { brokenRules } from '../broken-rules.js';
import { formatLianlianTime, isLianlianTime, isWritable } from '../time.js';
import { defineField, type FieldOptions } from './define-field.js';

/** A time: a `Date`, or `yyyyMMddHHmmss` text in Asia/Shanghai. A `Date` is written in Asia/Shanghai. */
export function LianlianTime(options?: FieldOptions): PropertyDecorator {
  return defineField(
    'lianlianTime',
    {
      schema: { type: 'string', pattern: '^\\d{14}$', example: '20170801225714' },
      check: (value, property) => {
        if (types.isDate(value)) return isWritable(value) ? undefined : brokenRules.date(property);
        return typeof value === 'string' && isLianlianTime(value)
          ? undefined
          : brokenRules.lianlianTime(property);
      },
      encode: (value) => (types.isDate(value) ? formatLianlianTime(value) : String(value)),
    },
    options,
  );
}
