// Runs the tests. Without arguments: those that a change should pass before it is shown to others, on the servers and
// the browser that this machine has. With arguments: Vitest, as it is told.
import { runVitest } from './vitest.mjs';

const QUICK = ['source', 'simulation', 'shop'];

const args = process.argv.slice(2);
const isWhole = args.length === 0;
process.exitCode = runVitest(isWhole ? QUICK.flatMap((name) => ['--project', name]) : args);
if (isWhole) {
  console.log(
    'Left to npm run test:all (about 20 minutes): the packed package and apps that install it, processes of their own by the dozen, every browser variant.\nLeft to npm run test:libraries: libraries that build a native part, or ask for a newer Node.',
  );
}
