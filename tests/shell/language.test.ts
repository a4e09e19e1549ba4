// What the shell makes of a line: the cases in which shells are known to surprise.

import { describe, expect, test } from 'vitest';
import { Shell } from '../../src/shell/shell.ts';
import { aCloud } from '../support/cloud.ts';

const run = (line: string, shell = new Shell({ cloud: aCloud() })) => shell.run(line);
const out = (line: string): string => run(line).stdout;

test.each([
  ['words apart', 'echo a   b', 'a b\n'],
  ['single quotes keep all', "echo 'a  $X `b` \\n'", 'a  $X `b` \\n\n'],
  ['double quotes expand, and keep spaces', 'X="a  b"; echo "$X"', 'a  b\n'],
  ['without quotes a value falls apart', 'X="a  b"; echo $X', 'a b\n'],
  ['an empty value without quotes is no word', 'X=; printf "%s|" a $X b', 'a|b|'],
  ['an empty value in quotes is one', 'X=; printf "%s|" a "$X" b', 'a||b|'],
  ['pieces that touch are one word', `X=b; echo a"$X"'c'`, 'abc\n'],
  ['braces', 'X=a; echo ${X}b', 'ab\n'],
  ['a backslash before a character', 'echo a\\ b \\$X', 'a b $X\n'],
  ['a backslash at the end of a line', 'echo a \\\n  b', 'a b\n'],
  ['a comment', 'echo a # b\n# c\necho d', 'a\nd\n'],
  ['a # within a word', 'echo a#b', 'a#b\n'],
  ['substitution, line ends taken off', 'echo "[$(printf "a\\n\\n")]"', '[a]\n'],
  ['substitution within substitution', 'echo $(echo $(echo deep))', 'deep\n'],
  ['backquotes', 'echo `echo a`', 'a\n'],
  ['quotes within substitution within quotes', 'echo "$(echo "a  b")"', 'a  b\n'],
  ['a pipe', 'echo b; echo a | cat', 'b\na\n'],
  ['and, or', 'false && echo a || echo b; true && echo c', 'b\nc\n'],
  ['the exit code', 'false; echo $?; true; echo $?', '1\n0\n'],
  ['writing and adding', 'echo a > f; echo b >> f; cat f', 'a\nb\n'],
  ['reading', 'echo a > f; cat < f', 'a\n'],
  [
    'errors apart',
    'cat nothing 2> errors; cat errors',
    'cat: nothing: No such file or directory\n',
  ],
  [
    'errors with the rest',
    'cat nothing > all 2>&1; cat all',
    'cat: nothing: No such file or directory\n',
  ],
  ['nowhere', 'echo a > /dev/null; ls', ''],
  ['a here-document', 'X=1; cat <<EOF\na $X\nEOF\necho b', 'a 1\nb\n'],
  ['a here-document as it stands', "X=1; cat <<'EOF'\na $X\nEOF", 'a $X\n'],
  ['a here-document into a pipe', 'cat <<EOF | tr a b\naa\nEOF', 'bb\n'],
  ['a here-string', 'cat <<< "a b"', 'a b\n'],
  ['a variable for one command alone', 'X=1; X=2 env | grep X; echo $X', 'X=1\n1\n'],
  ['a dollar alone', 'echo $ 5$', '$ 5$\n'],
  ['letters beyond ASCII', 'echo "café – 鍵"', 'café – 鍵\n'],
])('%s', (_, line, expected) => {
  expect(out(line)).toBe(expected);
});

describe('says what it can’t read', () => {
  test.each([
    ['echo "a', 'a double quote (") is opened and never closed'],
    ["echo 'a", "a single quote (') is opened and never closed"],
    ['echo $(a', 'a $( is opened and never closed'],
    ['echo `a', 'a back quote (`) is opened and never closed'],
    ['| cat', "syntax error near unexpected token `|'"],
    ['echo a |', 'syntax error: unexpected end of the line'],
    ['echo a &&', 'syntax error: unexpected end of the line'],
    ['echo a &', "syntax error near unexpected token `&'"],
    ['echo )', "syntax error near unexpected token `)'"],
    ['cat >', 'syntax error: unexpected end of the line'],
    ['cat <<EOF\na', 'the text after << ends without a line that says EOF'],
    ['echo ${X:-a}', 'only ${NAME} is understood here: no changes within the braces'],
    [`${'echo $('.repeat(30)}${')'.repeat(30)}`, 'too many $( within each other'],
  ])('%j', (line, message) => {
    const { exitCode, stderr } = run(line);
    expect(stderr).toBe(`bash: ${message}\n`);
    expect(exitCode).toBe(2);
  });

  test('and runs nothing of it', () => {
    const shell = new Shell({ cloud: aCloud() });
    run('echo a > f; echo "b', shell);
    expect(shell.files.entries()).toEqual([]);
  });
});

test('a line that would grow without end is stopped', () => {
  const { exitCode, stderr } = run(`X=aaaaaaaaaaaaaaaa; ${'X="$X$X$X$X"; '.repeat(20)}`);
  expect([exitCode, stderr]).toEqual([2, 'bash: a value longer than this shell can hold\n']);
});

test('files and variables last from line to line', () => {
  const shell = new Shell({ cloud: aCloud() });
  run('X=1; echo a > f', shell);
  expect(run('cat f; echo $X', shell).stdout).toBe('a\n1\n');
});

describe('programs', () => {
  test.each([
    ['base64, there and back', 'echo -n "any bytes" | base64 | base64 --decode', 'any bytes'],
    ['base64 breaks lines at 76', `echo -n ${'a'.repeat(60)} | base64 | head -n 1 | wc -c`, '77\n'],
    ['xxd', 'printf "AB\\n" | xxd', '00000000: 4142 0a                                  AB.\n'],
    ['xxd -p and back', 'printf "AB" | xxd -p | xxd -r -p', 'AB'],
    ['wc', 'printf "a b\\nc\\n" | wc', '2 3 6\n'],
    ['cut', 'echo "a,b,c" | cut -d, -f2', 'b\n'],
    ['sort, tail', 'printf "b\\na\\nc\\n" | sort | tail -n 2', 'b\nc\n'],
    ['grep', 'printf "Key\\nlock\\n" | grep -i key', 'Key\n'],
    ['cp, mv, rm', 'echo a > f; cp f g; mv g h; rm f; ls', 'h\n'],
    ['folders', 'mkdir -p a/b; echo x > a/b/c; ls a; ls a/b', 'b/\nc\n'],
    [
      'the simulated date',
      'date +%Y-%m-%dT%H:%M:%S; sleep 1d; date +%F',
      '2026-01-15T09:00:00\n2026-01-16\n',
    ],
    [
      'sha256sum',
      'printf "" | sha256sum',
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  -\n',
    ],
  ])('%s', (_, line, expected) => {
    expect(out(line)).toBe(expected);
  });
});
