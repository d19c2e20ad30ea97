interface GaugeText {
  readonly help: string;
  readonly labels: readonly string[];
}

/** What is measured when somebody asks. Labels are words of ours, few of each: never an id, an address or a name. */
const gauges = {
  redress_database_up: { help: 'Whether the figures could be read from the database (1) or not (0).', labels: [] },
  redress_sweep_age_seconds: {
    help: 'Since any process last looked at what is due. Absent as long as none ever did.',
    labels: [],
  },
  redress_beat_age_seconds: {
    help: 'Since each work that goes on all the time was last done by any process.',
    labels: ['work'],
  },
  redress_oldest_unexamined_complaint_seconds: {
    help: 'How long the complaint that has waited longest to be looked at has been due; 0 where none is due. Stuck ones are counted apart.',
    labels: [],
  },
  redress_complaints_due: { help: 'Complaints that are due to be looked at; counted up to 100,000.', labels: [] },
  redress_complaints_stuck: { help: 'Complaints that could not be judged when they were due.', labels: [] },
  redress_complaints_to_rejudge: {
    help: 'Complaints last judged by an older set of policies that says something else; counted up to 100,000.',
    labels: [],
  },
  redress_policy_set_number: { help: 'Number of the newest set of policies.', labels: [] },
  redress_policy_set_loaded: { help: 'Number of the set by which this process judges; 0: none.', labels: [] },
  redress_escalations_unacknowledged: {
    help: 'Escalations told of which nobody has acknowledged that they know, by level.',
    labels: ['level'],
  },
  redress_notices_waiting: { help: 'Notices that nobody was told of yet; counted up to 100,000.', labels: [] },
  redress_notices_waiting_oldest_seconds: { help: 'How long the oldest of them has waited.', labels: [] },
  redress_messages: { help: 'Messages that are not sent, by way and status.', labels: ['way', 'status'] },
  redress_messages_waiting_oldest_seconds: {
    help: 'How long the oldest message that waits has been free to be sent.',
    labels: ['way'],
  },
  redress_schedule_runs_wrong: {
    help: 'Runs of schedules that were missed or failed, since the beginning.',
    labels: ['schedule', 'state'],
  },
  redress_queue_jobs: { help: 'Jobs in each queue that wait or are worked on.', labels: ['queue', 'state'] },
  redress_queue_oldest_seconds: { help: 'How long the oldest job that could be done has waited.', labels: ['queue'] },
  redress_backup_age_seconds: { help: 'Since the last backup was finished. Absent as long as none was.', labels: [] },
  redress_part_well: { help: 'Whether each part of this process is well (1) or not (0).', labels: ['part'] },
  redress_part_age_seconds: {
    help: 'How old what is said of a part is, where it comes from something done before: a page printed.',
    labels: ['part'],
  },
  redress_build_info: { help: 'Versions of this process.', labels: ['version', 'node', 'time_zones'] },
  redress_process_role: { help: 'What this process does.', labels: ['role'] },
  redress_clock_correction_seconds: {
    help: 'What is added to the clock of this machine, so that all processes go by one.',
    labels: [],
  },
  redress_database_connections: { help: 'Connections of this process to the database.', labels: ['state'] },
  redress_disk_free_bytes: { help: 'What is free where the files of this process stand.', labels: ['folder'] },
  redress_disk_size_bytes: { help: 'How large those disks are.', labels: ['folder'] },
} as const satisfies Readonly<Record<string, GaugeText>>;

export type GaugeName = keyof typeof gauges;

/** What a gauge is about, and its labels. */
export function gaugeHelp(name: GaugeName): GaugeText {
  return gauges[name];
}

export const gaugeNames = Object.keys(gauges) as readonly GaugeName[]; // the keys of the table above
