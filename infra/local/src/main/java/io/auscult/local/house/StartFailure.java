package io.auscult.local.house;

/** The system cannot start; the message is one line that says what is wrong and what to do. */
public final class StartFailure extends Exception {
  private static final long serialVersionUID = 1L;

  public StartFailure(String whatAndWhatToDo) {
    super(whatAndWhatToDo);
  }

  public StartFailure(String whatAndWhatToDo, Throwable cause) {
    super(whatAndWhatToDo, cause);
  }

  /** The innermost reason of a failure, in one line and without its stack. */
  public static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) root = root.getCause();
    String message =
        root.getMessage() == null ? "" : root.getMessage().lines().findFirst().orElse("");
    return message.isBlank() ? root.getClass().getSimpleName() : message.strip();
  }
}
