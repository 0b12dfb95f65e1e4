import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { SqlInbox } from 'nestjs-lianlian/sql';

/** Deletes what the inbox no longer has to remember. Any number of processes may do it at once. */
@Injectable()
export class InboxCleaner {
  constructor(private readonly inbox: SqlInbox) {}

  @Cron('0 4 * * *')
  purge(): Promise<number> {
    return this.inbox.purge();
  }
}
