import { ExpiringMap } from '../common/expiring-map.js';

/** How often a question is asked; after that the last answer stands for a time. */
const TIMES = 5;
const TIME_MS = 60_000;
const MAX_QUESTIONS = 1_000;

interface Question<Answer> {
  readonly times: number;
  readonly answer: Promise<Answer>;
  isAwaited: boolean;
}

/**
 * Questions to LianLian that whoever repeats a message could have asked again and again: those who ask at once share an
 * answer, and after five times the last answer stands for a minute.
 */
export class RationedQuestions<Answer> {
  private readonly questions = new ExpiringMap<Question<Answer>>(TIME_MS, MAX_QUESTIONS);

  ask(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const before = this.questions.get(key);
    if (before !== undefined && (before.isAwaited || before.times >= TIMES)) return before.answer;
    const question = { times: (before?.times ?? 0) + 1, answer: ask(), isAwaited: true };
    this.questions.set(key, question);
    const end = (): void => {
      question.isAwaited = false;
    };
    question.answer.then(end, end);
    return question.answer;
  }
}
