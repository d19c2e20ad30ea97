import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { at, tell } from './project.mjs';

const beat = 2_000;
const dead = 30_000;

/** Does the work while no other process of this project does work of this name; waits for its turn, and says so. */
export async function alone(name, work, folder = at('.redress')) {
  const file = path.join(folder, `${name}.lock`);
  fs.mkdirSync(folder, { recursive: true });
  await take(file);
  const heart = setInterval(() => touch(file), beat);
  const release = () => fs.rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(heart);
    process.off('exit', release);
    release();
  }
}

async function take(file) {
  const me = JSON.stringify({ pid: process.pid, host: os.hostname() });
  for (let told = false; ; told = true) {
    try {
      fs.writeFileSync(file, me, { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (abandoned(file)) clear(file);
    else {
      if (!told) tell({ en: 'Waiting for another run to finish this step …', zh: '正在等待另一个进程完成此步骤……' });
      await sleep(200);
    }
  }
}

/** A holder that has stopped touching its lock, or whose process is gone, has died. */
function abandoned(file) {
  try {
    if (Date.now() - fs.statSync(file).mtimeMs > dead) return true;
    const { pid, host } = JSON.parse(fs.readFileSync(file, 'utf8'));
    if (host !== os.hostname()) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** Moves the dead lock aside first, so that of two who find it only one removes it. */
function clear(file) {
  const aside = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, aside);
    fs.rmSync(aside, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function touch(file) {
  const moment = new Date();
  fs.utimes(file, moment, moment, () => {});
}
