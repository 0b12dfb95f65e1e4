import { describe, expect, it } from 'vitest';
import { cardOf } from '../../../../lib/sandbox/orders/cards.js';

describe('a card', () => {
  it('is kept with six and four digits of its number, or with none of a short one', () => {
    expect(cardOf('6222020000000000000').card_no).toBe('622202*********0000');
    expect(cardOf('6222020000').card_no).toBe('**********');
  });
});
