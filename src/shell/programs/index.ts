// Every program of the shell, by name.

import { aws } from '../aws/program.ts';
import type { Program } from '../session.ts';
import { base64, diff, sha256sum, xxd } from './bytes.ts';
import { cd, date, env, exportVariables, fail, pwd, sleep, succeed, unset } from './environment.ts';
import { cp, ls, mkdir, mv, rm } from './files.ts';
import { cat, cut, echo, grep, head, printf, sort, tail, tr, wc } from './text.ts';

export const programs: Readonly<Record<string, Program>> = {
  aws,
  base64,
  cat,
  cd,
  cp,
  cut,
  date,
  diff,
  echo,
  env,
  export: exportVariables,
  false: fail,
  grep,
  head,
  ls,
  mkdir,
  mv,
  printf,
  pwd,
  rm,
  sha256sum,
  sleep,
  sort,
  tail,
  tr,
  true: succeed,
  unset,
  wc,
  xxd,
};
