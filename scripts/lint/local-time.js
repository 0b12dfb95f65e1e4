/** What of a Date depends on the zone of the machine. */
const METHODS = [
  ...['getHours', 'getMinutes', 'getDate', 'getDay', 'getMonth', 'getFullYear', 'getTimezoneOffset'],
  ...['setHours', 'setMinutes', 'setDate', 'setMonth', 'setFullYear'],
  ...['toDateString', 'toTimeString', 'toLocaleDateString', 'toLocaleTimeString'],
];

/**
 * For `no-restricted-properties`: LianLian's times are China's, and a server may stand anywhere.
 *
 * @type {readonly { property: string, message: string }[]}
 */
export const LOCAL_TIME = METHODS.map((property) => ({
  property,
  message: 'It depends on the zone of the machine: use UTC, or a format with timeZone.',
}));
