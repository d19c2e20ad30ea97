import { faultsOf, type ErrorTable } from '../errors.js';

export const reportErrors = {
  'report.disk_full': {
    kind: 'unavailable',
    cause: {
      en: '{file} could not be written: the disk, the quota or the permitted file size is used up. Nothing was left under that name, and an earlier file of that name is unchanged.',
      zh: '无法写入 {file}：磁盘空间、配额或允许的文件大小已用尽。未留下不完整的文件，原有的同名文件保持不变。',
    },
    remedy: {
      en: 'Free some space, raise the limit or choose another folder, and run the command again.',
      zh: '请释放空间、提高限额或改用其他文件夹，然后重新运行。',
    },
  },
  'report.not_writable': {
    kind: 'unavailable',
    cause: { en: '{file} cannot be written ({reason}).', zh: '{file} 无法写入（{reason}）。' },
    remedy: {
      en: 'Check that the folder exists and that you may write to it, or choose another one.',
      zh: '请确认文件夹存在且有写入权限，或改用其他文件夹。',
    },
  },
  'report.no_browser': {
    kind: 'unavailable',
    cause: {
      en: 'There is no browser to print the PDF with ({reason}).',
      zh: '没有可用于生成 PDF 的浏览器（{reason}）。',
    },
    remedy: {
      en: 'Install the dependencies again with "npm ci", or set REDRESS_CHROME to the path of a Chrome or Chromium.',
      zh: '请用 "npm ci" 重新安装依赖，或将 REDRESS_CHROME 设为 Chrome 或 Chromium 的路径。',
    },
  },
  'report.no_room': {
    kind: 'unavailable',
    cause: {
      en: 'The browser that prints the PDF has no room to work in {folder}: the disk, the quota or the permitted file size is used up. No PDF was written.',
      zh: '生成 PDF 的浏览器在 {folder} 中没有足够空间：磁盘、配额或允许的文件大小已用尽。未写入 PDF。',
    },
    remedy: {
      en: 'About 64 MB are needed while printing. Free some space, raise the limit, or set TMPDIR to another folder, and run the command again.',
      zh: '生成时约需 64 MB。请释放空间、提高限额，或用 TMPDIR 指定其他临时文件夹，然后重新运行。',
    },
  },
  'report.browser_failed': {
    kind: 'unavailable',
    cause: {
      en: 'The browser that prints the PDF did not start or stopped before it was finished: {reason}',
      zh: '生成 PDF 的浏览器未能启动或中途停止：{reason}',
    },
    remedy: {
      en: 'Run "npx redress doctor". Often a system library is missing or memory is short; REDRESS_CHROME may name another Chrome or Chromium.',
      zh: '请运行 "npx redress doctor"。常见原因是缺少系统库或内存不足；也可用 REDRESS_CHROME 指定其他 Chrome 或 Chromium。',
    },
  },
  'report.printing_too_slow': {
    kind: 'unavailable',
    cause: {
      en: 'Printing took longer than {seconds} seconds and was stopped.',
      zh: '生成 PDF 超过 {seconds} 秒，已停止。',
    },
    remedy: {
      en: 'Try again when the machine is less busy; the JSON and CSV results do not need the printer.',
      zh: '请在机器空闲时重试；JSON 与 CSV 结果不依赖 PDF 生成。',
    },
  },
  'report.no_fonts': {
    kind: 'unavailable',
    cause: {
      en: 'The typefaces of the report could not be made ready ({reason}).',
      zh: '报告所用字体无法就绪（{reason}）。',
    },
    remedy: {
      en: 'Install the dependencies again with "npm ci". A browser named by REDRESS_CHROME must be able to read the cache folder.',
      zh: '请用 "npm ci" 重新安装依赖。如用 REDRESS_CHROME 指定了浏览器，该浏览器须能读取缓存文件夹。',
    },
  },
  'report.cache_not_writable': {
    kind: 'unavailable',
    cause: {
      en: 'The folder {folder}, where the browser and the typefaces are unpacked once, cannot be used ({reason}).',
      zh: '用于存放浏览器和字体的缓存文件夹 {folder} 无法使用（{reason}）。',
    },
    remedy: {
      en: 'About 250 MB are needed there. Free some space, or set REDRESS_CACHE to another folder.',
      zh: '该处约需 250 MB。请释放空间，或用 REDRESS_CACHE 指定其他文件夹。',
    },
  },
  'report.does_not_add_up': {
    kind: 'conflict',
    cause: {
      en: 'The figures do not add up, so no report was made: {what} is {found}, expected {expected}.',
      zh: '数字不能勾稽，未生成报告：{what} 为 {found}，应为 {expected}。',
    },
    remedy: {
      en: 'This is a fault in Redress. Please report it with the policy set and the mapping; no complaint data is needed.',
      zh: '这是 Redress 的缺陷。请附上制度文件和映射文件反馈，无需提供投诉数据。',
    },
  },
} as const satisfies ErrorTable;

export const reportFault = faultsOf(reportErrors);
