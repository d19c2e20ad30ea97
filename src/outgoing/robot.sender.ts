import type { Instant } from '../rules/values.js';
import type { RobotDestination } from './destination.js';
import { fetchOut } from './outgoing.door.js';
import { robotAnswer, robotBody, robotSignature, type RobotText } from './robot-body.js';
import { sendingError } from './sending-errors.js';

/** Says something in the chat of a robot; done when its answer says so. Refuses what the robot refuses, for good or for now. */
export async function sendToRobot(
  destination: RobotDestination,
  { text, at, signal }: { readonly text: RobotText; readonly at: Instant; readonly signal?: AbortSignal },
): Promise<void> {
  const { name, flavour, secret } = destination;
  const key = await secret?.read();
  const signed = key === undefined ? {} : robotSignature(flavour, key, at);
  const url = new URL(destination.url);
  for (const [parameter, value] of Object.entries(signed.query ?? {})) url.searchParams.set(parameter, value);
  const { status, body } = await fetchOut(destination, {
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Redress' },
    body: robotBody(flavour, text, signed.body),
    ...(signal === undefined ? {} : { signal }),
    limits: { bytes: 65_536 },
  });
  // Feishu gives its code with a status of its own.
  const answer = robotAnswer(flavour, body.toString('utf8'));
  if (answer?.code === 0 && status >= 200 && status < 300) return;
  if (status === 410) throw sendingError('sending.gone', { name });
  if (answer === undefined || answer.code === 0) throw sendingError('sending.refused', { name, status });
  throw sendingError(answer.isLasting ? 'sending.robot_refused' : 'sending.robot_failed', { name, code: answer.code });
}
