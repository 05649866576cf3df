package io.auscult.gateway.admission;

/** Why a session is not let in; a metric label. */
public enum NoRoom {
  /** Finals of those inside come too late. */
  LAG("lag"),
  /** Finals wait too long for a thread that recognises. */
  WAIT("wait"),
  /** Every worker is busy. */
  BUSY("busy"),
  /** Those who came a moment ago may already be too many: nobody has measured them yet. */
  CROWD("crowd");

  private final String label;

  NoRoom(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
