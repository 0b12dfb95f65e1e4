/**
 * The module that holds the handler, as text.
 *
 * @param ending of the app's own imports: `.js` or nothing
 */
export function moduleTemplate(ending: string): string {
  return `import { Module } from '@nestjs/common';

import { InMemoryOrders } from './in-memory-orders${ending}';
import { PaymentsHandler } from './payments.handler${ending}';

@Module({
  providers: [InMemoryOrders, PaymentsHandler],
  exports: [InMemoryOrders],
})
export class PaymentsModule {}
`;
}
