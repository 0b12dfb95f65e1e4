// One instance of AWS Lambda: loads the functions of a file, and is given one event at a time. Its parent freezes it in between.
import { pathToFileURL } from 'node:url';

const functions = await import(pathToFileURL(process.argv[2] ?? '').href);

process.on('message', async ({ name, event }) => {
  const context = { awsRequestId: 'c6af9ac6', functionName: 'shop', callbackWaitsForEmptyEventLoop: true };
  // As JSON, like everything that leaves a function.
  process.send?.(
    await functions[name](event, context).then(
      (result) => ({ result }),
      (error) => ({ error: String(error) }),
    ),
  );
});
process.on('disconnect', () => process.exit());
process.send?.('started');
