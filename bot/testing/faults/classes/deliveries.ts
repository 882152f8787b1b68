/** What Slack and Teams bring next comes twice, after what was said later, or late. */
import type { Fault } from '../fault.ts';
import type { Random } from '../random.ts';
import type { DeliveryTrouble } from '../troubles.ts';

const fault = (
  name: string,
  how: { often: number; each: number },
  trouble: (dice: Random) => Omit<DeliveryTrouble, 'fault'>,
): Fault => ({
  ...how,
  name,
  beside: true,
  async inject({ standIns }, dice) {
    standIns.deliveries.add(Array.from({ length: how.each }, () => ({ fault: name, ...trouble(dice) })));
  },
});

export const deliveriesRepeated = fault('deliveries-repeated', { often: 10, each: 8 }, (dice) => ({
  afterMs: 0,
  times: dice.between(2, 3),
}));
export const deliveriesReordered = fault('deliveries-reordered', { often: 10, each: 8 }, (dice) => ({
  afterMs: dice.between(20, 600),
  times: 1,
}));
/** Longer than Slack waits, so that it also tries again; no longer than Teams does. */
export const deliveriesLate = fault('deliveries-late', { often: 10, each: 6 }, (dice) => ({
  afterMs: dice.between(2_000, 8_000),
  times: 1,
}));
