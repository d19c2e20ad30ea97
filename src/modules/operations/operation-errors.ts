import { faultsOf, type ErrorTable } from '../../errors.js';

export const operationErrors = {
  'operation.sweep_late': {
    kind: 'unavailable',
    cause: {
      en: 'Complaints have been due for {due} seconds, and no process has looked for what is due for {silent} seconds: nobody is told what becomes late meanwhile.',
      zh: '已有投诉到期 {due} 秒未处理，且 {silent} 秒内没有任何进程巡检：期间逾期的事项无人收到提醒。',
    },
    remedy: {
      en: 'Start a process with the role "sweep", or look into the log of the one that has it.',
      zh: '请启动一个承担“sweep”角色的进程，或查看现有该角色进程的日志。',
    },
  },
  'operation.sweep_behind': {
    kind: 'unavailable',
    cause: {
      en: 'The sweep works, and is behind: the oldest of {complaints} complaints has been due for {due} seconds.',
      zh: '巡检正在进行但有积压：{complaints} 件投诉待巡检，其中最早的已到期 {due} 秒。',
    },
    remedy: {
      en: 'After a standstill it catches up by itself within minutes. If the number grows, start another process with the role "sweep".',
      zh: '停机恢复后会在数分钟内自行赶上；若数量持续增加，请再启动一个承担“sweep”角色的进程。',
    },
  },
  'operation.complaints_stuck': {
    kind: 'unavailable',
    cause: {
      en: '{complaints} complaints could not be judged when they were due; they are tried again at least once an hour.',
      zh: '{complaints} 件投诉到期时无法判定；系统至少每小时重试一次。',
    },
    remedy: {
      en: 'The log names the error of each kind, with its number. Report it; until it is mended these complaints are judged by nobody.',
      zh: '日志中按类别列出了错误及其编号，请上报；在修复之前，这些投诉无人判定。',
    },
  },
  'operation.nobody_to_tell': {
    kind: 'unavailable',
    cause: {
      en: 'Notices wait because nobody holds these roles, nor that of the fallback owner: {roles}.',
      zh: '有提醒无法送达，因为以下岗位无人担任，兜底负责人岗位也无人担任：{roles}。',
    },
    remedy: {
      en: 'Say who holds them (/api/recipients); what waits is then told by itself.',
      zh: '请设置岗位人员（/api/recipients）；设置后待发提醒会自动发出。',
    },
  },
  'operation.notices_wait': {
    kind: 'unavailable',
    cause: {
      en: '{notices} notices have not been told yet, the oldest for {seconds} seconds.',
      zh: '{notices} 条提醒尚未发出，最早的已等待 {seconds} 秒。',
    },
    remedy: {
      en: 'Start a process with the role "sweep", or look into the log of the one that has it.',
      zh: '请启动一个承担“sweep”角色的进程，或查看现有该角色进程的日志。',
    },
  },
  'operation.queue_behind': {
    kind: 'unavailable',
    cause: {
      en: 'Jobs of the queue "{queue}" wait: {jobs}, the oldest for {seconds} seconds.',
      zh: '队列“{queue}”有任务积压：{jobs} 项，最早的已等待 {seconds} 秒。',
    },
    remedy: {
      en: 'Start a process with the role "jobs" or "render", or look into the log of the one that has it.',
      zh: '请启动一个承担“jobs”或“render”角色的进程，或查看现有该角色进程的日志。',
    },
  },
  'operation.disk_low': {
    kind: 'unavailable',
    cause: {
      en: 'Only {megabytes} MB are free where the files of the service stand ({folder}).',
      zh: '存放服务文件的磁盘（{folder}）仅剩 {megabytes} MB。',
    },
    remedy: {
      en: 'Free some space or enlarge the disk: uploads, reports and the database are refused when it is full.',
      zh: '请释放空间或扩容磁盘：空间用尽后，上传、报告和数据库写入都会被拒绝。',
    },
  },
  'operation.not_writable': {
    kind: 'unavailable',
    cause: {
      en: 'Nothing can be written into {folder} ({reason}): uploads and reports are refused.',
      zh: '无法写入 {folder}（{reason}）：上传和报告会被拒绝。',
    },
    remedy: {
      en: 'Free some space, or let the user of the service write there; nothing has to be started again.',
      zh: '请释放空间，或为运行服务的用户开放写入权限；无需重启。',
    },
  },
  'operation.page_unprinted': {
    kind: 'unavailable',
    cause: {
      en: 'No page has been printed for {seconds} seconds ({code}): reports come to nothing.',
      zh: '已有 {seconds} 秒未能成功打印页面（{code}）：报告无法生成。',
    },
    remedy: {
      en: 'Run "redress doctor" on this machine; often memory, a system library or room in the temporary folder is missing.',
      zh: '请在本机运行“redress doctor”；常见原因是内存、系统库或临时文件夹空间不足。',
    },
  },
} as const satisfies ErrorTable;

export const operationFault = faultsOf(operationErrors);
