import type { NotificationContext } from '../model/hooks.js';
import type { NamedHook, RouteInvocation } from '../handle/notification-handlers.js';
import type { AnyNotification } from '../model/any-notification.js';

type Kind = AnyNotification['kind'];
type OfKind<K extends Kind> = Extract<AnyNotification, { readonly kind: K }>;

/** A controller's hook for notifications of one kind, called on the controller; without one, a name alone. */
export function hookOf<K extends Kind>(
  kind: K,
  name: string,
  controller: object,
  hook: ((notification: OfKind<K>, context: NotificationContext) => unknown) | undefined,
): NamedHook {
  if (hook === undefined) return { name, run: undefined };
  return {
    name,
    run: (notification, context) =>
      isOfKind(notification, kind) ? hook.call(controller, notification, context) : undefined,
  };
}

/** A decorated method, which gets what its parameters ask for. */
export function decoratedHook(name: string, invoke: RouteInvocation['invoke']): NamedHook {
  return {
    name,
    run: (notification, { transaction }) => invoke({ notification, transaction }),
  };
}

function isOfKind<K extends Kind>(notification: AnyNotification, kind: K): notification is OfKind<K> {
  return notification.kind === kind;
}
