/**
 * A process that handles one notification in a transaction and stops at a given step, to be killed there.
 * `node crash-child.mjs <built inbox> <dialect> <url> <table> <effects> <key> <step>`
 */
const [, , built, dialect, url, table, effects, key, step] = process.argv;
const { SqlInbox, mysql2Executor, pgExecutor } = await import(built);

const here = async (at) => {
  if (at !== step) return;
  process.stdout.write(`${at}\n`);
  await new Promise((resolve) => setTimeout(resolve, 60_000));
};

const executor = dialect === 'mysql' ? await mysql() : await postgres();
/** Stops before the commit, too. */
const stopping = {
  ...executor,
  transaction: (work) =>
    executor.transaction(async (transaction) => {
      const result = await work(transaction);
      await here('completed');
      return result;
    }),
};
const inbox = new SqlInbox(stopping, { table });
await inbox.once(key, 'killed', async (transaction) => {
  await here('claimed');
  const placeholder = dialect === 'mysql' ? '?' : '$1';
  await executor.query(`INSERT INTO ${effects} (text) VALUES (${placeholder})`, [key], transaction);
  await here('written');
  if (step === 'committed-by-itself') await executor.query('COMMIT', [], transaction);
  await here('committed-by-itself');
});
await here('committed');

async function postgres() {
  const { default: pg } = await import('pg');
  return pgExecutor(new pg.Pool({ connectionString: url }));
}

async function mysql() {
  const { createPool } = await import('mysql2/promise');
  return mysql2Executor(createPool(url));
}
