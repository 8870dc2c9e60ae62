import { describe, expect, it } from 'vitest';
import { Matcher } from '../../contract/settings-test.ts';
import { answerQuestions } from './answer-questions.ts';
import { leaf, wholeFile } from './settings-node.ts';

const saved = [{ id: 'file', when: { 'auth-user-pass': { isNot: ['username-only'] } } }];

function caseOf(value: string | null): string | null | undefined {
  const root = wholeFile([leaf('auth-user-pass', value)]);
  return answerQuestions(root, [{ id: 'openvpn/saved', cases: saved }])[0]?.cases[0]?.case;
}

describe('a value that is none of some words', () => {
  it('has to stand there', () => {
    expect(caseOf('login.txt')).toBe('file');
    expect(caseOf('Username-Only')).toBeNull();
    expect(caseOf('')).toBeNull();
    expect(caseOf(null)).toBeNull();
  });

  it('is told without the value', () => {
    const root = wholeFile([leaf('auth-user-pass', 'C:\\Users\\mia\\login.txt')]);
    const answer = answerQuestions(root, [{ id: 'openvpn/saved', cases: saved }]);
    expect(answer[0]?.cases[0]?.proof).toEqual(['auth-user-pass is set, and not to username-only']);
  });

  it('is one matcher among others', () => {
    expect(Matcher.safeParse({ isNot: ['a'], is: ['b'] }).success).toBe(false);
  });
});

describe('that something stands there at all', () => {
  it('is found without words of its own', () => {
    const cases = [{ id: 'here', when: { '.': { present: true } } }];
    const answer = answerQuestions(leaf('', 'stands there'), [{ id: 'ps-msonline/module', cases }]);
    expect(answer[0]?.cases).toEqual([{ case: 'here', count: 1, proof: [] }]);
  });
});
