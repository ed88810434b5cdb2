type BackupErrorCode =
  /** No passphrase was given. */
  | 'not-ready'
  | 'wrong-passphrase'
  | 'busy'
  | 'not-found'
  | 'damaged'
  /** Made by a later version. */
  | 'too-new'
  | 'too-large'
  | 'too-slow'
  | 'disk-full'
  | 'not-empty'
  | 'failed';

/** Why a backup could not be made, read or restored. The message is for people and tells the cure where there is one. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly code: BackupErrorCode;

  constructor(code: BackupErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}
