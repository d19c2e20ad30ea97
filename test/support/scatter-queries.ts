/** Why a statement goes over many complaints, wherever they are kept. */
interface Reason {
  readonly en: string;
  readonly zh: string;
}

const due: Reason = {
  en: 'what is due wherever it is: an index finds it, so that the cost follows what is due',
  zh: '查找各处到期的投诉：由索引定位，代价只随到期数量增长',
};
const population: Reason = {
  en: 'a population, counted or read page by page in the order of the ids: each part of the database gives its own',
  zh: '对一批投诉计数，或按编号顺序分页读取：各分片各自给出结果',
};
const lists: Reason = {
  en: 'a page of a list that people look at, by an index',
  zh: '供人查看的列表中的一页，由索引给出',
};
const figures: Reason = {
  en: 'figures for whoever watches the service: small, by partial indexes, every few seconds at most',
  zh: '供监控使用的数字：数据量小，由部分索引给出，最多每几秒一次',
};
const whole: Reason = {
  en: 'everything there is, at night or by hand: to verify it, or to keep a copy',
  zh: '在夜间或人工操作时遍历全部数据：用于核验或备份',
};
const runs: Reason = {
  en: 'what one import, check or message did to many complaints, by the index of its run or message',
  zh: '一次导入、检查或一条消息涉及的多件投诉，由其索引给出',
};

/**
 * The statements that touch a table which is split by complaint without naming complaints, by the name under which they are sent
 * (`complaint-list*`: all that begin so), each with its reason. docs/scaling.md shows this list.
 */
export const scatterQueries: Readonly<Record<string, Reason>> = {
  '(unnamed) select complaint_id as id from complaint where complaint_id*': whole,
  '(unnamed) select count(*)::float8 as count from public*': whole,
  '(unnamed) select l.complaint_id as id*': due,
  'backup-*': whole,
  'check-count': population,
  'check-page': population,
  'check-skipped-list': runs,
  'complaint-list*': lists,
  'deliveries*': runs,
  'due-dates*': lists,
  'escalation-*': lists,
  'figures*': figures,
  'imports-absent': runs,
  'imports-brought-by': runs,
  'imports-newer': runs,
  'imports-of-run': runs,
  'imports-types': runs,
  'letters-on-their-way': runs,
  'imports-of-source': population,
  'imports-stands': runs,
  'imports-undone': runs,
  'inbox*': runs,
  'message-*': runs,
  'messages-*': runs,
  'notices-sweep-behind': figures,
  'notices-waiting*': due,
  'plan-*': population,
  'policy-rejudging-count': figures,
  'policy-rejudging-next': due,
  'population-*': population,
  'sweep-beat': figures,
  'verification-*': whole,
};
