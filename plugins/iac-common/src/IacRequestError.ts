import { ResponseError } from '@backstage/errors';

/**
 * The plugin answered with an error. Its message is the plugin's own words,
 * which say what to do, not the line of HTTP around them.
 *
 * @public
 */
export class IacRequestError extends Error {
  override readonly name = 'IacRequestError';
  /** HTTP status, such as 404. */
  readonly statusCode: number;
  /** What was thrown in the plugin, such as a `NotFoundError`. */
  override readonly cause: Error;

  /** Reads the error out of an answer that is not `ok`. */
  static async fromResponse(response: Response): Promise<IacRequestError> {
    const { statusCode, cause } = await ResponseError.fromResponse(response);
    return new IacRequestError(statusCode, cause);
  }

  /** Whether it is one, also when it comes from another copy of this package. */
  static is(error: unknown): error is IacRequestError {
    return error instanceof Error && error.name === 'IacRequestError';
  }

  private constructor(statusCode: number, cause: Error) {
    super(cause.message);
    this.statusCode = statusCode;
    this.cause = cause;
  }
}
