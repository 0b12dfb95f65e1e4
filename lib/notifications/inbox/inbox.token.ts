/** The inbox that the module uses: the option's, or memory. Internal. */
export const NOTIFICATION_INBOX = Symbol('NOTIFICATION_INBOX');
