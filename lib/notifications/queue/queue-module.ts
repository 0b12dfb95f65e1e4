import type { Type } from '@nestjs/common';
import type { ModuleRef, ModulesContainer } from '@nestjs/core';

import { LianlianLogger } from '../../common/logging/lianlian-logger.js';
import { checkMadeOptions } from '../../common/options/module-options.js';
import { NOTIFICATION_INBOX } from '../../common/inbox/notification-inbox.js';
import type { NotificationQueue } from '../../common/inbox/notification-queue.js';
import { lianlianProvider } from '../../config/lianlian-provider.js';
import { LianlianConfigError } from '../../errors/lianlian-config.error.js';
import { MemoryInbox } from '../inbox/memory-inbox.js';
import { QueuedNotifications } from './queued-notifications.js';
import { queueModeMessages } from './queue-mode.messages.js';

const MODULE = 'LianlianQueueModule';

/** @throws LianlianConfigError where an app imports the module more than once */
export function refuseSecond(module: Type, modules: ModulesContainer): void {
  const imported = [...modules.values()].filter(({ metatype }) => metatype === module);
  if (imported.length > 1) throw problem(queueModeMessages.secondModule());
}

/** @throws LianlianConfigError for options of `forRootAsync` that lack what makes the settings, or are misspelt */
export function checkQueueAsyncOptions(options: object): void {
  checkMadeOptions(MODULE, options);
}

/**
 * From now on notifications go to the queue.
 *
 * @param handles whether this process has a worker
 * @throws LianlianConfigError without `LianlianModule`
 */
export function sendToQueue(moduleRef: ModuleRef, queue: NotificationQueue, handles: boolean): void {
  lianlianProvider<QueuedNotifications>(moduleRef, QueuedNotifications, MODULE).use(queue);
  const inbox = lianlianProvider<unknown>(moduleRef, NOTIFICATION_INBOX, MODULE);
  if (handles && inbox instanceof MemoryInbox) new LianlianLogger().warn(queueModeMessages.memoryInbox());
}

function problem(message: string): LianlianConfigError {
  return new LianlianConfigError([{ option: MODULE, message }]);
}
