import { expect, test } from 'vitest';
import type { LessonMeta } from '../../src/quiz/lesson.ts';
import { startOf } from '../../src/ui/home/start.ts';

const lesson = (slug: string, title: string): LessonMeta =>
  ({ slug, title, scenarios: [`${slug}-1`] }) as unknown as LessonMeta;

const lessons = [lesson('glass', 'Glass'), lesson('envelope-encryption', 'Envelope encryption')];
const nothing = { done: () => false };

test('a newcomer starts with envelope encryption', () => {
  expect(startOf(lessons, nothing)).toEqual({
    lesson: 'envelope-encryption',
    link: '#/learn/envelope-encryption/envelope-encryption-1/0',
    text: 'Start: Envelope encryption',
  });
});

test('after that comes the first lesson that is not finished', () => {
  const done = (slug: string): boolean => slug === 'envelope-encryption';
  expect(startOf(lessons, { done })?.text).toBe('Start: Glass');
});

test('whoever was here before goes on where they were', () => {
  const resume = { slug: 'glass', scenario: 'peek', beat: 4 };
  expect(startOf(lessons, { ...nothing, resume })).toEqual({
    lesson: 'glass',
    link: '#/learn/glass/peek/4',
    text: 'Continue: Glass, step 4',
  });
});

test('a lesson that is no longer there is not continued', () => {
  const resume = { slug: 'gone', scenario: 'x', beat: 1 };
  expect(startOf(lessons, { ...nothing, resume })?.text).toBe('Start: Envelope encryption');
});
