import { ExpiringMap } from '../common/objects/expiring-map.js';

/** How often a question is asked; after that the last response stands for a time. */
const TIMES = 5;
const TIME_MS = 60_000;
const MAX_QUESTIONS = 1_000;

interface Question<Response> {
  readonly times: number;
  readonly response: Promise<Response>;
  isAwaited: boolean;
}

/**
 * Limits the questions to LianLian that somebody could cause by repeating a message: those that are asked at the same
 * time share a response, and after five times the last response stands for a minute.
 */
export class RationedQuestions<Response> {
  private readonly questions = new ExpiringMap<Question<Response>>(TIME_MS, MAX_QUESTIONS);

  ask(key: string, ask: () => Promise<Response>): Promise<Response> {
    const before = this.questions.get(key);
    if (before !== undefined && (before.isAwaited || before.times >= TIMES)) return before.response;
    const question = { times: (before?.times ?? 0) + 1, response: ask(), isAwaited: true };
    this.questions.set(key, question);
    const end = (): void => {
      question.isAwaited = false;
    };
    question.response.then(end, end);
    return question.response;
  }
}
