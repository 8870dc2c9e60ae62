import { blankIdentifiers } from '../../../src/ctap/blank-identifiers.ts';
import type { KeyAnswer, KeyAnswers } from '../../../src/ctap/key-answers.ts';
import { type KeyModel, traitsOf } from '../../lab/security-keys/key-model.ts';
import { type CommandAnswer, capability } from '../../lab/virtual-key/authenticator.ts';

/** What asking a key of this model comes to, as src/ctap/ask-key.ts puts its questions. */
export function answersOf(model: KeyModel): KeyAnswers {
  const traits = traitsOf(model);
  const options = model.getInfo?.options ?? {};
  const has = (...names: string[]) => names.some((name) => Object.hasOwn(options, name));
  const bio = has('bioEnroll', 'userVerificationMgmtPreview');
  const ctap2 = (traits.capabilities & capability.cbor) !== 0;
  const u2f = (traits.capabilities & capability.noMsg) === 0;
  const init = [0, 0, 0, 0, traits.protocol, ...traits.deviceVersion, traits.capabilities];
  return {
    init: Buffer.from(init).toString('hex'),
    getInfo: ctap2 && traits.getInfo instanceof Uint8Array ? heard(blankIdentifiers(traits.getInfo)) : null,
    pinRetries: ctap2 && has('clientPin') ? heard(traits.pinRetries) : null,
    uvRetries: ctap2 && (has('uv') || bio) ? heard(traits.uvRetries) : null,
    fingerprintModality: ctap2 && bio ? heard(traits.fingerprintModality) : null,
    fingerprintSensor: ctap2 && bio ? heard(traits.fingerprintSensor) : null,
    u2fVersion: !ctap2 && u2f && traits.u2fVersion ? heard(Buffer.from(traits.u2fVersion)) : null,
  };
}

function heard(answer: CommandAnswer): KeyAnswer {
  if (answer instanceof Uint8Array) return { ok: true, hex: Buffer.from(answer).toString('hex') };
  const status = 'status' in answer ? answer.status : undefined;
  return {
    ok: false,
    problem: 'refused',
    detail: 'the key refused',
    ...(status === undefined ? {} : { status }),
  };
}
