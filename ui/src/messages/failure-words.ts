import type { BackendError } from '../backend';
import type { Failure, KeychainProblem, Refusal } from '../bindings';
import { system } from '../system';
import type { FailureWords, Messages } from './index.svelte';

// A kind without words in the messages does not compile.

/** What happened and what to do next. */
export function failureWords({ cause }: Failure, t: Messages): FailureWords {
  switch (cause.kind) {
    case 'status':
      return t.failure.status[cause.meaning];
    case 'notSent':
      return t.failure.notSent[cause.reason];
    case 'interrupted':
      return t.failure.interrupted[cause.reason];
    case 'unreadable':
      return t.failure.unreadable[cause.reason];
    case 'file':
      return t.failure.file[cause.reason];
    default:
      return t.failure[cause.kind];
  }
}

export function billingWords({ billing }: Failure, t: Messages): string {
  return t.failure[billing];
}

/** Why a command failed and what to do, in one text. */
export function errorWords(error: BackendError, t: Messages): string {
  switch (error.kind) {
    case 'subject':
      return refusalWords(error.refusal, t);
    case 'keychain':
      return keychainWords(error.problem, t);
    case 'address':
      return t.error.address[error.problem];
    case 'credential':
      return t.error.credential[error.problem];
    case 'evidence':
      return t.error.evidence[error.problem];
    case 'file':
      return t.error.file[error.problem];
    case 'record':
      return t.error.record(t.readOnly.trouble[error.trouble]);
    default:
      return t.error[error.kind];
  }
}

/** Why the key is unavailable. Where to look for it differs by system. */
export function keychainWords(problem: KeychainProblem, t: Messages): string {
  const words = t.error.keychain[problem];
  return typeof words === 'string' ? words : words[system()];
}

/** The technical text of an error for support, if it has one. */
export function errorDetail(error: BackendError): string | null {
  return 'detail' in error && error.detail !== '' ? error.detail : null;
}

export function refusalWords(refusal: Refusal, t: Messages): string {
  switch (refusal.kind) {
    case 'tooLong':
      return t.refusal.tooLong(refusal.limit);
    case 'personalNumber':
      return t.refusal.personalNumber(t.personalNumbers[refusal.number]);
    default:
      return t.refusal[refusal.kind];
  }
}
