import { EntitySchema } from 'typeorm';

/** What services write in these tests, in a table that no other test uses. */
export function noteIn(table: string): EntitySchema<{ text: string }> {
  return new EntitySchema<{ text: string }>({
    name: 'Note',
    tableName: table,
    columns: { text: { type: 'varchar', primary: true } },
  });
}
